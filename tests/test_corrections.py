"""What the corrections make of trees that the grammar rules out."""

from dataclasses import replace

import pytest

from kgbuild.corrections import correct
from kgbuild.model import Token


def to_tokens(rows: list[tuple[str, str, int, str, dict[str, str], str]]) -> list[Token]:
    """Build the words of one sentence from form, part of speech, governor, relation, features and entity."""
    tokens: list[Token] = []
    start = 0
    for index, (form, upos, head, deprel, feats, entity) in enumerate(rows):
        tokens.append(
            Token(
                index=index,
                start=start,
                end=start + len(form),
                form=form,
                lemma=form.lower(),
                upos=upos,
                xpos="",
                feats=feats,
                head=head,
                deprel=deprel,
                entity=entity,
                entity_start=bool(entity) and (not tokens or tokens[-1].entity != entity),
                sentence=0,
            )
        )
        start += len(form) + 1
    return tokens


def governors(tokens: list[Token]) -> dict[str, tuple[str, str]]:
    """Give the governor and relation of each word after the corrections."""
    corrected = list(correct(tokens))
    return {t.form: (corrected[t.head].form, t.deprel) for t in corrected}


def test_who_acts_hangs_on_the_participle_and_not_on_the_weekday() -> None:
    participle = {"VerbForm": "Part"}
    tokens = to_tokens(
        [
            ("mesajul", "NOUN", 0, "root", {}, ""),
            ("publicat", "VERB", 0, "acl", participle, ""),
            ("vineri", "NOUN", 1, "obl", {}, "DATETIME"),
            ("de", "ADP", 4, "case", {}, ""),
            ("agenție", "NOUN", 2, "nmod", {}, ""),
        ]
    )
    assert governors(tokens)["agenție"] == ("publicat", "obl:agent")


def test_nothing_hangs_on_the_second_word_of_a_fixed_expression() -> None:
    rows: list[tuple[str, str, int, str, dict[str, str], str]] = [
        ("avea", "VERB", 0, "root", {}, ""),
        ("loc", "NOUN", 0, "fixed", {}, ""),
        ("în", "ADP", 3, "case", {}, ""),
        ("martie", "NOUN", 1, "obl", {}, "DATETIME"),
    ]
    found = governors(to_tokens(rows))
    assert (found["martie"], found["în"], found["loc"]) == (("avea", "obl"), ("martie", "case"), ("avea", "fixed"))


def test_a_name_behind_a_day_tells_and_is_not_of_that_day() -> None:
    rows: list[tuple[str, str, int, str, dict[str, str], str]] = [
        ("atacat", "VERB", 0, "root", {}, ""),
        (",", "PUNCT", 2, "punct", {}, ""),
        ("transmite", "VERB", 0, "parataxis", {}, ""),
        ("vineri", "NOUN", 2, "obl", {}, ""),
        ("DPA", "NOUN", 3, "nmod", {}, "ORGANIZATION"),
        ("citată", "VERB", 3, "acl", {"VerbForm": "Part"}, ""),
    ]
    assert governors(to_tokens(rows))["DPA"] == ("transmite", "nsubj")
    assert governors(to_tokens(rows))["citată"] == ("DPA", "acl")
    told = [*rows[:3], ("presei", "NOUN", 2, "obl", {"Case": "Dat,Gen"}, ""), *rows[4:]]
    assert governors(to_tokens(told))["DPA"] == ("presei", "nmod")


def test_a_name_behind_a_day_is_the_object_of_a_verb_without_one() -> None:
    rows: list[tuple[str, str, int, str, dict[str, str], str]] = [
        ("Rusia", "PROPN", 1, "nsubj", {}, "GPE"),
        ("atacat", "VERB", 1, "root", {}, ""),
        ("vineri", "ADV", 1, "obl", {}, ""),
        ("Kievul", "PROPN", 2, "nmod", {}, "GPE"),
        ("nordul", "NOUN", 1, "advmod", {}, ""),
    ]
    assert governors(to_tokens(rows))["Kievul"] == ("atacat", "obj")
    with_object = [*rows[:4], ("nordul", "NOUN", 1, "obj", {}, "")]
    assert governors(to_tokens(with_object))["Kievul"] == ("vineri", "nmod")
    passive = [("Rusia", "PROPN", 1, "nsubj:pass", {}, "GPE"), *rows[1:]]
    assert governors(to_tokens(passive))["Kievul"] == ("vineri", "nmod")


