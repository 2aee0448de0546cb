"""`bench attribution`: each format is read to its exact places, and each score counts what its name says."""

from __future__ import annotations

import json
import lzma
from pathlib import Path

import pytest

from firsthand.bench.attribution_errors import count_errors, show_errors
from firsthand.bench.attribution_gold import GoldText, Told, read_gold, spans_of, write_tokens
from firsthand.bench.attribution_scores import Scored, runs, score_attributions
from firsthand.bench.attribution_spans import write_told
from firsthand.bench.frame import run_bench
from firsthand.bench.results import BenchOptions
from firsthand.errors import InputError
from firsthand.evidence import Span
from firsthand.reading.draft import Draft
from firsthand.reading.records import Act
from marks import plain_article

TEXT = "The weir held. Ada Bell said the gates, old as they are, held. Bo Finn denied it."


def at(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span(start=start, end=start + len(words))


BELL = Told(source=(at("Ada Bell"),), cue=(at("said"),), content=(at("the gates, old as they are, held"),))
FINN = Told(source=(at("Bo Finn"),), cue=(at("denied"),), content=(at("it", TEXT),))


def row(told: tuple[Told, ...], *, split: str = "train") -> dict[str, object]:
    def pairs(spans: tuple[Span, ...]) -> list[list[int]]:
        return [[span.start, span.end] for span in spans]

    marked = [
        {"id": "E", "source": pairs(one.source), "cue": pairs(one.cue), "content": pairs(one.content)} for one in told
    ]
    return {"id": "mill_1", "split": split, "text": TEXT, "title": "", "annotations": {"A": marked, "B": []}}


def write(path: Path, *rows: dict[str, object]) -> Path:
    path.write_text("\n".join(json.dumps(one) for one in rows), encoding="utf-8")
    return path


def gold(tmp_path: Path, *told: Told, split: str = "train") -> GoldText:
    return read_gold(write(tmp_path / "mill.jsonl", row(told, split=split)))[0]


def test_an_article_is_read_with_its_first_annotator(tmp_path: Path) -> None:
    assert gold(tmp_path, BELL).told == (BELL,)


def test_a_packed_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "mill.jsonl.xz").write_bytes(lzma.compress(json.dumps(row((BELL,))).encode()))
    assert read_gold(tmp_path / "mill.jsonl.xz")[0].told == (BELL,)


def test_a_file_of_something_else_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot read attributions"):
        read_gold(write(tmp_path / "x.jsonl", {"name": 1}))


def test_a_first_line_that_repeats_the_title_is_a_headline(tmp_path: Path) -> None:
    named = {**row(()), "text": "Weir Holds.\n\nIt held.", "title": "Weir holds"}
    article = read_gold(write(tmp_path / "x.jsonl", named))[0].article
    assert [block.kind.value for block in article.blocks] == ["headline", "paragraph"]


def test_tokens_of_one_id_are_one_text_and_keep_their_labels(tmp_path: Path) -> None:
    rows = [
        {"id": "m", "tokens": ["``", "No", ",", "''", "she", "said"],
         "labels": ["B-content", "I-content", "O", "O", "B-source", "B-cue"]},
        {"id": "m", "tokens": ["It", "held"], "labels": ["O", "I-content"]},
    ]  # fmt: skip
    text = read_gold(write(tmp_path / "t.jsonl", *rows))[0]
    words = {role: [text.article.text[span.start : span.end] for span in found] for role, found in text.spans.items()}
    assert words == {"content": ["“No"], "source": ["she"], "cue": ["said"]}
    assert len(text.article.blocks) == 2


def test_tokens_are_written_as_a_newspaper_prints_them() -> None:
    tokens = [
        "``",
        "We",
        "wo",
        "n't",
        "pay",
        "$",
        "3",
        "(",
        "or",
        "4",
        ")",
        ",",
        "''",
        "Bell",
        "'s",
        "mayor",
        "said",
        ".",
    ]
    assert write_tokens(tokens)[0] == "“We won't pay $3 (or 4),” Bell's mayor said."


