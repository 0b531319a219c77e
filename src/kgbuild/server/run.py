"""Runs the server in this process."""

import logging
import socket
import sys
from collections.abc import Callable

import uvicorn

from kgbuild.errors import StoreError
from kgbuild.server import ServerSettings
from kgbuild.server.access_log import LOGGER
from kgbuild.server.app import create_app
from kgbuild.stores.oxigraph import open_store


def run(settings: ServerSettings, host: str, port: int, started: Callable[[str], object]) -> None:
    """Serve a store until the process is told to end; see `kgbuild.server.serve`."""
    open_store(settings.directory)
    listening = _listen(host, port)
    LOGGER.setLevel(logging.INFO)
    LOGGER.propagate = False
    LOGGER.addHandler(logging.StreamHandler(sys.stderr))
    config = uvicorn.Config(create_app(settings), log_level="warning", access_log=False, server_header=False, lifespan="on")
    shown = f"[{host}]" if ":" in host else host
    started(f"http://{shown}:{listening.getsockname()[1]}/")
    with listening:
        uvicorn.Server(config).run([listening])


def _listen(host: str, port: int) -> socket.socket:
    listening = None
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, kind, protocol)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
    except OSError as error:
        if listening:
            listening.close()
        reason = error.strerror or error
        raise StoreError(f"cannot listen there: {reason}; choose another --host or --port", f"{host}:{port}") from error
    return listening
