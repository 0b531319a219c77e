"""Corpora in object stores: S3 and Google Cloud Storage, each by a server on this machine that speaks its protocol."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import fsspec
import pytest
from tests.corpus.corpora import output, records, write
from tests.stores.servers import free_port

from kgbuild.corpus import Plan, Progress, build_corpus
from kgbuild.errors import MissingExtraError, OutputError

BUCKET = "graf"
# The clients leave connections to whoever collects them.
pytestmark = [
    pytest.mark.usefixtures("collected"),
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(scope="module")
def s3() -> Iterator[Any]:
    """An S3 with a bucket."""
    moto = pytest.importorskip("moto.server", reason="needs moto")
    server = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", "http://{}:{}".format(*server.get_host_and_port()))
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        patch.setenv("AWS_ACCESS_KEY_ID", "proba")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "proba")
        files = fsspec.filesystem("s3")
        files.mkdir(BUCKET)
        yield files
    server.stop()


@pytest.fixture(scope="module")
def gs() -> Iterator[Any]:
    """A Google Cloud Storage with a bucket."""
    emulator = pytest.importorskip("gcp_storage_emulator.server", reason="needs gcp-storage-emulator")
    port = free_port()
    server = emulator.create_server("127.0.0.1", port, in_memory=True, default_bucket=BUCKET)
    server.start()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STORAGE_EMULATOR_HOST", f"http://127.0.0.1:{port}")
        # Zonal buckets are asked for by a protocol that the emulator does not speak.
        patch.setenv("GCSFS_EXPERIMENTAL_ZB_HNS_SUPPORT", "false")
        patch.setitem(fsspec.config.conf, "gs", {"token": "anon"})
        retry = pytest.importorskip("gcsfs.retry", reason="needs gcsfs")
        # Nor does it move objects (501): the client is to copy them at once, not to try for a minute.
        patch.setattr(retry, "errs", retry.errs - {501, "501"})
        yield fsspec.filesystem("gs")
    server.stop()


@pytest.fixture(params=["s3", "gs"])
def store(request: pytest.FixtureRequest) -> Any:  # noqa: ANN401 — fsspec has no types
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("corpus") / "a.jsonl", records(24))


@pytest.fixture(scope="module")
def whole(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What a run that nothing broke off writes into a folder of this machine."""
    folder = tmp_path_factory.mktemp("whole")
    build_corpus(Plan([corpus], folder, shard_size=8))
    return output(folder)


def stored(store: Any, folder: str) -> dict[str, bytes]:  # noqa: ANN401 — likewise
    store.invalidate_cache()
    return {path.rpartition("/")[2]: store.cat_file(path) for path in store.find(f"{BUCKET}/{folder}")}


def test_a_run_that_broke_off_goes_on_to_the_same_bytes(
    store: Any,  # noqa: ANN401 — likewise
    corpus: Path,
    whole: dict[str, bytes],
    tmp_path: Path,
) -> None:
    plan = Plan([corpus], store.unstrip_protocol(f"{BUCKET}/out"), shard_size=8, ledger=tmp_path / "l.sqlite")

    def break_off(progress: Progress) -> None:
        # Within the second shard; the first one has its lasting name by then.
        if progress.documents > 8:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_corpus(plan, break_off)
    assert set(stored(store, "out")) == {"00000.nq.zst", "00000001.zst"}
    seen: list[Progress] = []
    build_corpus(plan, seen.append)
    assert [progress.documents for progress in seen if progress.fresh] == [24]
    assert stored(store, "out") == whole


def test_a_corpus_that_grew_gives_what_a_new_run_gives(store: Any, corpus: Path, whole: dict[str, bytes], tmp_path: Path) -> None:  # noqa: ANN401 — likewise
    part = write(tmp_path / "a.jsonl", records(12))
    plan = Plan([part], store.unstrip_protocol(f"{BUCKET}/grown"), shard_size=8, ledger=tmp_path / "l.sqlite")
    build_corpus(plan)
    part.write_bytes(corpus.read_bytes())
    build_corpus(plan)
    assert stored(store, "grown") == whole


def test_a_bucket_that_is_not_there_is_not_made(store: Any, corpus: Path, tmp_path: Path) -> None:  # noqa: ANN401 — likewise
    url = store.unstrip_protocol("graff/out")
    with pytest.raises(OutputError, match=f"{url}: there is no bucket graff"):
        build_corpus(Plan([corpus], url, ledger=tmp_path / "l.sqlite"))
    assert not store.exists("graff")


@pytest.mark.parametrize(("url", "extra"), [("s3://graf", "s3"), ("gs://graf", "gcs")])
def test_without_its_client_the_extra_is_named(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str, extra: str
) -> None:
    def missing(_: str) -> NoReturn:
        raise ImportError("Install it")

    monkeypatch.setattr(fsspec.core, "url_to_fs", missing)
    with pytest.raises(MissingExtraError, match=rf"kgbuild\[{extra}\]"):
        build_corpus(Plan([corpus], url, ledger=tmp_path / "l.sqlite"))
