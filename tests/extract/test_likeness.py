from tests.extract.parsed import parse

from kgbuild.extract.clusters import Clusters
from kgbuild.extract.description_sieves import join_descriptions
from kgbuild.extract.likeness import DIFFERENT, SAME, Likeness, join_alike
from kgbuild.extract.mentions import find_mentions
from kgbuild.extract.name_sieves import join_names
from kgbuild.linear import LinearModel

COMPANY = """
Kyivstar Kyivstar PROPN 3 nsubj _ ORGANIZATION
a avea AUX 3 aux
anunțat anunța VERB 0 root
"""
LATER = """
Compania companie NOUN 3 nsubj Case=Nom|Definite=Def|Number=Sing
a avea AUX 3 aux
plătit plăti VERB 0 root
"""
ALIKE = LinearModel((DIFFERENT, SAME), {"Organization~Organization named": (0.0, 3.0)})
UNLIKE = LinearModel((DIFFERENT, SAME), {"Organization~Organization named": (3.0, 0.0)})


def gathered(later: str = LATER) -> Clusters:
    text = parse("Știri știre NOUN 0 root", COMPANY, later)
    clusters = Clusters(text, find_mentions(text))
    join_names(clusters)
    join_descriptions(clusters)
    return clusters


def test_description_is_paired_with_the_name() -> None:
    likeness = Likeness(gathered())
    ((described, other),) = likeness.pairs()
    assert (described.mentions[0].name, other.mentions[0].name) == ("Compania", "Kyivstar")
    assert "definite=True" in {name for group in likeness.describe(described, other) for name in group.names}


def test_what_is_told_of_both_is_a_feature() -> None:
    for later, told in ((LATER, False), (LATER.replace("plăti", "anunța"), True), (LATER.replace("plăti", "anunțare"), True)):
        likeness = Likeness(gathered(later))
        ((described, other),) = likeness.pairs()
        names = {name for group in likeness.describe(described, other) for name in group.names}
        assert {name for name in names if name.startswith("deeds=") and " " not in name} == {f"deeds={told}"}
        assert {"in title=False", "other in lead=True"} <= names


def test_alike_become_one() -> None:
    clusters = gathered()
    join_alike(clusters, ALIKE)
    (actor,) = [c for c in clusters.all if c.mentions]
    assert {m.mention.text for m in actor.mentions} == {"Kyivstar", "Compania"}


def test_unlike_stay_apart() -> None:
    clusters = gathered()
    join_alike(clusters, UNLIKE)
    assert len([c for c in clusters.all if c.mentions]) == 2


def test_nobody_is_named_in_what_is_told_of_him() -> None:
    told = """
        Compania companie NOUN 4 nsubj Case=Nom|Definite=Def|Number=Sing
        cumpărată cumpăra VERB 1 {relation}
        Kyivstar Kyivstar PROPN 2 obl _ ORGANIZATION
        plătește plăti VERB 0 root
        """
    for relation, pairs in (("acl", 0), ("parataxis", 1)):
        clusters = Clusters(text := parse("Știri știre NOUN 0 root", told.format(relation=relation)), find_mentions(text))
        join_names(clusters)
        join_descriptions(clusters)
        assert len(list(Likeness(clusters).pairs())) == pairs
