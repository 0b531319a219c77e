"""Nouns for actors that mean none where they stand: what kind something is of, what a minister is there for, money."""

from kgbuild.diacritics import has_diacritics
from kgbuild.extract.nouns import PEOPLE, is_portfolio, nationality, noun_class, noun_lemma
from kgbuild.extract.syntax import preposition
from kgbuild.lexicon.actor_nouns import load_artefact_nouns
from kgbuild.lexicon.demonyms import is_written_so, load_people
from kgbuild.lexicon.frames import load_frames
from kgbuild.lexicon.inflection import fold
from kgbuild.model import AnnotatedText, Token

# What is held, whoever holds it.
_POSTS = frozenset({"funcție", "post", "poziție", "demnitate", "mandat", "calitate", "titlu", "rang"})
# What is called by whom it carries, beside vehicles ("trafic de migranți", "tren de călători").
_CARRYING = frozenset({"trafic", "transport"})
# Who governs or spies, with the article and of whom more is said; else that somebody does ("acuzat de spionaj").
_GOVERNING = "guvernare"
_ACTIVITIES = frozenset({_GOVERNING, "spionaj"})
# "Personal" by itself: in person; staff is of a kind, somebody's, or has the article.
_MYSELF = "personal"
# What is a body in the singular.
_FUND = "fond"


def means_nobody(text: AnnotatedText, token: Token) -> bool:
    """Whether a noun for actors means none where it stands."""
    kind = _is_kind(text, token) or _is_attribute(text, token) or is_portfolio(text, token)
    thing = _is_post(text, token) or _is_money(text, token) or _is_act(text, token) or _is_manner(text, token)
    return kind or thing or _is_verb(text, token) or _lacks_marks(text, token)


def _is_kind(text: AnnotatedText, token: Token) -> bool:
    """Whether a noun only says what kind the noun before it is of ("post de televiziune", "funcția de premier")."""
    if token.has("Definite", "Def") or preposition(text, token) != "de" or has_determiner(text, token, but="case"):
        return False
    head = text.head(token)
    lemma = head.lemma.lower()
    if lemma in load_artefact_nouns() or lemma in _CARRYING:
        return head.index < token.index
    told = noun_class(head) is not None or lemma in _POSTS
    return told and head.index < token.index and not token.has("Number", "Plur")


def _is_attribute(text: AnnotatedText, token: Token) -> bool:
    """Whether a noun only says more of the one right before it ("medic rezident", "stat membru")."""
    if token.index == 0 or token.has("Definite", "Def"):
        return False
    before = text.tokens[token.index - 1]
    beside = before.sentence == token.sentence and before.upos == "NOUN" and noun_class(before) is not None
    return beside and noun_class(token) in {"member", "person"}


def _is_act(text: AnnotatedText, token: Token) -> bool:
    """Whether a noun says that somebody governs or spies, and not who does ("a intrat la guvernare", "guvernarea PSD")."""
    lemma = noun_lemma(token)
    if lemma not in _ACTIVITIES or not token.has("Definite", "Def"):
        return lemma in _ACTIVITIES
    if lemma != _GOVERNING:
        return not any(c.relation in {"amod", "nmod"} for c in text.children(token))
    return any(c.index > token.index and c.relation == "nmod" and not preposition(text, c) for c in text.children(token))


def _is_manner(text: AnnotatedText, token: Token) -> bool:
    """Whether a word says that somebody does something himself and means no staff ("va conduce **personal** organismul")."""
    return token.form.lower() == _MYSELF and not any(
        c.relation in {"amod", "det", "case"} or preposition(text, c) for c in text.children(token)
    )


def _is_verb(text: AnnotatedText, token: Token) -> bool:
    """Whether the verb of a relative clause is taken for a noun ("mașina în care **călătorea**")."""
    relative = token.relation == "acl" and any(c.feats.get("PronType") == "Int,Rel" for c in text.children(token))
    return relative and bool(load_frames().lookup(token.lemma, "verb"))


def _is_post(text: AnnotatedText, token: Token) -> bool:
    """Whether a noun means an office and no broadcaster ("postul de guvernator")."""
    held = (c for c in text.children(token) if c.index > token.index and preposition(text, c) == "de")
    return token.lemma.lower() in _POSTS and any(noun_class(c) in PEOPLE and not c.has("Number", "Plur") for c in held)


def _lacks_marks(text: AnnotatedText, token: Token) -> bool:
    """Whether a word only looks like one for nationals, in an article that writes marks ("roman" is a novel)."""
    return fold(token.form) in load_people() and not is_written_so(token.form) and has_diacritics(text.text)


def _is_money(text: AnnotatedText, token: Token) -> bool:
    """Whether funds are but money, and no investors, which have a purpose or a country ("fondurile de pensii")."""
    if noun_lemma(token) != _FUND or not token.has("Number", "Plur"):
        return False
    for child in text.children(token):
        purpose = child.relation in {"nmod", "flat"} and preposition(text, child) in {"", "de"}
        if purpose or nationality(child) is not None:
            return False
    return True


def has_determiner(text: AnnotatedText, token: Token, but: str = "") -> bool:
    """Whether an article, a number or a preposition stands before a word; `but` is one of these relations not to count."""
    wanted = {"det", "nummod", "case"} - {but}
    return any(c.relation in wanted and c.index < token.index for c in text.children(token))
