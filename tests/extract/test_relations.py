import pytest
from tests.extract.parsed import parse
from tests.extract.reading import read

from kgbuild.annotate import annotate
from kgbuild.extract.actors import find_actors
from kgbuild.extract.mentions import find_mentions
from kgbuild.extract.relations import find_relations
from kgbuild.linear import load_linear_model
from kgbuild.model import Actors, AnnotatedText, Article

LEADER = """
Președintele președinte NOUN 5 nsubj Case=Nom|Definite=Def|Number=Sing
rus rus ADJ 1 amod Number=Sing
Vladimir Vladimir PROPN 1 nmod _ PERSON
Putin Putin PROPN 3 flat _ PERSON
pleacă pleca VERB 0 root
"""
MINISTER = """
Ministrul ministru NOUN 8 nsubj Case=Nom|Definite=Def|Number=Sing
polonez polonez ADJ 1 amod Number=Sing
al al DET 4 det
Apărării apărare NOUN 1 nmod Case=Gen|Number=Sing
+, , PUNCT 6 punct
Jan Jan PROPN 1 appos _ PERSON
Popa Popa PROPN 6 flat _ PERSON
pleacă pleca VERB 0 root
"""
CITIZENS = """
Trei trei NUM 2 nummod Number=Plur
turiști turist NOUN 4 nsubj Case=Nom|Number=Plur
italieni italian ADJ 2 amod Number=Plur
pleacă pleca VERB 0 root
"""
WAR = """
Războiul război NOUN 6 nsubj Case=Nom|Definite=Def|Number=Sing
dintre dintre ADP 3 case
Rusia Rusia PROPN 1 nmod _ GPE
și și CCONJ 5 cc
Ucraina Ucraina PROPN 3 conj _ GPE
continuă continua VERB 0 root
"""
KIN = """
Soția soție NOUN 6 nsubj Case=Nom|Definite=Def|Number=Sing
lui lui DET 3 det Case=Gen
Putin Putin PROPN 1 nmod Case=Gen PERSON
+, , PUNCT 5 punct
Ludmila Ludmila PROPN 1 appos _ PERSON
pleacă pleca VERB 0 root
"""
MINISTRY = """
Ministerul minister NOUN 5 nsubj Case=Nom|Definite=Def|Number=Sing
rus rus ADJ 1 amod Number=Sing
al al DET 4 det
Apărării apărare NOUN 1 nmod Case=Gen|Number=Sing
tace tăcea VERB 0 root
"""
ALLY = """
Belarus Belarus PROPN 3 nsubj _ GPE
este fi AUX 3 cop
aliatul aliat NOUN 0 root Case=Nom|Definite=Def|Number=Sing
Rusiei Rusia PROPN 3 nmod Case=Gen GPE
"""


def stated(text: AnnotatedText) -> set[tuple[str, str, str]]:
    actors = find_actors(text, find_mentions(text), load_linear_model("likeness"))
    name = {a.key: a.name for a in actors.actors}
    return {(name[r.subject], r.predicate, name[r.object]) for r in find_relations(text, actors)}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (LEADER, ("Vladimir Putin", "leads", "Rusia")),
        (MINISTER, ("Jan Popa", "holdsPosition", "Polonia")),
        (CITIZENS, ("trei turiști italieni", "citizenOf", "Italia")),
        (WAR, ("Rusia", "opposes", "Ucraina")),
        (KIN, ("Ludmila", "relativeOf", "Vladimir Putin")),
        (MINISTRY, ("Ministerul rus al Apărării", "partOf", "Rusia")),
        (ALLY, ("Belarus", "alliedWith", "Rusia")),
    ],
)
def test_relation_is_stated(sentence: str, expected: tuple[str, str, str]) -> None:
    assert expected in stated(parse(sentence))


def test_leader_of_a_country_is_not_said_to_be_its_citizen() -> None:
    assert not {r for r in stated(parse(LEADER)) if r[1] == "citizenOf"}


