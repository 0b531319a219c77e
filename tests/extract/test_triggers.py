"""Which words report events, on sentences analysed by hand, with frames made for the purpose."""

import pytest
from tests.extract.parsed import parse
from tests.extract.reading import event, read

from kgbuild.extract.triggers import find_triggers
from kgbuild.lexicon.chains import load_carrying_verbs
from kgbuild.lexicon.frames import NO_EVENT, Frame, FrameLexicon, parse_frame

CLASSES = {
    "weapon": frozenset({"tanc", "rachetă"}),
    "territory": frozenset({"oraș"}),
    "human": frozenset({"om"}),
    "event_measure": frozenset({"serie"}),
    "help": frozenset({"ajuta"}),
    "abbreviated": frozenset({"TANC"}),
    "titled": frozenset({"film"}),
    "portfolio_holder": frozenset({"ministru"}),
    "office": frozenset({"primar"}),
    "sports": frozenset({"meci", "antrenor", "echipă"}),
    "means": frozenset({"condiție"}),
    "pact": frozenset({"acord"}),
}


def frame(name: str, event_class: str, lemma: str, pos: str = "verb", **conditions: object) -> Frame:
    row = {"id": name, "lemmas": [lemma], "pos": pos, "class": event_class, "example": "x", "trigger": "x", **conditions}
    return parse_frame(row, NO_EVENT if event_class == "none" else name.split(".", maxsplit=1)[0].upper(), "frames.toml", 1)


def triggers(sentence: str, *frames: Frame) -> list[tuple[str, str]]:
    lexicon = FrameLexicon(frames, CLASSES, {"ucis": "ucide"}, {"territory": frozenset({"GPE"}), "human": frozenset({"PERSON"})})
    return [(t.frame.id, t.mention.text) for t in find_triggers(parse(sentence), lexicon, load_carrying_verbs())]


ATTACK = frame("assault.attack", "Assault", "ataca")
ATTACK_NOUN = frame("assault.attack_noun", "Assault", "atac", "noun", support=["lansa"])
KILL = frame("assault.kill", "Killing", "ucide")
SEND = frame("aid.send", "Aid", "trimite")
SEND_ARMS = frame("aid.send_arms", "ArmsTransfer", "trimite", object_in=["weapon"])


def test_auxiliaries_belong_to_the_trigger() -> None:
    sentence = """
        Rușii rus NOUN 3 nsubj
        au avea AUX 3 aux
        atacat ataca VERB 0 root VerbForm=Part
        """
    assert triggers(sentence, ATTACK) == [("assault.attack", "au atacat")]


def test_fixed_words_belong_to_the_verb_of_the_trigger() -> None:
    extraction = read("Protestul a avut loc luni.")
    assert event(extraction, "Protestul").triggers[0].text == "Protestul a avut loc"
    # The parser takes "au" for an auxiliary of nothing.
    assert event(read("Alegerile au loc luni."), "Alegerile").triggers[0].text == "Alegerile au loc"


def test_carrying_verbs_belong_to_the_trigger() -> None:
    sentence = """
        Rușii rus NOUN 3 nsubj
        au avea AUX 3 aux
        început începe VERB 0 root VerbForm=Part
        să să PART 5 mark
        atace ataca VERB 3 ccomp
        """
    assert triggers(sentence, ATTACK) == [("assault.attack", "au început să atace")]


def test_verb_of_saying_carries_nothing() -> None:
    sentence = """
        Rușii rus NOUN 2 nsubj
        continuă continua VERB 0 root
        că că SCONJ 4 mark
        atacă ataca VERB 2 ccomp
        """
    assert triggers(sentence, ATTACK) == [("assault.attack", "atacă")]


def test_light_verb_and_noun_are_one_trigger() -> None:
    sentence = """
        Rușii rus NOUN 3 nsubj
        au avea AUX 3 aux
        lansat lansa VERB 0 root VerbForm=Part
        un un DET 5 det
        atac atac NOUN 3 obj
        """
    launch = frame("mobilize.launch", "MissileTest", "lansa")
    assert triggers(sentence, ATTACK_NOUN, launch) == [("assault.attack_noun", "au lansat un atac")]


def test_noun_may_need_its_light_verb() -> None:
    sentence = """
        Ei el PRON 2 nsubj
        văd vedea VERB 0 root
        atacul atac NOUN 2 obj Definite=Def
        """
    assert triggers(sentence, ATTACK_NOUN) == [("assault.attack_noun", "atacul")]
    assert triggers(sentence, frame("assault.attack_noun", "Assault", "atac", "noun", support=["lansa"], light_verb=True)) == []


def test_words_of_a_phrase_may_stand_below_an_object() -> None:
    sentence = """
        Ea el PRON 3 nsubj
        a avea AUX 3 aux
        făcut face VERB 0 root VerbForm=Part
        iar iar ADV 3 advmod
        apel apel NOUN 3 obj
        """
    appeal = frame("request.appeal", "Request", "face", phrase=["face", "apel"])
    assert triggers(sentence, appeal, frame("request.appeal_noun", "Request", "apel", "noun")) == [
        ("request.appeal", "a făcut iar apel")
    ]


