"""Records to bytes and back: JSON in the order of the fields, packed; the same record gives the same bytes."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass
from typing import Any, TypeVar

import msgspec

from firsthand.errors import CaseDamaged

T = TypeVar("T")

_LEVEL = 6
"""zlib's own middle: level 9 takes three times as long for one hundredth."""


@dataclass(frozen=True, slots=True)
class Packed:
    """Packed bytes and the SHA-256 of what they hold."""

    packed: bytes
    sha256: str


def pack(raw: bytes) -> Packed:
    """The bytes, packed.

    >>> unpack(pack(b"abc")) == b"abc"
    True
    """
    return Packed(packed=zlib.compress(raw, _LEVEL), sha256=hashlib.sha256(raw).hexdigest())


def unpack(held: Packed) -> bytes:
    """What `pack` was given. Raises CaseDamaged where the bytes are not what they were."""
    try:
        raw = zlib.decompress(held.packed)
    except zlib.error as error:
        raise _damaged(held.sha256) from error
    if hashlib.sha256(raw).hexdigest() != held.sha256:
        raise _damaged(held.sha256)
    return raw


def pack_record(record: Any) -> Packed:
    """A record, packed."""
    return pack(render_record(record))


def unpack_record(held: Packed, of: type[T]) -> T:
    """The record that `pack_record` was given. Raises CaseDamaged."""
    return read_record(unpack(held), of)


def render_record(record: Any) -> bytes:
    """A record as JSON, always the same bytes for the same record."""
    return msgspec.json.encode(record, order="deterministic")


def read_record(raw: bytes | str, of: type[T]) -> T:
    """The record that `render_record` wrote. Raises CaseDamaged where it is none."""
    try:
        return msgspec.json.decode(raw, type=of, strict=True)
    except msgspec.DecodeError as error:
        raise CaseDamaged(
            f"a {of.__name__} in the case cannot be read: {error}",
            next_step="firsthand verify CASE says what is damaged",
        ) from error


def hash_of(*parts: Any) -> str:
    """One SHA-256 of records, bytes and words: the name of an input.

    >>> hash_of("a", "b") == hash_of("ab")
    False
    """
    digest = hashlib.sha256()
    for part in parts:
        raw = part if isinstance(part, bytes) else part.encode() if isinstance(part, str) else render_record(part)
        digest.update(len(raw).to_bytes(8, "big"))
        digest.update(raw)
    return digest.hexdigest()


def _damaged(sha256: str) -> CaseDamaged:
    return CaseDamaged(
        f"bytes in the case are not what they were when they were added ({sha256[:12]}…)",
        next_step="firsthand verify CASE says which; take the last good copy",
    )
