"""Questions about the dependency tree that several stages ask: voice, reflexives, prepositions, subjects, coordination."""

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import wraps
from typing import TypeVar

from kgbuild.model import AnnotatedText, Mention, Token

_ACCUSATIVE_CLITICS = frozenset({"îl", "l", "o", "îi", "i", "le", "mă", "m", "te", "ne", "vă"})
_GENITIVE_MARKERS = frozenset({"al", "a", "ai", "ale", "lui"})
# What introduces a reporting clause inside what it reports.
_AS = frozenset({"după cum", "așa cum", "precum", "cum", "din câte", "după câte"})
_NOUNS = frozenset({"NOUN", "PROPN"})
# What another clause begins with.
_CLAUSAL = frozenset({"SCONJ", "CCONJ"})
# How a nominal may hang on a verb that is no subject.
_COMPLEMENTS = frozenset({"obj", "nmod", "obl", "appos"})
# What stands before a noun and has its case, by its relation.
_INFLECTED = frozenset({"det", "case", "amod", "nummod"})
# Person and number of the clitics that are reflexive where their verb has the same.
_CLITIC_PERSONS = {
    "mă": ("1", "Sing"), "m": ("1", "Sing"), "ne": ("1", "Plur"),
    "te": ("2", "Sing"), "vă": ("2", "Plur"), "v": ("2", "Plur"),
}  # fmt: skip
_Answer = TypeVar("_Answer")


def answered_once(question: Callable[[AnnotatedText, Token], _Answer]) -> Callable[[AnnotatedText, Token], _Answer]:
    """Work out the answer for each word of a text but once: all stages ask the same of the same words."""

    @wraps(question)
    def answer(text: AnnotatedText, token: Token) -> _Answer:
        known: dict[int, _Answer] = text.answers[question]
        index = token.index
        if index in known:
            return known[index]
        found = known[index] = question(text, token)
        return found

    return answer


def is_verbal(token: Token) -> bool:
    """Whether a token is a verb or a participle used as an adjective."""
    return token.upos == "VERB" or token.feats.get("VerbForm") == "Part"


def is_past(text: AnnotatedText, verb: Token) -> bool:
    """Whether a verb stands in the compound perfect ("a ordonat"), the tense of what has happened in the news."""
    auxiliaries = {c.form.lower() for c in text.children(verb) if c.relation == "aux"}
    return verb.feats.get("VerbForm") == "Part" and bool(auxiliaries & {"a", "au", "am"})


def is_first_person(text: AnnotatedText, verb: Token, number: str = "") -> bool:
    """Whether a verb says what "I" or "we" do; with a number, what "I" ("Sing") or "we" do."""
    forms = [t.feats for t in (verb, *dependents(text, verb, "aux")) if t.feats.get("Person") == "1"]
    return any(not number or f.get("Number") == number for f in forms)


def is_denied(text: AnnotatedText, predicate: Token) -> bool:
    """Whether a negation hangs on a word ("nu este premier")."""
    return any(c.has("Polarity", "Neg") for c in text.children(predicate))


@answered_once
def reflexive_clitic(text: AnnotatedText, verb: Token) -> Token | None:
    """The reflexive clitic of a verb ("s-" in "s-a semnat"), None without one."""
    for child in text.children(verb):
        if child.upos == "PRON" and child.index < verb.index:
            form = child.form.lower().strip("-")
            reflexive = child.feats.get("Reflex") == "Yes" or form in {"se", "s", "și", "își"} or _is_of_subject(text, verb, form)
            if reflexive and (child.relation == "expl" or child.deprel in {"obj", "iobj"}):
                return child
    return None


def _is_of_subject(text: AnnotatedText, verb: Token, clitic: str) -> bool:
    """Whether a clitic of the first or second person has that of its verb: "ne-am adresat", but not "ne-au adresat"."""
    person, number = _CLITIC_PERSONS.get(clitic, (None, None))
    finite = (verb, *(c for c in text.children(verb) if c.relation == "aux"))
    return any(t.feats.get("Person") == person and t.feats.get("Number") in {number, None} for t in finite if person)