def test_whom_somebody_warned_before_dying_is_warned() -> None:
    rows: list[tuple[str, str, int, str, dict[str, str], str]] = [
        ("l", "PRON", 1, "expl", {"Case": "Acc"}, ""),
        ("avertizat", "VERB", 1, "root", {}, ""),
        ("înainte", "ADV", 1, "advmod", {}, ""),
        ("să", "PART", 4, "mark", {}, ""),
        ("moară", "VERB", 1, "ccomp", {}, ""),
        ("pe", "ADP", 6, "case", {}, ""),
        ("candidat", "NOUN", 4, "obj", {}, ""),
    ]
    found = governors(to_tokens(rows))
    assert found["candidat"] == ("avertizat", "obj")
    assert (found["moară"], found["înainte"]) == (("avertizat", "advcl"), ("moară", "mark"))
    without_clitic = [("ea", "PRON", 1, "nsubj", {}, ""), *rows[1:]]
    assert governors(to_tokens(without_clitic))["candidat"] == ("moară", "obj")


def test_a_definite_noun_with_de_hangs_on_the_verb() -> None:
    rows: list[tuple[str, str, int, str, dict[str, str], str]] = [
        ("acuză", "VERB", 0, "root", {}, ""),
        ("Rusia", "PROPN", 0, "obj", {}, ""),
        ("de", "ADP", 3, "case", {}, ""),
        ("bombardarea", "NOUN", 1, "nmod", {"Definite": "Def"}, ""),
    ]
    assert governors(to_tokens(rows))["bombardarea"] == ("acuză", "obl")
    rows[3] = ("spital", "NOUN", 1, "nmod", {"Definite": "Ind"}, "")
    assert governors(to_tokens(rows))["spital"] == ("Rusia", "nmod")


def test_who_reports_is_the_subject_of_the_reporting_verb() -> None:
    rows: list[tuple[str, str, int, str, dict[str, str], str]] = [
        ("plouă", "VERB", 0, "root", {}, ""),
        (",", "PUNCT", 2, "punct", {}, ""),
        ("anunță", "VERB", 0, "parataxis", {}, ""),
        ("azi", "ADV", 2, "advmod", {}, ""),
        ("poliția", "NOUN", 0, "parataxis", {}, ""),
    ]
    assert governors(to_tokens(rows))["poliția"] == ("anunță", "nsubj")
    rows[3] = (",", "PUNCT", 4, "punct", {}, "")
    assert governors(to_tokens(rows))["poliția"] != ("anunță", "nsubj")


def test_a_presumptive_is_no_passive_where_its_participle_does_not_agree() -> None:
    participle = {"VerbForm": "Part", "Gender": "Masc", "Number": "Sing"}
    rows: list[tuple[str, str, int, str, dict[str, str], str]] = [
        ("persoanele", "NOUN", 3, "nsubj:pass", {"Gender": "Fem", "Number": "Plur"}, ""),
        ("ar", "AUX", 3, "aux", {}, ""),
        ("fi", "AUX", 3, "aux", {}, ""),
        ("fugit", "VERB", 3, "root", participle, ""),
    ]
    assert governors(to_tokens(rows))["persoanele"] == ("fugit", "nsubj")
    rows[0] = ("suspectul", "NOUN", 3, "nsubj:pass", {"Gender": "Masc", "Number": "Sing"}, "")
    assert governors(to_tokens(rows))["suspectul"] == ("fugit", "nsubj:pass")


def test_what_fills_a_span_of_time_stays_with_it() -> None:
    participle = {"VerbForm": "Part"}
    tokens = to_tokens(
        [
            ("condamnat", "VERB", 0, "root", participle, ""),
            ("la", "ADP", 3, "case", {}, ""),
            ("cinci", "NUM", 3, "nummod", {}, "DATETIME"),
            ("ani", "NOUN", 0, "obl", {"Number": "Plur"}, "DATETIME"),
            ("de", "ADP", 5, "case", {}, ""),
            ("închisoare", "NOUN", 3, "nmod", {}, ""),
        ]
    )
    assert governors(tokens)["închisoare"] == ("ani", "nmod")


