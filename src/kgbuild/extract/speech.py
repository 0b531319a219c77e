"""Find who says what: reporting clauses, complement clauses, quotations that run over sentences, "potrivit …"."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from kgbuild.extract import syntax
from kgbuild.extract.intermediate import Attribution, Trigger
from kgbuild.extract.quotations import CLOSING, MARKS, actors_of, by_colon, continued, find_quotations, introduced
from kgbuild.extract.source_phrases import by_preposition, citing, same_again, with_relays
from kgbuild.lexicon.cues import AttributionCue
from kgbuild.lexicon.frames import load_frames
from kgbuild.model import Actors, AnnotatedText, Mention, Token

# Types whose verbs judge what their object names; a charge, or what thanks are for, follows with one of some prepositions.
_JUDGING = frozenset({"ACCUSE", "REJECT", "SUPPORT"})
_CHARGES = frozenset({"de", "pentru"})
# Types whose verbs say what shall be, not what is: of what they report whoever tells of them is the better source.
_WISHING = frozenset({"AGREE", "REQUEST"})
# Types of what is done in words.
_SPEAKING = frozenset({"ACCUSE", "AGREE", "COMMUNICATE", "CONCEDE", "SUPPORT", "THREATEN"})
_ANSWERING = _SPEAKING | {"REJECT"}
# Of those, types whose words are told even where a noun stands between ("avertismente privind faptul că …").
_FORETELLING = frozenset({"AGREE", "THREATEN"})
# Classes of words that tell what is new, and what introduces it.
_NEWS = frozenset({"Announcement", "Confirmation", "Report"})
_ABOUT = frozenset({"despre", "asupra", "privind", "cu privire la"})
_FACT = "fapt"
_IF = "dacă"
# Verbs whose object is what they speak of, not what they tell.
_REMARKS = ("remark",)
# What opens the aside of whoever writes behind what somebody else says.
_ASIDES = frozenset({"deși", "unde"})
# Verbs of the future: "urmează să ceară", "va cere".
_FOLLOW, _WILL = "urma", "vrea"
_SAID_OF = frozenset({"acl", "appos"})
# How nouns for acts end ("aprobare").
_OF_ACTS = "re"
_IN_ORDER, _FOR = "pentru a", "pentru"
_DASHES = frozenset("-–—")


def find_attributions(
    text: AnnotatedText, actors: Actors, triggers: Sequence[Trigger], cues: Sequence[AttributionCue]
) -> tuple[Attribution, ...]:
    """Find all stretches of text that stand on somebody's word.

    Speakers of verbs are left open (`sources` empty, `cue_token` set): their agent is found with the other roles.

    Args:
        text: The analysed article.
        actors: Its actors and which token refers to which.
        triggers: The words that report events.
        cues: Prepositions and participles that attribute.
    """
    quotations = find_quotations(text.text)
    found: list[Attribution] = []
    speaking = (t for t in triggers if t.frame.attributes or t.frame.type in _ANSWERING)
    telling = {word.index for t in speaking for word in (t.head, t.outer)}
    for trigger in triggers:
        if trigger.frame.attributes:
            found += _reported(text, actors, trigger, quotations, telling)
        elif trigger.frame.type in _SPEAKING | _WISHING:
            found += _said(text, trigger)
    found += _thought(text, actors, cues, quotations)
    found = _nearest_first(text, found)
    found = list(same_again(text, actors, [*found, *by_preposition(text, actors, cues, quotations)]))
    found = list(citing(text, actors, _clipped(text, found, triggers)))
    found += by_colon(text, actors, quotations)
    found += introduced(text, actors, found, quotations)
    found += continued(text, found, quotations)
    return tuple(with_relays(text, actors, found, cues))


def _reported(
    text: AnnotatedText, actors: Actors, trigger: Trigger, quotations: Sequence[tuple[int, int]], telling: Collection[int]
) -> Iterator[Attribution]:
    """What a verb or noun of speech reports: its clause, what stands around a reporting clause, quotations."""
    verb = trigger.predicate
    token = trigger.head.index

    def attribution(start: int, end: int, *, quoted: bool) -> Attribution:
        around = [(a, b) for a, b in quotations if a <= start and end <= b + 1]
        cited = any(not a <= trigger.mention.start < b for a, b in around)
        told = cited or trigger.frame.type not in _WISHING
        return Attribution(start, end, (), trigger.mention, token, quoted=quoted, told=told)

    if not _is_negated(text, trigger):
        clauses = _complement_clauses(text, trigger.outer, trigger.head)
        clauses += _continuing_clauses(text, trigger.outer, clauses, telling)
        wishing = trigger.frame.type in _WISHING
        for noun in _reported_nouns(text, trigger):
            for part in syntax.coordinated(text, noun) if wishing else (noun,):
                span = _asked_for(text, part) if wishing else text.subtree(part)
                yield attribution(span[0].start, span[-1].end, quoted=False)
        for purpose in _purposes(text, trigger) if wishing else ():
            span = _asked_for(text, purpose) if purpose.upos == "NOUN" else _without_asides(text, purpose)
            yield attribution(span[0].start, span[-1].end, quoted=False)
        inverted = trigger.tells and syntax.teller_behind(text, actors.by_token, trigger.mention, verb) is not None
        own = next((a for a, b in quotations if a <= trigger.mention.start < b), 0)
        for begin, end in _content(text, trigger.outer, trigger.mention, clauses, inverted=inverted):
            # Who speaks in a quotation vouches for nothing before it.
            start = max(begin, own) if end <= trigger.mention.start else begin
            if start >= end:
                continue
            inside = any(a <= start and end <= b + 1 for a, b in quotations)
            yield attribution(start, end if inside else _before_aside(text, start, end), quoted=inside)
    for start, end in _quoted_around(text, verb, quotations):
        if _interrupts(text, trigger) or not start <= trigger.mention.start < end:
            yield attribution(start, end, quoted=True)


def _quoted_around(text: AnnotatedText, verb: Token, quotations: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The quotations that touch the sentence of a verb."""
    sentence = text.sentences[verb.sentence]
    return [(a, b) for a, b in quotations if a < sentence.end and b > sentence.start]