def is_accusative_reflexive(text: AnnotatedText, verb: Token) -> bool:
    """Whether the reflexive clitic is "se" rather than the dative "își"."""
    clitic = reflexive_clitic(text, verb)
    return clitic is not None and clitic.form.lower().strip("-") in {"se", "s", "mă", "te", "ne", "vă", "m"}


@answered_once
def is_passive(text: AnnotatedText, verb: Token) -> bool:
    """Whether a verb is passive: with "fi", reflexive ("s-a semnat"), or a bare participle ("trimiși de Phenian")."""
    children = text.children(verb)
    if any(c.deprel in {"aux:pass", "expl:pass", "nsubj:pass"} for c in children):
        return True
    # The parser may take "fi" for a copula: "geamurile au fost sparte".
    return is_bare_participle(text, verb) or (verb.upos == "ADJ" and any(c.relation == "cop" for c in children))


@answered_once
def is_bare_participle(text: AnnotatedText, verb: Token) -> bool:
    """Whether a participle stands without an auxiliary, as a modifier or predicate."""
    participle = verb.feats.get("VerbForm") == "Part" or verb.upos == "ADJ"
    return participle and not any(c.relation == "aux" for c in text.children(verb))


@answered_once
def preposition(text: AnnotatedText, noun: Token) -> str:
    """The preposition that introduces a noun, with what is fixed to it, in lower case ("de către"), empty for none."""
    for child in text.children(noun):
        marker = child.form.lower() in _GENITIVE_MARKERS or _is_of_name(text, child)
        if child.relation == "case" and child.index < noun.index and not marker:
            parts = [child, *(c for c in text.children(child) if c.relation == "fixed" and not _is_of_name(text, c))]
            known = {p.index for p in parts}
            others = [
                c for c in text.children(noun) if c.relation == "case" and c.index not in known and not _is_of_name(text, c)
            ]
            parts += [c for c in others if c.index == parts[-1].index + 1 and c.index < noun.index]
            return " ".join(p.form.lower().rstrip("-") for p in sorted(parts, key=lambda p: p.index))
    return ""


def _is_of_name(text: AnnotatedText, word: Token) -> bool:
    """Whether a preposition in a capital behind another word is a foreign article ("în La Spezia", "potrivit La Stampa")."""
    inside = word.form.istitle() and word.index > text.sentences[word.sentence].first
    return inside and text.tokens[word.index - 1].form.isalpha()


def is_doubled(text: AnnotatedText, noun: Token) -> bool:
    """Whether a clitic of its verb doubles a noun with "pe" ("l-a avertizat pe candidat")."""
    verb = text.head(noun)
    clitics = (c for c in dependents(text, verb, "obj", "iobj", "expl") if c.upos == "PRON")
    return any(c.form.lower().strip("-") in _ACCUSATIVE_CLITICS and c is not reflexive_clitic(text, verb) for c in clitics)


@answered_once
def is_genitive(text: AnnotatedText, noun: Token) -> bool:
    """Whether a nominal modifier stands in the genitive ("Rusiei", "lui Putin", "unor soldați", "fostului șef")."""
    if preposition(text, noun):
        return False
    if noun.has("Case", "Gen"):
        return True
    before = [c for c in text.children(noun) if c.index < noun.index]
    marked = any(c.relation in {"det", "case"} and c.form.lower() in _GENITIVE_MARKERS for c in before)
    return marked or any(c.relation in _INFLECTED and c.has("Case", "Gen") for c in before)


def is_owner(text: AnnotatedText, noun: Token) -> bool:
    """Whether a modifier says whose something is: in the genitive, or an acronym, which has no ending ("decizia PNL")."""
    acronym = noun.relation == "nmod" and noun.form.isupper() and len(noun.form) > 1
    bare = acronym and not preposition(text, noun) and text.head(noun).has("Definite", "Def")
    return bare or is_genitive(text, noun)


def is_oblique(noun: Token) -> bool:
    """Whether a noun stands in the dative or genitive, which look alike; names without features are told by their ending."""
    return noun.has("Case", "Dat") or ("Case" not in noun.feats and noun.form.endswith(("ei", "lui", "lor")))


def coordinated(text: AnnotatedText, token: Token) -> Iterator[Token]:
    """A token and what is coordinated with it, in text order."""
    yield token
    for child in text.children(token):
        if child.relation == "conj":
            yield from coordinated(text, child)


