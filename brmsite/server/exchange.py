"""What a browser asks and what it is answered, without the library that carries it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from mimetypes import MimeTypes

HTML = "text/html; charset=utf-8"

HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    # No other site may frame these pages, load their scripts (which hold data), or keep a window.
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""What every answer says. The policy adds to the one in the pages, which holds as published."""


NO_SCRIPTS = "frame-ancestors 'none'; sandbox; default-src 'none'; style-src 'unsafe-inline'"
"""The policy for what somebody attached: it may be seen, and do nothing on our address."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: `path` is decoded and has no leading `/`, `headers` have names in small
    letters."""

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """One response; the body comes in pieces, without end for a stream of events."""

    status: int
    kind: str
    body: Iterable[bytes]
    headers: Mapping[str, str] = field(default_factory=dict)


# The system's own table of types would make answers differ from machine to machine, and Python's
# has got some types only lately.
_TYPES = MimeTypes(filenames=())
for _type, _suffix in (
    ("text/javascript", ".js"),
    ("text/calendar", ".ics"),
    ("text/markdown", ".md"),
    ("text/yaml", ".yaml"),
    ("image/webp", ".webp"),
    ("font/woff2", ".woff2"),
):
    _TYPES.add_type(_type, _suffix)


def document_headers(kind: str) -> dict[str, str]:
    """What an answer with a document says beside, by its content type."""
    # Browsers show and play these in programs of their own, which they do not start in a sandbox,
    # and from which no script reaches the site.
    if kind == "application/pdf" or kind.startswith(("audio/", "video/")):
        return {}
    return {"Content-Security-Policy": NO_SCRIPTS}


def kind_of(path: str) -> str:
    """The content type of a file of the site, by its name."""
    found, packed = _TYPES.guess_type(path)
    if found is None or packed is not None:
        return "application/octet-stream"
    is_text = found.startswith("text/") or found in ("application/json", "application/xml")
    return f"{found}; charset=utf-8" if is_text else found
