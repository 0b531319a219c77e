"""Fill the roles of triggers: who does what to whom, where, and when."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from weakref import proxy

from kgbuild.extract import syntax
from kgbuild.extract.adjuncts import attach, attach_recurrences, attach_times
from kgbuild.extract.armament import as_object, as_subject, owners, owners_struck, strikes_place
from kgbuild.extract.complements import agents_below, beside_phrase, complements_of, usual_role
from kgbuild.extract.deeds import JUDGING, doers_of
from kgbuild.extract.intermediate import Attribution, Trigger, triggers_by_word
from kgbuild.extract.nominals import Nominals
from kgbuild.extract.possessors import possessor_of
from kgbuild.extract.subjects import OBJECT_CONTROL_TYPES, SubjectFinder
from kgbuild.extract.whereabouts import PLACE_PREPOSITIONS, places_around, purpose_complements
from kgbuild.lexicon.frames import Filler, Frame, load_frames
from kgbuild.lexicon.occurrence import load_occurrence
from kgbuild.model import Actors, AnnotatedText, Argument, Event, Mention, Quantity, Recurrence, Role, TimeExpression, Token
from kgbuild.vocab import LANDS

_NOUN_PREPOSITIONS: dict[str, Filler] = {
    "de către": "agent",
    "din partea": "agent",
    "dintre": "agent",
    "între": "agent",
    "cu": "recipient",
    "asupra": "patient",
    "împotriva": "patient",
    "contra": "patient",
    "către": "recipient",
}
_POSSESSIVE = frozenset({"al", "a", "ai", "ale"})
_AGENT_PREPOSITIONS = frozenset({"de", "de către", "din partea"})
# What who asks for it does together with who is asked.
_MUTUAL = frozenset({"AGREE", "CONSULT", "COOPERATE", "TRADE"})
_AIMED_AT: tuple[Role, ...] = ("patient", "recipient")
_TARGETS = ("event_target",)
_MEANS = frozenset({"în", "într", "prin", "printr", "cu"})
_SENDING = frozenset({"TroopDeployment", "MilitaryAssistance", "Journey"})
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

    def add_all(self, role: Filler, keys: Sequence[str]) -> None:
        for key in keys:
            self.add(role, key, None)

    def keys(self, *roles: Role) -> tuple[str, ...]:
        return tuple(k for r, k in self.arguments if r in roles)


class RoleFiller:
    """Fills the roles of all triggers of one article; a trigger may lend its subject to those it governs.

    Args:
        text: The analysed article.
        references: Which token refers to which actor.
        triggers: All triggers.
        attributions: Who says what, for first persons in quotations.
        represented: Gives for whom a person in office says "we", nobody where for himself.
    """

    def __init__(
        self,
        text: AnnotatedText,
        references: Actors,
        triggers: Sequence[Trigger],
        attributions: Sequence[Attribution],
        represented: Callable[[str], tuple[str, ...]],
    ) -> None:
        self.text = text
        self.nominals = Nominals(text, references)
        self.by_verb = triggers_by_word(triggers)
        # The two know each other: a weak reference lets them go at once, and the analysed text with them.
        filler = proxy(self)
        participants = lambda t, roles: filler.fill(t).keys(*roles)  # noqa: E731
        self.subjects = SubjectFinder(self.nominals, self.by_verb, attributions, participants, represented)
        self._filled: dict[int, _Filled] = {}

    def fill(self, trigger: Trigger) -> _Filled:
        """The filled roles of a trigger; recursion through governors ends at a trigger that is being filled."""
        done = self._filled.get(trigger.head.index)
        if done is not None:
            return done
        filled = self._filled[trigger.head.index] = _Filled()
        if trigger.frame.pos == "noun":
            self._fill_noun(trigger, filled)
        elif trigger.head.relation == "case":
            self._fill_preposition(trigger, filled)
        else:
            self._fill_verb(trigger, trigger.head, filled)
        self._add_victims(trigger, filled)
        self._add_targets(trigger, filled)
        self._add_attacked_places(trigger, filled)
        for key, mention in () if filled.keys("patient") else owners_struck(self.nominals, self.by_verb, trigger):
            filled.add("patient", key, mention)
        return filled

    def put(self, filled: _Filled, role: Filler, token: Token) -> None:
        """Give a role to what a nominal refers to."""
        if role == "none":
            return
        found = False
        for key, mention in self.nominals.actors_of(token):
            found = True
            filled.add(role, key, mention)
        filled.add_all(role, self._speaking(token))
        if role == "place" and not found:
            self._put_place(filled, token)
        if filled.theme is None and (role == "theme" or (role == "patient" and not found)):
            filled.theme = self._theme(token)

    def _speaking(self, token: Token) -> tuple[str, ...]:
        """Whom "me" or "us" means in a quotation where others act ("ne șantajează", "este alături de noi")."""
        own = token.upos == "PRON" and token.has("Person", "1")
        reflexive = own and syntax.is_first_person(self.text, self.text.head(token))
        return self.subjects.meant(token) if own and not reflexive else ()

    def _theme(self, token: Token) -> Mention:
        span = syntax.contiguous_span(self.text, token)
        return syntax.mention_of(self.text, span[:_MAX_THEME_TOKENS])

    # ---- verbs

    def _fill_verb(self, trigger: Trigger, verb: Token, filled: _Filled) -> None:
        frame = trigger.frame
        passive = syntax.is_passive(self.text, verb) and not (frame.reflexive and not syntax.is_bare_participle(self.text, verb))
        subject_role = frame.object if passive else frame.subject
        for key, mention in self.subjects.of(verb, trigger):
            filled.add(subject_role, key, mention)
        if not filled.arguments:
            for role, key, mention in as_subject(self.nominals, trigger, self.subjects.explicit(verb, trigger), passive=passive):
                filled.add(role, key, mention)
        for child in self.subjects.companions(trigger):
            self.put(filled, subject_role, child)
        explicit = self.subjects.explicit(verb, trigger)
        subjects = {t.index for t in explicit}
        filled.theme = self._thing_done(frame, explicit) if passive else None
        for child in complements_of(self.nominals, self.by_verb, trigger):
            if child.index not in subjects:
                self._fill_complement(trigger, child, filled, passive)
        self._fill_from_phrase(trigger, filled)
        modifies = passive and verb.relation == "acl"
        deeds = [self.text.head(verb)] if modifies else syntax.dependents(self.text, verb, "nsubj" if passive else "obj")
        self._add_judged(trigger, filled, deeds)
        if frame.event_class in _SENDING and not filled.keys("place"):
            for child in purpose_complements(self.text, verb):
                self._put_place(filled, child)
        if filled.theme is None:
            clause = next((c for c in self.text.children(verb) if c.relation in {"ccomp", "csubj"}), None)
            filled.theme = self._theme(clause) if clause else None

    def _thing_done(self, frame: Frame, subjects: Sequence[Token]) -> Mention | None:
        """The subject of a passive where it is what is done, given or decided, and nobody ("legea a fost adoptată")."""
        nouns = (t for t in subjects if t.relation == "nsubj" and t.upos == "NOUN" and t.index not in self.nominals.by_token)
        thing = next(nouns, None) if frame.object in {"theme", "patient"} else None
        return self._theme(thing) if thing else None

    def _add_judged(self, trigger: Trigger, filled: _Filled, deeds: Sequence[Token]) -> None:
        """Who has done what is blamed or praised ("a criticat invazia Rusiei"), where nobody else is."""
        if trigger.frame.type in JUDGING and trigger.frame.object in _AIMED_AT and not filled.keys(*_AIMED_AT):
            for deed in deeds:
                for key, mention in doers_of(self.nominals, self.by_verb, self.subjects.participants, deed):
                    filled.add(trigger.frame.object, key, mention)

    def _fill_preposition(self, trigger: Trigger, filled: _Filled) -> None:
        """The word of a phrase may be a preposition in the tree: "România este alături de Ucraina"."""
        noun = self.text.head(trigger.head)
        said = any(c.relation in {"cop", "nsubj"} for c in self.text.children(noun))
        for key, mention in self.subjects.of(noun if said else self.text.head(noun)):
            filled.add(trigger.frame.subject, key, mention)
        words = syntax.preposition(self.text, noun).split()
        self.put(filled, next((trigger.frame.pp[w] for w in words if w in trigger.frame.pp), "none"), noun)

    def _fill_from_phrase(self, trigger: Trigger, filled: _Filled) -> None:
        """What hangs on the noun of a phrase: who acts, where the subject does not ("a primit cererea Poloniei"), and phrases."""
        for child in beside_phrase(self.text, trigger):
            if not syntax.is_genitive(self.text, child):
                self._fill_complement(trigger, child, filled, passive=False)
            elif trigger.frame.subject != "agent":
                self.put(filled, "agent", child)

    def _fill_complement(self, trigger: Trigger, child: Token, filled: _Filled, passive: bool) -> None:
        frame = trigger.frame
        prep = syntax.preposition(self.text, child)
        bare = not prep and child.relation in {"obl", "nmod", "det"}
        if child.relation == "iobj" or (bare and syntax.is_oblique(child)):
            self.put(filled, frame.dative, child)
        elif (child.relation == "obj" and prep in {"", "pe"}) or (prep == "pe" and syntax.is_doubled(self.text, child)):
            # "Luați ostatici": what they are taken as, not who is taken.
            if child.index not in {t.index for t in (trigger.head, trigger.support) if t} and not (
                passive and child.lemma in frame.phrase
            ):
                self.put(filled, frame.object, child)
                struck = strikes_place(frame.type, frame.event_class)
                for key, mention in () if struck else owners(self.nominals, child):
                    filled.add(as_object(trigger) or "none", key, mention)
        elif passive and prep in _AGENT_PREPOSITIONS and frame.pp.get(prep, "none") == "none" and self._may_act(child):
            self.put(filled, frame.subject, child)
        elif (role := frame.pp.get(prep) or usual_role(prep, frame)) is not None:
            self.put(filled, role, child)
        elif prep in PLACE_PREPOSITIONS or (not prep and child.relation == "advmod"):
            self._put_place(filled, child)

    def _may_act(self, token: Token) -> bool:
        kinds = [self.nominals.types[key] for key, _ in self.nominals.actors_of(token)]
        return bool(kinds) and "Place" not in kinds

    def _put_place(self, filled: _Filled, token: Token) -> None:
        for key, mention in places_around(self.nominals, token, self.by_verb):
            filled.add("place", key, mention)

    # ---- nouns

    def _fill_noun(self, trigger: Trigger, filled: _Filled) -> None:
        frame, noun = trigger.frame, trigger.head
        passive = noun.relation == "nsubj"
        for key, mention in self.subjects.of(trigger.support, trigger) if trigger.support is not None and not passive else ():
            filled.add(frame.subject, key, mention)
        doers = self.subjects.doers(noun)
        # "Retragerea trupelor de către Rusia": beside whoever does it the genitive is whom it is done to.
        genitive = "patient" if doers and frame.genitive == "agent" else frame.genitive
        beside = (c for c in beside_phrase(self.text, trigger) if syntax.preposition(self.text, c) not in {"", "de"})
        for child in (*self.text.children(noun), *beside):
            if child.relation in {"nmod", "obl", "iobj"} or child.index in self.nominals.several:
                self._fill_noun_complement(trigger, child, filled, genitive)
            elif child.relation in {"amod", "acl"} and child.index in self.nominals.by_token:
                self.put(filled, "agent", child)
            elif self._is_light_participle(trigger, child):
                self._fill_from_participle(trigger, child, filled)
        for child in doers:
            self.put(filled, frame.subject, child)
        for child in complements_of(self.nominals, self.by_verb, trigger) if trigger.support is not None else ():
            if child.relation != "obj" and child.head != noun.index:
                self._fill_complement(trigger, child, filled, passive=passive)
        if not filled.keys("agent"):
            self._inherit_agent(trigger, filled)

    def _is_light_participle(self, trigger: Trigger, child: Token) -> bool:
        """Whether a modifier is the participle of a light verb that a noun goes with: "sancțiunile impuse Rusiei"."""
        if child.relation not in {"amod", "acl"} or not syntax.is_bare_participle(self.text, child):
            return False
        return child.lemma in trigger.frame.support or load_frames().participle(child.form) in trigger.frame.support

    def _fill_from_participle(self, trigger: Trigger, participle: Token, filled: _Filled) -> None:
        """What hangs on the participle of a light verb has its part in what the noun names."""
        complements = syntax.dependents(self.text, participle, "iobj", "obl", "nmod")
        for child in (*complements, *agents_below(self.nominals, self.by_verb, participle, complements)):
            self._fill_complement(trigger, child, filled, passive=True)

    def _fill_noun_complement(self, trigger: Trigger, child: Token, filled: _Filled, genitive: Filler) -> None:
        frame = trigger.frame
        prep = syntax.preposition(self.text, child)
        taken_up = child.relation == "nummod"  # "discuțiile celor doi"
        if taken_up or (syntax.is_owner(self.text, child) and not self._is_recipient(trigger, child)):
            # "Bombardarea NATO a Serbiei": an acronym beside a genitive is who acts.
            others = [c for c in self.text.children(trigger.head) if c.index != child.index and syntax.is_genitive(self.text, c)]
            self.put(filled, "agent" if others and not syntax.is_genitive(self.text, child) else genitive, child)
        elif (role := frame.pp.get(prep) or _NOUN_PREPOSITIONS.get(prep)) is not None:
            self.put(filled, role, child)
        elif prep in PLACE_PREPOSITIONS:
            self._put_place(filled, child)
        elif child.relation == "iobj" or child.has("Case", "Dat"):
            self.put(filled, frame.dative, child)
        elif prep == "de" and genitive in {"patient", "theme"}:
            self.put(filled, genitive, child)

    def _is_recipient(self, trigger: Trigger, child: Token) -> bool:
        """Whether a bare oblique after an indefinite noun is a dative ("sancțiuni Rusiei"), not a genitive ("ai Rusiei")."""
        bare = not any(c.relation in {"det", "case"} and c.form.lower() in _POSSESSIVE for c in self.text.children(child))
        indefinite = trigger.head.feats.get("Definite") == "Ind"
        return bare and indefinite and child.has("Case", "Dat") and trigger.frame.genitive == "agent"

    def _inherit_agent(self, trigger: Trigger, filled: _Filled) -> None:
        """Whose it is ("vizita sa"), or the subject of a verb that governs the event ("a anunțat retragerea")."""
        frame = trigger.frame
        if trigger.support is None and frame.genitive in {"agent", "patient"}:
            filled.add_all(frame.genitive, possessor_of(self.nominals, trigger.head, self.subjects.meant))
        keys = [*self.subjects.blamed(trigger.head)]
        if frame.genitive != "none" and not filled.keys("agent"):
            keys += self._agents_above(trigger, filled)
        filled.add_all(frame.subject, keys)

    def _agents_above(self, trigger: Trigger, filled: _Filled) -> Sequence[str]:
        """Who does what a noun names by what the verb above it says."""
        governor = self.by_verb.get(trigger.head.head)
        if governor is None:
            return self.subjects.carrying(trigger.head)
        if not self._acts_in(governor, trigger):
            return ()
        if trigger.is_decided_by(governor):
            filled.add_all("recipient", self.fill(governor).keys("agent") if trigger.frame.type == "REQUEST" else ())
            return ()
        if governor.frame.type == "REQUEST" and trigger.frame.type == "AID":
            self._turn_about(governor, filled)
        elif governor.frame.type == "REQUEST" and trigger.frame.type not in _MUTUAL and trigger.head.relation in {"obj", "nsubj"}:
            return self.fill(governor).keys("recipient")
        return self.fill(governor).keys("agent") if self._lends_agent(governor, trigger) else ()

    def _acts_in(self, governor: Trigger, trigger: Trigger) -> bool:
        """Whether what a noun names is a complement of its governor, or what that decides ("expulzarea a fost decisă")."""
        decided = trigger.head.relation == "nsubj" and syntax.is_passive(self.text, governor.head)
        return governor is not trigger and (decided or trigger.head.relation in {"obj", "nmod", "obl"})

    def _lends_agent(self, governor: Trigger, trigger: Trigger) -> bool:
        """Whether who does what governs a noun does what the noun names, too: plans it, or kills in it ("ucis într-un raid")."""
        if governor.frame.embedded is not None and governor.frame.type not in OBJECT_CONTROL_TYPES:
            return True
        inside = trigger.head.relation != "obj" and syntax.preposition(self.text, trigger.head) in _MEANS
        means = inside and not trigger.head.has("Definite", "Def")
        return means and trigger.frame.type == governor.frame.type == "ASSAULT" and governor.frame.pos == "verb"

    def _turn_about(self, governor: Trigger, filled: _Filled) -> None:
        """Who asks for help gets it from who is asked ("a cerut ajutor de la UE")."""
        filled.add_all("agent", self.fill(governor).keys("recipient"))
        filled.add_all("recipient", self.fill(governor).keys("agent"))

    def _add_victims(self, trigger: Trigger, filled: _Filled) -> None:
        """The dead and the hurt that an event noun names are those it happens to ("24 de morți")."""
        if trigger.frame.type in _HARM_TYPES and not filled.keys("patient"):
            key = self.nominals.by_token.get(trigger.head.index)
            if key is not None:
                filled.add("patient", key, self.nominals.words(trigger.head))

    def _add_targets(self, trigger: Trigger, filled: _Filled) -> None:
        """Who is said to be what an event is aimed at ("a fost ținta unor critici"), or is called so ("victimele atacului")."""
        noun, role = trigger.head, trigger.frame.object
        target = self.text.head(noun)
        if noun.relation != "nmod" or not syntax.is_genitive(self.text, noun) or not load_frames().in_class(target, _TARGETS):
            return
        said_of = self.text.head(target) if target.relation in {"xcomp", "obj"} else target
        called = [target] if target.relation in {"nsubj", "nmod"} and self.nominals.refers(target) else []
        for subject in syntax.dependents(self.text, said_of, "nsubj") or called:
            self.put(filled, role if role in {"patient", "recipient"} else "patient", subject)

    def _add_attacked_places(self, trigger: Trigger, filled: _Filled) -> None:
        """A country or city that is attacked is also where the attack happens, but not whose weapons are shot down."""
        if not strikes_place(trigger.frame.type, trigger.frame.event_class):
            return
        for (role, key), mention in list(filled.arguments.items()):
            if role == "patient" and self.nominals.types[key] in LANDS:
                filled.arguments["place", key] = mention


def fill_roles(
    text: AnnotatedText,
    references: Actors,
    triggers: Sequence[Trigger],
    attributions: Sequence[Attribution],
    times: Sequence[TimeExpression],
    quantities: Sequence[Quantity],
    future_times: frozenset[str] = frozenset(),
    recurrences: Sequence[Recurrence] = (),
    represented: Callable[[str], tuple[str, ...]] = lambda _: (),
) -> tuple[Event, ...]:
    """Make an event of each trigger, in text order.

    Args:
        text: The analysed article.
        references: Its actors and which token refers to which.
        triggers: The words that report events.
        attributions: Who says what.
        times: The times in the text.
        quantities: The quantities in the text.
        future_times: Keys of the times after the article's day, at which nothing can have happened.
        recurrences: What the text says happens again and again.
        represented: Gives for whom a person in office says "we", nobody where for himself.
    """
    filler = RoleFiller(text, references, triggers, attributions, represented)
    time_of = attach_times(text, triggers, [(t.key, t.mention) for t in times], load_occurrence(), future_times)
    quantity_of = attach(text, triggers, [(q.key, q.mention) for q in quantities])
    recurrence_of = attach_recurrences(text, triggers, [(r.key, r.mention) for r in recurrences], load_occurrence())
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
                recurrence=next(iter(recurrence_of.get(trigger.head.index, ())), None),
            )
        )
    return tuple(events)
