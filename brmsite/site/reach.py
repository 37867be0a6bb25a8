"""How to reach somebody: the e-mail address as a link that writes, and the telephone number."""

from __future__ import annotations

from urllib.parse import quote

from brmsite.site.naming import joined
from brmsite.site.shapes import Line, Link, Piece, Text


def reach_line(email: str | None, phone: str | None) -> Line:
    """Address and number in one line; nothing where neither is known.

    The address is quoted, so that nothing in it can add a subject or a copy to the message.
    """
    pieces: list[Piece] = []
    if email:
        pieces.append(Link(email, f"mailto:{quote(email, safe='@')}"))
    if phone:
        pieces.append(Text(phone))
    return joined(pieces)