def _interrupts(text: AnnotatedText, trigger: Trigger) -> bool:
    """Whether a verb of speech interrupts between dashes what it reports („Am plecat – a spus el – din sat”)."""
    words = text.sentence_tokens(text.sentences[trigger.head.sentence])
    before = [t for t in words if t.end <= trigger.mention.start]
    behind = (t for t in words if t.start >= trigger.mention.end)
    return bool(before) and before[-1].form in _DASHES and any(t.form in _DASHES for t in behind)


def _nearest_first(text: AnnotatedText, found: Sequence[Attribution]) -> list[Attribution]:
    """Put of the verbs that may report a quotation the likeliest first: the one in whose words it stands, then the nearest."""
    own: dict[Mention, list[Attribution]] = defaultdict(list)
    for attribution in found:
        if not attribution.quoted:
            own[attribution.cue].append(attribution)

    def unlikeliness(attribution: Attribution) -> tuple[int, int]:
        around = [a.end - a.start for a in own[attribution.cue] if a.start <= attribution.start + 1 < a.end]
        return (min(around, default=len(text.text)), _distance(text, attribution)) if attribution.quoted else (0, 0)

    return sorted(found, key=unlikeliness)


def _distance(text: AnnotatedText, quoted: Attribution) -> int:
    """How far a verb is from a quotation: in code points, from one behind its colon in steps of the tree."""
    if quoted.cue_token is not None and text.text[: quoted.start].rstrip().endswith(":"):
        return len(list(text.ancestors(text.tokens[quoted.cue_token])))
    return max(quoted.start - quoted.cue.end, quoted.cue.start - quoted.end)


def _is_negated(text: AnnotatedText, trigger: Trigger) -> bool:
    """Whether it is not said: "nu a confirmat vizita" puts the visit on nobody's word."""
    return any(c.has("Polarity", "Neg") and c.index < v.index for v in (trigger.head, trigger.outer) for c in text.children(v))


