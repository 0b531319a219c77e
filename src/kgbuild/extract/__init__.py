"""From an analysed article to what it says: one pure function, a chain of stages.

Each module holds one stage, a function from what came before to its own part; no stage imports another.
"""

from kgbuild.extract.actors import find_actors
from kgbuild.extract.anchors import anchor_times
from kgbuild.extract.claims import find_claims
from kgbuild.extract.dating import date_events
from kgbuild.extract.implicit import complete_arguments
from kgbuild.extract.mentions import find_mentions
from kgbuild.extract.quantities import find_quantities
from kgbuild.extract.relations import find_relations
from kgbuild.extract.roles import fill_roles
from kgbuild.extract.selection import select
from kgbuild.extract.speech import find_attributions
from kgbuild.extract.times import find_times
from kgbuild.extract.triggers import find_triggers
from kgbuild.lexicon.chains import load_carrying_verbs
from kgbuild.lexicon.confidence import load_confidence
from kgbuild.lexicon.cues import load_attribution_cues, load_reality_cues
from kgbuild.lexicon.frames import load_frames
from kgbuild.lexicon.occurrence import load_occurrence
from kgbuild.linear import load_linear_model
from kgbuild.model import AnnotatedText, Article, Extraction, Mention

__all__ = ["extract", "find_everything"]

_LANGUAGE = "ro"


def extract(article: Article, text: AnnotatedText) -> Extraction:
    """Extract actors, times, quantities, events, relations and claims from an article.

    Args:
        article: The article.
        text: Its linguistic analysis.

    Returns:
        Everything found, with evidence; the same input gives the same result.

    Raises:
        LexiconError: The language data are wrong.
    """
    everything, named = find_everything(article, text)
    return select(text, everything, named, load_linear_model("standing", _LANGUAGE))


def find_everything(article: Article, text: AnnotatedText) -> tuple[Extraction, frozenset[str]]:
    """Run all stages but the last.

    Args:
        article: The article.
        text: Its linguistic analysis.

    Returns:
        Everything found, what hangs together or not, and the keys of the actors that have a name.

    Raises:
        LexiconError: The language data are wrong.
    """
    language = _LANGUAGE
    actors = find_actors(text, find_mentions(text))
    times = find_times(text, article.published)
    quantities = find_quantities(text, times)
    triggers = find_triggers(text, load_frames(language), load_carrying_verbs(language))
    attributions = find_attributions(text, actors, triggers, load_attribution_cues(language))
    future = frozenset(t.key for t in times if article.published and t.earliest > article.published)
    events = fill_roles(text, actors, triggers, attributions, times, quantities, future)
    events = complete_arguments(triggers, events)
    events = date_events(text, triggers, events, times, load_occurrence(language), future)
    times, events = anchor_times(text, triggers, events, times)
    relations = find_relations(text, actors)
    claims = find_claims(
        text, actors, triggers, events, relations, attributions, load_reality_cues(language), load_confidence(language), future
    )
    sentences = tuple(Mention.of(text.text, s.start, s.end) for s in text.sentences)
    return Extraction(article, sentences, actors.actors, times, quantities, events, relations, claims), actors.named
