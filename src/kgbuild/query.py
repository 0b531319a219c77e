"""Asks SPARQL questions of knowledge graphs: free ones, and named ones that ship with kgbuild.

A named question is a file `queries/NAME.rq` of plain SPARQL, which any other SPARQL tool can run as well. Comments at its
beginning describe it:

    # title: What was said on a day
    # group: sources
    # description: Statements whose time is that day, with who said them.
    # param day (date): The day, for example 2025-12-12

and a line `VALUES ?day { UNDEF }` binds each parameter; what stands between the braces is its default.
"""

import difflib
import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from itertools import chain
from pathlib import Path
from typing import Final, Literal, cast, get_args

import pyoxigraph as ox

from kgbuild.errors import QueryError
from kgbuild.serialize.answers import Answer
from kgbuild.serialize.article_graphs import by_graph
from kgbuild.serialize.reading import read_quads
from kgbuild.vocab import PREFIXES

__all__ = [
    "GROUPS",
    "Answer",
    "Dataset",
    "Graphs",
    "Parameter",
    "Question",
    "ask",
    "check_syntax",
    "parse_question",
    "question",
    "questions",
    "read_dataset",
    "syntax_message",
    "to_dataset",
]

Kind = Literal["text", "date", "period"]

GROUPS: Final = {
    "events": "Who did what to whom",
    "sources": "On whose word, and who denies what",
    "casualties": "Casualties, by source and over time",
    "supplies": "Supplies and aid",
    "time": "What happened when",
    "positions": "Positions and alliances",
    "relays": "Chains of relay",
    "places": "Places",
    "across": "Across articles, after `kgbuild consolidate`",
}
_XSD_DATE: Final = ox.NamedNode(f"{PREFIXES['xsd']}date")
_HEADER = re.compile(r"#[ \t]*(title|group|description):[ \t]*(.+)")
_PARAMETER = re.compile(r"#[ \t]*param[ \t]+(\w+)[ \t]*\((\w+)(, optional)?\):[ \t]*(.+)")
_PERIOD = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_CEDILLA: Final = str.maketrans("şţŞŢ", "șțȘȚ")
# Strings, IRIs and comments of SPARQL: where a word is not a keyword.
_OPAQUE = re.compile(r"\"\"\".*?\"\"\"|'''.*?'''|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|<[^<>\s]*>|#[^\n]*", re.DOTALL)
_FROM = re.compile(r"\bFROM\b", re.IGNORECASE)
_SYNTAX_ERROR = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
_REASON = re.compile(r"\b[A-Z][A-Za-z]+(?: [A-Za-z-]+){2,}")
_EXCERPT: Final = 40


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a named question can be told.

    Args:
        name: Its variable in the query.
        kind: `text`; `date` (`2025-12-12`); or `period` (`2025`, `2025-04` or `2025-04-12`), which binds the variables
            `NAME_first` and `NAME_last` to its first and last day.
        required: Whether the question cannot be asked without it.
        description: What it is for.
    """

    name: str
    kind: Kind
    required: bool
    description: str


@dataclass(frozen=True, slots=True)
class Question:
    """A named question.

    Args:
        name: What it is called by.
        title: The question in a few words.
        group: What kind of question it is, a key of `GROUPS`.
        description: What the answers hold.
        parameters: What it can be told.
        sparql: The query.
    """

    name: str
    title: str
    group: str
    description: str
    parameters: tuple[Parameter, ...]
    sparql: str

    def bind(self, values: Mapping[str, str]) -> str:
        """Put values for the parameters into the query, as SPARQL `VALUES` of typed terms.

        Args:
            values: Values as people write them, by name of the parameter.

        Raises:
            QueryError: A parameter is missing, unknown, or not of its kind.
        """
        known = {p.name: p for p in self.parameters}
        for name in values:
            if name not in known:
                takes = f"it takes {', '.join(known)}" if known else "it takes none"
                raise QueryError(f"question {self.name} has no parameter “{name}”: {takes}")
        sparql = self.sparql
        for parameter in self.parameters:
            if parameter.name in values:
                for variable, term in _terms(parameter, values[parameter.name]).items():
                    sparql = _bind_variable(sparql, variable, term)
            elif parameter.required:
                raise QueryError(f"question {self.name} needs --param {parameter.name}=…: {parameter.description}")
        return sparql


def _bind_variable(sparql: str, variable: str, term: ox.Literal) -> str:
    pattern = re.compile(rf"VALUES \?{variable} \{{[^}}]*\}}")
    return pattern.sub(lambda _: f"VALUES ?{variable} {{ {term} }}", sparql, count=1)


def _terms(parameter: Parameter, value: str) -> dict[str, ox.Literal]:
    """The terms that a parameter's variables are bound to.

    Escapes in SPARQL are read twice (code points first), so that no escaping of a backslash is safe in every SPARQL engine;
    no name or date has one, so none is let in.
    """
    text = unicodedata.normalize("NFC", value).strip().translate(_CEDILLA)
    if "\\" in text or any(unicodedata.category(c) in {"Cc", "Cs"} for c in text):
        raise QueryError(f"parameter {parameter.name}: backslashes and control characters are not allowed")
    if parameter.kind == "text":
        return {parameter.name: ox.Literal(text)}
    first, last = _parse_period(parameter, text)
    if parameter.kind == "period":
        return {f"{parameter.name}_first": _date(first), f"{parameter.name}_last": _date(last)}
    return {parameter.name: _date(first)}


def _date(day: str) -> ox.Literal:
    return ox.Literal(day, datatype=_XSD_DATE)


def _parse_period(parameter: Parameter, text: str) -> tuple[str, str]:
    """First and last day of a year, month or day."""
    found = _PERIOD.fullmatch(text)
    if found is None or (parameter.kind == "date" and found[3] is None):
        wanted = "a day such as 2025-12-12" if parameter.kind == "date" else "a year, month or day such as 2025-04"
        raise QueryError(f"parameter {parameter.name}: “{text}” is not {wanted}")
    year, month, day = int(found[1]), found[2], found[3]
    try:
        first = date(year, int(month or 1), int(day or 1))
    except ValueError:
        raise QueryError(f"parameter {parameter.name}: there is no such day or month as {text}") from None
    if day:
        last = first
    elif month:
        last = first.replace(day=monthrange(year, first.month)[1])
    else:
        last = first.replace(month=12, day=31)
    return first.isoformat(), last.isoformat()


def parse_question(name: str, text: str) -> Question:
    """Read a named question from the text of its file.

    Args:
        name: What it is called by.
        text: Header comments and query.

    Raises:
        QueryError: The header lacks a title or description, or a parameter is of no known kind or bound nowhere.
    """
    header: dict[str, str] = {}
    parameters = []
    for line in text.splitlines():
        if found := _HEADER.fullmatch(line):
            header[found[1]] = found[2].strip()
        elif found := _PARAMETER.fullmatch(line):
            parameters.append(_parameter(name, found, text))
    if header.get("group", "events") not in GROUPS:
        raise QueryError(f"question {name}: there is no group “{header['group']}”: there are {', '.join(GROUPS)}")
    if "title" not in header or "description" not in header:
        raise QueryError(f"question {name} needs the header lines “# title:” and “# description:”")
    return Question(name, header["title"], header.get("group", "events"), header["description"], tuple(parameters), text)


def _parameter(question: str, found: re.Match[str], text: str) -> Parameter:
    name, kind, optional, description = found.groups()
    if kind not in get_args(Kind):
        raise QueryError(f"question {question}, parameter {name}: {kind} is none of {', '.join(get_args(Kind))}")
    variables = (f"{name}_first", f"{name}_last") if kind == "period" else (name,)
    for variable in variables:
        if text.count(f"VALUES ?{variable} {{") != 1:
            raise QueryError(f"question {question}, parameter {name}: bind it once with VALUES ?{variable} {{ … }}")
    return Parameter(name, cast("Kind", kind), optional is None, description.strip())


@cache
def questions() -> Mapping[str, Question]:
    """The named questions that ship with kgbuild, by name in alphabetical order."""
    folder = resources.files("kgbuild").joinpath("queries")
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".rq")), key=lambda f: f.name.removesuffix(".rq"))
    return {name: parse_question(name, f.read_text(encoding="utf-8")) for f in files for name in [f.name.removesuffix(".rq")]}


def question(name: str) -> Question:
    """Find a named question.

    Raises:
        QueryError: There is none of this name; the message gives those with a similar one.
    """
    known = questions()
    if name not in known:
        near = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
        hint = f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(known)}"
        raise QueryError(f"no question is called “{name}”: {hint}")
    return known[name]


@dataclass(frozen=True, slots=True)
class Dataset:
    """What files or a graph in memory hold: a named graph for each article, and all triples together in the default graph.

    Oxigraph can take all named graphs for the default graph, too, but then a triple that stands in several of them, such as the
    label of a country, counts several times.

    Args:
        store: The dataset, in memory.
    """

    store: ox.Store


def to_dataset(quads: Iterable[ox.Quad]) -> Dataset:
    """Put quads into a dataset in memory; triples without a graph name find their article as when a store is loaded."""
    store = ox.Store()
    loose: list[ox.Quad] = []

    def placed() -> Iterator[ox.Quad]:
        for quad in quads:
            if isinstance(quad.graph_name, ox.DefaultGraph):
                loose.append(quad)
            else:
                yield quad
            yield ox.Quad(*quad.triple)

    store.bulk_extend(placed())
    for graph in by_graph(loose).values():
        store.extend(graph)
    return Dataset(store)


def read_dataset(paths: Iterable[Path]) -> Dataset:
    """Read RDF files into one dataset in memory.

    Raises:
        InputError: A file cannot be read as RDF.
    """
    return to_dataset(chain.from_iterable(map(read_quads, paths)))


@dataclass(frozen=True, slots=True)
class Graphs:
    """The dataset of a query, which stands above what the query says itself.

    Args:
        default: The graphs that make up the default graph.
        named: The graphs that `GRAPH` may name.
    """

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


def ask(dataset: Dataset | ox.Store, sparql: str, graphs: Graphs | None = None) -> Answer:
    """Run a SPARQL query; the prefixes of `kgbuild.vocab.PREFIXES` need no declaration.

    Patterns outside `GRAPH` match in all graphs together, unless the query names its graphs with `FROM`. In a store, a triple
    that stands in the graphs of several articles then counts once for each of them: say `DISTINCT`, or ask within `GRAPH`.

    Args:
        dataset: What is asked: files, or an embedded store.
        sparql: A SELECT, ASK, CONSTRUCT or DESCRIBE query.
        graphs: The graphs that are asked; None leaves that to the query.

    Raises:
        QueryError: The query is not valid SPARQL 1.1 (the message shows the place), or cannot be run.

    >>> bool(ask(ox.Store(), "ASK { ?event a kgo:Killing }"))
    False
    """
    store = dataset.store if isinstance(dataset, Dataset) else dataset
    everywhere = store is dataset and _FROM.search(_OPAQUE.sub(" ", sparql)) is None
    try:
        if graphs:
            default: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] = [ox.NamedNode(iri) for iri in graphs.default]
            named: list[ox.NamedNode | ox.BlankNode] = [ox.NamedNode(iri) for iri in graphs.named]
            return store.query(sparql, prefixes=PREFIXES, default_graph=default, named_graphs=named)
        return store.query(sparql, prefixes=PREFIXES, use_default_graph_as_union=everywhere)
    except SyntaxError as error:
        raise QueryError(syntax_message(sparql, str(error.msg))) from error
    except (OSError, ValueError, RuntimeError) as error:
        raise QueryError(f"the query cannot be run: {' '.join(str(error).split())}") from error


def check_syntax(sparql: str) -> None:
    """Check that a query is SPARQL 1.1, without asking anything.

    Raises:
        QueryError: It is not; the message shows the place.
    """
    ask(ox.Store(), sparql)


def syntax_message(sparql: str, message: str) -> str:
    """Show people where a query or update is wrong.

    Args:
        sparql: The query or update.
        message: What Oxigraph says of it.
    """
    found = _SYNTAX_ERROR.match(message)
    if found is None:
        return f"not valid SPARQL: {' '.join(message.split())}"
    line, column = int(found[1]), int(found[2])
    lines = sparql.splitlines()
    text = lines[line - 1] if line <= len(lines) else ""
    before = text[max(0, column - 1 - _EXCERPT) : column - 1].strip()
    after = text[column - 1 : column - 1 + _EXCERPT].strip()
    reason = _REASON.search(re.sub(r"\[[^]]*\]|\"[^\"]*\"", "", found[3]))
    said = f": {reason[0][0].lower()}{reason[0][1:]}" if reason else ""
    return f"not valid SPARQL at line {line}, column {column}{said}, here: “{before} ▸ {after}”"
