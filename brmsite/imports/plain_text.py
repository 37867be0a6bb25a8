"""Markdown of one line to the words a reader sees: for titles, names and topics."""

from __future__ import annotations

import re
from html import unescape

MOST_READ = 4_000
"""So many characters of a line are looked at; a title or name never needs more."""

_MARKUP = re.compile(r"[][*_`~<&!\\]")
_LINK = re.compile(r"!?\[([^\[\]]{0,400})\](?:\([^()]{0,1000}\)|\[[^\[\]]{0,200}\])")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)?[^<>\s]{1,500}[:@.][^<>\s]{1,500})>")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,300}>|<!--.{0,1000}?-->")
_STARS = re.compile(r"(?<!\S)\*+(?=\S)|(?<=\S)\*+|~~|`+")
_UNDERSCORES = re.compile(r"(?<![^\W_])_+(?=\S)|(?<=\S)_+(?![^\W_])")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def plain(markdown: str) -> str:
    """The visible words on one line: no links, emphasis, code marks, HTML or odd characters."""
    if not _MARKUP.search(markdown) and markdown.isprintable():
        return " ".join(markdown[:MOST_READ].split())
    text = _ESCAPE.sub(lambda found: f"&#{ord(found[1])};", markdown[:MOST_READ])
    text = _TAG.sub("", _AUTOLINK.sub(r"\1", _LINK.sub(r"\1", _LINK.sub(r"\1", text))))
    text = _UNDERSCORES.sub("", _STARS.sub("", text))
    visible = "".join(char if char.isprintable() else " " for char in unescape(text))
    return " ".join(visible.split())


def visible(text: str) -> str:
    """The text with what acts on a terminal, or cannot be seen, written as its number."""
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in text
    )


def shortened(text: str, most: int) -> str:
    """The text, cut at a word with `…` where it is longer than `most` characters."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    head, _, _ = cut.rpartition(" ")
    return f"{head if len(head) > most // 2 else cut}…".replace(" …", "…")
