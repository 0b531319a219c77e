"""Who the subject of a verb is (said, governed, shared, in the first person, dropped), and who does what a noun names."""

from collections.abc import Callable, Mapping, Sequence

from kgbuild.extract import syntax
from kgbuild.extract.authors import authors_of, is_document, taken_up
from kgbuild.extract.blame import blamed_for
from kgbuild.extract.intermediate import Attribution, Trigger
from kgbuild.extract.nominals import Nominals, Participant
from kgbuild.extract.relatives import meant_by
from kgbuild.extract.whereabouts import places_named
from kgbuild.lexicon.frames import load_frames
from kgbuild.model import Role, Token

# With these the one who is asked, allowed or prevented is who would act ("a cerut Rusiei să se retragă").
OBJECT_CONTROL_TYPES = frozenset({"REQUEST", "REJECT"})
_OBJECT_CONTROL_CLASSES = frozenset({"Acceptance"})
# With these whoever says so would act himself, also where he says it to somebody.
_PROMISING = frozenset({"AGREE", "THREATEN"})
# With these the people who are sent would act ("a trimis soldați pentru a lupta").
_SENDING_TYPES = frozenset({"MOBILIZE", "AID"})
_PEOPLE = frozenset({"Person", "PersonGroup"})
# Verbs that with "se" and no subject say that people do something ("dacă se ajunge la un acord").
_IMPERSONAL = frozenset({"ajunge", "anunța", "conveni", "decide", "discuta", "negocia", "preciza", "vorbi", "vota"})
# Types of what is done in words.
IN_WORDS = frozenset({"ACCUSE", "AGREE", "COMMUNICATE", "CONCEDE", "REJECT", "REQUEST", "SUPPORT", "THREATEN"})
_DEPENDENT_CLAUSES = frozenset({"ccomp", "xcomp", "advcl", "acl", "csubj", "obl", "nmod"})
_MAX_SENTENCES = 2
# What stands before whoever acts, and before a document in which something is said.
_BY = frozenset({"de", "de către"})
_INSIDE = frozenset({"în", "într", "din", "pe", "prin", "printr"})
# What opens clauses of what somebody was at.
_WHILE = frozenset({"în timp ce", "pe când"})
# What opens clauses of time.
_WHEN = frozenset({"înainte", "după", "până"})
# What stands before who is with the subject.
_BESIDE = "alături de"
_TOGETHER = frozenset({"împreună cu", _BESIDE})
# Verbs that only say how far what their object names has got.
_CARRYING = ("carries_event",)
# Pronouns that take up somebody named before, and how many sentences before that may be where somebody speaks.
_TAKING_UP = frozenset({"el", "acesta", "dânsul"})
_SPEAKER_WITHIN = 3
# What says of a noun that it takes up a source, and of "sursă" alone.
_CITED = frozenset({"citat", "citată", "citați", "citate", "respectivă"})
_SOURCE = "sursă"
_SAME = frozenset({"aceeași", "aceleași", "respectiva"})