def test_phrase_with_a_word_missing_is_none() -> None:
    appeal = frame("request.appeal", "Request", "face", phrase=["face", "apel"])
    assert triggers("Ea el PRON 2 nsubj\nface face VERB 0 root\npâine pâine NOUN 2 obj", appeal) == []


def test_participle_is_a_verb() -> None:
    sentence = """
        Oamenii om NOUN 0 root
        uciși ucis ADJ 1 amod VerbForm=Part|Number=Plur
        """
    assert triggers(sentence, KILL) == [("assault.kill", "uciși")]


def test_wrong_lemma_is_mended_by_the_form() -> None:
    sentence = """
        Atacurile atacură NOUN 2 nsubj
        continuă continua VERB 0 root
        """
    assert triggers(sentence, ATTACK_NOUN) == [("assault.attack_noun", "Atacurile")]


def test_object_of_a_class_narrows() -> None:
    sentence = """
        Germania Germania PROPN 2 nsubj
        trimite trimite VERB 0 root
        {} {} NOUN 2 obj
        """
    assert triggers(sentence.format("tancuri", "tanc"), SEND, SEND_ARMS) == [("aid.send_arms", "trimite")]
    assert triggers(sentence.format("flori", "floare"), SEND, SEND_ARMS) == [("aid.send", "trimite")]


def test_what_a_part_or_a_number_is_of_narrows() -> None:
    sentence = """
        Kievul Kiev PROPN 3 nsubj
        a avea AUX 3 aux
        trimis trimite VERB 0 root VerbForm=Part
        {} {} NOUN 3 obj
        rachetelor rachetă NOUN 4 nmod Case=Gen
    """
    assert triggers(sentence.format("jumătatea", "jumătate"), SEND, SEND_ARMS) == [("aid.send_arms", "a trimis")]
    assert triggers(sentence.format("fotografia", "fotografie"), SEND, SEND_ARMS) == [("aid.send", "a trimis")]


def test_relative_pronoun_stands_for_its_noun() -> None:
    sentence = """
        tancurile tanc NOUN 0 root
        pe pe ADP 3 case
        care care PRON 5 obj PronType=Int,Rel
        le el PRON 5 expl
        trimite trimite VERB 1 acl
        """
    assert triggers(sentence, SEND_ARMS) == [("aid.send_arms", "trimite")]


def test_relative_pronoun_behind_a_preposition_stands_for_its_noun() -> None:
    sentence = """
        orașul oraș NOUN 0 root
        la la ADP 3 case
        care care PRON 4 obl PronType=Int,Rel
        trimit trimite VERB 1 acl
        """
    row = frame("aid.send_there", "Aid", "trimite", with_pp=["la"], pp_in=["territory"])
    assert triggers(sentence, row) == [("aid.send_there", "trimit")]
    assert triggers(sentence.replace("oraș ", "om "), row) == []


def test_complement_of_a_class_may_hang_on_the_object() -> None:
    sentence = """
        Ei el PRON 2 nsubj
        trimit trimite VERB 0 root
        mâncare mâncare NOUN 2 obj
        în în ADP 5 case
        Herson Herson PROPN 3 nmod _ GPE
        """
    assert triggers(sentence, frame("aid.send_there", "Aid", "trimite", with_pp=["în"], pp_in=["territory"])) == [
        ("aid.send_there", "trimit")
    ]
    assert triggers(sentence, frame("aid.send_there", "Aid", "trimite", with_pp=["la"])) == []
    assert triggers(sentence, frame("aid.send_to", "Aid", "trimite", pp_in=["territory"])) == []


def test_complement_of_a_class_may_hang_on_a_further_object() -> None:
    sentence = """
        Ei el PRON 2 nsubj
        lansează lansa VERB 0 root
        drone dronă NOUN 2 obj
        și și CCONJ 5 cc
        rachete rachetă NOUN 3 conj
        spre spre ADP 7 case
        Lviv Lviv PROPN 5 nmod
        """
    assert triggers(sentence, frame("assault.launch", "AirStrike", "lansa", with_pp=["spre"])) == [("assault.launch", "lansează")]


def test_reflexive_is_accusative_where_it_is_excluded() -> None:
    sentence = """
        Ei el PRON 4 nsubj
        și- sine PRON 4 expl
        au avea AUX 4 aux
        atacat ataca VERB 0 root VerbForm=Part
        vecinii vecin NOUN 4 obj
        """
    plain = frame("assault.attack", "Assault", "ataca", reflexive=False)
    assert triggers(sentence, plain) == [("assault.attack", "și- au atacat")]
    assert triggers(sentence.replace("și- sine", "s- sine"), plain) == []