def test_each_place_of_a_written_token_holds_it() -> None:
    text, places = write_tokens(["He", "said", ":", "``", "No", "!", "''"], 10)
    assert [text[place.start - 10 : place.end - 10] for place in places] == ["He", "said", ":", "“", "No", "!", "”"]


def scores(tmp_path: Path, marked: tuple[Told, ...], found: tuple[Told, ...]) -> dict[str, float]:
    return score_attributions([Scored(gold=gold(tmp_path, *marked), found=found)])


def test_what_was_marked_scores_one_everywhere(tmp_path: Path) -> None:
    found = scores(tmp_path, (BELL, FINN), (BELL, FINN))
    names = [name for name in found if name.endswith((".f1", ".precision", ".recall"))]
    assert {name for name in names if found[name] != 1.0} == {"direct.recall"}


def test_a_content_cut_short_begins_right_and_is_not_exact(tmp_path: Path) -> None:
    short = Told(source=BELL.source, cue=BELL.cue, content=(at("the gates"),))
    found = scores(tmp_path, (BELL,), (short,))
    assert (found["content.exact.f1"], found["content.begin.f1"]) == (0.0, 1.0)
    assert found["content.jaccard.f1"] == pytest.approx(2 / 9)
    assert found["content.token.precision"] == 1.0


def test_a_stray_span_lowers_the_likeness_and_one_beside_a_marked_span_does_not(tmp_path: Path) -> None:
    stray = Told(content=(at("The weir"),))
    assert scores(tmp_path, (BELL,), (BELL, stray))["content.jaccard.f1"] == 0.5
    beside = Told(content=(at("the gates"),))
    assert scores(tmp_path, (BELL,), (BELL, beside))["content.jaccard.f1"] == 1.0


def test_a_triple_with_the_wrong_speaker_is_no_triple(tmp_path: Path) -> None:
    swapped = Told(source=FINN.source, cue=BELL.cue, content=BELL.content)
    found = scores(tmp_path, (BELL,), (swapped,))
    assert (found["content.exact.f1"], found["triple.relaxed.f1"]) == (1.0, 0.0)


def test_a_triple_is_relaxed_where_each_part_shares_half_of_its_words(tmp_path: Path) -> None:
    looser = Told(source=(at("Bell"),), cue=BELL.cue, content=(at("gates, old as they are, held"),))
    found = scores(tmp_path, (BELL,), (looser,))
    assert (found["triple.exact.f1"], found["triple.relaxed.f1"]) == (0.0, 1.0)


def test_one_found_triple_stands_for_one_marked_triple_only(tmp_path: Path) -> None:
    assert scores(tmp_path, (BELL,), (BELL, BELL))["triple.relaxed.precision"] == 0.5


def test_a_quotation_that_lies_in_no_found_content_is_overlooked() -> None:
    text, tokens = write_tokens(["``", "We", "shall", "mend", "it", ",", "''", "she", "said"])
    content = Span(start=0, end=len("“We shall mend it,”"))
    spans: dict[str, tuple[Span, ...]] = {"content": (content,), "cue": (), "source": ()}
    quoted = GoldText(name="m", article=plain_article(text), tokens=tokens, spans=spans)
    said = Told(content=quoted.spans["content"])
    assert score_attributions([Scored(gold=quoted, found=())])["direct.recall"] == 0.0
    assert score_attributions([Scored(gold=quoted, found=(said,))])["direct.recall"] == 1.0


def test_confidence_is_set_beside_what_is_right_by_tenths(tmp_path: Path) -> None:
    unsure = Told(content=(at("The weir"),), confidence=0.35, sure=False)
    sure = Told(source=BELL.source, cue=BELL.cue, content=BELL.content, confidence=0.95)
    found = scores(tmp_path, (BELL,), (sure, unsure))
    assert (found["calibration.9.true"], found["calibration.3.true"], found["calibration.3.said"]) == (1.0, 0.0, 0.35)
    assert (found["sure.precision"], found["sure.coverage"]) == (1.0, 0.5)


