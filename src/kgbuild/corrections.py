"""Put right what Romanian grammar rules out in the trees that the parser gives."""

from collections.abc import Iterator
from dataclasses import replace

from kgbuild.model import Token

_INSIDE_NOUNS = frozenset({"nmod", "obl", "amod", "acl", "appos", "flat"})
_LANDS = frozenset({"GPE", "LOC"})
_SINGLE_NAMES = frozenset({"GPE", "LOC", "PERSON"})
_OPENING, _CLOSING = frozenset('„«"'), frozenset('”»"“')


def correct(tokens: list[Token]) -> Iterator[Token]:
    """Put right what the grammar rules out in a sentence's tree.

    Args:
        tokens: The words of one sentence in order.

    Returns:
        The same words, some with another governor or relation.
    """
    named = _beyond_gerunds(_appositions(_chosen(_whole_names(_heads_of_parties(tokens)))))
    attached = _tellers_behind_times(_tellers_behind_quotations(_relatives(_reporters(named))))
    attached = _bare_numbers(_outlets_behind_tellers(attached))
    attached = _like_with_like(_beside_objects(_agents_beside_times(attached)))
    objects = _objects_behind_datives(_indirect_objects(_active_subjects(attached)))
    return _one_subject(_subject_behind_object(_doubled_objects(objects)))


def _heads_of_parties(tokens: list[Token]) -> list[Token]:
    """Hang an acronym on the definite noun right in front that the parser hangs on it ("deputata PAS Maria Popa a criticat")."""
    first = tokens[0].index

    def acronym(noun: Token) -> Token | None:
        behind = tokens[noun.index + 1 - first : noun.index + 2 - first]
        hung = noun.upos == "NOUN" and noun.has("Definite", "Def") and [t.index for t in behind] == [noun.head]
        return behind[0] if hung and len(behind[0].form) > 1 and behind[0].form.isupper() else None

    nouns = {a.index: t.index for t in tokens if (a := acronym(t)) is not None}
    above = {noun: tokens[party - first] for party, noun in nouns.items()}

    def rehung(token: Token) -> Token:
        if token.index in nouns:
            return replace(token, head=nouns[token.index], deprel="nmod")
        if token.index in above:
            party = above[token.index]
            return replace(token, head=token.index if party.head == party.index else party.head, deprel=party.deprel)
        return replace(token, head=nouns.get(token.head, token.head))

    return [rehung(t) for t in tokens] if nouns else tokens


def _whole_names(tokens: list[Token]) -> list[Token]:
    """Hang on a person's first name whatever else of the name hangs outside of it ("Kim Jong Un": "un" is an article, too)."""
    governors: dict[int, int] = {}
    first = tokens[0]
    for token in tokens:
        if token.entity != "PERSON" or token.entity_start:
            first = token
        own = range(first.index, token.index + 1)
        if token is not first and token.form[0].isupper() and token.head not in own and first.head not in own:
            governors[token.index] = first.index
    return [replace(t, head=governors[t.index], deprel="flat") if t.index in governors else t for t in tokens]


def _chosen(tokens: list[Token]) -> list[Token]:
    """Hang a participle behind a comma on the name in front, and on it the office behind ("Ion Popa, ales președinte")."""
    first = tokens[0].index

    def name(token: Token) -> Token | None:
        behind = tokens[token.index + 1 - first : token.index + 2 - first]
        office = behind[0] if behind and behind[0].index == token.head else None
        if office is None or office.upos != "NOUN" or not office.has("Definite", "Ind"):
            return None
        match tokens[: token.index - first]:
            case [*_, before, comma] if token.has("VerbForm", "Part") and token.deprel == "amod" and comma.form == ",":
                while before.deprel == "flat":
                    before = tokens[before.head - first]
                return before if before.upos == "PROPN" else None
        return None

    names = {t.index: n.index for t in tokens if (n := name(t)) is not None}

    def rehung(token: Token) -> Token:
        if token.index in names:
            return replace(token, head=names[token.index], deprel="acl")
        if token.index - 1 in names:
            return replace(token, head=token.index - 1, deprel="xcomp")
        return replace(token, head=token.head - 1) if token.relation == "punct" and token.head - 1 in names else token

    return [rehung(t) for t in tokens] if names else tokens


