"""Hostile bytes into each reader of captures: whatever they are, a reader gives captures and problems, and ends.

    python tests/fuzz_readers.py --seconds 60 --readers all

Each reader runs in a process of its own, guided by coverage where atheris can be had, else by bytes that are mutated
without a guide. A crash is anything raised but a `FirsthandError`, a capture whose digest or text does not hold, or an
input that takes more than `MOST_SECONDS`. What is found goes to build/fuzz/READER; what we start from is the small
corpus in tests/corpus/READER.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT / "tests" / "corpus"
FOUND = ROOT / "build" / "fuzz"
MOST_SECONDS = 20
"""Seconds for one input of at most `MOST_BYTES`."""
MOST_BYTES = 16_384
MEMORY_MB = 2048

sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "src")]


def read_whole(name: str) -> Callable[[bytes], None]:
    """The whole table of formats under a file's name."""

    def run(raw: bytes) -> None:
        check(read_source(Source(name, raw=raw)))

    return run


def check(found: Iterable[object]) -> None:
    """Every capture holds together: digest, text that UTF-8 can hold, fields and article in bounds."""
    for one in found:
        if isinstance(one, Problem):
            assert one.message and one.kind and one.name
            one.message.encode()
        elif isinstance(one, Received):
            capture = one.capture
            assert hashlib.sha256(one.raw).hexdigest() == capture.blob.sha256
            capture.text.encode()
            capture.url.encode()
            if capture.media in (Media.ENTRY, Media.PRESS):
                part = part_press if capture.media is Media.PRESS else part_entry
                for told in part(capture.text).told:
                    assert capture.evidence(told.span).quote.strip()


_OURS = Path(__file__).parents[1] / "src"
"""Where our own code lies: an error of the library's is no crash of ours."""


def read_pdf_here(raw: bytes) -> None:
    """The PDF reader without its process: what the library raises is what that process is there for."""
    try:
        read_pdf_text(raw)
    except (AssertionError, RecursionError):
        pass
    except Exception as error:
        ours = Path(traceback.extract_tb(error.__traceback__)[-1].filename).is_relative_to(_OURS)
        if ours and not isinstance(error, PermissionError):
            raise


def read_rules(raw: bytes) -> None:
    text = raw.decode("utf-8", "replace")
    read_robots(text, "Firsthand").allows(text[:200])


def read_address(raw: bytes) -> None:
    try:
        url = read_url(raw.decode("utf-8", "replace"))
    except FirsthandError:
        return
    request = render_request(url, "Firsthand")
    assert request.count(b"\r\n\r\n") == 1 and request.endswith(b"\r\n\r\n")
    is_public(url.hostname or "")


def read_http(raw: bytes) -> None:
    with suppress(Refused):
        read_body(read_response(raw))


NAMES = {
    "warc": "a.warc",
    "warcgz": "a.warc.gz",
    "warczst": "a.warc.zst",
    "packings": "a.warc",
    "wacz": "a.wacz",
    "mhtml": "a.mhtml",
    "json": "a.jsonl",
    "feed": "a.xml",
    "press": "a.txt",
    "gzip": "a.html.gz",
    "page": "a.html",
}
OTHERS = ("pdf", "http", "robots", "address")


