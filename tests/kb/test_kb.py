import copy
import zipfile
from pathlib import Path

import pytest
from tests.kb.dumps import ITEMS, NAMES, PLACES, item, place_row, statement, write_dump, write_lines

from kgbuild.errors import KnowledgeBaseError
from kgbuild.kb import KnowledgeBase, Sources, build_knowledge_base
from kgbuild.lexicon.gazetteer import Entry
from kgbuild.model import ActorType


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Sources:
    folder = tmp_path_factory.mktemp("dumps")
    dump, places = write_dump(folder / "dump.json.gz"), write_lines(folder / "cities.txt", PLACES)
    return Sources(dump, [places], write_lines(folder / "alternateNamesV2.txt", NAMES))


@pytest.fixture(scope="module")
def known(files: Sources, tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    path = tmp_path_factory.mktemp("kb") / "kb.sqlite"
    build_knowledge_base(path, files)
    return KnowledgeBase(path)


def made_of(tmp_path: Path, *items: object) -> KnowledgeBase:
    path = tmp_path / "kb.sqlite"
    build_knowledge_base(path, Sources(write_dump(tmp_path / "dump.json", items)))
    return KnowledgeBase(path)


@pytest.mark.parametrize(
    ("name", "kind", "identifier"),
    [
        ("Zorinel Bravescu", "Person", "Q900011"),
        ("Zorinel Brăvescu", "Person", "Q900011"),
        ("Adunarea Dogarilor", "Organization", "Q900014"),
        ("Adunării Dogarilor", "Organization", "Q900014"),
        ("Coopers' Assembly", "Organization", "Q900014"),
        ("Kralgradului", "Place", "Q900020"),
        ("Craiul", "GeopoliticalEntity", "Q900020"),
    ],
)
def test_a_name_is_found_inflected_and_spelt_otherwise(known: KnowledgeBase, name: str, kind: ActorType, identifier: str) -> None:
    assert [entry.wikidata for entry in known.look_up(name, kind)] == [identifier]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Zorinel", "Person"),
        ("Bravescu", "Person"),
        ("Zorinel Bravescu", "Organization"),
        ("Adunarea Dogarilor", "PersonGroup"),
        ("adunarea dogarilor", "Organization"),
        ("Lacul Kralgrad", "Place"),
        ("Hinterwald", "Place"),
        ("Királyvár", "Place"),
        ("Regula lui Zorinel", "Organization"),
        ("Altundeva", "Place"),
        ("…", "Place"),
    ],
)
def test_what_is_no_name_of_such_an_actor_is_not_found(known: KnowledgeBase, name: str, kind: ActorType) -> None:
    assert not known.look_up(name, kind)


def test_an_ambiguous_name_gives_all_whom_it_can_mean(known: KnowledgeBase) -> None:
    assert {e.wikidata for e in known.look_up("Melinda Tarsoveanu", "Person")} == {"Q900012", "Q900013"}
    assert {e.geonames for e in known.look_up("Dorna Aspră", "Place")} == {"7000004", "7000005"}


def test_a_settlement_is_meant_rather_than_the_shire_of_its_name(known: KnowledgeBase) -> None:
    (entry,) = known.look_up("Brestoviței", "Place")
    assert (entry.wikidata, entry.geonames, entry.of) == ("Q900015", "7000001", "VD")


def test_what_the_text_calls_a_place_decides_between_town_and_shire(known: KnowledgeBase) -> None:
    assert [e.wikidata for e in known.look_up("Brestovița", "Place", settlement=True)] == ["Q900015"]
    assert [e.wikidata for e in known.look_up("Brestovița", "Place", settlement=False)] == ["Q900016"]
    assert not known.look_up("Kralgrad", "Place", settlement=False)


def test_a_place_of_both_sources_is_one_with_the_coordinates_of_geonames(known: KnowledgeBase) -> None:
    (entry,) = known.look_up("Brestovița", "Place")
    assert entry.coordinates == (45.5, 25.25)


def test_the_label_is_the_preferred_name_of_the_first_language_that_is_not_historic(known: KnowledgeBase) -> None:
    (entry,) = known.look_up("Kralgrad", "Place")
    assert entry.name == "Crăiasa"


