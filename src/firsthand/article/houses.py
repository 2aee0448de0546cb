"""Which outlet published a report, and which agency its copy came from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from firsthand.article.names import JOINING_WORDS, fold_name, host_of, is_name, same_house
from firsthand.article.records import Candidate, Metadatum
from firsthand.article.units import PageWords
from firsthand.evidence import UNKNOWN, Reason

_OUTLET_RANKS = (
    "press header", "json-ld", "meta tag", "json field", "feed entry", "sign-off", "page title", "masthead",
    "date line", "copyright line", "visible markup", "byline", "dateline", "feed title", "title element",
    "canonical url",
)  # fmt: skip
_AGENCY_RANKS = ("dateline", "closing credit", "byline", "visible markup", "json-ld", "meta tag", "copyright line")
_OWN_NAME = frozenset(
    {
        "press header",
        "json-ld",
        "meta tag",
        "json field",
        "feed entry",
        "sign-off",
        "masthead",
        "date line",
        "copyright line",
    }
)
"""Bases on which a page says which outlet it is of."""

_STAFF = re.compile(r"\s+(?:staff|newsroom|correspondents?|reporters?|writers?|team|desk)\b.*$", re.IGNORECASE)
_NEWS_AGENCY = re.compile(
    r"\s+(?:news\s+agency|newswire|wire(?:\s+service)?|news\s+service|press\s+agency)$", re.IGNORECASE
)


def settle_houses(candidates: Sequence[Candidate], words: PageWords) -> tuple[Candidate, ...]:
    """The candidates with agencies and outlets told apart.

    An agency among the bylines is an agency ("Reuters Staff"). A dateline's bracket is an agency where a list or the
    page calls it one, or where the page says it is of another outlet; else it is the outlet.
    """
    settled = [_settle_byline(one, words) for one in candidates]
    told = [
        _settle_dateline(one, settled, words) if one.field == "dateline source" else _settle_copyright(one, words)
        for one in settled
    ]
    return (*told, *(replace(one, field="agency") for one in _own_wire(told)))


def _own_wire(candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    """The dateline source of a page that closes as agencies' copy does ("(Reporting by …; editing by …)"): the outlet
    is an agency too."""
    if any(one.basis == "closing credit" and one.field == "byline" for one in candidates):
        yield from (one for one in candidates if one.field == "outlet" and one.basis == "dateline")


def _settle_byline(one: Candidate, words: PageWords) -> Candidate:
    if one.field != "byline":
        return one
    bare = _STAFF.sub("", re.sub(r"^by\s+", "", one.value, flags=re.IGNORECASE)).strip()
    if words.names.agency(bare) or words.names.is_called_agency(bare):
        return replace(one, field="agency", value=bare)
    return replace(one, value=_plain_name(re.sub(r"^by\s+", "", one.value, flags=re.IGNORECASE).strip()))


def _plain_name(printed: str) -> str:
    """A name printed in capitals as it is written: "JANE O'DOE" is Jane O'Doe."""
    if not printed.isupper() or len(printed.split()) < 2:
        return printed
    return re.sub(
        r"[^\W\d_]+", lambda word: word[0].capitalize() if len(word[0]) > 2 or len(printed) > 12 else word[0], printed
    )


def _settle_copyright(one: Candidate, words: PageWords) -> Candidate:
    """An agency's copyright below a paper's page is a credit for the copy."""
    listed = one.field == "outlet" and one.basis == "copyright line" and words.names.copy_agency(one.value)
    return replace(one, field="agency") if listed else one


def _settle_dateline(one: Candidate, candidates: Sequence[Candidate], words: PageWords) -> Candidate:
    names = words.names
    if names.agency(one.value) or names.is_called_agency(one.value) or _page_calls_agency(one.value, candidates, words):
        return replace(one, field="agency")
    own = [other for other in candidates if other.field == "outlet" and other.basis in _OWN_NAME]
    if own and not any(same_house(one.value, other.value, names) for other in own):
        return replace(one, field="agency")
    return replace(one, field="outlet")


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())


def _page_calls_agency(printed: str, candidates: Sequence[Candidate], words: PageWords) -> bool:
    return any(
        words.names.is_called_agency(other.value)
        and (same_house(printed, _NEWS_AGENCY.sub("", other.value), words.names) or _initials(other.value) == printed)
        for other in candidates
        if other.field in {"outlet", "agency", "byline"}
    )


