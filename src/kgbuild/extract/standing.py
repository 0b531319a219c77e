"""What tells an actor that an article is about from one that it only names: features for the model that `selection` asks."""

from collections import defaultdict
from collections.abc import Mapping

from kgbuild.extract.nouns import name_head, noun_class
from kgbuild.extract.syntax import preposition
from kgbuild.lexicon.inflection import fold
from kgbuild.model import Actor, AnnotatedText, Extraction, Mention, Token

_LEAD = 4
_MANY = 3
_SUFFIX = 3
_CLAUSAL = frozenset({"VERB", "AUX", "PUNCT", "CCONJ"})


def describe_actors(text: AnnotatedText, extraction: Extraction, named: frozenset[str]) -> dict[str, frozenset[str]]:
    """Give the features of each actor: what it is, what it does, and the words around its mentions.

    Args:
        text: The analysed article.
        extraction: All that the stages found.
        named: Keys of the actors that have a name of their own.

    Returns:
        Key of each actor to the names of its features.
    """
    uses = _uses(extraction)
    triggers = _trigger_tokens(text, extraction)
    return {
        actor.key: frozenset(_features(text, actor, uses.get(actor.key, []), triggers, named=actor.key in named))
        for actor in extraction.actors
    }


def _uses(extraction: Extraction) -> Mapping[str, list[tuple[str, str]]]:
    """Give what each actor does: a role and the type of its event, a side of a relation, a source."""
    uses: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for event in extraction.events:
        for argument in event.arguments:
            uses[argument.actor].append((argument.role, event.type))
    for claim in extraction.claims:
        for key in (*claim.sources, *claim.relayed_by):
            uses[key].append(("source", ""))
    for relation in extraction.relations:
        uses[relation.subject].append(("subject", relation.predicate))
        uses[relation.object].append(("object", relation.predicate))
    return uses


def _trigger_tokens(text: AnnotatedText, extraction: Extraction) -> frozenset[int]:
    """Give the indices of the words that report events."""
    return frozenset(t.index for event in extraction.events for mention in event.triggers for t in _tokens(text, mention))


def _tokens(text: AnnotatedText, mention: Mention) -> list[Token]:
    first, last = text.token_at(mention.start), text.token_at(mention.end - 1)
    return list(text.tokens[first.index : last.index + 1]) if first is not None and last is not None else []


def _features(
    text: AnnotatedText, actor: Actor, uses: list[tuple[str, str]], triggers: frozenset[int], *, named: bool
) -> list[str]:
    """Give the features of an actor; the same again and again where several mentions have them."""
    kind = f"{actor.type} {'named' if named else 'described'}"
    known = actor.iso or actor.wikidata or actor.geonames
    used = "used" if uses else "unused"
    found = [
        *("any", actor.type, kind, f"{kind} known={bool(known)}", f"{kind} of={bool(actor.of)}", used, f"{kind} {used}"),
        *(f"{kind} mentions={min(len(actor.mentions), _MANY)}", f"{kind} uses={min(len(uses), _MANY)}"),
    ]
    for role, what in uses:
        found += (role, f"{role} {what}", f"{actor.type} {role}", f"{actor.type} {role} {what}")
    for mention in actor.mentions:
        tokens = _tokens(text, mention)
        if tokens:
            found += _surroundings(text, tokens, triggers, actor.type, used, kind)
            found += _of_name(tokens, actor.type) if named else _of_description(tokens)
    return found


def _surroundings(
    text: AnnotatedText, tokens: list[Token], triggers: frozenset[int], type_: str, used: str, kind: str
) -> list[str]:
    """Give what stands around a mention, and what it depends on."""
    head = name_head(tokens)
    governor = text.head(head)
    word, above, known = preposition(text, head), governor.lemma.lower(), noun_class(head)
    reporting = (governor.index in triggers, text.head(governor).index in triggers)
    within = any(t.index in triggers for t in text.ancestors(head))
    sentence = text.sentences[head.sentence]
    found = [
        *(f"deprel={head.deprel}", f"{kind} deprel={head.relation}", f"{used} deprel={head.relation}"),
        *(f"preposition={word}", f"{type_} preposition={word}", f"{used} {kind} preposition={word}"),
        *(f"governor={above}", f"{used} governor={above}", f"governor {governor.upos}"),
        *(f"{used} {kind} governors report={reporting}", f"{used} {kind} within report={within}"),
        f"{used} sentence reports={not triggers.isdisjoint(range(sentence.first, sentence.last))}",
        *(f"entity={head.entity}", f"{type_} entity={head.entity}"),
        *(f"class={known}", f"{type_} class={known}"),
        "in lead" if head.sentence < _LEAD else "later",
    ]
    if tokens[0].start < text.title_end:
        found.append(f"{kind} in title")
    before = text.tokens[tokens[0].index - 1] if tokens[0].index else None
    if before is not None and before.sentence == head.sentence:
        found += (f"before={before.form.lower()}", f"before {before.upos}", f"{type_} before class={noun_class(before)}")
    after = text.tokens[tokens[-1].index + 1] if tokens[-1].index + 1 < len(text.tokens) else None
    if after is not None:
        found.append(f"after={after.form.lower()}")
    return found


def _of_name(tokens: list[Token], type_: str) -> list[str]:
    """Give the features of the words of a name."""
    shape = "".join(["A" if t.form.isupper() else "a" if t.form[0].isupper() else "." for t in tokens[:_LEAD]])
    return [f"shape={shape}", f"{type_} ends {fold(tokens[-1].form)[-_SUFFIX:]}", *[f"word={fold(t.form)}" for t in tokens]]


def _of_description(tokens: list[Token]) -> list[str]:
    """Give the features of the words of a description."""
    head = name_head(tokens)
    return [
        *(f"lemma={head.lemma.lower()}", f"head {head.upos}", f"first={tokens[0].form.lower()}", f"last {tokens[-1].upos}"),
        f"number={head.feats.get('Number', '')} {head.feats.get('Definite', '')}",
        f"length={min(len(tokens), _MANY * 2)}",
        f"clausal={any(t.upos in _CLAUSAL for t in tokens)}",
    ]
