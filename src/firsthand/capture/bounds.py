"""How much of a hostile or broken input is taken before the rest is refused in words. Every bound with its unit."""

from __future__ import annotations

MEGABYTE = 1024 * 1024

MAX_BYTES = 100 * MEGABYTE
"""Bytes: the largest page, and the largest file that is read whole. A long news page has 2 MB; one with every picture
inside 50 MB."""

MAX_ARCHIVE_BYTES = 8 * 1024 * MEGABYTE
"""Bytes that a web archive may unpack to. Crawlers cut their files at 1 GB packed."""

FREE_BYTES = 64 * MEGABYTE
"""Bytes that may be unpacked at any ratio: a small file of blanks is no bomb yet."""

MAX_RATIO = 200
"""Unpacked bytes for each packed byte, beyond `FREE_BYTES`. Pages pack 5 to 20 times, deflate at most 1,032 times."""

MAX_PARTS = 10_000
"""Captures out of one file."""

MAX_RECORDS = 1_000_000
"""Records of one web archive that are looked at, pages or not."""

MAX_TOLD = 50
"""Problems that one file may tell; what is over is told as one number."""

MAX_HEADER_LINE = 64 * 1024
"""Bytes of one header line of an archive or a response."""

MAX_HEADERS = 1024 * 1024
"""Bytes of all header lines of one record."""

MAX_REMEMBERED = 128 * MEGABYTE
"""Bytes of pages that are kept at hand so that a later record may say "the same as that one"."""

MAX_REDIRECTS = 20
"""Hops that are followed or looked back on."""

MAX_MEMBERS = 10_000
"""Files in one WACZ. One has a dozen."""

MAX_LINE = 8 * MEGABYTE
"""Bytes of one JSON line, or of one object of an array. A long article has 100 KB."""

MAX_MAIL_PARTS = 20_000
"""Lines that look like the edge of a part in an MHTML file. A page with many pictures has 500 parts."""

MAX_MAIL_LINES = 2_000_000
"""Lines of an MHTML file. 100 MB of pictures have 1,300,000."""

MAX_PRESS_TEXT = 1_000_000
"""Characters of one article of a press export. A long one has 100,000."""

MAX_NAMES = 20
"""Authors of one article."""

MAX_DEPTH = 200
"""Elements inside elements of a feed."""

MAX_ENTRY_TEXT = 4_000_000
"""Characters of one entry's text."""

MAX_FIELD = 2_000
"""Characters of a field of an entry (a title, an address)."""

MAX_PDF_PAGES = 500
"""Pages of a PDF."""

MAX_PDF_TEXT = 5_000_000
"""Characters out of a PDF."""

PDF_SECONDS = 60
"""Seconds of processor time for one PDF. A report of 100 pages takes 5."""

MAX_SLOW = 3
"""PDFs of one archive that may run out of their time before the others of it are left alone."""

PDF_MEMORY = 1024 * MEGABYTE
"""Bytes of address space for the process that reads one PDF."""
