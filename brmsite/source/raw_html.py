"""Where a forge takes lines of a body for HTML: the seven sorts of CommonMark, "HTML blocks"."""

from __future__ import annotations

import re

_COMMENT = "<!--"
_COMMENT_EDGE = re.compile("<!--(?!-?>)|-->")
_ATTRIBUTE = (
    r"""[ \t]++[A-Za-z_:][\w.:-]*+(?:[ \t]*+=[ \t]*+(?:[^\s"'=<>`]++|'[^']*+'|"[^"]*+"))?"""
)
_WITH_END = (
    (re.compile(r"<(?:script|pre|style|textarea)(?:[\s>]|$)", re.IGNORECASE),
     re.compile(r"</(?:script|pre|style|textarea)>", re.IGNORECASE)),
    (re.compile(_COMMENT), re.compile("-->")),
    (re.compile(r"<\?"), re.compile(r"\?>")),
    (re.compile(r"<![A-Za-z]"), re.compile(">")),
    (re.compile(r"<!\[CDATA\["), re.compile(r"\]\]>")),
)  # fmt: skip
_BLOCK_TAG = re.compile(
    r"</?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd"
    r"|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]"
    r"|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup"
    r"|option|p|param|search|section|source|summary|table|tbody|td|tfoot|th|thead|title|tr|track"
    r"|ul)(?:\s|/?>|$)",
    re.IGNORECASE,
)
_LONE_TAG = re.compile(
    rf"(?:<[A-Za-z][A-Za-z0-9-]*(?:{_ATTRIBUTE})*[ \t]*/?>|</[A-Za-z][A-Za-z0-9-]*[ \t]*>)[ \t]*$"
)


def html_end(text: str) -> re.Pattern[str] | None:
    """What ends the HTML that begins with this text, if it may go on over blank lines."""
    return next((end for start, end in _WITH_END if start.match(text)), None)


def begins_html(text: str, *, in_paragraph: bool) -> bool:
    """Whether HTML that ends with a blank line begins with this text; in the middle of a paragraph
    not every tag begins some."""
    return bool(_BLOCK_TAG.match(text) or (not in_paragraph and _LONE_TAG.match(text)))


def in_comment_after(line: str, was_in_comment: bool) -> bool:
    """Whether a comment is open at the end of a line of HTML."""
    for found in _COMMENT_EDGE.finditer(line):
        was_in_comment = found[0] == _COMMENT
    return was_in_comment