def samples_of(reader: str) -> Iterator[bytes]:
    """Small right inputs, made here, that the mutations start from."""
    import gzip

    import brotli
    import zstandard

    import samples

    html = samples.http(samples.PAGE.encode())
    packed = samples.http(gzip.compress(samples.PAGE.encode()), more=["Content-Encoding: gzip"])
    chunked = samples.http(b"4\r\nTide\r\n0\r\n\r\n", more=["Transfer-Encoding: chunked"])
    moved = samples.record(
        samples.http(b"", status="301 Moved", more=["Location: /gates"]), url="https://tide.example/a"
    )
    again = samples.record(html[:80], kind="revisit", more=["WARC-Refers-To-Target-URI: https://tide.example/gates"])
    records = (moved, samples.record(html), samples.record(packed), samples.record(chunked), again)
    leaf = [(72.0, 700.0, 11.0, "The keeper said the gates were shut at noon."), (72.0, 680.0, 11.0, "So it was.")]
    yield from {
        "warc": (samples.warc(*records),),
        "warcgz": (samples.packed_warc(*records), gzip.compress(samples.warc(*records))),
        "warczst": (zstandard.compress(samples.warc(*records)), zst_with_words(records)),
        "packings": (
            samples.warc(
                samples.record(samples.http(brotli.compress(html), more=["Content-Encoding: br"])),
                samples.record(samples.http(zstandard.compress(html), more=["Content-Encoding: zstd"])),
            ),
        ),
        "wacz": (samples.wacz({"archive/a.warc": samples.warc(*records), "../b.warc": b""}),),
        "mhtml": (samples.mhtml(),),
        "json": (
            json.dumps(samples.NEWS_PLEASE).encode() + b"\n" + json.dumps(samples.TRAFILATURA).encode(),
            json.dumps([samples.NEWS_PLEASE], indent=1).encode(),
        ),
        "feed": (samples.rss(samples.ITEM), samples.ATOM),
        "press": tuple(
            one.encode()
            for text in (samples.BARE, samples.CODED, samples.LABELLED, samples.FIELDED, samples.IDENTIFIED)
            for one in (text, samples.as_html(text))
        ),
        "gzip": (gzip.compress(samples.PAGE.encode()),),
        "page": (samples.PAGE.encode(), samples.TEXT.encode("utf-16")),
        "pdf": (samples.pdf([leaf]), samples.pdf([leaf, leaf, leaf])),
        "http": (html, packed, chunked),
        "robots": (b"User-agent: *\nDisallow: /a*b$\nAllow: /\nCrawl-delay: 3\n",),
        "address": (b"https://tide.example:8080/g%C3%A4tes?q=1#x", b"http://[::ffff:127.0.0.1]/"),
    }[reader]


def zst_with_words(records: Iterable[bytes]) -> bytes:
    """An archive in zstd behind the dictionary of its records."""
    import zstandard

    import samples

    words = samples.PAGE.encode()
    packer = zstandard.ZstdCompressor(dict_data=zstandard.ZstdCompressionDict(words))
    front = b"\x5d\x2a\x4d\x18" + len(words).to_bytes(4, "little") + words
    return front + b"".join(packer.compress(one) for one in records)


def run_of(reader: str) -> Callable[[bytes], None]:
    others = {"pdf": read_pdf_here, "http": read_http, "robots": read_rules, "address": read_address}
    return others[reader] if reader in others else read_whole(NAMES[reader])


def load() -> None:
    """Imports the readers into this module; under atheris inside its instrumentation."""
    global read_source, Source, Refused, Problem, Received, Media, part_press, part_entry, FirsthandError
    global read_pdf_text, read_robots, read_url, render_request, is_public, read_body, read_response
    from firsthand.capture.addresses import is_public
    from firsthand.capture.entry import part_entry
    from firsthand.capture.fetch import read_url
    from firsthand.capture.formats import read_source
    from firsthand.capture.http_get import render_request
    from firsthand.capture.http_message import read_body, read_response
    from firsthand.capture.pdf_text import read_pdf_text
    from firsthand.capture.press_parts import part_press
    from firsthand.capture.records import Media, Received
    from firsthand.capture.robots import read_robots
    from firsthand.capture.source import Refused, Source
    from firsthand.errors import FirsthandError
    from firsthand.evidence import Problem


def ask_no_child() -> None:
    """PDF has a run of its own: here its process would only cost time."""
    from firsthand.capture import pdf

    pdf._ask_child = lambda raw: {"error": "it was not asked"}


def fuzz_guided(reader: str, seconds: int) -> int:
    """atheris: does not come back; libFuzzer ends the process."""
    import atheris

    with atheris.instrument_imports(include=["firsthand", "pypdf", "zipfile", "email"]):
        load()
        import pypdf  # noqa: F401  (our reader loads it late)
    ask_no_child()
    run = run_of(reader)
    work = FOUND / reader
    (work / "corpus").mkdir(parents=True, exist_ok=True)
    arguments = [
        sys.argv[0],
        f"-max_total_time={seconds}",
        f"-max_len={MOST_BYTES}",
        f"-timeout={MOST_SECONDS}",
        f"-rss_limit_mb={MEMORY_MB}",
        "-print_final_stats=1",
        "-verbosity=1",
        f"-artifact_prefix={work}/",
        str(work / "corpus"),
        str(CORPUS / reader),
    ]
    atheris.Setup(arguments, lambda raw: run(bytes(raw)))
    atheris.Fuzz()
    return 0


