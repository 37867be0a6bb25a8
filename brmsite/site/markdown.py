"""Turns the Markdown body of a record into HTML that reads as on the forge and is safe to show.

This is the only door to python-markdown and nh3, and the only file that calls a text safe HTML.
The blocks of the body are read by `brmsite.source.blocks`. Most text inside them is plain; where it
holds a mark, python-markdown reads it with the patterns below. nh3 then lets nothing through but a
closed list of tags and attributes. HTML in a body is text. Comments are never published.
"""

# ruff: noqa: N802, ARG002  (the names and parameters of the methods that python-markdown calls)

from __future__ import annotations

import html
import itertools
import json
import re
import threading
import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

import nh3
from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor, Pattern
from markdown.treeprocessors import InlineProcessor as InlineTree
from markdown.treeprocessors import UnescapeTreeprocessor
from markdown.util import ETX, INLINE_PLACEHOLDER_RE, STX, AtomicString, code_escape
from markupsafe import Markup

from brmsite.ground.value import Value
from brmsite.ground.words import english
from brmsite.site.language import _
from brmsite.site.link_syntax import bare_link_end, bracket_pairs, inline_target
from brmsite.source.blocks import (
    Block,
    BlockList,
    Code,
    Heading,
    Item,
    Paragraph,
    Quote,
    RawHtml,
    Reference,
    Rule,
    Table,
    folded_label,
    read_blocks,
)
from brmsite.source.complexity import too_complex


@dataclass(frozen=True, slots=True)
class LinkTarget:
    """Where a link in a body goes: an address on the site, and the title of what is there."""

    href: str
    title: str


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


def render_body(
    body: str,
    links: Mapping[str, LinkTarget],
    *,
    below: int | None = 2,
    items: Mapping[tuple[int, int], str] | None = None,
) -> RenderedBody:
    """A body (without front matter) as HTML; never raises.

    `links` tells where links within the records go, by the target exactly as it is written:
    `agreements/sla` for `[[agreements/sla]]`, `../customers/logistics.yaml` for a relative link,
    `@k-berg` for a mention, `report.files/plan.png` for a file of the record, which alone may be
    shown as an image. The headings of the body nest below the `h2` (or `below`) of the page without
    a gap, whichever level they begin with; None leaves their levels as written. Every heading has
    an id that begins with `_`, which no other name on a page does.

    With `items`, the body is also told by topics. They are the list items that the page shows in
    another way, named by their first and last line (from 1): these are left out of the HTML, and
    the topics say which of them they held.
    """
    found = too_complex(body)
    if found is not None:
        return as_plain_text(body, found.reason)
    writer = _writer()
    try:
        html = writer.html(body, links, below, items)
        topics = () if items is None else _topics(html, writer.held)
        return RenderedBody(Markup(html.replace(_CUT, "")), False, "", topics)
    except _TooLongError:
        why = english("it would become more than {number} characters of HTML", number=_LARGEST)
        return as_plain_text(body, why)
    except Exception as error:  # A fault of a library must not cost the site.
        # The writer may be left in any state: the next body gets a new one.
        del _of_thread.writer
        why = english("it cannot be read as Markdown ({error})", error=type(error).__name__)
        return as_plain_text(body, why)


def as_plain_text(body: str, reason: str) -> RenderedBody:
    """The body as it was typed, without comments."""
    text = _COMMENT.sub("", _without_controls(body))
    return RenderedBody(Markup('<pre class="as-typed">{}</pre>').format(text), True, reason)


def _topics(text: str, held: Sequence[Sequence[str]]) -> tuple[Topic, ...]:
    """The parts between the cuts that say something, and the items each of them held."""
    found: list[Topic] = []
    for part, items in zip(text.split(_CUT), held, strict=True):
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

_CUT = '<hr class="cut">'
"""Stands between topics until the HTML is cut there. Nobody can type it: HTML in a body is text."""

_HEADING = re.compile(r'<h[1-6] id="([^"]*)">(.*?)</h[1-6]>', re.DOTALL)

_ITEM = re.compile(r"(?:\[[ xX/~]\]\s+|\*\*decision:?\*\*:?\s+)?\(", re.IGNORECASE)
"""How the text of a list item begins that is an action or a decision, after its box."""

_LONGEST_ID = 60

_LARGEST = 4_000_000
"""No body becomes more characters of HTML than this."""

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]+")
"""Control characters are no text, and python-markdown marks its own places with two of them."""