def test_who_acts_hangs_on_the_participle_and_not_on_the_date() -> None:
    rows: list[tuple[str, str, int, str, dict[str, str], str]] = [
        ("votată", "VERB", 0, "root", {"VerbForm": "Part"}, ""),
        ("pe", "ADP", 3, "case", {}, ""),
        ("13", "NUM", 3, "nummod", {}, "DATETIME"),
        ("martie", "NOUN", 0, "obl", {}, "DATETIME"),
        ("de", "ADP", 5, "case", {}, ""),
        ("deputați", "NOUN", 3, "nmod", {}, ""),
    ]
    assert governors(to_tokens(rows))["deputați"] == ("votată", "obl:agent")


@pytest.mark.parametrize(("article", "relation"), [("-ului", "iobj"), ("-ul", "obj")])
def test_an_acronym_has_its_case_from_the_article_behind_it(article: str, relation: str) -> None:
    rows: list[tuple[str, str, int, str, dict[str, str], str]] = [
        ("cere", "VERB", 0, "root", {}, ""),
        ("DNA", "PROPN", 0, "obj", {}, ""),
        (article, "DET", 1, "det", {}, ""),
    ]
    assert governors(to_tokens(rows))["DNA"] == ("cere", relation)


def test_a_subjunctive_is_coordinated_with_the_subjunctive_before_it() -> None:
    tokens = to_tokens(
        [
            ("vine", "VERB", 0, "root", {}, ""),
            ("să", "PART", 2, "mark", {}, ""),
            ("vadă", "VERB", 0, "advcl", {}, ""),
            ("și", "CCONJ", 5, "cc", {}, ""),
            ("să", "PART", 5, "mark", {}, ""),
            ("audă", "VERB", 0, "conj", {}, ""),
        ]
    )
    assert governors(tokens)["audă"] == ("vadă", "conj")


@pytest.mark.parametrize(
    ("noun", "genitive", "participle", "governor"),
    [
        (("Fem", "Sing"), ("Masc", "Sing"), ("Fem", "Sing"), "noun"),
        (("Fem", "Sing"), ("Masc", "Sing"), ("Masc", "Sing"), "genitive"),
        (("Masc", "Plur"), ("Fem", "Sing"), ("Fem", "Plur"), "genitive"),
        (("Masc", "Sing"), ("Masc", "Plur"), ("Fem", "Plur"), "genitive"),
    ],
)
def test_a_participle_hangs_on_what_it_agrees_with(
    noun: tuple[str, str], genitive: tuple[str, str], participle: tuple[str, str], governor: str
) -> None:
    def feats(form: tuple[str, str], **others: str) -> dict[str, str]:
        return {"Gender": form[0], "Number": form[1], "Definite": "Def", **others}

    tokens = to_tokens(
        [
            ("noun", "NOUN", 0, "root", feats(noun), ""),
            ("genitive", "NOUN", 0, "nmod", feats(genitive, Case="Dat,Gen"), ""),
            ("condus", "VERB", 1, "acl", feats(participle, VerbForm="Part"), ""),
        ]
    )
    assert governors(tokens)["condus"] == (governor, "acl")


def test_a_verb_without_a_subject_is_coordinated_with_one_of_its_number() -> None:
    singular = {"Person": "3", "Number": "Sing"}
    plural = {"Person": "3", "Number": "Plur"}
    tokens = to_tokens(
        [
            ("suspectul", "NOUN", 2, "nsubj", {}, ""),
            ("a", "AUX", 2, "aux", singular, ""),
            ("recunoscut", "VERB", 2, "root", {}, ""),
            ("faptele", "NOUN", 2, "obj", {}, ""),
            ("care", "PRON", 6, "nsubj", {}, ""),
            ("i", "PRON", 6, "iobj", {}, ""),
            ("aparțin", "VERB", 3, "acl", plural, ""),
            ("și", "CCONJ", 9, "cc", {}, ""),
            ("i-a", "AUX", 9, "aux", singular, ""),
            ("ajutat", "VERB", 6, "conj", {}, ""),
        ]
    )
    assert governors(tokens)["ajutat"] == ("recunoscut", "conj")