def choose_outlet(candidates: Sequence[Candidate], words: PageWords, *, url: str) -> Metadatum:
    """The outlet by the most trusted basis, with every basis that names the same house; the address's host where
    nothing else is.

    A name in capitals gives way to another printing of it.
    """
    offered = [one for one in candidates if one.field == "outlet"]
    ranked = sorted(offered, key=lambda one: (_rank(one, _OUTLET_RANKS), one.evidence.start))
    host = host_of(url)
    if not ranked:
        return _from_host(host, words)
    best = ranked[0]
    told = [one for one in ranked if same_house(one.value, best.value, words.names)]
    printed = next((one.value for one in told if not one.value.isupper()), best.value)
    if best.basis == "canonical url":
        return _from_host(host_of(best.value) or host, words, told)
    return _metadatum(printed, told, "metadata.outlet")


def _from_host(host: str, words: PageWords, told: Sequence[Candidate] = ()) -> Metadatum:
    if not host:
        return Metadatum()
    value = next(
        (name for known, name in words.names.hosts.items() if host == known or host.endswith(f".{known}")), host
    )
    reason = Reason(
        rule="metadata.outlet_host", words=tuple(one.evidence for one in told), note=f"the address is at {host}"
    )
    return Metadatum(value=value, basis=("url",), evidence=tuple(one.evidence for one in told), because=(reason,))


def choose_agency(candidates: Sequence[Candidate], words: PageWords) -> Metadatum:
    """The agency whose copy the text is: by dateline, closing credit or byline. A photograph's credit says nothing
    about the text."""
    offered = [
        one
        for one in candidates
        if one.field == "agency" and (words.names.copy_agency(one.value) or not words.names.agency(one.value))
    ]
    ranked = sorted(offered, key=lambda one: (_rank(one, _AGENCY_RANKS), one.evidence.start))
    ranked = [one for one in ranked if _is_house(one, words)]
    if not ranked:
        return Metadatum()
    best = ranked[0]
    value = agency_name(best.value, words)
    told = [one for one in ranked if fold_name(agency_name(one.value, words)) == fold_name(value)]
    printed = next((name for one in told if not (name := agency_name(one.value, words)).isupper()), value)
    return _metadatum(printed, told, "metadata.agency")


def _is_house(one: Candidate, words: PageWords) -> bool:
    """Whether an offered agency can be one: meta tags named "source" also hold outlets, addresses and codes."""
    if one.basis in {"dateline", "closing credit", "byline"}:
        return True
    return bool(words.names.agency(one.value)) or words.names.is_called_agency(one.value)


def agency_name(printed: str, words: PageWords) -> str:
    """An agency's name as listed, or as the page spells it in full; else as printed without "News Agency" behind it.

    >>> from firsthand.article.units import load_page_words
    >>> agency_name("AP", load_page_words("en")), agency_name("Northsea News Agency", load_page_words("en"))
    ('Associated Press', 'Northsea')
    """
    listed = words.names.agency(printed)
    if listed and not printed.isupper() and _letters(printed) == _letters(listed):
        return printed.strip()
    return listed or _NEWS_AGENCY.sub("", printed.strip()) or printed


def _letters(name: str) -> str:
    return "".join(letter for letter in fold_name(name) if letter.isalnum())


def place_name(printed: str) -> str:
    """A dateline's place as it is written in a text: "NEW YORK" is New York.

    >>> place_name("RIO DE JANEIRO"), place_name("Port-au-Prince")
    ('Rio de Janeiro', 'Port-au-Prince')
    """
    if not printed.isupper() or len(printed) < 4:
        return printed
    words = [
        word.casefold()
        if word.casefold() in JOINING_WORDS - {"la", "el", "al"} and at
        else "-".join(part.capitalize() for part in word.split("-"))
        for at, word in enumerate(printed.split())
    ]
    return " ".join(words)


def _rank(candidate: Candidate, ranks: tuple[str, ...]) -> int:
    return ranks.index(candidate.basis) if candidate.basis in ranks else len(ranks)


def _metadatum(value: str, told: Sequence[Candidate], rule: str) -> Metadatum:
    evidence = tuple(dict.fromkeys(one.evidence for one in told))
    return Metadatum(
        value=value or UNKNOWN,
        basis=tuple(dict.fromkeys(one.basis for one in told)),
        evidence=evidence,
        because=(Reason(rule=rule, words=evidence),),
    )


__all__ = ["agency_name", "choose_agency", "choose_outlet", "is_name", "place_name", "settle_houses"]