def test_evidence_is_verbatim_and_repeated_evidence_is_one_relation() -> None:
    text = parse(LEADER, LEADER)
    actors = find_actors(text, find_mentions(text), load_linear_model("likeness"))
    (relation,) = [r for r in find_relations(text, actors) if r.predicate == "leads"]
    assert len(relation.mentions) == 2
    assert all(text.text[m.start : m.end] == m.text for m in relation.mentions)


def test_no_actors_no_relations() -> None:
    assert find_relations(AnnotatedText("", (), (), 0), Actors((), {})) == ()


OTHERS_LEADER = """
Liderul lider NOUN 5 nsubj Case=Nom|Definite=Def|Number=Sing
laburist laburist ADJ 1 amod Number=Sing
Keir Keir PROPN 1 nmod _ PERSON
Starmer Starmer PROPN 3 flat _ PERSON
critică critica VERB 0 root
Marea mare PROPN 5 obj _ GPE
Britanie Britanie PROPN 6 flat _ GPE
"""
PATRIARCH = """
Patriarhul patriarh NOUN 5 nsubj Case=Nom|Definite=Def|Number=Sing
rus rus ADJ 1 amod Number=Sing
Kiril Kiril PROPN 1 nmod _ PERSON
Gundiaev Gundiaev PROPN 3 flat _ PERSON
pleacă pleca VERB 0 root
"""
OFFICERS = """
Polițiștii polițist NOUN 4 nsubj Case=Nom|Definite=Def|Number=Plur
Jandarmeriei jandarmerie NOUN 1 nmod Case=Gen|Definite=Def|Number=Sing
au avea AUX 4 aux
plecat pleca VERB 0 root
"""
TROOPS_AND_WAR = """
Soldații soldat NOUN 3 nsubj Case=Nom|Definite=Def|Number=Plur
nord-coreeni nord-coreean ADJ 1 amod Number=Plur
află afla VERB 0 root
de de ADP 5 case
invazia invazie NOUN 3 obl Definite=Def|Number=Sing
Ucrainei Ucraina PROPN 5 nmod Case=Gen GPE
"""


def test_leader_of_a_party_leads_no_country() -> None:
    assert not {r for r in stated(parse(OTHERS_LEADER)) if r[1] == "leads"}


def test_head_of_a_church_is_of_a_nation_and_leads_no_country() -> None:
    assert {r[1] for r in stated(parse(PATRIARCH)) if r[2] == "Rusia"} == {"citizenOf"}


def test_people_of_a_body_are_its_members() -> None:
    assert ("Polițiștii Jandarmeriei", "memberOf", "Jandarmeria") in stated(parse(OFFICERS))


def test_troops_somewhere_in_the_text_are_no_side_of_a_war() -> None:
    assert not {r for r in stated(parse(TROOPS_AND_WAR)) if r[1] == "opposes"}


def test_long_evidence_does_not_cut_a_name() -> None:
    words = "\n".join(f"vorbă vorbă NOUN {n} nmod" for n in range(2, 11))
    text = parse(
        f"{LEADER.replace('pleacă', 'merge')}",
        f"Liderul lider NOUN 0 root Definite=Def|Number=Sing\nrus rus ADJ 1 amod\n{words}\n"
        "Vladimir Vladimir PROPN 11 nmod _ PERSON\nPutin Putin PROPN 12 flat _ PERSON\nconduce conduce VERB 13 acl",
    )
    actors = find_actors(text, find_mentions(text), load_linear_model("likeness"))
    ends = {m.text.split()[-1] for r in find_relations(text, actors) for m in r.mentions}
    assert "Vladimir" not in ends


MINISTRY = """
Ministerul minister NOUN 5 nsubj Case=Nom|Definite=Def|Number=Sing ORGANIZATION
rus rus ADJ 1 amod _ ORGANIZATION
al al DET 4 det _ ORGANIZATION
Apărării apărare NOUN 1 nmod Case=Gen ORGANIZATION
tace tăcea VERB 0 root
"""
AGENCY = """
Reuters Reuters PROPN 2 nsubj _ ORGANIZATION
relatează relata VERB 0 root
din din ADP 4 case
Regatul Regatul PROPN 2 obl _ GPE
Unit Unit PROPN 4 flat _ GPE
"""


