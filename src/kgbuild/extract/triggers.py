"""Find the words that report events, by the frames of the lexicon."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from kgbuild.extract import syntax
from kgbuild.extract.constructions import objects_of, possessives_of, predicates_of, prepositional_of, subjects_of
from kgbuild.extract.eventless import is_general, names_kind, nouns_of_bodies, words_of_titles, words_of_writer
from kgbuild.extract.intermediate import Trigger
from kgbuild.extract.multiword import CLAUSES, find_companions, has_companions
from kgbuild.extract.nouns import nationality
from kgbuild.extract.topics import is_about
from kgbuild.lexicon.chains import CarryingVerb
from kgbuild.lexicon.frames import NO_EVENT, Frame, FrameLexicon
from kgbuild.model import Actor, AnnotatedText, Mention, Token

_CONTENT = frozenset({"ccomp", "xcomp", "csubj", "parataxis"})
# What only verbs have beside them.
_VERB_PARTICLES = frozenset({"aux", "expl", "expl:pass", "expl:poss", "expl:pv"})
_RELATIVE = frozenset({"Rel", "Int,Rel"})
_OPENING = frozenset({"„", "“", "”", '"', "«", ":"})
_PAIR = 2
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ"})
_REPORTING = frozenset({"VERB", "ADJ", "ADV", "NOUN", "PROPN"})
# Entities in whose names nouns report nothing: "Coaliția pentru Alegeri Libere".
_NAMES = frozenset({"ORGANIZATION", "PRODUCT", "WORK_OF_ART"})
_NUMBERS = {"singular": "Sing", "plural": "Plur"}
_SPEECH = "COMMUNICATE"
# Classes of what one does by saying that one wants to: "vreau să vă mulțumesc".
_IN_WORDS = frozenset({"Apology", "Praise", "Thanks"})
_WITHIN = frozenset({"în", "într", "prin", "printr"})
_FARTHEST_AUXILIARY = 5
_LONGEST_TRIGGER = 12
# What is handed over or put forward: doing so is the act itself, which organising a protest or publishing a poll is not.
_GIVEN = frozenset({"ACCUSE", "AID", "LEGISLATE", "REQUEST"})
# What is stopped, lifted or received is no event beside that: "a sistat livrările", "a ridicat sancțiunile".
_ABSORBING = frozenset({"AID", "CONFLICT", "RETREAT", "SANCTION"})
# An agreement that is signed is no second one.
_CONSENT = "AGREE"
_COUNTRY = "country"
# A war and what is done in it.
_FIGHTING = frozenset({"ASSAULT", "CONFLICT"})


def find_triggers(
    text: AnnotatedText, lexicon: FrameLexicon, chains: Mapping[str, CarryingVerb], actors: Iterable[Actor] = ()
) -> tuple[Trigger, ...]:
    """Find all triggers of a text, in text order, each word in one at most.

    Args:
        text: The analysed article.
        lexicon: The frames.
        chains: Carrying verbs by lemma.
        actors: Who is named in it: what bodies are called reports nothing.
    """
    silent = frozenset(chain(words_of_titles(text, lexicon), words_of_writer(text), nouns_of_bodies(text, actors)))
    found: list[Trigger] = []
    for token in text.tokens:
        trigger = None if token.index in silent else match_trigger(text, token, lexicon, chains)
        if trigger:
            found.append(trigger)
    supports = {t.support.index for t in found if t.support}
    parts = {t.head.index: {c.index for c in find_companions(text, t.head, t.frame)} for t in found if t.frame.phrase}
    swallowed = {index for indices in parts.values() for index in indices}
    # "Pus în stare de arest": of two phrases with a word in common the verb's says more.
    swallowed |= {
        n for n in parts for v in parts if text.tokens[v].upos == "VERB" and text.tokens[n].upos == "NOUN" and parts[n] & parts[v]
    }
    swallowed |= {
        t.head.index for t in found if _specifies(text, t, found) or _supports(t, found) or _is_absorbed(text, t, found, lexicon)
    }
    return tuple(t for t in found if t.support or (t.head.index not in supports and t.head.index not in swallowed))


def _specifies(text: AnnotatedText, trigger: Trigger, others: Sequence[Trigger]) -> bool:
    """Whether a noun only says more about the trigger it depends on: "mandat de arestare", "război de agresiune"."""
    noun = trigger.head
    if trigger.support or noun.upos != "NOUN" or noun.relation != "nmod" or syntax.preposition(text, noun) not in {"", "de"}:
        return False
    above = next((t.frame for t in others if t.head.index == noun.head and t.frame.pos == "noun"), None)
    return above is not None and (above.type == trigger.frame.type or {above.type, trigger.frame.type} == _FIGHTING)


def _supports(trigger: Trigger, others: Sequence[Trigger]) -> bool:
    """Whether a participle is of the light verb of the trigger it modifies, and says no more ("cererea depusă de avocați")."""
    verb = trigger.head
    if verb.relation not in {"acl", "amod"} or not verb.has("VerbForm", "Part"):
        return False
    return any(t.head.index == verb.head and t.frame.type in _GIVEN and verb.lemma in t.frame.support for t in others)


def _is_absorbed(text: AnnotatedText, trigger: Trigger, others: Sequence[Trigger], lexicon: FrameLexicon) -> bool:
    """Whether a noun is the object that makes another trigger what it is: "a sistat livrările", "a semnat acordul"."""
    noun = trigger.head
    if trigger.support or noun.deprel not in {"obj", "nsubj:pass", "nmod"} or syntax.preposition(text, noun):
        return False
    above = next((t.frame for t in others if t.head.index == noun.head), None)
    if noun.upos != "NOUN" or above is None:
        return False
    signed = above.type == trigger.frame.type == _CONSENT
    return (signed or above.type in _ABSORBING) and lexicon.in_class(noun, above.object_in)


def match_trigger(text: AnnotatedText, token: Token, lexicon: FrameLexicon, chains: Mapping[str, CarryingVerb]) -> Trigger | None:
    """The trigger whose head is `token`, None where no frame fits or the one that fits says that there is no event."""
    if token.upos not in _REPORTING or token.relation == "fixed":
        return None  # part of a preposition or an expression: "cu ajutorul", "are la dispoziție"
    for lemma, pos in _readings(text, token, lexicon):
        for frame in lexicon.lookup(lemma, pos):
            support = _support(text, token, frame) if pos == "noun" else None
            if _fits(text, token, frame, support, lexicon):
                bare = pos == "noun" and support is None
                if frame.type == NO_EVENT or is_general(text, token, lexicon) or (bare and names_kind(text, token, lexicon)):
                    return None
                return _trigger(text, token, frame, support, chains)
    return None


def _readings(text: AnnotatedText, token: Token, lexicon: FrameLexicon) -> Iterator[tuple[str, str]]:
    """The lemmas and parts of speech under which the lexicon may list a token."""
    if token.upos == "VERB" or _looks_verbal(text, token):
        yield lexicon.base_form(token.lemma, token.form, "verb") or token.lemma, "verb"
        yield token.lemma, "adj"
    elif token.upos in {"ADJ", "ADV"}:
        yield token.lemma, "adj"
        infinitive = lexicon.infinitive(token.lemma) or lexicon.participle(token.form)
        if infinitive:
            yield infinitive, "verb"
    elif token.upos == "NOUN" and (token.entity not in _NAMES or token.entity_start):
        yield lexicon.base_form(token.lemma, token.form, "noun") or token.lemma, "noun"
        yield token.lemma, "adj"
    elif token.upos == "PROPN" and token.form[0].isupper() and (not token.entity or _begins_alone(text, token)):
        # A capital at the head of a sentence or in a headline may hide a common noun.
        yield lexicon.base_form(token.form.lower(), token.form, "noun") or token.form.lower(), "noun"


def _looks_verbal(text: AnnotatedText, token: Token) -> bool:
    """Whether a word that the tagger takes for none has a verb's dependents: "sondajele prezic o surpriză", "pentru a dona"."""
    if token.upos not in {"NOUN", "ADJ", "ADV"}:
        return False
    children = text.children(token)
    if any(c.relation == "cop" for c in children):
        return False
    if any(c.upos == "PART" or c.relation in _VERB_PARTICLES for c in children):
        return True
    if token.relation == "acl" and any(c.relation == "mark" or c.feats.get("PronType") in _RELATIVE for c in children):
        return True  # "mașina în care călătorea", "încercarea de a o intimida"
    if (
        token.upos == "NOUN"
        and token.relation == "root"
        and any(c.relation == "nsubj" and c.index < token.index for c in children)
    ):
        # "Trupele luptă în regiune": a noun that has a subject has a copula, too.
        return True
    # "Elemente specifice muzicii rock": an adjective beside its noun has no object.
    return token.upos != "NOUN" and token.relation != "amod" and any(c.relation in {"obj", "ccomp"} for c in children)


