import pytest

from kgbuild.language import guess_language

ROMANIAN = (
    "Primarul a anunțat că lucrările la pod vor începe în luna mai și că traficul va fi deviat pe o altă rută, "
    "iar locuitorii din zonă sunt rugați să aibă răbdare."
)
OTHERS = {
    "en": "The mayor said that the works on the bridge will begin in May and that the traffic would be moved to another road, "
    "and the people of the area have been asked to be patient.",
    "fr": "Le maire a annoncé que les travaux sur le pont vont commencer en mai et que la circulation sera déviée sur une autre "
    "route, et les habitants du quartier sont priés de ne pas perdre patience.",
    "es": "El alcalde anunció que las obras en el puente van a empezar en mayo y que el tráfico será desviado por otra ruta, "
    "y los vecinos de la zona deben tener paciencia con los trabajos.",
    "it": "Il sindaco ha annunciato che i lavori sul ponte inizieranno nel mese di maggio e che il traffico sarà deviato su una "
    "altra strada, e gli abitanti della zona sono pregati di avere pazienza.",
    "de": "Der Bürgermeister hat gesagt, dass die Arbeiten an der Brücke im Mai beginnen und der Verkehr auf eine andere Straße "
    "umgeleitet wird, und die Leute sind gebeten, sich zu gedulden.",
    "hu": "A polgármester azt mondta, hogy a híd felújítása májusban kezdődik, és hogy a forgalom egy másik úton fog haladni, "
    "de a lakók türelmét is kéri, mert ez nem lesz könnyű.",
}  # fmt: skip


def test_knows_romanian() -> None:
    guess = guess_language(ROMANIAN)
    assert guess
    assert guess.code == "ro"


def test_knows_romanian_without_diacritics() -> None:
    guess = guess_language(ROMANIAN.translate(str.maketrans("ăâîșțĂÂÎȘȚ", "aaistAAIST")))
    assert guess
    assert guess.code == "ro"


@pytest.mark.parametrize("code", sorted(OTHERS))
def test_knows_other_languages(code: str) -> None:
    guess = guess_language(OTHERS[code])
    assert guess
    assert guess.code == code


def test_names_another_script() -> None:
    guess = guess_language("Мэр сообщил, что работы на мосту начнутся в мае и что движение будет перенаправлено")
    assert guess
    assert guess.name == "a language in Cyrillic script"


@pytest.mark.parametrize("text", ["", "Kim Jong Un", "1 2 3", "Lorem ipsum dolor sit amet consectetur adipiscing elit " * 5])
def test_is_silent_where_it_cannot_tell(text: str) -> None:
    assert guess_language(text) is None
