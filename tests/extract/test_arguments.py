"""What the learnt judge makes of the participants that rules propose."""

from dataclasses import replace
from typing import Literal

import pytest
from tests.extract.reading import event, fillers, read

from kgbuild.annotate import annotate
from kgbuild.extract import propose_events
from kgbuild.extract.argument_features import ArgumentFeatures
from kgbuild.extract.arguments import LABELS, _open_roles, _without_doubtful, judge_arguments
from kgbuild.linear import LinearModel, load_linear_model
from kgbuild.model import Actors, AnnotatedText, Argument, Article


@pytest.mark.parametrize(
    ("sentence", "trigger", "role", "names"),
    [
        ("Germania a livrat tancuri Ucrainei.", "a livrat", "agent", {"Germania"}),
        ("Germania a livrat tancuri Ucrainei.", "a livrat", "recipient", {"Ucraina"}),
        ("Rusia a atacat Ucraina.", "a atacat", "agent", {"Rusia"}),
        ("Rusia a atacat Ucraina.", "a atacat", "place", {"Ucraina"}),
        ("Rusia a atacat Ucraina.", "a atacat", "patient", {"Ucraina"}),
        ("Emmanuel Macron s-a întâlnit la Paris cu Volodimir Zelenski.", "întâlnit", "agent", {"Emmanuel Macron"}),
        ("Ucraina acuză Rusia că a atacat un spital.", "a atacat", "agent", {"Rusia"}),
        ("Ucraina a pierdut negocierile și a acuzat Rusia că a atacat un spital.", "a atacat", "agent", {"Rusia"}),
        ("Kim Jong Un a declarat, într-un discurs, că nouă soldați au fost uciși.", "au fost uciși", "agent", set()),
        ("Șapte persoane au murit în inundațiile din județul Galați, a anunțat poliția.", "inundațiile", "agent", set()),
        ("România a cerut ajutor de la UE după inundațiile din județul Galați.", "ajutor", "agent", {"UE"}),
        ("România a cerut ajutor de la UE după inundațiile din județul Galați.", "ajutor", "recipient", {"România"}),
        ("România a cerut ajutor de la UE după inundațiile din județul Galați.", "inundațiile", "place", {"Galați"}),
        ("România a cerut ajutor de la UE după inundațiile din județul Galați.", "inundațiile", "recipient", set()),
        ("Rusia a criticat acordul.", "acordul", "agent", set()),
        ("Rusia a respins acuzațiile.", "acuzațiile", "agent", set()),
        ("Premierul Ion Popa a condamnat acțiunea, declarând că este un act rușinos.", "declarând", "agent", {"Ion Popa"}),
        ("Rusia a criticat acordul Ucrainei cu Polonia.", "acordul", "agent", {"Ucraina"}),
    ],
)
def test_arguments_that_rules_find_are_kept(sentence: str, trigger: str, role: str, names: set[str]) -> None:
    assert fillers(read(sentence), trigger, role) == names


def test_arguments_carry_their_chance_and_what_spoke_for_them() -> None:
    arguments = event(read("Germania a livrat tancuri Ucrainei."), "a livrat").arguments
    assert all(0 < a.confidence < 1 for a in arguments)
    assert all(a.why for a in arguments)


def test_arguments_that_the_judge_adds_quote_their_words() -> None:
    extraction = read("Președintele Emmanuel Macron a sosit la Kiev, unde s-a întâlnit cu Volodimir Zelenski.")
    for found in extraction.events:
        for argument in found.arguments:
            if argument.mention is not None:
                assert extraction.article.text[argument.mention.start : argument.mention.end] == argument.mention.text


def test_of_several_agents_the_judge_alone_adds_none_but_the_surest() -> None:
    for found in read("Germania și Franța au condamnat Rusia. Ucraina și Polonia au salutat decizia.").events:
        alone = [a for a in found.arguments if a.role == "agent" and a.by == "judge"]
        surest = max((a.confidence for a in found.arguments if a.role == "agent"), default=0.0)
        assert all(a.confidence == surest for a in alone)


@pytest.mark.parametrize(("chance", "kept"), [(0.24, False), (0.26, True)])
def test_who_takes_part_in_no_role_that_is_likely_is_left_out(chance: float, kept: bool) -> None:
    left = _without_doubtful([Argument("agent", "a1", None, "judge", chance, ("bias",))])
    assert bool(left) is kept


