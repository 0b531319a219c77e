"""Takes articles into the memory of consolidation and out of it, and settles which of their actors and events are the same.

    article -> things and their members -> pairs within blocks -> clusters of what is touched -> what changed of the output

Only things that an article touches are compared, with what shares a block with them; only clusters that hold them are made anew.
"""

import json
import sqlite3
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Final

from kgbuild.consolidate.actors import ActorMatcher, ActorThing, is_evidence, weigh_member
from kgbuild.consolidate.actors import to_thing as actor_thing
from kgbuild.consolidate.clustering import cluster, component
from kgbuild.consolidate.events import EventMatcher
from kgbuild.consolidate.events import to_thing as event_thing
from kgbuild.consolidate.matching import Likeness, Matcher
from kgbuild.consolidate.output import Cluster, Member, Output
from kgbuild.consolidate.records import ActorRecord, ArticleRecord
from kgbuild.consolidate.state import Thing, actor_from_json, event_from_json, ids, to_json

# A block that more things share tells nothing: what is in it is found by other keys or not at all.
_FULLEST_BLOCK: Final = 200
_NEVER: Final = "9999"
_MOST_SHARED: Final = 5
# Of a thing with more company than this, the first by name are looked up.
_MOST_COMPANY: Final = 200
_READERS: Final[dict[str, Callable[[str], Any]]] = {"actor": actor_from_json, "event": event_from_json}


@dataclass(slots=True)
class Progress:
    """What was done.

    Args:
        articles: Articles that were taken in.
        removed: Articles that were taken out, those that are replaced among them.
        compared: Pairs of things that were compared.
    """

    articles: int = 0
    removed: int = 0
    compared: int = 0


