"""Counts the tests that ran, and fails where one was skipped although what it needs is there."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parents[1]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def main(results: str) -> int:
    cases = list(ElementTree.parse(results).iter("testcase"))
    marked = [(name(case), skip) for case in cases if (skip := case.find("skipped")) is not None]
    skipped = {test: skip.get("message", "") for test, skip in marked if skip.get("type") != "pytest.xfail"}
    known = len(marked) - len(skipped)
    failed = [name(case) for case in cases if case.find("failure") is not None or case.find("error") is not None]
    wrongly = {test: why for test, why in skipped.items() if needless(why)}
    for test, why in wrongly.items():
        print(f"skipped although its need is here: {test} ({why})")
    passed = len(cases) - len(marked) - len(failed)
    print(f"known failures that fail as expected: {known}")
    print(f"{passed} passed, {len(failed)} failed, {len(skipped)} skipped")
    return 1 if wrongly or failed else 0


def name(case: ElementTree.Element) -> str:
    return f"{case.get('classname')}::{case.get('name')}"


def needless(why: str) -> bool:
    """Whether the reason speaks of a need that is met on this machine."""
    told = why.lower()
    browser = any(word in told for word in ("chromium", "browser", "playwright"))
    shared = any(word in told for word in ("shared", "seeds"))
    return (browser and any(map(shutil.which, BROWSERS))) or (shared and (ROOT.parent / "shared").is_dir())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
