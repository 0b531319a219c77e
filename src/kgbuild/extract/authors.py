"""Whose words a document tells: "un raport al ONU", "un sondaj realizat de IMAS", and then "documentul mai arată"."""

from collections.abc import Iterator

from kgbuild.extract import syntax
from kgbuild.extract.nominals import Nominals, Participant
from kgbuild.lexicon.frames import load_frames
from kgbuild.model import Token

# Classes of nouns for what speaks in the name of whoever made it; of those of the second each may take up another one.
_DOCUMENTS = ("account", "document", "news_item", "notice", "poll_word", "website", "petition")
_ACCOUNTS = ("account",)
# How many sentences before a document that another noun takes up may be named.
_WITHIN = 3
# What stands before whose an indefinite noun is, and before whoever made a document.
_POSSESSIVE = frozenset({"al", "a", "ai", "ale"})
_BY = frozenset({"de", "de către"})


def is_document(noun: Token) -> bool:
    """Whether a noun names what speaks in the name of whoever made it."""
    return load_frames().in_class(noun, _DOCUMENTS)


def authors_of(nominals: Nominals, document: Token) -> list[Participant]:
    """Find whose document says something: the genitive or name beside it, who made it, or whose it was when it was named before.

    Args:
        nominals: The actors behind nouns.
        document: The noun for the document.

    Returns:
        The actors, none where the noun is for no document or nobody's.
    """
    if not is_document(document):
        return []
    made = next((c for c in _beside(nominals, document) if nominals.refers(c)), None)
    if made is not None:
        return [*nominals.actors_of(made)]
    before = taken_up(nominals, document)
    return [(key, None) for key, _ in authors_of(nominals, before)] if before is not None else []


def _beside(nominals: Nominals, document: Token) -> Iterator[Token]:
    """What may say whose a document is: a genitive or name, or who acts by its participle ("o declarație emisă de poliție")."""
    text = nominals.text
    participles = [p for p in syntax.dependents(text, document, "acl", "amod") if syntax.is_bare_participle(text, p)]
    for noun in syntax.dependents(text, document, "nmod", "appos", "flat"):
        # "O scrisoare adresată ministrului", "o scrisoare ministrului": to whom it is.
        given = document.has("Definite", "Ind") and not _POSSESSIVE.intersection(c.form.lower() for c in text.children(noun))
        beyond = given or any(document.index < p.index < noun.index for p in participles)
        named = noun.upos == "PROPN" and not syntax.preposition(text, noun)
        if named or (syntax.is_genitive(text, noun) and not beyond):
            yield noun
    for participle in participles:
        yield from (c for c in syntax.dependents(text, participle, "obl", "nmod") if syntax.preposition(text, c) in _BY)


def taken_up(nominals: Nominals, document: Token) -> Token | None:
    """The document named before that a noun means again, None where it is a new one or no document."""
    again = is_document(document) and _takes_up(nominals, document)
    return _named_before(nominals, document) if again else None


def _takes_up(nominals: Nominals, document: Token) -> bool:
    """Whether a noun means a document named before ("documentul", "același sondaj", "în raport"), and no new one."""
    children = nominals.text.children(document)
    told_apart = any(c.relation in {"nmod", "appos", "flat"} for c in children)
    new = any(c.relation in {"det", "nummod"} and (c.has("Definite", "Ind") or c.has("PronType", "Ind")) for c in children)
    alone = not any(c.relation in {"det", "case"} for c in children)
    return not told_apart and not new and (document.has("Definite", "Def") or not alone)


def _named_before(nominals: Nominals, document: Token) -> Token | None:
    """The document that a noun takes up: the last one of the same noun, else the last account that was told of right before."""
    text = nominals.text
    before = [t for t in text.tokens[: text.sentences[document.sentence].first] if t.upos == "NOUN"]
    same = next((t for t in reversed(before) if t.lemma == document.lemma), None)
    if same is not None or not load_frames().in_class(document, _ACCOUNTS):
        return same
    near = (t for t in reversed(before) if t.sentence >= document.sentence - _WITHIN)
    return next((t for t in near if load_frames().in_class(t, _ACCOUNTS)), None)
