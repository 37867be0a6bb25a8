"""Words from records as part of a Markdown text: they are read as they stand, and do nothing.

Whoever typed a title did not mean to write a link, a heading or a task into somebody's minutes.
"""

from __future__ import annotations

import re

_UNWRITABLE = re.compile("[\x00-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
"""What may not stand in a record."""

_ACTS = re.compile(
    r"[\\`*\[\]<~]"  # code, emphasis, links, HTML, struck text
    r"|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])"  # emphasis, which snake_case is not
    r"|(?<![\w/.+-])@"  # a mention, which an e-mail address is not
    r"|&(?=#?[A-Za-z0-9]+;)"  # an entity
)


def flat(text: str, longest: int = 300) -> str:
    """A text on one line, of at most so many characters."""
    words = _UNWRITABLE.sub("?", " ".join(text.split()))
    return words if len(words) <= longest else f"{words[: longest - 1].rstrip()}…"


def unlinked(text: str) -> str:
    """A text for a field of a record, without what is read as a link there."""
    return re.sub(r"\]{2,}", "]", re.sub(r"\[{2,}", "[", text))


def plain(text: str, longest: int = 300) -> str:
    """A text as Markdown that shows it, for the middle of a line."""
    return _ACTS.sub(lambda match: f"\\{match.group()}", flat(text, longest))


def sentence(text: str) -> str:
    """A text as Markdown that shows it, with an end."""
    words = plain(text)
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."


def phrase(text: str) -> str:
    """A text as Markdown that shows it, without its full stop: more follows."""
    return plain(text).removesuffix(".")
