"""Fetching: politeness, bounds, and addresses that are never asked. A server on this machine's loopback, no network."""

from __future__ import annotations

import gzip
import io
import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler

import pytest
from warcio.archiveiterator import ArchiveIterator

from firsthand.capture import addresses
from firsthand.capture import fetch as fetching
from firsthand.capture.addresses import find_place, is_public
from firsthand.capture.fetch import Fetcher, read_url
from firsthand.capture.formats import read_source
from firsthand.capture.records import Received
from firsthand.capture.robots import read_robots
from firsthand.capture.source import Source
from firsthand.errors import FetchFailed, FetchRefused
from samples import PAGE
from sites import Site, serve

NOON = datetime(2031, 3, 5, 12, tzinfo=UTC)
@pytest.fixture
def site() -> Iterator[Site]:
    with serve() as made:
        yield made


def fetcher(slept: list[float] | None = None, *, private: bool = True) -> Fetcher:
    sleep = slept.append if slept is not None else (lambda seconds: None)
    return Fetcher(private=private, now=lambda: NOON, sleep=sleep)


def captures(fetched: fetching.Fetched) -> list[Received]:
    return [one for one in fetched.found if isinstance(one, Received)]


def test_a_page_is_fetched_with_its_address_and_time(site: Site) -> None:
    (received,) = captures(fetcher().fetch(site.page()))
    assert received.raw == PAGE.encode()
    assert received.capture.url == f"{site.url}/gates"
    assert received.capture.captured_at == "2031-03-05T12:00:00+00:00"
    assert received.capture.receipt.status == 200


def test_the_warc_holds_request_and_response_and_another_program_reads_it(site: Site) -> None:
    fetched = fetcher().fetch(site.page())
    records = [
        (one.rec_type, one.rec_headers.get_header("WARC-Target-URI"), one.content_stream().read())
        for one in ArchiveIterator(io.BytesIO(fetched.warc))
    ]
    assert [one[0] for one in records] == ["warcinfo", "response", "request"]
    assert records[1][1:] == (f"{site.url}/gates", PAGE.encode())


def test_the_warc_gives_the_same_captures_when_it_is_read_again(site: Site) -> None:
    fetched = fetcher().fetch(site.page())
    again = [one for one in read_source(Source(fetched.url, raw=fetched.warc)) if isinstance(one, Received)]
    assert again == captures(fetched)


def test_a_packed_page_is_unpacked_and_kept_packed_in_the_warc(site: Site) -> None:
    packed = gzip.compress(PAGE.encode())
    fetched = fetcher().fetch(site.page(body=packed, Content_Encoding="gzip"))
    assert captures(fetched)[0].raw == PAGE.encode()
    assert packed in fetched.warc


def test_redirects_are_followed_and_kept(site: Site) -> None:
    site.page()
    site.send_on("/b", "/gates", 301)
    (received,) = captures(fetcher().fetch(site.send_on("/a", f"{site.url}/b")))
    hops = received.capture.receipt.redirects
    assert [(hop.url.removeprefix(site.url), hop.status) for hop in hops] == [("/a", 302), ("/b", 301)]
    assert received.capture.url == f"{site.url}/gates"


def test_a_circle_of_redirects_ends_with_words(site: Site) -> None:
    site.send_on("/b", "/a")
    with pytest.raises(FetchFailed, match="circle"):
        fetcher().fetch(site.send_on("/a", "/b"))


def test_redirects_without_end_are_cut(site: Site) -> None:
    for number in range(20):
        site.send_on(f"/{number}", f"/{number + 1}")
    with pytest.raises(FetchFailed, match="more than 10 times"):
        fetcher().fetch(f"{site.url}/0")


@pytest.mark.parametrize("to", ["file:///etc/passwd", "ftp://tide.example/", "gopher://127.0.0.1/", "javascript:1"])
def test_a_redirect_to_what_is_no_page_is_refused(site: Site, to: str) -> None:
    with pytest.raises(FetchRefused, match="begins with http"):
        fetcher().fetch(site.send_on("/a", to))


CLOSED = [
    "127.0.0.1", "10.0.0.7", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
    "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1", "::ffff:10.0.0.1",
    "::ffff:169.254.169.254", "::127.0.0.1", "2002:7f00:1::", "64:ff9b::a00:1", "192.0.2.1", "2001:db8::1", "nothing",
]  # fmt: skip


