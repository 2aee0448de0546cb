"""What the bytes are and which text they hold."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from firsthand.capture.records import Media

_LOOKED_AT = 65_536
"""Bytes at the head of a file that tell what it is."""

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "an image, sound or film"),
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"PK\x05\x06", "a zip archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"\x7fELF", "a program"),
    (b"ID3", "a sound recording"),
    (b"OggS", "a sound recording or film"),
    (b"SQLite format 3\x00", "a database"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"WARC/", "a web archive inside another file"),
)
_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDTH = {"utf-16-le": 2, "utf-16-be": 2, "utf-32-le": 4, "utf-32-be": 4}

_CONTROLS = bytes(set(range(32)) - set(b"\t\n\x0b\x0c\r\x1b")) + b"\x7f"
MOST_CONTROLS = 0.02
"""Share of control bytes above which bytes are no text: a page with a stray NUL has 0.00001, a font or a film 0.05."""

LEAST_NULS_OF_UTF16 = 0.35
"""Share of NULs among every second byte above which text is UTF-16 without a mark: English text has nearly 1.0."""

_CHARSET = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)     # <?xml version="1.0" encoding="euc-kr"?>
       | <meta[^>]{0,400}?charset\s*=\s*["']?\s*([\w.:-]+)   # <meta charset="utf-8">, also in content="..."
    """,
    re.IGNORECASE | re.VERBOSE,
)
_WINDOWS = frozenset({"ascii", "iso8859-1", "latin-1", "cp1252"})
_NO_CHARSETS = frozenset(
    {"idna", "punycode", "rot13", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem"}
)
"""Codecs of Python that are no charset of a page; those that turn bytes into bytes raise LookupError by themselves."""
_TAG = re.compile(
    r"""<(?:!doctype\s+html
          | /?(?:html|head|body|title|meta|div|p|article|script|span|section|h[1-6]|table|ul|br|img)\b[^<]{0,2000}>
          | a\s+[^<>]*href)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_LEAD = r"\s*(?:<\?[^>]*>\s*|<!--.*?-->\s*)*"
_OPENING = re.compile(_LEAD + r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_FEED = re.compile(_LEAD + r"<(?:rss|feed|urlset|sitemapindex|rdf:RDF)\b", re.DOTALL)
_TAGS_OF_HTML = 3
"""Tags at the head of a file without a doctype that make it HTML; one tag may be a text that speaks of tags."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Text out of bytes: under which encoding, and how many characters could not be read (`lost`); `cut` says that the
    last character stops in the middle."""

    text: str
    encoding: str
    lost: int = 0
    cut: bool = False


def find_binary(raw: bytes) -> str:
    """What the bytes are where they are no text ("a PNG image"), else "".

    >>> find_binary(b"%PDF-1.7 ...")
    'a PDF document'
    >>> find_binary("Café".encode("utf-16"))
    ''
    """
    for magic, kind in _MAGIC:
        if raw.startswith(magic):
            return kind
    if raw[4:8] == b"ftyp":
        return "a film or an image"
    if _find_wide(raw):
        return ""
    head = raw[:_LOOKED_AT]
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return "no text (bytes of a program, an image or an archive)" if controls > MOST_CONTROLS * len(head) else ""


def read_text(raw: bytes, *, charset: str = "") -> Decoded:
    """The text of `raw`: by its mark, as UTF-8, as the page declares (or its server said: `charset`), else as
    windows-1252.

    >>> read_text(b"caf\\xe9").encoding
    'windows-1252'
    """
    wide = _find_wide(raw)
    if wide:
        return _read_wide(raw, wide)
    body = raw.removeprefix(codecs.BOM_UTF8)
    declared = _find_declared(body) or _known_codec(charset)
    for encoding in (declared if b"\x1b" in body and declared.startswith("iso2022") else "", "utf-8", declared):
        if not encoding:
            continue
        try:
            return Decoded(text=body.decode(encoding), encoding=encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return _read_broken(body, declared)


def find_media(text: str) -> Media:
    """HTML where the text opens as a page or its head holds several tags of one; else plain.

    >>> find_media("<p>One</p><p>Two</p>"), find_media("The tag <p> opens a paragraph.")
    (<Media.HTML: 'html'>, <Media.PLAIN: 'plain'>)
    """
    head = text[:_LOOKED_AT]
    if _OPENING.match(head):
        return Media.HTML
    tags = sum(1 for _ in zip(range(_TAGS_OF_HTML), _TAG.finditer(head), strict=False))
    return Media.HTML if tags >= _TAGS_OF_HTML else Media.PLAIN


def find_feed(text: str) -> bool:
    """Whether the text is a feed or a site map and no page."""
    return _FEED.match(text[:_LOOKED_AT]) is not None


def _find_wide(raw: bytes) -> str:
    """UTF-16 or UTF-32 by its mark, or UTF-16 by its NULs (also where the file is cut at an odd byte); else ""."""
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return "" if encoding == "utf-8" else encoding
    head = raw[:_LOOKED_AT]
    if len(head) < 4:
        return ""
    even, odd = head[0::2], head[1::2]
    if odd.count(0) > LEAST_NULS_OF_UTF16 * len(odd) and even.count(0) < 0.05 * len(even):
        return "utf-16-le"
    if even.count(0) > LEAST_NULS_OF_UTF16 * len(even) and odd.count(0) < 0.05 * len(odd):
        return "utf-16-be"
    return ""


def _read_wide(raw: bytes, encoding: str) -> Decoded:
    width = _WIDTH[encoding]
    body = raw[: len(raw) - len(raw) % width]
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    text = decoder.decode(body).removeprefix("\ufeff")
    pending = bool(decoder.getstate()[0])
    return Decoded(text=text, encoding=encoding, lost=text.count("\ufffd"), cut=pending or len(body) < len(raw))


def _find_declared(body: bytes) -> str:
    """The codec that the page declares, by Python's name; "" where there is none or it is unknown or wide."""
    found = _CHARSET.search(body[:_LOOKED_AT])
    if not found:
        return ""
    return _known_codec((found[1] or found[2]).decode("ascii", "replace"))


def _known_codec(label: str) -> str:
    try:
        name = codecs.lookup(label).name
        b"a".decode(name)  # Python's codecs between bytes ("base64") are none
    except (LookupError, ValueError):
        return ""
    if name in _WINDOWS:  # as every browser does
        return "windows-1252"
    return "" if name.startswith(("utf-16", "utf-32", "utf-7")) or name in _NO_CHARSETS else name


def _read_broken(body: bytes, declared: str) -> Decoded:
    """Bytes that no encoding reads whole: as UTF-8 where most outside ASCII is UTF-8, else as declared."""
    text = body.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    outside = len(text) - len(text.encode("ascii", "ignore")) - lost
    if outside > lost or (declared == "utf-8" and lost == 1 and text.endswith("\ufffd")):
        return Decoded(text=text, encoding="utf-8", lost=lost, cut=text.endswith("\ufffd"))
    encoding = declared if declared not in ("", "utf-8") else "windows-1252"
    text = body.decode(encoding, "replace")
    return Decoded(text=text, encoding=encoding, lost=text.count("\ufffd"))
