"""An HTTP response as it stands in a web archive or comes from a server: status, headers, body."""

from __future__ import annotations

import re
from dataclasses import dataclass

from firsthand.capture.bounds import MAX_BYTES, MAX_HEADERS
from firsthand.capture.records import Media
from firsthand.capture.source import Refused
from firsthand.capture.unpack import unpack_body

Headers = tuple[tuple[str, str], ...]

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? +(\d{3})\b[^\n]*\n?")
_END = re.compile(rb"\r?\n\r?\n")
_CHUNK = re.compile(rb"([0-9a-fA-F]{1,8})[^\n]{0,1000}\n")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_TYPES = {
    "text/html": Media.HTML,
    "application/xhtml+xml": Media.HTML,
    "text/plain": Media.PLAIN,
    "application/pdf": Media.PDF,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """Status, headers and body as sent: still chunked and packed."""

    status: int
    headers: Headers
    body: bytes

    def header(self, name: str) -> str:
        return find_header(self.headers, name)

    @property
    def media(self) -> Media | None:
        """What the server says the body is, where that is a kind of page; `None` for pictures, scripts and the rest."""
        return _TYPES.get(self.header("content-type").split(";")[0].strip().lower())

    @property
    def charset(self) -> str:
        found = _CHARSET.search(self.header("content-type"))
        return found[1] if found else ""


def find_header(headers: Headers, name: str) -> str:
    """The first header of that name, in any case; "" without one."""
    return next((value for key, value in headers if key.lower() == name), "")


def read_headers(block: bytes) -> Headers:
    """Header lines as names and values; folded lines are joined, what is no header is left out.

    >>> read_headers(b"Content-Type: text/html\\r\\nX: a\\r\\n b\\r\\n")
    (('Content-Type', 'text/html'), ('X', 'a b'))
    """
    found: list[tuple[str, str]] = []
    for line in block.decode("utf-8", "replace").replace("\x00", "\ufffd").split("\n"):
        line = line.rstrip("\r")
        if line[:1] in (" ", "\t") and found:
            found[-1] = (found[-1][0], f"{found[-1][1]} {line.strip()}"[:MAX_HEADERS])
            continue
        name, colon, value = line.partition(":")
        if colon and name.strip():
            found.append((name.strip(), value.strip()))
    return tuple(found)


def read_response(block: bytes) -> Response:
    """The response in the block of a record. Raises Refused where it is none.

    >>> read_response(b"HTTP/1.1 200 OK\\r\\nContent-Type: text/html\\r\\n\\r\\n<p>Tide").body
    b'<p>Tide'
    """
    first = _STATUS.match(block)
    if first is None:
        raise Refused("broken", "is no HTTP response.", "Look at the archive.")
    start = first.end()
    end = _END.search(block, max(start - 2, 0), start + MAX_HEADERS)
    headers = block[start : end.start()] if end and end.start() > start else b"" if end else block[start:]
    body = block[end.end() :] if end else b""
    return Response(status=int(first[1]), headers=read_headers(headers[:MAX_HEADERS]), body=body)


def read_body(response: Response) -> bytes:
    """The payload after chunks and content encodings are undone. Raises Refused."""
    body = response.body
    if "chunked" in response.header("transfer-encoding").lower():
        body = _join_chunks(body)
    return unpack_body(body, response.header("content-encoding"), limit=MAX_BYTES)


def _join_chunks(body: bytes) -> bytes:
    """The chunks joined; the body as it is where it holds none (archives often keep it joined), what is there of a cut
    one.

    >>> _join_chunks(b"4\\r\\nTide\\r\\n0\\r\\n\\r\\n")
    b'Tide'
    """
    pieces: list[bytes] = []
    at = 0
    while found := _CHUNK.match(body, at):
        size = int(found[1], 16)
        if not size:
            return b"".join(pieces)
        pieces.append(body[found.end() : found.end() + size])
        at = found.end() + size
        at += 2 if body[at : at + 2] == b"\r\n" else 0
    return b"".join(pieces) if pieces and at >= len(body) else body
