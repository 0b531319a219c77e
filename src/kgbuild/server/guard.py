"""Finds in queries and updates what would make the server call other servers.

Source: SPARQL 1.1 Query Language, section 19: code point escapes, comments, IRIs, strings, keywords.
"""

import re
from typing import Final

_ESCAPE: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_OPAQUE: Final = re.compile(
    r"\"\"\"(?:[^\\]|\\.)*?\"\"\"|'''(?:[^\\]|\\.)*?'''|\"(?:[^\"\\\n\r]|\\.)*\"|'(?:[^'\\\n\r]|\\.)*'"
    r"|<[^<>\"{}|^`\\\x00-\x20]*>|#[^\n\r]*",
    re.DOTALL,
)
_CALL: Final = re.compile(r"(?<![?$:@\w])(SERVICE|LOAD)\b", re.IGNORECASE)
_LAST_CODE_POINT: Final = 0x10FFFF


def call_out(sparql: str) -> str | None:
    r"""The keyword by which a query or update would call another server.

    Args:
        sparql: The query or update.

    Returns:
        `SERVICE` or `LOAD`; None where there is neither.

    >>> call_out("SELECT * { \\u0053ervice <https://example.org/> { ?s ?p ?o } }")
    'SERVICE'
    >>> call_out("SELECT ?service { ?service ex:service 'service' } # service")
    """
    found = _CALL.search(_OPAQUE.sub(" ", _ESCAPE.sub(_unescape, sparql)))
    return found[1].upper() if found else None


def _unescape(found: re.Match[str]) -> str:
    code = int(found[1] or found[2], 16)
    return chr(code) if code <= _LAST_CODE_POINT else found[0]