def fuzz_blind(reader: str, seconds: int) -> int:
    """Mutations without a guide, from a fixed seed."""
    load()
    ask_no_child()
    run = run_of(reader)
    chance = random.Random(17)
    seeds = [path.read_bytes() for path in sorted((CORPUS / reader).iterdir())]
    ends = time.monotonic() + seconds
    runs = 0
    while time.monotonic() < ends:
        raw = mutate(chance.choice(seeds), chance, seeds)
        started = time.monotonic()
        try:
            run(raw)
            late = time.monotonic() - started > MOST_SECONDS
        except Exception:
            traceback.print_exc()
            late = True
        runs += 1
        if late:
            (FOUND / reader).mkdir(parents=True, exist_ok=True)
            (FOUND / reader / f"crash-{hashlib.sha1(raw).hexdigest()}").write_bytes(raw)
            return 1
    print(f"stat::number_of_executed_units: {runs}")
    return 0


def mutate(raw: bytes, chance: random.Random, others: list[bytes]) -> bytes:
    """The bytes with one to eight things wrong: flipped, cut, doubled, swapped, or grown together with others."""
    told = bytearray(raw)
    for _ in range(chance.randint(1, 8)):
        if not told:
            break
        at, end = sorted((chance.randrange(len(told)), chance.randrange(len(told) + 1)))
        match chance.randrange(6):
            case 0:
                told[at] = chance.randrange(256)
            case 1:
                del told[at:end]
            case 2:
                told[at:at] = told[at:end]
            case 3:
                told[at:at] = chance.choice(others)[at:end]
            case 4:
                told[at:at] = chance.choice(
                    (b"\x00", b"\r\n\r\n", b"\xff\xff\xff\xff", b"99999999999", b"<", b"{", b"\n--")
                )
            case _:
                del told[end:]
    return bytes(told[:MOST_BYTES])


def write_corpus() -> None:
    for reader in (*NAMES, *OTHERS):
        (CORPUS / reader).mkdir(parents=True, exist_ok=True)
        for number, raw in enumerate(samples_of(reader)):
            (CORPUS / reader / f"sample-{number}").write_bytes(raw)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=int, default=60)
    options.add_argument("--readers", default="all")
    options.add_argument("--engine", choices=("auto", "guided", "blind"), default="auto")
    options.add_argument("--one", default="")
    options.add_argument("--write-corpus", action="store_true")
    given = options.parse_args()
    if given.write_corpus:
        load()
        write_corpus()
        return 0
    if given.one:
        return (fuzz_blind if given.engine == "blind" else fuzz_guided)(given.one, given.seconds)
    engine = given.engine if given.engine != "auto" else find_engine()
    readers = [*NAMES, *OTHERS] if given.readers == "all" else given.readers.split(",")
    return max(run_one(reader, engine, given.seconds) for reader in readers)


def find_engine() -> str:
    try:
        import atheris  # noqa: F401
    except ImportError:
        return "blind"
    return "guided"


def run_one(reader: str, engine: str, seconds: int) -> int:
    """One reader in a process of its own; prints what it did in one line, and gives its exit code."""
    started = time.monotonic()
    command = [sys.executable, __file__, "--one", reader, "--engine", engine, "--seconds", str(seconds)]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    told = done.stdout + done.stderr
    units = [line.split()[-1] for line in told.splitlines() if "number_of_executed_units" in line]
    cover = [line.split("cov:")[1].split()[0] for line in told.splitlines() if "cov:" in line]
    print(
        f"{reader}: {engine}, {time.monotonic() - started:.0f} s, {units[-1] if units else '?'} inputs,"
        f" {cover[-1] if cover else '-'} edges, {'no crash' if not done.returncode else 'CRASH'}",
        flush=True,
    )
    if done.returncode:
        print(told[-4000:], flush=True)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