def test_an_indicative_stays_with_the_main_verb() -> None:
    tokens = to_tokens(
        [
            ("vine", "VERB", 0, "root", {}, ""),
            ("să", "PART", 2, "mark", {}, ""),
            ("vadă", "VERB", 0, "advcl", {}, ""),
            ("și", "CCONJ", 4, "cc", {}, ""),
            ("pleacă", "VERB", 0, "conj", {}, ""),
        ]
    )
    assert governors(tokens)["pleacă"] == ("vine", "conj")


def test_a_definite_noun_behind_a_bare_object_acts() -> None:
    bare, definite = {"Definite": "Ind"}, {"Definite": "Def"}
    rows = [
        ("a", "AUX", 1, "aux", {}, ""),
        ("dat", "VERB", 1, "root", {}, ""),
        ("asigurări", "NOUN", 1, "obj", bare, ""),
        ("ministrul", "NOUN", 1, "obj", definite, ""),
    ]
    assert governors(to_tokens(rows))["ministrul"] == ("dat", "nsubj")
    acted = [("Premierul", "NOUN", 2, "nsubj", definite, ""), *((f, u, h + 1, d, x, e) for f, u, h, d, x, e in rows)]
    assert governors(to_tokens(acted))["ministrul"] == ("dat", "obj")


def test_a_bare_noun_behind_a_comma_is_an_apposition_and_no_clause() -> None:
    rows: list[tuple[str, str, int, str, dict[str, str], str]] = [
        ("lovit", "VERB", 0, "root", {}, ""),
        ("satul", "NOUN", 0, "obl", {}, ""),
        ("Reni", "PROPN", 1, "nmod", {}, ""),
        (",", "PUNCT", 4, "punct", {}, ""),
        ("raionul", "NOUN", 0, "parataxis", {}, ""),
    ]
    assert governors(to_tokens(rows))["raionul"] == ("satul", "appos")
    assert governors(to_tokens([*rows, ("arde", "VERB", 4, "acl", {}, ""), ("este", "AUX", 4, "cop", {}, "")]))["raionul"] == (
        "lovit",
        "parataxis",
    )


def test_what_hangs_outside_of_a_name_is_part_of_it() -> None:
    rows: list[tuple[str, str, int, str, dict[str, str], str]] = [
        ("Kim", "PROPN", 3, "nsubj", {}, "PERSON"),
        ("Jong", "PROPN", 0, "flat", {}, "PERSON"),
        ("Un", "DET", 3, "obj", {}, "PERSON"),
        ("vorbește", "VERB", 3, "root", {}, ""),
    ]
    assert governors(to_tokens(rows))["Un"] == ("Kim", "flat")
    unnamed = [(form, upos, head, deprel, feats, "") for form, upos, head, deprel, feats, _ in rows]
    assert governors(to_tokens(unnamed))["Un"] == ("vorbește", "obj")


def test_a_relative_clause_hangs_on_what_agrees_with_its_verb() -> None:
    singular, plural = {"Number": "Sing"}, {"Number": "Plur"}
    rows: list[tuple[str, str, int, str, dict[str, str], str]] = [
        ("trupele", "NOUN", 0, "root", plural, ""),
        ("Romei", "PROPN", 0, "nmod", {}, "GPE"),
        (",", "PUNCT", 5, "punct", {}, ""),
        ("care", "PRON", 5, "nsubj", {}, ""),
        ("au", "AUX", 5, "aux", {"Person": "3", **plural}, ""),
        ("plecat", "VERB", 1, "acl", {}, ""),
    ]
    assert governors(to_tokens(rows))["plecat"] == ("trupele", "acl")
    agreeing = [*rows[:4], ("a", "AUX", 5, "aux", {"Person": "3", **singular}, ""), rows[5]]
    assert governors(to_tokens(agreeing))["plecat"] == ("Romei", "acl")
    coordinated = [*rows, ("Parisului", "PROPN", 1, "conj", {}, "GPE")]
    assert governors(to_tokens(coordinated))["plecat"] == ("Romei", "acl")


