"""Trees of names and what stands at them: parties, names of several words, who was made what, appositions."""

from dataclasses import replace

from kgbuild.model import Token

# "Fost" behind one of these belongs to a verb.
_AUXILIARIES = frozenset({"a", "ai", "am", "ar", "au", "fi", "va", "vor"})
# Within how many words before it an auxiliary may stand ("a mai fost").
_NEAR = 3
# How nouns end in the definite plural, and what that says.
_PLURAL = "ii"
_DEFINITE = {"Case": "Acc,Nom", "Definite": "Def", "Gender": "Masc", "Number": "Plur"}
# How he who presides ends, spelt like several women who do.
_PRESIDENT = "președintele"


def correct_names(tokens: list[Token]) -> list[Token]:
    """Put right what names hang on.

    Args:
        tokens: The words of one sentence in order.

    Returns:
        The same words, some with another governor or relation.
    """
    return _appositions(_chosen(_whole_names(_heads_of_parties(_former(_compounds(_presidents(_verbs_in_names(tokens))))))))


def _verbs_in_names(tokens: list[Token]) -> list[Token]:
    """Make a name of a verb with a capital that is a further word of one ("Krivoi Rog")."""
    first = tokens[0].index

    def is_name(token: Token) -> bool:
        of_name = token.deprel == "flat" and tokens[token.head - first].upos == "PROPN" and token.head < token.index
        return of_name and token.upos == "VERB" and token.form[0].isupper()

    return [replace(t, upos="PROPN", lemma=t.form, feats={}) if is_name(t) else t for t in tokens]


def _former(tokens: list[Token]) -> list[Token]:
    """Make an adjective of a bare "fost" in front of its noun, which says of what somebody was ("Ion Popa, fost ministru").

    A participle without an auxiliary is no copula.
    """
    first = tokens[0].index

    def is_adjective(token: Token) -> bool:
        before = {t.form.lower() for t in tokens[max(token.index - first - _NEAR, 0) : token.index - first]}
        above = tokens[token.head - first]
        said = token.deprel in ("aux", "cop") and token.lemma == "fi" and token.has("VerbForm", "Part")
        return said and above.upos == "NOUN" and above.index > token.index and before.isdisjoint(_AUXILIARIES)

    def adjective(token: Token) -> Token:
        feats = {name: value for name, value in token.feats.items() if name != "VerbForm"}
        return replace(token, lemma="fost", upos="ADJ", deprel="amod", feats=feats)

    return [adjective(t) if is_adjective(t) else t for t in tokens]


def _compounds(tokens: list[Token]) -> list[Token]:
    """Take a compound in the definite plural for a noun where a capital makes a name of it ("Social-democrații au votat")."""

    def is_noun(token: Token) -> bool:
        first, _, last = token.form.partition("-")
        return token.upos == "PROPN" and not token.feats and bool(first) and last.islower() and last.endswith(_PLURAL)

    return [replace(t, upos="NOUN", feats=_DEFINITE) if is_noun(t) else t for t in tokens]


def _presidents(tokens: list[Token]) -> list[Token]:
    """Take "copreședintele" and the like for one man, where the analysis takes it for several women."""

    def is_one(token: Token) -> bool:
        return token.upos == "NOUN" and token.has("Number", "Plur") and token.form.lower().endswith(_PRESIDENT)

    one = _DEFINITE | {"Number": "Sing"}
    return [replace(t, feats=one, lemma=t.form.lower().removesuffix("le")) if is_one(t) else t for t in tokens]


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
