import gzip
from pathlib import Path

from training.conllu import clean, has_outdated_tags, parse_conllu, read_text, with_todays_labels

TREE = """# text = Două case au fost văzute.
1\tDouă\tdoi\tNUM\tMcfp-l\tNumType=Card\t2\tamod\t_\t_
2\tcase\tcasă\tNOUN\tNcfp-n\t_\t5\tnsubj\t_\t_
3\tau\tavea\tAUX\tVa--3p\t_\t5\taux\t_\t_
4\tfost\tfi\tAUX\tVap--sm\t_\t5\taux:pass\t_\t_
5\tvăzute\tvedea\tVERB\tVmp--pf\t_\t0\troot\t_\tSpaceAfter=No
6\t.\t.\tPUNCT\tPERIOD\t_\t5\tpunct\t_\t_
"""
OUTDATED = "1\tşi\tşi\tCONJ\tCrssp\tNegative=Pos\t0\troot\t_\t_\n"
JOINED = "1\tde_la\tde_la\tADP\tSpsa\t_\t0\troot\t_\t_\n"


def test_parse_conllu_reads_columns_and_spaces() -> None:
    (sentence,) = parse_conllu(TREE)
    assert sentence.text == "Două case au fost văzute."
    assert [word.head for word in sentence.words] == [1, 4, 4, 4, 4, 4]
    assert sentence.has_tree
    assert sentence.has_tags


def test_parse_conllu_passes_over_ranges_and_empty_nodes() -> None:
    text = "1-2\tdin\t_\t_\t_\t_\t_\t_\t_\t_\n1\tde\tde\tADP\t_\t_\t0\troot\t_\t_\n1.1\tx\tx\tX\t_\t_\t_\t_\t_\t_\n"
    (sentence,) = parse_conllu(text)
    assert [word.form for word in sentence.words] == ["de"]


def test_parse_conllu_without_trees_has_no_heads() -> None:
    (sentence,) = parse_conllu("1\tDa\tda\tADV\tRgp\t_\t_\t_\t_\t_\n")
    assert not sentence.has_tree


def test_parse_conllu_turns_cedilla_into_comma_below() -> None:
    (sentence,) = parse_conllu(OUTDATED)
    assert (sentence.words[0].form, sentence.words[0].lemma) == ("și", "și")


def test_with_todays_labels_names_numerals_and_passive_subjects() -> None:
    (sentence,) = parse_conllu(TREE)
    assert [word.deprel for word in with_todays_labels(sentence).words][:2] == ["nummod", "nsubj:pass"]


def test_clean_drops_joined_words_and_outdated_tags_only() -> None:
    kept = list(clean(parse_conllu(f"{TREE}\n{JOINED}\n{OUTDATED}")))
    assert [sentence.words[0].form for sentence in kept] == ["Două", "și"]
    assert has_outdated_tags(next(parse_conllu(OUTDATED)))
    assert kept[1].words[0].upos == ""
    assert kept[1].words[0].deprel == "root"


def test_read_text_reads_gzip(tmp_path: Path) -> None:
    path = tmp_path / "a.conllu.gz"
    path.write_bytes(gzip.compress("ț".encode()))
    assert read_text(path) == "ț"
