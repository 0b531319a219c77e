"""What the pages look up in the catalogue: which articles, events, actors, relations and sentences, the newest first."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kgbuild.server.explorer.catalog.entries import AGENT, PATIENT, PLACE, RECIPIENT, RELAY, SOURCE
from kgbuild.server.explorer.catalog.keeping import DAY, unusable
from kgbuild.server.explorer.catalog.words import expression

# Roles of actors in events as the pages tell them apart.
ROLES: Final = {
    "agent": (AGENT,),
    "undergone": (PATIENT, RECIPIENT),
    "place": (PLACE,),
    "source": (SOURCE,),
    "party": (AGENT, PATIENT, RECIPIENT),
    "present": (AGENT, PATIENT, RECIPIENT, PLACE),
    "voice": (SOURCE, RELAY),
}
# Of these numbers on, actors are told of by one article alone.
_OWN: Final = 1 << DAY


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is."""

    articles: int
    events: int
    actors: int


@dataclass(frozen=True, slots=True)
class Found:
    """A thing, and the article that tells of it.

    Args:
        article: IRI of the article; of an actor of many articles, the latest.
        iri: The thing.
        count: In how many articles an actor occurs, in how many events a place or a companion, how often a relation is told.
        first: Of a relation, IRI of the first article that tells it.
    """

    article: str
    iri: str
    count: int = 1
    first: str = ""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which events are wanted.

    Args:
        concept: What `sem:eventType` names; empty for all.
        actor: Words of the name of a participant.
        source: Words of the name of a source or outlet.
        first: They happened on this day or later, `YYYY-MM-DD`.
        last: They happened on this day or earlier.
        about: IRI of an actor that takes part.
        article: IRI of the only article that counts.
        latest: The latest articles that count, so many; 0 for all.
        before: Articles that are newer than those.
    """

    concept: str = ""
    actor: str = ""
    source: str = ""
    first: str = ""
    last: str = ""
    about: str = ""
    article: str = ""
    latest: int = 0
    before: int = 0


def counts(file: Path) -> Counts:
    """Count articles, events and the actors that many articles share."""
    with _reading(file) as catalog:
        (articles,) = catalog.execute("SELECT COUNT(*) FROM article").fetchone()
        (events,) = catalog.execute("SELECT COUNT(*) FROM event").fetchone()
        (actors,) = catalog.execute("SELECT COUNT(*) FROM actor WHERE id < ? AND articles > 0", (_OWN,)).fetchone()
        return Counts(articles, events, actors)


def latest(file: Path, limit: int, offset: int) -> list[str]:
    """Articles, the latest first."""
    with _reading(file) as catalog:
        rows = catalog.execute("SELECT iri FROM article ORDER BY id DESC LIMIT ? OFFSET ?", (limit, offset))
        return [iri for (iri,) in rows]


def kinds(file: Path, articles: Sequence[str]) -> list[tuple[str, int]]:
    """What some articles tell of: event types by what `sem:eventType` names, the commonest first."""
    sql = f"SELECT concept, COUNT(*) FROM event WHERE article IN ({_NUMBERS}) GROUP BY concept ORDER BY 2 DESC, 1"  # noqa: S608
    with _reading(file) as catalog:
        return catalog.execute(sql.format(_places(articles)), articles).fetchall()


def actors_of(file: Path, articles: Sequence[str], limit: int) -> list[Found]:
    """The actors of some articles that others tell of too, those of most of them first; `count` counts among these articles."""
    sql = f"""
    SELECT article.iri, actor.iri, COUNT(*) AS many, MAX(occurrence.article)
    FROM occurrence JOIN actor ON actor.id = occurrence.actor JOIN article ON article.id = occurrence.article
    WHERE occurrence.article IN ({_NUMBERS}) GROUP BY actor.id ORDER BY many DESC, actor.iri LIMIT {int(limit)}
    """  # noqa: S608
    with _reading(file) as catalog:
        return [Found(*row[:3]) for row in catalog.execute(sql.format(_places(articles)), articles)]


def actor_articles(file: Path, actor: str, limit: int) -> list[str]:
    """The latest articles that tell of an actor."""
    own = "SELECT article.iri FROM actor JOIN article ON article.id = actor.article WHERE actor.iri = ?"
    shared = """
    SELECT article.iri FROM occurrence JOIN article ON article.id = occurrence.article
    WHERE actor = (SELECT id FROM actor WHERE iri = ?) ORDER BY article.id DESC LIMIT ?
    """
    with _reading(file) as catalog:
        rows = catalog.execute(own, (actor,)).fetchall() or catalog.execute(shared, (actor, limit))
        return [iri for (iri,) in rows]


def events_of(file: Path, actor: str, role: str, limit: int, offset: int = 0) -> list[Found]:
    """The latest events in which an actor has a role, a key of `ROLES`."""
    sql = f"""
    SELECT article.iri, event.iri
    FROM (
      SELECT DISTINCT event FROM part
      WHERE actor = (SELECT id FROM actor WHERE iri = ?) AND role IN ({_roles(role)}) ORDER BY event DESC LIMIT ? OFFSET ?
    ) JOIN event ON event.id = event JOIN article ON article.id = event.article
    ORDER BY event.id DESC
    """  # noqa: S608
    with _reading(file) as catalog:
        return _found(catalog.execute(sql, (actor, limit, offset)))


def others(file: Path, actor: str, events: int, limit: int) -> list[Found]:
    """Who takes part in the latest events that an actor takes part in, the most frequent first."""
    sql = f"""
    WITH self AS (SELECT id FROM actor WHERE iri = ?),
    mine AS (SELECT DISTINCT event FROM part WHERE actor IN self AND role IN ({_roles("party")}) ORDER BY event DESC LIMIT ?)
    SELECT article.iri, actor.iri, COUNT(DISTINCT part.event) AS many, MAX(part.event)
    FROM mine CROSS JOIN part ON part.event = mine.event AND part.role IN ({_roles("party")})
      JOIN actor ON actor.id = part.actor JOIN event ON event.id = part.event JOIN article ON article.id = event.article
    WHERE part.actor NOT IN self GROUP BY actor.id ORDER BY many DESC, actor.iri LIMIT ?
    """  # noqa: S608
    with _reading(file) as catalog:
        return [Found(*row[:3]) for row in catalog.execute(sql, (actor, events, limit))]


def relations_of(file: Path, actor: str, limit: int) -> list[Found]:
    """The relations of an actor, each once however often it is told, that told last first; as its latest statement."""
    sql = """
    WITH self AS (SELECT id FROM actor WHERE iri = ?),
    told AS (
      SELECT key, article, id FROM relation WHERE subject IN self
      UNION SELECT key, article, id FROM relation WHERE object IN self
    ),
    summed AS (
      SELECT MAX(id) AS id, MIN(article) AS first, COUNT(DISTINCT article) AS many FROM told GROUP BY key
      ORDER BY MAX(article) DESC, MIN(article) DESC LIMIT ?
    )
    SELECT article.iri, relation.iri, many, earliest.iri
    FROM summed JOIN relation ON relation.id = summed.id JOIN article ON article.id = relation.article
      JOIN article AS earliest ON earliest.id = summed.first
    ORDER BY article.id DESC, earliest.id DESC, relation.id
    """
    with _reading(file) as catalog:
        return _found(catalog.execute(sql, (actor, limit)))


def relations_within(file: Path, article: str) -> list[Found]:
    """The relations that an article tells."""
    sql = "SELECT ?, iri FROM relation WHERE article = (SELECT article FROM graph WHERE iri = ?) ORDER BY id"
    with _reading(file) as catalog:
        return _found(catalog.execute(sql, (article, article)))


def choose(file: Path, wanted: Filter, limit: int, offset: int = 0, *, having: str = "") -> list[Found]:
    """The events that a filter chooses, those of the latest articles first.

    Args:
        file: The catalogue.
        wanted: The filter.
        limit: How many.
        offset: How many come before them.
        having: `time` for events with a time, those that happened last first; `place` for events with a place.
    """
    conditions, values = _conditions(wanted, by_time=having == "time")
    order = "event.id DESC"
    if having == "time":
        conditions.append("event.first IS NOT NULL")
        order = "event.first DESC, event.last DESC, event.id DESC"
    elif having == "place":
        conditions.append(f"EXISTS (SELECT 1 FROM part WHERE part.event = event.id AND role IN ({_roles('place')}))")  # noqa: S608
    sql = f"""
    SELECT article.iri, event.iri FROM event JOIN article ON article.id = event.article
    WHERE {" AND ".join(conditions) or "TRUE"} ORDER BY {order} LIMIT {int(limit)} OFFSET {int(offset)}
    """  # noqa: S608
    with _reading(file) as catalog:
        return _found(catalog.execute(sql, values))


def _conditions(wanted: Filter, *, by_time: bool) -> tuple[list[str], list[str]]:
    # The plus keeps SQLite from taking the actors' events one by one where it finds them faster in the order of time.
    plus = "+" if by_time else ""
    having = f"{plus}event.id IN (SELECT event FROM part WHERE role IN ({{}}) AND actor IN (SELECT {{}}))"  # noqa: S608
    named, about = "rowid FROM name_text WHERE text MATCH ?", "id FROM actor WHERE iri = ?"
    given = [
        ("event.concept = ?", wanted.concept),
        (having.format(_roles("present"), named), expression(wanted.actor)),
        (having.format(_roles("voice"), named), expression(wanted.source)),
        ("event.last >= ?", wanted.first),
        ("event.first <= ?", wanted.last),
        (having.format(_roles("party"), about), wanted.about),
        ("event.article = (SELECT article FROM graph WHERE iri = ?)", wanted.article),
    ]
    conditions = [condition for condition, value in given if value]
    if any(text and not expression(text) for text in (wanted.actor, wanted.source)):
        # What holds no words finds nothing.
        conditions.append("FALSE")
    if wanted.latest:
        latest_ones = f"SELECT id FROM article ORDER BY id DESC LIMIT {int(wanted.latest)} OFFSET {int(wanted.before)}"  # noqa: S608
        conditions.append(f"event.article IN ({latest_ones})")
    return conditions, [value for _, value in given if value]


def search_actors(file: Path, words: str, limit: int) -> tuple[list[Found], list[Found]]:
    """Actors with words in their names: those that many articles share, the commonest first, and those of one article alone."""
    match = "FROM name_text JOIN actor ON actor.id = name_text.rowid WHERE name_text.text MATCH ? AND name_text.rowid"
    shared = f"""
    SELECT article.iri, found.iri, articles FROM (
      SELECT actor.id, actor.iri, articles {match} < {_OWN} AND articles > 0 ORDER BY articles DESC, actor.iri LIMIT ?
    ) AS found JOIN article ON article.id = (SELECT MAX(article) FROM occurrence WHERE actor = found.id)
    ORDER BY articles DESC, found.iri
    """  # noqa: S608
    own = f"""
    SELECT article.iri, found.iri FROM (
      SELECT actor.iri, actor.article {match} >= {_OWN} ORDER BY name_text.rowid DESC LIMIT ?
    ) AS found JOIN article ON article.id = found.article
    """  # noqa: S608
    if not (asked := expression(words)):
        return [], []
    with _reading(file) as catalog:
        return _found(catalog.execute(shared, (asked, limit))), _found(catalog.execute(own, (asked, limit)))


def search_titles(file: Path, words: str, limit: int, offset: int) -> list[str]:
    """Articles with words in their titles, the latest first."""
    sql = """
    SELECT iri FROM (SELECT rowid FROM title_text WHERE text MATCH ? ORDER BY rowid DESC LIMIT ? OFFSET ?) AS found
    JOIN article ON article.id = found.rowid ORDER BY article.id DESC
    """
    if not (asked := expression(words)):
        return []
    with _reading(file) as catalog:
        return [iri for (iri,) in catalog.execute(sql, (asked, limit, offset))]


def search_sentences(file: Path, words: str, limit: int, offset: int) -> list[Found]:
    """Sentences with some words, those of the latest articles first."""
    sql = """
    SELECT article.iri, sentence.iri
    FROM (SELECT rowid FROM sentence_text WHERE text MATCH ? ORDER BY rowid DESC LIMIT ? OFFSET ?) AS found
    JOIN sentence ON sentence.id = found.rowid JOIN article ON article.id = sentence.article ORDER BY sentence.id DESC
    """
    if not (asked := expression(words)):
        return []
    with _reading(file) as catalog:
        return _found(catalog.execute(sql, (asked, limit, offset)))


@contextmanager
def _reading(file: Path) -> Iterator[sqlite3.Connection]:
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=5)) as catalog:
            yield catalog
    except sqlite3.Error as error:
        raise unusable(file, error) from error


_NUMBERS: Final = "SELECT article FROM graph WHERE iri IN ({})"


def _places(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))


def _roles(role: str) -> str:
    return ", ".join(map(str, ROLES[role]))


def _found(rows: "sqlite3.Cursor") -> list[Found]:
    """Rows of an article, a thing within it and what else is told."""
    return [Found(article, f"{article}{iri}" if iri.startswith("#") else iri, *rest) for article, iri, *rest in rows]