@pytest.mark.parametrize(
    ("clitic", "auxiliary", "found"),
    [("ne", "Person=1", True), ("m", "Person=1|Number=Sing", True), ("ne", "Person=3|Number=Plur", False)],
)
def test_clitic_with_the_person_of_its_verb_is_reflexive(clitic: str, auxiliary: str, found: bool) -> None:
    sentence = f"""
        {clitic} eu PRON 3 obj
        aux avea AUX 3 aux {auxiliary}
        adresat adresa VERB 0 root VerbForm=Part
        """
    assert bool(triggers(sentence, frame("request.turn", "Request", "adresa", reflexive=True))) is found


def test_what_is_measured_twice_stands_behind_the_second_measure() -> None:
    sentence = """
        primit primi VERB 0 root
        doi doi NUM 3 nummod
        ani an NOUN 1 obj
        și și CCONJ 6 cc
        trei trei NUM 6 nummod
        luni lună NOUN 3 conj
        de de ADP 8 case
        închisoare închisoare NOUN 6 nmod
        """
    years = frame("sanction.years", "Conviction", "primi", phrase=["primi", "închisoare"])
    assert triggers(sentence, years) == [("sanction.years", "primit doi ani și trei luni de închisoare")]


def test_complementizer_decides() -> None:
    sentence = """
        El el PRON 2 nsubj
        spune spune VERB 0 root
        {} {} PART 4 mark
        plece pleca VERB 2 ccomp
        """
    say = frame("communicate.say", "Statement", "spune")
    tell = frame("request.tell", "Demand", "spune", complementizer=["să"])
    assert triggers(sentence.format("să", "să"), say, tell) == [("request.tell", "spune")]
    assert triggers(sentence.format("că", "că"), say, tell) == [("communicate.say", "spune")]


def test_verb_of_the_clause_decides() -> None:
    sentence = """
        El el PRON 2 nsubj
        trimite trimite VERB 0 root
        pentru pentru ADP 4 mark
        {} {} VERB 2 advcl
        """
    help_with = frame("aid.send_to_help", "Aid", "trimite", clause_in=["help"])
    assert triggers(sentence.format("ajuta", "ajuta"), SEND, help_with) == [("aid.send_to_help", "trimite")]
    assert triggers(sentence.format("ocupa", "ocupa"), SEND, help_with) == [("aid.send", "trimite")]


ELECT = frame("election.choose", "Election", "alege")
ELECT_TO_OFFICE = frame("election.elected", "ElectionVictory", "alege", predicate_in=["office"])


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Ion Ion PROPN 3 nsubj:pass;fost fi AUX 3 aux:pass;ales alege VERB 0 root VerbForm=Part;{} {} NOUN 3 xcomp", True),
        ("au avea AUX 2 aux;ales alege VERB 0 root VerbForm=Part;Ion Ion PROPN 2 obj;{} {} NOUN 3 appos Definite=Ind", True),
        ("au avea AUX 2 aux;ales alege VERB 0 root VerbForm=Part;Ion Ion PROPN 2 obj;{}ul {} NOUN 3 appos Definite=Def", False),
        ("Ana Ana PROPN 4 nsubj;fost fi AUX 4 cop;aleasă alege VERB 4 nmod;{} {} NOUN 0 root", True),
        ("jurnalist jurnalist NOUN 0 root;ales alege VERB 1 amod VerbForm=Part;{} {} NOUN 1 nmod", True),
        ("au avea AUX 2 aux;ales alege VERB 0 root VerbForm=Part;cu cu ADP 4 case;{} {} NOUN 2 xcomp", False),
    ],
)
def test_what_the_object_is_made_is_a_condition(sentence: str, found: bool) -> None:
    lines = sentence.replace(";", "\n")
    names = [name for name, _ in triggers(lines.format("primar", "primar"), ELECT, ELECT_TO_OFFICE)]
    assert names == ["election.elected" if found else "election.choose"]
    assert [name for name, _ in triggers(lines.format("leneș", "leneș"), ELECT, ELECT_TO_OFFICE)] == ["election.choose"]


def test_bare_participle_has_nothing_beside_it() -> None:
    sentence = """
        primarul primar NOUN 0 root
        ales alege VERB 1 amod VerbForm=Part
        {}
        """
    title = frame("none.elect", "none", "alege", object_in=["office"], bare=True)
    assert triggers(sentence.format(", , PUNCT 2 punct"), ELECT, title) == []
    assert triggers(sentence.format("ieri ieri ADV 2 advmod"), ELECT, title) == [("election.choose", "ales")]


def test_a_noun_with_a_subject_and_no_copula_is_a_verb() -> None:
    sentence = """
        Trupele trupă NOUN 2 nsubj
        atac atac NOUN 0 root
        {}
        """
    attack = frame("assault.attack", "Assault", "ataca")
    assert triggers(sentence.format("azi azi ADV 2 advmod"), attack) == [("assault.attack", "atac")]
    assert triggers(sentence.format("sunt fi AUX 2 cop"), attack) == []


