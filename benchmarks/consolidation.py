"""How well actors and events of different articles are found to be the same, and what a new day costs.

    python -m benchmarks.consolidation [GRAPHS.nq]

builds the graphs of the labelled articles (or takes those given), consolidates them and compares all pairs of labelled actors and
events of different articles with `benchmarks/consolidation/labels.json`: articles, offsets and clusters, made by reading the gold
articles of `train`. Thresholds were chosen on the articles called `tuning` there; the others are for reporting.
"""

import json
import random
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from kgbuild.build import Failure, build_many
from kgbuild.consolidate.actors import SAME
from kgbuild.consolidate.engine import Engine
from kgbuild.consolidate.output import Output
from kgbuild.consolidate.records import ActorRecord, ArticleRecord, EventRecord, Participant, read_article
from kgbuild.consolidate.state import open_state
from kgbuild.vocab import BASE, PREFIXES

LABELS: Final = Path(__file__).parent / "consolidation" / "labels.json"
GOLD: Final = Path(__file__).parents[2] / "shared" / "gold" / "train"
_WARS: Final = frozenset({"WAR", "INV"})

_FIRST: Final = ("Ion", "Maria", "Andrei", "Elena", "Mihai", "Ioana", "Radu", "Irina", "Vlad", "Oana")
_LAST: Final = tuple(
    f"{a}{b}" for a in ("Pop", "Mun", "Dobr", "Nic", "Stan", "Bal", "Rus", "Toma", "Vas", "Cos") for b in ("escu", "eanu", "oiu")
)

Item = tuple[str, str | None]
Labels = Mapping[str, list[tuple[int, int, str]]]


def main() -> None:
    """Print the scores and the cost of a day."""
    labels = json.loads(LABELS.read_text(encoding="utf-8"))
    graphs = _read(Path(sys.argv[1])) if len(sys.argv) > 1 else _build(labels["actors"])
    names = {_value(quads, "dcterms", "identifier"): iri for iri, quads in graphs.items()}
    for half in ("tuning", "reporting"):
        chosen = {names[name]: graphs[names[name]] for name in labels[half]}
        same, close, accounts = _consolidate(chosen)
        print(f"\n{half}: {len(chosen)} articles")
        for title, homes, kind in (
            ("actors, ids alone", {}, "actors"),
            ("actors, sameAs", same, "actors"),
            ("actors, sameAs and closeMatch", same | close, "actors"),
            ("events", accounts, "events"),
        ):
            items = {name: _aligned(graphs[names[name]], labels[kind][name], homes, kind) for name in labels[half]}
            _print_scores(title, items)
            if kind == "events":
                few = {name: [i for i in found if i[0] not in _WARS] for name, found in items.items()}
                _print_scores("events, the war and the invasion apart", few)
    _print_cost()


def _build(names: Iterable[str]) -> dict[str, list[ox.Quad]]:
    graphs = {}
    for item in build_many([GOLD / f"{name}.txt" for name in names]):
        if isinstance(item, Failure):
            raise SystemExit(str(item))
        graphs[item.quads[0].graph_name.value] = list(item.quads)  # type: ignore[union-attr]
    return graphs


def _read(path: Path) -> dict[str, list[ox.Quad]]:
    graphs = defaultdict(list)
    for quad in ox.parse(path=path, format=ox.RdfFormat.N_QUADS):
        graphs[quad.graph_name.value].append(quad)
    return graphs


def _value(quads: Iterable[ox.Quad], prefix: str, name: str) -> str:
    return next(q.object.value for q in quads if q.predicate.value == PREFIXES[prefix] + name)  # type: ignore[union-attr]