_EXTERNAL = re.compile(
    r"(?:https?://[^\s/?#\[\]<>\"'`{}|\\^]+(?:[/?#]|\Z)|mailto:\S)", re.IGNORECASE
)
_SAFE_IN_URL = "-_.+!*'(),%#@?=;:/&$~"
"""What cmark, too, leaves as it is in an address; all else is written as `%20` and the like."""

_OWN_IMAGE = re.compile(
    r"(?:\./)?[a-z0-9-]+\.files/[^?#]+\.(?:png|jpe?g|gif|webp|avif|svg)\Z", re.IGNORECASE
)


class _TooLongError(Exception):
    """The HTML of a body grew beyond all bounds."""


# The writer -----------------------------------------------------------------------------------


class _Writer:
    """python-markdown, set up once, and what it has to know about the body at hand."""

    def __init__(self) -> None:
        self.links: Mapping[str, LinkTarget] = {}
        self.references: Mapping[str, Reference] = {}
        self.below: int | None = None
        self.headings: list[int] = []
        self.ids: dict[str, int] = {}
        self.items: Mapping[tuple[int, int], str] | None = None
        self.held: list[list[str]] = [[]]
        self.inline: InlineTree
        self.unescape: UnescapeTreeprocessor
        self.patterns: tuple[tuple[re.Pattern[str], Pattern], ...] = ()
        """The patterns, in the order in which they are looked for, each with a sign without which
        none is in a text."""
        self.markdown = Markdown(extensions=[_AsOnTheForge(self)], output_format="html")

    def html(
        self,
        body: str,
        links: Mapping[str, LinkTarget],
        below: int | None,
        items: Mapping[tuple[int, int], str] | None,
    ) -> str:
        self.links = links
        self.below = below
        self.headings = []
        self.ids = {}
        self.items = items
        self.held = [[]]
        shown = _without_controls(body)
        if not shown.strip():
            return ""
        blocks = read_blocks(shown)
        self.references = blocks.references
        text = _Html(self).of(blocks.blocks)
        if len(text) > _LARGEST:
            raise _TooLongError
        return _CLEANER.clean(text)

    def formatted(self, texts: Mapping[int, str]) -> Iterator[tuple[int, str]]:
        """The HTML of each of these texts, by the patterns below, in any order.

        Those with the same signs are read together: most hold few, and to look for a pattern takes
        longer than to see that it cannot be there.
        """
        alike: dict[tuple[Pattern, ...], list[int]] = {}
        for number, text in texts.items():
            alike.setdefault(self._patterns_for(text), []).append(number)
        for patterns, numbers in alike.items():
            self.inline.inlinePatterns = patterns  # type: ignore[assignment]
            root = ET.Element("div")
            for number in numbers:
                ET.SubElement(root, "p").text = texts[number]
            self.inline.run(root)
            self.unescape.run(root)
            written = self.markdown.serializer(root)
            # No pattern makes a paragraph: these tags stand between two texts, and nowhere else.
            parts = written.removeprefix("<div><p>").removesuffix("</p></div>").split("</p><p>")
            yield from zip(numbers, parts, strict=True)

    def _patterns_for(self, text: str) -> tuple[Pattern, ...]:
        return tuple([pattern for sign, pattern in self.patterns if sign.search(text)])

    def heading_level(self, written: int) -> int:
        """The level of the next heading on the page: one deeper than the heading it is under."""
        if self.below is None:
            return written
        while self.headings and self.headings[-1] >= written:
            self.headings.pop()
        self.headings.append(written)
        return min(self.below + len(self.headings), 6)

    def heading_id(self, text: str) -> str:
        """The name of the next heading on the page: its words with dashes, `_gate-outages`; a
        second one of the same words is `_gate-outages-2`."""
        words = re.findall(r"\w+", unicodedata.normalize("NFC", text).lower())
        name = f"_{'-'.join(words)}"[:_LONGEST_ID].rstrip("-_") or "_"
        while name in self.ids:
            self.ids[name] += 1
            name = f"{name}-{self.ids[name]}"
        self.ids[name] = 1
        return name

    def takes_out(self, item: Item) -> bool:
        """Whether a list item is shown elsewhere on the page, and then is noted as one of the
        present topic. One that holds more than its text stays, so that nothing is lost."""
        first = item.blocks[0] if len(item.blocks) == 1 else None
        if not self.items or not isinstance(first, Paragraph) or not _ITEM.match(first.text):
            return False
        name = self.items.get((first.line, first.line + first.text.count("\n")))
        if name is None:
            return False
        self.held[-1].append(name)
        return True

    def source(self, text: str) -> str:
        """The text as it was before any of the patterns below took a part of it away."""
        taken = self.inline.stashed_nodes

        def given_back(found: re.Match[str]) -> str:
            node = taken.get(found[1], "")
            return node if isinstance(node, str) else html.unescape("".join(node.itertext()))

        return _unshielded(INLINE_PLACEHOLDER_RE.sub(given_back, text))

    def link(self, target: str, title: str) -> ET.Element:
        """An element for the text of a link: `a`, or `span` where the target leads nowhere."""
        element = ET.Element("a")
        written = html.unescape(self.source(target))
        if inside := self.links.get(written):
            element.set("href", _attribute(inside.href))
        elif _EXTERNAL.match(written):
            element.set("href", _attribute(quote(written, safe=_SAFE_IN_URL)))
            element.set("class", "external")
            element.set("rel", "noopener noreferrer")
        else:
            return ET.Element("span")
        if title:
            element.set("title", self.source(title))
        return element

    def without_links(self, label: str) -> str:
        """The label of a link, with what was found in it before (a strange image, an address in
        angle brackets) no longer a link of its own."""
        for found in INLINE_PLACEHOLDER_RE.finditer(label):
            node = self.inline.stashed_nodes.get(found[1])
            if isinstance(node, ET.Element) and node.tag == "a":
                node.tag = "span"
                node.attrib.clear()
        return label

    def image(self, target: str, title: str, label: str) -> ET.Element:
        """An image if it is a file of the record, else a link to it, else its description."""
        written = html.unescape(self.source(target))
        description = self.source(label)
        inside = self.links.get(written)
        if inside is None or not _OWN_IMAGE.match(written):
            element = self.link(target, title)
            element.text = _verbatim(description or written)
            return element
        element = ET.Element("img", {"src": _attribute(inside.href), "alt": description})
        if title:
            element.set("title", self.source(title))
        return element