@pytest.mark.parametrize("address", CLOSED)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1::1", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_addresses_that_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "127.1", "[::1]", "[::ffff:127.0.0.1]"]
)
def test_a_private_address_is_refused_however_it_is_written(site: Site, host: str) -> None:
    with pytest.raises(FetchRefused, match=r"no public address|has no address"):
        fetcher(private=False).fetch(f"http://{host}:{site.server.server_port}/gates")
    assert site.asked == []


def name_server(monkeypatch: pytest.MonkeyPatch, table: dict[str, list[str]]) -> list[str]:
    """Names that resolve as told; gives the list of names that were looked up."""
    looked: list[str] = []
    real = socket.getaddrinfo

    def look_up(host: str, port: int, *rest: object, **more: object) -> object:
        looked.append(host)
        told = table.get(host)
        if told is None:
            return real(host, port, type=socket.SOCK_STREAM)
        one = told.pop(0) if len(told) > 1 else told[0]
        return [
            (socket.AF_INET6 if ":" in each else socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, port))
            for each in one.split()
        ]

    monkeypatch.setattr(addresses.socket, "getaddrinfo", look_up)
    return looked


@pytest.mark.parametrize("to", ["127.0.0.1", "169.254.169.254", "192.168.0.1", "[::ffff:169.254.169.254]"])
def test_a_redirect_to_a_private_address_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch, to: str) -> None:
    port = site.server.server_port
    site.send_on("/a", f"http://{to}:{port}/secret")
    name_server(monkeypatch, {"tide.example": ["127.0.0.1"]})
    real = addresses.is_public
    asked: list[str] = []

    def open_once(address: str) -> bool:  # the first name counts as public, so that the hop is what is looked at
        asked.append(address)
        return len(asked) <= 2 or real(address)

    monkeypatch.setattr(addresses, "is_public", open_once)
    with pytest.raises(FetchRefused, match=r"no public address"):
        fetcher(private=False).fetch(f"http://tide.example:{port}/a")
    assert [path for path, _ in site.asked] == ["/robots.txt", "/a"]


def test_a_name_that_turns_private_between_two_looks_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.page()
    name_server(monkeypatch, {"tide.example": ["10.0.0.1"]})
    with pytest.raises(FetchRefused, match=r"10\.0\.0\.1"):
        fetcher(private=False).fetch(f"http://tide.example:{site.server.server_port}/gates")


def test_what_was_looked_at_is_what_is_connected_to(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """One look-up for each request: no second answer of the name server is used where the first was judged."""
    site.page()
    looked = name_server(monkeypatch, {"tide.example": ["127.0.0.1"]})
    fetcher().fetch(f"http://tide.example:{site.server.server_port}/gates")
    assert looked == ["tide.example"] * len(site.asked)
    assert site.asked[1][1]["Host"] == f"tide.example:{site.server.server_port}"


def test_a_name_with_a_public_and_a_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    name_server(monkeypatch, {"tide.example": ["93.184.216.34 127.0.0.1"]})
    with pytest.raises(FetchRefused, match=r"127\.0\.0\.1"):
        find_place("tide.example", 80)


@pytest.mark.parametrize(
    "url",
    ["ftp://tide.example/", "tide.example/gates", "http://", "http://user:word@tide.example/",
     "http://tide.example:25/", "http://tide.example:x/",
     "http://a b/", "http://tide.example/" + "a" * 5000, "http://[::1", "file:///etc/passwd", ""],
)  # fmt: skip
def test_what_is_no_address_of_a_page_is_refused(url: str) -> None:
    with pytest.raises(FetchRefused):
        fetcher().fetch(url)


def test_no_line_break_in_an_address_reaches_the_request() -> None:
    told = read_url("http://tide.example/a b\u00e4?q=\u20ac#x").geturl()
    assert told == "http://tide.example/a%20b%C3%A4?q=%E2%82%AC"
    assert "\n" not in read_url("http://tide.example/a\r\nX-Evil: 1").geturl()


def test_what_robots_txt_forbids_is_not_fetched(site: Site) -> None:
    site.robots("User-agent: *\nDisallow: /gates\n")
    with pytest.raises(FetchRefused, match=r"robots\.txt"):
        fetcher().fetch(site.page())
    assert [path for path, _ in site.asked] == ["/robots.txt"]


def test_each_hop_is_looked_up_in_robots_txt(site: Site) -> None:
    site.robots("User-agent: *\nDisallow: /gates\n")
    site.page()
    with pytest.raises(FetchRefused, match=r"robots\.txt"):
        fetcher().fetch(site.send_on("/a", "/gates"))


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (500, False), (503, False)])
def test_a_site_that_cannot_tell_its_rules_is_left_alone(site: Site, status: int, allowed: bool) -> None:
    site.robots("", status)
    if allowed:
        assert captures(fetcher().fetch(site.page()))
    else:
        with pytest.raises(FetchRefused):
            fetcher().fetch(site.page())


