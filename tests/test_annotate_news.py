"""What news text needs of the shipped pipeline, in sentences of our own."""

from collections.abc import Callable

import pytest

from kgbuild.annotate import Pipeline, annotate, load_pipeline
from kgbuild.model import AnnotatedText, Article, Token

Analyse = Callable[[str], AnnotatedText]


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return load_pipeline()


@pytest.fixture(scope="module")
def analyse(pipeline: Pipeline) -> Analyse:
    return lambda body: annotate(Article("a", "Titlu", body), pipeline)


def body_sentences(text: AnnotatedText) -> list[str]:
    return [text.text[s.start : s.end] for s in text.sentences if s.start > text.title_end]


def token(text: AnnotatedText, form: str) -> Token:
    return next(token for token in text.tokens if token.start > text.title_end and token.form == form)


def entities(text: AnnotatedText) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for token in text.tokens:
        if token.entity and token.entity_start:
            found.append((token.form, token.entity))
        elif token.entity:
            found[-1] = (f"{found[-1][0]} {token.form}", token.entity)
    return found


@pytest.mark.parametrize(
    ("body", "verb", "subject"),
    [
        ("Negocierile vor continua și săptămâna viitoare, a declarat premierul Marin.", "declarat", "premierul"),
        ("Podul a fost închis de dimineață, a anunțat primarul orașului.", "anunțat", "primarul"),
        ("Prețurile nu vor crește în această iarnă, a dat asigurări ministrul energiei.", "dat", "ministrul"),
        ("Bilanțul ar putea urca, au avertizat autoritățile locale.", "avertizat", "autoritățile"),
        ("„Vom reveni cu detalii”, a precizat purtătorul de cuvânt al armatei.", "precizat", "purtătorul"),
        ("Ancheta este în curs, transmite agenția Reuters.", "transmite", "agenția"),
    ],
)
def test_verb_before_its_subject(analyse: Analyse, body: str, verb: str, subject: str) -> None:
    text = analyse(body)
    assert (text.head(token(text, subject)).form, token(text, subject).relation) == (verb, "nsubj")


@pytest.mark.parametrize(
    ("body", "verb", "obj"),
    [
        ("Guvernul a aprobat bugetul pe anul viitor.", "aprobat", "bugetul"),
        ("Poliția a arestat trei bărbați.", "arestat", "bărbați"),
        ("Rusia a atacat portul Odesa.", "atacat", "portul"),
        ("Pe ministru l-a criticat opoziția.", "criticat", "ministru"),
        ("Junta l-a îndepărtat pe președinte de la putere.", "îndepărtat", "președinte"),
    ],
)
def test_objects(analyse: Analyse, body: str, verb: str, obj: str) -> None:
    text = analyse(body)
    assert (text.head(token(text, obj)).form, token(text, obj).relation) == (verb, "obj")


def test_noun_in_the_dative_is_no_direct_object(analyse: Analyse) -> None:
    text = analyse("În schimb, Rusia oferă Coreei de Nord sprijin financiar, potrivit experților.")
    assert (token(text, "Coreei").relation, token(text, "sprijin").relation) == ("iobj", "obj")


@pytest.mark.parametrize(
    ("body", "owner", "obj"),
    [
        ("Sindicatul a cerut conducerii uzinei salarii mai mari.", "uzinei", "salarii"),
        ("Sindicaliștii au cerut conducerii uzinei salarii mai mari și un program de reconversie.", "uzinei", "salarii"),
        ("Statul plătește victimelor inundațiilor despăgubiri.", "inundațiilor", "despăgubiri"),
    ],
)
def test_bare_noun_behind_whom_something_is_given_to_is_no_genitive(analyse: Analyse, body: str, owner: str, obj: str) -> None:
    text = analyse(body)
    assert (token(text, owner).relation, token(text, obj).relation) == ("nmod", "obj")


@pytest.mark.parametrize(
    ("body", "subject"),
    [
        ("Patru persoane au fost rănite în accident.", "persoane"),
        ("Acordul a fost semnat luni la Geneva.", "Acordul"),
        ("Suspectul a fost reținut de procurori.", "Suspectul"),
    ],
)
def test_subjects_of_passives(analyse: Analyse, body: str, subject: str) -> None:
    assert token(analyse(body), subject).deprel == "nsubj:pass"


@pytest.mark.parametrize(
    "body",
    [
        "Preşedintele a declarat că ţara va primi ajutor şi că forţele sale rămân pregătite.",
        "Miniştrii de externe s-au întâlnit în capitala Elveţiei.",
    ],
)
def test_cedilla_changes_nothing(analyse: Analyse, body: str) -> None:
    comma = body.translate(str.maketrans("şţŞŢ", "șțȘȚ"))
    assert analyse(body).tokens == analyse(comma).tokens