def _before_aside(text: AnnotatedText, start: int, end: int) -> int:
    """Where what is reported ends, or the aside behind it of whoever writes ("a spus că pleacă, deși moțiunea a căzut").

    Where somebody will do what ("pleacă la Kiev, unde va vizita un spital") he says himself.
    """
    words = text.tokens_within(start, end)
    commas = (n for n, t in enumerate(words[1:-1], 1) if t.form == "," and words[n + 1].form.lower() in _ASIDES)
    for number in commas:
        verb = text.head(words[number + 1])
        clause = text.subtree(verb)
        last = clause[0].start >= words[number].start and clause[-1].end >= end - 1
        if last and _tense(text, verb) != "future":
            return words[number].start
    return end


def _said(text: AnnotatedText, trigger: Trigger) -> Iterator[Attribution]:
    """What other words for speech report: a clause with "că" ("acuzațiile Ucrainei că …", "s-a plâns că …").

    A noun for what is asked or promised says what that is in the infinitive, too ("cererea Poloniei de a trimite tancuri").
    """
    clauses = syntax.dependents(text, trigger.head, "ccomp", "acl")
    if trigger.frame.type in _FORETELLING:
        clauses += _clauses_of_fact(text, [c for v in (trigger.head, trigger.outer) for c in text.children(v)])
    for clause in clauses:
        if syntax.subordinator(text, clause) == "că":
            span = text.subtree(clause)
            yield Attribution(span[0].start, span[-1].end, (), trigger.mention, trigger.head.index)
    nouns = [t for t in text.tokens_within(trigger.mention.start, trigger.mention.end) if t.upos == "NOUN"]
    wished = [c for n in nouns for c in syntax.dependents(text, n, "acl", "nmod")]
    for clause in wished if trigger.frame.type in _WISHING else ():
        if clause.feats.get("VerbForm") == "Inf" and clause.upos == "VERB":
            span = _without_asides(text, clause)
            yield Attribution(span[0].start, span[-1].end, (), trigger.mention, trigger.head.index, told=False)


def _thought(
    text: AnnotatedText, actors: Actors, cues: Sequence[AttributionCue], quotations: Sequence[tuple[int, int]]
) -> Iterator[Attribution]:
    """What somebody thinks, which is no event of its own: "analiștii cred că …", "„…”, consideră ministrul"."""
    thinking = {word for cue in cues if cue.kind == "thought" for word in cue.words}
    convinced = {word for cue in cues if cue.kind == "conviction" for word in cue.words}
    for verb in text.tokens:
        thinks = verb.lemma in thinking and verb.upos == "VERB" and verb.feats.get("VerbForm") not in {"Inf", "Part"}
        if not thinks and not (verb.lemma in convinced and syntax.dependents(text, verb, "cop", "aux")):
            continue
        words = syntax.mention_of(text, [verb, *syntax.dependents(text, verb, "cop", "case")])
        subjects = syntax.dependents(text, verb, "nsubj") or syntax.tellers_behind(text, words, verb)[:1]
        if not subjects and (verb.feats.get("VerbForm") == "Ger" or verb.relation == "conj"):
            subjects = syntax.dependents(text, text.head(verb), "nsubj")
        sources = actors_of(text, actors, subjects)
        if not sources:
            continue
        for start, end in _content(text, verb, words, _complement_clauses(text, verb, verb)):
            yield Attribution(start, end, sources, words, None)
        for start, end in _quoted_around(text, verb, quotations):
            if not start <= words.start < end:
                yield Attribution(start, end, sources, words, None, quoted=True)


def _content(
    text: AnnotatedText, verb: Token, words: Mention, clauses: Sequence[Token], *, inverted: bool = False
) -> Iterator[tuple[int, int]]:
    """The stretches that a verb of speech or thought, some words around it, reports in its sentence."""
    sentence = text.sentences[verb.sentence]
    for clause in clauses:
        span = text.subtree(clause)
        yield span[0].start, span[-1].end
    that = None if clauses else _that_clause(text, verb, words)
    if that is not None:
        yield that.start, sentence.end
    # "A respins acuzațiile, dar a anunțat că …" tells nothing of what stands before.
    goes_on = verb.relation == "conj" and any(c.index > verb.index and syntax.subordinator(text, c) == "că" for c in clauses)
    yield from () if goes_on else _around(text, verb, words, inverted=inverted)
    colon = next((t for t in text.sentence_tokens(sentence) if t.form == ":" and t.start >= words.end), None)
    if colon is not None:
        yield colon.end, sentence.end


