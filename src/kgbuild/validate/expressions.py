"""SPARQL expressions compiled to Python functions: comparisons, strings, whole numbers, days.

What they are not sure to treat as the standard does (ill-typed literals, language tags, other datatypes) they leave alone.
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from operator import eq, ge, gt, le, lt, ne
from typing import Any, Final

import pyoxigraph as ox
import rdflib
from rdflib.namespace import XSD
from rdflib.plugins.sparql.parserutils import CompValue

from kgbuild.validate.data import DataGraph
from kgbuild.validate.terms import NotCompiledError, to_rdflib_literal

# Computes a value: a term, or a Python string or number for a literal that was computed.
Compute = Callable[[DataGraph, list[Any]], Any]

_ORDERINGS: Final[dict[str, Callable[[Any, Any], bool]]] = {"<": lt, "<=": le, ">": gt, ">=": ge}
_KINDS: Final = ((str, "text"), (int, "number"), (Decimal, "number"), (date, "day"))
_MOST: Final = 1 << 16


class ExpressionError(Exception):
    """An expression has no value: an unbound variable, as a rule. A filter is then false."""


class Expressions:
    """Compiles the expressions of a query.

    Args:
        slot: Where a variable's value stands among the bindings.
        exists: Compiles the pattern of EXISTS, given the variables that are bound.
    """

    def __init__(self, slot: Callable[[rdflib.term.Node], int], exists: Callable[[CompValue, set[str]], Compute]) -> None:
        self._slot = slot
        self._exists = exists

    def truth(self, expression: Any, bound: set[str]) -> Callable[[DataGraph, list[Any]], bool]:  # noqa: ANN401 — rdflib's algebra
        """A condition of FILTER; it raises ExpressionError where it has no value."""
        match getattr(expression, "name", ""):
            case "ConditionalAndExpression":
                # SPARQL lets a false part outweigh an error in another, and either is no solution.
                parts = [self.truth(part, bound) for part in (expression.expr, *expression.other)]
                return lambda data, bindings: all(part(data, bindings) for part in parts)
            case "RelationalExpression":
                return self._comparison(expression)
            case "Builtin_EXISTS" | "Builtin_NOTEXISTS":
                exists = self._exists(expression.graph, bound)
                wanted = expression.name == "Builtin_EXISTS"
                return lambda data, bindings: exists(data, bindings) is wanted
            case "Builtin_BOUND":
                slot = self._slot(expression.arg)
                return lambda _data, bindings: bindings[slot] is not None
        raise NotCompiledError(f"the condition {getattr(expression, 'name', expression)}")

    def _comparison(self, expression: CompValue) -> Callable[[DataGraph, list[Any]], bool]:
        left = self.value(expression.expr)
        if expression.op in {"IN", "NOT IN"}:
            members = frozenset(_constant(member) for member in expression.other)
            wanted = expression.op == "IN"
            return lambda data, bindings: (left(data, bindings) in members) is wanted
        right = self.value(expression.other)
        if (ordering := _ORDERINGS.get(expression.op)) is not None:
            return lambda data, bindings: ordering(*_comparable(left(data, bindings), right(data, bindings)))
        equality = {"=": eq, "!=": ne}[expression.op]

        def compare(data: DataGraph, bindings: list[Any]) -> bool:
            one, other = left(data, bindings), right(data, bindings)
            if type(one) is type(other) is str or isinstance(one, _NODES) or isinstance(other, _NODES):
                return bool(equality(one, other))
            return bool(equality(*_comparable(one, other)))

        return compare

    def value(self, expression: Any) -> Compute:  # noqa: ANN401, PLR0911 — rdflib's algebra; a return for each operator
        """An expression that gives a term, a string or a number."""
        if isinstance(expression, rdflib.Variable):
            return self._variable(expression)
        if isinstance(expression, rdflib.term.Identifier):
            slot = self._slot(expression)
            return lambda _data, bindings: bindings[slot]
        match expression.name:
            case "Builtin_STR":
                return self._string(expression)
            case "Builtin_STRLEN":
                text = self.value(expression.arg)
                return lambda data, bindings: len(_text(text(data, bindings)))
            case "Builtin_SUBSTR" if expression.length is not None:
                return self._substring(expression)
            case "Builtin_CONCAT":
                parts = [self.value(part) for part in expression.arg]
                return lambda data, bindings: "".join([_text(part(data, bindings)) for part in parts])
            case "Function" if (read := _CASTS.get(expression.iri)) is not None:
                text = self.value(expression.expr[0])
                return lambda data, bindings: read(_text(text(data, bindings)))
            case "AdditiveExpression":
                return self._sum(expression)
        raise NotCompiledError(f"the expression {expression.name}")

    def _variable(self, variable: rdflib.Variable) -> Compute:
        slot = self._slot(variable)

        def bound(_data: DataGraph, bindings: list[Any]) -> Any:  # noqa: ANN401 — any term
            if (value := bindings[slot]) is None:
                raise ExpressionError(variable)
            return value

        return bound

    def _string(self, expression: CompValue) -> Compute:
        value = self.value(expression.arg)

        def string(data: DataGraph, bindings: list[Any]) -> str:
            term = value(data, bindings)
            if isinstance(term, _WITH_STRINGS):
                return term.value
            raise NotCompiledError("STR of a blank node or a computed value")

        return string

    def _substring(self, expression: CompValue) -> Compute:
        text, start, length = (self.value(part) for part in (expression.arg, expression.start, expression.length))

        read = _LastText()

        def substring(data: DataGraph, bindings: list[Any]) -> str:
            first = _whole(start(data, bindings)) - 1
            last = first + _whole(length(data, bindings))
            return read(text(data, bindings))[max(first, 0) : max(last, 0)]

        return substring

    def _sum(self, expression: CompValue) -> Compute:
        first = self.value(expression.expr)
        signs = [1 if operator == "+" else -1 for operator in expression.op]
        others = [self.value(other) for other in expression.other]

        def total(data: DataGraph, bindings: list[Any]) -> int:
            result = _whole(first(data, bindings))
            for sign, other in zip(signs, others, strict=True):
                result += sign * _whole(other(data, bindings))
            return result

        return total


_WRITTEN: Final = {int: re.compile(r"[+-]?[0-9]+"), Decimal: re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)")}


def _cast(kind: type[int | Decimal]) -> Callable[[str], int | Decimal]:
    """Read a number as SPARQL's casts of strings do."""
    written = _WRITTEN[kind]

    @lru_cache(_MOST)
    def read(text: str) -> int | Decimal:
        if not written.fullmatch(text):
            raise ExpressionError(text)
        return kind(text)

    return read


