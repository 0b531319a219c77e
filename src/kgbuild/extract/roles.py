"""Fill the roles of triggers: who does what to whom, where, and when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kgbuild.extract import syntax
from kgbuild.extract.intermediate import Attribution, Trigger
from kgbuild.lexicon.frames import Filler
from kgbuild.model import Actors, AnnotatedText, Argument, Event, Mention, Quantity, Role, TimeExpression, Token

_PLACE_PREPOSITIONS = frozenset(
    {"în", "într", "la", "din", "dintr", "pe", "lângă", "deasupra", "spre", "până la", "până în", "de la", "de pe", "din apropierea"}
)
_NOUN_PREPOSITIONS: dict[str, Filler] = {
    "de către": "agent",
    "dintre": "agent",
    "între": "agent",
    "cu": "recipient",
    "asupra": "patient",
    "împotriva": "patient",
    "contra": "patient",
    "către": "recipient",
}
_ACCUSATIVE_CLITICS = frozenset({"îl", "l", "o", "îi", "i", "le", "mă", "m", "te", "ne", "vă"})
_POSSESSIVE = frozenset({"al", "a", "ai", "ale"})
_AGENT_PREPOSITIONS = frozenset({"de", "de către"})
# With these the one who is asked, allowed or prevented is who would act ("a cerut Rusiei să se retragă").
_OBJECT_CONTROL_TYPES = frozenset({"REQUEST", "REJECT"})
# With these it is the one who is blamed or punished, also in finite clauses ("acuză Rusia că a atacat").
_BLAME_TYPES = frozenset({"ACCUSE", "SANCTION"})
_OBJECT_CONTROL_CLASSES = frozenset({"Acceptance"})
_HARM_TYPES = frozenset({"DEATH", "INJURY"})
_MAX_THEME_TOKENS = 25


@dataclass
class _Filled:
    """The roles of one trigger while they are being filled."""

    arguments: dict[tuple[Role, str], Mention | None] = field(default_factory=dict)
    theme: Mention | None = None

    def add(self, role: Filler, key: str, mention: Mention | None) -> None:
        if role not in {"none", "theme"} and not any(k == key and r != "place" for r, k in self.arguments):
            self.arguments[role, key] = mention  # type: ignore[index]  # the two other fillers are excluded above

    def keys(self, *roles: Role) -> tuple[str, ...]:
        return tuple(k for r, k in self.arguments if r in roles)


class RoleFiller:
    """Fills the roles of all triggers of one article; a trigger may lend its subject to those it governs.

    Args:
        text: The analysed article.
        references: Which token refers to which actor.
        triggers: All triggers.
        attributions: Who says what, for first persons in quotations.
    """

    def __init__(
        self,
        text: AnnotatedText,
        references: Actors,
        triggers: Sequence[Trigger],
        attributions: Sequence[Attribution],
    ) -> None:
        self.text = text
        self.references = references
        self.triggers = triggers
        self.attributions = attributions
        self.types = {a.key: a.type for a in references.actors}
        self.by_verb: dict[int, Trigger] = {}
        for t in triggers:
            for token in (t.head, t.support, t.outer):
                if token is not None:
                    self.by_verb.setdefault(token.index, t)
        self._filled: dict[int, _Filled] = {}

    def fill(self, trigger: Trigger) -> _Filled:
        """The filled roles of a trigger; recursion through governors ends at a trigger that is being filled."""
        done = self._filled.get(trigger.head.index)
        if done is not None:
            return done
        filled = self._filled[trigger.head.index] = _Filled()
        if trigger.frame.pos == "noun":
            self._fill_noun(trigger, filled)
        else:
            self._fill_verb(trigger, trigger.head, filled)
        self._add_victims(trigger, filled)
        self._add_attacked_places(trigger, filled)
        return filled

    # ---- fillers

    def actors_of(self, token: Token) -> Iterator[tuple[str, Mention]]:
        """The actors that a nominal and its coordinates refer to, each with the words."""
        for part in syntax.coordinated(self.text, token):
            key = self.references.by_token.get(part.index)
            if key is not None:
                yield key, self.words(part)
                continue
            for child in self.text.children(part):
                counted = child.relation == "nmod" and syntax.preposition(self.text, child) in {"de", "din", "dintre", "din partea"}
                if counted and child.index in self.references.by_token:
                    yield self.references.by_token[child.index], self.words(child)

    def words(self, token: Token) -> Mention:
        """The mention of an actor at a token: the actor's own where there is one, else the token."""
        key = self.references.by_token.get(token.index)
        for actor in self.references.actors:
            if actor.key == key:
                for mention in actor.mentions:
                    if mention.start <= token.start and token.end <= mention.end:
                        return mention
        return syntax.mention_of(self.text, [token])

    def put(self, filled: _Filled, role: Filler, token: Token) -> None:
        """Give a role to what a nominal refers to."""
        if role == "none":
            return
        found = False
        for key, mention in self.actors_of(token):
            found = True
            filled.add(role, key, mention)
        if filled.theme is None and (role == "theme" or (role == "patient" and not found)):
            filled.theme = self._theme(token)

    def _theme(self, token: Token) -> Mention:
        span = syntax.contiguous_span(self.text, token)
        return syntax.mention_of(self.text, span[:_MAX_THEME_TOKENS])

    # ---- verbs

    def _fill_verb(self, trigger: Trigger, verb: Token, filled: _Filled) -> None:
        frame = trigger.frame
        passive = syntax.is_passive(self.text, verb) and not (frame.reflexive and not syntax.is_bare_participle(self.text, verb))
        subject_role = frame.object if passive else frame.subject
        for key, mention in self.subjects(verb, trigger):
            filled.add(subject_role, key, mention)
        subjects = {t.index for t in self.explicit_subjects(verb, trigger)}
        for child in self._complements(trigger):
            if child.index not in subjects:
                self._fill_complement(trigger, child, filled, passive)
        if filled.theme is None:
            clause = next((c for c in self.text.children(verb) if c.relation in {"ccomp", "csubj"}), None)
            filled.theme = self._theme(clause) if clause else None

    def _complements(self, trigger: Trigger) -> list[Token]:
        """The dependents of a trigger's verbs that may fill roles.

        A prepositional phrase that the parser hangs on an object which is nobody may belong to the verb as well.
        """
        verbs = {t.index: t for t in (trigger.outer, trigger.support, trigger.head) if t is not None}
        inner = set(verbs)
        direct = [
            c
            for v in verbs.values()
            for c in self.text.children(v)
            if c.index not in inner and c.relation in {"obj", "iobj", "obl", "nmod", "advmod"}
        ]
        below = [
            c
            for noun in direct
            if noun.relation == "obj" and noun.index not in self.references.by_token and noun.index not in self.by_verb
            for c in self.text.children(noun)
            if c.relation == "nmod" and syntax.preposition(self.text, c) not in {"", "de"}
        ]
        return [*direct, *below]

    def _fill_complement(self, trigger: Trigger, child: Token, filled: _Filled, passive: bool) -> None:
        frame = trigger.frame
        prep = syntax.preposition(self.text, child)
        if child.relation == "iobj" or (child.relation in {"obl", "nmod"} and not prep and child.has("Case", "Dat")):
            self.put(filled, frame.dative, child)
        elif (child.relation == "obj" and prep in {"", "pe"}) or (prep == "pe" and self._is_doubled(child)):
            if child.index not in {t.index for t in (trigger.head, trigger.support) if t}:
                self.put(filled, frame.object, child)
        elif prep in frame.pp:
            self.put(filled, frame.pp[prep], child)
        elif passive and prep in _AGENT_PREPOSITIONS and not self._is_place(child):
            self.put(filled, frame.subject, child)
        elif prep in _PLACE_PREPOSITIONS or (not prep and child.relation == "advmod"):
            self._put_place(filled, child)

    def _is_doubled(self, noun: Token) -> bool:
        """Whether a clitic of its verb doubles a noun with "pe" ("l-a avertizat pe candidat")."""
        clitics = (c for c in self.text.children(self.text.head(noun)) if c.upos == "PRON" and c.relation in {"obj", "expl", "iobj"})
        return any(c.form.lower().strip("-") in _ACCUSATIVE_CLITICS for c in clitics)

    def _is_place(self, token: Token) -> bool:
        return any(self.types.get(key) == "Place" for key, _ in self.actors_of(token))

    def _put_place(self, filled: _Filled, token: Token) -> None:
        for key, mention in self.actors_of(token):
            if self.types[key] in {"Place", "GeopoliticalEntity"}:
                filled.add("place", key, mention)

    # ---- nouns

    def _fill_noun(self, trigger: Trigger, filled: _Filled) -> None:
        frame, noun = trigger.frame, trigger.head
        if trigger.support is not None:
            passive = noun.relation == "nsubj"
            if not passive:
                for key, mention in self.subjects(trigger.support, trigger):
                    filled.add(frame.subject, key, mention)
        for child in self.text.children(noun):
            if child.relation in {"nmod", "obl", "iobj"}:
                self._fill_noun_complement(trigger, child, filled)
            elif child.relation in {"amod", "acl"} and child.index in self.references.by_token:
                self.put(filled, "agent", child)
        if trigger.support is not None:
            for child in self._complements(trigger):
                if child.relation != "obj" and self.text.head(child).index != noun.index:
                    self._fill_complement(trigger, child, filled, passive=noun.relation == "nsubj")
        if not filled.keys("agent") and frame.genitive != "none":
            self._inherit_agent(trigger, filled)

    def _fill_noun_complement(self, trigger: Trigger, child: Token, filled: _Filled) -> None:
        frame = trigger.frame
        prep = syntax.preposition(self.text, child)
        if syntax.is_genitive(self.text, child) and not (frame.genitive == "agent" and self._is_dative(noun=trigger.head, child=child)):
            self.put(filled, frame.genitive, child)
        elif prep in frame.pp:
            self.put(filled, frame.pp[prep], child)
        elif prep in _NOUN_PREPOSITIONS:
            self.put(filled, _NOUN_PREPOSITIONS[prep], child)
        elif prep in _PLACE_PREPOSITIONS:
            self._put_place(filled, child)
        elif child.relation == "iobj" or child.has("Case", "Dat"):
            self.put(filled, frame.dative, child)
        elif prep == "de" and frame.genitive in {"patient", "theme"}:
            self.put(filled, frame.genitive, child)

    def _is_dative(self, noun: Token, child: Token) -> bool:
        """Whether a bare oblique after an indefinite noun is a dative ("sancțiuni Rusiei"), not a genitive ("ai Rusiei")."""
        bare = not any(c.relation in {"det", "case"} and c.form.lower() in _POSSESSIVE for c in self.text.children(child))
        return bare and noun.feats.get("Definite") == "Ind" and child.has("Case", "Dat")

    def _inherit_agent(self, trigger: Trigger, filled: _Filled) -> None:
        """The object of a verb that governs events is done by that verb's subject ("a anunțat retragerea")."""
        for key in self._blamed(trigger.head):
            filled.add(trigger.frame.subject, key, None)
        governor = self.by_verb.get(trigger.head.head)
        if governor is None or governor is trigger or trigger.head.relation not in {"obj", "nmod", "obl"}:
            return
        if governor.frame.embedded is not None and governor.frame.type not in _OBJECT_CONTROL_TYPES:
            for key in self.fill(governor).keys("agent"):
                filled.add(trigger.frame.subject, key, None)

    # ---- subjects

    def subjects(self, verb: Token, trigger: Trigger | None = None) -> list[tuple[str, Mention | None]]:
        """Who the syntactic subject of a verb is: said, governed, shared, in the first person, or dropped."""
        chain = [verb] if trigger is None else list({t.index: t for t in (verb, trigger.outer)}.values())
        for token in chain:
            explicit = self.explicit_subjects(token, trigger)
            if explicit:
                return [(k, m) for s in explicit for k, m in self.actors_of(s)]
        top = chain[-1]
        if top.relation in {"acl", "amod"} and syntax.is_bare_participle(self.text, top):
            return list(self.actors_of_head(top))
        if any(t.feats.get("Person") == "1" for t in (*self.text.children(top), top) if t.relation == "aux" or t is top):
            return [(k, None) for k in self.speaker(top)]
        blamed = self._blamed(top)
        if blamed:
            return [(k, None) for k in blamed]
        if top.relation == "conj" and self._has_predicate(self.text.head(top)):
            return self._lent(self.text.head(top))
        if top.relation in {"ccomp", "xcomp", "advcl", "acl", "csubj", "obl", "nmod"} and not self._is_finite(top):
            return self._controlled(top)
        return [(k, None) for k in self.dropped(top)]

    def explicit_subjects(self, verb: Token, trigger: Trigger | None) -> list[Token]:
        """The subjects that a verb has as dependents; after an inverted reporting verb the parser may take one for an object."""
        explicit = syntax.dependents(self.text, verb, "nsubj")
        if explicit or trigger is None or not trigger.frame.attributes or syntax.is_passive(self.text, verb):
            return explicit
        if not syntax.follows_content(self.text, trigger.mention, verb):
            return []
        after = [c for c in self.text.children(verb) if c.index > verb.index and c.relation in {"obj", "nmod", "obl", "appos"}]
        bare = [c for c in after if not syntax.preposition(self.text, c) and not c.has("Case", "Dat") and self._refers(c)]
        return bare[:1]

    def _refers(self, token: Token) -> bool:
        return next(self.actors_of(token), None) is not None

    def actors_of_head(self, modifier: Token) -> Iterator[tuple[str, Mention]]:
        """The actors of the noun alone that a participle or clause modifies."""
        head = self.text.head(modifier)
        key = self.references.by_token.get(head.index)
        if key is not None:
            yield key, self.words(head)
        else:
            yield from (p for p in self.actors_of(head) if head.relation != "conj")

    def _is_finite(self, verb: Token) -> bool:
        """Whether a verb form may drop a subject of its own: not an infinitive, gerund or subjunctive."""
        if verb.feats.get("VerbForm") in {"Inf", "Ger", "Sup"}:
            return any(c.relation == "aux" for c in self.text.children(verb))
        return not any(c.form.lower() in {"să", "ca"} for c in self.text.children(verb) if c.index < verb.index)

    def _has_predicate(self, token: Token) -> bool:
        """Whether a token is a verb, or a noun or adjective that something is said to be."""
        return token.upos in {"VERB", "ADJ"} or bool(syntax.dependents(self.text, token, "nsubj", "cop"))

    def _blamed(self, token: Token) -> tuple[str, ...]:
        """Whom the governor of a clause or noun blames for what it says."""
        governor = self.by_verb.get(token.head)
        if governor is None or governor.head.index == token.index or governor.frame.type not in _BLAME_TYPES:
            return ()
        if token.relation in {"ccomp", "xcomp", "advcl"} or (token.upos == "NOUN" and token.relation in {"obl", "nmod"}):
            return self.fill(governor).keys("patient")
        return ()

    def _lent(self, verb: Token) -> list[tuple[str, Mention | None]]:
        """The subject of another verb, without its words."""
        governor = self.by_verb.get(verb.index)
        return [(k, None) for k, _ in self.subjects(verb, governor)]

    def _controlled(self, verb: Token) -> list[tuple[str, Mention | None]]:
        """The subject of a verb form that has none: its governor's object or subject."""
        head = self.text.head(verb)
        governor = self.by_verb.get(head.index)
        if governor is not None:
            frame = governor.frame
            if frame.type in _OBJECT_CONTROL_TYPES or frame.event_class in _OBJECT_CONTROL_CLASSES:
                asked = self.fill(governor).keys("recipient", "patient")
                if asked:
                    return [(k, None) for k in asked]
            if governor.frame.pos == "noun":
                return [(k, None) for k in self.fill(governor).keys("agent")]
        if head.upos in {"VERB", "ADJ"}:
            return self._lent(head)
        clause = syntax.clause_head(self.text, head)
        return self._lent(clause) if clause.upos == "VERB" and clause.index != verb.index else []

    def speaker(self, verb: Token) -> tuple[str, ...]:
        """Who says "I" or "we" at a verb: the source of the smallest quotation around it."""
        around = [a for a in self.attributions if a.quoted and a.start <= verb.start and verb.end <= a.end]
        if not around:
            return ()
        nearest = min(around, key=lambda a: a.end - a.start)
        if nearest.cue_token is None or nearest.cue_token == verb.index:
            return nearest.sources
        cue = self.by_verb.get(nearest.cue_token)
        return self.fill(cue).keys("agent") if cue else nearest.sources

    def dropped(self, verb: Token) -> tuple[str, ...]:
        """The understood subject of a finite verb: that of the main clause before, where number agrees."""
        person = verb.feats.get("Person") or next(
            (c.feats.get("Person", "") for c in self.text.children(verb) if c.relation == "aux"), ""
        )
        if person not in {"3", ""}:
            return ()
        for ancestor in self.text.ancestors(verb):
            explicit = syntax.dependents(self.text, ancestor, "nsubj") if ancestor.upos == "VERB" else []
            keys = tuple(k for s in explicit for k, _ in self.actors_of(s) if self._agrees(verb, k))
            if keys:
                return keys
        for index in range(verb.sentence - 1, max(-1, verb.sentence - 3), -1):
            root = next((t for t in self.text.sentence_tokens(index) if t.relation == "root"), None)
            explicit = syntax.dependents(self.text, root, "nsubj") if root else []
            keys = tuple(k for s in explicit for k, _ in self.actors_of(s) if self._agrees(verb, k))
            if keys:
                return keys
        return ()

    def _agrees(self, verb: Token, key: str) -> bool:
        """Whether a verb's number fits an actor: groups are plural, the others singular unless the form says nothing."""
        forms = [verb, *(c for c in self.text.children(verb) if c.relation == "aux")]
        numbers = {f.feats["Number"] for f in forms if "Number" in f.feats and f.feats.get("VerbForm") != "Part"}
        if not numbers:
            return True
        return ("Plur" in numbers) == (self.types[key] == "PersonGroup")

    def _add_victims(self, trigger: Trigger, filled: _Filled) -> None:
        """The dead and the hurt that an event noun names are those it happens to ("24 de morți")."""
        if trigger.frame.type in _HARM_TYPES and not filled.keys("patient"):
            key = self.references.by_token.get(trigger.head.index)
            if key is not None:
                filled.add("patient", key, self.words(trigger.head))

    def _add_attacked_places(self, trigger: Trigger, filled: _Filled) -> None:
        """A country or city that is attacked is also where the attack happens."""
        if trigger.frame.type != "ASSAULT":
            return
        for (role, key), mention in list(filled.arguments.items()):
            if role == "patient" and self.types[key] in {"GeopoliticalEntity", "Place"}:
                filled.arguments["place", key] = mention


