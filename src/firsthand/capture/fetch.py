"""A polite fetcher: asks robots.txt, waits between two requests, follows redirects one by one, and keeps a WARC of it
all.

    fetched = Fetcher(now=clock).fetch("https://tide.example/gates")
    fetched.warc      # bytes: every request and response, as a WARC
    fetched.found     # the captures and problems that its reader finds in them

No private, loopback or link-local address is ever asked unless `private=True`: the name is resolved once for each hop,
what it resolves to is looked at, and the connection goes to that very address.
"""

from __future__ import annotations

import hashlib
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from firsthand.capture.addresses import find_place
from firsthand.capture.http_get import Exchange, Limits, get, port_of
from firsthand.capture.http_message import read_body, read_response
from firsthand.capture.records import Received
from firsthand.capture.robots import CLOSED, MAX_ROBOTS_BYTES, OPEN, Robots, read_robots
from firsthand.capture.source import Refused, Source
from firsthand.capture.warc import read_warc
from firsthand.errors import FetchFailed, FetchRefused
from firsthand.evidence import Problem

AGENT = "Firsthand"
USER_AGENT = f"{AGENT}/1 (reads single pages that a person asks for; obeys robots.txt)"

MAX_PAGE_BYTES = 30 * 1024 * 1024
"""Bytes of one response."""

PAGE_SECONDS = 60.0
"""Seconds from the first to the last byte of one response."""

ROBOTS_SECONDS = 15.0
"""Seconds for a robots.txt."""

HOST_SECONDS = 2.0
"""Seconds between the ends of two requests to one host."""

MAX_HOPS = 10
"""Redirects that are followed for one page."""

ROBOTS_HOPS = 5
"""Redirects that are followed for a robots.txt (RFC 9309)."""

MAX_URL = 4_000
"""Characters of an address."""

LOWEST_PORT = 1024
"""Ports below this one belong to other services, which a request could be made to talk to."""

