"""Give spaCy's Romanian tokenizer the word borders of the treebank.

The treebank parts clitics from their host and leaves the hyphen with the clitic ("s-|a", "care|-l", "într-|o", "2|-a"), keeps
other hyphenated words together ("nord-coreean"), and keeps abbreviations whole ("U.E.", "dl."). spaCy's own rules for Romanian
and those of `hyphens` do most of that; what they get wrong time and again is learned from the training files as special cases.
"""

from collections import Counter
from collections.abc import Iterable
from typing import cast

from spacy.lang.tokenizer_exceptions import emoticons
from spacy.language import Language
from spacy.symbols import ORTH
from spacy.tokenizer import Tokenizer

from training.conllu import Sentence
from training.hyphens import part_at_hyphens

# Abbreviations of news text that end no sentence and that the treebank may not have.
ABBREVIATIONS = (  # noqa: SIM905 (a list of forty strings reads worse)
    "dl. dna. dlui. dnei. dr. ing. prof. univ. conf. lect. gen. col. lt. cpt. mr. av. jud. mun. com. str. nr. art. alin. lit. "
    "pct. pag. vol. ed. cca. aprox. mil. mld. min. etc. ș. ș.a. ș.a.m.d. a.c. d.Hr. î.Hr. d.Cr. î.Cr. n.r. n.n. n.red. "
    "U.E. S.U.A. O.N.U. N.A.T.O. T.V.A. P.N.L. P.S.D. U.R.S.S. S.R.L. S.A. S.C. C.S.M. B.N.R. D.N.A. U.D.M.R. U.S.R."
).split()


def learn_special_cases(tokenizer: Tokenizer, sentences: Iterable[Sentence]) -> dict[str, tuple[str, ...]]:
    """Find the strings that the tokenizer splits otherwise than the treebank.

    Args:
        tokenizer: The tokenizer as it is.
        sentences: Sentences of the training files.

    Returns:
        For each string between spaces (without punctuation around it) the words it has at least nine times in ten, if that is
        not what the tokenizer makes of it.
    """
    seen: dict[str, Counter[tuple[str, ...]]] = {}
    for sentence in sentences:
        for words in _unspaced(sentence):
            seen.setdefault("".join(words), Counter())[words] += 1
    cases = {}
    for string, splits in seen.items():
        words, count = splits.most_common(1)[0]
        often = count > 1 and count >= 0.9 * splits.total()
        if often and all(_has_letters(word) for word in words) and tuple(token.text for token in tokenizer(string)) != words:
            cases[string] = words
    return cases


def _unspaced(sentence: Sentence) -> Iterable[tuple[str, ...]]:
    """Give the runs of words without a space in them, punctuation at either end taken off."""
    run: list[str] = []
    for word in sentence.words:
        run.append(word.form)
        if word.space_after or word is sentence.words[-1]:
            while run and not _has_letters(run[-1]):
                run.pop()
            while run and not _has_letters(run[0]):
                run.pop(0)
            if run:
                yield tuple(run)
            run = []


def _has_letters(form: str) -> bool:
    """Say whether a form is more than punctuation."""
    return any(character.isalnum() for character in form)


def tokenizer_of(nlp: Language) -> Tokenizer:
    """Give a pipeline's tokenizer, which spaCy's types leave open.

    Args:
        nlp: The pipeline.

    Returns:
        Its tokenizer.
    """
    return cast("Tokenizer", nlp.tokenizer)


def fit_tokenizer(nlp: Language, sentences: Iterable[Sentence]) -> dict[str, int]:
    """Add the abbreviations and the special cases to a pipeline's tokenizer.

    Args:
        nlp: The pipeline.
        sentences: Sentences of the training files.

    Returns:
        How many special cases there are.
    """
    tokenizer = tokenizer_of(nlp)
    part_at_hyphens(tokenizer)
    # In news "8)" is no face: it ends an enumeration.
    tokenizer.rules = {string: words for string, words in tokenizer.rules.items() if string not in emoticons}
    for abbreviation in ABBREVIATIONS:
        for form in {abbreviation, abbreviation[0].upper() + abbreviation[1:]}:
            tokenizer.add_special_case(form, [{ORTH: form}])
    cases = learn_special_cases(tokenizer, sentences)
    for string, words in cases.items():
        tokenizer.add_special_case(string, [{ORTH: word} for word in words])
    return {"special_cases": len(cases)}