def fill_roles(
    text: AnnotatedText,
    references: Actors,
    triggers: Sequence[Trigger],
    attributions: Sequence[Attribution],
    times: Sequence[TimeExpression],
    quantities: Sequence[Quantity],
) -> tuple[Event, ...]:
    """Make an event of each trigger, in text order.

    Args:
        text: The analysed article.
        references: Its actors and which token refers to which.
        triggers: The words that report events.
        attributions: Who says what.
        times: The times in the text.
        quantities: The quantities in the text.
    """
    filler = RoleFiller(text, references, triggers, attributions)
    time_of = _attach(text, triggers, [(t.key, t.mention) for t in times])
    quantity_of = _attach(text, triggers, [(q.key, q.mention) for q in quantities])
    events = []
    for number, trigger in enumerate(triggers, 1):
        filled = filler.fill(trigger)
        arguments = tuple(Argument(role, key, mention) for (role, key), mention in filled.arguments.items())
        times_here = time_of.get(trigger.head.index, ())
        events.append(
            Event(
                key=f"e{number}",
                type=trigger.frame.type,
                event_class=trigger.frame.event_class,
                triggers=(trigger.mention,),
                arguments=arguments,
                theme=filled.theme,
                time=times_here[0] if times_here else None,
                quantities=quantity_of.get(trigger.head.index, ()),
                frame=trigger.frame.id,
            )
        )
    return tuple(events)


def _attach(
    text: AnnotatedText, triggers: Sequence[Trigger], items: Sequence[tuple[str, Mention]]
) -> dict[int, tuple[str, ...]]:
    """Give each time or quantity to the trigger whose clause or phrase it stands in, by the trigger's head."""
    by_token: dict[int, Trigger] = {}
    for trigger in triggers:
        for token in (trigger.head, trigger.support, trigger.outer):
            if token is not None:
                by_token.setdefault(token.index, trigger)
    attached: dict[int, tuple[str, ...]] = {}
    for key, mention in items:
        trigger_above = _trigger_above(text, mention, by_token)
        if trigger_above is not None:
            head = trigger_above.head.index
            attached[head] = (*attached.get(head, ()), key)
    return attached


def _trigger_above(text: AnnotatedText, mention: Mention, by_token: dict[int, Trigger]) -> Trigger | None:
    inside = [t for t in text.tokens if mention.start <= t.start and t.end <= mention.end]
    if not inside:
        return None
    top = next((t for t in inside if not mention.start <= text.head(t).start < mention.end or t.head == t.index), inside[0])
    for token in (top, *text.ancestors(top)):
        if token.index in by_token:
            return by_token[token.index]
    return None
