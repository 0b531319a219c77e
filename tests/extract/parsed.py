"""Analysed sentences built by hand, for tests of what the extraction makes of them."""

from kgbuild.model import AnnotatedText, Sentence, Token


def parse(*sentences: str) -> AnnotatedText:
    """Build an analysed text.

    Args:
        sentences: Each a line for a token: form, lemma, part of speech, number of the head in the sentence (0 for the root),
            relation, and, where wanted, features (`Case=Gen|Number=Plur`) and the named entity's type. A form that begins with
            `+` stands right behind the one before it.

    Returns:
        The text; the first sentence is the title.
    """
    text, tokens, found = "", list[Token](), list[Sentence]()
    for number, block in enumerate(sentences):
        rows = [line.split() for line in block.strip().splitlines()]
        text += "\n\n" if number == 1 else " " if number > 1 else ""
        first = len(tokens)
        start = len(text)
        for row in rows:
            form, lemma, upos, head, deprel, *rest = row
            glued = form.startswith("+") and len(form) > 1
            form = form[1:] if glued else form
            text += "" if glued or len(text) == start else " "
            feats = dict(f.split("=") for f in rest[0].split("|")) if rest and rest[0] != "_" else {}
            index = len(tokens)
            entity = rest[1] if len(rest) > 1 else ""
            starts = bool(entity) and (index == first or tokens[-1].entity != entity)
            tokens.append(
                Token(
                    index=index,
                    start=len(text),
                    end=len(text) + len(form),
                    form=form,
                    lemma=lemma,
                    upos=upos,
                    xpos="",
                    feats=feats,
                    head=first + int(head) - 1 if head != "0" else index,
                    deprel=deprel,
                    entity=entity,
                    entity_start=starts,
                    sentence=number,
                )
            )
            text += form
        found.append(Sentence(number, first, len(tokens), start, len(text)))
    return AnnotatedText(text, tuple(tokens), tuple(found), found[0].end)
