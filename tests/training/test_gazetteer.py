from pathlib import Path

from training.gazetteer import make_gazetteer, read_table

HEADER = "qid\ttype\tlabel_en\tlabel_ro\taliases\tiso\tkind\tof\tevidence"


def test_disputed_identifiers_are_left_out_and_governments_merged(tmp_path: Path) -> None:
    facts, lexicon = tmp_path / "facts", tmp_path / "lexicon"
    facts.mkdir()
    lexicon.mkdir()
    rows = [
        HEADER,
        "Q1\tGeopoliticalEntity\tFreedonia\tLibertonia\tСвободия|PE\tFR\tcountry\t\tsource",
        "Q2\tOrganization\tCabinet\t\t\t\tgovernment\tFR\tsource",
    ]
    (facts / "actors.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    disputed = [HEADER + "\tdissent", "Q3\tOrganization\tArmy\tArmata\t\t\tarmy\tFR\tsource\tanother says Q4"]
    (facts / "actors_disputed.tsv").write_text("\n".join(disputed) + "\n", encoding="utf-8")
    (facts / "geonames_countries.tsv").write_text("iso2\tgeonames_id\nFR\t77\n", encoding="utf-8")
    assert make_gazetteer(facts, lexicon) == 2
    country, army = read_table(lexicon / "actors.tsv")
    assert (country["name"], country["aliases"], country["geonames"]) == ("Libertonia", "Freedonia", "77")
    assert (army["name"], army["wikidata"]) == ("Armata", "")
    assert len(read_table(lexicon / "actors.sources.tsv")) == 2
