"""Those of whom only what they did or suffered is told: "cei care au votat", "toți cei implicați", "cei din Franța"."""

from itertools import takewhile

from kgbuild.extract.candidate import ActorMention
from kgbuild.extract.syntax import preposition
from kgbuild.lexicon.inflection import fold
from kgbuild.model import AnnotatedText, Mention, Token

# Forms of the pronoun that mean people; "cele" may be things.
_THOSE = frozenset({"cei", "celor", "acei", "aceia", "acelora"})
_OBLIQUE = {"celor": "cei", "acelora": "aceia"}
# Words in front that say it is all of them.
_ALL = {"toți": "toți", "tuturor": "toți"}
_RELATIVES = frozenset({"care", "ce"})
# Prepositions behind which stands where they are from; "cei de la HBO" are the firm.
_FROM = frozenset({"din"})
# Prepositions by which somebody is only counted among them.
_AMONG = frozenset({"dintre", "printre", "ca", "decât"})


def find_those(text: AnnotatedText, token: Token) -> ActorMention | None:
    """Make a mention of people who have no noun, but a clause, a participle or a place.

    Args:
        text: The analysed article.
        token: A word that may be their pronoun.

    Returns:
        The mention, None where the word is no such pronoun, or says more of somebody named.
    """
    form = token.form.lower()
    if form not in _THOSE or token.upos != "PRON" or token.relation in {"appos", "root"} or preposition(text, token) in _AMONG:
        return None
    children = text.children(token)
    if any(c.relation == "cop" for c in children):
        return None
    telling = next((c for c in children if c.index > token.index and _tells(text, token, c)), None)
    if telling is None:
        return None
    before = text.tokens[token.index - 1] if token.index else token
    first = before if before.form.lower() in _ALL and before.sentence == token.sentence else token
    told = list(takewhile(lambda t: _goes_on(text, t), (t for t in text.subtree(token) if t.index > token.index)))
    last = told[-1] if told else telling
    base = " ".join([*([_ALL[first.form.lower()]] if first is not token else []), _OBLIQUE.get(form, form)])
    return ActorMention(
        mention=Mention.of(text.text, first.start, last.end),
        head=token.index,
        tokens=(token.index,),
        kind="description",
        type="PersonGroup",
        name=base + text.text[token.end : last.end],
        lemma=fold(text.text[token.end + 1 : last.end]),
        noun_class="person",
        modifiers=frozenset(fold(t.lemma) for t in told if t.upos in {"NOUN", "ADJ", "PROPN", "VERB", "NUM"}),
        definite=True,
        plural=True,
        apart=True,
    )


def _tells(text: AnnotatedText, token: Token, child: Token) -> bool:
    """Whether what hangs on the pronoun says who they are."""
    if child.relation == "nmod":
        return preposition(text, child) in _FROM and text.subtree(child)[0].index == token.index + 1
    relative = text.tokens[token.index + 1].form.lower() in _RELATIVES
    if child.relation.startswith("acl") and relative:
        return True
    participle = child.has("VerbForm", "Part") or (
        child.upos == "ADJ" and fold(child.form).endswith(("ati", "iti", "uti", "isi"))
    )
    return child.relation in {"acl", "amod"} and participle and child.has("Number", "Plur")


def _goes_on(text: AnnotatedText, token: Token) -> bool:
    """Whether a word still belongs to what tells of them: no punctuation, no clause within and nobody beside them."""
    after = text.tokens[min(token.index + 1, len(text.tokens) - 1)]
    beside = token.upos == "CCONJ" and (after.upos == "ADP" or after.form.lower() in _THOSE)
    return token.upos not in {"PUNCT", "SCONJ"} and not beside
