"""A web site on this machine's loopback, for tests of fetching."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from samples import PAGE

Answer = tuple[int, dict[str, str], bytes]


class Site:
    """A server that answers what it was told, and keeps what it was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer | Callable[[BaseHTTPRequestHandler], None]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append((self.path, dict(self.headers)))
                answer = site.answers.get(self.path, (404, {}, b"none"))
                if callable(answer):
                    answer(self)
                    return
                status, headers, body = answer
                self.send_response(status)
                for name, value in {"Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    def page(self, path: str = "/gates", body: bytes = PAGE.encode(), **headers: str) -> str:
        told = {
            "Content-Type": "text/html; charset=utf-8",
            **{key.replace("_", "-"): one for key, one in headers.items()},
        }
        self.answers[path] = (200, told, body)
        return self.url + path

    def send_on(self, path: str, to: str, status: int = 302) -> str:
        self.answers[path] = (status, {"Location": to}, b"")
        return self.url + path

    def robots(self, text: str, status: int = 200) -> None:
        self.answers["/robots.txt"] = (status, {"Content-Type": "text/plain"}, text.encode())


@contextmanager
def serve() -> Iterator[Site]:
    """A site that answers as long as it is open."""
    made = Site()
    thread = threading.Thread(target=made.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield made
    made.server.shutdown()
    made.server.server_close()
    thread.join()