_of_thread = threading.local()


def _writer() -> _Writer:
    """The writer of this thread: making one takes about as long as rendering twenty lines."""
    if not hasattr(_of_thread, "writer"):
        _of_thread.writer = _Writer()
    writer: _Writer = _of_thread.writer
    return writer


class _AsOnTheForge(Extension):
    """Replaces how python-markdown reads links, code and line breaks."""

    def __init__(self, writer: _Writer) -> None:
        super().__init__()
        self.writer = writer

    def extendMarkdown(self, md: Markdown) -> None:
        emphasis = md.inlinePatterns["em_strong"]
        self.writer.patterns = (
            (re.compile(r"[\\`<*_~]"), _Verbatim(self.writer)),
            (re.compile(r"!\["), _Image(self.writer)),
            (re.compile(r"\["), _Link(self.writer)),
            (re.compile(r"://|www\.|@"), _BareLink(self.writer)),
            (re.compile("@"), _Mention(self.writer)),
            (re.compile("[*_]"), emphasis),
            (re.compile("~"), _Strikethrough()),
            (re.compile(r"  \n|\\\n"), _LineBreak()),
        )
        self.writer.inline = InlineTree(md)
        self.writer.unescape = UnescapeTreeprocessor(md)


# Blocks ---------------------------------------------------------------------------------------


