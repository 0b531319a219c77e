"""Run a spaCy pipeline over many lines: the analyses that `Language.pipe` gives, in half its time.

Source: spaCy 3.8, `Parser.greedy_parse` and `Parser.beam_parse` in `spacy/pipeline/transition_parser.pyx`; Thinc 8.3,
`thinc/layers/maxout.py` and `thinc/layers/layernorm.py`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Any, Final

import numpy as np
from spacy.language import Language
from spacy.pipeline.edit_tree_lemmatizer import EditTreeLemmatizer
from spacy.pipeline.transition_parser import Parser
from spacy.symbols import ORTH
from spacy.tokens import Doc, Token
from spacy.vocab import Vocab
from thinc.api import Model, NumpyOps
from threadpoolctl import ThreadpoolController

# Lines analysed together: enough that what is done once for all of them costs little, few enough for a processor's caches.
_TOGETHER: Final = 128

# As in Thinc, it keeps a row of equal numbers from being divided by zero.
_LEAST_VARIANCE: Final = 1e-8

# Whether the lemma of a form with a tag is known, so that the pipeline need not guess it.
Knows = Callable[[str, str], object]
Embedding = Model[Sequence[Doc], list[Any]]
Layer = Model[Any, Any]


def embed_words_once(nlp: Language) -> None:
    """Let the models of a pipeline embed each word once for all its places in the lines that are analysed together.

    Args:
        nlp: The pipeline. Its models must embed words by hashes of their attributes and by static vectors, as spaCy's
            `MultiHashEmbed` does; what stands around a word comes in only after that.
    """
    for network in _networks(nlp):
        for node in list(network.walk()):
            if node.has_ref("embed"):
                embed = node.get_ref("embed")
                columns = next(n.attrs["columns"] for n in embed.walk() if n.name == "extract_features")
                once: Embedding = Model("words_once", _embed_once, layers=[embed], attrs={"columns": [*columns, ORTH]})
                node.replace_node(embed, once)


def multiply_with_numpy(nlp: Language) -> None:
    """Let the models of a pipeline multiply matrices with the library that NumPy brings, which is faster than spaCy's own.

    Args:
        nlp: The pipeline, on the processor.
    """
    ops = NumpyOps(use_blis=False)
    for network in _networks(nlp):
        for node in network.walk():
            node.ops = ops


def lighten_layers(nlp: Language) -> None:
    """Let the layers of a pipeline's models that take maxima and normalise do what a prediction needs, and nothing for training.

    Args:
        nlp: The pipeline, its weights loaded. Its predictions stay the same to the last bit.
    """
    for network in _networks(nlp):
        for node in list(network.walk()):
            if node.name == "maxout":
                # Laid out piece by piece, what the maxima are taken of lies together.
                weights, bias = (np.ascontiguousarray(np.asarray(node.get_param(name)).swapaxes(0, 1)) for name in ("W", "b"))
                attributes = {"weights": weights.reshape(-1, weights.shape[-1]), "bias": bias}
                network.replace_node(node, Model("light_maxout", _take_maxima, layers=[node], attrs=attributes, ops=node.ops))
            elif node.name == "layernorm":
                network.replace_node(node, Model("light_layernorm", _normalize, layers=[node]))


def _take_maxima(model: Layer, given: Any, is_train: bool) -> tuple[Any, Callable[[Any], Any]]:  # noqa: ANN401 — arrays
    """Compute a layer of the maxima of several linear functions; training goes the usual way."""
    if is_train:
        return model.layers[0](given, is_train)
    bias = model.attrs["bias"]
    pieces: Any = model.ops.gemm(given, model.attrs["weights"], trans2=True).reshape((len(given), *bias.shape))
    pieces += bias
    best = pieces[:, 0]
    for number in range(1, len(bias)):
        best = np.maximum(best, pieces[:, number])
    return best, lambda gradient: gradient


def _normalize(model: Layer, given: Any, is_train: bool) -> tuple[Any, Callable[[Any], Any]]:  # noqa: ANN401 — arrays
    """Normalise each row; training goes the usual way."""
    layer = model.layers[0]
    if is_train:
        return layer(given, is_train)
    rows = given - given.mean(axis=1, keepdims=True)
    rows *= ((rows * rows).mean(axis=1, keepdims=True) + _LEAST_VARIANCE) ** -0.5
    rows *= layer.get_param("G")
    rows += layer.get_param("b")
    return rows, lambda gradient: gradient


def _networks(nlp: Language) -> list[Model[Any, Any]]:
    """Give the networks of the components that have one."""
    components: list[Any] = [component for _, component in nlp.pipeline]
    return [component.model for component in components if hasattr(component, "model")]


@cache
def _libraries() -> ThreadpoolController:
    """The libraries for matrices that this process has loaded."""
    return ThreadpoolController()


def _embed_once(model: Embedding, docs: Sequence[Doc], is_train: bool) -> tuple[list[Any], Callable[[Any], Any]]:
    """Embed the different words of some docs, and put the vectors in their places."""
    embed = model.layers[0]
    if is_train or not any(map(len, docs)):
        return embed(docs, is_train)
    columns = model.attrs["columns"]
    table = np.concatenate([doc.to_array(columns) for doc in docs])
    # Attributes are hashes, and so is what this makes of them: a hash of the word.
    words = (table * np.arange(3, 2 * len(columns) + 3, 2, dtype=np.uint64)).sum(axis=1)
    _, first, places = np.unique(words, return_index=True, return_inverse=True)
    [vectors] = embed.predict([_Forms(table[first], docs[0].vocab)])
    return np.split(vectors[places], np.cumsum([len(doc) for doc in docs])[:-1]), lambda gradient: gradient


def analyse(nlp: Language, lines: Iterable[str], knows: Knows | None = None) -> Iterator[Doc]:
    """Analyse lines with all components of a pipeline.

    Args:
        nlp: The pipeline.
        lines: The lines.
        knows: Tells which words the trainable lemmatizer may pass over; None for no words. It must look at nothing but the
            vectors that another component has left in the docs.

    Yields:
        The analysis of each line, in their order.
    """
    rest = map(nlp.make_doc, lines)
    while docs := list(islice(rest, _TOGETHER)):
        # The matrices are too small to share among processors, which have other articles to work on.
        with _libraries().limit(limits=1, user_api="blas"):
            for _, component in nlp.pipeline:
                docs = _apply(component, docs, knows)
        yield from docs


def _apply(component: Any, docs: list[Doc], knows: Knows | None) -> list[Doc]:  # noqa: ANN401 — components share no type
    if isinstance(component, Parser) and component.cfg["beam_width"] == 1:
        component.set_annotations(docs, _parse(component, docs))
    elif isinstance(component, EditTreeLemmatizer) and knows is not None:
        _lemmatize(component, docs, knows)
    elif hasattr(component, "pipe"):
        return list(component.pipe(docs))
    else:
        return [component(doc) for doc in docs]
    return docs


def _lemmatize(lemmatizer: Any, docs: Sequence[Doc], knows: Knows) -> None:  # noqa: ANN401 — it takes `_Words` for a doc
    """Guess the lemmas of the words that are not known."""
    words = _Words(word for doc in docs for word in doc if not knows(word.text, word.tag_))
    lemmatizer.set_annotations([words], lemmatizer.predict([words]))


def _parse(parser: Any, docs: Sequence[Doc]) -> list[Any]:  # noqa: ANN401 — spaCy does not type its parser
    """Take the steps of a greedy parser, or recogniser of entities, for all docs at once.

    The parser's own loop runs without the interpreter's lock, but Cython takes the lock for a moment at each look at a state:
    there are hundreds of looks for each word, and they cost more than all the rest. Here the lock is held all the time.
    """
    states: list[Any] = parser.moves.init_batch(docs)
    model = parser.model.predict(docs)
    unfinished = [state for state in states if not state.is_final()]
    while unfinished:
        unfinished = parser.transition_states(unfinished, model.predict(unfinished))
    model.clear_memory()
    return states


class _Forms:
    """Words without a text, which an embedding takes for a doc.

    Args:
        table: The attributes of each word, its spelling the last.
        vocab: The vocabulary of the pipeline.
    """

    def __init__(self, table: Any, vocab: Vocab) -> None:  # noqa: ANN401 — an array, which spaCy does not type
        self._table = table
        self.vocab = vocab

    def __len__(self) -> int:
        return len(self._table)

    def to_array(self, columns: Any) -> Any:  # noqa: ANN401 — likewise
        """Give all attributes but the spelling, or the spelling alone, as `Doc.to_array` would."""
        return self._table[:, -1] if columns == ORTH else self._table[:, :-1]


class _Words(list[Token]):
    """Words of several docs that a component takes for a doc where it looks at each word's vector alone.

    Args:
        words: The words.
    """

    def __init__(self, words: Iterable[Token]) -> None:
        super().__init__(words)
        self.tensor = np.array([word.doc.tensor[word.i] for word in self])