def test_clause_or_quotation_must_be_its_own() -> None:
    report = frame("communicate.hold", "Statement", "susține", object_clause=True)
    clause = "El el PRON 2 nsubj\nsusține susține VERB 0 root\ncă că SCONJ 4 mark\npleacă pleca VERB 2 ccomp"
    other = "El el PRON 2 nsubj\nsusține susține VERB 0 root\nechipa echipă NOUN 2 obj"
    assert triggers(clause, report) == [("communicate.hold", "susține")]
    assert triggers(other, report) == []


def test_number_article_and_preposition_decide() -> None:
    sentence = """
        Printr- printr- ADP 2 case
        atac atac NOUN 3 obl Number=Sing|Definite=Ind
        fug fugi VERB 0 root
        """
    assert triggers(sentence, frame("assault.attacks", "Assault", "atac", "noun", number="plural")) == []
    assert triggers(sentence, frame("assault.the_attack", "Assault", "atac", "noun", definite=True)) == []
    assert triggers(sentence, frame("assault.by_attack", "Assault", "atac", "noun", after=["printr"])) != []
    assert triggers(sentence, ATTACK_NOUN, frame("none.by_attack", "none", "atac", "noun", after=["printr"])) == []


def test_noun_that_names_a_kind_is_no_event() -> None:
    sentence = """
        o un DET 2 det
        {} {} NOUN 0 root
        de de ADP 4 case
        atac atac NOUN 2 nmod Definite=Ind
        """
    assert triggers(sentence.format("navă", "navă"), ATTACK_NOUN) == []
    assert triggers(sentence.format("serie", "serie"), ATTACK_NOUN) == [("assault.attack_noun", "atac")]


def test_what_a_body_or_means_is_there_for_is_no_event_whatever_follows() -> None:
    sentence = """
        {0} {0} NOUN 0 root
        de de ADP 3 case
        atac atac NOUN 1 nmod
        al al DET 5 det
        vecinilor vecin NOUN 3 nmod Case=Gen
        """
    assert triggers(sentence.format("comisie"), ATTACK_NOUN) == []
    assert triggers(sentence.format("condiție"), ATTACK_NOUN) == []
    assert triggers(sentence.format("urmă"), ATTACK_NOUN) == [("assault.attack_noun", "atac")]


def test_noun_in_a_name_is_no_event() -> None:
    sentence = """
        Institutul institut NOUN 0 root _ ORGANIZATION
        pentru pentru ADP 3 case _ ORGANIZATION
        Atac atac NOUN 1 nmod _ ORGANIZATION
        """
    assert triggers(sentence, ATTACK_NOUN) == []


def test_noun_of_the_same_type_only_says_more() -> None:
    sentence = """
        Mandatul mandat NOUN 0 root
        de de ADP 3 case
        arestare arestare NOUN 1 nmod Definite=Def
        """
    warrant = frame("coerce.warrant", "Arrest", "mandat", "noun")
    arrest = frame("coerce.arrest_noun", "Arrest", "arestare", "noun")
    assert triggers(sentence, warrant, arrest) == [("coerce.warrant", "Mandatul")]


def test_part_of_a_preposition_is_no_event() -> None:
    sentence = """
        cu cu ADP 3 case
        atacul atac NOUN 1 fixed
        dronelor dronă NOUN 0 root
        """
    assert triggers(sentence, ATTACK_NOUN) == []


DRAW_UP = frame("communicate.draw_up", "Report", "redacta")
WITHDRAW = frame("retreat.withdraw", "TroopWithdrawal", "retrage", reflexive=True, subject_in=["human"])
TO_COURT = frame("accuse.to_court", "Charge", "trimite", phrase=["trimite", "judecată"])


def test_action_noun_reports_what_its_verb_does() -> None:
    sentence = """
        Redactarea redactare NOUN 3 nsubj Definite=Def
        raportului raport NOUN 1 nmod Case=Dat,Gen
        durează dura VERB 0 root
        """
    assert triggers(sentence, DRAW_UP) == [("communicate.draw_up", "Redactarea")]
    assert triggers(sentence.replace("nmod", "obl"), DRAW_UP) == []


def test_action_noun_has_the_phrase_of_its_verb() -> None:
    sentence = """
        Trimiterea trimitere NOUN 4 nsubj
        în în ADP 3 case
        judecată judecată NOUN 1 nmod
        durează dura VERB 0 root
        """
    assert triggers(sentence, TO_COURT) == [("accuse.to_court", "Trimiterea în judecată")]


def test_action_noun_of_a_verb_without_object_takes_its_subject() -> None:
    sentence = """
        Retragerea retragere NOUN 3 nsubj
        oamenilor om NOUN 1 nmod Case=Dat,Gen
        durează dura VERB 0 root
        """
    assert triggers(sentence, WITHDRAW) == [("retreat.withdraw", "Retragerea")]
    assert triggers(sentence.replace("om NOUN", "oraș NOUN"), WITHDRAW) == []