class _Html:
    """The HTML of one body in the making, in pieces; the texts with marks are filled in last, all
    at once."""

    def __init__(self, writer: _Writer) -> None:
        self.writer = writer
        self.pieces: list[str] = []
        self.marked: dict[int, str] = {}
        """The texts with marks, by the number of their piece, which is empty until the end."""

    def of(self, blocks: Sequence[Block]) -> str:
        """The HTML of all blocks of a body."""
        writer, pieces = self.writer, self.pieces
        for block in blocks:
            if writer.items is not None and isinstance(block, Heading) and block.text:
                pieces.append(_CUT)
                writer.held.append([])
            self._write(block)
        for number, text in writer.formatted(self.marked):
            pieces[number] = text
        return "".join(pieces)

    def _write(self, block: Block) -> None:
        add = self.pieces.append
        match block:
            case Paragraph():
                add("<p>")
                self._write_text(block.text)
                add("</p>")
            case Heading(text=""):
                pass  # Nobody can see it, and readers of screens would stumble over it.
            case Heading():
                level = self.writer.heading_level(block.level)
                add(f'<h{level} id="{self.writer.heading_id(block.text)}">')
                self._write_text(block.text)
                add(f"</h{level}>")
            case Code():
                add(f"<pre><code>{code_escape(block.text)}</code></pre>")
            case RawHtml():
                text = _COMMENT.sub("", block.text).strip("\n")
                if text.strip():
                    add(f'<pre class="raw-html">{code_escape(text)}</pre>')
            case Rule():
                add("<hr>")
            case Quote():
                add("<blockquote>")
                for inner in block.blocks:
                    self._write(inner)
                add("</blockquote>")
            case BlockList():
                self._write_list(block)
            case Table():
                self._write_table(block)

    def _write_text(self, text: str) -> None:
        if _may_have_marks(text):
            self.marked[len(self.pieces)] = text
            self.pieces.append("")
        else:
            self.pieces.append(text.replace(">", "&gt;"))

    def _write_list(self, block: BlockList) -> None:
        tag = "ul" if block.start is None else "ol"
        start = "" if block.start in (None, 1) else f' start="{block.start}"'
        self.pieces.append(f"<{tag}{start}>")
        before = len(self.pieces)
        for item in block.items:
            if not self.writer.takes_out(item):
                self._write_item(item, tight=block.tight)
        if len(self.pieces) == before:
            self.pieces.pop()
        else:
            self.pieces.append(f"</{tag}>")

    def _write_item(self, item: Item, *, tight: bool) -> None:
        add = self.pieces.append
        box = "" if item.done is None else _checkbox(done=item.done)
        add('<li class="task">' if box else "<li>")
        if box and not (item.blocks and isinstance(item.blocks[0], Paragraph)):
            add(f"{box} ")
            box = ""
        after_text = -1
        for inner in item.blocks:
            if not isinstance(inner, Paragraph):
                self._write(inner)
                continue
            if not tight:
                add("<p>")
            elif after_text == len(self.pieces):
                add("\n")  # What stood between the two is not shown, a comment say.
            if box:
                add(box)
            self._write_text(f" {inner.text}" if box else inner.text)
            box = ""
            after_text = len(self.pieces)
            if not tight:
                add("</p>")
        add("</li>")

    def _write_table(self, table: Table) -> None:
        add = self.pieces.append
        add("<table><thead>")
        self._write_row("th", table.rows[0], table.aligns)
        add("</thead>")
        if len(table.rows) > 1:
            add("<tbody>")
            for row in table.rows[1:]:
                self._write_row("td", row, table.aligns)
            add("</tbody>")
        add("</table>")

    def _write_row(self, tag: str, cells: tuple[str, ...], aligns: tuple[str, ...]) -> None:
        add = self.pieces.append
        add("<tr>")
        for cell, align in itertools.zip_longest(cells, aligns, fillvalue=""):
            add(f'<{tag} class="align-{align}">' if align else f"<{tag}>")
            self._write_text(cell)
            add(f"</{tag}>")
        add("</tr>")


def _checkbox(*, done: bool) -> str:
    """A box that shows the state of a task and cannot be clicked."""
    label = html.escape(_("done") if done else _("to do"))
    checked = " checked" if done else ""
    return f'<input aria-label="{label}"{checked} disabled type="checkbox">'


_MARK = re.compile(r"[\\`<&*_~\[@]")


def _may_have_marks(text: str) -> bool:
    """Whether any of the patterns below could find something in a text, or an entity stands in
    it; only `>` is then left to be escaped."""
    return _MARK.search(text) is not None or "://" in text or "www." in text or "  \n" in text


# The text inside blocks -----------------------------------------------------------------------

_Match = tuple[ET.Element | str | None, int | None, int | None]
_NO_MATCH: _Match = (None, None, None)


