"""One HTTP request to one address: within bounds of bytes and seconds, the response kept as it came."""

from __future__ import annotations

import http.client
import io
import socket
import ssl
import time
from dataclasses import dataclass
from urllib.parse import SplitResult

from firsthand.capture.addresses import Place
from firsthand.errors import FetchFailed

CONNECT_SECONDS = 15.0
"""Seconds to reach a server."""

_PORTS = {"http": 80, "https": 443}
_STEP = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one page may cost: bytes of its response, and seconds until it is there."""

    size: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A request and its response, byte for byte, and what the response says. `whole` is false where it ended too
    soon."""

    request: bytes
    response: bytes
    status: int
    location: str
    whole: bool


def port_of(url: SplitResult) -> int:
    """The port that an address means."""
    return url.port or _PORTS[url.scheme]


def get(url: SplitResult, place: Place, limits: Limits, *, agent: str) -> Exchange:
    """Asks `place` for the page at `url`. The name is only used for the Host header and the certificate: it is not
    resolved again. Raises FetchFailed."""
    deadline = time.monotonic() + limits.seconds
    request = render_request(url, agent)
    try:
        with _connect(url, place, deadline) as connection:
            connection.sendall(request)
            return _read(connection, request, limits, deadline)
    except TimeoutError as error:
        what = f"{url.hostname} took longer than {limits.seconds:g} seconds"
        raise FetchFailed(what, next_step="try again later, or save the page in a browser") from error
    except ssl.SSLError as error:
        why = getattr(error, "verify_message", "") or error.reason or "no secure connection"
        raise FetchFailed(f"{url.hostname}: {why}", next_step="save the page in a browser") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        what = f"{url.hostname} could not be asked: {error or type(error).__name__}"
        raise FetchFailed(what, next_step="check the address, or try again later") from error


def render_request(url: SplitResult, agent: str) -> bytes:
    """The bytes of the request: one line break between lines, and nothing of the address can add one."""
    path = (url.path or "/") + (f"?{url.query}" if url.query else "")
    host = f"[{url.hostname}]" if url.hostname and ":" in url.hostname else url.hostname
    host = f"{host}:{url.port}" if url.port and url.port != _PORTS[url.scheme] else host
    lines = (
        f"GET {path} HTTP/1.1",
        f"Host: {host}",
        f"User-Agent: {agent}",
        "Accept: text/html,application/xhtml+xml,application/pdf,text/plain;q=0.9,*/*;q=0.5",
        "Accept-Language: en;q=1.0,*;q=0.5",
        "Accept-Encoding: gzip, deflate",
        "Connection: close",
    )
    return "".join(f"{line}\r\n" for line in (*lines, "")).encode("ascii")


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _connect(url: SplitResult, place: Place, deadline: float) -> socket.socket:
    connection = socket.socket(socket.AddressFamily(place.family), socket.SOCK_STREAM)
    try:
        connection.settimeout(min(CONNECT_SECONDS, _left(deadline)))
        connection.connect((place.host, place.port))
        if url.scheme == "https":
            context = ssl.create_default_context()
            return context.wrap_socket(connection, server_hostname=url.hostname)
    except BaseException:
        connection.close()
        raise
    return connection


class _Taken(io.RawIOBase):
    """What a connection gives, kept as it came; stops at the size and the time that are allowed."""

    def __init__(self, connection: socket.socket, limits: Limits, deadline: float) -> None:
        self._connection = connection
        self._limits = limits
        self._deadline = deadline
        self.kept = bytearray()
        self.full = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
        self._connection.settimeout(_left(self._deadline))
        if len(self.kept) >= self._limits.size:
            self.full = True
            return 0
        size = self._connection.recv_into(buffer, min(len(buffer), _STEP, self._limits.size - len(self.kept)))
        self.kept += buffer[:size]
        return size


class _Connection:
    """What `http.client` reads a response from."""

    def __init__(self, taken: _Taken) -> None:
        self._taken = taken

    def makefile(self, mode: str, *_: object, **__: object) -> io.BufferedReader:
        return io.BufferedReader(self._taken)


def _read(connection: socket.socket, request: bytes, limits: Limits, deadline: float) -> Exchange:
    taken = _Taken(connection, limits, deadline)
    response = http.client.HTTPResponse(_Connection(taken), method="GET")  # type: ignore[arg-type]
    whole = True
    try:
        response.begin()
        while response.read(_STEP):  # never all at once: a promised length of a terabyte would be taken from memory
            pass
        whole = not response.length
    except http.client.IncompleteRead:
        whole = False
    finally:
        response.close()
    if taken.full:
        what = f"the page is larger than {limits.size // 1024**2} MB"
        raise FetchFailed(what, next_step="save it in a browser, as text")
    return Exchange(
        request=request,
        response=bytes(taken.kept),
        status=response.status,
        location=response.getheader("Location") or "",
        whole=whole,
    )