RULES = """
User-agent: *
Disallow: /private
Allow: /private/news
Disallow: /*.pdf$
Disallow: /search*q=

User-agent: Firsthand
User-agent: Other
Disallow: /own
Crawl-delay: 7
"""


@pytest.mark.parametrize(
    ("agent", "path", "allowed"),
    [
        ("Any", "/", True),
        ("Any", "/private", False),
        ("Any", "/private/news/1", True),
        ("Any", "/a.pdf", False),
        ("Any", "/a.pdf?x", True),
        ("Any", "/search?p=1&q=2", False),
        ("Any", "/%70rivate", False),
        ("Any", "/own", True),
        ("Firsthand", "/own", False),
        ("Firsthand", "/private", True),
        ("other", "/own/a", False),
    ],
)
def test_the_rules_of_a_robots_txt(agent: str, path: str, allowed: bool) -> None:
    assert read_robots(RULES, agent).allows(path) is allowed


def test_a_delay_that_a_site_asks_for_is_bounded() -> None:
    assert read_robots(RULES, "Firsthand").delay == 7
    assert read_robots("User-agent: *\nCrawl-delay: 9000\n", "Firsthand").delay == 30


def test_between_two_requests_to_one_host_there_is_a_wait(site: Site) -> None:
    slept: list[float] = []
    site.robots("User-agent: *\nCrawl-delay: 5\n")
    polite = fetcher(slept)
    polite.fetch(site.page())
    polite.fetch(site.page("/b"))
    assert len(slept) == 2  # before the page, and before the next; robots.txt is asked once
    assert all(4 < one <= 5 for one in slept)
    assert [path for path, _ in site.asked].count("/robots.txt") == 1


def test_a_page_that_is_too_large_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "MAX_PAGE_BYTES", 10_000)
    with pytest.raises(FetchFailed, match="larger than"):
        fetcher().fetch(site.page(body=b"a" * 50_000))


def test_a_promise_of_a_terabyte_takes_no_memory(site: Site) -> None:
    with pytest.raises(FetchFailed, match="whole"):
        fetcher().fetch(site.page(Content_Length="1099511627776"))


def test_a_server_that_drips_is_left(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        stop = threading.Event()
        for _ in range(40):
            if stop.wait(0.05):
                return
            try:
                handler.wfile.write(b"a")
            except OSError:
                return

    monkeypatch.setattr(fetching, "PAGE_SECONDS", 0.4)
    site.answers["/gates"] = drip
    with pytest.raises(FetchFailed, match="longer than"):
        fetcher().fetch(f"{site.url}/gates")


@pytest.mark.parametrize("answer", [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 200 OK\r\n" + b"X: " + b"a" * 200_000])
def test_a_server_that_answers_no_http_is_told(site: Site, answer: bytes) -> None:
    site.answers["/gates"] = lambda handler: handler.wfile.write(answer) and None
    with pytest.raises(FetchFailed):
        fetcher().fetch(f"{site.url}/gates")


def test_a_page_that_is_not_there_is_told_with_its_status(site: Site) -> None:
    with pytest.raises(FetchFailed, match="404"):
        fetcher().fetch(f"{site.url}/none")


def test_a_server_that_is_not_there_is_told() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises((FetchFailed, FetchRefused)):
        fetcher().fetch(f"http://127.0.0.1:{port}/")


def test_a_server_without_a_secure_connection_is_told_as_such(site: Site) -> None:
    with pytest.raises(FetchFailed, match=r"127\.0\.0\.1"):
        fetcher().fetch(site.page().replace("http:", "https:"))
    assert site.asked == []


def test_rules_behind_a_redirect_are_followed(site: Site) -> None:
    site.send_on("/robots.txt", "/rules")
    site.answers["/rules"] = (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /gates")
    with pytest.raises(FetchRefused, match=r"robots\.txt"):
        fetcher().fetch(site.page())


def test_the_fetcher_says_who_it_is(site: Site) -> None:
    fetcher().fetch(site.page())
    assert {headers["User-Agent"].split("/")[0] for _, headers in site.asked} == {"Firsthand"}
