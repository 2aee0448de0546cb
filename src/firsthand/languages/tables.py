"""Word lists of a language, kept as data: one TOML table a file, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any


@cache
def load_table(language: str, name: str) -> Mapping[str, Any]:
    """The table `languages/LANGUAGE/NAME.toml`, read once and not to be changed.

    A reader turns it into a small frozen record of its own at once, and hands that on. Raises FileNotFoundError where
    the language has no such table.

    >>> len(load_table("en", "agencies")["agency"]) > 50
    True
    """
    source = files("firsthand.languages").joinpath(language, f"{name}.toml")
    return MappingProxyType(tomllib.loads(source.read_text(encoding="utf-8")))
