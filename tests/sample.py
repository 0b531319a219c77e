"""A small article and what a careful reader finds in it, for tests of everything behind the extraction."""

from datetime import date
from typing import Final

import pyoxigraph as ox

from kgbuild.graph import Run, to_quads
from kgbuild.iri import article_iri
from kgbuild.model import Actor, Argument, Article, Claim, Event, Extraction, Mention, Quantity, Relation, TimeExpression
from kgbuild.vocab import BASE

RUN: Final = Run("0.1.0", "proba", "1")

ARTICLE: Final = Article(
    identifier="proba",
    title="Coreea de Nord confirmă trupele trimise Rusiei",
    body=(
        "Potrivit serviciilor de informații, Coreea de Nord a trimis două mii de soldați în Rusia, relatează AFP, preluat de "
        "Agerpres. Phenianul a recunoscut în aprilie că cel puțin nouă militari au fost uciși în lupte.\n\n"
        "Coreea de Nord a furnizat Rusiei obuze de artilerie. "
        "Liderul Kim Jong Un a ordonat joi creșterea producției de rachete. "
        "Kim a declarat pe 12 decembrie că Seulul nu a atacat frontiera. "
        "Coreea de Nord este aliata Rusiei."
    ),
    published=date(2025, 12, 27),
)


ARTICLE_IRI: Final = article_iri(ARTICLE, BASE)


def mention(words: str, occurrence: int = 1) -> Mention:
    """The n-th place where words stand in the sample article."""
    start = -1
    for _ in range(occurrence):
        start = ARTICLE.text.index(words, start + 1)
    return Mention.of(ARTICLE.text, start, start + len(words))


SENTENCES: Final = tuple(
    mention(s)
    for s in (
        ARTICLE.title,
        ARTICLE.body.partition(" Phenianul")[0],
        "Phenianul a recunoscut în aprilie că cel puțin nouă militari au fost uciși în lupte.",
        "Coreea de Nord a furnizat Rusiei obuze de artilerie.",
        "Liderul Kim Jong Un a ordonat joi creșterea producției de rachete.",
        "Kim a declarat pe 12 decembrie că Seulul nu a atacat frontiera.",
        "Coreea de Nord este aliata Rusiei.",
    )
)

ACTORS: Final = (
    Actor(
        "a1",
        "GeopoliticalEntity",
        "Coreea de Nord",
        (mention("Coreea de Nord"), mention("Coreea de Nord", 2), mention("Phenianul"), mention("Coreea de Nord", 3)),
        wikidata="Q423",
        geonames="1873107",
        iso="KP",
    ),
    Actor(
        "a2",
        "GeopoliticalEntity",
        "Rusia",
        (mention("Rusiei"), mention("Rusia"), mention("Rusiei", 2), mention("Rusiei", 3)),
        wikidata="Q159",
        geonames="2017370",
        iso="RU",
    ),
    Actor("a3", "Organization", "servicii de informații", (mention("serviciilor de informații"),)),
    Actor("a4", "PersonGroup", "soldați", (mention("soldați"),), of="a1"),
    Actor("a5", "Organization", "Agence France-Presse", (mention("AFP"),), wikidata="Q40464"),
    Actor("a6", "Organization", "Agerpres", (mention("Agerpres"),)),
    Actor("a7", "PersonGroup", "militari", (mention("militari"),), of="a1"),
    Actor("a8", "Person", "Kim Jong Un", (mention("Liderul Kim Jong Un"), mention("Kim", 2)), wikidata="Q56226"),
    Actor("a9", "GeopoliticalEntity", "Coreea de Sud", (mention("Seulul"),), iso="KR"),
)

TIMES: Final = (
    TimeExpression("t1", mention("în aprilie"), date(2025, 4, 1), date(2025, 4, 30), "month", "2025-04", anchor="publication"),
    TimeExpression("t2", mention("joi"), date(2025, 12, 25), date(2025, 12, 25), "day", "2025-12-25", anchor="publication"),
    TimeExpression(
        "t3", mention("pe 12 decembrie"), date(2025, 12, 12), date(2025, 12, 12), "day", "2025-12-12", anchor="publication"
    ),
)

