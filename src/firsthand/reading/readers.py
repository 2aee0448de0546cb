"""What reads statements: the rules, and the tagger where it is asked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial

from spacy.language import Language

from firsthand.article.records import Article
from firsthand.reader import Reader
from firsthand.reading.cuewords import load_cue_words
from firsthand.reading.draft import Draft
from firsthand.reading.frames import Frame
from firsthand.reading.joining import drafts_of, join_readers
from firsthand.reading.statements import find_statements
from firsthand.reading.tagged import TagText, find_heard


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """Which reader of statements is wanted, and the tagger: None where only the rules are asked."""

    reader: Reader = Reader.RULES
    tag: TagText | None = None


RULES_ALONE = Hearing()


@cache
def load_hearing(reader: Reader) -> Hearing:
    """The reader with its tagger, loaded once. Raises: FirsthandError where a tagger is wanted and none is there."""
    if reader is Reader.RULES:
        return RULES_ALONE
    from firsthand.reading.tagger.tagging import load_tagger, read_tags

    return Hearing(reader=reader, tag=partial(read_tags, tagger=load_tagger()))


def find_model_version() -> str:
    """The version of the tagger's model: another one reads otherwise. Raises: FirsthandError where there is none."""
    from firsthand.reading.tagger.tagging import load_tagger

    return load_tagger().settings.version


def find_drafts(frames: tuple[Frame, ...], article: Article, model: Language, hearing: Hearing) -> tuple[Draft, ...]:
    """Every statement of the article as a draft, in text order, by the reader that is wanted."""
    words = load_cue_words()
    if hearing.tag is None:
        return find_statements(frames, words, model)
    heard = find_heard(frames, article, hearing.tag, words)
    if hearing.reader is Reader.MODEL:
        return drafts_of(heard)
    return join_readers(find_statements(frames, words, model), heard, article.text)
