"""The rows of the event frames: each in the right form, with an example that shows what it says."""

import unicodedata
from collections import defaultdict

import pytest

from kgbuild.errors import LexiconError
from kgbuild.lexicon.frames import Frame, FrameLexicon, load_frames, parse_frame
from kgbuild.vocab import EVENT_CLASSES, EVENT_TYPES, ROLES

LEXICON = load_frames()
each_frame = pytest.mark.parametrize("frame", LEXICON.frames, ids=lambda f: f.id)
each_event_frame = pytest.mark.parametrize("frame", LEXICON.events, ids=lambda f: f.id)


def conditions(frame: Frame) -> tuple[object, ...]:
    """What decides whether a frame fits."""
    return (
        frame.reflexive,
        frozenset(frame.object_in),
        frozenset(frame.subject_in),
        frozenset(frame.with_pp),
        frozenset(frame.pp_in),
        frame.has_object,
        frame.object_clause,
        frozenset(frame.complementizer),
        frozenset(frame.clause_in),
        frozenset(frame.predicate_in),
        frame.number,
        frame.definite,
        frame.bare,
        frozenset(frame.after),
        frame.light_verb,
        frozenset(frame.phrase),
        frozenset(frame.about),
    )


@each_event_frame
def test_frame_belongs_to_its_type(frame: Frame) -> None:
    assert frame.id.startswith(f"{frame.type.lower()}.")
    assert frame.event_class in EVENT_CLASSES[frame.type]


@each_frame
def test_frame_example_shows_trigger_and_roles(frame: Frame) -> None:
    assert frame.trigger in frame.example
    assert set(frame.expect) <= {*ROLES, "theme"}
    for words in frame.expect.values():
        assert words in frame.example


@each_frame
def test_frame_is_written_in_standard_romanian(frame: Frame) -> None:
    words = " ".join((frame.example, *frame.lemmas, *frame.phrase, *frame.support, *frame.with_pp, *frame.pp))
    assert unicodedata.is_normalized("NFC", words)
    assert not set("şţŞŢ") & set(words)
    assert frame.example == frame.example.strip()


@each_frame
def test_frame_lemmas_are_single_words(frame: Frame) -> None:
    assert frame.lemmas
    assert all(lemma and " " not in lemma for lemma in (*frame.lemmas, *frame.phrase))
    assert len(set(frame.lemmas)) == len(frame.lemmas)


@each_frame
def test_frame_phrase_names_another_word(frame: Frame) -> None:
    assert not frame.phrase or set(frame.phrase) - set(frame.lemmas)


@each_frame
def test_frame_with_light_verbs_is_a_noun(frame: Frame) -> None:
    assert not frame.support or frame.pos == "noun"


@pytest.mark.parametrize("event_type", EVENT_TYPES)
def test_frames_cover_the_event_type(event_type: str) -> None:
    assert any(f.type == event_type for f in LEXICON.frames)


@pytest.mark.parametrize("event_type", EVENT_TYPES)
def test_frames_of_one_type_do_not_repeat_one_another(event_type: str) -> None:
    seen: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for frame in LEXICON.frames:
        if frame.type == event_type:
            for lemma in frame.lemmas:
                seen[lemma, frame.pos, *conditions(frame)].append(frame.id)
    assert [ids for ids in seen.values() if len(ids) > 1] == []


def test_frames_of_two_types_differ_in_their_conditions() -> None:
    seen: dict[tuple[object, ...], dict[str, str]] = defaultdict(dict)
    for frame in LEXICON.frames:
        for lemma in frame.lemmas:
            seen[lemma, frame.pos, *conditions(frame)][frame.type] = frame.id
    assert [sorted(ids.values()) for ids in seen.values() if len(ids) > 1] == []


@pytest.mark.parametrize(
    ("form", "infinitive"),
    [
        ("ales", "alege"),
        ("aleasă", "alege"),
        ("aleși", "alege"),
        ("realeasă", "realege"),
        ("scoase", "scoate"),
        ("trimise", "trimite"),
    ],
)
def test_participles_are_known_in_all_their_forms(form: str, infinitive: str) -> None:
    assert LEXICON.participle(form) == infinitive


ROW = {
    "id": "aid.deliver",
    "lemmas": ["livra"],
    "pos": "verb",
    "class": "ArmsTransfer",
    "example": "Germania a livrat tancuri.",
    "trigger": "a livrat",
}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"class": None}, "needs the key 'class'"),
        ({"trigger": None}, "does not have the form of a frame"),
        ({"lemmas": "livra"}, "must be a list of strings"),
        ({"with_pp": [1]}, "must be a list of strings"),
        ({"class": "Statement"}, "Statement is no class of AID"),
        ({"object": "beneficiary"}, "unknown role 'beneficiary'"),
        ({"pp": {"către": "goal"}}, "unknown role 'goal'"),
        ({"trigger": "a trimis"}, "is not in the example"),
        ({"subject_is": ["weapon"]}, "does not have the form of a frame"),
    ],
)
def test_bad_row_is_refused(change: dict[str, object], message: str) -> None:
    row = {key: value for key, value in {**ROW, **change}.items() if value is not None}
    with pytest.raises(LexiconError, match=message):
        parse_frame(row, "AID", "frames/aid.toml", 7)


def test_most_conditions_come_first() -> None:
    plain = parse_frame(ROW, "AID", "frames/aid.toml", 1)
    narrow = parse_frame({**ROW, "id": "aid.arms", "object_in": ["weapon"]}, "AID", "frames/aid.toml", 2)
    lexicon = FrameLexicon((plain, narrow), {"weapon": frozenset({"tanc"})}, {})
    assert lexicon.lookup("livra", "verb") == (narrow, plain)


def test_word_classes_hold_no_duplicates_and_no_cedillas() -> None:
    for name, lemmas in LEXICON.word_classes.items():
        assert lemmas, name
        assert not any(set("şţ") & set(lemma) for lemma in lemmas), name