def test_body_is_part_of_the_country_in_its_name() -> None:
    assert "partOf" in {predicate for _, predicate, country in stated(parse(MINISTRY)) if country == "Rusia"}


def test_body_is_part_of_no_country_that_only_the_gazetteer_says() -> None:
    assert not {r for r in stated(parse(AGENCY)) if r[1] == "partOf"}


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        ("Explozia s-a produs în satul Vișnevoe, raionul Izmail.", {("Vișnevoe", "partOf", "Izmail")}),
        ("Poliția a făcut percheziții în municipiul Medgidia, orașul Năvodari și în comuna Lazu.", set()),
    ],
)
def test_place_lies_in_the_district_behind_its_comma_not_in_the_next_of_a_list(
    sentence: str, parts: set[tuple[str, str, str]]
) -> None:
    text = annotate(Article("exemplu", "Știri", sentence))
    assert {r for r in stated(text) if r[1] == "partOf"} == parts


def told(text: str) -> set[tuple[str, str, str]]:
    found = read(text)
    name = {a.key: a.name for a in found.actors}
    return {(name[r.subject], r.predicate, name[r.object]) for r in found.relations}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Primarul orașului Suceava, Dan Munteanu, a cerut ajutor guvernului.", ("Dan Munteanu", "leads", "Suceava")),
        ("Primarul Kievului, Vitali Petrenko, a cerut ajutor Ucrainei.", ("Vitali Petrenko", "leads", "Kiev")),
        (
            "Consilierul președintelui Ucrainei, Mihail Petrenko, a criticat Rusia.",
            ("Mihail Petrenko", "holdsPosition", "Ucraina"),
        ),
        (
            "Polonia a trimis ajutoare. Mihai Radu, fostul premier al Poloniei, a criticat Rusia.",
            ("Mihai Radu", "leads", "Polonia"),
        ),
    ],
)
def test_office_is_told(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in told(text)


def test_adviser_of_a_president_leads_no_country() -> None:
    told_of = told("Consilierul președintelui Ucrainei, Mihail Petrenko, a criticat Rusia.")
    assert not [r for r in told_of if r[:2] == ("Mihail Petrenko", "leads")]


def test_town_that_is_led_is_a_polity() -> None:
    found = read("Primarul orașului Suceava, Dan Munteanu, a cerut ajutor guvernului.")
    assert next(a.type for a in found.actors if a.name == "Suceava") == "GeopoliticalEntity"


def test_works_that_are_led_are_a_body() -> None:
    found = read("Directorul uzinei din Craiova, Emil Stancovici, a anunțat că uzina din Craiova a concediat 80 de muncitori.")
    assert not [a for a in found.actors if a.name.startswith("uzina") and a.type == "GeopoliticalEntity"]


@pytest.mark.parametrize(
    "text",
    [
        "Premierul Sorin Bălănescu a promis bani. Ana Rusu va semna un acord cu primăria capitalei moldovene.",
        "Premierul Sorin Bălănescu a promis bani. Germania a cumpărat 40 de locomotive.",
    ],
)
def test_country_named_once_is_not_whose_premier_is_meant(text: str) -> None:
    assert not [r for r in told(text) if r[1] == "leads"]


def test_what_two_share_is_part_of_neither() -> None:
    extraction = read(
        "Kim Jong Un a lăudat alianța dintre Phenian și Moscova. Alianța dintre Coreea de Nord și Rusia a semnat un acord."
    )
    assert not [r for r in extraction.relations if r.predicate == "partOf"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Serghei Skripal și fiica sa Iulia Skripal au fost otrăviți.", ("Iulia Skripal", "relativeOf", "Serghei Skripal")),
        ("Carmen Bejan s-a căsătorit cu Claudius Popa.", ("Carmen Bejan", "relativeOf", "Claudius Popa")),
        ("Rusia a invadat Ucraina în 2022. Kievul a cerut ajutor.", ("Rusia", "opposes", "Ucraina")),
        (
            "Doi cetățeni români, Iustin Dobre și Celan Palaghia, au fost condamnați la Leeds.",
            ("Celan Palaghia", "citizenOf", "România"),
        ),
        ("Andrei Goșu este istoric și a fost consilier al MAE.", ("Andrei Goșu", "holdsPosition", "MAE")),
        (
            "Parlamentul ucrainean a adoptat o lege, a declarat deputatul Yaroslav Popa.",
            ("Yaroslav Popa", "memberOf", "Parlamentul ucrainean"),
        ),
        (
            "Generalul american în rezervă Ben Hodges a criticat Rusia.",
            ("Ben Hodges", "citizenOf", "Statele Unite ale Americii"),
        ),
        (
            "Vice prim-ministrul Nicu Popescu a declarat că Republica Moldova va primi gaze.",
            ("Nicu Popescu", "holdsPosition", "Republica Moldova"),
        ),
        ("Ana Rusu conduce Institutul Cultural Român de trei ani.", ("Ana Rusu", "leads", "Institutul Cultural Român")),
        ("Comisia, condusă de Ana Rusu, a publicat raportul.", ("Ana Rusu", "leads", "Comisia")),
        (
            "Ana Rusu lucrează la Banca Națională a României din 2015.",
            ("Ana Rusu", "holdsPosition", "Banca Națională a României"),
        ),
        ("Ana Rusu face parte din Academia Română.", ("Ana Rusu", "memberOf", "Academia Română")),
        ("Fabrica a fost cumpărată, iar compania Delta deține firma Alfa.", ("Alfa", "partOf", "Delta")),
        ("Partidul lui Ion Popa a câștigat alegerile.", ("Ion Popa", "leads", "Partidul lui Ion Popa")),
        ("Transfugul rus Serghei Petrov a fost găsit la Viena.", ("Serghei Petrov", "citizenOf", "Rusia")),
        ("Iranul, principalul inamic al Israelului, a anunțat exerciții.", ("Iran", "opposes", "Israel")),
        ("Premierul Ana Rusu a vorbit la Iași. Aliații ei au criticat Rusia.", ("Aliații ei", "alliedWith", "Ana Rusu")),
        ("Ministrul Radu Ene și aliatul său, Ion Popa, au plecat la Viena.", ("Ion Popa", "alliedWith", "Radu Ene")),
        ("Războiul continuă de trei ani. Rusia și Ucraina au schimbat prizonieri.", ("Rusia", "opposes", "Ucraina")),
        ("Germania a anunțat că Rusia a atacat Georgia.", ("Rusia", "opposes", "Georgia")),
        (
            "Ion Popa a demisionat ieri. Fusese consilier al Ministerului Finanțelor.",
            ("Ion Popa", "holdsPosition", "Ministerul Finanțelor"),
        ),
        (
            "Ion Popa a fost profesor la Universitatea din București.",
            ("Ion Popa", "holdsPosition", "Universitatea din București"),
        ),
        (
            "Maria Ene, directoare de programe a Asociației Promo-LEX, a criticat legea.",
            ("Maria Ene", "holdsPosition", "Asociația Promo-LEX"),
        ),
        (
            "Liderul laburist, John Smith, a criticat bugetul. Partidul Laburist a câștigat alegerile.",
            ("John Smith", "leads", "Partidul Laburist"),
        ),
        ("O dronă a căzut la Reni, în sudul Ucrainei, a anunțat armata.", ("Reni", "partOf", "Ucraina")),
        ("Explozia a avut loc la Reni (Ucraina), a anunțat armata.", ("Reni", "partOf", "Ucraina")),
        (
            "Serviciile speciale de la Erevan au arestat doi bărbați. Armenia a protestat.",
            ("Serviciile speciale de la Erevan", "partOf", "Armenia"),
        ),
        ("Radu Ene, un critic al președintelui rus Vladimir Putin, a fost arestat.", ("Radu Ene", "opposes", "Vladimir Putin")),
        ("Polonia a luptat împotriva Suediei.", ("Polonia", "opposes", "Suedia")),
        ("Ion Popa s-a opus lui Radu Ene.", ("Ion Popa", "opposes", "Radu Ene")),
        ("Georgia s-a aliat cu Ucraina.", ("Georgia", "alliedWith", "Ucraina")),
        ("Accidentul a avut loc la Pavia, Italia.", ("Pavia", "partOf", "Italia")),
        ("Bombele au lovit Cernihiv și Sumî, în nordul Ucrainei.", ("Cernihiv", "partOf", "Ucraina")),
        (
            "Biroul premierului israelian Yair Popa a confirmat atacul.",
            ("Biroul premierului israelian", "partOf", "Israel"),
        ),
        ("PSD Cluj a cerut demisia. PSD a respins acuzațiile.", ("PSD Cluj", "partOf", "PSD")),
        (
            "ANSP, agenția română pentru sănătate, a publicat raportul. România a cerut ajutor.",
            ("ANSP", "partOf", "România"),
        ),
        ("Procurorii DNA l-au audiat pe Ion Popa.", ("Procurorii DNA", "memberOf", "DNA")),
        (
            "Elena Popa, secretara Coaliției Civice pentru Alegeri Libere, a criticat votul.",
            ("Elena Popa", "holdsPosition", "Coaliția Civică"),
        ),
        (
            "Ana Budan, consilieră a primarului Kievului Vitali Klicikov, a fost spitalizată.",
            ("Ana Budan", "holdsPosition", "Kiev"),
        ),
        ("Statele baltice, membre ale Uniunii Europene, au votat.", ("Statele baltice", "memberOf", "Uniunea Europeană")),
        ("Polonia, o aliată loială a Ucrainei, a trimis arme.", ("Polonia", "alliedWith", "Ucraina")),
        (
            "Guvernul va deschide un centru în Polonia, o aliată loială a Ucrainei, atacată de Rusia.",
            ("Polonia", "alliedWith", "Ucraina"),
        ),
        (
            "China și India, membre ale Organizației de la Shanghai, votează.",
            ("China", "memberOf", "Organizația de la Shanghai"),
        ),
        ("Șefa diplomației germane, Ana Weber, a condamnat atacul.", ("Ana Weber", "holdsPosition", "Germania")),
        ("Curtea de Justiție a UE de la Luxemburg a amendat Ungaria.", ("Curtea de Justiție", "partOf", "UE")),
        ("Ion Popa a lăudat Germania și pe cancelarul acesteia, Jan Weber.", ("Jan Weber", "leads", "Germania")),
        (
            "Slovacia Progresistă va depune o moțiune. Liderul acesteia, Jan Weber, a criticat guvernul.",
            ("Jan Weber", "leads", "Slovacia Progresistă"),
        ),
        (
            "Ion Popa a vorbit la Comisia pentru buget a Senatului, după ce președintele acesteia, Jan Weber, l-a chemat.",
            ("Jan Weber", "leads", "Comisia pentru buget a Senatului"),
        ),
        ("Gazprom Neft, parte a grupului Gazprom, a semnat un acord cu Iranul.", ("Gazprom Neft", "partOf", "Gazprom")),
        ("Georgia, parte a NATO din aprilie, a trimis trupe.", ("Georgia", "memberOf", "NATO")),
        ("Maria Ene, care provine din rândul PSD, a semnat legea.", ("Maria Ene", "memberOf", "PSD")),
        (
            "Ion Popa a fost arestat în timp ce lucra în secția de urgențe a spitalului Fundeni.",
            ("Ion Popa", "holdsPosition", "Fundeni"),
        ),
        (
            "Ana Rusu, consilier în cadrul Ministerului Energiei, a demisionat.",
            ("Ana Rusu", "holdsPosition", "Ministerul Energiei"),
        ),
        (
            "Au dispărut două surori, Ana Rusu, 16 ani, și Maria Rusu, 13 ani, a anunțat poliția.",
            ("Ana Rusu", "relativeOf", "Maria Rusu"),
        ),
        (
            "Doi cetățeni români, Iustin Dobre, în vârstă de 37 de ani, și Celan Palaghia, de 40 de ani, au fost condamnați.",
            ("Celan Palaghia", "citizenOf", "România"),
        ),
    ],
)
def test_relation_is_told(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in told(text)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (
            "Ambasada Azerbaidjanului din Ucraina a fost lovită de o rachetă.",
            ("Ambasada Azerbaidjanului din Ucraina", "partOf", "Ucraina"),
        ),
        (
            "România și Moldova au semnat un acord, a spus premierul Ion Popa. Moldova și guvernul Moldovei au mulțumit.",
            ("Ion Popa", "leads", "Republica Moldova"),
        ),
        ("Fratelli d'Italia a câștigat alegerile. Italia a votat duminică.", ("Fratelli d'Italia", "partOf", "Italia")),
        (
            "Reprezentanții Ministerului Apărării au plecat.",
            ("Reprezentanții Ministerului Apărării", "memberOf", "Ministerul Apărării"),
        ),
        ("Curtea de Justiție a UE de la Luxemburg a amendat Ungaria.", ("Curtea de Justiție", "partOf", "Luxemburg")),
        ("Premierul Ungariei, un aliat al Rusiei, a votat împotrivă.", ("Ungaria", "alliedWith", "Rusia")),
        ("În Polonia, aliații Ucrainei au votat împotrivă.", ("Polonia", "alliedWith", "Ucraina")),
        (
            "Comisarul european Ion Weber a criticat Ungaria. Tisza face parte din Partidul Popular European.",
            ("Ion Weber", "holdsPosition", "Partidul Popular European"),
        ),
        ("Ion Popa lucrează la un dosar al DNA.", ("Ion Popa", "holdsPosition", "DNA")),
        ("Ion Popa lucrează la un proiect pentru NATO.", ("Ion Popa", "holdsPosition", "NATO")),
        ("Ana Rusu nu conduce Academia Română.", ("Ana Rusu", "leads", "Academia Română")),
        ("Muncitorii români lucrează în Italia.", ("Muncitorii români", "holdsPosition", "Italia")),
        ("Rusia și Ucraina au semnat un acord privind cerealele.", ("Rusia", "opposes", "Ucraina")),
        ("Trenul trece prin Reni, Izmail și Odesa.", ("Reni", "partOf", "Izmail")),
        (
            "Atacurile aeriene israeliene au lovit Gaza. Atacurile antisemite din Franța s-au înmulțit. Franța a reacționat.",
            ("Israel", "opposes", "Franța"),
        ),
        ("Rusia a ocupat Crimeea și deține Crimeea. Ucraina a atacat Crimeea.", ("Crimeea", "partOf", "Rusia")),
        ("Compania SOCAR a semnat un contract cu Rusia. SOCAR va livra gaze.", ("Compania SOCAR", "partOf", "SOCAR")),
    ],
)
def test_relation_is_not_told(text: str, wrong: tuple[str, str, str]) -> None:
    assert wrong not in told(text)


