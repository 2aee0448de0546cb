"""The page in a real browser: nothing of a hostile capture is alive, and a sentence leads to its words by mouse and
by keyboard."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from briefs import make_brief, make_hostile_brief
from firsthand.brief.records import Brief
from firsthand.brief.render_html import render_html

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class Visit:
    """A page opened from a file, with everything that must not happen written down."""

    def __init__(self, browser: object, html: str, path: Path, **options: object) -> None:
        path.write_text(html, encoding="utf-8")
        self.context = browser.new_context(**options)  # type: ignore[attr-defined]
        self.page = self.context.new_page()
        self.dialogs: list[str] = []
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.page.on("dialog", lambda dialog: (self.dialogs.append(dialog.message), dialog.dismiss()))
        self.page.on(
            "console",
            lambda message: self.complaints.append(message.text) if message.type in ("error", "warning") else None,
        )
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(path.as_uri())

    def lit(self) -> list[str]:
        return self.page.eval_on_selector_all("mark.lit", "marks => marks.map(mark => mark.textContent)")

    def in_view(self, selector: str) -> bool:
        return self.page.eval_on_selector(
            selector,
            "one => { const box = one.getBoundingClientRect();"
            " return box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth; }",
        )


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def brief() -> Brief:
    return make_brief()


@pytest.fixture
def visit(browser: object, brief: Brief, tmp_path: Path) -> Iterator[Visit]:
    opened = Visit(browser, render_html(brief), tmp_path / "brief.html", viewport={"width": 1440, "height": 900})
    yield opened
    opened.context.close()


def test_nothing_of_a_hostile_capture_runs_asks_or_complains(browser: object, tmp_path: Path) -> None:
    opened = Visit(browser, render_html(make_hostile_brief()), tmp_path / "hostile.html")
    for link in opened.page.query_selector_all("a.say")[:8]:
        link.click()
    opened.page.wait_for_timeout(150)
    assert opened.dialogs == []
    assert opened.complaints == []
    assert [url for url in opened.requests if not url.startswith("file://")] == []
    assert len(opened.requests) == 1
    assert opened.page.eval_on_selector_all("script", "all => all.length") == 1
    assert opened.page.eval_on_selector_all("a", "all => all.filter(a => a.protocol === 'javascript:').length") == 0
    opened.context.close()


def test_a_click_on_a_sentence_lights_its_words_and_brings_them_into_view(visit: Visit, brief: Brief) -> None:
    line = brief.synopsis[-1]
    visit.page.click(f"#{line.id} a.say")
    assert "".join(visit.lit()) == "".join(passage.quote for passage in line.passages)
    assert visit.in_view("mark.lit.first")
    assert visit.complaints == []


def test_another_sentence_puts_out_the_first(visit: Visit, brief: Brief) -> None:
    first, second = brief.synopsis[0], brief.synopsis[1]
    visit.page.click(f"#{first.id} a.say")
    visit.page.click(f"#{second.id} a.say")
    assert "".join(visit.lit()) == "".join(passage.quote for passage in second.passages)


def test_the_keyboard_leads_there_and_back(visit: Visit, brief: Brief) -> None:
    line = brief.synopsis[1]
    visit.page.focus(f"#{line.id} a.say")
    visit.page.keyboard.press("Enter")
    assert visit.lit()
    assert visit.page.evaluate("document.activeElement.matches('mark.first')")
    visit.page.keyboard.press("Escape")
    assert visit.lit() == []
    assert visit.page.evaluate(f"document.activeElement.closest('#{line.id}') !== null")


def test_the_back_button_leads_back(visit: Visit, brief: Brief) -> None:
    line = brief.synopsis[0]
    visit.page.click(f"#{line.id} a.say")
    visit.page.click("#back")
    assert visit.in_view(f"#{line.id}")
    assert not visit.page.is_visible("#back")


def test_the_first_stops_of_the_keyboard_skip_to_the_synopsis_and_to_the_reports(visit: Visit) -> None:
    visit.page.keyboard.press("Tab")
    assert visit.page.evaluate("document.activeElement.getAttribute('href')") == "#synopsis"
    visit.page.keyboard.press("Tab")
    assert visit.page.evaluate("document.activeElement.getAttribute('href')") == "#evidence"


def test_without_script_a_sentence_still_leads_to_its_words(browser: object, brief: Brief, tmp_path: Path) -> None:
    opened = Visit(browser, render_html(brief), tmp_path / "plain.html", java_script_enabled=False)
    opened.page.click(f"#{brief.synopsis[-1].id} a.say")
    assert opened.page.url.rpartition("#")[2].startswith("p-")
    assert opened.page.is_visible("mark:target")
    opened.context.close()


@pytest.mark.parametrize("width", [375, 768, 1024, 1440])
def test_no_width_makes_the_page_scroll_sideways(browser: object, brief: Brief, tmp_path: Path, width: int) -> None:
    opened = Visit(browser, render_html(brief), tmp_path / "w.html", viewport={"width": width, "height": 800})
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    opened.context.close()


@pytest.mark.parametrize("part", ["h1", ".counts", "#h-synopsis", "#h-changed", "#h-care", "#h-machine"])
def test_the_first_screen_shows(visit: Visit, part: str) -> None:
    assert visit.in_view(part)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_contrast_enough(browser: object, brief: Brief, tmp_path: Path, scheme: str) -> None:
    opened = Visit(browser, render_html(brief), tmp_path / "c.html", color_scheme=scheme)
    opened.page.click(f"#{brief.synopsis[0].id} a.say")
    worst = opened.page.evaluate(
        """() => {
          const channel = c => (c /= 255) <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4;
          const read = text => { const n = text.match(/[\\d.]+/g).map(Number);
            return n.length > 3 && n[3] === 0 ? null : n; };
          const light = rgb => .2126 * channel(rgb[0]) + .7152 * channel(rgb[1]) + .0722 * channel(rgb[2]);
          const behind = one => { for (let at = one; at; at = at.parentElement) {
            const rgb = read(getComputedStyle(at).backgroundColor); if (rgb) return rgb; } return [255, 255, 255]; };
          let worst = 21;
          const all = 'p, li, td, th, h1, h2, h3, a, mark, .meta, .tag, dt, dd, button';
          for (const one of document.querySelectorAll(all)) {
            const pair = [light(read(getComputedStyle(one).color)), light(behind(one))].sort((a, b) => b - a);
            worst = Math.min(worst, (pair[0] + .05) / (pair[1] + .05));
          }
          return worst;
        }"""
    )
    assert worst >= 4.5
    opened.context.close()


def test_the_page_has_one_main_landmark_and_headings_without_gaps(visit: Visit) -> None:
    assert visit.page.eval_on_selector_all("main", "all => all.length") == 1
    levels = visit.page.eval_on_selector_all("main h1, main h2, main h3, main h4", "all => all.map(h => +h.tagName[1])")
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
