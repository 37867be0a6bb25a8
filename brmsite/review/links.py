"""Links from a change to the lines of files, as a forge shows them.

They stand in a comment that is posted in somebody else's name. So an address is only one that
whoever reviews has chosen (never the change itself), it is on the web, carries no password, and
has no sign in it that would end the link.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

PATH, LINE = "{path}", "{line}"

_SIGNS_OF_ADDRESSES = ":/?#[]!&'()*+,;=%~"


@dataclass(frozen=True, slots=True)
class Links:
    """`address` is that of a file with `{path}` for it and, where lines can be shown, `{line}`; it
    is empty where nothing leads anywhere. `folder` is put before every path (`sub/folder/`)."""

    address: str = ""
    folder: str = ""

    def to(self, path: str, line: int) -> str:
        """The address of a line, from 1, of a file; empty without links."""
        # A name that is no UTF-8 is kept in surrogates; in an address its bytes are written.
        name = (self.folder + path).encode("utf-8", "surrogateescape")
        return self.address.replace(PATH, quote(name)).replace(LINE, str(line))


NO_LINKS = Links()


def links(text: str, folder: str = "") -> Links | None:
    """The links that an address with `{path}` and `{line}` makes; None where it is not fit for any:
    not of http or https, without a host, with a name or password, or without a `{path}`."""
    try:
        parts = urlsplit(text)
        is_sound = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return None
    if not is_sound or "@" in parts.netloc or "{" in parts.netloc or PATH not in text:
        return None
    pieces = (
        LINE.join(quote(part, safe=_SIGNS_OF_ADDRESSES) for part in piece.split(LINE))
        for piece in text.split(PATH)
    )
    return Links(PATH.join(pieces), folder)