def test_an_error_is_shown_with_its_words_on_train_texts(tmp_path: Path) -> None:
    missed = [Scored(gold=gold(tmp_path, BELL), found=())]
    assert count_errors(missed) == ("missed, indirect: 1",)
    assert "the gates, old as they are, held" in show_errors(missed)[0].found


@pytest.mark.parametrize("split", ["dev", "test", ""])
def test_no_word_is_shown_of_a_text_that_is_not_for_training(tmp_path: Path, split: str) -> None:
    missed = [Scored(gold=gold(tmp_path, BELL, split=split), found=())]
    assert count_errors(missed) == ("missed, indirect: 1",)
    assert show_errors(missed) == ()


def test_a_wrong_speaker_of_a_right_content_is_an_error_of_its_own(tmp_path: Path) -> None:
    swapped = Told(source=FINN.source, cue=BELL.cue, content=BELL.content)
    assert count_errors([Scored(gold=gold(tmp_path, BELL), found=(swapped,))]) == ("source wrong: 1",)


def draft(text: str, *, content: str, cue: str = "", source: str = "", inherits: bool = False) -> Draft:
    return Draft(
        source=(at(source, text),) if source else (),
        cue=(at(cue, text),) if cue else (),
        content=(at(content, text),),
        act=Act.SAY,
        region=Span(start=0, end=len(text)),
        rule="statements.verb-clause",
        inherits=inherits,
    )


def told(text: str, *drafts: Draft) -> list[list[str]]:
    written = write_told(drafts, text)
    return [[text[span.start : span.end] for span in spans_of([one], role)] for one in written
            for role in ("source", "cue", "content")]  # fmt: skip


def test_a_content_is_written_with_the_that_which_opens_it() -> None:
    text = "Bell had not yet said that it held."
    assert told(text, draft(text, source="Bell", cue="said", content="it held")) == [
        ["Bell"], ["had not yet said"], ["that it held"]
    ]  # fmt: skip


def test_a_cue_is_written_with_the_preposition_before_its_content() -> None:
    text = "Bell called for new gates."
    assert told(text, draft(text, source="Bell", cue="called", content="new gates"))[1] == ["called for"]


def test_a_source_is_written_with_the_comma_of_its_apposition() -> None:
    text = "Bell, the mayor, said it held."
    assert told(text, draft(text, source="Bell, the mayor", cue="said", content="it held"))[0] == ["Bell, the mayor,"]


def test_a_statement_inside_another_is_not_written() -> None:
    text = "Bell said Finn said it held."
    outer = draft(text, source="Bell", cue="said", content="Finn said it held")
    inner = Draft(
        source=(at("Finn", text),), cue=(Span(start=15, end=19),), content=(at("it held", text),), act=Act.SAY,
        region=Span(start=0, end=len(text)), rule="statements.verb-clause",
    )  # fmt: skip
    assert len(write_told((outer, inner), text)) == 1


def test_a_quotation_alone_is_one_more_piece_of_what_its_speaker_said() -> None:
    text = "“It held,” Bell said. “It always will.”"
    first = draft(text, source="Bell", cue="said", content="“It held,”")
    alone = draft(text, source="Bell", content="“It always will.”", inherits=True)
    assert told(text, first, alone)[2] == ["“It held,”", "“It always will.”"]


def test_a_span_that_touches_no_token_is_no_run() -> None:
    assert runs([Span(start=3, end=4)], [Span(start=0, end=3), Span(start=4, end=6)]) == ()


def test_the_bench_reads_a_file_and_scores_the_rules(tmp_path: Path) -> None:
    text = "Ada Bell said that the gates held."
    said = Told(source=(at("Ada Bell", text),), cue=(at("said", text),), content=(at("that the gates held", text),))
    path = write(tmp_path / "mill.jsonl", {**row((said,)), "text": text})
    result, _ = run_bench("attribution", [path], BenchOptions())
    assert (result.n, result.scores["triple.exact.f1"]) == (1, 1.0)