def dependents(text: AnnotatedText, token: Token, *relations: str) -> list[Token]:
    """The children of a token with one of the relations (subtypes included), in text order."""
    return [c for c in text.children(token) if c.relation in relations]


def is_beyond_conjunction(text: AnnotatedText, verb: Token, subject: Token) -> bool:
    """Whether "că" parts a verb from what the parser takes for its subject: that belongs to the clause behind."""
    return any(t.form.lower() == "că" for t in text.tokens[verb.index + 1 : subject.index])


def agrees(text: AnnotatedText, verb: Token, subject: Token) -> bool:
    """Whether a noun can be the subject of a verb by number; true where the forms do not say."""
    forms = [verb, *dependents(text, verb, "aux")]
    numbers = {f.feats["Number"] for f in forms if "Number" in f.feats and f.feats.get("VerbForm") != "Part"}
    several = bool(dependents(text, subject, "conj"))
    number = "Plur" if several else subject.feats.get("Number", "Sing" if subject.entity == "PERSON" else "")
    return not numbers or number in {"", *numbers}


@answered_once
def subordinator(text: AnnotatedText, verb: Token) -> str:
    """The words that introduce a clause ("că", "să", "pentru a", "dacă"), lower case, empty for none."""
    marks = [c for c in text.children(verb) if c.relation in {"mark", "case"} and c.index < verb.index]
    words = [w for m in marks for w in (m, *(c for c in text.children(m) if c.relation == "fixed"))]
    return " ".join(w.form.lower() for w in sorted(words, key=lambda w: w.index))


def clause_head(text: AnnotatedText, token: Token) -> Token:
    """The verb (or root) whose clause a token stands in; the token itself for a verb."""
    if token.upos == "VERB" or token.relation == "root":
        return token
    for ancestor in text.ancestors(token):
        if ancestor.upos == "VERB" or ancestor.relation == "root":
            return ancestor
    return token


def follows_content(text: AnnotatedText, trigger: Mention, verb: Token) -> bool:
    """Whether a reporting clause follows what it reports ("…, a declarat X").

    A comma, dash or closing mark stands right before its verb, which is finite and has no subject before it; behind a
    conjunction it has one of its own ("a spus că „…” și a acuzat partidul" follows nothing).
    """
    if verb.feats.get("VerbForm") in {"Ger", "Inf"} or is_bare_participle(text, verb):
        return False
    if any(c.relation == "aux" and c.has("VerbForm", "Ger") for c in text.children(verb)):
        return False  # "fiind suspectat că …"
    subjects = dependents(text, verb, "nsubj")
    joined = any(c.relation == "cc" and c.end <= trigger.start for c in text.children(verb))
    if any(c.index < verb.index for c in subjects) or (joined and not subjects):
        return False
    return is_set_off(text, trigger, verb)


def is_set_off(text: AnnotatedText, words: Mention, verb: Token) -> bool:
    """Whether a comma, dash or closing mark stands right before some words around a verb, adverbs between left aside."""
    before = list(text.tokens_within(text.sentences[verb.sentence].start, words.start))
    while before and before[-1].upos in {"ADV", "PART", "CCONJ"}:
        before.pop()
    return len(before) > 1 and before[-1].form in {",", "”", '"', "»", "-", "–", "—", "“"}


def teller_behind(text: AnnotatedText, referring: Collection[int], words: Mention, verb: Token) -> Token | None:
    """Whoever stands right behind a verb of speech that a comma sets off, though the parser takes what is told for its subject.

    In "Trei drone doborâte la Odesa, anunță armata" the drones would announce the army.

    Args:
        text: The analysed article.
        referring: Indices of the tokens that refer to an actor.
        words: The verb with its auxiliaries.
        verb: The verb.
    """
    behind = text.tokens[verb.index + 1] if verb.index + 1 < len(text.tokens) else verb
    found = behind.index in referring and behind.relation == "obj" and behind.head == verb.index
    return behind if found and not is_bare_participle(text, verb) and is_set_off(text, words, verb) else None


def tells_as(text: AnnotatedText, verb: Token) -> bool:
    """Whether a clause says on whose word the rest stands ("după cum a anunțat armata", "din câte spun vecinii")."""
    opening = " ".join([t.form.lower() for t in text.subtree(verb) if t.upos != "PUNCT"][:2])
    return subordinator(text, verb) in _AS or opening in _AS


