"""Counts what the extraction gets wrong, by kind, against annotated articles.

Usage: python benchmarks/failures.py [GOLD_DIR]
"""

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from kgbuild.build import Failure, build_many
from kgbuild.evaluate import GoldArticle, Record, pair_actors, pair_events, read_gold
from kgbuild.export import to_json_rows
from kgbuild.vocab import ROLES, SYMMETRIC_PREDICATES

MOST = 12


class Comparison:
    """One article as annotated and as extracted.

    Args:
        gold: The annotation.
        found: What was extracted, in the exchange form.
    """

    def __init__(self, gold: GoldArticle, found: Record) -> None:
        self.gold, self.found = gold.record, found
        self.actors = pair_actors(self.gold["actors"], found["actors"])
        self.events = pair_events(self.gold["events"], found["events"], gold.sentences)
        self.known = set(self.actors.values())

    def failures(self) -> Iterator[str]:
        """Give the kind of each failure."""
        yield from self._actors()
        yield from self._events()
        for i, j in self.events.items():
            found, gold = self.found["events"][i], self.gold["events"][j]
            yield from self._arguments(found, gold)
            yield from self._source(found, gold)
            yield from self._time(found.get("time"), gold.get("time"))
            yield from (
                f"{name}: {found[name]} for {gold[name]}" for name in ("polarity", "modality") if found[name] != gold[name]
            )
        yield from self._relations()

    def _actors(self) -> Iterator[str]:
        types = {a["id"]: a["type"] for a in self.gold["actors"]}
        yield from (f"actor missed: {kind}" for key, kind in types.items() if key not in self.known)
        for actor in self.found["actors"]:
            kind = types.get(self.actors.get(actor["id"], ""))
            if kind is None:
                yield f"actor not annotated: {actor['type']}"
            elif kind != actor["type"]:
                yield f"actor's type: {actor['type']} for {kind}"

    def _events(self) -> Iterator[str]:
        annotated, found = self.gold["events"], self.found["events"]
        yield from (f"event missed: {e['type']}" for j, e in enumerate(annotated) if j not in set(self.events.values()))
        yield from (f"event not annotated: {e['type']}" for i, e in enumerate(found) if i not in self.events)
        pairs = ((found[i]["type"], annotated[j]["type"]) for i, j in self.events.items())
        yield from (f"event's type: {one} for {other}" for one, other in pairs if one != other)

    def _arguments(self, found: Record, gold: Record) -> Iterator[str]:
        given = {(role, self.actors.get(a)) for role in ROLES for a in found[role]}
        wanted = {(role, a) for role in ROLES for a in gold[role]}
        for role, actor in sorted(wanted - given):
            elsewhere = any(a == actor for _, a in given)
            yield f"{role} missed: {'not an actor' if actor not in self.known else 'in another role' if elsewhere else 'no role'}"
        for role, actor in given - wanted:
            elsewhere = any(a == actor for _, a in wanted)
            yield f"{role} wrong: {'not an actor' if actor is None else 'in another role' if elsewhere else 'no role'}"

    def _source(self, found: Record, gold: Record) -> Iterator[str]:
        given, wanted = {self.actors.get(a) for a in found["source"]}, set(gold["source"])
        if given != wanted:
            yield f"source: {'missed' if not given else 'nobody annotated' if not wanted else 'somebody else'}"

    def _time(self, found: str | None, gold: str | None) -> Iterator[str]:
        if found != gold:
            yield f"time: {'missed' if not found else 'none annotated' if not gold else 'another'}"

    def _relations(self) -> Iterator[str]:
        wanted = {_relation(r["predicate"], r["subject"], r["object"]) for r in self.gold["relations"]}
        named = [
            (r["predicate"], *(self.actors.get(r[end], "") for end in ("subject", "object"))) for r in self.found["relations"]
        ]
        given = {_relation(*row) for row in named}
        for predicate, *ends in wanted - given:
            yield f"{predicate} missed: {'an end not found' if set(ends) - self.known else 'not stated'}"
        for predicate, *ends in given - wanted:
            yield f"{predicate} wrong: {'an end not annotated' if '' in ends else 'not annotated'}"


def _relation(predicate: str, subject: str, other: str) -> tuple[str, str, str]:
    """Give a relation with its ends in order where it holds both ways."""
    one, two = sorted((subject, other)) if predicate in SYMMETRIC_PREDICATES else (subject, other)
    return predicate, one, two


def main() -> None:
    """Print the counts, the most frequent first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("../shared/gold/dev"))
    folder = parser.parse_args().folder
    counts: Counter[str] = Counter()
    gold = {article.identifier: article for article in read_gold(folder)}
    for item in build_many([folder / f"{identifier}.txt" for identifier in gold]):
        if isinstance(item, Failure):
            raise SystemExit(str(item))
        for row in to_json_rows(item.quads):
            counts.update(Comparison(gold[row["id"]], row).failures())
    groups = sorted({kind.partition(":")[0] for kind in counts})
    for group in groups:
        own = Counter({kind: n for kind, n in counts.items() if kind.partition(":")[0] == group})
        print(f"{own.total():5} {group}:", "; ".join(f"{n} {kind.partition(': ')[2]}" for kind, n in own.most_common(MOST)))


if __name__ == "__main__":
    main()
