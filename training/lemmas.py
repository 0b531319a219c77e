"""Collect the lemmas that are known, so that the trainable lemmatizer has only the rest to guess."""

from collections import Counter
from collections.abc import Iterable, Mapping

from spacy.lookups import load_lookups

from kgbuild.diacritics import without_diacritics
from training.conllu import Sentence, Word

NAME_TAG = "Np"


def key(word: Word) -> str:
    """Give the key of a word in the lexicon: its spelling (in lower case unless it is a name) and its tag.

    >>> key(Word("Casele", xpos="Ncfpry"))
    'casele Ncfpry'
    >>> key(Word("Kim", xpos="Np"))
    'Kim Np'
    """
    form = word.form if word.xpos == NAME_TAG else word.form.lower()
    return f"{form} {word.xpos}"


def lexicon(sources: Iterable[Iterable[Sentence]]) -> dict[str, str]:
    """Make the lexicon.

    Args:
        sources: Tagged and lemmatised sentences, the most reliable source first.

    Returns:
        For each key the lemma it has most often in the first source that has it; lemmas that are the key's own spelling
        too, since the trainable lemmatizer may think otherwise.
    """
    known: dict[str, str] = {}
    for sentences in sources:
        counts: dict[str, Counter[str]] = {}
        for sentence in sentences:
            for word in sentence.words:
                if word.lemma and word.xpos and any(letter.isalpha() for letter in word.form):
                    counts.setdefault(key(word), Counter())[word.lemma] += 1
        for entry, lemmas in counts.items():
            known.setdefault(entry, lemmas.most_common(1)[0][0])
    return known


def forms_in_use(words: Iterable[str], table: Mapping[str, str] | None = None) -> dict[str, str]:
    """Collect the lemmas of forms from a lexicon.

    Args:
        words: Words of running text: forms that do not occur in it are left out, which makes the table a fifth as large.
        table: Lemmas by form; None for the lexicon that comes with spacy-lookups-data.

    Returns:
        Lemmas by form in lower case, and by form without diacritics where that is no other form.

    >>> forms_in_use(["Case", "țări", "om"], {"case": "casă", "țări": "țară", "tai": "tăia"})
    {'case': 'casă', 'țări': 'țară', 'tari': 'țară'}
    """
    known = load_lookups("ro", ["lemma_lookup"]).get_table("lemma_lookup") if table is None else table
    used = {form: str(known[form]) for form in sorted({word.lower() for word in words}) if form in known}
    plain = {without_diacritics(form): lemma for form, lemma in used.items()}
    return used | {form: lemma for form, lemma in plain.items() if form not in used and form not in known}
