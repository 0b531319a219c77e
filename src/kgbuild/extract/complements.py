"""The words beside a trigger that may fill its roles, also where the parser hangs them on another word."""

from collections.abc import Collection, Iterator, Sequence

from kgbuild.extract import syntax
from kgbuild.extract.intermediate import Trigger
from kgbuild.extract.nominals import Nominals
from kgbuild.extract.subjects import IN_WORDS
from kgbuild.extract.whereabouts import LYING
from kgbuild.lexicon.frames import Frame, load_frames
from kgbuild.model import AnnotatedText, Role, Token

# People who are where an army has put them.
_STATIONED = ("troops",)
_TARGETING = frozenset({"împotriva", "contra"})


def complements_of(nominals: Nominals, reporting: Collection[int], trigger: Trigger) -> list[Token]:
    """The dependents of a trigger's verbs that may fill roles.

    A prepositional phrase that the parser hangs on an object which is nobody may belong to the verb as well.

    Args:
        nominals: Who the words of the article mean.
        reporting: Indices of the words that report events.
        trigger: The trigger.
    """
    text = nominals.text
    verbs = {t.index: t for t in (trigger.outer, trigger.support, trigger.head) if t is not None}
    inner = set(verbs)
    direct = [
        c
        for v in verbs.values()
        for c in text.children(v)
        if c.index not in inner and c.relation in {"obj", "iobj", "obl", "nmod", "advmod"}
    ]
    below = [
        c
        for each in direct
        if each.relation == "obj"
        for noun in syntax.coordinated(text, each)
        if noun.index not in reporting
        for c in text.children(noun)
        if _may_belong_above(nominals, noun, c)
    ]
    return [*direct, *below, *agents_below(nominals, reporting, trigger.head, direct, trigger.frame.phrase)]


def agents_below(
    nominals: Nominals, reporting: Collection[int], verb: Token, complements: Sequence[Token], phrase: Sequence[str] = ()
) -> list[Token]:
    """Who acts by a passive verb where the parser hangs him on another complement ("lovit cu pumnul de un șofer").

    Behind a common noun a bare "de" mostly says of what it is, but people act behind an instrument or part of the phrase.

    Args:
        nominals: Who the words of the article mean.
        reporting: Indices of the words that report events.
        verb: The verb.
        complements: What hangs on it.
        phrase: The lemmas of its phrase.
    """
    text = nominals.text
    if not syntax.is_passive(text, verb) or any(c.deprel == "obl:agent" for c in complements):
        return []
    found = []
    for noun in (*complements, *syntax.dependents(text, verb, "nsubj")):
        instrument = syntax.preposition(text, noun) == "cu" or noun.lemma in phrase
        if noun.index > verb.index and noun.index not in reporting:
            for child in syntax.dependents(text, noun, "nmod"):
                preposition = syntax.preposition(text, child)
                by_people = noun.upos == "PROPN" or (instrument and _are_people(nominals, child))
                if preposition in {"de către", "din partea"} or (preposition == "de" and by_people):
                    found.append(child)
    return found


def beside_phrase(text: AnnotatedText, trigger: Trigger) -> Iterator[Token]:
    """Give what hangs on the nouns of a trigger's phrase ("un pachet de sancțiuni împotriva Rusiei").

    Args:
        text: The analysed article.
        trigger: The trigger.
    """
    words = {t.index: t for t in text.tokens_within(trigger.mention.start, trigger.mention.end)}
    for noun in words.values():
        if noun.upos == "NOUN" and noun.head in words and noun.index not in {t.index for t in trigger.heads}:
            yield from (c for c in syntax.dependents(text, noun, "nmod") if c.index not in words)


def _are_people(nominals: Nominals, token: Token) -> bool:
    return any(nominals.types[key] in {"Person", "PersonGroup"} for key, _ in nominals.actors_of(token))


def _may_belong_above(nominals: Nominals, noun: Token, child: Token) -> bool:
    """Whether what hangs on an object may belong to the verb: a phrase, or a bare dative ("a livrat tancuri Ucrainei").

    On a common noun for a place or troops only where they are ("o rafinărie din Saratov"), on others that are somebody nothing.
    """
    preposition = syntax.preposition(nominals.text, child)
    if noun.index in nominals.by_token:
        place = nominals.types[nominals.by_token[noun.index]] == "Place" or load_frames().in_class(noun, _STATIONED)
        return noun.upos == "NOUN" and place and child.relation == "nmod" and preposition in LYING
    if preposition:
        return child.relation == "nmod" and preposition != "de"
    indefinite = noun.feats.get("Definite") != "Def" and child.relation in {"nmod", "det", "iobj"}
    return indefinite and child.index in nominals.by_token and syntax.is_oblique(child)


def usual_role(preposition: str, frame: Frame) -> Role | None:
    """The role that a preposition gives beside verbs whose frame says nothing of it.

    Args:
        preposition: The preposition.
        frame: The verb's frame.
    """
    if (preposition == "în fața" and frame.type in IN_WORDS) or (preposition == "către" and frame.type != "MOVE"):
        return "recipient"
    return "patient" if preposition in _TARGETING and frame.object == "patient" else None