def _appositions(tokens: list[Token]) -> list[Token]:
    """Hang a bare noun behind a comma on the noun before it, where it stands for a clause ("în satul Reni, raionul Izmail")."""
    first = tokens[0].index
    clauses = {t.head for t in tokens if t.deprel in ("case", "cop", "nsubj", "aux", "mark", "cc")}

    def noun(token: Token) -> Token | None:
        if token.deprel != "parataxis" or token.upos != "NOUN" or token.index in clauses:
            return None
        match tokens[: token.index - first]:
            case [*_, before, comma] if comma.form == ",":
                while before.deprel in ("nmod", "flat", "amod") and before.head < before.index:
                    before = tokens[before.head - first]
                return before if before.upos in ("NOUN", "PROPN") and before.head == token.head else None
        return None

    return [replace(t, head=n.index, deprel="appos") if (n := noun(t)) is not None else t for t in tokens]


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


def _number(noun: Token) -> str | None:
    """The number of a noun; that of a name, which has no form of its own, where it can only be one."""
    single = noun.entity in _SINGLE_NAMES and not noun.form.isupper()
    return noun.feats.get("Number", "Sing" if single else None)


def _tellers_behind_times(tokens: list[Token]) -> list[Token]:
    """Make a name right behind a day the subject of the reporting verb before it: no day is anybody's ("transmite luni DPA")."""
    first = tokens[0].index
    with_subject = {t.head for t in tokens if t.relation == "nsubj"}
    introduced = {t.head for t in tokens if t.deprel in ("case", "det")}

    def verb(token: Token) -> Token | None:
        if token.deprel not in ("nmod", "appos"):
            return None
        bare = token.form[0].isupper() and token.index not in introduced and token.entity != "DATETIME"
        day = tokens[token.head - first]
        above = tokens[day.head - first]
        # What is neither in the dative nor behind a preposition says when.
        when = day.relation in ("obl", "advmod") and day.index not in introduced and not day.has("Case", "Dat")
        if not bare or not when or day.index != token.index - 1:
            return None
        reports = above.upos == "VERB" and above.deprel in ("parataxis", "conj") and above.index < day.index
        return above if reports and above.index not in with_subject else None

    tellers = {t.index: (v, t) for t in tokens if (v := verb(t)) is not None}
    days = {t.head: t.index for _, t in tellers.values()}

    def rehung(token: Token) -> Token:
        if token.index in tellers:
            return replace(token, head=tellers[token.index][0].index, deprel="nsubj")
        teller = days.get(token.head, token.index)
        return replace(token, head=teller) if teller < token.index else token

    return [rehung(t) for t in tokens] if tellers else tokens


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


def _bare_numbers(tokens: list[Token]) -> list[Token]:
    """Make a number of others the subject of the verb whose auxiliary follows it ("doi au murit, iar alți trei au fugit")."""
    first = tokens[0].index
    passive = {t.head for t in tokens if t.deprel == "aux:pass"}

    def verb(token: Token) -> Token | None:
        position = token.index - first
        if token.upos != "NUM" or position == 0 or tokens[position - 1].lemma != "alt":
            return None
        after = tokens[position + 1 : position + 2]
        return tokens[after[0].head - first] if after and after[0].relation == "aux" and after[0].head > token.index else None

    def attached(token: Token, verb: Token) -> Token:
        return replace(token, head=verb.index, deprel="nsubj:pass" if verb.index in passive else "nsubj")

    return [attached(t, v) if (v := verb(t)) is not None else t for t in tokens]


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


