"""Tell whether an event is affirmed or denied, and whether it is fact, plan or possibility."""

from collections.abc import Sequence
from itertools import accumulate

from kgbuild.extract import syntax
from kgbuild.extract.intermediate import Attribution, Trigger, triggers_by_word
from kgbuild.extract.nouns import noun_class
from kgbuild.lexicon.cues import RealityCues
from kgbuild.lexicon.frames import NEGATING_PREFIX, load_frames
from kgbuild.model import AnnotatedText, Modality, Polarity, Token

_SPEECH_RELATIONS = frozenset({"ccomp", "xcomp", "csubj", "obj", "advcl", "acl", "nmod", "obl"})
# What stands in these is what is planned, asked or hoped; circumstances may be facts ("va sprijini țara împotriva invaziei").
_CONTENT_RELATIONS = frozenset({"ccomp", "xcomp", "csubj", "obj", "nmod"})
_UNTIL = frozenset({"până"})
# What begins a clause that is itself denied or prevented, and no circumstance of that.
_CONTENT_MARKS = frozenset({"să", "ca", "a", "că", "de"})
# Types of what is done in the words themselves ("reiterez condamnarea", "garantăm").
DONE_IN_WORDS = frozenset({"ACCUSE", "AGREE", "CONCEDE", "SUPPORT"})
# Types of what a gerund beside what is told says of the telling ("a spus că va pleca, precizând că …").
_TOLD_BESIDE = DONE_IN_WORDS | {"COMMUNICATE", "THREATEN"}
# Types of what people work towards, and of what is done for something that has happened.
_AIMS = frozenset({"AGREE", "AID", "CONSULT", "COOPERATE", "ELECTION", "LEGISLATE", "MOVE", "TRADE"})
_CAUSED = frozenset({"ACCUSE", "ASSAULT", "COERCE", "CONCEDE", "SANCTION", "SUPPORT"})
# Types of what has its day.
_SCHEDULED = frozenset({"CONSULT", "ELECTION"})
# What takes back a negation: "nu doar …, ci și".
_ONLY, _BUT = frozenset({"doar", "numai"}), "ci"
# What leaves one thing out of it ("nu a anunțat decât două măsuri"), where it compares nothing ("nu mai mult decât").
_EXCEPT, _MORE = "decât", "mai"
# What denies beside "nu", and so leaves nothing out.
_NONE = frozenset({"niciun", "nicio", "niciunul", "niciuna", "nimeni", "nimănui", "nimic"})
_CORE = frozenset({"nsubj", "obj"})
_REFUSAL = "REJECT"
_FOR, _AT, _PERSONAL, _SUBJUNCTIVE = "pentru", "la", "pe", "să"
# What has been decided.
_DECISIONS = ("law", "measure")
# What is spent or used for something is gone, and what it was for done.
_SPENDING = ("spending",)