class SubjectFinder:
    """Finds subjects; a verb without one may borrow a participant of the trigger that governs it.

    Args:
        nominals: The actors behind nouns.
        by_verb: The trigger that each of its words belongs to.
        attributions: Who says what, for first persons in quotations.
        participants: Gives the actors in some roles of a trigger.
        represented: Gives for whom a person in office says "we", nobody where for himself.
    """

    def __init__(
        self,
        nominals: Nominals,
        by_verb: Mapping[int, Trigger],
        attributions: Sequence[Attribution],
        participants: Callable[[Trigger, tuple[Role, ...]], tuple[str, ...]],
        represented: Callable[[str], tuple[str, ...]],
    ) -> None:
        self.text = nominals.text
        self.nominals = nominals
        self.by_verb = by_verb
        self.attributions = attributions
        self.participants = participants
        self.represented = represented

    def of(self, verb: Token, trigger: Trigger | None = None) -> list[Participant]:
        """Who the syntactic subject of a verb is: said, governed, shared, in the first person, or dropped."""
        chain = [verb] if trigger is None else list({t.index: t for t in (verb, trigger.outer)}.values())
        for token in chain:
            explicit = self.explicit(token, trigger)
            if explicit:
                again = self._cited_again(explicit[0], trigger)
                if again:
                    return again
                named = meant_by(self.nominals, explicit)
                first_person = syntax.is_first_person(self.text, token) and explicit[0].upos == "PRON"
                speaking: list[Participant] = [(k, None) for k in self.meant(token)] if first_person else []
                return named or speaking or self._authors(explicit[0], trigger) or self._speaker_before(explicit[0], trigger)
        return self._understood(chain[-1], trigger)

    def _understood(self, verb: Token, trigger: Trigger | None) -> list[Participant]:
        """The subject of a verb with none beside it: of a participle its noun, in the first person who speaks, or borrowed."""
        if verb.relation in {"acl", "amod"} and syntax.is_bare_participle(self.text, verb):
            return list(self.nominals.actors_of_head(verb))
        if syntax.is_first_person(self.text, verb):
            return [(k, None) for k in self.meant(verb)]
        speaking: list[Participant] = [(k, None) for k in self._speaks_of_itself(verb, trigger)]
        written = None if speaking else self._written(trigger)
        if written is not None or (verb.lemma in _IMPERSONAL and syntax.is_accusative_reflexive(self.text, verb)):
            return written or []
        return speaking or self._teller_above(verb, trigger) or self._goes_on(verb, trigger) or self._borrowed(verb)

    def _teller_above(self, verb: Token, trigger: Trigger | None) -> list[Participant]:
        """Who tells at a gerund of speech ("a spus că …, subliniind că …"): who tells in front of it, or what it stands in."""
        if trigger is None or not trigger.frame.attributes or verb.feats.get("VerbForm") != "Ger":
            return []
        between = self._told_between(verb)
        if between:
            return between
        cues = (self.by_verb.get(a.index) for a in self.text.ancestors(verb))
        telling = (c for c in cues if c is not None and c is not trigger and c.frame.attributes and c.frame.pos == "verb")
        return next(([(k, None) for k in keys] for c in telling if (keys := self.participants(c, ("agent",)))), [])

    def _goes_on(self, verb: Token, trigger: Trigger | None) -> list[Participant]:
        """Who goes on speaking where a verb of speech opens its sentence and names nobody ("A adăugat că …")."""
        tells = trigger is not None and trigger.tells and verb.feats.get("Person") != "2"
        if not tells or trigger is None or verb.relation != "root" or not self._opens(trigger):
            return []
        keys = self._spoke_before(verb.sentence)
        return [(k, None) for k in keys] if len(keys) > 1 or not self._is_several(verb) else []

    def _opens(self, trigger: Trigger) -> bool:
        """Whether a trigger stands at the beginning of its sentence, but for adverbs and conjunctions."""
        before = self.text.tokens_within(self.text.sentences[trigger.head.sentence].start, trigger.mention.start)
        return all(t.upos in {"ADV", "CCONJ", "PUNCT"} for t in before)

    def _is_several(self, verb: Token) -> bool:
        """Whether a verb stands in the plural."""
        return any(t.has("Number", "Plur") for t in (verb, *syntax.dependents(self.text, verb, "aux")))

    def _authors(self, document: Token, trigger: Trigger | None) -> list[Participant]:
        """Whose document says something; of one named again who spoke in it ("cere, într-o scrisoare", "scrisoarea arată")."""
        if trigger is None or not trigger.frame.attributes:
            return []
        before = taken_up(self.nominals, document)
        above = [before, *self.text.ancestors(before)] if before is not None else []
        cues = (self.by_verb.get(t.index) for t in above)
        # "Rusia a criticat un raport" tells of another's.
        within = before is not None and syntax.preposition(self.text, before) in _INSIDE
        telling = (c for c in cues if c is not None and c.frame.type in (IN_WORDS if within else {"COMMUNICATE"}))
        written = (keys for c in telling if (keys := self.participants(c, ("agent",))))
        return authors_of(self.nominals, document) or [(k, None) for k in next(written, ())]

    def _written(self, trigger: Trigger | None) -> list[Participant] | None:
        """Whose document it says something in ("se arată în raportul ONU"); None where the verb has somebody for a subject."""
        if trigger is None or not trigger.frame.attributes or not trigger.frame.reflexive:
            return None
        places = (c for c in self.text.children(trigger.head) if c.relation in {"obl", "nmod"})
        inside = (c for c in places if syntax.preposition(self.text, c) in _INSIDE)
        return next((authors for c in inside if (authors := self._authors(c, trigger))), [])

    def _speaker_before(self, pronoun: Token, trigger: Trigger | None) -> list[Participant]:
        """Whom a pronoun that is nobody's by its own words means as the subject of a verb of speech: who spoke last."""
        if trigger is None or not trigger.frame.attributes or pronoun.lemma.lower() not in _TAKING_UP:
            return []
        if syntax.is_passive(self.text, trigger.head):
            return []
        keys = self._spoke_before(pronoun.sentence)
        return [(k, None) for k in keys] if keys and self._may_mean(pronoun, keys) else []

    def _cited_again(self, noun: Token, trigger: Trigger | None) -> list[Participant]:
        """Whom "sursa citată" and "aceeași sursă" mean as the subject of a verb of speech: who spoke last."""
        around = [t.form.lower() for t in self.text.tokens[max(0, noun.index - 1) : noun.index + 3]]
        cited = bool(_CITED.intersection(around[-2:-1])) and around[-1] != "de"
        again = cited or (noun.lemma == _SOURCE and around[0] in _SAME)
        tells = trigger is not None and trigger.frame.attributes and again
        return [(k, None) for k in self._spoke_before(noun.sentence)] if tells else []

    def _spoke_before(self, sentence: int) -> tuple[str, ...]:
        """Who speaks or is named as a source in the nearest of the sentences before one."""
        before = range(sentence - 1, max(-1, sentence - 1 - _SPEAKER_WITHIN), -1)
        return next((keys for number in before if (keys := self._spoke_in(number))), ())

    def _spoke_in(self, sentence: int) -> tuple[str, ...]:
        """Who speaks first in a sentence; where nobody does, who is named there as a source."""
        for token in self.text.sentence_tokens(sentence):
            cue = self.by_verb.get(token.index)
            speech = cue is not None and cue.frame.attributes and cue.frame.type == "COMMUNICATE"
            keys = self.participants(cue, ("agent",)) if cue is not None and speech else ()
            if keys:
                return keys
        around = self.text.sentences[sentence]
        named = (a for a in self.attributions if a.cue_token is None and around.start <= a.cue.start < around.end)
        return next((a.sources for a in named if a.sources), ())

    def _may_mean(self, pronoun: Token, keys: Sequence[str]) -> bool:
        """Whether a pronoun may take up some actors: of a state it would be the feminine."""
        types = {self.nominals.types[k] for k in keys}
        if pronoun.has("Number", "Plur"):
            return len(keys) > 1 or types != {"Person"}
        return len(keys) == 1 and types <= {"Person", "Organization"}

    def _borrowed(self, verb: Token) -> list[Participant]:
        """The subject of a verb that has none of its own, from what governs it, stands beside it or before it."""
        blamed = self.blamed(verb)
        if blamed:
            return [(k, None) for k in blamed]
        if caught := self._caught_at(verb):
            return [p for noun in caught for p in self.nominals.actors_of(noun)]
        if verb.relation == "conj" and self._has_predicate(self.text.head(verb)):
            return self._told_between(verb) or self._lent(self.text.head(verb))
        if verb.relation in _DEPENDENT_CLAUSES and not self._is_finite(verb):
            return self._controlled(verb)
        return [(k, None) for k in self._dropped(verb)]

    def _caught_at(self, verb: Token) -> list[Token]:
        """Whom somebody is caught or held at what a clause says, as far as numbers tell ("a prins un hoț în timp ce fura")."""
        governor = self.by_verb.get(verb.head)
        if governor is None or governor.frame.type != "COERCE" or syntax.subordinator(self.text, verb) not in _WHILE:
            return []
        either = any(t.form.lower() == "ar" for t in syntax.dependents(self.text, verb, "aux"))
        objects = syntax.dependents(self.text, self.text.head(verb), "obj")
        return [o for o in objects if either or o.has("Number", "Plur") == self._is_several(verb)]

    def explicit(self, verb: Token, trigger: Trigger | None) -> list[Token]:
        """The subjects that a verb has as dependents; after an inverted reporting verb the parser may take one for an object."""
        if trigger is not None and trigger.tells and verb is trigger.predicate:
            teller = syntax.teller_behind(self.text, self.nominals.by_token, trigger.mention, verb)
            teller = teller or self._teller_behind_listener(verb)
            if teller is not None:
                return [teller]
        nominal = syntax.dependents(self.text, verb, "nsubj")
        explicit = [s for s in nominal if not syntax.is_beyond_conjunction(self.text, verb, s)]
        # "Premierul, despre război: Rusia și Ucraina au convenit": a headline tells in front of the colon who says it.
        behind = [s for s in explicit if not any(t.form == ":" for t in self.text.tokens[s.index : verb.index])]
        explicit = behind or explicit
        if explicit or trigger is None or not trigger.frame.attributes or syntax.is_passive(self.text, verb):
            return explicit
        behind = syntax.tellers_behind(self.text, trigger.mention, verb)
        named = [c for c in behind if self.nominals.refers(c) or is_document(c)][:1]
        beyond = None if named else syntax.teller_beyond(self.text, self.nominals.by_token, trigger.mention, verb)
        return named or ([beyond] if beyond is not None else [])

    def _teller_behind_listener(self, verb: Token) -> Token | None:
        """Who stands right behind the outlet that something was told to, and which the parser makes one name with it.

        "A declarat pentru AFP John Kerby" has no other subject.
        """
        listener = next((c for c in self.text.children(verb) if syntax.preposition(self.text, c) == "pentru"), None)
        if listener is None or listener.index < verb.index:
            return None
        sentence = self.text.sentences[verb.sentence]
        outlet = self.nominals.by_token.get(listener.index)
        after = (t for t in self.text.tokens[listener.index : sentence.last] if self.nominals.by_token.get(t.index) != outlet)
        behind = next(after, None)
        named = behind is not None and behind.upos == "PROPN" and self.nominals.refers(behind)
        somebody = named and behind is not None and self.nominals.types[self.nominals.by_token[behind.index]] == "Person"
        return behind if somebody and outlet is not None else None

    def companions(self, trigger: Trigger) -> list[Token]:
        """Who is with the subject ("premierul, împreună cu ministrul, a vizitat"); not behind an object but a place.

        Who stands beside a speaker does not speak ("…, a spus Biden, alături de Scholz").
        """
        verb = trigger.outer
        among = _TOGETHER - trigger.frame.pp.keys()
        behind = among - {_BESIDE} if trigger.tells else among
        objects = syntax.dependents(self.text, verb, "obj")
        before = [c for c in objects if self.nominals.refers(c) and not any(places_named(self.nominals, c))]
        beside = [
            c
            for parent in (verb, *syntax.dependents(self.text, verb, "nsubj"))
            for c in syntax.dependents(self.text, parent, "obl", "nmod")
            if syntax.preposition(self.text, c) in (behind if c.index > verb.index else among)
        ]
        acting = (c for c in beside if all(self.nominals.types[key] != "Place" for key, _ in self.nominals.actors_of(c)))
        return [c for c in acting if not any(o.index < c.index for o in before)]

    def _told_between(self, verb: Token) -> list[Participant]:
        """Who tells between a verb of speech and what it is coordinated with ("…, a declarat ministrul, și a adăugat că …")."""
        cue = self.by_verb.get(verb.index)
        if cue is None or not (cue.tells or cue.frame.type in IN_WORDS):
            return []
        between = (self.by_verb.get(t.index) for t in self.text.tokens[self.text.head(verb).index + 1 : verb.index])
        telling = [c for c in between if c is not None and c is not cue and c.tells and c.predicate.relation == "parataxis"]
        numbers = {self._is_several(v) for v in (verb, *(c.predicate for c in telling[-1:])) if v.feats.get("VerbForm") != "Ger"}
        agrees = bool(telling) and len(numbers) == 1
        return [(k, None) for k in self.participants(telling[-1], ("agent",))] if agrees else []

    def _is_finite(self, verb: Token) -> bool:
        """Whether a verb form may drop a subject of its own: not an infinitive, gerund or subjunctive."""
        if verb.feats.get("VerbForm") in {"Inf", "Ger", "Sup"}:
            return any(c.relation == "aux" for c in self.text.children(verb))
        return not any(c.form.lower() in {"să", "ca"} for c in self.text.children(verb) if c.index < verb.index)

    def _has_predicate(self, token: Token) -> bool:
        """Whether a token is a verb, or a noun or adjective that something is said to be."""
        return token.upos in {"VERB", "ADJ"} or bool(syntax.dependents(self.text, token, "nsubj", "cop"))

    def blamed(self, token: Token) -> tuple[str, ...]:
        """Whom the governor of a clause or noun blames for what it says."""
        return blamed_for(self.nominals, self.by_verb, self.participants, token)

    def _lent(self, verb: Token) -> list[Participant]:
        """The subject of another verb, without its words."""
        governor = self.by_verb.get(verb.index)
        return [(k, None) for k, _ in self.of(verb, governor)]

    def _controlled(self, verb: Token) -> list[Participant]:
        """The subject of a verb form that has none: its governor's object or subject."""
        head = self.text.head(verb)
        # What happened before or after somebody was asked, he was not asked to do.
        asked_to = syntax.subordinator(self.text, verb).partition(" ")[0] not in _WHEN
        governor = self.by_verb.get(head.index) if asked_to else None
        if governor is not None:
            frame = governor.frame
            # Not "au reținut un bărbat pentru a-l audia": only what somebody is made to do.
            made = frame.type == "COERCE" and verb.relation in {"ccomp", "xcomp"}
            if made or frame.type in OBJECT_CONTROL_TYPES or frame.event_class in _OBJECT_CONTROL_CLASSES:
                asked = self.participants(governor, ("recipient", "patient"))
                if asked:
                    return [(k, None) for k in asked]
            sent = self.participants(governor, ("patient",)) if frame.type in _SENDING_TYPES else ()
            if sent and all(self.nominals.types[k] in _PEOPLE for k in sent):
                return [(k, None) for k in sent]
            if governor.frame.pos == "noun":
                return [(k, None) for k in self.participants(governor, ("agent",))]
        if head.upos in {"VERB", "ADJ"}:
            return self._made_to(verb, governor) or self._lent(head)
        clause = syntax.clause_head(self.text, head)
        return self._lent(clause) if clause.upos == "VERB" and clause.index != verb.index else []

    def _made_to(self, verb: Token, governor: Trigger | None) -> list[Participant]:
        """Whom the verb above has for an object that a subjunctive is said of ("i-a convins pe părinți să accepte")."""
        if verb.relation not in {"ccomp", "xcomp"} or syntax.subordinator(self.text, verb) != "să":
            return []
        if governor is not None and governor.frame.type in _PROMISING:
            return []
        objects = syntax.dependents(self.text, self.text.head(verb), "obj", "iobj")
        return [(k, None) for o in objects if o.index < verb.index for k, _ in self.nominals.actors_of(o)]

    def meant(self, verb: Token) -> tuple[str, ...]:
        """Whom "I", "we" or "our" means: who speaks, or where one in office says "we", the state or body he speaks for."""
        keys = self._speaker(verb)
        several = verb.has("Number[psor]", "Plur") or syntax.is_first_person(self.text, verb, "Plur")
        alone = several and len(keys) == 1 and self.nominals.types[keys[0]] == "Person"
        return (self.represented(keys[0]) if alone else ()) or keys

    def _speaker(self, verb: Token) -> tuple[str, ...]:
        """Who says "I" or "we" at a verb: the source of the smallest quotation around it."""
        around = [
            a for a in self.attributions if a.quoted and a.start <= verb.start and verb.end <= a.end and a.cue_token != verb.index
        ]
        if not around:
            return ()
        nearest = min(around, key=lambda a: a.end - a.start)
        if nearest.cue_token is None:
            return nearest.sources
        cue = self.by_verb.get(nearest.cue_token)
        return self.participants(cue, ("agent",)) if cue else nearest.sources

    def _speaks_of_itself(self, verb: Token, trigger: Trigger | None) -> tuple[str, ...]:
        """The one speaker of a quotation who says in it what the analysis takes for "they": "cer" is "I ask", too."""
        present = verb.has("Person", "3") and verb.has("Number", "Plur") and verb.has("Tense", "Pres")
        if trigger is None or trigger.frame.type not in IN_WORDS or not present or verb.form.endswith("ă"):
            return ()
        keys = self._speaker(verb)
        alone = len(keys) == 1 and self.nominals.types[keys[0]] == "Person"
        quoted = min((a.start for a in self.attributions if a.quoted and a.start <= verb.start < a.end), default=verb.start)
        others = (t for t in self.text.tokens_within(quoted, verb.start) if t.relation == "nsubj" and t.has("Number", "Plur"))
        return keys if alone and next(others, None) is None else ()

    def _dropped(self, verb: Token) -> tuple[str, ...]:
        """The understood subject of a finite verb: that of the main clause before, where number agrees."""
        person = verb.feats.get("Person") or next(
            (c.feats.get("Person", "") for c in self.text.children(verb) if c.relation == "aux"), ""
        )
        if person not in {"3", ""}:
            return ()
        clauses = [a for a in self.text.ancestors(verb) if a.upos == "VERB"]
        for index in range(verb.sentence - 1, max(-1, verb.sentence - 1 - _MAX_SENTENCES), -1):
            clauses += [t for t in self.text.sentence_tokens(index) if t.relation == "root"]
        for clause in clauses:
            for subject in syntax.dependents(self.text, clause, "nsubj"):
                if syntax.agrees(self.text, verb, subject):
                    keys = tuple(k for k, _ in self.nominals.actors_of(subject))
                    if keys:
                        return keys
        return ()

    def doers(self, noun: Token) -> list[Token]:
        """Who does what a noun names, by "de către"; the parser may hang him on another complement or on the verb above.

        "Preluarea companiei de către grup", "a aprobat preluarea … de către grup": an active verb has no such complement.
        """
        below = [t for t in self.text.subtree(noun) if self._governing_trigger(t) == noun.index]
        verb = self.text.head(noun)
        active = noun.relation == "obj" and verb.upos == "VERB" and not syntax.is_passive(self.text, verb)
        beside = [t for t in self.text.children(verb) if t.index > noun.index] if active else []
        return [t for t in (*below, *beside) if syntax.preposition(self.text, t) == "de către"]

    def carrying(self, noun: Token) -> list[str]:
        """Who does what a noun names by a verb that says how far it got: "a finalizat achiziția", "atacul a fost pregătit de"."""
        verb = self.text.head(noun)
        if not load_frames().in_class(verb, _CARRYING):
            return []
        if noun.relation == "obj" and not syntax.is_passive(self.text, verb):
            return [key for key, _ in self.of(verb, None)]
        by = [c for c in self.text.children(verb) if syntax.preposition(self.text, c) in _BY]
        return [key for c in by for key, _ in self.nominals.actors_of(c)] if noun.relation == "nsubj" else []

    def _governing_trigger(self, token: Token) -> int | None:
        """The index of the nearest word above that reports an event."""
        return next((a.index for a in self.text.ancestors(token) if a.index in self.by_verb), None)