def test_who_heads_a_body_of_a_country_does_not_lead_the_country() -> None:
    found = read("Șeful Statului Major al Republicii Moldova, Igor Popa, a demisionat.")
    names = {a.key: a.name for a in found.actors}
    led = {names[r.object] for r in found.relations if r.predicate == "leads"}
    assert led == {"Statul Major al Republicii Moldova"}


def test_a_womans_office_of_prime_minister_leads_alone() -> None:
    found = read("Prim-ministra italiană, Giorgia Meloni, a vizitat Kievul.")
    names = {a.key: a.name for a in found.actors}
    said = {(r.predicate, names[r.object]) for r in found.relations if names[r.subject] == "Giorgia Meloni"}
    assert said == {("leads", "Italia")}


@pytest.mark.parametrize(
    "text",
    [
        "Israelul și Statele Unite nu sunt membre ale Curții Penale Internaționale.",
        "Igor Dodon nu mai este președintele Republicii Moldova.",
        "Renault nu deține compania Dacia.",
    ],
)
def test_what_is_denied_is_no_relation(text: str) -> None:
    denied = {"memberOf", "leads", "holdsPosition", "partOf"}
    assert not [r for r in read(text).relations if r.predicate in denied]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Compania Blue Air și directorul ei, Dan Rusu, au fost amendați.", ("Dan Rusu", "leads", "Blue Air")),
        ("Wagner a anunțat că liderul său, Ion Petrov, a murit.", ("Ion Petrov", "leads", "Wagner")),
        ("UE a sancționat Iranul și pe liderul său, Ali Rezai.", ("Ali Rezai", "leads", "Iran")),
        ("Franța a transmis Germaniei, prin ambasadorul său, Jean Dupont, o notă.", None),
        ("Ion Popa a plecat din România cu consilierul său, Dan Rusu.", None),
        ("O tânără din România a fost agresată de directorul ei, Dan Rusu.", None),
    ],
)
def test_the_pronoun_behind_an_office_means_the_only_body(text: str, expected: tuple[str, str, str] | None) -> None:
    offices = {r for r in told(text) if r[1] in {"leads", "holdsPosition"}}
    assert offices == ({expected} if expected else set())


