"""The RDF of one article: what was extracted from it, as quads in a graph named by the article.

Every node has an IRI. The order is good for reading: the article, its sentences, actors, times, recurrences, quantities, events
(each with the evidence of its roles and its claims), relations, the run that made it all, and last the mentions.
"""

import hashlib
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from operator import itemgetter
from typing import Final

from pyoxigraph import Literal, NamedNode

from kgbuild import iri
from kgbuild.model import Actor, Article, Claim, Event, Extraction, Mention, Quantity, Recurrence, Relation, TimeExpression
from kgbuild.named_graph import NamedGraph
from kgbuild.vocab import BASE, ONTOLOGY_VERSION, PLOVER_TYPES, PREFIXES, type_class

Triple = tuple[NamedNode, NamedNode, NamedNode | Literal]

_UNITS: Final = {unit: f"time:unit{unit.title()}" for unit in ("day", "week", "month", "year")} | {
    unit: f"kgo:unit{unit.title()}" for unit in ("season", "decade", "century")
}
# How many spelt-out names are remembered: the vocabularies' and those of the actors linked last.
_TERMS_KEPT: Final = 1 << 14


@dataclass(frozen=True)
class Run:
    """What made a graph: the program and its data, without clock time, so that reruns give the same bytes.

    Args:
        software_version: Version of kgbuild.
        model_name: Name of the language pipeline, None where none was used.
        model_version: Its version.
        ontology_version: Version of the ontology the graph is written in.
        kb: Hash of the knowledge base of names, None where none was used.
    """

    software_version: str
    model_name: str | None = None
    model_version: str | None = None
    ontology_version: str = ONTOLOGY_VERSION
    kb: str | None = None

    @property
    def digest(self) -> str:
        """Hash of all fields that are given, 16 hexadecimal digits of SHA-256.

        >>> Run("0.1.0", "ro", "0.1.0").digest
        'b144572477e4cb4d'
        """
        fields = [self.software_version, self.model_name or "", self.model_version or "", self.ontology_version]
        if self.kb:
            fields.append(self.kb)
        return hashlib.sha256("\n".join(fields).encode()).hexdigest()[:16]


@lru_cache(_TERMS_KEPT)
def term(curie: str) -> NamedNode:
    """Spell out a prefixed name of the vocabularies in use.

    >>> term("kgo:Claim").value
    'https://w3id.org/kgbuild/ontology#Claim'
    """
    prefix, _, local = curie.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


def to_quads(extraction: Extraction, *, base: str = BASE, text: bool = True, run: Run) -> NamedGraph:
    """Turn what was extracted from an article into RDF.

    Args:
        extraction: What was extracted.
        base: Base IRI of actors, places, runs, and of articles without an address.
        text: Whether the article's text and its sentences are written out; the words of mentions always are.
        run: What made the extraction.

    Returns:
        The quads, each once, in reading order, all in the graph named by the article.

    Raises:
        IriError: The base or the article's address makes no IRI.
    """
    scope = _Scope(extraction, base=iri.parse_base(base), text=text, run=run)
    return NamedGraph(scope.article, tuple(dict.fromkeys(scope.triples())))