class _Verbatim(InlineProcessor):
    """What binds tighter than all else, from left to right: escaped characters, code, comments and
    links in angle brackets. Long runs of marks are no emphasis but lines to sign on."""

    def __init__(self, writer: _Writer) -> None:
        super().__init__(
            r"""\\(?P<escaped>[!-/:-@\[-`{-~])|(?P<ticks>`+)|(?P<comment><!--)"""
            r"""|<(?P<url>[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*+)>"""
            r"""|<(?P<mail>[\w.!\#$%&'*+/=?^`{|}~-]++@[A-Za-z0-9-]++(?:\.[A-Za-z0-9-]++)*+)>"""
            r"""|(?P<marks>[*_~]{10,})"""
        )
        self.writer = writer

    def handleMatch(self, m: re.Match[str], data: str) -> _Match:  # type: ignore[override]
        match m.lastgroup:
            case "escaped":
                return _shielded(m["escaped"]), m.start(), m.end()
            case "ticks":
                return _code_span(m, data)
            case "comment":
                end = data.find("-->", m.start() + 2)
                return _NO_MATCH if end < 0 else ("", m.start(), end + 3)
            case "url":
                element = self.writer.link(m["url"], "")
                element.text = _verbatim(m["url"])
                return element, m.start(), m.end()
            case "mail":
                element = self.writer.link(f"mailto:{m['mail']}", "")
                element.text = _verbatim(m["mail"])
                return element, m.start(), m.end()
            case _:
                return _shielded(m[0]), m.start(), m.end()


def _code_span(m: re.Match[str], data: str) -> _Match:
    end = re.compile(rf"(?<!`){m[0]}(?!`)").search(data, m.end())
    if end is None:
        return _NO_MATCH
    text = data[m.end() : end.start()].replace("\n", " ")
    if text[0] == text[-1] == " " and text.strip(" "):
        text = text[1:-1]
    element = ET.Element("code")
    element.text = _verbatim(text)
    return element, m.start(), end.end()


class _Bracketed(InlineProcessor):
    """What links and images have in common: a label in brackets, and a target after it or in a
    reference elsewhere."""

    def __init__(self, pattern: str, writer: _Writer) -> None:
        super().__init__(pattern)
        self.writer = writer
        self._paired = ""
        self._pairs: dict[int, int] = {}

    def closing(self, data: str, at: int) -> int | None:
        """Where the bracket that opens at `at` is closed. The pairs are computed once for a text
        and kept while only what stands before `at` is replaced, as python-markdown does."""
        if not self._paired.endswith(data[at:]):
            self._paired = data
            self._pairs = bracket_pairs(data)
        shift = len(self._paired) - len(data)
        close = self._pairs.get(at + shift)
        return None if close is None else close - shift

    def target(self, data: str, opening: int, close: int) -> tuple[str, str, int] | None:
        """Target, title and end of the link whose label stands between these brackets."""
        if data.startswith("(", close + 1):
            inline = inline_target(data, close + 1)
            if inline:
                return inline.target, inline.title, inline.end
        label, end = data[opening + 1 : close], close + 1
        if data.startswith("[", end):
            second = self.closing(data, end)
            if second is not None:
                label, end = data[end + 1 : second] or label, second + 1
        if len(label) > 999 or not self.writer.references:
            return None
        reference = self.writer.references.get(folded_label(self.writer.source(label)))
        return None if reference is None else (reference.target, reference.title, end)


class _Image(_Bracketed):
    """`![description](file "title")`."""

    def __init__(self, writer: _Writer) -> None:
        super().__init__(r"!\[", writer)

    def handleMatch(self, m: re.Match[str], data: str) -> _Match:  # type: ignore[override]
        opening = m.end() - 1
        close = self.closing(data, opening)
        found = None if close is None else self.target(data, opening, close)
        if close is None or found is None:
            return _NO_MATCH
        target, title, end = found
        return self.writer.image(target, title, data[opening + 1 : close]), m.start(), end


class _Link(_Bracketed):
    """`[text](target "title")`, `[text][reference]` and `[[folder/id|text]]`."""

    def __init__(self, writer: _Writer) -> None:
        super().__init__(r"\[", writer)

    def handleMatch(self, m: re.Match[str], data: str) -> _Match:  # type: ignore[override]
        opening = m.start()
        close = self.closing(data, opening)
        if close is None:
            return _NO_MATCH
        found = self.target(data, opening, close)
        if found is None:
            return self._record_link(opening, data)
        if self._holds_a_link(data, opening, close):
            return _NO_MATCH
        target, title, end = found
        element = self.writer.link(target, title)
        element.text = self.writer.without_links(data[opening + 1 : close])
        return element, opening, end

    def _holds_a_link(self, data: str, opening: int, close: int) -> bool:
        """Of links inside each other, the innermost is one."""
        inner = data.find("[", opening + 1, close)
        while inner >= 0:
            end = self.closing(data, inner)
            if end is not None and self.target(data, inner, end):
                return True
            inner = data.find("[", inner + 1, close)
        return False

    def _record_link(self, opening: int, data: str) -> _Match:
        found = _RECORD_LINK.match(data, opening)
        if found is None:
            return _NO_MATCH
        address = self.writer.source(found[1]).strip()
        label = self.writer.without_links(found[2] or "").strip()
        target = self.writer.links.get(address)
        if target is None:
            element = ET.Element("span", {"class": "broken-link"})
            element.text = label or _verbatim(address)
        else:
            element = ET.Element("a", {"href": _attribute(target.href)})
            element.text = label or _verbatim(target.title)
        return element, opening, found.end()