def _complement_clauses(text: AnnotatedText, *heads: Token) -> list[Token]:
    """The clauses that depend on the words of a speech act and say what is said."""
    own = {head.index: head for head in heads}
    below = [c for v in own.values() for c in text.children(v) if c.index not in own]
    return _clauses_of_fact(text, below) + [
        c
        for c in below
        if c.relation in {"ccomp", "csubj", "xcomp"}
        or (c.relation == "acl" and syntax.subordinator(text, c) in {"că", "să"})
        or (c.relation in {"conj", "advcl"} and syntax.subordinator(text, c) == "că")
    ]


def _clauses_of_fact(text: AnnotatedText, nouns: Iterable[Token]) -> list[Token]:
    """The clauses of "faptul că" among some nouns ("a informat despre faptul că …", "avertismente privind faptul că …")."""
    facts = (c for noun in nouns if noun.lemma == _FACT for c in syntax.dependents(text, noun, "acl", "ccomp"))
    return [c for c in facts if syntax.subordinator(text, c) == "că"]


def _continuing_clauses(text: AnnotatedText, verb: Token, clauses: Sequence[Token], telling: Collection[int]) -> list[Token]:
    """The clauses that the parser hangs on a verb of speech though they go on with what it reports.

    Coordinated ones are in another tense ("spun că au sosit și urmează să înceapă") or have a subject of their own, but tell of
    nobody else who speaks ("a spus că pleacă, însă ministrul neagă"); conditions are those of what is told ("a spus că se va
    retrage dacă pierde").
    """
    if not clauses or syntax.subordinator(text, clauses[0]) != "că":
        return []
    behind = [c for c in syntax.dependents(text, verb, "conj", "advcl") if c.index > clauses[-1].index]
    return [c for c in behind if _continues(text, verb, c, telling)]


def _continues(text: AnnotatedText, verb: Token, clause: Token, telling: Collection[int]) -> bool:
    if clause.relation == "advcl":
        return syntax.subordinator(text, clause) == _IF
    if clause.upos not in {"VERB", "AUX"}:
        return False
    own_subject = bool(syntax.dependents(text, clause, "nsubj"))
    if own_subject:
        return clause.index not in telling
    return _tense(text, clause) != _tense(text, verb)


def _tense(text: AnnotatedText, verb: Token) -> str:
    """Whether a verb stands in the compound perfect or a future ("va cere", "urmează să ceară"), and else its tense."""
    if syntax.is_past(text, verb):
        return "perfect"
    ahead = verb.lemma == _FOLLOW or any(c.lemma == _WILL for c in syntax.dependents(text, verb, "aux"))
    return "future" if ahead else verb.feats.get("Tense", "")


def _reported_nouns(text: AnnotatedText, trigger: Trigger) -> list[Token]:
    """The nouns that a speech verb announces ("a anunțat retragerea trupelor"), or that are laid to somebody's charge.

    What is told about is on somebody's word where it is news ("a informat despre explozie", "retragerea a fost anunțată de X").
    Whoever denies, criticises or comments on something does not vouch for it.
    """
    if load_frames().in_class(trigger.head, _REMARKS):
        return []
    tellers = syntax.tellers_behind(text, trigger.mention, trigger.predicate)
    nouns = [c for c in text.children(trigger.head) if c.upos == "NOUN" and c not in tellers[:1]]
    if trigger.frame.type in _JUDGING:
        # The parser may hang the charge on the accused ("acuză Israelul de genocid").
        accused = syntax.dependents(text, trigger.head, "obj")
        nouns += [c for a in accused for c in text.children(a) if c.upos == "NOUN" and a.upos == "PROPN"]
        return [c for c in nouns if c.relation in {"obl", "nmod"} and syntax.preposition(text, c) in _CHARGES]
    reported = [c for c in nouns if c.relation in {"obj", "nmod"}]
    if trigger.frame.event_class in _NEWS:
        reported += [c for c in nouns if c.relation == "obl" and syntax.preposition(text, c) in _ABOUT]
        reported += [c for c in nouns if c.relation == "nsubj" and syntax.is_passive(text, trigger.head)]
    return reported


