"""Put the names of the world's news into sentences whose people the entity corpus names otherwise."""

import random
from dataclasses import replace

from training.conllu import Sentence, Word

NAMES = """
Kim Jong Un|Kim Jong Il|Kim Yo Jong|Xi Jinping|Li Qiang|Wang Yi|Shigeru Ishiba|Lee Jae Myung|Yoon Suk Yeol|Narendra Modi
To Lam|Volodîmîr Zelenski|Volodimir Zelenski|Olena Zelenska|Andrii Sîbiga|Dmîtro Kuleba|Oleksandr Sîrskîi|Vladimir Putin
Serghei Lavrov|Dmitri Peskov|Serghei Șoigu|Andrei Belousov|Aleksandr Lukașenko|Maia Sandu|Igor Dodon|Nicu Popescu
Donald Trump|Joe Biden|Marco Rubio|J.D. Vance|Pete Hegseth|Antony Blinken|Ursula von der Leyen|António Costa
Charles Michel|Kaja Kallas|Josep Borrell|Mark Rutte|Jens Stoltenberg|Emmanuel Macron|Olaf Scholz|Friedrich Merz
Annalena Baerbock|Giorgia Meloni|Keir Starmer|Pedro Sánchez|Donald Tusk|Viktor Orbán|Robert Fico|Aleksandar Vučić
Recep Tayyip Erdogan|Hakan Fidan|Benjamin Netanyahu|Mahmoud Abbas|Ali Khamenei|Abbas Araghchi|Mohammed bin Salman
Bashar al-Assad|Ahmed al-Sharaa|Abdel Fattah al-Sisi|Antonio Guterres|Luiz Inácio Lula da Silva|Nicolás Maduro
Klaus Iohannis|Nicușor Dan|Marcel Ciolacu|Ilie Bolojan|Oana Țoiu
"""


def known_names() -> list[tuple[str, ...]]:
    """Give the names, word by word.

    >>> known_names()[0]
    ('Kim', 'Jong', 'Un')
    """
    return [tuple(name.split()) for line in NAMES.strip().splitlines() for name in line.split("|")]


def renamed(sentences: list[Sentence], seed: int, count: int) -> list[Sentence]:
    """Give people in sentences other names.

    Args:
        sentences: Sentences with IOB tags.
        seed: Of the random choice.
        count: How many sentences to make.

    Returns:
        Copies with every capitalised name of a person replaced; what is tagged stays tagged ("liderul" before the name, say).
    """
    rng = random.Random(seed)  # noqa: S311 (no secret)
    names = known_names()
    fit = [sentence for sentence in sentences if _runs(sentence)]
    return [_rename(sentence, names, rng) for sentence in rng.sample(fit, min(count, len(fit)))]


def _runs(sentence: Sentence) -> list[tuple[int, int]]:
    """Find the capitalised names of two words or more at the end of what is tagged as a person."""
    runs, words = [], sentence.words
    for end in range(1, len(words) + 1):
        ends_here = words[end - 1].iob.endswith("-PERSON") and (end == len(words) or words[end].iob != "I-PERSON")
        start = end
        while ends_here and start > 0 and words[start - 1].form.istitle() and words[start - 1].iob.endswith("-PERSON"):
            start -= 1
            if words[start].iob.startswith("B"):
                break
        if end - start > 1:
            runs.append((start, end))
    return runs


def _rename(sentence: Sentence, names: list[tuple[str, ...]], rng: random.Random) -> Sentence:
    """Replace the names of one sentence, from the last to the first."""
    words = list(sentence.words)
    for start, end in reversed(_runs(sentence)):
        name = [Word(form, iob="I-PERSON") for form in rng.choice(names)]
        name[0] = replace(name[0], iob=words[start].iob)
        name[-1] = replace(name[-1], space_after=words[end - 1].space_after)
        words[start:end] = name
    return Sentence(tuple(words))
