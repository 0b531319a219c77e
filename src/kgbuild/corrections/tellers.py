"""Trees of who tells something, and of the relative clauses and participles that may stand between them and their verb."""

from collections.abc import Iterator
from dataclasses import replace

from kgbuild.model import Token

_INSIDE_NOUNS = frozenset({"nmod", "obl", "amod", "acl", "appos", "flat"})
_OBJECTS = frozenset({"obj", "ccomp", "xcomp", "expl"})
_PASSIVE = frozenset({"nsubj:pass", "aux:pass"})
_LANDS = frozenset({"GPE", "LOC"})
_SINGLE_NAMES = frozenset({"GPE", "LOC", "PERSON"})
_OPENING, _CLOSING = frozenset('„«"'), frozenset('”»"“')


def correct_tellers(tokens: list[Token]) -> list[Token]:
    """Put right who says what the sentence reports, and to whom relative clauses and participles belong.

    Args:
        tokens: The words of one sentence in order.

    Returns:
        The same words, some with another governor or relation.
    """
    attached = _participles(_relatives(_reporters(_beyond_gerunds(tokens))))
    return _outlets_behind_tellers(_names_behind_days(_tellers_behind_quotations(attached)))


def _reporters(tokens: list[Token]) -> list[Token]:
    """Make a noun that stands for a clause the subject of the reporting verb before it ("…, a anunțat ieri poliția")."""
    first = tokens[0].index
    with_subject = {t.head for t in tokens if t.relation == "nsubj"}

    def verb(token: Token) -> Token | None:
        if token.deprel != "parataxis" or token.upos not in ("NOUN", "PROPN"):
            return None
        before = (t for t in reversed(tokens[: token.index - first]) if t.deprel == "punct" or t.head == token.head)
        nearest = next(before, None)
        reports = nearest is not None and nearest.deprel == "parataxis" and nearest.upos == "VERB"
        return nearest if reports and nearest is not None and nearest.index not in with_subject else None

    return [replace(t, head=v.index, deprel="nsubj") if (v := verb(t)) is not None else t for t in tokens]


def _beyond_gerunds(tokens: list[Token]) -> list[Token]:
    """Make a noun before a gerund between commas the subject of the verb behind ("TASS, citând armata, a relatat")."""
    first = tokens[0].index
    with_subject = {t.head for t in tokens if t.relation == "nsubj"}

    def verb(token: Token) -> Token | None:
        gerund = tokens[token.head - first]
        apart = gerund.has("VerbForm", "Ger") and token.index < gerund.index and tokens[gerund.index - 1 - first].form == ","
        if token.relation != "nsubj" or not apart:
            return None
        above = tokens[gerund.head - first]
        return above if above.index > gerund.index and above.index not in with_subject else None

    return [replace(t, head=v.index) if (v := verb(t)) is not None else t for t in tokens]


def _relatives(tokens: list[Token]) -> list[Token]:
    """Hang a relative clause on what agrees with its verb in number ("trupele din Basra, care au arestat patru oameni")."""
    first = tokens[0].index
    relative = {t.head for t in tokens if t.relation == "nsubj" and t.form.lower() == "care"}
    finite = {t.head if t.relation == "aux" else t.index: t.feats.get("Number") for t in tokens if t.feats.get("Person") == "3"}
    coordinated = {t.head for t in tokens if t.relation == "conj"}

    def antecedent(clause: Token) -> Token | None:
        number = finite.get(clause.index) if clause.relation == "acl" and clause.index in relative else None
        nearest = found = tokens[clause.head - first]
        if number is None or nearest.index in coordinated or (_number(nearest) or number) == number:
            return None
        while found.relation in _INSIDE_NOUNS:
            found = tokens[found.head - first]
            if found.upos == "NOUN" and found.feats.get("Number") == number:
                return found
        return None

    return [replace(t, head=a.index) if (a := antecedent(t)) is not None else t for t in tokens]


def _participles(tokens: list[Token]) -> list[Token]:
    """Hang a participle on the nearest noun that it agrees with ("o delegație a comisiei, condusă de ministru")."""
    first = tokens[0].index
    served = {t.head for t in tokens if t.relation in ("aux", "cop")}
    coordinated = {t.head for t in tokens if t.relation == "conj"}
    introduced = {t.head for t in tokens if t.deprel in ("det", "nummod", "amod") and t.index < t.head}

    def may_be_said_of(noun: Token, participle: Token) -> bool:
        """Whether a noun agrees with a participle; a bare one is but a part of what another one means ("reuniune de urgență")."""
        if noun.upos == "PROPN":
            gender = "Fem" if noun.form.endswith("a") else "Masc"
            person = noun.entity == "PERSON" and noun.relation != "flat"
            return person and participle.has("Number", "Sing") and participle.has("Gender", gender)
        bare = noun.has("Number", "Sing") and noun.has("Definite", "Ind") and noun.index not in introduced
        return noun.upos == "NOUN" and not bare and noun.entity != "DATETIME" and _agree(noun, participle)

    def noun(token: Token) -> Token | None:
        above = tokens[token.head - first]
        modifies = token.deprel in ("acl", "amod") and token.has("VerbForm", "Part") and token.index not in served
        if not modifies or above.upos != "NOUN" or above.index > token.index:
            return None
        if above.index in coordinated or above.deprel == "conj" or _agree(above, token):
            return None
        inside = (t for t in reversed(tokens[above.index - first + 1 : token.index - first]) if t.relation in _INSIDE_NOUNS)
        return next((t for t in (*inside, *_nouns_above(tokens, above)) if may_be_said_of(t, token)), None)

    return [replace(t, head=found.index) if (found := noun(t)) is not None else t for t in tokens]