@pytest.mark.parametrize(
    ("text", "leads"),
    [
        ("Ion Popa a fost numit director al Tarom.", True),
        ("Ion Popa a devenit directorul Tarom.", True),
        ("Ion Popa, numit în funcția de director al Tarom, a plecat.", True),
        ("Ion Popa va fi numit director al Tarom.", False),
        ("Ion Popa nu a fost numit director al Tarom.", False),
        ("Ion Popa ar putea deveni directorul Tarom.", False),
        ("Ion Popa a rămas fără funcția de director al Tarom.", False),
        ("Ion Popa a ocupat funcția de director al Tarom.", True),
        ("Ion Popa a fost demis din funcția de director al Tarom.", True),
        ("Guvernul l-a demis pe Ion Popa din funcția de director al Tarom.", True),
        ("Ion Popa va ocupa funcția de director al Tarom.", False),
        ("Ion Popa a refuzat funcția de director al Tarom.", False),
        ("Premierul i-a oferit lui Ion Popa funcția de director al Tarom.", False),
    ],
)
def test_who_became_something_is_it(text: str, leads: bool) -> None:
    assert (("Ion Popa", "leads", "Tarom") in told(text)) is leads


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Polonia, unul dintre cei mai apropiați aliați ai Ucrainei, a trimis tancuri.", ("Polonia", "alliedWith", "Ucraina")),
        ("Ion Popa, unul dintre procurorii DNA, a fost amendat.", ("Ion Popa", "holdsPosition", "DNA")),
        (
            "Unul dintre deputații PSD, Radu Rusu, a demisionat, iar Ion Popa a rămas.",
            ("Radu Rusu", "memberOf", "PSD"),
        ),
        (
            "Bulgaria a reacționat. Cinci bulgari, printre care Ivan Petkov și Ana Ivanova, au fost acuzați de spionaj.",
            ("Ana Ivanova", "citizenOf", "Bulgaria"),
        ),
    ],
)
def test_one_among_several_is_what_they_are(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in told(text)


def test_who_only_is_allied_with_somebody_is_no_party_before_the_comma() -> None:
    assert ("PNL", "alliedWith", "democrații") not in told("S-a înscris în PNL, dar a fost apropiat democraților din oraș.")


def test_a_ministry_of_another_place_is_not_the_main_countrys() -> None:
    found = read("Israelul a atacat. Israelul a negat. Au murit zeci de oameni, potrivit Ministerului Sănătății din Gaza.")
    assert not [r for r in found.relations if found.actor(r.subject).name == "Ministerul Sănătății din Gaza"]


def test_a_place_is_no_part_of_who_acts_there() -> None:
    found = read("Bărbatul a fost prins la Treviso de carabinieri, ascuns într-o casă.")
    assert not [r for r in found.relations if r.predicate == "partOf"]