def _active_subjects(tokens: list[Token]) -> list[Token]:
    """Take no presumptive for a passive where the participle does not agree ("persoana ar fi înființat o firmă")."""
    first = tokens[0].index
    marked = {t.head for t in tokens if t.deprel in ("aux:pass", "expl:pass")}
    presumed = {t.head for t in tokens if t.deprel == "aux" and t.form.lower() == "fi"} - marked
    with_object = {t.head for t in tokens if t.deprel == "obj"}
    with_subject = {t.head for t in tokens if t.deprel == "nsubj" and t.index < t.head}

    def relation(token: Token) -> str:
        if token.deprel != "nsubj:pass" or token.head not in presumed:
            return token.deprel
        verb = tokens[token.head - first]
        if not (verb.has("Gender", "Masc") and verb.has("Number", "Sing")):
            return token.deprel
        if token.head in with_subject and token.index > token.head:
            return "obj"
        active = token.head in with_object or token.has("Gender", "Fem") or token.has("Number", "Plur")
        return "nsubj" if active else token.deprel

    return [replace(t, deprel=found) if (found := relation(t)) != t.deprel else t for t in tokens]


def _agents_beside_times(tokens: list[Token]) -> list[Token]:
    """Hang what follows a time with "de" on the participle before it: no weekday is anybody's ("publicat vineri de KCNA")."""
    first = tokens[0].index
    with_de = {t.head for t in tokens if t.deprel == "case" and t.form.lower() == "de"}
    # "Condamnat la cinci ani de închisoare" says how long.
    counted = {t.head for t in tokens if t.deprel == "nummod"}

    def participle(token: Token) -> Token | None:
        if token.deprel != "nmod" or token.index not in with_de or token.entity == "DATETIME":
            return None
        time = tokens[token.head - first]
        verb = tokens[time.head - first]
        passive = verb.has("VerbForm", "Part") and verb.index < time.index < token.index
        point = time.entity == "DATETIME" and time.relation == "obl" and time.index not in counted
        return verb if point and passive else None

    return [replace(t, head=verb.index, deprel="obl:agent") if (verb := participle(t)) is not None else t for t in tokens]


def _beside_objects(tokens: list[Token]) -> list[Token]:
    """Hang a noun with "de" and the article on the verb and not on its object ("acuză Rusia de bombardarea orașului")."""
    first = tokens[0].index
    introduced = {t.head: t.form.lower() for t in tokens if t.deprel == "case"}

    def verb(token: Token) -> Token | None:
        if (
            token.deprel != "nmod"
            or token.upos != "NOUN"
            or introduced.get(token.index) != "de"
            or not token.has("Definite", "Def")
        ):
            return None
        governor = tokens[token.head - first]
        above = tokens[governor.head - first]
        return above if governor.deprel == "obj" and above.upos == "VERB" and above.index < governor.index < token.index else None

    return [replace(t, head=v.index, deprel="obl") if (v := verb(t)) is not None else t for t in tokens]


def _like_with_like(tokens: list[Token]) -> list[Token]:
    """Coordinate a subjunctive with the one before it rather than with an indicative ("a venit, urmărind să vadă și să audă")."""
    subjunctive = {t.head for t in tokens if t.deprel == "mark" and t.form.lower() == "să"}
    corrected = []
    before: Token | None = None
    for token in tokens:
        alone = token.index in subjunctive and token.relation == "conj" and token.head not in subjunctive
        beside = alone and before is not None and token.head < before.index
        corrected.append(replace(token, head=before.index) if beside and before is not None else token)
        before = token if token.index in subjunctive else before
    return corrected


def _indirect_objects(tokens: list[Token]) -> list[Token]:
    """Make an indirect object of a noun in the dative that stands as an object ("Rusia oferă Coreei de Nord sprijin")."""
    introduced = {t.head for t in tokens if t.deprel in ("case", "det")}
    datives = {t.index for t in tokens if t.deprel == "obj" and t.upos in ("NOUN", "PROPN") and t.has("Case", "Dat")}
    objects = datives - introduced
    return [replace(t, deprel="iobj") if t.index in objects else t for t in tokens]