def _begins_alone(text: AnnotatedText, token: Token) -> bool:
    """Whether a word begins its sentence and is all there is of a named entity."""
    tokens = text.sentence_tokens(token.sentence)
    return token is tokens[0] and (len(tokens) == 1 or tokens[1].entity != token.entity or tokens[1].entity_start)


def _support(text: AnnotatedText, noun: Token, frame: Frame) -> Token | None:
    """The light verb that a noun trigger stands with, None without one."""
    verb = text.head(noun)
    if verb.index == noun.index or noun.relation not in {"obj", "nsubj", "obl"}:
        return None
    if any(c.relation == "xcomp" and c.upos == "ADJ" for c in text.children(verb)):
        return None  # "a declarat ilegală greva": it says what the strike is, and calls none
    if noun.relation == "obl" and syntax.preposition(text, noun) == "cu" and syntax.dependents(text, verb, "obj"):
        return None  # "a dat aviz cu 15 voturi": how something is done is not what is done
    if frame.type == _SPEECH and noun.relation == "obl" and syntax.preposition(text, noun) in _WITHIN:
        return None  # "a transmis ministrul în mesajul de ieri": where something is said is not what is said
    if verb.lemma in frame.support:
        return verb
    phrase = f"{verb.lemma} "
    fixed = {c.lemma for c in text.children(verb)}
    return verb if any(s.startswith(phrase) and s[len(phrase) :] in fixed for s in frame.support) else None