_RECORD_LINK = re.compile(r"\[\[([^\[\]|\n]+)(?:\|([^\[\]\n]+))?\]\]")


class _BareLink(InlineProcessor):
    """Web and mail addresses that are simply typed."""

    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, writer: _Writer) -> None:
        super().__init__(
            r"(?:(?<![A-Za-z0-9])https?://|(?P<www>(?<![^\s*_~(])www\.))"
            rf"(?P<host>[^\W_][\w.-]*+)[^\s<{STX}{ETX}]*+"
            r"|(?<![\w.+/-])(?P<mail>[A-Za-z0-9_.+-]++@[A-Za-z0-9-]++(?:\.[A-Za-z0-9-]++)++)"
        )
        self.writer = writer

    def handleMatch(self, m: re.Match[str], data: str) -> _Match:  # type: ignore[override]
        if m["mail"]:
            end, prefix = m.end(), "mailto:"
            sound = data[end - 1].isalnum()
        else:
            end = bare_link_end(data, m.start(), m.end())
            prefix = "http://" if m["www"] else ""
            sound = "_" not in "".join(m["host"].rstrip("._").split(".")[-2:])
        if not sound:
            return _NO_MATCH
        text = html.unescape(data[m.start() : end])
        element = self.writer.link(prefix + text, "")
        element.text = _verbatim(text)
        return element, m.start(), end


class _Mention(InlineProcessor):
    """`@k-berg`, where that is someone we know: reads as the name."""

    ANCESTOR_EXCLUDES = ("a",)

    def __init__(self, writer: _Writer) -> None:
        super().__init__(r"(?<![\w@/.+-])@[a-z0-9]++(?:-[a-z0-9]++)*+(?![\w@])")
        self.writer = writer

    def handleMatch(self, m: re.Match[str], data: str) -> _Match:  # type: ignore[override]
        person = self.writer.links.get(m[0])
        if person is None:
            return _NO_MATCH
        element = ET.Element("a", {"href": _attribute(person.href)})
        element.text = _verbatim(person.title)
        return element, m.start(), m.end()


class _LineBreak(InlineProcessor):
    """Two blanks or a backslash at the end of a line."""

    def __init__(self) -> None:
        super().__init__(r"(?:(?<! ) {2,}+|\\)(?=\n)")

    def handleMatch(self, m: re.Match[str], data: str) -> _Match:  # type: ignore[override]
        return ET.Element("br"), m.start(), m.end()


class _Strikethrough(InlineProcessor):
    """`~~gone~~` and `~gone~`."""

    def __init__(self) -> None:
        super().__init__(r"(?<!~)(~~?)(?![\s~])([^~]*+)(?<!\s)\1(?!~)")

    def handleMatch(self, m: re.Match[str], data: str) -> _Match:  # type: ignore[override]
        element = ET.Element("del")
        element.text = m[2]
        return element, m.start(), m.end()


# Text that python-markdown must not touch again -----------------------------------------------

_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
_SHIELDED = re.compile(rf"{STX}(\d+){ETX}")


def _shielded(text: str) -> str:
    """Marks written in the way python-markdown itself hides escaped ones until the end."""
    return _PUNCTUATION.sub(lambda found: f"{STX}{ord(found[0])}{ETX}", text)


def _unshielded(text: str) -> str:
    return _SHIELDED.sub(lambda found: chr(int(found[1])), text)


def _without_controls(text: str) -> str:
    return _CONTROLS.sub("", text)


def _verbatim(text: str) -> AtomicString:
    """Text that is no Markdown, and in which an entity is no entity."""
    return AtomicString(code_escape(_without_controls(text)))


def _attribute(text: str) -> str:
    """A value for an attribute in which an entity is no entity."""
    return _without_controls(text).replace("&", "&amp;")