def _purposes(text: AnnotatedText, trigger: Trigger) -> list[Token]:
    """What somebody asks or promises something for ("bani pentru a sprijini Ucraina", "un vot pentru aprobarea legii")."""
    verb = trigger.predicate
    beside = [*text.children(verb), *(c for o in syntax.dependents(text, verb, "obj") for c in text.children(o))]
    behind = [c for c in beside if c.index > verb.index]
    clauses = [c for c in behind if c.relation in {"advcl", "acl"} and syntax.subordinator(text, c) == _IN_ORDER]
    nouns = (c for c in behind if c.relation in {"obl", "nmod"} and c.lemma.endswith(_OF_ACTS))
    return clauses + [c for c in nouns if syntax.preposition(text, c) == _FOR]


def _without_asides(text: AnnotatedText, clause: Token) -> list[Token]:
    """The words of a clause up to what is only said of somebody or something in it."""
    words = text.subtree(clause)
    end = next((n for n, t in enumerate(words) if t.relation in _SAID_OF and t.index > clause.index), len(words))
    return words[:end]


def _asked_for(text: AnnotatedText, noun: Token) -> list[Token]:
    """What somebody asks for or promises: a noun with its genitive ("creșterea producției"), not what more is said of it."""
    genitives = (c for c in syntax.dependents(text, noun, "nmod") if c.index > noun.index and syntax.is_genitive(text, c))
    return [noun, *list(genitives)[:1]]


def _around(text: AnnotatedText, verb: Token, words: Mention, *, inverted: bool) -> Iterator[tuple[int, int]]:
    """The rest of the sentence around a reporting clause that is parenthetic or inverted, or begins with "după cum"."""
    sentence = text.sentences[verb.sentence]
    if load_frames().in_class(verb, _REMARKS) and syntax.dependents(text, verb, "obj") and not inverted:
        return
    if verb.relation == "parataxis" or syntax.tells_as(text, verb):
        own = [t for t in text.subtree(verb) if t.upos != "PUNCT"]
        start = min(words.start, own[0].start)
        # Behind a quotation and who says it only what is quoted, too, is his.
        before = text.text[:start].rstrip(" ,")
        if own[-1].end < sentence.end and not before.endswith(tuple(MARKS)):
            yield own[-1].end, sentence.end
    elif inverted or syntax.follows_content(text, words, verb):
        start = words.start
    else:
        return
    first = text.tokens[sentence.first].form
    # A sentence that the closing mark of a quotation opens reports what the one before it says.
    begin = text.sentences[sentence.index - 1].start if first in CLOSING and sentence.index else sentence.start
    if start > begin:
        yield begin, start


def _clipped(text: AnnotatedText, found: Sequence[Attribution], triggers: Sequence[Trigger]) -> list[Attribution]:
    """End what one verb reports where another or a closing phrase says who tells that ("a declarat X că …, potrivit AFP")."""
    inverted = [t.mention.start for t in triggers if t.frame.attributes and syntax.follows_content(text, t.mention, t.predicate)]
    starts = {s.start for s in text.sentences}
    phrases = [a for a in found if a.cue_token is None and a.start in starts and a.end == a.cue.start]
    reporting = [*inverted, *(a.cue.start for a in phrases)]
    clipped = []
    for attribution in found:
        cuts = [c for c in reporting if attribution.start < c < attribution.end and c > attribution.cue.end]
        clip = bool(cuts) and not attribution.quoted
        clipped.append(replace(attribution, end=min(cuts)) if clip else attribution)
    return clipped


def _that_clause(text: AnnotatedText, verb: Token, words: Mention) -> Token | None:
    """The "că" that opens what a speech verb reports where the parser hangs the clause elsewhere; no verb may stand between."""
    for token in text.tokens[verb.index + 1 : text.sentences[verb.sentence].last]:
        if token.form.lower() == "că":
            return token
        if token.upos == "VERB" and not syntax.is_bare_participle(text, token) and token.start >= words.end:
            return None
    return None
