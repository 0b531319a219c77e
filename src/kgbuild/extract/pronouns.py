"""Resolve pronouns where their antecedent is safe."""

from collections.abc import Mapping

from kgbuild.model import Actor, AnnotatedText, Token

_RELATIVE = frozenset({"care", "ce"})
_PERSONAL = frozenset({"el", "ea", "ei", "ele", "dânsul", "dânsa", "acesta", "aceasta", "aceștia"})


def resolve_pronouns(text: AnnotatedText, by_token: Mapping[int, str], actors: Mapping[str, Actor]) -> dict[int, str]:
    """Find whom relative and personal pronouns mean.

    Args:
        text: The analysed article.
        by_token: Key of the actor that each noun or name stands for.
        actors: The actors by key.

    Returns:
        Index of each pronoun that can be resolved to the key of its actor.
    """
    resolved: dict[int, str] = {}
    for token in text.tokens:
        if token.upos not in {"PRON", "DET"} or token.index in by_token:
            continue
        if token.lemma.lower() in _RELATIVE or token.has("PronType", "Rel"):
            antecedent = _relative_antecedent(text, token)
            if antecedent is not None and antecedent.index in by_token:
                resolved[token.index] = by_token[antecedent.index]
        elif token.form.lower() in _PERSONAL and token.upos == "PRON" and token.relation == "nsubj":
            key = _only_candidate(text, token, by_token, actors)
            if key is not None:
                resolved[token.index] = key
    return resolved


def _relative_antecedent(text: AnnotatedText, pronoun: Token) -> Token | None:
    """Give the noun that a relative clause modifies."""
    for ancestor in (pronoun, *text.ancestors(pronoun)):
        if ancestor.relation == "acl":
            head = text.head(ancestor)
            return head if head.index < pronoun.index else None
        if ancestor.relation in {"ccomp", "advcl", "parataxis"}:
            return None
    return None


def _only_candidate(text: AnnotatedText, pronoun: Token, by_token: Mapping[int, str], actors: Mapping[str, Actor]) -> str | None:
    """Give the one actor of fitting number named before in this sentence or the one before, None for several."""
    plural = pronoun.has("Number", "Plur")
    wanted = "PersonGroup" if plural else "Person"
    for first in (text.sentences[pronoun.sentence].first, text.sentences[max(pronoun.sentence - 1, 0)].first):
        keys = {by_token[i] for i in range(first, pronoun.index) if i in by_token}
        fitting = {k for k in keys if actors[k].type == wanted}
        if len(fitting) == 1:
            return fitting.pop()
        if fitting:
            return None
    return None
