"""The access log: one JSON object a line, on standard error."""

import json
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOGGER: Final = logging.getLogger("kgbuild.access")
_LONGEST_QUERY: Final = 500

_queries: ContextVar[list[dict[str, Any]] | None] = ContextVar("queries", default=None)


@contextmanager
def noted(sparql: str) -> Iterator[None]:
    """Note a query or update, and how long it takes, with the request that is being answered.

    Args:
        sparql: The query or update.
    """
    started = time.perf_counter()
    try:
        yield
    finally:
        queries = _queries.get()
        if queries is not None:
            shown = " ".join(sparql.split())[:_LONGEST_QUERY]
            queries.append({"sparql": shown, "milliseconds": _milliseconds(time.perf_counter() - started)})


class AccessLog:
    """Notes each request: when, who, what, with which status, how many bytes, how long, and which queries were asked for it.

    Args:
        app: The application.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and note what came of it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        queries: list[dict[str, Any]] = []
        _queries.set(queries)
        started = time.perf_counter()
        status, size = 500, 0

        async def counting(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
            elif message["type"] == "http.response.body":
                size += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, counting)
        finally:
            entry = _entry(scope, status, size, time.perf_counter() - started)
            LOGGER.info(json.dumps(entry | ({"queries": queries} if queries else {}), ensure_ascii=False))


def _entry(scope: Scope, status: int, size: int, seconds: float) -> dict[str, Any]:
    client = scope.get("client")
    return {
        "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "client": client[0] if client else None,
        "method": scope["method"],
        "path": scope["path"],
        "status": status,
        "bytes": size,
        "milliseconds": _milliseconds(seconds),
    }


def _milliseconds(seconds: float) -> float:
    return round(seconds * 1000, 1)