def _support_behind(text: AnnotatedText, noun: Token, frame: Frame) -> Token | None:
    """The participle of a light verb that modifies a noun: "scandalul **izbucnit** între cei doi frați".

    Where something is said it speaks for itself: "mesajele **trimise** de medic".
    """
    if frame.type == _SPEECH:
        return None
    participles = [c for c in text.children(noun) if c.relation in {"acl", "amod"} and c.has("VerbForm", "Part")]
    alike = [c for c in participles if c.has("Number", noun.feats.get("Number", "")) and not syntax.dependents(text, c, "aux")]
    return next((c for c in alike if c.lemma in frame.support), None)


def _fits(text: AnnotatedText, token: Token, frame: Frame, support: Token | None, lexicon: FrameLexicon) -> bool:
    """Whether all conditions of a frame hold for a token."""
    if frame.phrase and not has_companions(text, token, frame):
        return False
    return (
        _form_fits(text, token, frame, support)
        and _arguments_fit(text, token, frame, support, lexicon)
        and _complements_fit(text, token, frame, support, lexicon)
        and (not frame.about or is_about(text, frame.about, lexicon))
    )


def _form_fits(text: AnnotatedText, token: Token, frame: Frame, support: Token | None) -> bool:
    """Whether the trigger has the form a frame wants: number, article, preposition, alone, with or without a reflexive clitic."""
    if frame.number is not None and not token.has("Number", _NUMBERS[frame.number]):
        return False
    if frame.definite is not None and frame.definite != token.has("Definite", "Def"):
        return False
    if frame.light_verb and support is None and _support_behind(text, token, frame) is None:
        return False
    crowded = frame.bare and any(c.upos != "PUNCT" for c in text.children(token))
    if crowded or (frame.after and syntax.preposition(text, token) not in frame.after):
        return False
    if frame.reflexive is None:
        return True
    return (
        syntax.reflexive_clitic(text, token) is not None if frame.reflexive else not syntax.is_accusative_reflexive(text, token)
    )


def _arguments_fit(text: AnnotatedText, token: Token, frame: Frame, support: Token | None, lexicon: FrameLexicon) -> bool:
    """Whether subject and object are what a frame wants."""
    objects = objects_of(text, token, frame) if frame.object_in or frame.has_object is not None else []
    if frame.has_object is not None and frame.has_object != bool(objects):
        return False
    if frame.object_in and not _has_object_in(text, token, frame, objects, lexicon):
        return False
    if frame.predicate_in and not any(lexicon.in_class(p, frame.predicate_in) for p in predicates_of(text, token)):
        return False
    subjects = subjects_of(text, support or token) if frame.subject_in else []
    return not frame.subject_in or any(lexicon.in_class(s, frame.subject_in) for s in subjects)


def _has_object_in(text: AnnotatedText, token: Token, frame: Frame, objects: Sequence[Token], lexicon: FrameLexicon) -> bool:
    """Whether an object is in a class that a frame wants; for a noun also a possessive, or the country that an adjective says."""
    if frame.pos == "noun":
        objects = objects or possessives_of(text, token)
        if _COUNTRY in frame.object_in and any(nationality(c) for c in syntax.dependents(text, token, "amod")):
            return True
    return any(lexicon.in_class(o, frame.object_in) for o in objects)


def _complements_fit(text: AnnotatedText, token: Token, frame: Frame, support: Token | None, lexicon: FrameLexicon) -> bool:
    """Whether the other complements, clauses among them, are what a frame wants."""
    if frame.with_pp or frame.pp_in:
        complements = prepositional_of(text, token, support or _support_behind(text, token, frame), frame.with_pp)
        if not complements or (frame.pp_in and not any(lexicon.in_class(c, frame.pp_in) for c in complements)):
            return False
    clauses = (
        [c for c in text.children(token) if c.relation in {*CLAUSES, "acl"}] if frame.complementizer or frame.clause_in else []
    )
    if frame.complementizer and not any(syntax.subordinator(text, c).startswith(frame.complementizer) for c in clauses):
        return False
    if frame.clause_in and not any(lexicon.in_class(c, frame.clause_in) for c in clauses):
        return False
    return not frame.object_clause or has_content(text, token)


