"""The frame of a block: its words with each whole quotation folded into one token, parsed as a plain sentence.

A parser made for edited sentences loses its way in quotations of several sentences and in stray quotation marks. So
a quotation that stands as a sentence of its own is folded into one placeholder, marks around quoted words inside a
clause are left out, and the rest is parsed; every token keeps its place in the article. Source: our own count on the
failing classes of the small model (2026-11).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.attrs import IDX, LENGTH
from spacy.language import Language
from spacy.tokens import Doc, Token

from firsthand.article.records import Block
from firsthand.evidence import Span
from firsthand.reading.cuewords import load_cue_words
from firsthand.reading.parse import BATCH, Parse, ParsedBlock
from firsthand.reading.quotes import Quote, find_quotes
from firsthand.reading.records import Act

PLACEHOLDER = "Yes"
"""An interjection: the parser hangs it on the verb of saying and leaves the rest of the sentence alone."""

_BEFORE_CLAUSE = frozenset(
    {
        "that",
        "whether",
        "if",
        "how",
        "why",
        "as",
        "the",
        "a",
        "an",
        "of",
        "his",
        "her",
        "their",
        "its",
        "and",
        "to",
        "with",
        "called",
        "dubbed",
    }
)
_TITLE_LENGTH = 3
_LONGEST_FRAGMENT = 200
"""Characters: a piece that ends inside a quoted fragment of up to this length is widened to the fragment's end."""
_SHORTEST_TELLING = 4
"""Words: a quotation shorter than "he said he ran" holds no statement of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One block's frame. `starts`/`ends` give each token's place in the article; `quotes` the quotation behind a
    placeholder, by token; `loose` the quotations whose words stand in the frame; `inside` is the quotation this frame
    is the inside of."""

    block: Block
    doc: Doc
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    quotes: dict[int, Quote]
    loose: tuple[Quote, ...]
    inside: Quote | None = None

    def pieces(self, tokens: Sequence[int]) -> tuple[Span, ...]:
        """The article's stretches that these tokens cover: runs of neighbours, punctuation at their edges left off,
        quotation marks kept whole."""
        runs: list[list[int]] = []
        for token in sorted(set(tokens)):
            if runs and token == runs[-1][-1] + 1:
                runs[-1].append(token)
            else:
                runs.append([token])
        spans = (self._trimmed(run) for run in runs)
        return tuple(span for span in spans if span is not None)

    def _trimmed(self, run: list[int]) -> Span | None:
        while run and self._is_edge(run[0]):
            run = run[1:]
        while run and self._is_edge(run[-1]):
            run = run[:-1]
        if not run:
            return None
        return self._with_marks(self.starts[run[0]], self.ends[run[-1]])

    def _is_edge(self, at: int) -> bool:
        token = self.doc[at]
        return (
            at not in self.quotes and token.is_punct and token.text not in ("%", ")", "]", "(", "[", "…")
        ) or token.is_space

    def _with_marks(self, start: int, end: int) -> Span:
        """Widened over a quotation's marks where the quotation lies inside but for its marks."""
        for quote in self.loose:
            first, last = quote.start + self.block.start, quote.end + self.block.start
            if start == first + quote.width and end >= first:
                start = first
            if (
                first <= end <= last
                and (last - end <= quote.width + 1 or start < first < end)
                and start < end
                and last - first < _LONGEST_FRAGMENT
            ):
                end = last
        return Span(start=start, end=end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Retelling:
    """A sentence of a frame (tokens `start` to `end`) to be parsed again with plainer words for some of its own."""

    frame: Frame
    start: int
    end: int
    plain: dict[int, str]


def retell(retellings: Sequence[Retelling], model: Language) -> tuple[Frame, ...]:
    """Frames of single sentences in which each rarer verb of saying stands as "said", "says" or "saying".

    The small model knows "said"; after "declared" or "claimed" it often takes the clause for something else. Every
    token keeps its place and its own lemma.
    """
    docs = [
        Doc(
            one.frame.doc.vocab,
            words=[one.plain.get(at, one.frame.doc[at].text) for at in range(one.start, one.end)],
            spaces=[bool(one.frame.doc[at].whitespace_) for at in range(one.start, one.end)],
        )
        for one in retellings
    ]
    parsed = model.pipe(docs, batch_size=BATCH, disable=["ner"])
    return tuple(_retold(one, doc) for one, doc in zip(retellings, parsed, strict=True))


def _retold(one: Retelling, doc: Doc) -> Frame:
    for at in one.plain:
        doc[at - one.start].lemma_ = one.frame.doc[at].lemma_.lower()
    return Frame(
        block=one.frame.block,
        doc=doc,
        starts=one.frame.starts[one.start : one.end],
        ends=one.frame.ends[one.start : one.end],
        quotes={at - one.start: quote for at, quote in one.frame.quotes.items() if one.start <= at < one.end},
        loose=one.frame.loose,
        inside=one.frame.inside,
    )


def build_frames(parse: Parse, model: Language) -> tuple[Frame, ...]:
    """The frames of all blocks in text order, and after a block's own those of its quotations' insides."""
    plans = [plan for parsed in parse.blocks for plan in _plan_block(parsed)]
    again = [plan.doc for plan in plans if plan.reparse]
    parsed = iter(model.pipe(again, batch_size=BATCH, disable=["ner"]))
    return tuple(plan.frame(next(parsed) if plan.reparse else plan.doc) for plan in plans)


@dataclass(slots=True, kw_only=True)
class _Plan:
    """A frame before it is parsed."""

    block: Block
    doc: Doc
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    quotes: dict[int, Quote]
    loose: tuple[Quote, ...]
    reparse: bool
    inside: Quote | None = None

    def frame(self, doc: Doc) -> Frame:
        return Frame(
            block=self.block,
            doc=doc,
            starts=self.starts,
            ends=self.ends,
            quotes=self.quotes,
            loose=self.loose,
            inside=self.inside,
        )


def _plan_block(parsed: ParsedBlock) -> Iterator[_Plan]:
    text = parsed.text
    quotes = find_quotes(text)
    base = parsed.block.start
    if not quotes:
        places = parsed.doc.to_array([IDX, LENGTH]).tolist()
        yield _Plan(
            block=parsed.block,
            doc=parsed.doc,
            starts=tuple(base + start for start, _ in places),
            ends=tuple(base + start + length for start, length in places),
            quotes={},
            loose=(),
            reparse=False,
        )
        return
    folded: tuple[Quote, ...] = ()
    for quote in quotes:
        if is_whole(quote, text, resumes=_resumes(folded, quote, text), answers=_follows_saying(parsed, quote)):
            folded = (*folded, quote)
    yield _fold(parsed, quotes, folded)
    for quote in folded:
        if len(quote.inner.split()) >= _SHORTEST_TELLING and not quote.inner.istitle() and _may_tell(parsed.doc, quote):
            yield _inside(parsed, quote)


def _fold(parsed: ParsedBlock, quotes: tuple[Quote, ...], folded: tuple[Quote, ...]) -> _Plan:
    """The block's words with each whole quotation as one token and loose marks left out."""
    base = parsed.block.start
    words: list[str] = []
    spaces: list[bool] = []
    starts: list[int] = []
    ends: list[int] = []
    behind: dict[int, Quote] = {}
    marks = {
        at
        for quote in quotes
        if quote not in folded
        for at in (quote.start, quote.end - quote.width if quote.closed else -1)
    }
    for token in parsed.doc:
        whole = next(
            (quote for quote in folded if quote.start < token.idx + len(token.text) and token.idx < quote.end), None
        )
        if whole is not None:
            if whole not in behind.values():
                behind[len(words)] = whole
                words.append(PLACEHOLDER)
                starts.append(base + whole.start)
                ends.append(base + whole.end)
                spaces.append(True)
                _append_stop(whole, parsed.text, (words, spaces, starts, ends), base)
            continue
        if token.idx in marks and len(token.text) <= 2:
            continue
        words.append(token.text)
        spaces.append(bool(token.whitespace_))
        starts.append(base + token.idx)
        ends.append(base + token.idx + len(token.text))
    return _Plan(
        block=parsed.block,
        doc=Doc(parsed.doc.vocab, words=words, spaces=spaces),
        starts=tuple(starts),
        ends=tuple(ends),
        quotes=behind,
        loose=tuple(quote for quote in quotes if quote not in folded),
        reparse=True,
    )


def _append_stop(
    quote: Quote, text: str, columns: tuple[list[str], list[bool], list[int], list[int]], base: int
) -> None:
    """The punctuation that the frame needs after a folded quotation: a full stop where a new sentence follows, else
    a comma."""
    words, spaces, starts, ends = columns
    if not quote.stopped and quote.closed:
        return
    following = text[quote.end :].lstrip()
    ended = quote.inner.rstrip()[-1:] not in (",", ";") and (
        not following or (following[0].isupper() and _starts_sentence(following))
    )
    words.append("." if ended else ",")
    spaces.append(True)
    starts.append(base + quote.end - 1)
    ends.append(base + quote.end)


def _resumes(folded: tuple[Quote, ...], quote: Quote, text: str) -> bool:
    """Whether the quotation goes on where one was cut by its attribution: no sentence ends between the two."""
    if not folded or folded[-1].inner.rstrip()[-1:] in (".", "?", "!"):
        return False
    between = text[folded[-1].end : quote.start]
    return not re.search(r"\w{3,}[.?!]\s", between)


_ATTRIBUTION = re.compile(r"^(?:[A-Z][\w.’'\-]*\s+){1,6}(?:[a-z]+ly\s+)?(?P<verb>[a-z]+)")


def _starts_sentence(following: str) -> bool:
    """Whether a capital after a full stop inside a quotation opens a new sentence: not where a name and its verb of
    saying follow."""
    found = _ATTRIBUTION.match(following)
    if found and _PRONOUN_LEADS.match(following) and not _BARE_ATTRIBUTION.match(following):
        return True  # “… an answer.” She repeated her demand
    return not (found and _SAYING.match(found["verb"]))


_PRONOUN_LEADS = re.compile(r"(?:He|She|They|It|We)\b")
_BARE_ATTRIBUTION = re.compile(r"\w+ (?:said|says|added|adds|asked|told \w+)(?: \w+)?(?:[.,:]|$)")


_SAYING = re.compile(
    r"(?:said|says|asked|asks|told|tells|added|adds|wrote|writes|replied|recalled|explained|insisted|warned|shouted|cried|exclaimed|fumed|joked|\w+ed)$"
)


def _inside(parsed: ParsedBlock, quote: Quote) -> _Plan:
    base = parsed.block.start
    tokens = [token for token in parsed.doc if _is_inside(token, quote)]
    words = [token.text for token in tokens]
    return _Plan(
        block=parsed.block,
        doc=Doc(parsed.doc.vocab, words=words, spaces=[bool(token.whitespace_) for token in tokens]),
        starts=tuple(base + token.idx for token in tokens),
        ends=tuple(base + token.idx + len(token.text) for token in tokens),
        quotes={},
        loose=(),
        reparse=True,
        inside=quote,
    )


def _is_inside(token: Token, quote: Quote) -> bool:
    end = quote.end - quote.width if quote.closed else quote.end
    return quote.start < token.idx and token.idx + len(token.text) <= end


_AFTER_ANSWER = re.compile(r"^(?:$|[,.;:!?\u2014\u2013]|(?:when|as|after|before|in|to|at|on|and|while|during)\b)")


def _may_tell(doc: Doc, quote: Quote) -> bool:
    """Whether the quotation has a word of saying or denying in it: the others need no parse of their own."""
    verbs = load_cue_words().verbs
    return any(
        token.lemma_.lower() in verbs or token.lower_ == "according" or token.lower_ in _DENYING
        for token in doc
        if _is_inside(token, quote)
    )


_DENYING = frozenset({"not", "n't", "n’t", "no", "never", "nobody", "nothing", "none", "neither", "nor", "nowhere"})


def _says(token: Token) -> bool:
    """Whether the word is a form of a verb of saying that takes a clause, whatever the tagger made of it."""
    verbs = load_cue_words().verbs
    stems = {
        token.lemma_.lower(),
        token.lower_.removesuffix("d"),
        token.lower_.removesuffix("ed"),
        token.lower_.removesuffix("s"),
    }
    return any("clause" in cue.takes or cue.act is Act.ASK for stem in stems for cue in verbs.get(stem, ()))


def _follows_saying(parsed: ParsedBlock, quote: Quote) -> bool:
    """Whether the quotation stands right after a verb of saying, all of its content: said “of course” when asked."""
    if not _AFTER_ANSWER.match(parsed.text[quote.end :].lstrip()):
        return False
    before = [token for token in parsed.doc if token.idx < quote.start]
    return bool(before) and _says(before[-1])


def is_whole(quote: Quote, text: str, *, resumes: bool = False, answers: bool = False) -> bool:
    """Whether a quotation stands as speech of its own, not as words inside the writer's clause.

    Whole: it opens the block or follows a stop, comma or colon, and has a stop of its own or ends what it stands in;
    also the tail
    of a quotation that was cut by its attribution (`resumes`). Not whole: after "that", after an article or
    possessive, a title after a noun.
    """
    before = text[: quote.start].rstrip()
    after = text[quote.end :].lstrip()
    inner = quote.inner.strip("[(…. ")
    if not inner:
        return False
    if not quote.closed or answers:
        return True
    last_word = re.findall(r"[\w’']+$", before)
    if last_word and last_word[0].lower() in _BEFORE_CLAUSE:
        return False
    ends = quote.stopped or not after or after[0] in ",.;:!?—–"
    capital = inner[0].isupper() or inner[0].isdigit() or quote.inner[0] in "[(…"
    if not before or before[-1] in ".!?":
        return ends and capital and (quote.stopped or len(inner.split()) > _TITLE_LENGTH)
    if before[-1] in ",:—–;":
        return ends and (capital or resumes or before[-1] == ":")
    return capital and quote.stopped and len(inner.split()) > 1 and bool(last_word) and last_word[0].islower()
