"""Real servers on free loopback ports, each with a folder of its own."""

import shutil
import socket
import subprocess
import sysconfig
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import httpx


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(url: str, seconds: float = 120) -> None:
    """Wait until a server answers."""
    until = time.monotonic() + seconds
    while True:
        try:
            httpx.get(url, timeout=2)
        except httpx.TransportError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
        else:
            return


@dataclass
class Server:
    """A server with a folder of its own, which its process works in."""

    folder: Path
    port: int = field(default_factory=free_port)
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def run(self, *command: str) -> Self:
        """Start the process and wait until it answers."""
        self.folder.mkdir(exist_ok=True)
        self.process = subprocess.Popen(command, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            wait_for(self.url)
        except BaseException:
            self.kill()
            raise
        return self

    def kill(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None


@dataclass
class Oxigraph(Server):
    """The Oxigraph server; it can be killed and started again over the same folder and port."""

    restart: threading.Timer | None = None

    def start(self) -> Self:
        command = str(Path(sysconfig.get_path("scripts")) / "oxigraph")
        return self.run(command, "serve", "--location", str(self.folder), "--bind", f"127.0.0.1:{self.port}")

    def start_in(self, seconds: float) -> None:
        """Start the server a while later, unless it is closed before."""
        self.restart = threading.Timer(seconds, self.start)
        self.restart.start()

    def close(self) -> None:
        if self.restart:
            self.restart.cancel()
            self.restart.join()
        self.kill()


VIRTUOSO_SETTINGS = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql_port}
DisableUnixSocket = 1
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
DirsAllowed = .
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerRoot = .
ServerThreads = 5
[SPARQL]
ResultSetMaxRows = 100000
"""


@dataclass
class Virtuoso(Server):
    """OpenLink Virtuoso with its first name and password, dba and dba."""

    @staticmethod
    def is_installed() -> bool:
        return shutil.which("virtuoso-t") is not None

    def start(self) -> Self:
        settings = VIRTUOSO_SETTINGS.format(sql_port=free_port(), port=self.port)
        (self.folder / "virtuoso.ini").write_text(settings, encoding="utf-8")
        return self.run("virtuoso-t", "-f", "+configfile", "virtuoso.ini")
