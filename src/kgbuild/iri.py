"""IRIs of everything kgbuild names: deterministic, valid by RFC 3987, readable.

The same article under the same base always gets the same IRIs. Linked actors and places are named under the base, so that
articles share them; everything else is a fragment of its article.
"""

import re
from typing import Final
from urllib.parse import quote, urlsplit

from kgbuild.errors import IriError
from kgbuild.model import Actor, Article, Mention, Role
from kgbuild.vocab import LANDS

_KINDS: Final = {"a": "actor", "e": "event", "c": "claim", "t": "time", "q": "quantity", "r": "relation", "s": "recurrence"}

# RFC 3987, section 2.2: ucschar, in three ranges of the basic plane and one of each further plane but the private ones.
_UCSCHAR: Final = "\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef\U000e1000-\U000efffd" + "".join(
    f"{chr(plane << 16)}-{chr((plane << 16) + 0xFFFD)}" for plane in range(1, 14)
)
# RFC 3987, section 4.1: bidirectional formatting characters must not appear.
_BIDI: Final = "\u200e\u200f\u202a-\u202e"
_NOT_IN_IRI: Final = re.compile(rf"[^A-Za-z0-9\-._~:/?#@!$&'()*+,;=%\[\]{_UCSCHAR}]|[{_BIDI}]|%(?![0-9A-Fa-f]{{2}})")
_BRACKET: Final = re.compile(r"[\[\]]")
_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
_HOST: Final = re.compile(r"\[[0-9A-Fa-f:.]+\]|[^\[\]@:]+")


def _percent_encode(match: re.Match[str]) -> str:
    return quote(match.group(), safe="", errors="surrogatepass")


def parse_base(base: str) -> str:
    """Check the base IRI that resources are named under.

    Args:
        base: An absolute IRI without query and fragment.

    Returns:
        The base, ended by a slash where it ends in neither slash nor colon.

    Raises:
        IriError: No IRIs can be made under it.

    >>> parse_base("https://example.org/kg")
    'https://example.org/kg/'
    """
    if not _ABSOLUTE.match(base):
        raise IriError(f"the base IRI {base!r} is not absolute: start it with a scheme, as in https://example.org/id/")
    if bad := _NOT_IN_IRI.search(base):
        raise IriError(f"the base IRI {base!r} holds {bad.group()!r}, which no IRI may hold: percent-encode it")
    if "#" in base or "?" in base:
        raise IriError(f"the base IRI {base!r} has a query or a fragment: leave both out")
    _check_address(base)
    return base if base.endswith(("/", ":")) else f"{base}/"


def _check_address(address: str) -> None:
    """Refuse an address whose host or port is malformed, or a web address without a host."""
    try:
        parts = urlsplit(address)
        port_fits = parts.port is None or parts.port >= 0
    except ValueError as error:
        raise IriError(f"the address {address!r} is malformed: {error}") from error
    host = parts.netloc.rpartition("@")[2].removesuffix(f":{parts.port}").removesuffix(":")
    needs_host = parts.scheme in {"http", "https"}
    if not port_fits or (needs_host and not host) or (host and not _HOST.fullmatch(host)):
        raise IriError(f"the address {address!r} has no valid host: write it as in https://example.org/news/1")
    if _BRACKET.search(parts.path):
        raise IriError(f"the address {address!r} has a bracket in its path: percent-encode it")


def parse_address(address: str) -> str:
    r"""Turn a web address as found into an IRI.

    Characters that no IRI may hold (spaces, quotes, control characters, …) are percent-encoded, other characters outside ASCII
    stay; a fragment is cut off.

    Args:
        address: An absolute URL, valid or nearly so.

    Returns:
        The IRI.

    Raises:
        IriError: The address is not absolute, or its host or port is malformed.

    >>> parse_address("https://example.org/știri/o \"știre\"#sus")
    'https://example.org/știri/o%20%22știre%22'
    """
    whole = _NOT_IN_IRI.sub(_percent_encode, address.strip(" \t\r\n\f").partition("#")[0])
    if not _ABSOLUTE.match(whole):
        raise IriError(f"the address {address!r} is not absolute: start it with a scheme, as in https://example.org/news/1")
    scheme_and_host = re.match(r"[^:]+:(//[^/?]*)?", whole)
    cut = scheme_and_host.end() if scheme_and_host else 0
    encoded = whole[:cut] + _BRACKET.sub(_percent_encode, whole[cut:])
    _check_address(encoded)
    return encoded


def article_iri(article: Article, base: str) -> str:
    """Name an article: its web address, else `BASE/article/` and the hash of its content.

    Args:
        article: The article.
        base: A base IRI that `parse_base` gave.

    Returns:
        The IRI, never with a fragment.

    Raises:
        IriError: The article's source URL makes no IRI.

    >>> article_iri(Article("a", "Titlu", "Corp."), "https://example.org/")
    'https://example.org/article/541ccd378e318ed5'
    """
    if article.source_url:
        return parse_address(article.source_url)
    return f"{base}article/{article.digest}"


def mention_iri(article: str, mention: Mention) -> str:
    """Name a stretch of an article's text by RFC 5147, in code points.

    >>> mention_iri("https://example.org/1", Mention(66, 71, "Putin"))
    'https://example.org/1#char=66,71'
    """
    return f"{article}#char={mention.start},{mention.end}"


def fragment_iri(article: str, key: str) -> str:
    """Name what an article holds by its key: `#event-1` for `e1`.

    >>> fragment_iri("https://example.org/1", "q12")
    'https://example.org/1#quantity-12'
    """
    return f"{article}#{_KINDS[key[0]]}-{key[1:]}"


def role_iri(event: str, role: Role, number: int) -> str:
    """Name the evidence for the `number`-th filler (from 1) of a role of an event.

    >>> role_iri("https://example.org/1#event-2", "agent", 1)
    'https://example.org/1#event-2-agent-1'
    """
    return f"{event}-{role}-{number}"


def actor_iri(actor: Actor, article: str, base: str) -> str:
    """Name an actor: by its GeoNames id when it is a place or a polity, else by its Wikidata id, else within its article.

    >>> kim = Actor("a1", "Person", "Kim Jong Un", (), wikidata="Q56226")
    >>> actor_iri(kim, "https://example.org/1", "https://example.org/")
    'https://example.org/actor/wd-Q56226'
    """
    if actor.geonames and actor.type in LANDS:
        return f"{base}place/gn-{actor.geonames}"
    if actor.wikidata:
        return f"{base}actor/wd-{actor.wikidata}"
    return fragment_iri(article, actor.key)


def run_iri(digest: str, base: str) -> str:
    """Name a run of the program by the hash of what it was made of.

    >>> run_iri("0a1b", "https://example.org/")
    'https://example.org/run/0a1b'
    """
    return f"{base}run/{digest}"
