"""How a sentence may name who speaks: the printed source, the name of the record, or that name with its title."""

from __future__ import annotations

import re
from collections.abc import Iterator

from firsthand.brief.context import Context
from firsthand.brief.introduce import Introduction, introduce
from firsthand.ledger.records import Entity
from firsthand.reading.records import Mention, MentionHow, Mode, Naming, Statement

_LONGEST_SOURCE = 16
"""Words of a printed source that may open a sentence; longer ones give way to the name."""


_BARE_ROLE = 4
"""Words of a source that may be a role and no more ("the ministry spokesperson")."""


def find_subjects(st: Statement, context: Context, met: frozenset[str]) -> Iterator[str]:
    """How a sentence may name the speaker, best first: at first mention with the role and body that a page prints
    beside the name, then as printed, then by the name of the record."""
    printed = _printed(st, context)
    entity = context.speaker(st)
    named = entity is not None and entity.named
    new = entity is not None and named and entity.id not in met
    short = 0 < len(printed.split()) <= _LONGEST_SOURCE and (new or not named)
    points = _points_only(st, context)
    may_be_named = named and entity is not None and _may_be_named(printed, entity)
    shown = introduce(entity, context) if entity is not None and new and may_be_named else None
    if shown is not None and shown.body and _adds(shown, printed):
        yield closed(shown.text)
    if short and not points and entity is not None and named and entity.name in printed:
        yield _with_comma(printed, st, context)
    if entity is not None and may_be_named:
        if shown is not None:
            yield closed(shown.text)
        yield _with_article(entity.name, context, st)
    elif short and not points and st.naming is not Naming.UNKNOWN:
        yield _with_comma(printed, st, context)
    elif (
        entity is not None
        and not entity.named
        and st.naming is Naming.UNNAMED
        and not opens_with_pronoun(entity.name)
    ):
        article = printed.casefold().removesuffix(entity.name.casefold()).strip()
        yield printed if article in ("the", "a", "an") else entity.name


def _printed(st: Statement, context: Context) -> str:
    """The printed source with the article before it; "" where it stands in pieces."""
    if len(st.source) != 1:
        return ""
    source = st.source[0]
    if source.block is None or source.quote[:1].isupper():
        return source.quote
    before = context.reading_of_text[source.of].article.text[max(source.start - 5, 0) : source.start]
    found = re.search(r"\b([Tt]he|[Aa]n?) $", before)
    return f"{found[1].lower()} {source.quote}" if found is not None else source.quote


def closed(introduction: str) -> str:
    """An introduction as a subject: an apposition behind the name is closed by a comma.

    >>> closed("Ilka Bren, head of the quay"), closed("Harbour master Ilka Bren")
    ('Ilka Bren, head of the quay,', 'Harbour master Ilka Bren')
    """
    return f"{introduction}," if "," in introduction else introduction


def _adds(shown: Introduction, printed: str) -> bool:
    """Whether the introduction says more of the body than the printed source does."""
    return not (shown.text in printed or (shown.of and shown.of in printed))


def _may_be_named(printed: str, entity: Entity) -> bool:
    """Whether the record's name may stand for the printed source.

    A pronoun or a bare role may get its name; a description that says by itself who speaks, without a word of
    the name, keeps its own words: a wrong name can hurt a person.
    """
    words = [word.casefold() for word in re.findall(r"\w+", printed)]
    names = {word.casefold() for name in entity.names for word in re.findall(r"\w+", name)} - {"the", "of"}
    return len(words) <= _BARE_ROLE or bool(names & set(words))


def _with_comma(printed: str, st: Statement, context: Context) -> str:
    """An apposition or relative clause is closed by the comma that closes it on the page."""
    if st.source[0].block is None:
        return printed  # a turn's label stands on the page only
    article = context.reading_of_text[st.source[0].of].article
    follows = article.text[st.source[0].end : st.source[0].end + 1]
    return f"{printed}," if "," in printed and (follows in ",." or st.mode is Mode.DIRECT) else printed


_PRONOUNS = frozenset(
    {"he", "she", "it", "they", "him", "her", "who", "i", "we", "you", "this", "that", "one", "his", "their", "its"}
)


def opens_with_pronoun(name: str) -> bool:
    """Whether the words point at somebody told of before: "He said", "it"."""
    return name.casefold().split()[0] in _PRONOUNS


def _points_only(st: Statement, context: Context) -> bool:
    """Whether the printed source only points back: a pronoun, or a role that was named further up."""
    if not st.source or opens_with_pronoun(st.source[0].quote) or st.source[0].quote.split()[0].casefold() in _PRONOUNS:
        return True
    source = st.source[0]
    heads: list[Mention] = [
        mention
        for mention in context.mentions.get(source.of, ())
        if mention.evidence.of == source.of
        and source.start <= mention.evidence.start
        and mention.evidence.end <= source.end
        and mention.referent in st.speakers
    ]
    if any(
        mention.how in (MentionHow.NAME, MentionHow.ALIAS, MentionHow.METONYM, MentionHow.DESCRIPTION)
        for mention in heads
    ):
        return False
    return any(mention.how in (MentionHow.ROLE, MentionHow.PRONOUN) for mention in heads)


def _with_article(name: str, context: Context, st: Statement) -> str:
    """A body's name takes "the" where its page prints it so before the same name."""
    article = context.reading_of[st.report].article.text
    return f"The {name}" if re.search(rf"\b[Tt]he {re.escape(name)}\b", article) else name
