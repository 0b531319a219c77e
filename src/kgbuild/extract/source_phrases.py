"""Sources that phrases name: "potrivit X", "conform aceleiași surse", and who passed it on ("citat de Y")."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from kgbuild.extract import syntax
from kgbuild.extract.intermediate import Attribution
from kgbuild.extract.quotations import MARKS, is_kind
from kgbuild.lexicon.cues import AttributionCue
from kgbuild.lexicon.frames import load_frames
from kgbuild.lexicon.gazetteer import load_outlets
from kgbuild.model import Actors, AnnotatedText, Mention, Token

# What stands before whoever did what a participle says.
_BY = frozenset({"de", "către"})
# What takes up the source named last, behind "potrivit": "aceleiași surse", "sursei citate".
_SAME = frozenset({"aceleiași", "aceluiași", "acelorași", "citate", "citată", "citat", "citați"})
_SAME_WINDOW = 2
# Pronouns that take up who spoke last, the class of nouns for what speaks for them, and how many sentences before that may be.
_PERSONS = frozenset({"lui", "ei", "el", "ea", "acestuia", "acesteia", "dânsului", "dânsei"})
_PRONOUNS = _PERSONS | {"lor", "acestora"}
_ACCOUNTS = ("account",)
_WITHIN = 3
# Classes of nouns for where something is to be read.
_SITES = ("online",)
_RELATIVES = frozenset({"căruia", "căreia", "cărora", "care"})
# What hangs so on a noun is part of its phrase.
_INNER = frozenset({"nmod", "appos", "flat", "conj"})
# What stands before the outlet on which something is told.
_ON_AIR = "la"
# What opens "cu trimitere la".
_WITH = "cu"
# How near to the beginning of its sentence a phrase opens it.
_OPENING = 2
# How many words behind "citat de" and the like whoever passed it on is named.
_NAMED_WITHIN = 4


def _within(quotations: Sequence[tuple[int, int]], word: Token, stretch: tuple[int, int]) -> tuple[int, int]:
    """A stretch that a word speaks for, no longer than the quotation that the word stands in."""
    inside = next(((a, b) for a, b in quotations if a <= word.start < b), stretch)
    return max(stretch[0], inside[0]), min(stretch[1], inside[1])


def by_preposition(
    text: AnnotatedText, actors: Actors, cues: Sequence[AttributionCue], quotations: Sequence[tuple[int, int]]
) -> Iterator[Attribution]:
    """What "potrivit X" and the like vouch for: the clause they stand in, or the sentence when they open or close it."""
    for cue in (c for c in cues if c.kind == "source"):
        for words in _occurrences(text, cue.words):
            relative = _relative_clause(text, words)
            if relative is not None:
                yield from _by_antecedent(text, actors, words, relative)
                continue
            sources, phrase_end = _named_after(text, actors, words[-1])
            taken_up = None if sources else _taken_up(text, words[-1])
            phrase_end = max(taken_up.end if taken_up is not None else phrase_end, _phrase_end(text, words))
            start, end = _within(quotations, words[0], _clause_around(text, words, phrase_end))
            # The phrase itself, "unui sondaj realizat de institut", is on nobody's word, nor is that somebody cites.
            citing_verb = text.head(words[0]) if words[0].has("VerbForm", "Ger") else words[0]
            apart = sorted([(words[0].start, phrase_end), (citing_verb.start, citing_verb.end)])
            for a, b in ((start, apart[0][0]), (apart[0][1], apart[1][0]), (apart[1][1], end)):
                if a < b and (sources or taken_up is not None):
                    yield Attribution(a, b, sources, syntax.mention_of(text, words), None)


def _relative_clause(text: AnnotatedText, words: Sequence[Token]) -> tuple[int, int] | None:
    """The clause that a cue opens with a relative pronoun ("un raport potrivit căruia …"), None where it opens none."""
    sentence = text.sentence_tokens(text.sentences[words[0].sentence])
    behind = sentence[words[-1].index + 1 - sentence[0].index :]
    if not behind or behind[0].form.lower() not in _RELATIVES:
        return None
    clause = next((a for a in text.ancestors(words[0]) if a.relation == "acl" and a.index > words[0].index), None)
    comma = next((t for t in behind if t.form == ","), sentence[-1])
    return behind[0].end, text.subtree(clause)[-1].end if clause is not None else comma.start


def _by_antecedent(text: AnnotatedText, actors: Actors, words: Sequence[Token], clause: tuple[int, int]) -> Iterator[Attribution]:
    """What a relative clause tells, by whom its pronoun takes up, or whose account ("un raport al ONU, potrivit căruia …")."""
    before = text.tokens[text.sentences[words[0].sentence].first : words[0].index]
    nouns = (t for t in reversed(before) if t.upos == "NOUN" or t.index in actors.by_token)
    antecedent = next((t for t in nouns if not _is_inside(text, t, before)), None)
    phrase = [antecedent, *text.subtree(antecedent)] if antecedent is not None else []
    key = next((actors.by_token[t.index] for t in phrase if t.index in actors.by_token and t.index < words[0].index), None)
    if key is not None:
        yield Attribution(*clause, (key,), syntax.mention_of(text, list(words)), None)


def _is_inside(text: AnnotatedText, noun: Token, before: Sequence[Token]) -> bool:
    """Whether a noun belongs to the phrase of another noun before it."""
    head = text.head(noun)
    return noun.relation in _INNER and head.index < noun.index and head in before and head.upos in {"NOUN", "PROPN"}


def _phrase_end(text: AnnotatedText, words: Sequence[Token]) -> int:
    """Where the phrase that some words open ends, with what is told of its noun ("declarației adoptate la finalul reuniunii")."""
    first = words[0]
    noun = text.head(first) if first.deprel == "case" else words[-1]
    # What opens a sentence the parser may make one phrase with the subject behind it.
    opens = first.index <= text.sentences[first.sentence].first + _OPENING
    known = not opens and noun.index > first.index and noun.relation != "root"
    return syntax.contiguous_span(text, noun)[-1].end if known else words[-1].end


def _taken_up(text: AnnotatedText, cue: Token) -> Token | None:
    """The word behind a cue that takes up a source named before: a pronoun, or what it said ("potrivit lui", "… raportului")."""
    sentence = text.sentence_tokens(text.sentences[cue.sentence])
    match sentence[cue.index + 1 - sentence[0].index :]:
        case [word, *rest]:
            alone = not rest or rest[0].upos not in {"NOUN", "PROPN", "ADJ", "DET"}
            # Inside of a sentence a pronoun may mean who is named in it.
            pronoun = word.form.lower() in _PRONOUNS and alone and word.index <= sentence[0].index + _OPENING
            known = word.has("Definite", "Def") and word.has("Number", "Sing") and load_frames().in_class(word, _ACCOUNTS)
            told_apart = any(c.relation in {"nmod", "acl", "amod", "appos", "flat"} for c in text.children(word))
            return word if pronoun or (known and not told_apart) else None
    return None


def same_again(text: AnnotatedText, actors: Actors, known: Sequence[Attribution]) -> Iterator[Attribution]:
    """Attributions; those to "aceeași sursă", a pronoun or "raportul" to whom one before names, left out where none does.

    A pronoun may also mean who acts in the sentence before ("Dodon a criticat guvernul. Potrivit lui, …").
    """
    for attribution in known:
        again: Attribution | None = attribution
        if attribution.cue_token is None and not attribution.sources:
            again = _spoken_before(text, known, attribution) or _acted_before(text, actors, attribution)
        elif attribution.cue_token is None and _SAME & set(_behind(text, attribution.cue)):
            here = next(s for s in text.sentences if s.start <= attribution.cue.start < s.end)
            before = [a for a in known if a.cue.end <= here.start]
            again = max(before, key=lambda a: a.cue.end, default=attribution)
        if again is not None:
            yield replace(attribution, sources=again.sources, cue_token=again.cue_token)


def _behind(text: AnnotatedText, cue: Mention) -> list[str]:
    """The first words behind a cue, lower case."""
    last = text.token_at(cue.end - 1)
    return [t.form.lower() for t in text.tokens[last.index + 1 : last.index + 1 + _SAME_WINDOW]] if last is not None else []


def _spoken_before(text: AnnotatedText, known: Sequence[Attribution], phrase: Attribution) -> Attribution | None:
    """Who speaks first in the last sentence before that has the same word for what was said, else in one right before."""
    cue = text.token_at(phrase.cue.end - 1)
    if cue is None:
        return None
    word = text.tokens[cue.index + 1]
    before = range(cue.sentence - 1, -1, -1)
    same = (n for n in before if word.upos == "NOUN" and any(t.lemma == word.lemma for t in text.sentence_tokens(n)))
    for number in (*list(same)[:1], *before[:_WITHIN]):
        sentence = text.sentences[number]
        spoken = [a for a in known if sentence.start <= a.cue.start < sentence.end and (a.sources or a.cue_token is not None)]
        if spoken:
            return min(spoken, key=lambda a: a.cue.start)
    return None


def _acted_before(text: AnnotatedText, actors: Actors, phrase: Attribution) -> Attribution | None:
    """Who is the subject of the sentence before, for a pronoun that means one person."""
    cue = text.token_at(phrase.cue.end - 1)
    if cue is None or not cue.sentence or text.tokens[cue.index + 1].form.lower() not in _PERSONS:
        return None
    before = text.sentence_tokens(text.sentences[cue.sentence - 1])
    people = {a.key for a in actors.actors if a.type == "Person"}
    subjects = (t for t in before if t.relation == "nsubj" and text.head(t).relation == "root")
    key = next((actors.by_token[t.index] for t in subjects if actors.by_token.get(t.index) in people), None)
    return replace(phrase, sources=(key,)) if key is not None else None


def _occurrences(text: AnnotatedText, words: Sequence[str]) -> Iterator[list[Token]]:
    """All places where some words follow one another."""
    further = list(words[1:])
    for first in text.tokens_of(words[0]):
        behind = text.tokens[first.index + 1 : first.index + len(words)]
        if [t.form.lower() for t in behind] == further:
            yield [first, *behind]


def _named_after(text: AnnotatedText, actors: Actors, cue: Token) -> tuple[tuple[str, ...], int]:
    """The actors that the noun phrase after a cue refers to, coordinated ones included, and where the words for the first end."""
    for token in _phrase_after(text, cue):
        if token.index in actors.several:
            return actors.several[token.index], token.end
        key = actors.by_token.get(token.index)
        if key is not None and not _tells_kind(text, token) and not _is_platform(text, token):
            head = _topmost(text, actors, token)
            keys = [actors.by_token[t.index] for t in syntax.coordinated(text, head) if t.index in actors.by_token]
            places = {a.key for a in actors.actors if a.type == "Place"}
            named = next(a.mentions for a in actors.actors if a.key == key)
            end = max((m.end for m in named if m.start <= token.start < m.end), default=token.end)
            return tuple(k for k in dict.fromkeys(keys or [key]) if k not in places), end
    return (), cue.end


def _tells_kind(text: AnnotatedText, noun: Token) -> bool:
    """Whether a noun only says what kind of account it is ("un comunicat de presă al poliției")."""
    return is_kind(text, noun) and load_frames().in_class(text.head(noun), _ACCOUNTS)


def _is_platform(text: AnnotatedText, name: Token) -> bool:
    """Whether a name only says where a page is ("pagina de Facebook a primăriei")."""
    return syntax.preposition(text, name) == "de" and load_frames().in_class(text.head(name), _SITES)


def _phrase_after(text: AnnotatedText, cue: Token) -> Iterator[Token]:
    """The words of the noun phrase after a cue; of a participle only whose work it says, or where it is to be read.

    So of "datelor, publicate de institut" the institute, and of "datelor postate pe pagina poliției" the page's owner.
    """
    words = text.tokens[cue.index + 1 : text.sentences[cue.sentence].last]
    skipped = 0
    for number, token in enumerate(words):
        following = words[number + 1] if number + 1 < len(words) else token
        if number < skipped or (token.form == "," and syntax.is_bare_participle(text, following)):
            continue
        if syntax.is_bare_participle(text, token):
            behind = takewhile(lambda t: t.upos != "PUNCT", words[number + 1 :])
            made = next((t for t in behind if t.form.lower() in _BY or load_frames().in_class(t, _SITES)), None)
            if made is None and token.upos == "VERB":
                return
            skipped = made.index - words[0].index + 1 if made is not None else skipped
        elif token.upos in {"VERB", "PUNCT"} and token.form not in MARKS:
            return
        else:
            yield token


def _topmost(text: AnnotatedText, actors: Actors, token: Token) -> Token:
    """The highest token above that refers to the same actor."""
    key = actors.by_token[token.index]
    best = token
    for ancestor in text.ancestors(token):
        if actors.by_token.get(ancestor.index) != key:
            break
        best = ancestor
    return best


def _clause_around(text: AnnotatedText, words: Sequence[Token], phrase_end: int) -> tuple[int, int]:
    """The stretch that an attribution inside a sentence speaks for: the clause it stands in, all where it opens or closes it."""
    sentence = text.sentences[words[0].sentence]
    tokens = text.sentence_tokens(sentence)
    # In the middle a capital shows where a sentence begins that was not told apart from the one before.
    within = words[0].form[0].isupper() and words[0].index > tokens[0].index + 1
    if within and text.tokens[words[0].index - 1].form not in MARKS:
        return words[0].start, sentence.end
    subordinate = next(
        (
            a
            for a in text.ancestors(words[0])
            if a.upos == "VERB" and a.relation in {"advcl", "acl", "ccomp", "conj"} and a.index != words[0].index
        ),
        None,
    )
    opens = words[0].index <= tokens[0].index + 1
    rest = [t for t in tokens if t.start >= phrase_end]
    # "…, potrivit AFP, preluată de Agerpres."
    passed_on = len(rest) > 1 and rest[0].form == "," and syntax.is_bare_participle(text, rest[1])
    closes = passed_on or all(t.upos == "PUNCT" for t in rest)
    if opens or subordinate is None or closes:
        return sentence.start, sentence.end
    span = text.subtree(subordinate)
    return span[0].start, span[-1].end


def citing(text: AnnotatedText, actors: Actors, found: Sequence[Attribution]) -> Iterator[Attribution]:
    """Put what an outlet tells on the word of whom it cites ("relatează TASS, citând armata, că …"); the outlet relays it.

    Whoever speaks in a quotation vouches for it himself ("„…”, spune ministrul, invocând un raport").
    """
    people = {a.key for a in actors.actors if a.type == "Person"}
    cues = {a.cue_token for a in found}
    for attribution in found:
        verb = next((v.index for v in _citing_verbs(text, attribution) if v.index in cues), None)
        subjects = syntax.dependents(text, text.tokens[verb], "nsubj") if verb is not None else []
        personal = any(actors.by_token.get(t.index) in people for t in subjects)
        told = [a for a in found if verb is not None and a.cue_token == verb and not (personal and a.quoted)]
        yield from [replace(attribution, start=a.start, end=a.end, quoted=a.quoted) for a in told] or [attribution]


def _citing_verbs(text: AnnotatedText, attribution: Attribution) -> Iterator[Token]:
    """The verbs at which an outlet may cite somebody, none for other attributions: those above "citând" or "cu trimitere la"."""
    first = text.token_at(attribution.cue.start) if attribution.cue_token is None else None
    if first is None:
        return
    if first.form.lower() == _WITH:
        yield text.head(text.head(first))
    elif first.feats.get("VerbForm") == "Ger":
        # The parser may hang it on what is told ("presa scrie că s-a predat, citând surse din poliție").
        yield from text.ancestors(first)


def with_relays(
    text: AnnotatedText, actors: Actors, found: Sequence[Attribution], cues: Sequence[AttributionCue]
) -> Iterator[Attribution]:
    """Add to each attribution the outlets that passed it on, when the words that say so follow its cue in the sentence."""
    relays: list[tuple[Mention, tuple[str, ...]]] = []
    for cue in (c for c in cues if c.kind == "relay"):
        for words in _occurrences(text, cue.words):
            keys, _ = _named_after(text, actors, words[-1])
            near = range(words[-1].index + 1, words[-1].index + 1 + _NAMED_WITHIN)
            # "Atribuțiile vor fi preluate de consilier" tells what will be done, and passes nothing on.
            finite = any(c.relation == "aux" and not c.has("VerbForm", "Ger") for c in text.children(words[0]))
            if keys and not finite and any(actors.by_token.get(index) in keys for index in near):
                relays.append((syntax.mention_of(text, words), keys))
    relays += _aired(text, actors, found)
    for attribution in found:
        sentence = next((s for s in text.sentences if s.start <= attribution.cue.start < s.end), None) if relays else None
        here = [(m, keys) for m, keys in relays if sentence and sentence.start <= m.start < sentence.end]
        # Behind the verb, or before it and behind whoever speaks: "X, citat de Reuters, a declarat".
        behind = [keys for m, keys in here if attribution.cue.end <= m.start] or [
            keys for m, keys in here if _before(text, m, attribution)
        ]
        others = tuple(k for k in dict.fromkeys(k for keys in behind for k in keys) if k not in attribution.sources)
        yield replace(attribution, relayed_by=others) if others else attribution


def _aired(text: AnnotatedText, actors: Actors, found: Sequence[Attribution]) -> Iterator[tuple[Mention, tuple[str, ...]]]:
    """The outlets on which verbs of speech tell something ("a declarat ministrul la Antena 3")."""
    outlets = {a.key for a in actors.actors if load_outlets().intersection((a.name, a.wikidata))}
    for verb in sorted({a.cue_token for a in found if a.cue_token is not None}):
        for place in syntax.dependents(text, text.tokens[verb], "obl", "nmod"):
            key = actors.by_token.get(place.index)
            if key in outlets and key is not None and syntax.preposition(text, place) == _ON_AIR:
                yield syntax.mention_of(text, [place]), (key,)


def _before(text: AnnotatedText, relay: Mention, attribution: Attribution) -> bool:
    """Whether words that say who passes something on hang on the subject of a verb of speech."""
    participle, verb = text.token_at(relay.start), attribution.cue_token
    subject = text.head(participle) if participle is not None else None
    return subject is not None and verb is not None and subject.relation == "nsubj" and subject.head == verb
