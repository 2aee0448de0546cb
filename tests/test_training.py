"""What training reads and how it scores: everything of it that needs no torch."""

from __future__ import annotations

import doctest
import json
import lzma
import random
from pathlib import Path
from typing import Any

import pytest

from firsthand.reading.tagger.pieces import cut
from firsthand.reading.tagger.tagging import load_tagger
from training.attribution import data, items, score, styles
from training.attribution.data import LABELS, Gold, label, paragraphs, split, words_of

TEXT = "A quiet day in Varn.\n\n“We will rebuild,” the mayor said, “and soon.”\n"


def article() -> dict[str, Any]:
    first = TEXT.index("“We")

    def at(words: str) -> list[int]:
        start = TEXT.index(words, first)
        return [start, start + len(words)]

    marked = {
        "id": "1",
        "source": [at("the mayor")],
        "cue": [at("said")],
        "content": [at("“We will rebuild,”"), at("“and soon.”")],
    }
    return {"id": "made-up", "text": TEXT, "annotations": {"zoe": [], "ann": [marked]}}


def test_a_paragraph_holds_its_own_spans_in_its_own_characters() -> None:
    title, speech = paragraphs(article())
    assert title.gold == ()
    assert [(span.role, speech.text[span.start : span.end]) for span in speech.gold] == [
        ("content", "“We will rebuild,”"),
        ("source", "the mayor"),
        ("cue", "said"),
        ("content", "“and soon.”"),
    ]


def test_of_several_annotators_the_first_by_name_is_taken() -> None:
    assert sum(len(one.gold) for one in paragraphs(article())) == 4
    swapped = article() | {"annotations": {"ann": [], "zoe": article()["annotations"]["ann"]}}
    assert sum(len(one.gold) for one in paragraphs(swapped)) == 0


def test_a_source_of_two_attributions_is_one_span_that_belongs_to_both() -> None:
    given = article()
    given["annotations"]["ann"].append(given["annotations"]["ann"][0] | {"id": "2", "cue": [], "content": []})
    spans = {span.role: span.of for one in paragraphs(given) for span in one.gold}
    assert spans["source"] == {"1", "2"}
    assert spans["cue"] == {"1"}


def test_a_span_that_crosses_the_line_ends_with_its_paragraph() -> None:
    given = {
        "id": "x",
        "text": "He said this\nand that",
        "annotations": {"a": [{"id": "1", "source": [], "cue": [], "content": [[8, 21]]}]},
    }
    first, second = paragraphs(given)
    assert [(span.start, span.end) for span in first.gold] == [(8, 12)]
    assert second.gold == ()


def test_every_label_stands_on_the_word_that_the_span_covers() -> None:
    speech = list(paragraphs(article()))[1]
    pieces = cut(speech.text, load_tagger().tokenizer)
    labels = label(pieces.starts, pieces.ends, speech.gold)
    said = [
        speech.text[start:end]
        for start, end, one in zip(pieces.starts, pieces.ends, labels, strict=True)
        if one == LABELS.index("B-cue")
    ]
    assert said == ["said"]
    assert [LABELS[one] for one in labels].count("B-content") == 2


def test_a_span_between_words_touches_none() -> None:
    assert words_of((0, 5), (4, 9), Gold(role="cue", start=4, end=5, of=frozenset())) is None


def test_the_split_does_not_depend_on_the_order_of_the_articles() -> None:
    names = [f"article-{number}" for number in range(300)]
    mixed = random.Random(1).sample(names, len(names))
    assert split(names) == split(mixed)
    assert set(split(names).values()) == {"speakers", "tuning", "training"}


def test_articles_are_read_packed_and_plain(tmp_path: Path) -> None:
    line = json.dumps(article(), ensure_ascii=False) + "\n"
    (tmp_path / "plain.jsonl").write_text(line * 2, encoding="utf-8")
    (tmp_path / "packed.jsonl.xz").write_bytes(lzma.compress(line.encode()))
    assert data.read_articles(tmp_path / "plain.jsonl") == (article(), article())
    assert data.read_articles(tmp_path / "packed.jsonl.xz") == (article(),)


@pytest.mark.parametrize("seed", range(40))
def test_another_style_moves_no_character(seed: int) -> None:
    assert len(styles.restyle("“İt’s ‘done’,” SHE said.", random.Random(seed))) == len("“İt’s ‘done’,” SHE said.")


def test_an_item_of_tokens_has_its_spans_in_tokens(tmp_path: Path) -> None:
    row = {
        "id": "i",
        "tokens": ["``", "No", ",", "''", "she", "said"],
        "labels": ["B-content", *["I-content"] * 3, "B-source", "B-cue"],
    }
    (tmp_path / "one.jsonl.xz").write_bytes(lzma.compress(json.dumps(row).encode()))
    (item,) = items.token_items(tmp_path / "one.jsonl.xz")
    assert item.text == "“No,” she said"
    assert item.gold == {("content", 0, 3), ("source", 4, 4), ("cue", 5, 5)}
    assert item.place("source", 6, 9) == ("source", 4, 4)


def test_scores_count_what_is_right_and_what_is_missed() -> None:
    item = items.Item(
        name="i",
        text="a b c d",
        tokens=((0, 1), (2, 3), (4, 5), (6, 7)),
        gold=frozenset({("content", 1, 2), ("cue", 0, 0)}),
    )
    found = [[("content", 1, 3), ("cue", 0, 0)]]
    assert score.spans([item], found, "content", score.whole).f1 == 0
    assert score.spans([item], found, "content", score.beginning).f1 == 1
    assert score.jaccard([item], found, "content").precision == pytest.approx(2 / 3)
    assert score.spans([item], found, "cue", score.whole).f1 == 1


def test_an_attribution_with_another_source_is_not_the_same() -> None:
    gold = frozenset({("source", 0, 0), ("cue", 1, 1), ("content", 2, 9)})
    item = items.Item(name="i", text="", tokens=(), gold=gold, links=(gold,))
    near = (gold - {("content", 2, 9)}) | {("content", 3, 9)}
    wrong = (gold - {("source", 0, 0)}) | {("source", 10, 10)}
    assert score.triples([item], [[frozenset(near)]], 0.5).f1 == 1
    assert score.triples([item], [[frozenset(near)]], 1.0).f1 == 0
    assert score.triples([item], [[frozenset(wrong)]], 0.5).f1 == 0


@pytest.mark.parametrize("module", [data, styles, items, score], ids=lambda module: module.__name__)
def test_the_examples_of_the_training_code_hold(module: Any) -> None:
    assert doctest.testmod(module).failed == 0
