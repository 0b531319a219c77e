"""Fetching from the network, where a user asks for it: politely, within limits, and never from private networks.

Before each request, redirects among them, the host's name is resolved; one private address among its addresses and the request is
refused, else it goes to one of the very addresses that were checked. Sites that ask not to be read (`robots.txt`) are not.

Source: RFC 9309 (robots exclusion); RFC 6890 (special-purpose addresses).
"""

import ipaddress
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from typing import Final
from urllib.robotparser import RobotFileParser

import httpx

from kgbuild.errors import InputError

USER_AGENT: Final = f"kgbuild/{version('kgbuild')}"
MOST_REDIRECTS: Final = 5
_MISSING: Final = range(400, 500)
_SCHEMES: Final = ("http", "https")


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave.

    Args:
        address: Where it was found in the end, after redirects.
        data: Its bytes.
        etag: What the server calls this version, None where it does not say.
        modified: When the server says it was last changed, None where it does not say.
    """

    address: str
    data: bytes
    etag: str | None = None
    modified: str | None = None


class Fetcher:
    """Fetches documents from the web; one request at a time.

    Args:
        timeout: Seconds to wait for a connection and for each piece of an answer.
        longest: Seconds that an answer may take in all.
        largest: Bytes that an answer may have.
        pause: Seconds between two requests to the same host, unless its robots.txt asks for more.
        allow_private: Whether loopback and private networks may be asked. For tests; no option of a command sets it.
        now: Tells the seconds of a clock that never goes back.
        sleep: Waits some seconds.
    """

    def __init__(
        self,
        *,
        timeout: float = 20,
        longest: float = 120,
        largest: int = 16 << 20,
        pause: float = 1,
        allow_private: bool = False,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._client = httpx.Client(timeout=timeout, trust_env=False, headers={"User-Agent": USER_AGENT})
        self._longest = longest
        self._largest = largest
        self._pause = pause
        self._allow_private = allow_private
        self._now = now
        self._sleep = sleep
        self._robots: dict[str, RobotFileParser] = {}
        self._asked: dict[str, float] = {}

    def close(self) -> None:
        """Close its connections."""
        self._client.close()

    def fetch(self, address: str, *, etag: str | None = None, modified: str | None = None) -> Fetched:
        """Fetch a document.

        Args:
            address: An `http` or `https` address.
            etag: The version that is known already.
            modified: When what is known already was last changed.

        Returns:
            The document; without data where it is the version that is known already.

        Raises:
            InputError: The address is refused, not to be read by programs, or gives no document.
        """
        conditions = {"If-None-Match": etag, "If-Modified-Since": modified}
        headers = {name: value for name, value in conditions.items() if value}
        url = _parse(address)
        for _ in range(MOST_REDIRECTS + 1):
            self._wait_for_leave(url)
            response, data = self._get(url, headers)
            if response.status_code == httpx.codes.NOT_MODIFIED:
                return Fetched(str(url), b"", etag, modified)
            if not response.has_redirect_location:
                break
            url = _parse(str(url.join(response.headers["Location"])))
        else:
            raise InputError(f"redirects more than {MOST_REDIRECTS} times", address)
        if response.status_code != httpx.codes.OK:
            raise InputError(f"the server answers {response.status_code} {response.reason_phrase}".rstrip(), address)
        return Fetched(str(url), data, response.headers.get("ETag"), response.headers.get("Last-Modified"))

    def _wait_for_leave(self, url: httpx.URL) -> None:
        """Wait until the host may be asked again.

        Raises:
            InputError: Its robots.txt asks programs not to read the address.
        """
        site = f"{url.scheme}://{url.netloc.decode()}"
        robots = self._robots.get(site)
        if robots is None:
            robots = self._robots[site] = self._read_robots(url)
        if not robots.can_fetch(USER_AGENT, str(url)):
            raise InputError("its robots.txt asks programs not to read it", str(url))
        pause = max(self._pause, float(robots.crawl_delay(USER_AGENT) or 0))
        wait = self._asked.get(site, -pause) + pause - self._now()
        if wait > 0:
            self._sleep(wait)
        self._asked[site] = self._now()

    def _read_robots(self, url: httpx.URL) -> RobotFileParser:
        """Read a site's robots.txt: where it has none, all may be read; where it cannot be read, nothing may."""
        robots = RobotFileParser()
        rules = url.copy_with(path="/robots.txt", query=None, fragment=None)
        for _ in range(MOST_REDIRECTS + 1):
            response, data = self._get(rules, {})
            if not response.has_redirect_location:
                break
            rules = _parse(str(rules.join(response.headers["Location"])))
        if response.status_code in _MISSING:
            robots.parse([])
        elif response.status_code == httpx.codes.OK:
            robots.parse(data.decode("utf-8", errors="replace").splitlines())
        else:
            robots.parse(["User-agent: *", "Disallow: /"])
        return robots

    def _get(self, url: httpx.URL, headers: dict[str, str]) -> tuple[httpx.Response, bytes]:
        ip = self._resolve(url)
        # The connection goes to the address that was checked; the host's name stays in the header and in the certificate's check.
        request = self._client.build_request(
            "GET",
            url.copy_with(host=ip),
            headers={**headers, "Host": url.netloc.decode()},
            extensions={"sni_hostname": url.host},
        )
        started = self._now()
        try:
            response = self._client.send(request, stream=True)
            try:
                return response, self._read(response, url, started)
            finally:
                response.close()
        except httpx.HTTPError as error:
            raise InputError(f"cannot be fetched: {error or type(error).__name__}", str(url)) from error

    def _read(self, response: httpx.Response, url: httpx.URL, started: float) -> bytes:
        data = bytearray()
        for piece in response.iter_bytes():
            data += piece
            if len(data) > self._largest:
                raise InputError(f"has more than {self._largest:,} bytes", str(url))
            if self._now() - started > self._longest:
                raise InputError(f"takes more than {self._longest:,.0f} seconds", str(url))
        return bytes(data)

    def _resolve(self, url: httpx.URL) -> str:
        """The address to connect to.

        Raises:
            InputError: The host has none, or one in a private network.
        """
        try:
            found = socket.getaddrinfo(url.host, url.port or None, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise InputError(f"there is no host {url.host}", str(url)) from error
        addresses = [ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
        if not self._allow_private and not all(map(is_public, addresses)):
            raise InputError(f"{url.host} is in a private network, which kgbuild does not read", str(url))
        return str(addresses[0])


def is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Whether an address belongs to the public internet.

    >>> [is_public(ipaddress.ip_address(a)) for a in ("127.0.0.1", "169.254.169.254", "::ffff:10.0.0.1", "8.8.8.8")]
    [False, False, False, True]
    """
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1] or _translated(address)
        if inner:
            return is_public(inner)
    return address.is_global and not address.is_multicast


def _translated(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that a NAT64 gateway would make of an address (RFC 6052)."""
    if address not in ipaddress.IPv6Network("64:ff9b::/96"):
        return None
    return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)


def _parse(address: str) -> httpx.URL:
    try:
        url = httpx.URL(address)
    except (httpx.InvalidURL, TypeError) as error:
        raise InputError(f"is no web address: {error}", address) from error
    if url.scheme not in _SCHEMES or not url.host:
        raise InputError("is no address that starts with http:// or https://", address)
    if url.userinfo:
        raise InputError("holds a name or password; leave it out", url.host)
    return url.copy_with(fragment=None)
