"""Which addresses are one address."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit

_TRACKING = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "igshid")


def find_url_key(url: str) -> str:
    """What two prints of one page's address have in common; "" where it is no page's (a site's front page is not).

    >>> find_url_key("https://Tide.example/a/b/?utm_source=x#top")
    'tide.example/a/b'
    >>> find_url_key("https://tide.example/"), find_url_key("unknown")
    ('', '')
    """
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "") + (f":{parts.port}" if parts.port not in (None, 80, 443) else "")
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or not host:
        return ""
    told = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not pair[0].startswith(_TRACKING)]
    path = parts.path.rstrip("/")
    if not path and not told:
        return ""
    return f"{host}{path}" + (f"?{urlencode(sorted(told))}" if told else "")