def test_row_of_its_own_stands_before_the_action_noun() -> None:
    sentence = """
        Atacarea atacare NOUN 3 nsubj
        orașului oraș NOUN 1 nmod Case=Dat,Gen
        durează dura VERB 0 root
        """
    own = frame("coerce.attacking", "Coercion", "atacare", "noun")
    assert triggers(sentence, ATTACK) == [("assault.attack", "Atacarea")]
    assert triggers(sentence, ATTACK, own) == [("coerce.attacking", "Atacarea")]
    assert triggers(sentence, ATTACK, frame("none.attacking", "none", "atacare", "noun")) == []


def test_repeated_action_is_of_the_same_kind() -> None:
    sentence = """
        Rușii rus NOUN 3 nsubj
        au avea AUX 3 aux
        reatacat reataca VERB 0 root VerbForm=Part
        """
    assert triggers(sentence, ATTACK) == [("assault.attack", "au reatacat")]


def test_verb_taken_for_another_word_shows_by_its_dependents() -> None:
    sentence = """
        Trupele trupă NOUN 2 nsubj
        atacă atac ADJ 0 root
        orașul oraș NOUN 2 obj
        """
    assert triggers(sentence, ATTACK) == [("assault.attack", "atacă")]
    assert triggers(sentence.replace("obj", "nmod"), ATTACK) == []


def test_adjective_beside_its_noun_is_no_verb() -> None:
    sentence = """
        Elemente element NOUN 0 root Gender=Fem|Number=Plur
        specifice specific ADJ 1 amod Gender=Fem|Number=Plur
        muzicii muzică NOUN 2 iobj Case=Gen
        rock rock NOUN 2 obj
        """
    assert triggers(sentence, frame("communicate.specify", "Statement", "specifica")) == []


def test_noun_at_the_head_of_a_relative_clause_is_a_verb() -> None:
    sentence = """
        mașina mașină NOUN 0 root
        în în ADP 3 case
        care care PRON 4 nmod PronType=Int,Rel
        ataca ataca NOUN 1 acl
        """
    assert triggers(sentence, ATTACK) == [("assault.attack", "ataca")]
    assert triggers(sentence.replace("PronType=Int,Rel", "PronType=Dem"), ATTACK) == []


def test_form_with_a_diphthong_or_of_the_pluperfect_is_mended() -> None:
    deny = frame("reject.deny", "Denial", "nega")
    assert triggers("neagă neagă VERB 0 root", deny) == [("reject.deny", "neagă")]
    assert triggers("atacaseră atacasera VERB 0 root", ATTACK) == [("assault.attack", "atacaseră")]
    assert triggers("ucisese ucisege VERB 0 root", KILL) == [("assault.kill", "ucisese")]


def test_who_acts_in_the_passive_is_a_subject_and_so_is_that_of_the_governor() -> None:
    led = frame("coerce.by_office", "Coercion", "ocupa", subject_in=["office"])
    passive = """
        centrala centrală NOUN 2 nsubj:pass
        ocupată ocupa VERB 0 root VerbForm=Part
        de de ADP 4 case
        primar primar NOUN 2 obl:agent
        """
    assert triggers(passive, led) == [("coerce.by_office", "ocupată")]
    subjunctive = """
        Primarul primar NOUN 2 nsubj
        urmează urma VERB 0 root
        {0} {0} PART 4 mark
        ocupe ocupa VERB 2 ccomp
        """
    assert [name for name, _ in triggers(subjunctive.format("să"), led)] == ["coerce.by_office"]
    assert triggers(subjunctive.format("că"), led) == []


def test_coordinated_verb_has_the_subject_of_the_first() -> None:
    sentence = """
        Omul om NOUN 2 nsubj
        intră intra VERB 0 root
        și și CCONJ 4 cc
        atacă ataca VERB 2 conj
        """
    attack = frame("assault.attack", "Assault", "ataca", subject_in=["human"])
    assert triggers(sentence, attack) == [("assault.attack", "atacă")]
    assert triggers(sentence.replace("om NOUN", "oraș NOUN"), attack) == []


def test_abbreviation_is_of_the_class_that_lists_it_as_written() -> None:
    sentence = """
        TANC tanc_antic_nou_construit NOUN 2 nsubj
        atacă ataca VERB 0 root
        """
    attack = frame("assault.attack", "Assault", "ataca", subject_in=["abbreviated"])
    assert triggers(sentence, attack) == [("assault.attack", "atacă")]