def test_labels_have_the_comma_below_whatever_the_source_writes(tmp_path: Path) -> None:
    places = write_lines(tmp_path / "cities.txt", [place_row("7000008", "Ţara Moşilor", (46.0, 24.0))])
    build_knowledge_base(tmp_path / "kb.sqlite", Sources(geonames=[places]))
    assert [e.name for e in KnowledgeBase(tmp_path / "kb.sqlite").look_up("Țara Moșilor", "Place")] == ["Țara Moșilor"]


def test_a_country_is_a_polity_with_its_code(known: KnowledgeBase) -> None:
    (entry,) = known.look_up("Valdoriei", "Place")
    assert (entry.type, entry.iso, entry.of) == ("GeopoliticalEntity", "VD", None)


def test_coordinates_are_found_by_identifier(known: KnowledgeBase) -> None:
    located = known.locate(Entry("Orașul", "Place", wikidata="Q900015"))
    assert (located.coordinates, located.geonames) == ((45.5, 25.25), "7000001")
    assert known.locate(Entry("Orașul", "Place", geonames="7000004")).coordinates == (47.0, 23.0)
    nowhere = Entry("Orașul", "Place")
    assert known.locate(nowhere) is nowhere


def test_search_takes_beginnings_of_words_in_any_order(known: KnowledgeBase) -> None:
    assert [(found.wikidata, found.name) for found in known.search("brav zori", 9)] == [("Q900011", "Zorinel Bravescu")]
    assert [found.label for found in known.search("DORNA aspra", 1)] == ["Dorna Aspră"]
    assert not list(known.search("—", 9))


def test_types_and_languages_are_what_was_asked_for(files: Sources, tmp_path: Path) -> None:
    path = tmp_path / "kb.sqlite"
    built = build_knowledge_base(path, Sources(files.wikidata, types=("place",), languages=("de",)))
    assert built.entities == 1
    kb = KnowledgeBase(path)
    assert kb.look_up("Hinterwald", "Place")
    assert kb.about["types"] == "place"


def test_features_are_what_was_asked_for(files: Sources, tmp_path: Path) -> None:
    path = tmp_path / "kb.sqlite"
    build_knowledge_base(path, Sources(geonames=files.geonames, features=("H",)))
    assert [entry.geonames for entry in KnowledgeBase(path).look_up("Lacului Kralgrad", "Place")] == ["7000003"]


@pytest.mark.parametrize("name", ["dump.json", "dump.json.bz2"])
def test_packed_or_not_the_same_knowledge_base_comes_of_a_dump(
    known: KnowledgeBase, files: Sources, tmp_path: Path, name: str
) -> None:
    sources = Sources(write_dump(tmp_path / name), files.geonames, files.alternate_names)
    build_knowledge_base(tmp_path / "kb.sqlite", sources)
    assert KnowledgeBase(tmp_path / "kb.sqlite").digest == known.digest


def test_a_zip_of_geonames_is_read_as_it_is(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "VD.zip", "w") as archive:
        archive.writestr("readme.txt", "Not this one.")
        archive.writestr("VD.txt", "\n".join(PLACES))
    built = build_knowledge_base(tmp_path / "kb.sqlite", Sources(geonames=[tmp_path / "VD.zip"]))
    assert built.entities == 4


def test_preferred_statements_count_and_deprecated_ones_do_not(tmp_path: Path) -> None:
    person = item("Q1001", {"ro": "Ovidena Strâmbeanu"}, {"P31": ["Q5"]})
    person["claims"]["P27"] = [statement("P27", "Q900010", "preferred"), statement("P27", "Q30", "normal")]
    ghost = item("Q1002", {"ro": "Nimeni Altul"}, {})
    ghost["claims"]["P31"] = [statement("P31", "Q5", "deprecated")]
    kb = made_of(tmp_path, *ITEMS, person, ghost)
    (entry,) = kb.look_up("Ovidena Strâmbeanu", "Person")
    assert entry.of == "VD"
    assert not kb.look_up("Nimeni Altul", "Person")


def test_unknown_values_and_items_by_number_alone_are_read(tmp_path: Path) -> None:
    old = item("Q1001", {"ro": "Ovidena Strâmbeanu"}, {"P31": ["Q5"]})
    del old["claims"]["P31"][0]["mainsnak"]["datavalue"]["value"]["id"]
    old["claims"]["P27"] = [{"mainsnak": {"snaktype": "somevalue", "property": "P27"}, "rank": "normal"}]
    assert [e.wikidata for e in made_of(tmp_path, old).look_up("Ovidena Strâmbeanu", "Person")] == ["Q1001"]