class _Scope:
    """The names of one article's things, and the triples about them.

    Args:
        extraction: What was extracted.
        base: A base IRI that `iri.parse_base` gave.
        text: Whether the text itself is written out.
        run: What made the extraction.
    """

    def __init__(self, extraction: Extraction, *, base: str, text: bool, run: Run) -> None:
        self._extraction = extraction
        self._base = base
        self._text = text
        self._run = run
        self._language = extraction.article.language
        self._mentions: dict[Mention, NamedNode] = {}
        self.article = NamedNode(iri.article_iri(extraction.article, base))
        self._iri = self.article.value
        self._nodes = {a.key: NamedNode(iri.actor_iri(a, self._iri, base)) for a in extraction.actors}
        self._run_node = NamedNode(iri.run_iri(run.digest, base))
        self._sentences = [(sentence, self._span(sentence)) for sentence in extraction.sentences]
        self._claims: dict[str, list[Claim]] = defaultdict(list)
        for claim in extraction.claims:
            self._claims[claim.content].append(claim)

    def triples(self) -> Iterator[Triple]:
        """All triples, mentions last, since only then is it known which are in use."""
        extraction = self._extraction
        yield from self._article_triples(extraction.article)
        for sentence, node in self._sentences:
            yield from self._sentence_triples(node, sentence)
        for actor in extraction.actors:
            yield from self._actor_triples(actor)
        for time in extraction.times:
            yield from self._time_triples(time)
        for recurrence in extraction.recurrences:
            yield from self._recurrence_triples(recurrence)
        for quantity in extraction.quantities:
            yield from self._quantity_triples(quantity)
        for event in extraction.events:
            yield from self._event_triples(event)
            yield from self._claims_triples(event.key)
        for relation in extraction.relations:
            yield from self._relation_triples(relation)
            yield from self._claims_triples(relation.key)
        yield from self._run_triples()
        for mention, node in sorted(self._mentions.items(), key=itemgetter(0)):
            yield from self._mention_triples(node, mention)

    def _node(self, key: str) -> NamedNode:
        node = self._nodes.get(key)
        if node is None:
            node = self._nodes[key] = NamedNode(iri.fragment_iri(self._iri, key))
        return node

    def _span(self, span: Mention) -> NamedNode:
        return NamedNode(iri.mention_iri(self._iri, span))

    def _mention(self, mention: Mention) -> NamedNode:
        node = self._mentions.get(mention)
        if node is None:
            node = self._mentions[mention] = self._span(mention)
        return node

    def _denoted_by(self, node: NamedNode, mentions: tuple[Mention, ...]) -> Iterator[Triple]:
        for mention in mentions:
            yield node, term("gaf:denotedBy"), self._mention(mention)

    def _article_triples(self, article: Article) -> Iterator[Triple]:
        """Article: types, headline, `dcterms:identifier`, `schema:datePublished`, `schema:inLanguage`, publisher, authors, text.

        Also the hash of its content, and `kgo:nearDuplicateOf` the article that it repeats.
        """
        node = self.article
        yield node, term("rdf:type"), term("schema:NewsArticle")
        yield node, term("rdf:type"), term("nif:Context")
        yield node, term("schema:headline"), Literal(article.title, language=self._language)
        yield node, term("dcterms:identifier"), Literal(article.identifier)
        if article.published:
            yield node, term("schema:datePublished"), _date(article.published.isoformat())
        yield node, term("schema:inLanguage"), Literal(self._language)
        if article.publisher:
            publisher = NamedNode(f"{node.value}#publisher")
            yield node, term("schema:publisher"), publisher
            yield publisher, term("rdf:type"), term("schema:NewsMediaOrganization")
            yield publisher, term("schema:name"), Literal(article.publisher)
        for number, name in enumerate(article.authors, 1):
            author = NamedNode(f"{node.value}#author-{number}")
            yield node, term("schema:author"), author
            yield author, term("rdf:type"), term("foaf:Agent")
            yield author, term("schema:name"), Literal(name)
        yield node, term("kgo:contentHash"), Literal(article.digest)
        if article.near_duplicate_of:
            yield node, term("kgo:nearDuplicateOf"), NamedNode(article.near_duplicate_of)
        if self._text:
            yield node, term("nif:isString"), Literal(article.text)

    def _span_triples(self, node: NamedNode, span: Mention, kind: str) -> Iterator[Triple]:
        """Types, `nif:referenceContext`, `nif:beginIndex` and `nif:endIndex` of a stretch of the text."""
        yield node, term("rdf:type"), term(kind)
        yield node, term("nif:referenceContext"), self.article
        yield node, term("nif:beginIndex"), _offset(span.start)
        yield node, term("nif:endIndex"), _offset(span.end)

    def _sentence_triples(self, node: NamedNode, sentence: Mention) -> Iterator[Triple]:
        """Sentence: `nif:Sentence` with its offsets, and its words unless the text is left out."""
        yield from self._span_triples(node, sentence, "nif:Sentence")
        if self._text:
            yield node, term("nif:anchorOf"), Literal(sentence.text)

    def _mention_triples(self, node: NamedNode, mention: Mention) -> Iterator[Triple]:
        """Mention: `nif:OffsetBasedString` with its offsets, its words and its `nif:sentence`."""
        yield from self._span_triples(node, mention, "nif:OffsetBasedString")
        yield node, term("nif:anchorOf"), Literal(mention.text)
        before = bisect_right(self._sentences, mention.start, key=_start)
        if before and mention.start < (found := self._sentences[before - 1])[0].end:
            yield node, term("nif:sentence"), found[1]

    def _actor_triples(self, actor: Actor) -> Iterator[Triple]:
        """Actor: class, `rdfs:label`, `skos:altLabel`, `owl:sameAs`, `kgo:countryCode`, `kgo:belongsTo`, `gaf:denotedBy`.

        A place whose coordinates are known has `geo:lat` and `geo:long`.
        """
        node = self._node(actor.key)
        yield node, term("rdf:type"), term(f"kgo:{actor.type}")
        yield node, term("rdfs:label"), Literal(actor.name, language=self._language)
        for form in dict.fromkeys(m.text for m in actor.mentions):
            yield node, term("skos:altLabel"), Literal(form, language=self._language)
        if actor.wikidata:
            yield node, term("owl:sameAs"), term(f"wd:{actor.wikidata}")
        if actor.geonames:
            yield node, term("owl:sameAs"), term(f"gn:{actor.geonames}/")
        if actor.iso:
            yield node, term("kgo:countryCode"), Literal(actor.iso)
        if actor.coordinates:
            latitude, longitude = actor.coordinates
            yield node, term("geo:lat"), _decimal(latitude)
            yield node, term("geo:long"), _decimal(longitude)
        if actor.of:
            yield node, term("kgo:belongsTo"), self._node(actor.of)
        yield from self._denoted_by(node, actor.mentions)

    def _time_triples(self, time: TimeExpression) -> Iterator[Triple]:
        """Time: an instant where it is one day, else an interval; EDTF value, bounds, granularity, anchor, `gaf:denotedBy`."""
        node = self._node(time.key)
        is_day = time.earliest == time.latest
        yield node, term("rdf:type"), term("time:Instant" if is_day else "time:ProperInterval")
        if is_day:
            yield node, term("time:inXSDDate"), _date(time.earliest.isoformat())
        yield node, term("kgo:edtf"), Literal(time.edtf)
        yield node, term("kgo:earliest"), _date(time.earliest.isoformat())
        yield node, term("kgo:latest"), _date(time.latest.isoformat())
        yield node, term("kgo:granularity"), term(_UNITS[time.granularity])
        if time.anchor:
            yield node, term("kgo:anchor"), self.article if time.anchor == "publication" else self._node(time.anchor)
        yield from _approximate(node, approximate=time.approximate)
        yield from self._denoted_by(node, (time.mention, *time.further))

    def _recurrence_triples(self, recurrence: Recurrence) -> Iterator[Triple]:
        """Recurrence: `kgo:Recurrence` with its `kgo:recurrenceRule` and `gaf:denotedBy`."""
        node = self._node(recurrence.key)
        yield node, term("rdf:type"), term("kgo:Recurrence")
        yield node, term("kgo:recurrenceRule"), Literal(recurrence.rule)
        yield from self._denoted_by(node, (recurrence.mention, *recurrence.further))

    def _quantity_triples(self, quantity: Quantity) -> Iterator[Triple]:
        """Quantity: `schema:value`, `schema:minValue`, `schema:maxValue`, `schema:unitText`, `kgo:counted`, `gaf:denotedBy`."""
        node = self._node(quantity.key)
        yield node, term("rdf:type"), term("schema:QuantitativeValue")
        bounds = {"value": quantity.value, "minValue": quantity.minimum, "maxValue": quantity.maximum}
        for name, number in bounds.items():
            if number is not None:
                yield node, term(f"schema:{name}"), _number(number)
        if quantity.unit:
            yield node, term("schema:unitText"), Literal(quantity.unit)
        if quantity.counted:
            yield node, term("kgo:counted"), Literal(quantity.counted, language=self._language)
        yield from _approximate(node, approximate=quantity.approximate)
        yield from self._denoted_by(node, (quantity.mention,))

    def _event_triples(self, event: Event) -> Iterator[Triple]:
        """Event: leaf and type class, `sem:eventType`, `kgo:reportedIn`, roles, theme, time, recurrence, quantities, evidence."""
        node = self._node(event.key)
        kind = term(f"kgo:{type_class(event.type)}")
        yield node, term("rdf:type"), term(f"kgo:{event.event_class}")
        yield node, term("rdf:type"), kind
        yield node, term("sem:eventType"), term(f"plover:{event.type}") if event.type in PLOVER_TYPES else kind
        yield node, term("kgo:reportedIn"), self.article
        yield from self._denoted_by(node, event.triggers)
        for argument in event.arguments:
            yield node, _role(argument.role), self._node(argument.actor)
        if event.theme:
            yield node, term("kgo:theme"), self._mention(event.theme)
        if event.time:
            yield node, term("sem:hasTime"), self._node(event.time)
        if event.recurrence:
            yield node, term("kgo:recurrence"), self._node(event.recurrence)
        for quantity in event.quantities:
            yield node, term("kgo:quantity"), self._node(quantity)
        if event.frame:
            yield node, term("kgo:frame"), Literal(event.frame)
        yield from self._evidence_triples(event)

    def _evidence_triples(self, event: Event) -> Iterator[Triple]:
        """Role of an event: a `kgo:RoleAssignment` with subject, predicate, object and the words, where there are any."""
        event_node = self._node(event.key)
        numbers: dict[str, int] = {}
        for argument in event.arguments:
            if argument.mention is None:
                continue
            numbers[argument.role] = numbers.get(argument.role, 0) + 1
            node = NamedNode(iri.role_iri(event_node.value, argument.role, numbers[argument.role]))
            statement = (event_node, _role(argument.role), self._node(argument.actor))
            yield from self._statement_triples(node, "kgo:RoleAssignment", statement, (argument.mention,))

    def _statement_triples(
        self, node: NamedNode, kind: str, statement: Triple, mentions: tuple[Mention, ...]
    ) -> Iterator[Triple]:
        """Statement: `rdf:Statement` and its own class, `rdf:subject`, `rdf:predicate`, `rdf:object`, `gaf:denotedBy`."""
        yield node, term("rdf:type"), term(kind)
        yield node, term("rdf:type"), term("rdf:Statement")
        for position, part in zip(("rdf:subject", "rdf:predicate", "rdf:object"), statement, strict=True):
            yield node, term(position), part
        yield from self._denoted_by(node, mentions)

    def _relation_triples(self, relation: Relation) -> Iterator[Triple]:
        """Relation: the triple itself where some claim affirms it as fact or none is made, and a `kgo:RelationStatement`."""
        statement = (self._node(relation.subject), term(f"kgo:{relation.predicate}"), self._node(relation.object))
        claims = self._claims.get(relation.key, ())
        if not claims or any(c.polarity == "affirmed" and c.modality == "actual" for c in claims):
            yield statement
        node = self._node(relation.key)
        yield from self._statement_triples(node, "kgo:RelationStatement", statement, relation.mentions)
        yield node, term("kgo:reportedIn"), self.article

    def _claims_triples(self, content: str) -> Iterator[Triple]:
        for claim in self._claims.get(content, ()):
            yield from self._claim_triples(claim)

    def _claim_triples(self, claim: Claim) -> Iterator[Triple]:
        """Claim: content, sources (else the article), polarity, modality, cue, relays, figures, contradictions, evidence, run."""
        node = self._node(claim.key)
        yield node, term("rdf:type"), term("kgo:Claim")
        yield node, term("kgo:content"), self._node(claim.content)
        for source in [self._node(key) for key in claim.sources] or [self.article]:
            yield node, term("grasp:wasAttributedTo"), source
        yield node, term("kgo:polarity"), term(f"kgo:{claim.polarity}")
        yield node, term("kgo:modality"), term(f"kgo:{claim.modality}")
        if claim.cue:
            yield node, term("kgo:cue"), self._mention(claim.cue)
        for outlet in claim.relayed_by:
            yield node, term("kgo:relayedBy"), self._node(outlet)
        for quantity in claim.quantities:
            yield node, term("kgo:quantity"), self._node(quantity)
        for other in claim.contradicts:
            yield node, term("kgo:contradicts"), self._node(other)
        yield node, term("kgo:confidence"), _decimal(round(claim.confidence, 3))
        yield node, term("prov:wasGeneratedBy"), self._run_node
        yield from self._denoted_by(node, (claim.evidence,))

    def _run_triples(self) -> Iterator[Triple]:
        """Run: `prov:Activity` with the versions of software, model and ontology, and the hash of the knowledge base."""
        node, run = self._run_node, self._run
        yield node, term("rdf:type"), term("prov:Activity")
        yield node, term("kgo:softwareVersion"), Literal(run.software_version)
        if run.model_name:
            yield node, term("kgo:modelName"), Literal(run.model_name)
        if run.model_version:
            yield node, term("kgo:modelVersion"), Literal(run.model_version)
        yield node, term("kgo:ontologyVersion"), Literal(run.ontology_version)
        if run.kb:
            yield node, term("kgo:knowledgeBase"), Literal(run.kb)


def _start(sentence: tuple[Mention, NamedNode]) -> int:
    return sentence[0].start


def _role(role: str) -> NamedNode:
    return term("sem:hasPlace" if role == "place" else f"kgo:{role}")


def _approximate(node: NamedNode, *, approximate: bool) -> Iterator[Triple]:
    if approximate:
        yield node, term("kgo:approximate"), Literal("true", datatype=term("xsd:boolean"))


def _date(day: str) -> Literal:
    return Literal(day, datatype=term("xsd:date"))


def _offset(offset: int) -> Literal:
    return Literal(str(offset), datatype=term("xsd:nonNegativeInteger"))


def _decimal(number: float) -> Literal:
    written = format(Decimal(repr(number)), "f")
    return Literal(written if "." in written else f"{written}.0", datatype=term("xsd:decimal"))


def _number(number: float) -> Literal:
    """A whole number as `xsd:integer`, any other as `xsd:decimal`."""
    return Literal(str(int(number)), datatype=term("xsd:integer")) if float(number).is_integer() else _decimal(number)
