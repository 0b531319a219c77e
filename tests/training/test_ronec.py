import gzip
import json
from pathlib import Path

import pytest
from training.conllu import parse_conllu
from training.names import known_names, renamed
from training.ronec import key, parse_v2, read_v1, training_sentences


def column(form: str, tag: str) -> str:
    return f"1\t{form}\t_\t_\t_\t_\t_\t_\t_\t_\t{tag}\n\n"


def row(form: str, tag: str) -> dict[str, list[object]]:
    return {"tokens": [form], "ner_tags": [tag], "space_after": [True]}


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    parts = {"train": ("Iași", "Cluj", "Arad"), "dev": ("Turda",), "test": ("Deva",)}
    for part, forms in parts.items():
        path = tmp_path / "ronec-v1" / f"{part}.conllup.gz"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(gzip.compress("".join(column(form, "B-GPE") for form in forms).encode()))
    v2 = {"valid": ("Iaşi", "Deva", "Bacău"), "test": ("Cluj",)}
    for part, forms in v2.items():
        path = tmp_path / "ronec-v2" / f"{part}.json.gz"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(gzip.compress(json.dumps([row(form, "B-ORG") for form in forms]).encode()))
    return tmp_path


def test_parse_v2_gives_the_labels_of_v1() -> None:
    (sentence,) = parse_v2(json.dumps([row("ONU", "B-ORG")]))
    assert (sentence.words[0].form, sentence.words[0].iob) == ("ONU", "B-ORGANIZATION")


def test_training_sentences_have_no_test_sentence_and_none_twice(corpora: Path) -> None:
    kept = read_v1(corpora, "dev")
    assert [sentence.text for sentence in training_sentences(corpora, kept)] == ["Iași", "Arad", "Bacău"]
    assert [sentence.text for sentence in training_sentences(corpora, [])] == ["Iași", "Arad", "Turda", "Bacău"]


def test_key_is_blind_to_spaces_and_marks() -> None:
    assert key("„Da”, a zis.") == key('"Da" , a zis .')


def test_renamed_keeps_what_is_no_name() -> None:
    text = "".join(
        f"{number}\t{form}\t_\t_\t_\t_\t_\t_\t_\t_\t{tag}\n"
        for number, (form, tag) in enumerate(
            [("premierul", "B-PERSON"), ("Ion", "I-PERSON"), ("Pop", "I-PERSON"), ("tace", "O")], start=1
        )
    )
    (sentence,) = renamed(list(parse_conllu(text)), seed=1, count=1)
    forms = [word.form for word in sentence.words]
    assert (forms[0], forms[-1]) == ("premierul", "tace")
    assert tuple(forms[1:-1]) in known_names()
    assert [word.iob for word in sentence.words[:2]] == ["B-PERSON", "I-PERSON"]