_CASTS: Final = {XSD.integer: _cast(int), XSD.decimal: _cast(Decimal)}
_STRING: Final = ox.NamedNode(str(XSD.string))
_NODES: Final = (ox.NamedNode, ox.BlankNode)
_WITH_STRINGS: Final = (ox.NamedNode, ox.Literal)


def _constant(term: rdflib.term.Node) -> ox.NamedNode:
    if not isinstance(term, rdflib.URIRef):
        raise NotCompiledError("a list that holds more than IRIs")
    return ox.NamedNode(str(term))


class _LastText:
    """Remembers the string of the literal it saw last: an article's text is asked for at each of its mentions."""

    def __init__(self) -> None:
        self._literal: object = None
        self._text = ""

    def __call__(self, value: Any) -> str:  # noqa: ANN401 — any term
        if value is not self._literal:
            self._text, self._literal = _text(value), value
        return self._text


def _text(value: Any) -> str:  # noqa: ANN401 — any term
    if isinstance(value, str):
        return value
    if isinstance(value, ox.Literal) and value.datatype == _STRING:
        return value.value
    raise NotCompiledError("a string with a language, or none")


def _whole(value: Any) -> int:  # noqa: ANN401 — any term
    if type(value) is int:
        return value
    number = _read(value) if isinstance(value, ox.Literal) else value
    if not isinstance(number, int):
        raise NotCompiledError("arithmetic with more than whole numbers")
    return number


def _comparable(one: Any, other: Any) -> tuple[Any, Any]:  # noqa: ANN401 — any terms
    """Two literals as Python values of one kind."""
    left = _read(one) if isinstance(one, ox.Literal) else one
    right = _read(other) if isinstance(other, ox.Literal) else other
    if not type(left) is type(right) is int and _kind(left) != _kind(right):
        raise NotCompiledError("values of two kinds compared")
    return left, right


def _kind(value: Any) -> str:  # noqa: ANN401 — any value
    for kind, name in _KINDS:
        if isinstance(value, kind):
            return name
    raise NotCompiledError("a value that is no string, number or day")


@lru_cache(_MOST)
def _read(literal: ox.Literal) -> str | int | Decimal | date:
    """A literal as a Python value."""
    read = to_rdflib_literal(literal)
    value = read.value
    if literal.language or read.ill_typed or type(value) not in {str, int, Decimal, date}:
        raise NotCompiledError("a literal of another datatype, or an ill-typed one")
    return value  # type: ignore[no-any-return]