def test_what_a_comma_parts_from_its_verb_is_no_object() -> None:
    rows: list[tuple[str, str, int, str, dict[str, str], str]] = [
        ("șoferul", "NOUN", 2, "nsubj", {}, ""),
        ("a", "AUX", 2, "aux", {}, ""),
        ("murit", "VERB", 2, "root", {}, ""),
        (",", "PUNCT", 4, "punct", {}, ""),
        ("răniți", "NOUN", 2, "nsubj", {}, ""),
    ]
    assert governors(to_tokens(rows))["răniți"] == ("murit", "parataxis")
    beside = [*rows[:3], ("copii", "NOUN", 2, "nsubj", {}, "")]
    assert governors(to_tokens(beside))["copii"] == ("murit", "obj")


def test_what_somebody_was_chosen_hangs_on_the_participle_behind_the_name() -> None:
    rows: list[tuple[str, str, int, str, dict[str, str], str]] = [
        ("Ion", "PROPN", 5, "nsubj", {}, "PERSON"),
        ("Popa", "PROPN", 0, "flat", {}, "PERSON"),
        (",", "PUNCT", 4, "punct", {}, ""),
        ("ales", "VERB", 4, "amod", {"VerbForm": "Part"}, ""),
        ("președinte", "NOUN", 0, "appos", {"Definite": "Ind"}, ""),
        ("demisionează", "VERB", 5, "root", {}, ""),
    ]
    found = governors(to_tokens(rows))
    assert (found["ales"], found["președinte"]) == (("Ion", "acl"), ("ales", "xcomp"))
    definite = [*rows[:4], ("președintele", "NOUN", 0, "appos", {"Definite": "Def"}, ""), rows[5]]
    assert governors(to_tokens(definite))["ales"] == ("președintele", "amod")


@pytest.mark.parametrize(
    ("entity", "upos", "governor"), [("", "PROPN", "spus"), ("GPE", "PROPN", "primarul"), ("", "NOUN", "primarul")]
)
def test_an_outlet_behind_the_subject_hangs_on_the_verb(entity: str, upos: str, governor: str) -> None:
    rows: list[tuple[str, str, int, str, dict[str, str], str]] = [
        ("a", "AUX", 1, "aux", {}, ""),
        ("spus", "VERB", 1, "root", {}, ""),
        ("primarul", "NOUN", 1, "nsubj", {"Definite": "Def"}, ""),
        ("pentru", "ADP", 4, "case", {}, ""),
        ("Mediafax", upos, 2, "nmod", {}, entity),
    ]
    assert governors(to_tokens(rows))["Mediafax"][0] == governor


def test_who_tells_stands_behind_the_verb_and_not_in_the_quotation_before() -> None:
    definite = {"Definite": "Def"}
    rows: list[tuple[str, str, int, str, dict[str, str], str]] = [
        ("„", "PUNCT", 1, "punct", {}, ""),
        ("Atac", "NOUN", 5, "nsubj", {}, ""),
        ("barbar", "ADJ", 1, "amod", {}, ""),
        ("”", "PUNCT", 1, "punct", {}, ""),
        (",", "PUNCT", 5, "punct", {}, ""),
        ("scrie", "VERB", 5, "root", {}, ""),
        ("pe", "ADP", 7, "case", {}, ""),
        ("X", "PROPN", 5, "obj", {}, ""),
        ("premierul", "NOUN", 5, "obj", definite, ""),
    ]
    assert governors(to_tokens(rows))["premierul"] == ("scrie", "nsubj")
    assert governors(to_tokens(rows))["Atac"] == ("scrie", "ccomp")
    # A name in quotation marks within the subject quotes nobody.
    nicknamed = [("Ion", "PROPN", 5, "nsubj", {}, ""), *rows[1:3], ("”", "PUNCT", 0, "punct", {}, ""), *rows[4:]]
    nicknamed[1] = ("„", "PUNCT", 0, "punct", {}, "")
    assert governors(to_tokens(nicknamed))["Ion"] == ("scrie", "nsubj")