@dataclass
class Engine:
    """Consolidates articles, with what it remembers in a database.

    Args:
        state: The database, as `kgbuild.consolidate.state.open_state` opens it.
        output: Where what changes is written.
        actors: Compares actors.
        events: Compares events.
    """

    state: sqlite3.Connection
    output: Output
    actors: ActorMatcher = field(default_factory=ActorMatcher)
    events: EventMatcher = field(default_factory=EventMatcher)
    progress: Progress = field(default_factory=Progress)
    _touched: set[int] = field(default_factory=set)
    _dirty: dict[int, set[int]] = field(default_factory=dict)

    # ---- articles

    def add(self, article: ArticleRecord, version: str, source: str = "") -> None:
        """Take an article in.

        Args:
            article: What consolidation reads of it.
            version: Tells it from other versions of the same article.
            source: The file that it comes from.
        """
        row = self.state.execute(
            "INSERT INTO article (iri, text, version, source) VALUES (?, ?, ?, ?)", (article.iri, article.text, version, source)
        ).lastrowid
        first = f"{article.published or _NEVER} {article.iri}"
        for actor in article.actors:
            thing = actor_thing(actor)
            if thing is not None:
                self._add_actor(actor, thing, row, first)
        for event in article.events:
            of = self._thing("event", event_thing(event), first)
            sure = Likeness(1.0, ["same war"] if event_thing(event).iri != event.iri else [])
            self._add_member(of, row, event.iri, f"{first} {event.iri}", sure)
        self.progress.articles += 1

    def remove(self, iri: str) -> None:
        """Take an article out; nothing happens where it is not in.

        Args:
            iri: Its IRI.
        """
        found = self.state.execute("SELECT id FROM article WHERE iri = ?", (iri,)).fetchone()
        if found is None:
            return
        for member, thing, node in self.state.execute("SELECT id, thing, iri FROM member WHERE article = ?", found).fetchall():
            self.state.execute("DELETE FROM company WHERE member = ?", (member,))
            self.state.execute("DELETE FROM member WHERE id = ?", (member,))
            self.output.drop(f"m:{node}")
            self._touched.update((thing, *self._cluster_of(thing)))
            # Of a linked actor, other articles may have the same member: what is written of it is written again.
            self.state.execute("UPDATE thing SET written = 2 WHERE id = ? AND written > 0", (thing,))
            if self.state.execute("SELECT 1 FROM member WHERE thing = ?", (thing,)).fetchone() is None:
                self._forget(thing)
            else:
                self._refresh_first(thing)
        self.state.execute("DELETE FROM article WHERE id = ?", found)
        self.progress.removed += 1

    def _forget(self, thing: int) -> None:
        self.output.drop(f"c:{thing}")
        self.state.execute("DELETE FROM pair WHERE one = ? OR other = ?", (thing, thing))
        self.state.execute("DELETE FROM block WHERE thing = ?", (thing,))
        self.state.execute("DELETE FROM thing WHERE id = ?", (thing,))
        self._touched.discard(thing)

    def _add_actor(self, actor: ActorRecord, thing: ActorThing, article: int | None, first: str) -> None:
        of = self._thing("actor", thing, first)
        if thing.linked:
            self._add_member(of, article, actor.iri, first, weigh_member(thing, in_company=False))
            return
        company = [key for key in actor.companions if is_evidence(key.rpartition("/")[2])]
        met = {
            key: ids(self.state, "SELECT member FROM company WHERE thing = ? AND key = ? LIMIT 2", (of, key)) for key in company
        }
        in_company = any(met.values())
        member = self._add_member(of, article, actor.iri, f"{first} {actor.iri}", weigh_member(thing, in_company=in_company))
        self.state.executemany("INSERT OR IGNORE INTO company VALUES (?, ?, ?)", ((of, key, member) for key in company))
        # Where one other was seen with somebody before, it now has company in this one.
        for others in met.values():
            if len(others) == 1:
                self._rescore(of, others[0], weigh_member(thing, in_company=True))

    # ---- things and their members

    def _thing(self, kind: str, thing: Thing, first: str) -> int:
        key = thing.key if isinstance(thing, ActorThing) else thing.iri
        row = self.state.execute("SELECT id, data, first FROM thing WHERE kind = ? AND key = ?", (kind, key)).fetchone()
        if row is None:
            made = self.state.execute(
                "INSERT INTO thing (kind, key, data, first) VALUES (?, ?, ?, ?)", (kind, key, to_json(thing), first)
            ).lastrowid
            number = int(made or 0)
            self._put_in_blocks(kind, number, thing)
        else:
            number = row[0]
            if first < row[2]:
                self.state.execute("UPDATE thing SET first = ? WHERE id = ?", (first, number))
            if isinstance(thing, ActorThing):
                self._join_names(number, actor_from_json(row[1]), thing)
        self._touched.add(number)
        return number

    def _join_names(self, number: int, known: ActorThing, new: ActorThing) -> None:
        """Let a thing have all the names of its members, whichever came first."""
        others = sorted({*known.names[1:], *new.names[1:]} - {known.names[0]})
        joined = replace(known, names=(known.names[0], *others), label=min(known.label, new.label))
        if joined != known:
            self.state.execute("UPDATE thing SET data = ? WHERE id = ?", (to_json(joined), number))
            self._put_in_blocks("actor", number, joined)

    def _put_in_blocks(self, kind: str, number: int, thing: Thing) -> None:
        keys = self._matcher(kind).blocks(thing)
        self.state.executemany("INSERT OR IGNORE INTO block VALUES (?, ?, ?)", ((kind, key, number) for key in sorted(keys)))

    def _matcher(self, kind: str) -> Matcher[Any]:
        return self.actors if kind == "actor" else self.events

    def _add_member(self, thing: int, article: int | None, iri: str, first: str, likeness: Likeness) -> int:
        values = (thing, article, iri, first, likeness.score, json.dumps(likeness.reasons, ensure_ascii=False))
        made = self.state.execute(
            "INSERT INTO member (thing, article, iri, first, score, why) VALUES (?, ?, ?, ?, ?, ?)", values
        ).lastrowid
        self._dirty.setdefault(thing, set()).add(int(made or 0))
        return int(made or 0)

    def _rescore(self, thing: int, member: int, likeness: Likeness) -> None:
        why = json.dumps(likeness.reasons, ensure_ascii=False)
        self.state.execute("UPDATE member SET score = ?, why = ? WHERE id = ?", (likeness.score, why, member))
        self._dirty.setdefault(thing, set()).add(member)

    def _refresh_first(self, thing: int) -> None:
        self.state.execute("UPDATE thing SET first = (SELECT min(first) FROM member WHERE thing = ?1) WHERE id = ?1", (thing,))

    # ---- pairs and clusters

    def settle(self) -> None:
        """Compare what was touched, make its clusters anew and write what changed of them."""
        known = dict[int, tuple[str, Thing]]()
        touched = sorted(self._touched)
        for number in touched:
            self._compare(number, known)
        done = set[int]()
        for number in touched:
            if number not in done:
                least = self._matcher(self._load(number, known)[0]).least
                members = component(number, partial(self._neighbours, least=least))
                done |= members
                self._cluster(members, known)
        self._touched.clear()
        self._dirty.clear()

    def _load(self, number: int, known: dict[int, tuple[str, Thing]]) -> tuple[str, Thing]:
        if number not in known:
            kind, data = self.state.execute("SELECT kind, data FROM thing WHERE id = ?", (number,)).fetchone()
            known[number] = (kind, _READERS[kind](data))
        return known[number]

    def _compare(self, number: int, known: dict[int, tuple[str, Thing]]) -> None:
        """Compare a thing with all that share a block with it; of two that are both touched, the later one does it."""
        kind, thing = self._load(number, known)
        matcher = self._matcher(kind)
        self.state.execute("DELETE FROM pair WHERE one = ? OR other = ?", (number, number))
        for other in self._candidates(kind, number):
            if other > number and other in self._touched:
                continue
            self.progress.compared += 1
            candidate = self._load(other, known)[1]
            if matcher.excludes(thing, candidate) or not matcher.apart(thing, candidate):
                continue
            likeness = matcher.compare(thing, candidate, self._shared(number, other))
            if likeness is not None and likeness.score >= matcher.kept:
                why = json.dumps(likeness.reasons, ensure_ascii=False)
                values = (min(number, other), max(number, other), likeness.score, why)
                self.state.execute("INSERT OR REPLACE INTO pair VALUES (?, ?, ?, ?)", values)

    def _candidates(self, kind: str, number: int) -> list[int]:
        found = set[int]()
        own = self.state.execute("SELECT key FROM block WHERE thing = ?", (number,)).fetchall()
        for key in sorted({met for (stored,) in own for met in self._matcher(kind).meets(stored)}):
            sql = "SELECT thing FROM block WHERE kind = ? AND key = ? LIMIT ?"
            sharing = ids(self.state, sql, (kind, key, _FULLEST_BLOCK + 1))
            if len(sharing) <= _FULLEST_BLOCK:
                found.update(sharing)
        return sorted(found - {number})

    def _shared(self, one: int, other: int) -> Collection[str]:
        """Keys of those with whom both things are named."""
        sql = """SELECT DISTINCT key FROM (SELECT key FROM company WHERE thing = ? LIMIT ?) AS c
                 WHERE EXISTS (SELECT 1 FROM company WHERE thing = ? AND key = c.key) LIMIT ?"""
        return {row[0] for row in self.state.execute(sql, (one, _MOST_COMPANY, other, _MOST_SHARED))}

    def _neighbours(self, number: int, least: float) -> list[int]:
        sql = """SELECT other FROM pair WHERE one = ?1 AND score >= ?2
                 UNION SELECT one FROM pair WHERE other = ?1 AND score >= ?2"""
        return [*ids(self.state, sql, (number, least)), *self._cluster_of(number)]

    def _cluster_of(self, number: int) -> list[int]:
        """All in the cluster that a thing was in when it was last made."""
        return ids(self.state, "SELECT id FROM thing WHERE root = (SELECT root FROM thing WHERE id = ?)", (number,))

    def _cluster(self, numbers: Collection[int], known: dict[int, tuple[str, Thing]]) -> None:
        things = {number: self._load(number, known)[1] for number in sorted(numbers)}
        kind = known[min(numbers)][0]
        matcher = self._matcher(kind)
        links = cluster(
            things,
            self._pairs(things),
            excludes=matcher.excludes,
            apart=matcher.apart,
            least=matcher.least,
            cohesion=matcher.cohesion,
            order=self._order(things),
        )
        clusters: dict[int, list[int]] = {}
        for number, link in links.items():
            clusters.setdefault(link.root, []).append(number)
        for root, members in clusters.items():
            moved = [
                n
                for n in members
                if self.state.execute("SELECT root, score FROM thing WHERE id = ?", (n,)).fetchone() != (root, links[n].score)
            ]
            for n in moved:
                self.state.execute("UPDATE thing SET root = ?, score = ? WHERE id = ?", (root, links[n].score, n))
            found = Cluster(kind, root, things[root], {n: links[n] for n in sorted(members)})
            self._write(found, moved)
        for number in numbers - clusters.keys():
            self.output.drop(f"c:{number}")

    def _pairs(self, numbers: Collection[int]) -> dict[tuple[int, int], tuple[float, tuple[str, ...]]]:
        pairs = {}
        for number in numbers:
            for other, score, why in self.state.execute("SELECT other, score, why FROM pair WHERE one = ?", (number,)):
                if other in numbers:
                    pairs[number, other] = (score, tuple(json.loads(why)))
        return pairs

    def _order(self, things: dict[int, Thing]) -> Callable[[int], tuple[bool, str, str]]:
        """Linked actors come first, then what the earliest article tells of."""
        rows = {n: self.state.execute("SELECT first, key FROM thing WHERE id = ?", (n,)).fetchone() for n in things}
        return lambda n: (getattr(things[n], "linked", None) is None, *rows[n])

    # ---- output

    def _write(self, found: Cluster, moved: Collection[int]) -> None:
        """Write a cluster's own statements, and those of its members that are new, rescored or moved to it."""
        is_one = self._is_alone(found)
        for number in found.links:
            (written,) = self.state.execute("SELECT written FROM thing WHERE id = ?", (number,)).fetchone()
            if is_one:
                chosen = self._members(number, None) if written else []
                for member in chosen:
                    self.output.drop(f"m:{member.iri}")
            else:
                whole = number in moved or written != 1
                for member in self._members(number, None if whole else self._dirty.get(number, ())):
                    self.output.put_member(found, number, member, self._matcher(found.kind).least)
            if written != (not is_one):
                self.state.execute("UPDATE thing SET written = ? WHERE id = ?", (not is_one, number))
        if is_one:
            self.output.drop(f"c:{found.root}")
        else:
            self.output.put_cluster(found)

    def _is_alone(self, found: Cluster) -> bool:
        """Whether a cluster has fewer than two members that are sure enough to be told of; of events, reprints count once."""
        what = "member.iri" if found.kind == "actor" else "text"
        sql = f"SELECT DISTINCT {what} FROM member JOIN article ON article.id = article WHERE thing = ? AND score >= ? LIMIT 2"  # noqa: S608
        least, seen = self._matcher(found.kind).least, set[str]()
        for number in found.links:
            seen.update(row[0] for row in self.state.execute(sql, (number, least)))
            if len(seen) > 1:
                return False
        return True

    def _members(self, thing: int, only: Collection[int] | None) -> list[Member]:
        """Members of a thing; a linked actor has the same IRI in all articles and is one member."""
        columns = "SELECT iri, score, why FROM member WHERE"
        if only is not None:
            rows = [r for n in sorted(only) for r in self.state.execute(f"{columns} id = ?", (n,))]
        else:
            rows = self.state.execute(f"{columns} thing = ? ORDER BY first", (thing,)).fetchall()
        return [Member(iri, score, tuple(json.loads(why))) for iri, score, why in {r[0]: r for r in rows}.values()]
