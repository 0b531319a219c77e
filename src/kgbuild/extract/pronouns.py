"""Resolve pronouns where their antecedent is safe."""

from collections.abc import Collection, Mapping

from kgbuild.extract.quotations import find_quotations
from kgbuild.model import Actor, AnnotatedText, Token

_RELATIVE = frozenset({"care", "ce"})
_PERSONAL = frozenset({"el", "ea", "ei", "ele", "dânsul", "dânsa", "acesta", "aceasta", "aceștia"})

# How many sentences back somebody may have spoken whom a pronoun takes up behind a reporting verb.
_SPEAKER_WITHIN = 4


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
    quotations = find_quotations(text.text)
    quoted = frozenset(t.index for a, b in quotations for t in text.tokens_within(a, b))
    for token in text.tokens:
        if token.upos not in {"PRON", "DET"} or token.index in by_token:
            continue
        if token.lemma.lower() in _RELATIVE or token.has("PronType", "Rel"):
            antecedent = _relative_antecedent(text, token)
            if antecedent is not None and antecedent.index in by_token:
                resolved[token.index] = by_token[antecedent.index]
        elif token.form.lower() in _PERSONAL and token.upos == "PRON" and token.relation == "nsubj":
            key = _only_candidate(text, token, by_token, actors, quoted)
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


def _only_candidate(
    text: AnnotatedText, pronoun: Token, by_token: Mapping[int, str], actors: Mapping[str, Actor], quoted: Collection[int]
) -> str | None:
    """Give the one actor of fitting number named before in this sentence or the ones before, or the only one that is a subject.

    Behind its verb ("…, a adăugat el") a pronoun means whoever spoke before, not somebody whom the words just told name.
    """
    wanted = "PersonGroup" if pronoun.has("Number", "Plur") else "Person"
    inverted = pronoun.index > text.head(pronoun).index
    last = pronoun.sentence - (_SPEAKER_WITHIN if inverted else 1)
    for number in range(pronoun.sentence - inverted, max(last, 0) - 1, -1):
        tokens = text.tokens[text.sentences[number].first : min(text.sentences[number].last, pronoun.index)]
        named = [t for t in tokens if t.index in by_token and not (inverted and t.index in quoted)]
        fitting = [t for t in named if actors[by_token[t.index]].type == wanted]
        subjects = {by_token[t.index] for t in fitting if t.relation.startswith("nsubj")}
        for keys in ({by_token[t.index] for t in fitting}, subjects):
            if len(keys) == 1:
                return keys.pop()
        if fitting:
            return None
    return None