def _nouns_above(tokens: list[Token], token: Token) -> Iterator[Token]:
    """The nouns that a noun modifies, nearest first."""
    while token.relation in _INSIDE_NOUNS and tokens[token.head - tokens[0].index].index < token.index:
        token = tokens[token.head - tokens[0].index]
        yield token


def _agree(noun: Token, participle: Token) -> bool:
    """Whether a participle may be said of a noun by number and gender; feminine genitives look like plurals."""
    if noun.has("Gender", "Fem") and noun.has("Number", "Sing") and (noun.has("Case", "Gen") or noun.has("Case", "Dat")):
        return participle.has("Gender", "Fem")
    return all(
        noun.feats.get(name, participle.feats.get(name)) == participle.feats.get(name) for name in ("Number", "Gender")
    ) and bool({"Number", "Gender"} & participle.feats.keys())


def _number(noun: Token) -> str | None:
    """The number of a noun; that of a name, which has no form of its own, where it can only be one."""
    single = noun.entity in _SINGLE_NAMES and not noun.form.isupper()
    return noun.feats.get("Number", "Sing" if single else None)


def _names_behind_days(tokens: list[Token]) -> list[Token]:
    """Hang a name right behind a day on the day's verb: no day is anybody's.

    It is the subject of a reporting verb that has none ("transmite luni DPA"), the object of a verb that has a subject and no
    object ("a atacat luni Kievul").
    """
    first = tokens[0].index
    with_subject = {t.head for t in tokens if t.relation == "nsubj"}
    complete = {t.head for t in tokens if t.relation in _OBJECTS or t.deprel in _PASSIVE}
    introduced = {t.head for t in tokens if t.deprel in ("case", "det")}

    def place(token: Token) -> tuple[Token, str] | None:
        if token.deprel not in ("nmod", "appos"):
            return None
        bare = token.form[0].isupper() and token.index not in introduced and token.entity != "DATETIME"
        day = tokens[token.head - first]
        verb = tokens[day.head - first]
        # What is neither in the dative nor behind a preposition says when.
        when = day.relation in ("obl", "advmod") and day.index not in introduced and not day.has("Case", "Dat")
        if not bare or not when or day.index != token.index - 1 or verb.upos != "VERB" or verb.index > day.index:
            return None
        if verb.index not in with_subject:
            return (verb, "nsubj") if verb.deprel in ("parataxis", "conj") else None
        return (verb, "obj") if verb.index not in complete and verb.deprel != "parataxis" else None

    names = {t.index: found for t in tokens if (found := place(t)) is not None}
    days = {tokens[index - first].head: index for index in names}

    def rehung(token: Token) -> Token:
        if token.index in names:
            verb, relation = names[token.index]
            return replace(token, head=verb.index, deprel=relation)
        name = days.get(token.head, token.index)
        return replace(token, head=name) if name < token.index else token

    return [rehung(t) for t in tokens] if names else tokens


def _outlets_behind_tellers(tokens: list[Token]) -> list[Token]:
    """Hang a name behind "pentru" on the verb whose subject stands between the two ("a declarat primarul pentru Mediafax")."""
    first = tokens[0].index
    introduced = {t.head for t in tokens if t.deprel == "case" and t.form.lower() == "pentru"}

    def verb(token: Token) -> Token | None:
        if token.index not in introduced or token.deprel != "nmod" or token.upos != "PROPN" or token.entity in _LANDS:
            return None
        noun = tokens[token.head - first]
        above = tokens[noun.head - first]
        return above if noun.relation == "nsubj" and above.upos == "VERB" and above.index < noun.index else None

    return [replace(t, head=v.index, deprel="obl") if (v := verb(t)) is not None else t for t in tokens]


def _tellers_behind_quotations(tokens: list[Token]) -> list[Token]:
    """Make a noun behind a verb its subject rather than one in the quotation before ("„Atac barbar”, a scris pe X premierul")."""
    end = _end_of_quotation(tokens)
    first = tokens[0].index
    verb = next((tokens[t.head - first] for t in tokens[:end] if t.relation == "nsubj" and end <= t.head - first), None)
    if verb is None:
        return tokens
    introduced = {t.head for t in tokens if t.deprel == "case"}
    behind = [t for t in tokens[end:] if t.head == verb.index < t.index and t.index not in introduced]
    nouns = (t for t in behind if t.deprel in ("obj", "nmod", "obl", "parataxis") and not t.has("Case", "Dat"))
    definite = (t for t in nouns if (t.upos == "PROPN" or t.has("Definite", "Def")) and t.entity != "DATETIME")
    teller = next((t for t in behind if t.relation == "nsubj"), None) or next(definite, None)

    def relation(token: Token) -> str:
        said = token.head == verb.index and token.relation == "nsubj"
        return "nsubj" if token is teller else "ccomp" if said else token.deprel

    return tokens if teller is None else [replace(t, deprel=relation(t)) for t in tokens]


def _end_of_quotation(tokens: list[Token]) -> int:
    """How many words the quotation has that a sentence begins with or in, with the comma behind it; 0 where there is none."""
    marks = [n for n, t in enumerate(tokens) if t.form in _OPENING | _CLOSING]
    begins = bool(marks) and (marks[0] == 0 or tokens[marks[0]].form in _CLOSING)
    ends = (n + 2 for n in reversed(marks) if [t.form for t in tokens[n + 1 : n + 2]] == [","])
    return next(ends, 0) if begins else 0