def test_titles_in_quotation_marks_report_nothing() -> None:
    sentence = """
        {noun} {noun} NOUN 0 root
        „ „ PUNCT 3 punct
        Atacul atac NOUN 1 nmod
        clonelor clonă NOUN 3 nmod
        {end} {end} PUNCT 3 punct
        """
    assert triggers(sentence.format(noun="film", end="”"), ATTACK_NOUN) == []
    assert triggers(sentence.format(noun="film", end="."), ATTACK_NOUN) == [("assault.attack_noun", "Atacul")]
    assert triggers(sentence.format(noun="om", end="”"), ATTACK_NOUN) == [("assault.attack_noun", "Atacul")]


def test_what_a_minister_is_there_for_reports_nothing() -> None:
    sentence = """
        {holder} {holder} NOUN 0 root
        apărării apărare NOUN 1 nmod Case=Dat,Gen
        și și CCONJ 4 cc
        atacului atac NOUN 2 conj Case=Dat,Gen
        """
    assert triggers(sentence.format(holder="ministru"), ATTACK_NOUN) == []
    assert triggers(sentence.format(holder="om"), ATTACK_NOUN) == [("assault.attack_noun", "atacului")]


def test_participle_with_degrees_is_a_quality() -> None:
    sentence = """
        orașele oraș NOUN 0 root
        {adverb} {adverb} ADV 3 advmod
        atacate ataca VERB 1 acl VerbForm=Part
        """
    assert triggers(sentence.format(adverb="mai"), ATTACK) == []
    assert triggers(sentence.format(adverb="ieri"), ATTACK) == [("assault.attack", "atacate")]


def test_degree_of_an_adverb_is_that_of_its_participle() -> None:
    sentence = """
        orașul oraș NOUN 0 root
        {adverb} {adverb} ADV 3 advmod
        bine bine ADV 4 advmod
        atacat ataca VERB 1 acl VerbForm=Part
        """
    assert triggers(sentence.format(adverb="mai"), ATTACK) == []
    assert triggers(sentence.format(adverb="deja"), ATTACK) == [("assault.attack", "atacat")]


def test_phrase_does_not_reach_into_the_clause_of_somebody_else() -> None:
    sentence = """
        anunță anunța VERB 0 root
        că că SCONJ 4 mark
        {subject} partid NOUN 4 {relation}
        depune depune VERB 1 ccomp
        candidatura candidatură NOUN 4 obj
        """
    launch = frame("election.launch", "Candidacy", "anunța", phrase=["candidatură"])
    assert triggers(sentence.format(subject="partidul", relation="nsubj"), launch) == []
    assert len(triggers(sentence.format(subject="luni", relation="obl"), launch)) == 1


def test_what_a_clause_says_of_its_own_subject_is_no_word_of_a_phrase() -> None:
    sentence = """
        declarat declara VERB 0 root
        că că SCONJ 5 mark
        pierderile pierdere NOUN 5 {relation}
        sunt fi AUX 5 cop
        morți mort NOUN 1 ccomp
        """
    declare = frame("death.declare", "Death", "declara", phrase=["declara", "mort"])
    assert triggers(sentence.format(relation="nsubj"), declare) == []
    assert len(triggers(sentence.format(relation="obl"), declare)) == 1


def test_phrase_does_not_reach_into_what_something_is_done_for() -> None:
    sentence = """
        vine veni VERB 0 root
        {mark} {mark} ADP 3 mark
        primi primi VERB 1 advcl
        votul vot NOUN 3 obj
        """
    vote = frame("election.turn_out", "Vote", "veni", phrase=["vot"])
    assert triggers(sentence.format(mark="pentru"), vote) == []
    assert len(triggers(sentence.format(mark="spre"), vote)) == 1


def test_action_noun_keeps_the_condition_on_its_object() -> None:
    begin = frame("position.begin", "Appointment", "începe", subject="patient", object_in=["territory"])
    sentence = """
        începerea începere NOUN 0 root
        {noun} {noun} NOUN 1 nmod Case=Dat,Gen
        """
    assert triggers(sentence.format(noun="oraș"), begin) == [("position.begin", "începerea")]
    assert triggers(sentence.format(noun="tanc"), begin) == []


def test_phrase_does_not_reach_behind_the_preposition_of_another_noun() -> None:
    sentence = """
        vine veni VERB 0 root
        în în ADP 3 case
        stare stare NOUN 1 obl
        {preposition} {preposition} ADP 5 case
        arest arest NOUN 3 nmod
        """
    custody = frame("coerce.custody", "Arrest", "veni", phrase=["arest"])
    assert len(triggers(sentence.format(preposition="de"), custody)) == 1
    assert triggers(sentence.format(preposition="din"), custody) == []


def test_of_two_phrases_with_a_word_in_common_the_verb_reports() -> None:
    sentence = """
        pus pune VERB 0 root
        în în ADP 3 case
        stare stare NOUN 1 obl
        de de ADP 5 case
        arest arest NOUN 3 nmod
        """
    put = frame("coerce.put", "Arrest", "pune", phrase=["arest"])
    stay = frame("coerce.stay", "Arrest", "stare", pos="noun", phrase=["arest"])
    assert [name for name, _ in triggers(sentence, put, stay)] == ["coerce.put"]
    assert [name for name, _ in triggers(sentence, stay)] == ["coerce.stay"]


