"""Trees of clauses: subjects, agents and objects, what is coordinated."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from kgbuild.model import Token

# What opens a clause of time that stands in the subjunctive ("înainte să moară").
_BEFORE = "înainte"
# Who may act by a passive verb, as the recogniser of names has it.
_ACTING = frozenset({"ORGANIZATION", "PERSON"})
# What says that something happens after or before something else.
_LATER = frozenset({"târziu", "devreme"})
# How articles end in the dative.
_DATIVE = ("lui", "lor")


def correct_clauses(tokens: list[Token]) -> Iterator[Token]:
    """Put right the subjects, agents and objects of verbs, and what is coordinated.

    Args:
        tokens: The words of one sentence in order.

    Returns:
        The same words, some with another governor or relation.
    """
    fixed = _above_fixed(_no_preposition(tokens))
    fixed = _times_after(_openings(fixed))
    attached = _one_number(_like_with_like(_beside_objects(_agents_beside_times(_bare_numbers(_clauses_of_time(fixed))))))
    objects = _objects_behind_datives(_indirect_objects(_active_subjects(attached)))
    return _one_subject(_subject_behind_object(_doubled_objects(_counts_with_bounds(objects))))


def _no_preposition(tokens: list[Token]) -> list[Token]:
    """Let a noun in front of "pe" stand behind its own preposition: the two make none ("l-a demis din funcție pe ministru").

    So does one in front of the "de" of whoever acts ("demis din funcție de parlament").
    """
    first = tokens[0].index
    passive = {t.head for t in tokens if t.deprel in ("aux:pass", "nsubj:pass")}

    def governor(noun: Token, behind: Token) -> tuple[int, int] | None:
        """Give the verb and whom it governs, where the preposition in front and the one behind stand with the same word."""
        before = tokens[noun.head - first]
        if noun.upos != "NOUN" or noun.deprel != "fixed" or before.deprel != "case":
            return None
        other = tokens[before.head - first]
        verb = tokens[other.head - first]
        if behind.lemma == "pe" and behind.deprel == "case" and behind.head == before.head:
            return verb.index, other.index
        acted = verb.index in passive or (verb.has("VerbForm", "Part") and verb.relation in ("acl", "amod"))
        by = behind.form.lower() == "de" and behind.deprel == "fixed" and verb.index < noun.index < other.index
        # "Audiat în calitate de martor" names nobody.
        named = other.entity in _ACTING and (other.upos == "PROPN" or other.has("Definite", "Def"))
        return (verb.index, other.index) if by and acted and named else None

    split = {noun.index: (noun, behind, *found) for noun, behind in pairwise(tokens) if (found := governor(noun, behind))}
    prepositions = {noun.head: index for index, (noun, *_) in split.items()}
    markers = {behind.index: other for _, behind, _, other in split.values() if behind.deprel == "fixed"}

    def rehung(token: Token) -> Token:
        if token.index in split:
            return replace(token, head=split[token.index][2], deprel="obl")
        if token.index in markers:
            return replace(token, head=markers[token.index], deprel="case")
        if token.index in markers.values():
            return replace(token, deprel="obl:agent")
        return replace(token, head=prepositions[token.index]) if token.index in prepositions else token

    return [rehung(t) for t in tokens] if split else tokens


def _above_fixed(tokens: list[Token]) -> list[Token]:
    """Hang on the first word of a fixed expression whatever hangs on its others ("ar putea avea loc în martie")."""
    first = tokens[0].index
    fixed = {t.index: t.head for t in tokens if t.relation == "fixed" and tokens[t.head - first].relation != "fixed"}
    return [replace(t, head=fixed[t.head]) if t.head in fixed and t.relation != "fixed" else t for t in tokens]


def _openings(tokens: list[Token]) -> list[Token]:
    """Make what stands before a comma and the subject a circumstance, no complement ("Contactat de presă, primarul a negat")."""
    first = tokens[0]
    subjects = {t.head: t.index for t in reversed(tokens) if t.relation == "nsubj"}
    marked = {t.head for t in tokens if t.deprel in ("mark", "nsubj")}
    opening = first.relation in ("xcomp", "ccomp") and first.index not in marked and first.index < subjects.get(first.head, 0)
    parted = opening and any(t.form == "," for t in tokens[1 : subjects[first.head] - first.index])
    return [replace(first, deprel="advcl"), *tokens[1:]] if parted and subjects[first.head] < first.head else tokens


def _times_after(tokens: list[Token]) -> list[Token]:
    """Make no subject of how much later something happens ("un an mai târziu a demisionat")."""
    later = {t.head for t in tokens if t.form.lower() in _LATER}

    def is_time(token: Token) -> bool:
        return token.deprel == "nsubj" and token.entity == "DATETIME" and token.index in later

    return [replace(t, deprel="obl") if is_time(t) else t for t in tokens]


def _clauses_of_time(tokens: list[Token]) -> list[Token]:
    """Make a clause behind "înainte să" say when, and give whom it has with "pe" to a verb before it that has a clitic for him.

    "L-a avertizat înainte să moară pe candidat" warns the candidate.
    """
    first = tokens[0].index
    marks = [(t, mark) for t, mark in pairwise(tokens) if t.form.lower() == _BEFORE and mark.deprel == "mark"]
    opening = {mark.head: t.index for t, mark in marks if mark.head > mark.index and tokens[mark.head - first].head < t.index}
    words = set(opening.values())
    doubled = {t.head for t in tokens if t.upos == "PRON" and t.deprel in ("expl", "obj") and t.has("Case", "Acc")}
    with_pe = {t.head for t in tokens if t.deprel == "case" and t.lemma == "pe"}

    def rehung(token: Token) -> Token:
        if token.index in opening:
            return replace(token, deprel="advcl")
        if token.index in words:
            return replace(token, head=next(verb for verb, word in opening.items() if word == token.index), deprel="mark")
        above = tokens[token.head - first].head
        others = token.head in opening and token.head not in doubled and above in doubled
        return replace(token, head=above, deprel="obj") if others and token.index in with_pe else token

    return [rehung(t) for t in tokens] if opening else tokens


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
    """Hang what follows a time with "de" on the participle before it: no weekday is anybody's ("publicat vineri de KCNA").

    Nor is an outlet ("confirmat pentru Reuters de un oficial, care …"); what a relative clause says then is said of who acts.
    """
    first = tokens[0].index
    with_de = {t.head for t in tokens if t.deprel == "case" and t.form.lower() == "de"}
    # "Condamnat la cinci ani de închisoare" says how long, "votat pe 13 martie de deputați" when.
    counted = {t.head for t in tokens if t.deprel == "nummod" and tokens[t.head - first].has("Number", "Plur")}
    told = {t.head for t in tokens if t.deprel == "case" and t.form.lower() == "pentru"}

    def participle(token: Token) -> Token | None:
        if token.deprel != "nmod" or token.index not in with_de or token.entity == "DATETIME":
            return None
        time = tokens[token.head - first]
        verb = tokens[time.head - first]
        passive = verb.has("VerbForm", "Part") and verb.index < time.index < token.index
        point = time.entity == "DATETIME" and time.relation in {"obl", "advmod"} and time.index not in counted
        outlet = time.upos == "PROPN" and time.relation == "obl" and time.index in told
        return verb if (point or outlet) and passive else None

    agents = {t.index: verb for t in tokens if (verb := participle(t)) is not None}
    beside = {tokens[index - first].head: index for index in agents}

    def rehung(token: Token) -> Token:
        if token.index in agents:
            return replace(token, head=agents[token.index].index, deprel="obl:agent")
        agent = beside.get(token.head, token.index)
        return replace(token, head=agent) if agent < token.index and token.relation == "acl" else token

    return [rehung(t) for t in tokens] if agents else tokens


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


def _one_number(tokens: list[Token]) -> list[Token]:
    """Coordinate a verb without a subject with the nearest one of its number ("a admis acuzațiile ce i se aduc și a ajutat")."""
    first = tokens[0].index
    served = {t.head for t in tokens if t.relation in ("nsubj", "csubj") or (t.deprel == "mark" and t.form == "să")}
    served |= {t.head for t in tokens if t.relation == "expl" and t.lemma == "sine"}
    # "Anunță" may be either.
    finite = {
        t.head if t.relation in ("aux", "cop") else t.index: t.feats["Number"]
        for t in tokens
        if t.has("Person", "3") and "Number" in t.feats and t.upos in ("AUX", "VERB") and not t.form.endswith(("ă", "ar"))
    }

    def is_below(token: Token, other: Token) -> bool:
        while token.index not in (other.index, tokens[token.head - first].index):
            token = tokens[token.head - first]
        return token.index == other.index

    def agreeing(token: Token) -> Token | None:
        number, above = finite.get(token.index), finite.get(token.head)
        if (
            token.relation != "conj"
            or token.upos != "VERB"
            or token.index in served
            or not number
            or not above
            or number == above
        ):
            return None
        before = (t for t in reversed(tokens[: token.index - first]) if finite.get(t.index) == number and t.upos == "VERB")
        governor = tokens[token.head - first]
        near = (t for t in before if t.index > governor.index or is_below(governor, t))
        return next((t for t in near if not is_below(t, token)), None)

    return [replace(t, head=a.index) if (a := agreeing(t)) is not None else t for t in tokens]


def _indirect_objects(tokens: list[Token]) -> list[Token]:
    """Make an indirect object of a noun in the dative that stands as an object ("Rusia oferă Coreei de Nord sprijin")."""
    introduced = {t.head for t in tokens if t.deprel in ("case", "det") and t.index < t.head}
    # An acronym has its case from the article behind its hyphen ("a cerut DNA-ului").
    inflected = {t.head for t in tokens if t.form.startswith("-") and t.deprel == "det" and t.form.endswith(_DATIVE)}
    nouns = [t for t in tokens if t.upos in ("NOUN", "PROPN") and t.index not in introduced]
    objects = {t.index for t in nouns if t.deprel == "obj" and t.has("Case", "Dat")}
    objects |= {t.index for t in nouns if t.relation in ("obj", "nsubj") and t.index in inflected}
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


def _counts_with_bounds(tokens: list[Token]) -> list[Token]:
    """Make a subject or object of a count behind "peste", which says how many ("a alocat peste 100 de milioane de euro").

    Few in words are those across whom something is ("a căzut peste doi trecători").
    """
    first = tokens[0].index
    following = {t.head: tokens[t.index - first + 1] for t in tokens[:-1] if t.deprel == "case" and t.form.lower() == "peste"}
    counted = {
        head for head, number in following.items() if number.upos == "NUM" and len(number.form) > 1 and number.form[0].isdigit()
    }
    subjects = {t.head for t in tokens if t.relation in ("nsubj", "csubj")}
    passive = {t.head for t in tokens if t.deprel in ("aux:pass", "expl:pass")}
    plural = {t.head for t in tokens if t.deprel == "aux" and t.has("Number", "Plur")} | {
        t.index for t in tokens if t.has("Number", "Plur")
    }

    def relation(token: Token) -> str:
        verb = token.head
        if (
            token.deprel != "obl"
            or token.index not in counted
            or token.entity == "DATETIME"
            or tokens[verb - first].upos != "VERB"
        ):
            return token.deprel
        if verb in passive:
            return token.deprel if verb in subjects else "nsubj:pass"
        return "obj" if verb in subjects or verb not in plural else "nsubj"

    return [replace(t, deprel=found) if (found := relation(t)) != t.deprel else t for t in tokens]


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