QUANTITIES: Final = (
    Quantity("q1", mention("două mii de soldați"), 2000, None, None, counted="soldat"),
    Quantity("q2", mention("cel puțin nouă militari"), None, 9, None, counted="militar"),
)

EVENTS: Final = (
    Event("e1", "COMMUNICATE", "Confirmation", (mention("confirmă"),), (Argument("agent", "a1", mention("Coreea de Nord")),)),
    Event(
        "e2",
        "MOBILIZE",
        "TroopDeployment",
        (mention("trimise"), mention("a trimis")),
        (
            Argument("agent", "a1", mention("Coreea de Nord", 2)),
            Argument("patient", "a4", mention("soldați")),
            Argument("place", "a2", mention("Rusia")),
        ),
        quantities=("q1",),
    ),
    Event("e3", "COMMUNICATE", "Report", (mention("relatează"),), (Argument("agent", "a5", mention("AFP")),)),
    Event(
        "e4",
        "COMMUNICATE",
        "Confirmation",
        (mention("a recunoscut"),),
        (Argument("agent", "a1", mention("Phenianul")),),
        time="t1",
    ),
    Event(
        "e5",
        "ASSAULT",
        "Killing",
        (mention("au fost uciși"),),
        (Argument("patient", "a7", mention("militari")),),
        quantities=("q2",),
    ),
    Event(
        "e6",
        "AID",
        "ArmsTransfer",
        (mention("a furnizat"),),
        (Argument("agent", "a1", mention("Coreea de Nord", 3)), Argument("recipient", "a2", mention("Rusiei", 2))),
        theme=mention("obuze de artilerie"),
    ),
    Event(
        "e7",
        "REQUEST",
        "Order",
        (mention("a ordonat"),),
        (Argument("agent", "a8", mention("Liderul Kim Jong Un")),),
        theme=mention("creșterea producției de rachete"),
        time="t2",
    ),
    Event("e8", "MOBILIZE", "WeaponsProduction", (mention("producției"),), (Argument("agent", "a1"),)),
    Event("e9", "COMMUNICATE", "Statement", (mention("a declarat"),), (Argument("agent", "a8", mention("Kim", 2)),), time="t3"),
    Event("e10", "ASSAULT", "Assault", (mention("a atacat"),), (Argument("agent", "a9", mention("Seulul")),)),
)

RELATIONS: Final = (
    Relation("r1", "a8", "leads", "a1", (mention("Liderul Kim Jong Un"),)),
    Relation("r2", "a1", "alliedWith", "a2", (mention("este aliata"),)),
)

CLAIMS: Final = (
    Claim("c1", "e1", mention("confirmă")),
    Claim("c2", "e2", mention("trimise"), sources=("a1",), cue=mention("confirmă")),
    Claim("c3", "e2", mention("a trimis"), sources=("a3",), relayed_by=("a5", "a6"), cue=mention("Potrivit"), confidence=0.875),
    Claim("c4", "e3", mention("relatează"), relayed_by=("a6",)),
    Claim("c5", "e4", mention("a recunoscut")),
    Claim("c6", "e5", mention("au fost uciși"), sources=("a1",), cue=mention("a recunoscut")),
    Claim("c7", "e6", mention("a furnizat")),
    Claim("c8", "e7", mention("a ordonat")),
    Claim("c9", "e8", mention("producției"), sources=("a8",), modality="planned", cue=mention("a ordonat")),
    Claim("c10", "e9", mention("a declarat")),
    Claim("c11", "e10", mention("a atacat"), sources=("a8",), polarity="negated", cue=mention("a declarat")),
    Claim("c12", "r1", mention("Liderul Kim Jong Un")),
    Claim("c13", "r2", mention("este aliata")),
)

EXTRACTION: Final = Extraction(ARTICLE, SENTENCES, ACTORS, TIMES, QUANTITIES, EVENTS, RELATIONS, CLAIMS)


def sample_quads(*, text: bool = True) -> list[ox.Quad]:
    """The sample article's graph."""
    return list(to_quads(EXTRACTION, text=text, run=RUN))