class Reality:
    """Tells polarity and modality of triggers from the words around them and from what governs them.

    Args:
        text: The analysed article.
        triggers: All triggers, which may govern one another.
        cues: The words that make an event negated, planned or hypothetical.
    """

    def __init__(self, text: AnnotatedText, triggers: Sequence[Trigger], cues: RealityCues) -> None:
        self.text = text
        self.cues = cues
        self.by_verb = triggers_by_word(triggers)

    def of(self, trigger: Trigger, *, in_future: bool = False) -> tuple[Polarity, Modality]:
        """The polarity and modality of one trigger.

        Args:
            trigger: The trigger.
            in_future: Whether the event's time lies after the article's day.
        """
        negated = self._is_negated(trigger)
        modality = self._own_modality(trigger)
        governor = self._governor(trigger)
        if governor is not None and trigger.is_decided_by(governor):
            governor = None
        denied = governor is not None and governor.frame.embedded_polarity == "negated" and self._is_undone(trigger, governor)
        open_again = denied and governor is not None and self._is_negated(governor)
        negated ^= denied and not open_again
        content = self._governor(trigger, _CONTENT_RELATIONS)
        if content is not None and trigger.is_decided_by(content):
            content = None
        if content is not None and modality == "actual" and content.frame.embedded is not None:
            modality = content.frame.embedded
        if open_again and modality != "actual":
            # "Nu exclude că va trimite trupe"
            modality = "hypothetical"
        if modality == "actual" and (in_future or self._is_aim(trigger, governor) or self._is_ahead(trigger)):
            modality = "planned"
        return "negated" if negated else "affirmed", modality

    def _is_aim(self, trigger: Trigger, governor: Trigger | None) -> bool:
        """Whether a noun says what something is done for and yet to come ("bani pentru achitarea gazelor")."""
        noun = self._first_of(trigger.outer)
        if trigger.frame.type not in _AIMS or noun.upos != "NOUN" or syntax.preposition(self.text, noun) != _FOR:
            return False
        given = any(syntax.is_bare_participle(self.text, c) for c in syntax.dependents(self.text, noun, "acl"))
        caused = governor is not None and governor.frame.type in _CAUSED
        return not (given or caused or load_frames().in_class(self.text.head(noun), _SPENDING))

    def _is_ahead(self, trigger: Trigger) -> bool:
        """Whether somebody will yet go to or hold what a noun reports ("va veni la summit", "va găzdui negocierile")."""
        noun = self._first_of(trigger.outer)
        verb = self.text.head(noun)
        if trigger.frame.type not in _SCHEDULED or noun.upos != "NOUN" or verb.upos != "VERB":
            return False
        governor = self.by_verb.get(verb.index)
        held = noun.relation == "obj" and governor is not None and governor.frame.type == trigger.frame.type
        gone_to = noun.relation == "obl" and syntax.preposition(self.text, noun) == _AT
        return (held or gone_to) and self._verb_modality(governor.outer if governor else verb) == "planned"

    def _is_undone(self, trigger: Trigger, governor: Trigger) -> bool:
        """Whether what its governor denies is the event itself, and no circumstance ("a respins candidatura la alegeri")."""
        if syntax.is_bare_participle(self.text, trigger.outer):
            return False
        told_of_somebody = trigger.outer.relation == "acl"
        beside = self.text.head(trigger.outer).index == governor.head.index
        return not ((beside or told_of_somebody) and self._is_circumstance(trigger.outer))

    def _is_circumstance(self, token: Token) -> bool:
        """Whether a word is beside what its verb has as an object ("a evitat probleme în campanie"), or says why or when."""
        if token.relation == "obl":
            return bool(syntax.dependents(self.text, self.text.head(token), "obj"))
        mark = syntax.subordinator(self.text, token)
        return token.relation in {"acl", "advcl"} and not _begins(mark, _CONTENT_MARKS)

    def is_in_content(self, trigger: Trigger, attribution: Attribution) -> bool:
        """Whether a trigger stands in the clause that says what is told, not in direct speech ("spun că au cerut ajutor")."""
        governor = self._governor(trigger, _CONTENT_RELATIONS)
        told = governor is not None and governor.head.index == attribution.cue_token and not attribution.quoted
        clause = syntax.clause_head(self.text, trigger.outer)
        return told and clause.upos == "VERB" and clause.index != attribution.cue_token

    def is_hearsay(self, trigger: Trigger) -> bool:
        """Whether whoever writes does not vouch for it: the presumptive "ar fi furat"."""
        auxiliaries = {c.form.lower() for c in self.text.children(trigger.outer) if c.relation == "aux"}
        return "fi" in auxiliaries and bool(auxiliaries & self.cues.conditional_auxiliaries)

    def _is_negated(self, trigger: Trigger) -> bool:
        if trigger.head.upos == "NOUN" and _names_omission(trigger):
            return True
        heads = {t.index: t for t in (trigger.head, trigger.support, trigger.outer, self._occurring(trigger)) if t is not None}
        for head in heads.values():
            # "Până când nu va exista un acord" waits for the agreement; "nu i-a lăsat să intre" is itself the refusal.
            denied = self._has_negator(head) and self.cues.negators.isdisjoint(trigger.frame.phrase)
            if denied and not _begins(syntax.subordinator(self.text, head), _UNTIL):
                return True
            introduced = (syntax.subordinator(self.text, head), syntax.preposition(self.text, head))
            if any(words.split(" ")[0] in self.cues.negative_subordinators for words in introduced):
                return True
        governed = [t for t in (trigger.head, trigger.outer) if self._is_governed(t) and not self._is_circumstance(t)]
        governors = [self.text.head(t) for t in governed]
        if any(g.lemma in self.cues.affirming_words and self._has_negator(g) for g in governors):
            return True
        undone = any(g.lemma in self.cues.negating_words and not self._has_negator(g) for g in governors)
        # "A anulat majorarea" undoes what was decided, not that it was; "a renunțat la majorare" means that it was not.
        decided = trigger.head.relation != "obl" or load_frames().in_class(trigger.head, _DECISIONS)
        return undone and not (trigger.frame.pos == "noun" and trigger.frame.type == "LEGISLATE" and decided)

    def _is_governed(self, token: Token) -> bool:
        """Whether a word is a complement of the one above it, or its subject in the passive ("a fost anulată vizita")."""
        return token.relation in _SPEECH_RELATIONS or self._undergoes(token)

    def _undergoes(self, token: Token) -> bool:
        """Whether a word is the subject of a passive verb."""
        return token.relation == "nsubj" and syntax.is_passive(self.text, self.text.head(token))

    def _has_negator(self, head: Token) -> bool:
        """Whether a negator stands before a word and hangs on it, or begins it; "nu doar … ci și", "nu … decât" deny nothing."""
        if _is_negated_gerund(head):
            return True
        negators = [c for c in self.text.children(head) if c.form.lower() in self.cues.negators and c.index < head.index]
        if not negators or self._excepts(head):
            return False
        behind = [t.form.lower() for t in self.text.tokens[negators[0].index : self.text.sentences[head.sentence].last]]
        return _BUT not in behind or _ONLY.isdisjoint(behind[: behind.index(_BUT)])

    def _excepts(self, verb: Token) -> bool:
        """Whether an object, a subject or a subjunctive is left out of what a verb denies: "nu pot decât să confirm"."""
        words = self.text.sentence_tokens(verb.sentence)
        at = next((n for n, t in enumerate(words) if t.form.lower() == _EXCEPT and t.index > verb.index), None)
        if at is None or words[at - 1].upos == "PUNCT" or any(t.form.lower() in _NONE for t in words[:at]):
            return False
        left = self.text.head(words[at])
        compared = any(t.form.lower() == _MORE and t.index > verb.index for t in words[:at])
        return left.head == verb.index and left.index > words[at].index and not compared and self._is_left(left, words[at + 1])

    def _is_left(self, word: Token, first: Token) -> bool:
        """Whether a word is a verb's object or subject, or its subjunctive, with nothing else that its phrase begins with."""
        if word.upos == "VERB":
            return word.relation in {"ccomp", "xcomp"} and first.form.lower() == _SUBJUNCTIVE
        people = noun_class(word) is not None or word.upos == "PROPN"
        if first.upos == "ADP":
            return word.relation == "obj" and people and first.form.lower() == _PERSONAL
        if first.upos == "ADV":
            return False
        # The parser takes a subject behind "decât" for a circumstance, as it does a time.
        return word.upos in {"NOUN", "PROPN"} and (word.relation in _CORE or (word.relation == "obl" and people))

    def _own_modality(self, trigger: Trigger) -> Modality:
        """What the form of the trigger and its clause says."""
        if trigger.modality != "actual":
            return trigger.modality
        modality = self._noun_modality(trigger.head) if trigger.head.upos == "NOUN" else "actual"
        verb = trigger.outer if trigger.outer.upos != "NOUN" else self._occurring(trigger)
        return self._verb_modality(verb) if modality == "actual" and verb is not None else modality

    def takes_place(self, trigger: Trigger) -> bool:
        """Whether a verb says whether, and so when, what a noun reports takes place ("alegerile au avut loc")."""
        return self._occurring(trigger) is not None

    def _occurring(self, trigger: Trigger) -> Token | None:
        """The verb that says whether what a noun reports takes place ("nu au fost înregistrate pagube"), None where none does."""
        noun = self._first_of(trigger.outer)
        verb = self.text.head(noun)
        if self._is_led_to(noun, verb):
            # "Ar putea duce la un război": the modal verb has the auxiliary.
            modal = verb.relation in {"ccomp", "xcomp"} and verb.feats.get("VerbForm") == "Inf"
            return self.text.head(verb) if modal else verb
        subject = noun.upos == "NOUN" and noun.relation.partition(":")[0] in {"nsubj", "obj"}
        # "Alegerile ar putea avea loc": the modal verb has the subject.
        raising = (c for c in self.text.children(verb) if c.relation in {"ccomp", "xcomp"})
        occurring = next((c for c in raising if not syntax.dependents(self.text, c, "nsubj")), verb)
        words = {occurring.lemma.lower(), *(f"{occurring.lemma.lower()} {c.lemma}" for c in self.text.children(occurring))}
        carried = self.by_verb.get(verb.index)
        # "Alegerile și referendumul vor avea loc": the verb belongs to the first.
        shared = carried is None or (carried.support is verb and carried.head is noun and noun is not trigger.outer)
        return verb if subject and shared and words & self.cues.occurring_words else None

    def _is_led_to(self, noun: Token, verb: Token) -> bool:
        """Whether a verb that reports nothing itself says that it came to what a noun reports ("a dus la un război")."""
        introduced = f"{verb.lemma.lower()} {syntax.preposition(self.text, noun)}"
        behind = noun.upos == "NOUN" and noun.relation == "obl" and verb.index not in self.by_verb
        return behind and introduced in self.cues.occurring_words

    def _verb_modality(self, verb: Token) -> Modality:
        mark = syntax.subordinator(self.text, verb)
        auxiliaries = {c.form.lower() for c in self.text.children(verb) if c.relation == "aux"}
        if self._is_hypothetical(verb, mark, auxiliaries):
            return "hypothetical"
        cause = self._cause(verb, mark)
        if cause is not None:
            return self._verb_modality(cause)
        future = bool(auxiliaries & self.cues.future_auxiliaries) or _begins(mark, self.cues.planned_subordinators)
        return "planned" if future or self._infinitive_of_noun(verb) else self._inherited(verb)

    def _cause(self, verb: Token, mark: str) -> Token | None:
        """The verb by which somebody has made others do something, so that they did ("au forțat șoferul să fugă")."""
        above = self.text.head(verb)
        cause = self.text.head(above) if above.upos in {"NOUN", "PROPN"} and above.relation == "obj" else above
        made = cause.lemma in self.cues.causing_words and cause.index < verb.index and mark == _SUBJUNCTIVE
        done = syntax.is_past(self.text, cause) or cause.feats.get("VerbForm") == "Ger"
        return cause if made and done else None

    def _is_hypothetical(self, verb: Token, mark: str, auxiliaries: set[str]) -> bool:
        if _begins(mark, self.cues.hypothetical_subordinators) or (verb.relation == "acl" and self._in_case(verb)):
            return True
        if verb.relation in {"csubj", "ccomp"} and self.text.head(verb).lemma in self.cues.hypothetical_words:
            return True
        # "ar fi trimis" is the presumptive: a doubt about a fact, not a possibility.
        if auxiliaries & self.cues.conditional_auxiliaries and "fi" not in auxiliaries:
            return True
        return any(c.lemma in self.cues.hypothetical_words for c in self.text.children(verb) if c.relation == "advmod")

    def _in_case(self, token: Token) -> bool:
        """Whether a token hangs on a noun that opens a condition ("în cazul unui atac", "în cazul în care")."""
        head = self.text.head(token)
        return f"{syntax.preposition(self.text, head)} {head.form.lower()}" in self.cues.hypothetical_subordinators

    def _infinitive_of_noun(self, verb: Token) -> bool:
        """Whether a verb says what a plan, demand or offer is about ("decizia de a trimite")."""
        return verb.relation in {"acl", "nmod"} and verb.feats.get("VerbForm") == "Inf" and self.text.head(verb).upos == "NOUN"

    def _first_of(self, noun: Token) -> Token:
        """The first of some coordinated nouns: what governs it governs all ("prevede interzicerea exportului și oprirea …")."""
        while noun.relation == "conj" and self.text.head(noun).upos == noun.upos == "NOUN":
            noun = self.text.head(noun)
        return noun

    def _noun_modality(self, noun: Token) -> Modality:
        """An event noun is as real as the words that introduce it, else as the plan or possibility it belongs to."""
        first = self._first_of(noun)
        verb = self.text.head(first)
        words = {c.lemma for c in self.text.children(noun) if c.relation != "conj"} | {verb.lemma}
        if words & self.cues.hypothetical_words or self._in_case(noun):
            return "hypothetical"
        aimed_at = first.relation == "obj" or self._undergoes(first)
        if aimed_at and verb.lemma in self.cues.aiming_words:
            return "planned"
        if words & self.cues.planned_words or _begins(syntax.preposition(self.text, noun), self.cues.planned_subordinators):
            return "planned"
        return "actual"

    def _inherited(self, verb: Token) -> Modality:
        """A gerund or coordinated form without marks of its own is as real as the verb it belongs to."""
        head = self.text.head(verb)
        added = verb.relation == "conj" and not syntax.subordinator(self.text, verb) and not self._has_own_tense(verb, head)
        dependent = verb.feats.get("VerbForm") == "Ger" or added
        if not dependent or head.index == verb.index or head.upos != "VERB":
            return "actual"
        if self._tells_of_embedded(verb, head):
            return "actual"
        governor = self.by_verb.get(head.index)
        return self._own_modality(governor) if governor else self._verb_modality(head)

    def _has_own_tense(self, verb: Token, head: Token) -> bool:
        """Whether a coordinated verb is not in the future of the one before ("va trimite arme, iar Polonia a trimis bani").

        What a conjunction makes a possibility it makes of both ("dacă Rusia atacă și NATO intervine").
        """
        if _begins(syntax.subordinator(self.text, head), self.cues.hypothetical_subordinators):
            return False
        indicative = any(t.has("Mood", "Ind") for t in (verb, *syntax.dependents(self.text, verb, "aux")))
        present = indicative and bool(syntax.dependents(self.text, verb, "nsubj"))
        return present or syntax.is_past(self.text, verb)

    def _tells_of_embedded(self, verb: Token, head: Token) -> bool:
        """Whether a gerund says how somebody tells what is planned ("vrea să plece, spunând că …"), not what will be.

        Nor is what is said or done in words by whoever tells it ("a spus că Rusia va pierde, condamnând atacul").
        """
        own = self.by_verb.get(verb.index)
        if own is None or verb.feats.get("VerbForm") != "Ger":
            return False
        if own.frame.type in _TOLD_BESIDE and self._is_told(head):
            return True
        mark = syntax.subordinator(self.text, head)
        infinitive = head.feats.get("VerbForm") == "Inf" and not syntax.dependents(self.text, head, "aux")
        return own.frame.attributes and (infinitive or _begins(mark, self.cues.planned_subordinators))

    def _is_told(self, verb: Token) -> bool:
        """Whether a verb stands in the clause that says what somebody tells ("a spus că ar trebui să plece")."""
        while verb.relation in {"ccomp", "xcomp"}:
            verb = self.text.head(verb)
            telling = self.by_verb.get(verb.index)
            if telling is not None:
                return telling.frame.attributes
        return False

    def _governor(self, trigger: Trigger, relations: frozenset[str] = _SPEECH_RELATIONS) -> Trigger | None:
        """The trigger in whose complement this one stands, joined to it by some relations."""
        token = trigger.outer
        for ancestor in self.text.ancestors(token):
            # "Se cere demisia", "a fost cerută demisia": what is asked for is the subject.
            asked = token is trigger.outer and self._undergoes(token)
            if token.relation not in relations and token.relation != "conj" and not asked:
                return None
            found = self.by_verb.get(ancestor.index)
            if found is not None and found is not trigger and token.relation != "conj":
                return found
            token = ancestor
        return None


def _begins(words: str, cues: frozenset[str]) -> bool:
    """Whether some words are a cue or begin with one, word for word.

    >>> _begins("deși", frozenset({"de"})), _begins("în cazul în care", frozenset({"în cazul"}))
    (False, True)
    """
    return not cues.isdisjoint(accumulate(words.split(" "), "{} {}".format))


def _is_negated_gerund(verb: Token) -> bool:
    """Whether a prefix negates a gerund ("neobținând")."""
    own = verb.lemma.startswith(NEGATING_PREFIX) and load_frames().lookup(verb.lemma, "verb")
    return verb.has("VerbForm", "Ger") and verb.form.lower().startswith(NEGATING_PREFIX) and not own


def _names_omission(trigger: Trigger) -> bool:
    """Whether a noun says that something is not done ("neachitarea"), and is not itself what is done ("nerecunoașterea")."""
    lemma = trigger.head.lemma
    done = lemma.removeprefix(NEGATING_PREFIX)
    return done != lemma and trigger.frame.type != _REFUSAL and bool(load_frames().lookup(done, "noun"))