def _consolidate(graphs: Mapping[str, list[ox.Quad]]) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """The cluster of each actor and event, by what binds it: owl:sameAs, skos:closeMatch, kgo:account."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    with open_state(None) as state:
        engine = Engine(state, Output(state, BASE, SAME))
        for iri, quads in graphs.items():
            engine.add(read_article(iri, quads), "1")
        engine.settle()
        for quad in ox.parse("".join(engine.output.everything()), format=ox.RdfFormat.N_QUADS):
            found[quad.predicate.value][quad.object.value] = str(quad.subject)
    kinds = (PREFIXES["owl"] + "sameAs", PREFIXES["skos"] + "closeMatch", PREFIXES["kgo"] + "account")
    return found[kinds[0]], found[kinds[1]], found[kinds[2]]


def _aligned(quads: Iterable[ox.Quad], labels: Iterable[tuple[int, int, str]], homes: Mapping[str, str], kind: str) -> list[Item]:
    """Each labelled thing's cluster, and that of what was extracted with words in common, None where nothing was."""
    marker = "reportedIn" if kind == "events" else "label"
    nodes = {q.subject.value for q in quads if q.predicate.value.endswith(f"#{marker}")}  # type: ignore[union-attr]
    # The evidence of relations is reported as well.
    nodes -= {q.subject.value for q in quads if q.object == ox.NamedNode(f"{PREFIXES['kgo']}RelationStatement")}  # type: ignore[union-attr]
    spans = []
    for quad in quads:
        if quad.predicate.value == PREFIXES["gaf"] + "denotedBy" and quad.subject.value in nodes:  # type: ignore[union-attr]
            begin, _, end = quad.object.value.rpartition("=")[2].partition(",")  # type: ignore[union-attr]
            spans.append((int(begin), int(end), quad.subject.value))  # type: ignore[union-attr]
    items: list[Item] = []
    for start, end, label in labels:
        overlaps = [(min(end, b) - max(start, a), n) for a, b, n in spans if min(end, b) > max(start, a)]
        node = max(overlaps)[1] if overlaps else None
        # What is in no cluster is one by itself; a linked actor has one IRI everywhere.
        items.append((label, node and homes.get(node, node)))
    return items


def _print_scores(title: str, items: Mapping[str, list[Item]]) -> None:
    right = wrong = missed = unseen = 0
    for one, other in combinations(items.values(), 2):
        for label, home in one:
            for other_label, other_home in other:
                if home is None or other_home is None:
                    unseen += label == other_label
                elif label == other_label:
                    right += home == other_home
                    missed += home != other_home
                else:
                    wrong += home == other_home
    precision, recall = right / max(right + wrong, 1), right / max(right + missed, 1)
    whole = right / max(right + missed + unseen, 1)
    print(
        f"{title:40} pairs {right + missed:4} P {precision:.3f} R {recall:.3f} F1 {_f1(precision, recall):.3f}"
        f" | with those not extracted: pairs {right + missed + unseen:4} R {whole:.3f} F1 {_f1(precision, whole):.3f}"
    )


def _print_cost() -> None:
    """What the last of many days costs, by how long the archive is: pairs compared and seconds."""
    print("\ndays  articles  pairs of the last day  its processor s  articles/s of the whole")
    for days in (5, 20, 80):
        with open_state(None) as state:
            engine = Engine(state, Output(state, BASE, SAME))
            start = time.process_time()
            for day in range(days):
                before, began = engine.progress.compared, time.process_time()
                for article in _day(day):
                    engine.add(article, "1")
                engine.settle()
                engine.output.changes()
            seconds, whole = time.process_time() - began, time.process_time() - start
            articles = engine.progress.articles
            print(f"{days:4} {articles:9,} {engine.progress.compared - before:22,} {seconds:16.2f} {articles / whole:24.0f}")


def _day(number: int) -> list[ArticleRecord]:
    """A hundred articles of one day: ten events that five articles tell of each, people who come back and people who do not."""
    chance = random.Random(number)  # noqa: S311 — the same days in each run
    day = date(2024, 1, 1) + timedelta(days=number)
    articles = []
    for n in range(100):
        iri = f"https://example.org/{day}/{n}"
        people = [f"{chance.choice(_FIRST)} {chance.choice(_LAST)}" for _ in range(4)] + [f"Ana Nume{number}x{n}"]
        keys = tuple(f"n:{p.lower()}" for p in people)
        actors = tuple(
            ActorRecord(f"{iri}#actor-{i}", "Person", p, (p.lower(),), "RO", companions=tuple(k for k in keys if k != keys[i]))
            for i, p in enumerate(people)
        )
        happening = f"n:oras {n % 20}"
        roles = (Participant("place", happening), Participant("patient", f"g:om:{n % 20}"))
        event = EventRecord(
            f"{iri}#event-1",
            iri,
            "Assault",
            "Killing",
            frozenset({"ucisi"}),
            roles,
            day,
            day,
            None,
            False,
            day,
            frozenset(),
            frozenset(keys),
            frozenset(),
            frozenset(),
            "uciși",
            iri,
        )
        articles.append(ArticleRecord(iri, day, actors, (event,), iri))
    return articles


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


if __name__ == "__main__":
    main()
