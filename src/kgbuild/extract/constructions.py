"""What stands beside a word that may report an event, as the conditions of frames ask for it."""

from collections.abc import Iterator

from kgbuild.extract import syntax
from kgbuild.lexicon.frames import Frame
from kgbuild.model import AnnotatedText, Token

_COMPLEMENTS = frozenset({"obl", "nmod", "obj", "iobj", "xcomp", "nummod"})
_RELATIVE = frozenset({"Rel", "Int,Rel"})
# What has its whole, or what it counts, in the genitive.
_PARTS = frozenset({"jumătate", "majoritate", "număr", "parte", "rest", "sfert", "totalitate", "treime"})
_SUBJUNCTIVE = frozenset({"", "să"})
# What stands before whoever acts.
_BY = "de către"
# The genitive article, which is no possessive.
_ARTICLE = "al"


def objects_of(text: AnnotatedText, token: Token, frame: Frame) -> list[Token]:
    """The direct objects of a verb (subjects, if passive; the noun a participle modifies), or the complements of a noun."""
    if frame.pos == "noun":
        found = [c for c in text.children(token) if c.relation == "nmod" and syntax.preposition(text, c) in {"", "de", "a", "cu"}]
    elif syntax.is_passive(text, token):
        found = [c for c in text.children(token) if c.relation in {"nsubj", "obj"}]
        # "Geneva, unde vor fi primiți": of a clause of its own the noun says where.
        if syntax.is_bare_participle(text, token) and token.relation in {"acl", "amod"} and not found:
            found.append(text.head(token))
        shared = token.relation == "conj" and syntax.is_passive(text, text.head(token))
        if not found and (shared or _is_raised(text, token)):
            found = syntax.dependents(text, text.head(token), "nsubj")
    else:
        found = [c for c in text.children(token) if c.relation == "obj" or _is_doubled(text, c)]
    return [t for o in found for c in _referred(text, o) for t in (c, *_counted(text, c))]


def possessives_of(text: AnnotatedText, noun: Token) -> list[Token]:
    """The possessive pronouns of a noun: "executarea **lor**", "procesul **său**"."""
    return [c for c in text.children(noun) if c.has("Poss", "Yes") and c.relation == "det" and c.lemma != _ARTICLE]


def predicates_of(text: AnnotatedText, verb: Token) -> list[Token]:
    """What the object of a verb is made or called: "a fost ales **primar**", "l-au ales pe X **președinte**"."""
    children = text.children(verb)
    found = [c for c in children if c.relation == "xcomp"]
    beside = [a for o in children if o.relation == "obj" for a in text.children(o) if a.relation in {"appos", "flat"}]
    found += [a for a in beside if a.upos == "NOUN" and a.feats.get("Definite") != "Def"]
    head = text.head(verb)
    if verb.relation in {"acl", "amod"}:
        # "Un jurnalist ales deputat": the parser may hang both on the noun.
        found += [c for c in text.children(head) if c.relation == "nmod" and c.index == verb.index + 1]
    elif any(c.relation == "cop" for c in text.children(head)) and head.index == verb.index + 1:
        # "A fost aleasă guvernator", read as "a fost guvernator".
        found.append(head)
    return [c for c in found if c.upos in {"NOUN", "PROPN"} and not syntax.preposition(text, c)]


def _referred(text: AnnotatedText, word: Token) -> Iterator[Token]:
    """A word and its coordinates; for a relative pronoun what its clause modifies."""
    if word.feats.get("PronType") in _RELATIVE and word.upos in {"PRON", "DET"}:
        clause = next((a for a in text.ancestors(word) if a.relation == "acl"), None)
        if clause is not None:
            word = text.head(clause)
    return syntax.coordinated(text, word)


def _is_doubled(text: AnnotatedText, noun: Token) -> bool:
    """Whether a noun with "pe" is the object that a clitic stands for ("l-au escortat pe bărbat")."""
    return noun.relation == "obl" and syntax.preposition(text, noun) == "pe" and syntax.is_doubled(text, noun)


