"""Of whom relative clauses speak by way of what is said of them: "X este cel care …", "X se numără printre cei care …"."""

from collections.abc import Sequence

from kgbuild.extract import syntax
from kgbuild.extract.nominals import Nominals, Participant
from kgbuild.lexicon.frames import load_frames
from kgbuild.model import AnnotatedText, Token

_AMONG = frozenset({"printre", "dintre", "între"})
# Verbs that say of their subject that it is one of several.
_COUNTED = ("is_one_of",)
_RELATIVE = "care"


def meant_by(nominals: Nominals, subjects: Sequence[Token]) -> list[Participant]:
    """Give whom the subjects of a clause mean: in relative clauses also those of whom their noun is said.

    Args:
        nominals: The actors behind nouns.
        subjects: The subjects of a verb, at least one.
    """
    text, noun = nominals.text, _antecedent(nominals.text, subjects[0])
    if noun is not None and not syntax.preposition(text, noun):
        subjects = [s for s in _predicated(text, noun) if nominals.refers(s)] or subjects
    elif noun is not None:
        subjects = [*subjects, *_counted(text, noun)]
    return [participant for subject in subjects for participant in nominals.actors_of(subject)]


def _counted(text: AnnotatedText, noun: Token) -> list[Token]:
    """Who is said to be among what a noun means ("Popa se numără printre cei …", "Popa este unul dintre cei …")."""
    above = text.head(noun)
    if syntax.preposition(text, noun) not in _AMONG:
        return []
    if load_frames().in_class(above, _COUNTED):
        return [] if syntax.is_denied(text, above) else syntax.dependents(text, above, "nsubj")
    return _predicated(text, above)


def _antecedent(text: AnnotatedText, subject: Token) -> Token | None:
    """The noun that a relative pronoun takes up as the subject of its clause."""
    verb = text.head(subject)
    return text.head(verb) if subject.lemma.lower() == _RELATIVE and verb.relation == "acl" else None


def _predicated(text: AnnotatedText, noun: Token) -> list[Token]:
    """The subjects of which a noun or pronoun is said with a copula, unless that is denied."""
    copula = any(c.relation == "cop" for c in text.children(noun))
    return syntax.dependents(text, noun, "nsubj") if copula and not syntax.is_denied(text, noun) else []
