"""Triggers of several words: where the words of a phrase may stand around its head."""

from collections.abc import Sequence
from functools import cache

from kgbuild.extract import syntax
from kgbuild.lexicon.frames import Frame
from kgbuild.lexicon.inflection import fold
from kgbuild.lexicon.word_forms import is_form_of
from kgbuild.model import AnnotatedText, Token

# Up to how many letters two words begin alike where one is a form of the other.
_STEM = 4
CLAUSES = frozenset({"ccomp", "xcomp", "csubj", "advcl", "parataxis"})


@syntax.answered_once
def _around(text: AnnotatedText, head: Token) -> list[Token]:
    """The words among which the others of a multi-word trigger stand."""
    # Who is appointed may hold an office already ("directorul a fost numit ambasador").
    beside = (c for c in text.children(head) if c.deprel != "nsubj:pass" or c.entity != "PERSON" or c.index > head.index)
    around = [t for c in beside for t in (c, *_parts(text, c))]
    around += [f for t in around for f in text.children(t) if f.relation == "fixed"]
    if head.relation == "conj" and head.upos == "NOUN":
        around += syntax.coordinated(text, text.head(head))
    if head.relation in {"case", "advmod"}:
        # "este alături de noi": the adverb hangs, as the copula does, on what follows.
        around += [text.head(text.head(head)), *text.children(text.head(head))]
    # No word of a name is one of a phrase ("a declarat pentru Kyiv Independent"), nor does one reach over a colon.
    within = [t for t in around if not _ends_name(text, t) and not _says_when(text, t) and not _is_said_of_another(text, t)]
    return [t for t in within if not _is_beyond_colon(text, head, t)]


def _says_when(text: AnnotatedText, token: Token) -> bool:
    """Whether a word only says when, behind a preposition: "s-a dat în cursul zilei" gives no "curs" to anything."""
    return token.entity == "DATETIME" and bool(syntax.preposition(text, token))


def _is_said_of_another(text: AnnotatedText, token: Token) -> bool:
    """Whether a noun or adjective is what a clause says of its own subject ("a declarat că totalul este de 200 de morți")."""
    says = token.relation in CLAUSES - {"xcomp"} and token.upos in {"NOUN", "ADJ"}
    return says and bool(syntax.dependents(text, token, "nsubj"))


def _is_beyond_colon(text: AnnotatedText, head: Token, token: Token) -> bool:
    """Whether a colon stands between two words ("Alegeri la Iași: Ana Rusu a câștigat primăria")."""
    return any((t.index < head.index) != (t.index < token.index) for t in text.tokens_of(":"))


def _ends_name(text: AnnotatedText, token: Token) -> bool:
    """Whether a capital stands behind a name, and is the further word of it."""
    before = text.tokens[token.index - 1] if token.index else token
    return token.form[0].isupper() and before.upos == "PROPN" and before.form[0].isupper() and not before.form.isupper()


def _parts(text: AnnotatedText, word: Token) -> Sequence[Token]:
    """What hangs on a word of a phrase and may belong to the phrase, too.

    Not what belongs to another verb ("a anunțat că partidul va depune o candidatură") or says what for ("a venit pentru a vota"),
    nor what stands behind another preposition than "de" ("va veni după întoarcerea din vizită"), nor who somebody is ("a declarat
    Ion Popa, liderul unei organizații"); but what is said of two measures stands behind the second ("doi ani și trei luni de
    închisoare").
    """
    children = text.children(word)
    if word.entity == "PERSON" and word.upos == "PROPN":
        # What somebody is made may hang on the name ("a numit-o pe Ana Popa ministru").
        return [c for c in children if c.relation == "nmod" and not syntax.dependents(text, c, "punct")]
    if word.upos == "NOUN":
        second = (c for c in children if c.relation == "conj" and c.upos == "NOUN" and syntax.dependents(text, c, "nummod"))
        children = (*children, *(c for measure in second for c in text.children(measure)))
    if word.upos == "VERB" and word.relation == "conj":
        return []
    if word.relation in CLAUSES and any(c.relation in {"nsubj", "csubj"} or c.lemma == "pentru" for c in children):
        return []
    if word.upos == "NOUN" and word.relation == "obl":
        return [c for c in children if syntax.preposition(text, c) in {"", "de"}]
    return children


def _beginnings(text: AnnotatedText, sentence: int) -> frozenset[str]:
    """How the words of a sentence begin: most phrases have a word that begins like none of them."""
    known: dict[int, frozenset[str]] = text.answers[_beginnings]
    if sentence not in known:
        tokens = text.sentence_tokens(sentence)
        known[sentence] = frozenset({fold(t.form)[:_STEM] for t in tokens} | {fold(t.lemma)[:_STEM] for t in tokens})
    return known[sentence]


@cache
def _beginnings_of(phrase: tuple[str, ...]) -> frozenset[str]:
    """How the words of a phrase begin."""
    return frozenset(fold(lemma)[:_STEM] for lemma in phrase)


def find_companions(text: AnnotatedText, head: Token, frame: Frame) -> list[Token]:
    """Give the words around the head of a trigger that make up a frame's phrase with it, in no order."""
    wanted = _companions(head, frame)
    return [t for t in _around(text, head) if any(_is_word(t, lemma) for lemma in wanted)]


def _companions(head: Token, frame: Frame) -> list[str]:
    """The lemmas of a phrase besides that of its head."""
    return [lemma for lemma in frame.phrase if not is_form_of(head.form, head.lemma, lemma)]


def has_companions(text: AnnotatedText, head: Token, frame: Frame) -> bool:
    """Whether all words of a frame's phrase stand around the head of a trigger."""
    if not _beginnings_of(frame.phrase) <= _beginnings(text, head.sentence):
        return False
    around = _around(text, head)
    return all(any(_is_word(t, lemma) for t in around) for lemma in _companions(head, frame))


def _is_word(token: Token, lemma: str) -> bool:
    """Whether a token is a word of a phrase: no finite verb is the noun that it looks like ("vorbește", "vorbă")."""
    return is_form_of(token.form, token.lemma, lemma) and (lemma == token.lemma or not token.has("VerbForm", "Fin"))