def test_coordinates_on_another_globe_are_none(tmp_path: Path) -> None:
    crater = copy.deepcopy(ITEMS[10])
    crater["claims"]["P625"][0]["mainsnak"]["datavalue"]["value"]["globe"] = "http://www.wikidata.org/entity/Q405"
    crater["labels"]["ro"]["value"] = "Craterul Mic"
    (entry,) = made_of(tmp_path, ITEMS[3], crater).look_up("Craterul Mic", "Place")
    assert entry.coordinates is None


def test_broken_lines_are_told_and_left_out(tmp_path: Path) -> None:
    told: list[str] = []
    broken = item("Q1001", {"ro": "Ovidena Strâmbeanu"}, {})
    broken["claims"] = {"P31": "none of this"}
    dump = write_dump(tmp_path / "dump.json", [*ITEMS, '{"id": "Q77", "labels": {', '["no entity"]', broken])
    places = write_lines(
        tmp_path / "cities.txt",
        [*PLACES, "7000009\tabgeschnitten", place_row("x", "Fără Număr", (1, 2)), place_row("1", "Nicăieri", (91, 2))],
    )
    names = write_lines(tmp_path / "names.txt", [*NAMES, "1\t2"])
    built = build_knowledge_base(tmp_path / "kb.sqlite", Sources(dump, [places], names), report=told.append)
    assert built.broken == len(told) == 7
    assert all(part in line for part, line in zip(("entity 15", "entity 16", "entity 17"), told, strict=False))
    assert "line 6 has 2 columns" in told[3]
    assert KnowledgeBase(tmp_path / "kb.sqlite").look_up("Zorinel Bravescu", "Person")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("dump.json", b"<html>", "is no Wikidata dump"),
        ("dump.json", b"[\n]\n", "holds no entity"),
        ("dump.json", b"", "holds no entity"),
        ("dump.json.gz", b"[\n]", "compression is broken"),
        ("dump.json.bz2", b"[\n]", "cannot be read"),
    ],
)
def test_a_file_that_is_no_dump_is_refused(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    dump = tmp_path / name
    dump.write_bytes(content)
    with pytest.raises(KnowledgeBaseError, match=message):
        build_knowledge_base(tmp_path / "kb.sqlite", Sources(dump))
    assert {path.name for path in tmp_path.iterdir()} == {name}


def test_a_dump_that_breaks_off_leaves_the_old_knowledge_base(tmp_path: Path) -> None:
    made_of(tmp_path, *ITEMS).close()
    before = (tmp_path / "kb.sqlite").read_bytes()
    whole = write_dump(tmp_path / "dump.json.gz")
    whole.write_bytes(whole.read_bytes()[:-30])
    with pytest.raises(KnowledgeBaseError, match="fetch it again"):
        build_knowledge_base(tmp_path / "kb.sqlite", Sources(whole))
    assert (tmp_path / "kb.sqlite").read_bytes() == before


@pytest.mark.parametrize("sources", [Sources(Path("none.json")), Sources(geonames=[Path("none.txt")])])
def test_a_missing_source_is_told(tmp_path: Path, sources: Sources) -> None:
    with pytest.raises(KnowledgeBaseError, match="no such file"):
        build_knowledge_base(tmp_path / "kb.sqlite", sources)


@pytest.mark.parametrize("line", ["Kralgrad,46.0,24.0", "7000001\tKralgrad"])
def test_a_file_that_is_none_of_geonames_is_refused(tmp_path: Path, line: str) -> None:
    other = write_lines(tmp_path / "other.txt", [line])
    places = write_lines(tmp_path / "cities.txt", PLACES)
    for sources in (Sources(geonames=[other]), Sources(geonames=[places], alternate_names=other)):
        with pytest.raises(KnowledgeBaseError, match="is no table of GeoNames: its first line has"):
            build_knowledge_base(tmp_path / "kb.sqlite", sources)


@pytest.mark.parametrize("content", [None, b"", b"no database", b"SQLite format 3\0 but broken"])
def test_what_is_no_knowledge_base_is_refused(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "kb.sqlite"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(KnowledgeBaseError, match="kgbuild kb build makes one"):
        KnowledgeBase(path)