def test_who_stands_before_a_gerund_between_commas_does_what_the_verb_behind_says() -> None:
    rows: list[tuple[str, str, int, str, dict[str, str], str]] = [
        ("TASS", "PROPN", 2, "nsubj", {}, ""),
        (",", "PUNCT", 2, "punct", {}, ""),
        ("citând", "VERB", 6, "advcl", {"VerbForm": "Ger"}, ""),
        ("armata", "NOUN", 2, "obj", {"Definite": "Def"}, ""),
        (",", "PUNCT", 2, "punct", {}, ""),
        ("a", "AUX", 6, "aux", {}, ""),
        ("relatat", "VERB", 6, "root", {}, ""),
    ]
    assert governors(to_tokens(rows))["TASS"] == ("relatat", "nsubj")
    # Without a comma it is who does what the gerund says: "trupele fiind trimise, au atacat".
    rows[1] = (".", "PUNCT", 2, "punct", {}, "")
    assert governors(to_tokens(rows))["TASS"] == ("citând", "nsubj")


def test_a_genitive_hangs_on_what_its_article_agrees_with() -> None:
    rows: list[tuple[str, str, int, str, dict[str, str], str]] = [
        ("retragerea", "NOUN", 0, "root", {"Gender": "Fem", "Number": "Sing"}, ""),
        ("fără", "ADP", 2, "case", {}, ""),
        ("condiții", "NOUN", 0, "nmod", {"Gender": "Fem", "Number": "Plur"}, ""),
        ("a", "DET", 4, "det", {}, ""),
        ("trupelor", "NOUN", 2, "nmod", {}, ""),
    ]
    assert governors(to_tokens(rows))["trupelor"] == ("retragerea", "nmod")
    agreeing = [*rows[:3], ("ale", "DET", 4, "det", {}, ""), rows[4]]
    assert governors(to_tokens(agreeing))["trupelor"] == ("condiții", "nmod")
    counted = [
        *rows[:3],
        ("a", "DET", 5, "det", {}, ""),
        ("doi", "NUM", 5, "nummod", {}, ""),
        ("soldați", "NOUN", 2, "nmod", {}, ""),
    ]
    assert governors(to_tokens(counted))["soldați"] == ("condiții", "nmod")


def test_a_genitive_hangs_on_the_noun_within_that_its_article_agrees_with() -> None:
    rows: list[tuple[str, str, int, str, dict[str, str], str]] = [
        ("cazul", "NOUN", 0, "root", {"Gender": "Masc", "Number": "Sing"}, ""),
        ("uciderii", "NOUN", 0, "nmod", {"Gender": "Fem", "Number": "Sing"}, ""),
        ("a", "DET", 3, "det", {}, ""),
        ("adolescentului", "NOUN", 0, "nmod", {}, ""),
    ]
    assert governors(to_tokens(rows))["adolescentului"] == ("uciderii", "nmod")


@pytest.mark.parametrize(("behind", "governor"), [("pe", "demis"), ("de", "din")])
def test_a_noun_before_pe_stands_behind_its_own_preposition(behind: str, governor: str) -> None:
    rows: list[tuple[str, str, int, str, dict[str, str], str]] = [
        ("demis", "VERB", 0, "root", {}, ""),
        ("din", "ADP", 4, "case", {}, ""),
        ("cauza", "NOUN", 1, "fixed", {}, ""),
        (behind, "ADP", 4, "case", {}, ""),
        ("ministru", "NOUN", 0, "obj", {}, ""),
    ]
    assert governors(to_tokens(rows))["cauza"][0] == governor


@pytest.mark.parametrize(("body", "governor"), [("Comisiei", "Comisiei"), ("comisiei", "membrii")])
def test_what_a_body_is_there_for_hangs_on_its_name(body: str, governor: str) -> None:
    rows: list[tuple[str, str, int, str, dict[str, str], str]] = [
        ("membrii", "NOUN", 0, "root", {}, ""),
        (body, "NOUN", 0, "nmod", {"Case": "Dat,Gen"}, ""),
        ("pentru", "ADP", 3, "case", {}, ""),
        ("agricultură", "NOUN", 0, "nmod", {}, ""),
    ]
    assert governors(to_tokens(rows))["agricultură"] == (governor, "nmod")