def _counted(text: AnnotatedText, quantity: Token) -> list[Token]:
    """What a quantity noun counts: "mii de soldați", "sisteme de rachete", "o parte a autostrăzii"."""
    return [
        c
        for c in text.children(quantity)
        if c.relation == "nmod"
        and (syntax.preposition(text, c) in {"de", "din", "dintre"} or (quantity.lemma in _PARTS and syntax.is_genitive(text, c)))
    ]


def _is_raised(text: AnnotatedText, verb: Token) -> bool:
    """Whether a verb's subject stands with its governor: of a subjunctive ("proiectul urmează să fie votat")."""
    return verb.relation in {"ccomp", "xcomp"} and syntax.subordinator(text, verb) in _SUBJUNCTIVE


def subjects_of(text: AnnotatedText, verb: Token) -> list[Token]:
    """The subjects of a verb (for a subjunctive without one, of its governor), what tells behind it, who acts in the passive."""
    found = syntax.dependents(text, verb, "nsubj") or syntax.tellers_behind(text, syntax.mention_of(text, [verb]), verb)
    if not found and verb.relation == "conj":
        found = syntax.dependents(text, text.head(verb), "nsubj")
    if not found and verb.relation in {"acl", "amod"}:
        found = [text.head(verb)]
    if not found and _is_raised(text, verb):
        found = syntax.dependents(text, text.head(verb), "nsubj")
    found += [c for c in text.children(verb) if c.deprel == "obl:agent"]
    return [c for s in found for c in _referred(text, s)]


def prepositional_of(text: AnnotatedText, token: Token, support: Token | None, wanted: tuple[str, ...]) -> list[Token]:
    """The complements with one of some prepositions; for no preposition those in the dative.

    What the parser hangs on an object, or on the genitive of a noun, may belong to the trigger, but nobody acts there: "a lovit
    un bloc de nouă etaje".
    """
    heads = [token] if support is None else [token, support]
    direct = [c for h in heads for c in text.children(h)] + _hung_above(text, token) + _relatives_above(text, token)
    if not wanted:
        found = [c for c in direct if c.relation == "iobj" or c.has("Case", "Dat")]
    else:
        below = [
            c
            for d in direct
            if (d.relation == "obj" and _BY not in wanted) or (d.relation == "nmod" and not syntax.preposition(text, d))
            for part in syntax.coordinated(text, d)
            for c in text.children(part)
            if c.relation == "nmod"
        ]
        found = [c for c in (*direct, *below) if c.relation in _COMPLEMENTS and _prepositions(text, c) & set(wanted)]
    return [part for c in found for part in _referred(text, c)]


def _relatives_above(text: AnnotatedText, verb: Token) -> list[Token]:
    """The relative pronouns that the parser hangs on the verb that carries another ("la care ar putea participa")."""
    if verb.upos != "VERB" or verb.relation not in {"ccomp", "xcomp", "csubj"}:
        return []
    return [c for c in text.children(text.head(verb)) if c.feats.get("PronType") in _RELATIVE]


def _hung_above(text: AnnotatedText, noun: Token) -> list[Token]:
    """What stands right behind a noun with "de" and the parser hangs on the noun above: "planul de retragere **din Gaza**"."""
    if noun.relation != "nmod" or syntax.preposition(text, noun) != "de":
        return []
    siblings = (c for c in text.children(text.head(noun)) if c.relation == "nmod" and c.index > noun.index)
    end = max(t.index for t in text.subtree(noun))
    return [c for c in siblings if min(t.index for t in text.subtree(c)) == end + 1]


def _prepositions(text: AnnotatedText, noun: Token) -> set[str]:
    """The preposition of a noun, alone and with the noun ("la adresa")."""
    preposition = syntax.preposition(text, noun)
    return {preposition, f"{preposition} {noun.form.lower()}"}
