"""The access log: one JSON object a line, on standard error."""

import json
import logging
import time
from datetime import UTC, datetime
from typing import Any, Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOGGER: Final = logging.getLogger("kgbuild.access")
_LONGEST_QUERY: Final = 500


class AccessLog:
    """Notes each request: when, who, what, with which status, how many bytes, how long.

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
        scope.setdefault("state", {})
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
            LOGGER.info(json.dumps(_entry(scope, status, size, time.perf_counter() - started), ensure_ascii=False))


def _entry(scope: Scope, status: int, size: int, seconds: float) -> dict[str, Any]:
    client = scope.get("client")
    entry = {
        "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "client": client[0] if client else None,
        "method": scope["method"],
        "path": scope["path"],
        "status": status,
        "bytes": size,
        "milliseconds": round(seconds * 1000, 1),
    }
    sparql = scope["state"].get("sparql")
    return entry | ({"sparql": " ".join(sparql.split())[:_LONGEST_QUERY]} if sparql else {})