_WEB_PORTS = frozenset({80, 443})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_SAFE = "/?=&;:@!$'()*+,~%-._[]"
_CLOSED_ADDRESS = "the address of a page begins with http:// or https://"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What one page gave: the WARC of every request and response, and what its reader finds in it."""

    url: str
    warc: bytes
    found: tuple[Received | Problem, ...]


@dataclass(slots=True)
class _Trip:
    """The exchanges of one page, on the way."""

    records: list[bytes] = field(default_factory=list)


class Fetcher:
    """Fetches pages one by one. Keeps the robots.txt of each host, and when it was last asked, as long as it lives."""

    def __init__(
        self,
        *,
        now: Callable[[], datetime],
        private: bool = False,
        sleep: Callable[[float], None] = time.sleep,
        host_seconds: float = HOST_SECONDS,
    ) -> None:
        """`private` allows addresses that are not public; `now` gives the time of the captures (UTC), `sleep` waits."""
        self._private = private
        self._now = now
        self._sleep = sleep
        self._host_seconds = host_seconds
        self._robots: dict[tuple[str, str, int], Robots] = {}
        self._asked: dict[str, float] = {}

    def fetch(self, url: str) -> Fetched:
        """The page at `url`. Raises FetchRefused (a rule forbids it) or FetchFailed (the page could not be had)."""
        trip = _Trip()
        first = read_url(url)
        at = first
        seen = {urlunsplit(first)}
        for _ in range(MAX_HOPS + 1):
            robots = self._robots_of(at)
            if not robots.allows((at.path or "/") + (f"?{at.query}" if at.query else "")):
                raise FetchRefused(
                    f"{at.hostname} asks programs not to fetch {at.path or '/'} (robots.txt)",
                    next_step="save the page in a browser, and add the file",
                )
            exchange = self._ask(at, Limits(size=MAX_PAGE_BYTES, seconds=PAGE_SECONDS), robots.delay)
            trip.records.extend(render_records(urlunsplit(at), exchange, self._now()))
            if exchange.status not in _REDIRECTS or not exchange.location:
                return self._finish(urlunsplit(first), exchange, trip)
            at = read_url(urljoin(urlunsplit(at), exchange.location))
            if urlunsplit(at) in seen:
                raise FetchFailed(f"{first.hostname} sends in a circle", next_step="save the page in a browser")
            seen.add(urlunsplit(at))
        raise FetchFailed(
            f"{first.hostname} sends on more than {MAX_HOPS} times", next_step="save the page in a browser"
        )

    def _finish(self, url: str, exchange: Exchange, trip: _Trip) -> Fetched:
        if exchange.status != 200:
            raise FetchFailed(f"{url} answers {exchange.status}", next_step="check the address, or try again later")
        warc = render_info(self._now()) + b"".join(trip.records)
        found = tuple(read_warc(Source(url, raw=warc)))
        if not exchange.whole:
            raise FetchFailed(f"{url} ended before it was whole", next_step="try again later")
        return Fetched(url=url, warc=warc, found=found)

    def _ask(self, url: SplitResult, limits: Limits, delay: float) -> Exchange:
        """One request, after the wait that the host is due; the address is resolved and looked at here, each time
        anew."""
        host = url.hostname or ""
        place = find_place(host, port_of(url), private=self._private)
        wait = self._asked.get(host, float("-inf")) + max(delay, self._host_seconds) - time.monotonic()
        if wait > 0:
            self._sleep(wait)
        try:
            return get(url, place, limits, agent=USER_AGENT)
        finally:
            self._asked[host] = time.monotonic()

    def _robots_of(self, url: SplitResult) -> Robots:
        """The rules of the host: none where it has no robots.txt (4xx). Raises where it cannot tell (5xx, no
        answer)."""
        key = (url.scheme, url.hostname or "", port_of(url))
        if key not in self._robots:
            self._robots[key] = self._fetch_robots(url)
        return self._robots[key]

    def _fetch_robots(self, url: SplitResult) -> Robots:
        at = url._replace(path="/robots.txt", query="", fragment="")
        for _ in range(ROBOTS_HOPS + 1):
            exchange = self._ask(at, Limits(size=MAX_ROBOTS_BYTES, seconds=ROBOTS_SECONDS), 0.0)
            if exchange.status >= 500:
                raise FetchRefused(
                    f"{url.hostname} cannot tell its rules for programs now (robots.txt answers {exchange.status})",
                    next_step="try again later, or save the page in a browser",
                )
            if exchange.status == 200:
                return _read_rules(exchange)
            if exchange.status not in _REDIRECTS or not exchange.location:
                break
            at = read_url(urljoin(urlunsplit(at), exchange.location))
        return OPEN


def _read_rules(exchange: Exchange) -> Robots:
    try:
        body = read_body(read_response(exchange.response))
    except Refused:
        return CLOSED
    return read_robots(body[:MAX_ROBOTS_BYTES].decode("utf-8", "replace"), AGENT)


def read_url(url: str) -> SplitResult:
    """The address in the form in which it is asked for: ASCII, without fragment. Raises FetchRefused.

    >>> read_url("https://Tide.example/g\u00e4tes#top").geturl()
    'https://tide.example/g%C3%A4tes'
    """
    step = "give an address such as https://example.org/page"
    if len(url) > MAX_URL:
        raise FetchRefused(f"the address is longer than {MAX_URL} characters", next_step=step)
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
        host = host if host.isascii() else host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError) as error:
        raise FetchRefused(f"no address: {url[:80]!r}", next_step=step) from error
    if parts.scheme not in ("http", "https") or not host:
        raise FetchRefused(f"{_CLOSED_ADDRESS}, not {url[:80]!r}", next_step=step)
    if parts.username is not None or parts.password is not None:
        raise FetchRefused("an address with a name and a password in it is not fetched", next_step=step)
    if any(one in host for one in " \t\r\n\\/<>\"'`{}|^") or port == 0:
        raise FetchRefused(f"no address: {url[:80]!r}", next_step=step)
    if port is not None and port < LOWEST_PORT and port not in _WEB_PORTS:
        raise FetchRefused(f"port {port} is none of the web", next_step=step)
    shown = f"[{host}]" if ":" in host else host
    return SplitResult(
        scheme=parts.scheme,
        netloc=shown.lower() + (f":{port}" if port else ""),
        path=quote(parts.path, safe=_SAFE) or "/",
        query=quote(parts.query, safe=_SAFE),
        fragment="",
    )


def render_info(at: datetime) -> bytes:
    """The first record of a WARC: which program wrote it."""
    return _render("warcinfo", "", at, f"software: {USER_AGENT}\r\nformat: WARC File Format 1.1\r\n".encode())


def render_records(url: str, exchange: Exchange, at: datetime) -> tuple[bytes, bytes]:
    """Response and request as WARC records, each with the digest of its block."""
    return _render("response", url, at, exchange.response), _render("request", url, at, exchange.request)


def _render(kind: str, url: str, at: datetime, block: bytes) -> bytes:
    told = "application/warc-fields" if kind == "warcinfo" else f"application/http; msgtype={kind}"
    lines = [
        "WARC/1.1",
        f"WARC-Type: {kind}",
        *([f"WARC-Target-URI: {url}"] if url else []),
        f"WARC-Date: {at.astimezone(UTC).strftime('%Y-%m-%dT%H:%M:%S.%fZ')}",
        f"WARC-Record-ID: <urn:uuid:{uuid.uuid4()}>",
        f"WARC-Block-Digest: sha256:{hashlib.sha256(block).hexdigest()}",
        f"Content-Type: {told}",
        f"Content-Length: {len(block)}",
    ]
    return "\r\n".join([*lines, "", ""]).encode("ascii") + block + b"\r\n\r\n"
