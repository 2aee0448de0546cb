"""The files of a bundle by their names, and the two that list all others with their hashes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from firsthand.bundle.spool import Spool

FORM = "firsthand.bundle/1"

BRIEF = "firsthand/brief.json.gz"
ANNOTATIONS = "firsthand/annotations.json.gz"
CAPTURES = "firsthand/captures.jsonl"
JUDGEMENTS = "firsthand/judgements.jsonl"
LOG = "firsthand/log.jsonl"
TEXTS = "firsthand/texts.jsonl"
MANIFEST = "firsthand/manifest.json"
INDEX = "indexes/index.cdxj"
PAGE_LIST = "pages/pages.jsonl"
PACKAGE = "datapackage.json"
DIGEST = "datapackage-digest.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a bundle says of itself: its form, the program and the extractor that made it, the seal of the log (the hash
    of its last entry stands for all before it), and the blobs by their hash."""

    form: str
    program: str
    extractor: str
    log: str
    captures: int
    judgements: int
    blobs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptText:
    """A text that annotations count in: of an article, or the decoded text of a capture. `id` is the name by which
    `conformsTo` means it."""

    id: str
    kind: str
    blob: str
    report: str
    sha256: str
    text: str


def hash_words(text: str) -> str:
    """The SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def render_package(files: Mapping[str, Spool], *, title: str, program: str, at: str) -> bytes:
    """`datapackage.json`: every file with its size and hash."""
    resources = [
        {"name": name.rpartition("/")[2], "path": name, "hash": f"sha256:{content.sha256}", "bytes": content.size}
        for name, content in files.items()
    ]
    told = {
        "profile": "data-package",
        "wacz_version": "1.1.1",
        "title": title,
        "software": program,
        "created": at,
        "resources": resources,
    }
    return render_plain(told)


def render_digest(package: bytes) -> bytes:
    """`datapackage-digest.json`: the hash of the list of hashes.

    >>> render_digest(b"")[:12]
    b'{"path": "da'
    """
    return render_plain({"path": PACKAGE, "hash": _digest(package)})


def render_plain(told: object) -> bytes:
    """JSON on one line."""
    return (json.dumps(told, ensure_ascii=False) + "\n").encode("utf-8", "surrogatepass")


def _digest(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"
