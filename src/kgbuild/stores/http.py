"""HTTP to SPARQL endpoints: tries again where that helps, says who it is, and tells errors in one line."""

import netrc
import os
import re
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from typing import Final
from urllib.parse import urlsplit

import httpx
import tenacity

from kgbuild.errors import StoreError

USER_VARIABLE: Final = "KGBUILD_USER"
PASSWORD_VARIABLE: Final = "KGBUILD_PASSWORD"  # noqa: S105 — a name, not a password
TOKEN_VARIABLE: Final = "KGBUILD_TOKEN"  # noqa: S105 — likewise

_TOO_MANY: Final = 429
_UNAUTHORIZED: Final = 401
_NOT_IMPLEMENTED: Final = 501
_LONGEST_WAIT: Final = 60.0
_SAID: Final = 200
_TAGS: Final = re.compile(r"<style.*?</style>|<script.*?</script>|<[^>]*>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait for an endpoint.

    Args:
        timeout: Seconds without a sign of life after which a request is given up.
        attempts: How often a request is made before that is given up.
        first_wait: Seconds before the second attempt; each further one waits twice as long, with some chance in it.
    """

    timeout: float = 60.0
    attempts: int = 5
    first_wait: float = 0.5


class Http:
    """A connection to an endpoint.

    Names and passwords come from the environment (KGBUILD_TOKEN, or KGBUILD_USER and KGBUILD_PASSWORD) or else from netrc, and
    stand in no message. Certificates are verified.

    Args:
        url: The endpoint.
        patience: How long to wait for it.

    Raises:
        StoreError: This is no address of an endpoint.
    """

    def __init__(self, url: str, patience: Patience | None = None) -> None:
        self.url = check_url(url)
        self._patience = patience or Patience()
        self._client = httpx.Client(
            auth=credentials(self.url),
            timeout=httpx.Timeout(self._patience.timeout),
            headers={"User-Agent": f"kgbuild/{version('kgbuild')}"},
        )

    def close(self) -> None:
        """End the connection."""
        self._client.close()

    def send(
        self,
        method: str,
        url: str | None = None,
        *,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        content: bytes | None = None,
        data: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        """Make a request that does the same when it is made twice, and make it again while the endpoint is out of reach or busy.

        Args:
            method: Its method.
            url: Where to; the endpoint's address where None.
            params: What is added to the address.
            headers: More headers.
            content: Its body.
            data: Its body, as a form.

        Returns:
            The answer, whatever its status but those that stand for a passing trouble.

        Raises:
            StoreError: The endpoint cannot be reached, or stays busy or broken.
        """
        address = httpx.URL(url or self.url).copy_merge_params(params or {})
        retrying = tenacity.Retrying(
            stop=tenacity.stop_after_attempt(self._patience.attempts),
            wait=self._wait,
            retry=tenacity.retry_if_exception(_may_pass) | tenacity.retry_if_result(_is_busy),
            retry_error_callback=_last,
        )
        try:
            return retrying(self._client.request, method, address, headers=headers, content=content, data=data)
        except httpx.TimeoutException as error:
            raise StoreError(f"gave no answer within {self._patience.timeout:g} seconds{self._tries()}", self.url) from error
        except httpx.HTTPError as error:
            raise StoreError(f"cannot be reached{self._tries()}: {' '.join(str(error).split())}", self.url) from error

    def _tries(self) -> str:
        return f", tried {self._patience.attempts} times" if self._patience.attempts > 1 else ""

    def _wait(self, state: tenacity.RetryCallState) -> float:
        """Seconds until the next attempt: what the endpoint asks for, else twice as many as the last time."""
        first = self._patience.first_wait
        backoff = tenacity.wait_exponential(first, _LONGEST_WAIT) + tenacity.wait_random(0, first)
        outcome = state.outcome
        if outcome is not None and not outcome.failed:
            asked = outcome.result().headers.get("Retry-After", "")
            if asked.isdecimal():
                return min(float(asked), _LONGEST_WAIT)
        return backoff(state)


def check_url(url: str) -> str:
    """Refuse what is no address of an endpoint.

    >>> check_url("http://localhost:7878/store")
    'http://localhost:7878/store'

    Raises:
        StoreError: It is not http or https, or it carries a password.
    """
    try:
        parts = urlsplit(url)
        has_credentials, host, _ = "@" in parts.netloc, parts.hostname, parts.port
    except ValueError as error:
        raise StoreError("is no web address: write it as in http://localhost:7878/store", url.rpartition("@")[2]) from error
    if has_credentials:
        raise StoreError(
            f"an address with a password ends up in logs: leave it out and set {USER_VARIABLE} and {PASSWORD_VARIABLE}",
            parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl(),
        )
    if parts.scheme not in {"http", "https"} or not host:
        raise StoreError("is no web address: write it as in http://localhost:7878/store", url)
    return url


def credentials(url: str) -> httpx.Auth | None:
    """What an endpoint is told to know us by: a token or a name and password from the environment, else from netrc.

    Args:
        url: The endpoint.

    Raises:
        StoreError: The netrc file cannot be read.
    """
    if token := os.environ.get(TOKEN_VARIABLE):
        return _Bearer(token)
    if user := os.environ.get(USER_VARIABLE):
        return _Password(user, os.environ.get(PASSWORD_VARIABLE, ""))
    try:
        found = netrc.netrc(os.environ.get("NETRC")).authenticators(urlsplit(url).hostname or "")
    except FileNotFoundError:
        return None
    except (OSError, netrc.NetrcParseError) as error:
        reason = error.msg if isinstance(error, netrc.NetrcParseError) else error.strerror
        raise StoreError(f"the netrc file with its password cannot be read: {reason}", url) from error
    return _Password(found[0], found[2]) if found else None


class _Bearer(httpx.Auth):
    """A token, RFC 6750."""

    def __init__(self, token: str) -> None:
        self._token = token

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        request.headers["Authorization"] = f"Bearer {self._token}"
        yield request


class _Password(httpx.Auth):
    """A name and a password: basic (RFC 7617), or digest (RFC 7616) where the endpoint asks for that."""

    def __init__(self, user: str, password: str) -> None:
        self._basic = httpx.BasicAuth(user, password)
        self._digest = httpx.DigestAuth(user, password)
        self._digest_fits = False

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if not self._digest_fits:
            response = yield from _passing(self._basic.auth_flow(request))
            if response.status_code != _UNAUTHORIZED:
                return
            # Some servers (Virtuoso) that want digest say so only to whom comes without a password.
            del request.headers["Authorization"]
        response = yield from _passing(self._digest.auth_flow(request))
        self._digest_fits = response.status_code != _UNAUTHORIZED


def _passing(
    flow: Generator[httpx.Request, httpx.Response, None],
) -> Generator[httpx.Request, httpx.Response, httpx.Response]:
    """Run a flow and give its last response."""
    try:
        request = next(flow)
        while True:
            response = yield request
            request = flow.send(response)
    except StopIteration:
        return response


def describe(response: httpx.Response) -> str:
    """What an endpoint answered, for people: its status and the beginning of its words.

    >>> describe(httpx.Response(400, html="<h1>Bad</h1> <p>No."))
    '400 Bad Request: Bad No.'
    """
    words = " ".join(_TAGS.sub(" ", response.text).split())
    said = f": {words[:_SAID]}{'…' if len(words) > _SAID else ''}" if words else ""
    hint = f"; set {TOKEN_VARIABLE}, or {USER_VARIABLE} and {PASSWORD_VARIABLE}" if response.status_code == _UNAUTHORIZED else ""
    moved = (
        f"; give the address {response.headers['Location']}" if response.is_redirect and "Location" in response.headers else ""
    )
    return f"{response.status_code} {response.reason_phrase}{said}{hint}{moved}"


def _may_pass(error: BaseException) -> bool:
    """Whether a failure to reach an endpoint may be over soon; a wrong certificate is not."""
    return isinstance(error, httpx.TransportError) and "certificate" not in str(error).lower()


def _is_busy(response: httpx.Response) -> bool:
    return response.status_code == _TOO_MANY or (response.is_server_error and response.status_code != _NOT_IMPLEMENTED)


def _last(state: tenacity.RetryCallState) -> httpx.Response:
    """What the last attempt gave, or why it failed."""
    if state.outcome is None:
        raise RuntimeError("an attempt has an outcome")
    response: httpx.Response = state.outcome.result()
    return response