def has_content(text: AnnotatedText, verb: Token) -> bool:
    """Whether a verb governs a clause, follows or interrupts what it reports, or has a quotation in its clause or before it."""
    if verb.relation == "parataxis" or any(c.relation in _CONTENT and not _reports(text, c) for c in text.children(verb)):
        return True
    if any(c.relation == "acl" and syntax.subordinator(text, c) == "că" for o in text.children(verb) for c in text.children(o)):
        # "i-a asigurat pe pensionari că …": the parser may hang the clause on the object.
        return True
    words = syntax.mention_of(text, [verb, *_verb_group(text, verb)])
    if syntax.follows_content(text, words, verb) or syntax.tells_as(text, verb):
        return True
    marks = [t for t in text.subtree(verb) if t.index > verb.index and t.form in _OPENING]
    return bool(marks) and not (len(marks) == _PAIR and _encloses_name(text, *marks))


def _encloses_name(text: AnnotatedText, opening: Token, closing: Token) -> bool:
    """Whether quotation marks enclose a name behind its noun, with a capital and no verb ("Institutul „Ion Creangă”")."""
    before, quoted = text.tokens[opening.index - 1], text.tokens[opening.index + 1 : closing.index]
    named = before.upos in _NOMINAL and bool(quoted) and quoted[0].form[0].isupper()
    return named and not any(t.has("VerbForm", "Fin") for t in quoted)


def _reports(text: AnnotatedText, clause: Token) -> bool:
    """Whether a clause beside a verb only says who tells of it ("…, a anunțat DNA")."""
    words = syntax.mention_of(text, [clause, *_verb_group(text, clause)])
    return clause.relation == "parataxis" and syntax.follows_content(text, words, clause)


def _trigger(
    text: AnnotatedText, token: Token, frame: Frame, support: Token | None, chains: Mapping[str, CarryingVerb]
) -> Trigger:
    """Put a trigger together: its words, the verbs that carry it and what they make of it."""
    base = support or token
    outer, modality = base, frame.modality
    while base.upos == "VERB" and outer.relation in {"ccomp", "xcomp", "csubj"}:
        verb = chains.get(text.head(outer).lemma)
        if verb is None or syntax.subordinator(text, outer) == "că":
            break
        outer = text.head(outer)
        modality = "planned" if (modality, verb.modality) == ("planned", "actual") else verb.modality
        says = frame.event_class in _IN_WORDS or ((frame.attributes or frame.type == "AGREE") and has_content(text, token))
        if verb.kind == "will" and says and _is_done(text, outer):
            # "A dorit să precizeze că …", "vreau să precizez că …" tell it, and "vreau să vă mulțumesc" thanks.
            modality = frame.modality
    words = [token, base, outer]
    for verb_token in {base.index: base, outer.index: outer}.values():
        words += _verb_group(text, verb_token)
    if frame.phrase:
        words += find_companions(text, token, frame)
    return Trigger(token, frame, _clip(text, words, token), support, outer, modality)


def _is_done(text: AnnotatedText, verb: Token) -> bool:
    """Whether somebody says here, or has said, what a verb says that he or she wants to."""
    here = verb.has("Person", "1") and not syntax.dependents(text, verb, "aux")
    return here or syntax.is_past(text, verb)


def _verb_group(text: AnnotatedText, verb: Token) -> list[Token]:
    """The auxiliaries, reflexive clitic, particle and fixed words that belong to a verb's form ("a avut loc")."""
    if verb.upos not in {"VERB", "ADJ"} and (verb.upos != "AUX" or verb.relation in {"aux", "cop"}):
        return []
    clitic = syntax.reflexive_clitic(text, verb)
    group = [c for c in text.children(verb) if c.relation == "aux" and abs(c.index - verb.index) <= _FARTHEST_AUXILIARY]
    group += [c for c in text.children(verb) if c.relation == "fixed"]
    group += [c for c in text.children(verb) if c.upos == "PART" and c.form.lower() in {"să", "a"} and c.index < verb.index]
    return [*group, clitic] if clitic else group


def _clip(text: AnnotatedText, words: list[Token], head: Token) -> Mention:
    """The mention over some words; one of over twelve tokens is cut at its widest gaps, and the part with its head is kept."""
    ordered = sorted(words, key=lambda t: t.index)
    while ordered[-1].index - ordered[0].index > _LONGEST_TRIGGER:
        cut = max(range(1, len(ordered)), key=lambda i: ordered[i].index - ordered[i - 1].index)
        ordered = ordered[cut:] if ordered[cut].index <= head.index else ordered[:cut]
    return syntax.mention_of(text, ordered)