@pytest.mark.parametrize(
    ("body", "form", "upos"),
    [
        ("Presedintele a anuntat ca soldatii vor ramane in tara.", "anunțat", "VERB"),
        ("Presedintele a anuntat ca soldatii vor ramane in tara.", "soldații", "NOUN"),
        ("Politia a retinut doi barbati in apropierea garii.", "reținut", "VERB"),
        ("Politia a retinut doi barbati in apropierea garii.", "bărbați", "NOUN"),
    ],
)
def test_missing_diacritics_come_back_before_the_analysis(analyse: Analyse, body: str, form: str, upos: str) -> None:
    assert token(analyse(body), form).upos == upos


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (
            "„Situația este gravă. Avem nevoie de ajutor”, a spus primarul. Ajutoarele au plecat seara.",
            ["Ajutoarele au plecat seara."],
        ),
        ("„Nu cedăm!”, a strigat liderul opoziției. Mulțimea a aplaudat.", ["Mulțimea a aplaudat."]),
        ("Ministrul a fost clar: „Nu vom accepta.” Apoi a părăsit sala.", ["Apoi a părăsit sala."]),
    ],
)
def test_quotations_leave_the_next_sentence_alone(analyse: Analyse, body: str, wanted: list[str]) -> None:
    assert body_sentences(analyse(body))[-1:] == wanted


def test_quotation_over_sentences_ends_with_its_speaker(analyse: Analyse) -> None:
    text = analyse("„Situația este gravă. Avem nevoie de ajutor”, a spus primarul.")
    assert (text.head(token(text, "primarul")).form, token(text, "primarul").relation) == ("spus", "nsubj")


def test_a_body_behind_the_verb_of_saying_begins_no_sentence(analyse: Analyse) -> None:
    body = "Șapte persoane au murit în inundații, a anunțat miercuri Inspectoratul General pentru Situații de Urgență."
    found = analyse(body)
    assert body_sentences(found) == [body]
    subject = token(found, "Inspectoratul")
    assert (subject.relation, found.tokens[subject.head].form) == ("nsubj", "anunțat")


@pytest.mark.parametrize(
    "body",
    [
        "Prof. Ionescu și dr. Pop conduc echipa.",
        "Gen. Petrescu a vorbit la ora 10.",
        "Conform art. 5 din lege, amenda este de 500 de lei.",
        "Valoarea este de aprox. 3 mil. euro, potrivit companiei.",
        "S-a născut pe str. Lungă nr. 7 din Brașov.",
        "Oficialii U.E. și S.U.A. s-au întâlnit la O.N.U. marți.",
        "J.D. Vance a vizitat baza militară.",
        "Compania Alfa S.R.L. a câștigat licitația.",
    ],
)
def test_abbreviations_end_no_sentence(analyse: Analyse, body: str) -> None:
    assert body_sentences(analyse(body)) == [body]


@pytest.mark.parametrize(
    ("title", "form", "upos"),
    [
        ("GUVERNUL A ADOPTAT BUGETUL PENTRU 2026", "ADOPTAT", "VERB"),
        ("GUVERNUL A ADOPTAT BUGETUL PENTRU 2026", "BUGETUL", "NOUN"),
        ("RUSIA A LANSAT ZECI DE DRONE ASUPRA KIEVULUI", "DRONE", "NOUN"),
    ],
)
def test_titles_in_capitals(pipeline: Pipeline, title: str, form: str, upos: str) -> None:
    text = annotate(Article("a", title, "Un corp."), pipeline)
    assert text.sentences[0].end == len(title)
    assert next(t for t in text.tokens if t.form.upper() == form).upos == upos


@pytest.mark.parametrize(
    ("body", "name", "kind"),
    [
        ("NATO a trimis avioane în Estonia.", "NATO", "ORGANIZATION"),
        ("Potrivit KCNA, testul a reușit.", "KCNA", "ORGANIZATION"),
        ("SUA și China au reluat discuțiile.", "SUA", "GPE"),
        ("Oficialii ONU au condamnat atacul.", "ONU", "ORGANIZATION"),
        ("Liderii UE s-au reunit la Bruxelles.", "UE", "ORGANIZATION"),
        ("Ajutorul a ajuns joi în Ucraina.", "Ucraina", "GPE"),
    ],
)
def test_acronyms_and_places(analyse: Analyse, body: str, name: str, kind: str) -> None:
    assert (name, kind) in entities(analyse(body))


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("Volodîmîr Zelenski a sosit la Paris.", "Volodîmîr Zelenski"),
        ("Declarația lui Volodîmîr Zelenski a fost salutată.", "Volodîmîr Zelenski"),
        ("Kim Jong Un a inspectat fabrica.", "Kim Jong Un"),
        ("Ursula von der Leyen a prezentat planul.", "Ursula von der Leyen"),
        ("Discuțiile cu Emmanuel Macron au durat două ore.", "Emmanuel Macron"),
    ],
)
def test_foreign_names_are_people_in_every_case(analyse: Analyse, body: str, name: str) -> None:
    assert any(name in found and kind == "PERSON" for found, kind in entities(analyse(body)))


@pytest.mark.parametrize(
    ("body", "name", "relation"),
    [
        ("Volodîmîr Zelenski a semnat decretul.", "Volodîmîr", "nsubj"),
        ("Ursula von der Leyen a prezentat planul.", "Ursula", "nsubj"),
        ("Kim Jong Un a inspectat fabrica.", "Kim", "nsubj"),
        ("Declarația lui Zelenski a fost salutată.", "Zelenski", "nmod"),
    ],
)
def test_foreign_names_in_the_tree(analyse: Analyse, body: str, name: str, relation: str) -> None:
    assert token(analyse(body), name).relation == relation
