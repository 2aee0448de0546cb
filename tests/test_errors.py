"""Errors: each has one row in the table, one place in the tree, and words that say what to do next."""

from __future__ import annotations

import inspect

import pytest

from firsthand import errors
from firsthand.errors import MEANINGS, Exit, FirsthandError, NotFound, UsageError, find_meaning, render_error

KINDS = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, FirsthandError)]


@pytest.mark.parametrize("kind", KINDS)
def test_each_error_has_a_row(kind: type[FirsthandError]) -> None:
    assert kind in MEANINGS


@pytest.mark.parametrize("kind", KINDS)
def test_each_error_stands_in_the_tree(kind: type[FirsthandError]) -> None:
    assert kind.__name__ in (errors.__doc__ or "")


def test_no_two_errors_share_a_code() -> None:
    codes = [meaning.code for meaning in MEANINGS.values()]
    assert len(codes) == len(set(codes))


def test_a_usage_error_ends_with_two_and_a_missing_file_with_one() -> None:
    assert find_meaning(UsageError("x")).exit is Exit.USAGE
    assert find_meaning(NotFound("x")).exit is Exit.NOTHING_READ


def test_an_error_of_a_child_that_has_no_row_means_what_its_parent_means() -> None:
    class Late(NotFound):
        """Made here."""

    assert find_meaning(Late("x")) == MEANINGS[NotFound]


def test_the_json_shape_has_code_message_and_next_step() -> None:
    shape = render_error(NotFound("no such file: a.html", next_step="check the path"))
    assert shape == {"error": {"code": "not-found", "message": "no such file: a.html", "next_step": "check the path"}}