@pytest.mark.parametrize(
    ("by", "chance", "places"), [("judge", 0.45, ["a1"]), ("judge", 0.55, ["a1", "a2"]), ("rule", 0.45, ["a1", "a2"])]
)
def test_a_further_place_is_likely_or_proposed_by_rule(by: Literal["rule", "judge"], chance: float, places: list[str]) -> None:
    proposed = [Argument("place", "a1", None, "judge", 0.8, ()), Argument("place", "a2", None, by, chance, ())]
    assert [a.actor for a in _without_doubtful(proposed)] == places


def test_who_is_coordinated_takes_part_together() -> None:
    text = annotate(Article("exemplu", "Știri", "Protestele din Germania, Franța și Spania au continuat la Oslo."))
    found = propose_events(Article("exemplu", "Știri", ""), text)
    germany = next(a.key for a in found.actors.actors if a.name == "Germania")
    knows_germany = "name=Germania word=protest"
    judge = LinearModel(LABELS, {knows_germany: (0.0, 0.0, 0.0, 0.0, 9.0, 0.0), "bias": (3.0, 0.0, 0.0, 0.0, 0.0, 0.0)})
    judged = judge_arguments(text, found.actors, found.triggers[:1], (replace(found.events[0], arguments=()),), judge)[0]
    places = {a.actor: a.confidence for a in judged.arguments if a.role == "place"}
    names = {a.key: a.name for a in found.actors.actors}
    assert {names[key] for key in places} == {"Germania", "Franța", "Spania"}
    assert len(set(places.values())) == 1
    assert places[germany] < 1


def test_the_judge_knows_what_an_actor_is_in_the_other_events() -> None:
    article = Article("exemplu", "Știri", "Rusia a atacat Odesa. Ucraina a cerut ajutor. Rusia a atacat Harkovul.")
    text = annotate(article)
    found = propose_events(article, text)
    features = ArgumentFeatures(text, found.actors, found.triggers, found.events)
    last = len(found.triggers) - 1

    def described(name: str) -> list[str]:
        key = next(a.key for a in found.actors.actors if a.name == name)
        groups = features.describe(last, next(c for c in features.candidates(last) if c.actor == key))
        return [name for group in groups for name in group.names]

    assert "elsewhere by word=agent verb False" in described("Rusia")
    assert "elsewhere by word=none verb False" in described("Harkov")
    assert "elsewhere in type=none verb True" in described("Ucraina")
    assert {"name=Rusia word=ataca", "head=Rusia"} <= set(described("Rusia"))


def test_a_text_of_few_events_tells_nothing_by_silence() -> None:
    article = Article("exemplu", "Știri", "Rusia a atacat Odesa. Ucraina a cerut ajutor.")
    text = annotate(article)
    found = propose_events(article, text)
    features = ArgumentFeatures(text, found.actors, found.triggers, found.events)
    names = [name for c in features.candidates(0) for group in features.describe(0, c) for name in group.names]
    assert names
    assert not any(name.startswith("elsewhere") for name in names)


def test_arguments_of_a_text_without_events_are_none() -> None:
    sure = LinearModel(LABELS, {"bias": (9.0, 0.0, 0.0, 0.0, 0.0, 0.0)})
    assert judge_arguments(AnnotatedText("", (), (), 0), Actors((), {}), (), (), sure) == ()


def test_the_shipped_judge_tells_the_roles_apart() -> None:
    assert load_linear_model("arguments").labels == LABELS


@pytest.mark.parametrize("source", ["potrivit experților", "conform procurorilor"])
def test_who_vouches_for_an_event_takes_no_part_in_it(source: str) -> None:
    extraction = read(f"Rusia oferă Coreei de Nord sprijin financiar, {source}.")
    assert extraction.events
    assert {extraction.actor(a.actor).name for e in extraction.events for a in e.arguments} <= {"Rusia", "Coreea de Nord"}


@pytest.mark.parametrize(
    ("event_class", "actor", "acts"),
    [("War", "Person", False), ("War", "GeopoliticalEntity", True), ("Conflict", "Person", True)],
)
def test_nobody_wages_a_war_by_himself(event_class: str, actor: str, acts: bool) -> None:
    assert ("agent" in _open_roles("CONFLICT", event_class, actor)) is acts