def test_copula_of_a_participle_makes_a_passive() -> None:
    sentence = """
        Tancurile tanc NOUN 4 nsubj
        au avea AUX 4 aux
        fost fi AUX 4 cop
        trimise trimis ADJ 0 root
        """
    participles = FrameLexicon((SEND_ARMS,), CLASSES, {"trimis": "trimite"})
    assert [t.frame.id for t in find_triggers(parse(sentence), participles, load_carrying_verbs())] == ["aid.send_arms"]


def test_attack_that_a_war_consists_of_is_no_event_of_its_own() -> None:
    sentence = """
        Războiul război NOUN 4 nsubj
        de de ADP 3 case
        agresiune agresiune NOUN 1 nmod
        continuă continua VERB 0 root
        """
    war, aggression = frame("conflict.war", "War", "război", "noun"), frame("assault.aggression", "Assault", "agresiune", "noun")
    assert triggers(sentence, war, aggression) == [("conflict.war", "Războiul")]


@pytest.mark.parametrize(
    "text",
    [
        "Pompierii au prezentat un plan pentru prevenirea incendiilor.",
        "Ministrul a vorbit despre lupta împotriva atacurilor cibernetice și a exploziilor.",
        "Ministrul a vorbit despre crima organizată.",
    ],
)
def test_what_is_fought_wherever_it_happens_reports_nothing(text: str) -> None:
    assert {e.type for e in read(text).events} <= {"COMMUNICATE", "REJECT", "LEGISLATE"}


def test_a_war_that_is_somebodys_is_one_however_it_is_fought() -> None:
    assert event(read("Aliații sprijină Ucraina în lupta împotriva atacurilor rusești."), "atacurilor").type == "ASSAULT"


def test_what_a_body_is_called_by_reports_nothing() -> None:
    found = read("Congresul american a votat legea. Presiunile Congresului asupra Casei Albe cresc.")
    assert "CONSULT" not in {e.type for e in found.events}


def test_coordinated_passives_share_what_is_done_to() -> None:
    shoot = frame("assault.shoot", "Shooting", "împușca", object_in=["human"])
    sentence = """
        Doi doi NUM 2 nummod
        {noun} {lemma} NOUN 4 nsubj:pass
        fost fi AUX 4 aux:pass
        prinși prinde VERB 0 root VerbForm=Part
        și și CCONJ 6 cc
        împușcați împușca VERB 4 conj VerbForm=Part
        """
    assert triggers(sentence.format(noun="oameni", lemma="om"), shoot) == [("assault.shoot", "împușcați")]
    assert triggers(sentence.format(noun="lupi", lemma="lup"), shoot) == []


MATCH_ATTACK = frame("none.match", "none", "atac", "noun", about=["sports"])


@pytest.mark.parametrize(
    ("first", "second", "third", "expected"),
    [
        ("meci", "antrenor", "echipă", []),
        ("meci", "antrenor", "antrenor", [("assault.attack_noun", "Atacul")]),
        ("meci", "antrenor", "avion", [("assault.attack_noun", "Atacul")]),
    ],
)
def test_article_is_about_what_its_words_are_of(first: str, second: str, third: str, expected: list[tuple[str, str]]) -> None:
    sentence = f"""
        Atacul atac NOUN 2 nsubj
        uimește uimi VERB 0 root
        {first} {first} NOUN 2 obj
        {second} {second} NOUN 3 conj
        {third} {third} NOUN 3 conj
        """
    assert triggers(sentence, ATTACK_NOUN, MATCH_ATTACK) == expected


def test_article_is_not_about_what_it_names_in_passing() -> None:
    attack = """
        Atacul atac NOUN 2 nsubj
        uimește uimi VERB 0 root
        meci meci NOUN 2 obj
        antrenor antrenor NOUN 3 conj
        echipă echipă NOUN 3 conj
        """
    other = "\n".join(f"tanc tanc NOUN {n} dep" for n in range(40))
    lexicon = FrameLexicon((ATTACK_NOUN, MATCH_ATTACK), CLASSES, {})
    found = find_triggers(parse(attack, other), lexicon, load_carrying_verbs())
    assert [t.frame.id for t in found] == ["assault.attack_noun"]


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("Judecătorii au respins contestația depusă de avocați.", {"REJECT": "au respins", "ACCUSE": "contestația"}),
        ("Tribunalul a declarat ilegală greva angajaților.", {"LEGISLATE": "a declarat ilegală", "PROTEST": "greva"}),
        ("Sindicatul a declarat grevă generală.", {"PROTEST": "a declarat grevă"}),
        ("Comisia a dat aviz favorabil legii cu 15 voturi.", {"LEGISLATE": "a dat aviz"}),
    ],
)
def test_a_light_verb_says_no_more_than_its_noun(text: str, types: dict[str, str]) -> None:
    found = {e.type: e.triggers[0].text for e in read(text).events}
    assert {kind: found.get(kind) for kind in types} == types
    assert "REQUEST" not in found


