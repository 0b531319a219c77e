"""What part somebody has in a crime or an accident, as nouns and verbs say: the victim's, or that of who is accused."""

from collections.abc import Iterator

from kgbuild.extract.clusters import Cluster
from kgbuild.extract.syntax import answered_once, is_genitive, is_passive
from kgbuild.lexicon.frames import Frame, PartOfSpeech, load_frames
from kgbuild.lexicon.offices import find_office
from kgbuild.model import AnnotatedText, Token

ACCUSED, VICTIM = "accused", "victim"
# What makes whom it is done to a victim or an accused.
_HURTING, _CHARGING = frozenset({"ASSAULT", "INJURY", "DEATH"}), frozenset({"ACCUSE", "SANCTION"})
_CATCHING = frozenset({"Arrest"})
# Of the frames of a word its plain one counts, which sets no condition but that there is an object.
_PLAIN = 1


def parts_of(text: AnnotatedText, cluster: Cluster) -> frozenset[str]:
    """Give the parts that somebody has.

    Args:
        text: The analysed article.
        cluster: Somebody.

    Returns:
        `ACCUSED` and `VICTIM`, one, both or none.
    """
    nouns = {find_office(m.lemma, ()) for m in cluster.mentions if m.lemma} & {ACCUSED, VICTIM}
    return frozenset(nouns or {part for m in cluster.mentions for part in _told_parts(text, text.tokens[m.head])})


def have_other_parts(text: AnnotatedText, one: Cluster, other: Cluster) -> bool:
    """Whether one of two is the victim and the other one accused."""
    parts, others = parts_of(text, one), parts_of(text, other)
    return bool(parts and others) and parts.isdisjoint(others)


@answered_once
def _told_parts(text: AnnotatedText, token: Token) -> frozenset[str]:
    """Give the parts that the words beside a mention give to whom it means, looked up once."""
    return frozenset(_parts(text, token))


def _parts(text: AnnotatedText, token: Token) -> Iterator[str]:
    first = text.head(token) if token.relation == "conj" else token
    above = text.head(first)
    if above.upos == "VERB" and above is not first:
        frame = _plain_frame(above, "verb")
        suffers = first.relation == "obj" or (first.relation == "nsubj" and is_passive(text, above))
        if frame is not None and (suffers or first.relation == "nsubj" or first.deprel == "obl:agent"):
            yield from _part(frame, frame.object if suffers else frame.subject)
    elif above.upos == "NOUN" and is_genitive(text, first) and (frame := _plain_frame(above, "noun")) is not None:
        yield from _part(frame, frame.genitive)
    for child in text.children(token):
        told = child.relation in {"acl", "amod"} and child.has("VerbForm", "Part")
        if told and (frame := _plain_frame(child, "verb")) is not None:
            yield from _part(frame, frame.object)


def _part(frame: Frame, role: str) -> Iterator[str]:
    """Give the part of who has a role in what a frame reports."""
    if role == "patient" and frame.type in _HURTING:
        yield VICTIM
    charged = role == "patient" and (frame.type in _CHARGING or frame.event_class in _CATCHING)
    if charged or (role == "agent" and frame.type == "ASSAULT"):
        yield ACCUSED


def _plain_frame(word: Token, pos: PartOfSpeech) -> Frame | None:
    """Give the frame that a word has without more, None where it reports something only beside other words."""
    frames = load_frames()
    lemma = frames.base_form(word.lemma, word.form, pos)
    plain = frames.lookup(lemma, pos)[-1:] if lemma else ()
    return next((f for f in plain if f.specificity <= _PLAIN), None)