def tellers_behind(text: AnnotatedText, words: Mention, verb: Token) -> list[Token]:
    """The bare nominals behind a verb of speech or thought that follows what it reports ("…, arată un raport al ONU").

    The parser may take them for objects, and hang them on the noun that is a part of the words ("atrage atenția generalul").
    """
    if not follows_content(text, words, verb):
        return []
    nouns = [t for t in text.tokens_within(words.start, words.end) if t.upos == "NOUN"]
    below = [c for v in (verb, *nouns) for c in text.children(v) if c.index > verb.index]
    bare = [c for c in below if c.relation in _COMPLEMENTS and not preposition(text, c)]
    return [c for c in bare if not c.has("Case", "Dat")]


def teller_beyond(text: AnnotatedText, referring: Mapping[int, str], words: Mention, verb: Token) -> Token | None:
    """Whoever tells behind a verb's complements, on which the parser may hang him ("…, a scris pe Facebook ministrul").

    Args:
        text: The analysed article.
        referring: Key of the actor that each noun or name stands for.
        words: The verb with its auxiliaries.
        verb: The verb.
    """
    opening = verb.relation not in {"parataxis", "conj"}
    if opening or not follows_content(text, words, verb) or is_first_person(text, verb):
        return None
    governed: Token | None = None
    for token in text.tokens[verb.index + 1 : text.sentences[verb.sentence].last]:
        relative = token.has("PronType", "Rel")
        if (
            relative
            or token.upos in _CLAUSAL
            or token.form == ":"
            or (token.upos == "VERB" and not is_bare_participle(text, token))
        ):
            return None
        if token.upos not in _NOUNS:
            governed = governed if token.upos != "PUNCT" else None
        elif _is_governed(text, token) or (governed is not None and _is_name_of(referring, governed, token)):
            governed = token
        elif token.entity != "DATETIME" and token.end > words.end:
            # What is no actor is what the verb is about ("a descris eliberarea lui Popa"); a single comma ends its clause.
            commas = sum(t.form == "," for t in text.tokens[verb.index : token.index])
            return token if token.index in referring and commas % 2 == 0 else None
    return None


def _is_governed(text: AnnotatedText, noun: Token) -> bool:
    """Whether a noun or name stands behind a preposition, or in the dative or genitive."""
    before = text.tokens[noun.index - 1]
    introduced = before.upos == "ADP" or before.form.lower() in _GENITIVE_MARKERS
    return introduced or bool(preposition(text, noun)) or is_oblique(noun) or is_genitive(text, noun)


def _is_name_of(referring: Mapping[int, str], noun: Token, name: Token) -> bool:
    """Whether a word is the name, or a part of the name, that a noun stands before ("postul TVR", "rețeaua X")."""
    own = referring.get(name.index)
    same = own is not None and own == referring.get(noun.index)
    return same or (name.form[0].isupper() and not name.has("Definite", "Def") and name.entity != "PERSON")


def mention_of(text: AnnotatedText, tokens: list[Token]) -> Mention:
    """The stretch of text from the first to the last of some tokens."""
    start, end = min(t.start for t in tokens), max(t.end for t in tokens)
    return Mention.of(text.text, start, end)


def contiguous_span(text: AnnotatedText, head: Token) -> list[Token]:
    """The part of a subtree that stands without a gap around its head, without punctuation at its ends."""
    members = {t.index for t in text.subtree(head)}
    low = high = head.index
    while low - 1 in members:
        low -= 1
    while high + 1 in members:
        high += 1
    span = [text.tokens[i] for i in range(low, high + 1)]
    while span and span[0].upos == "PUNCT":
        span.pop(0)
    while span and span[-1].upos == "PUNCT" and span[-1].form not in {"”", '"', ")"}:
        span.pop()
    return span or [head]


def top(text: AnnotatedText, mention: Mention) -> Token | None:
    """The token of some words that the others hang on."""
    inside = text.tokens_within(mention.start, mention.end)
    if not inside:
        return None
    return next((t for t in inside if not mention.start <= text.head(t).start < mention.end or t.head == t.index), inside[0])