def test_organising_a_protest_is_an_event_of_its_own() -> None:
    protests = [e for e in read("Poliția a oprit protestele organizate de studenți.").events if e.type == "PROTEST"]
    assert [e.triggers[0].text for e in protests] == ["protestele", "organizate"]


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Directorul spitalului a fost numit ambasador.", "a fost numit"),
        ("Atacatorul a fost declarat persoană indezirabilă.", "a fost declarat persoană indezirabilă"),
        (
            "Nawrocki l-a învins la limită pe primarul Varșoviei, Rafał Trzaskowski, în al doilea tur al alegerilor de ieri.",
            "a învins",
        ),
    ],
)
def test_trigger_keeps_its_verb_and_leaves_who_is_appointed_out(text: str, trigger: str) -> None:
    assert trigger in [t.text for e in read(text).events for t in e.triggers]


def test_no_word_of_a_phrase_stands_beyond_a_colon() -> None:
    extraction = read("Alegeri la Iași: candidata independentă Ana Rusu a câștigat primăria.")
    assert [event(extraction, words).triggers[0].text for words in ("Alegeri", "a câștigat")] == ["Alegeri", "a câștigat"]


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("Rusia a oprit livrările de gaze.", ["SANCTION"]),
        ("Livrările de gaze au fost sistate de Rusia.", ["SANCTION"]),
        ("Uniunea Europeană a ridicat sancțiunile.", ["RETREAT"]),
        ("Ungaria blochează livrarea de arme.", ["REJECT", "AID"]),
    ],
)
def test_what_is_stopped_or_lifted_is_no_event_of_its_own(text: str, types: list[str]) -> None:
    assert [e.type for e in read(text).events] == types


@pytest.mark.parametrize(
    ("text", "unreported"),
    [
        ("În cursul acestei săptămâni a fost dat publicității un caz aparte.", "AGREE"),
        ("Tatăl ei stă acolo, ascultând-o cum vorbește.", "CONSULT"),
    ],
)
def test_no_word_of_a_phrase_says_when_or_is_a_finite_verb(text: str, unreported: str) -> None:
    assert unreported not in {e.type for e in read(text).events}


def test_a_name_in_quotation_marks_is_nothing_that_is_said() -> None:
    assert [e.type for e in read("A fost admis la Institutul Pedagogic „Ion Creangă” din Iași.").events] == []
    assert [e.type for e in read("Premierul a admis că „situația este grea”.").events] == ["COMMUNICATE"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Executarea lor a stârnit indignare.", ["ASSAULT"]),
        ("Intervenția americană în Venezuela a durat o lună.", ["ASSAULT"]),
        ("În urma controlului efectuat de inspectori, magazinul e gol.", ["ACCUSE"]),
        ("Scandalul izbucnit între cei trei frați a speriat vecinii.", ["CONFLICT"]),
        ("Planul de retragere din Herson e gata.", ["RETREAT"]),
        ("Șantajarea primarului de către interlopi a durat un an.", ["COERCE"]),
    ],
)
def test_complements_of_nouns_are_found_where_they_stand(text: str, expected: list[str]) -> None:
    assert [e.type for e in read(text).events] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Lucrarea lor a stârnit indignare.",
        "Planul de retragere al formației e gata.",
        "Procesul lor de recuperare durează un an.",
    ],
)
def test_nouns_without_complements_of_their_own_report_nothing(text: str) -> None:
    assert {e.type for e in read(text).events} <= {"CONSULT"}


def test_agreement_that_is_signed_is_no_second_event() -> None:
    sentence = """
        Miniștrii ministru NOUN 3 nsubj
        au avea AUX 3 aux
        {verb} {lemma} VERB 0 root VerbForm=Part
        acordul acord NOUN 3 obj Definite=Def
        """
    accord = frame("agree.accord", "Agreement", "acord", "noun")
    sign = frame("agree.sign", "Treaty", "semna", object_in=["pact"])
    praise = frame("support.praise", "Praise", "lăuda", object_in=["pact"])
    assert triggers(sentence.format(verb="semnat", lemma="semna"), accord, sign, praise) == [("agree.sign", "au semnat")]
    praised = [("support.praise", "au lăudat"), ("agree.accord", "acordul")]
    assert triggers(sentence.format(verb="lăudat", lemma="lăuda"), accord, sign, praise) == praised


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("Reuniunea la care ar putea participa și Ion Popa a fost amânată.", "ar putea participa", "CONSULT"),
        ("Oficialul cu care vor să vorbească polițiștii a plecat.", "vor să vorbească", "CONSULT"),
    ],
)
def test_a_relative_pronoun_above_a_carried_verb_is_its_complement(text: str, trigger: str, expected: str) -> None:
    assert event(read(text), trigger).type == expected
