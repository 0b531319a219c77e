import pytest
import spacy
from spacy.tokenizer import Tokenizer
from training.tokenizer import fit_tokenizer, tokenizer_of


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    nlp = spacy.blank("ro")
    fit_tokenizer(nlp, [])
    return tokenizer_of(nlp)


@pytest.mark.parametrize(
    "words",
    [
        # A host keeps its hyphen, in capitals and behind quotation marks and brackets too.
        "S- a întors",
        "„ M- am gândit la asta ”",
        "( într- o zi )",
        "Dac- ar fi știut",
        # Without diacritics as well.
        "intr- un an",
        # What follows gets the hyphen behind any other word, and clitics behind particles and conjunctions.
        "văzându -se singur",
        "dându -i -l",
        "pentru a -și apăra țara",
        "ceea ce -l interesa",
        "și -și vedea de drum",
        "site -ul și CRF -urile",
        "al XX -lea",
        # Words without their first letter.
        "se -ntoarce",
        "turme -ntregi",
        "S- a -nfundat",
        "citește -nainte",
        # Others stay whole.
        "nord-coreean",
        "prim- ministrul Popescu-Tăriceanu",
        "Ho-Ngo",
        # Only "așa-numit" and its like are parted behind the hyphen.
        "așa- numitele așa- zise",
    ],
)
def test_words_are_parted_at_hyphens(tokenizer: Tokenizer, words: str) -> None:
    written = (
        words.replace("- ", "-").replace(" -", "-").replace("„ ", "„").replace(" ”", "”").replace("( ", "(").replace(" )", ")")
    )
    assert [token.text for token in tokenizer(written)] == words.split()


def test_no_faces_in_news(tokenizer: Tokenizer) -> None:
    found = [token.text for token in tokenizer("(anexa 8), potrivit (Pavia):")]
    assert found == ["(", "anexa", "8", ")", ",", "potrivit", "(", "Pavia", ")", ":"]
