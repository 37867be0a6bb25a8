"""A body as HTML that is safe to show: the only file that calls what somebody wrote safe HTML.

Whatever `block_html` and `inline_html` wrote of a body passes nh3 here, as the last thing before
anybody is shown it, and nothing gets through but a closed list of tags, attributes and schemes of
addresses.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Sequence

import nh3
from markupsafe import Markup

from brmsite.ground.value import Value

CUT = '<hr class="cut">'
"""Stands between topics until the HTML is cut there. Nobody can type it: HTML in a body is text."""


class Topic(Value):
    """A part of a body, from one heading to the next: `id` and words of that heading, empty for
    what stands before the first; its HTML with the heading; and the `items` written in it."""

    id: str
    heading: str
    html: Markup
    items: tuple[str, ...] = ()


class RenderedBody(Value):
    """A body as HTML; `plain` if it is only shown as typed, for the given `reason`.

    `topics` are its parts, where they were asked for.
    """

    html: Markup
    plain: bool
    reason: str
    topics: tuple[Topic, ...] = ()


def cleaned(written: str, held: Sequence[Sequence[str]] | None) -> RenderedBody:
    """What was written of a body, made safe. With `held`, the body is also told by topics, one for
    each part between the cuts: these are the items that each of them held."""
    safe = _CLEANER.clean(written)
    topics = () if held is None else _topics(safe, held)
    return RenderedBody(Markup(safe.replace(CUT, "")), False, "", topics)


def as_typed(text: str, reason: str) -> RenderedBody:
    """A text as it was typed, for the given reason."""
    return RenderedBody(Markup('<pre class="as-typed">{}</pre>').format(text), True, reason)


def kept_body(body: RenderedBody) -> bytes:
    """A rendered body as bytes that can be kept: JSON."""
    topics = [[one.id, one.heading, one.html, list(one.items)] for one in body.topics]
    is_told_by_them = body.html == "".join(one.html for one in body.topics)
    html = None if is_told_by_them else body.html
    said = [html, body.plain, body.reason, topics]
    return json.dumps(said, ensure_ascii=False).encode("utf-8", "surrogatepass")


def body_from(content: bytes) -> RenderedBody | None:
    """What `kept_body` wrote; None where these bytes are something else. The HTML counts as safe,
    as it did when it was kept: whoever can write to the store could write to the site as well."""
    try:
        html, plain, reason, told = json.loads(content)
        topics = tuple(
            Topic(str(id_), str(heading), Markup(part), tuple(map(str, items)))
            for id_, heading, part, items in told
        )
        whole = "".join(one.html for one in topics) if html is None else str(html)
        return RenderedBody(Markup(whole), plain is True, str(reason), topics)
    except (ValueError, TypeError, RecursionError):
        return None


def _topics(text: str, held: Sequence[Sequence[str]]) -> tuple[Topic, ...]:
    """The parts between the cuts that say something, and the items each of them held."""
    found: list[Topic] = []
    for part, items in zip(text.split(CUT), held, strict=True):
        heading = _HEADING.match(part)
        if heading is not None:
            said = heading[2]
            # nh3 also takes away a byte order mark at the beginning.
            said = nh3.clean(said, tags=set()) if "<" in said else said.removeprefix("\ufeff")
            words = html.unescape(said).strip()
            found.append(Topic(heading[1], words, Markup(part), tuple(items)))
        elif part.strip() or items:
            found.append(Topic("", "", Markup(part), tuple(items)))
    return tuple(found)


# What may leave this file ---------------------------------------------------------------------

_TAGS = {
    *("h1", "h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "blockquote", "pre", "hr"),
    *("table", "thead", "tbody", "tr", "th", "td"),
    *("a", "br", "code", "del", "em", "img", "input", "span", "strong"),
}
_CLASSES = {
    "a": {"external"},
    "hr": {"cut"},
    "li": {"task"},
    "pre": {"as-typed", "raw-html"},
    "span": {"broken-link"},
    "td": {"align-left", "align-center", "align-right"},
    "th": {"align-left", "align-center", "align-right"},
}
_ATTRIBUTES = {
    "a": {"href", "title", "rel"},
    "img": {"src", "alt", "title"},
    "input": {"aria-label", "checked", "disabled"},
    "ol": {"start"},
    **{f"h{level}": {"id"} for level in range(1, 7)},
}
_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    clean_content_tags=set(),
    attributes=_ATTRIBUTES,
    tag_attribute_values={"input": {"type": {"checkbox"}}},
    allowed_classes=_CLASSES,
    generic_attribute_prefixes=set(),
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
    strip_comments=True,
)

_HEADING = re.compile(r'<h[1-6] id="([^"]*)">(.*?)</h[1-6]>', re.DOTALL)