def _objects_behind_datives(tokens: list[Token]) -> list[Token]:
    """Make the object of a bare noun behind whom it is asked of or given to ("a cerut conducerii uzinei salarii mai mari").

    A noun without the article is in no genitive, unless a word in front of it is.
    """
    first = tokens[0].index
    served = {(t.head, t.index) for t in tokens if t.relation in ("obj", "ccomp", "xcomp")}
    introduced = {
        t.head
        for t in tokens
        if t.index < t.head and (t.deprel in ("case", "det", "nummod") or (t.deprel == "amod" and t.upos != "NOUN"))
    }

    def verb(token: Token) -> Token | None:
        if (
            token.upos != "NOUN"
            or token.deprel not in ("nmod", "amod")
            or not token.has("Definite", "Ind")
            or token.index in introduced
        ):
            return None
        above = tokens[token.head - first]
        while above.deprel == "nmod" and above.has("Case", "Gen") and above.index not in introduced:
            above = tokens[above.head - first]
        governor = tokens[above.head - first]
        dative = above.deprel == "iobj" and governor.index < above.index < token.index
        complete = any(verb == governor.index and index < token.index for verb, index in served)
        return governor if dative and not complete else None

    return [replace(t, head=v.index, deprel="obj") if (v := verb(t)) is not None else t for t in tokens]


def _doubled_objects(tokens: list[Token]) -> list[Token]:
    """Make an object of what stands with "pe" beside a clitic in the accusative, and a subject of the other object.

    "Pe ministru l-a criticat opoziția": where a clitic doubles its object, the bare noun is who acts.
    """
    doubled = {t.head for t in tokens if t.deprel in ("expl", "obj") and t.upos == "PRON" and t.has("Case", "Acc")}
    with_pe = {t.head for t in tokens if t.deprel == "case" and t.lemma == "pe"}
    governors = {t.head for t in tokens if t.index in with_pe and t.deprel in ("obl", "obj") and t.head in doubled}
    with_subject = {t.head for t in tokens if t.relation == "nsubj"}
    return [_with_doubled_object(t, t.index in with_pe, with_subject) if t.head in governors else t for t in tokens]


def _with_doubled_object(token: Token, with_pe: bool, with_subject: set[int]) -> Token:
    """Relabel one dependent of a verb whose object is doubled."""
    if with_pe and token.deprel == "obl":
        return replace(token, deprel="obj")
    bare = token.deprel == "obj" and not with_pe and token.upos in ("NOUN", "PROPN")
    return replace(token, deprel="nsubj") if bare and token.head not in with_subject else token


def _subject_behind_object(tokens: list[Token]) -> list[Token]:
    """Make a subject of a second object, with the article, behind one without ("a dat asigurări ministrul energiei")."""
    with_subject = {t.head for t in tokens if t.relation in ("nsubj", "csubj")}
    introduced = {t.head for t in tokens if t.deprel in ("case", "det")}
    objects = [t for t in tokens if t.deprel == "obj" and t.upos == "NOUN" and t.head < t.index]
    bare = {t.head: t.index for t in objects if t.has("Definite", "Ind")}
    definite = {t.index for t in objects if t.has("Definite", "Def") and bare.get(t.head, t.index) < t.index}
    acting = {t.index for t in objects if t.head not in with_subject and t.index in definite - introduced}
    return [replace(t, deprel="nsubj") if t.index in acting else t for t in tokens]


def _one_subject(tokens: list[Token]) -> Iterator[Token]:
    """Make an object of a second subject behind the verb: a clause has but one ("Rusia a atacat Ucraina").

    Behind a comma right after the verb it is neither: "șoferul a murit, zeci de răniți".
    """
    before = {t.head for t in tokens if t.deprel == "nsubj" and t.index < t.head}
    with_object = {t.head for t in tokens if t.deprel == "obj"}
    parted = {t.head for t in tokens if t.form == "," and t.index - 1 in before}
    for token in tokens:
        behind = token.index > token.head and token.head in before
        if behind and token.index in parted and token.deprel in {"nsubj", "obj"}:
            yield replace(token, deprel="parataxis")
        elif behind and token.deprel == "nsubj" and token.head not in with_object:
            yield replace(token, deprel="obj")
        else:
            yield token
