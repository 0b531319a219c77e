"""Parameters of requests: of the address, and of forms."""

from typing import Final
from urllib.parse import parse_qsl

import pyoxigraph as ox
from starlette.exceptions import HTTPException
from starlette.requests import Request

_LARGEST_REQUEST: Final = 64 << 20

Parameters = list[tuple[str, str]]


def parse(text: str) -> Parameters:
    """Read what a form or an address sends.

    Raises:
        HTTPException: It is not encoded as UTF-8.
    """
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=1_000)
    except ValueError as error:
        raise HTTPException(400, f"the parameters are not encoded as UTF-8 in a form: {error}") from error


async def body(request: Request) -> str:
    """Read what is sent with a request.

    Raises:
        HTTPException: It is too large, or not UTF-8.
    """
    chunks, size = [], 0
    async for chunk in request.stream():
        chunks.append(chunk)
        size += len(chunk)
        if size > _LARGEST_REQUEST:
            raise HTTPException(413, f"a request has at most {_LARGEST_REQUEST:,} bytes")
    try:
        return b"".join(chunks).decode()
    except UnicodeDecodeError as error:
        raise HTTPException(400, f"the request is not UTF-8: {error.reason} at byte {error.start}") from error


def values(parameters: Parameters, name: str) -> list[str]:
    """All values of a parameter."""
    return [value for key, value in parameters if key == name]


def only(parameters: Parameters, name: str) -> str:
    """The value of a parameter that must stand there once.

    Raises:
        HTTPException: It does not.
    """
    found = values(parameters, name)
    if len(found) != 1:
        raise HTTPException(400, f"the parameter {name} must stand there once, and not {len(found)} times")
    return found[0]


def iris(parameters: Parameters, name: str) -> tuple[str, ...]:
    """The values of a parameter that names things.

    Raises:
        HTTPException: One is no absolute IRI.
    """
    return tuple(checked_iri(value) for value in values(parameters, name))


def checked_iri(iri: str) -> str:
    """Check an IRI.

    Raises:
        HTTPException: It is no absolute IRI.
    """
    try:
        next(ox.parse(f"<{iri}> a <{iri}> .", format=ox.RdfFormat.TURTLE))
    except (SyntaxError, StopIteration) as error:
        raise HTTPException(400, f"this is no absolute IRI: {iri}") from error
    return iri
