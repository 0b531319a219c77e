"""`kgbuild serve`: an embedded store behind the SPARQL 1.1 Protocol, and every IRI of it to be looked up."""

import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kgbuild.errors import MissingExtraError
from kgbuild.vocab import BASE

_NEEDED: Final = ("starlette", "uvicorn", "pebble", "mimeparse")


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """How a store is served.

    Args:
        directory: The store's folder.
        base: Base IRI of the resources that are to be looked up under `/id/`.
        timeout: Seconds after which a query or update is stopped.
        largest: Bytes of the largest answer that is given.
        processes: How many queries are answered at once.
        origins: Origins of web pages that may ask (CORS); `*` stands for all.
        token: What whoever wants to update must know; None lets nobody.
    """

    directory: Path
    base: str = BASE
    timeout: float = 30.0
    largest: int = 64 << 20
    processes: int = 2
    origins: tuple[str, ...] = ()
    token: str | None = None


def serve(settings: ServerSettings, host: str, port: int, started: Callable[[str], object]) -> None:
    """Serve a store until the process is told to end.

    Args:
        settings: What and how.
        host: The address to listen at.
        port: The port; 0 takes any that is free.
        started: Told the server's address once it listens.

    Raises:
        MissingExtraError: The libraries of the extra `server` are not installed.
        StoreError: There is no store, or the address is taken.
    """
    if not all(map(importlib.util.find_spec, _NEEDED)):
        raise MissingExtraError("server", "kgbuild serve")
    from kgbuild.server.run import run  # noqa: PLC0415 — an extra, which may be missing

    run(settings, host, port, started)