@pytest.mark.parametrize(("number", "relation"), [("11", "obj"), ("doi", "obl")])
def test_a_count_with_a_bound_is_an_object(number: str, relation: str) -> None:
    rows: list[tuple[str, str, int, str, dict[str, str], str]] = [
        ("guvernul", "NOUN", 2, "nsubj", {}, ""),
        ("a", "AUX", 2, "aux", {"Number": "Sing"}, ""),
        ("alocat", "VERB", 2, "root", {}, ""),
        ("peste", "ADP", 5, "case", {}, ""),
        (number, "NUM", 5, "nummod", {}, ""),
        ("milioane", "NOUN", 2, "obl", {}, ""),
    ]
    assert governors(to_tokens(rows))["milioane"] == ("alocat", relation)


def test_a_count_with_a_bound_is_the_subject_of_what_has_none() -> None:
    rows: list[tuple[str, str, int, str, dict[str, str], str]] = [
        ("au", "AUX", 1, "aux", {"Number": "Plur"}, ""),
        ("participat", "VERB", 1, "root", {}, ""),
        ("peste", "ADP", 4, "case", {}, ""),
        ("500", "NUM", 4, "nummod", {}, ""),
        ("oameni", "NOUN", 1, "obl", {}, ""),
    ]
    assert governors(to_tokens(rows))["oameni"] == ("participat", "nsubj")
    passive = [("fost", "AUX", 1, "aux:pass", {}, ""), *rows[1:]]
    assert governors(to_tokens(passive))["oameni"] == ("participat", "nsubj:pass")


def test_a_bare_participle_of_to_be_in_front_of_a_noun_is_an_adjective() -> None:
    rows: list[tuple[str, str, int, str, dict[str, str], str]] = [
        ("Popa", "PROPN", 0, "root", {}, ""),
        (",", "PUNCT", 3, "punct", {}, ""),
        ("fost", "AUX", 3, "cop", {"VerbForm": "Part"}, ""),
        ("director", "NOUN", 0, "appos", {}, ""),
    ]
    former = [replace(t, lemma="fi") if t.form == "fost" else t for t in to_tokens(rows)]
    assert governors(former)["fost"] == ("director", "amod")
    had = [replace(t, form="a") if t.form == "," else t for t in former]
    assert governors(had)["fost"] == ("director", "cop")


def test_corrections_that_would_leave_no_tree_are_not_made() -> None:
    rows: list[tuple[str, str, int, str, dict[str, str], str]] = [
        ("Boileau", "PROPN", 0, "root", {}, ""),
        ("pentru", "ADP", 3, "case", {}, ""),
        ("La", "ADP", 1, "fixed", {}, "PERSON"),
        ("Fontaine", "PROPN", 0, "conj", {}, "PERSON"),
    ]
    tokens = to_tokens(rows)
    assert list(correct(tokens)) == tokens


def test_a_verb_with_a_capital_within_a_name_is_a_name() -> None:
    rows = [
        ("Krivoi", "PROPN", 2, "obl", {}, "GPE"),
        ("Rog", "VERB", 0, "flat", {"Person": "1"}, ""),
        ("ard", "VERB", 2, "root", {}, ""),
    ]
    assert [t.upos for t in correct(to_tokens(rows))] == ["PROPN", "PROPN", "VERB"]


def test_he_who_presides_is_one_man() -> None:
    several = {"Case": "Acc,Nom", "Definite": "Def", "Gender": "Fem", "Number": "Plur"}
    president, women = (
        next(iter(correct(to_tokens([(form, "NOUN", 1, "nsubj", several, ""), ("pleacă", "VERB", 1, "root", {}, "")]))))
        for form in ("Copreședintele", "Femeile")
    )
    assert (president.lemma, president.feats["Gender"], president.feats["Number"]) == ("copreședinte", "Masc", "Sing")
    assert women.feats == several
