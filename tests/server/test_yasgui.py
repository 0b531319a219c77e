"""The YASGUI editor in a real browser, on a page of another origin, asking a served store."""

import http.server
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from tests.npm import unpack
from tests.sample import ARTICLE_IRI
from tests.server.conftest import serving

CHROMIUM = shutil.which("chromium")
QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PAGE = """<!doctype html>
<meta charset="utf-8">
<link rel="stylesheet" href="yasgui.min.css">
<script src="yasgui.min.js"></script>
<div id="yasgui"></div>
<script>
const editor = document.getElementById("yasgui");
const yasgui = new Yasgui(editor, {requestConfig: {endpoint: "%s/sparql"}, persistenceId: null});
yasgui.getTab().yasqe.setValue("SELECT ?article { GRAPH ?g { ?article a <https://schema.org/NewsArticle> } }");
yasgui.getTab().yasqe.query();
</script>
"""


class Handler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def pages(folder: Path) -> Iterator[str]:
    """A web server for the files of a folder."""
    listening = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    thread = threading.Thread(target=listening.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.server_address[1]}"
    finally:
        listening.shutdown()
        thread.join()
        listening.server_close()


@pytest.mark.skipif(CHROMIUM is None, reason="needs Debian's chromium")
def test_editor_shows_the_answer_in_the_browser(tmp_path: Path) -> None:
    built = unpack(tmp_path / "npm", "@triply/yasgui@4.2.28") / "build"
    with pages(built) as origin, serving(tmp_path, "--cors", origin) as server:
        (built / "index.html").write_text(PAGE % server.url, encoding="utf-8")
        profile = f"--user-data-dir={tmp_path / 'browser'}"
        # Virtual time stands still while the page waits for an answer.
        command = [str(CHROMIUM), *QUIET, profile, "--virtual-time-budget=20000", "--dump-dom", f"{origin}/index.html"]
        shown = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout
        assert '"path": "/sparql", "status": 200' in server.log.read_text(encoding="utf-8")
    assert "dataTable" in shown
    assert f'href="{ARTICLE_IRI}"' in shown
