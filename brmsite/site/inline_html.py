"""Writes the text inside the blocks of a body as HTML: emphasis, code, links, images, mentions.

Most of it is plain. What holds a mark, python-markdown reads with the patterns below; this is the
only door to it. HTML in a text is text, and comments are left out.
"""

# ruff: noqa: N802, ARG002  (the names and parameters of the methods that python-markdown calls)

from __future__ import annotations

import html
import re
import threading
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping
from urllib.parse import quote

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor, Pattern
from markdown.treeprocessors import InlineProcessor as InlineTree
from markdown.treeprocessors import UnescapeTreeprocessor
from markdown.util import ETX, INLINE_PLACEHOLDER_RE, STX, AtomicString, code_escape

from brmsite.site.link_syntax import bare_link_end, bracket_pairs, inline_target
from brmsite.site.link_target import LinkTarget
from brmsite.site.unshown import without_controls
from brmsite.source.blocks import Reference
from brmsite.source.link_references import folded_label

_of_thread = threading.local()


def fill_in(
    pieces: list[str],
    texts: Iterable[int],
    links: Mapping[str, LinkTarget],
    references: Mapping[str, Reference],
) -> None:
    """Put HTML in place of those `pieces` that are texts as typed, and stand at these places.

    `links` tells where links within the records go, `references` what stands elsewhere in the body
    for reference-style links, by folded label.
    """
    marked: dict[int, str] = {}
    for number in texts:
        text = pieces[number]
        if _may_have_marks(text):
            marked[number] = text
        elif ">" in text:
            pieces[number] = text.replace(">", "&gt;")
    if not marked:
        return
    # One for each thread: making one takes about as long as rendering twenty lines. It is given
    # back only if all went well: a fault of the library may leave it in any state.
    writer: _Writer = _of_thread.__dict__.pop("writer", None) or _Writer()
    writer.links, writer.references = links, references
    writer.fill_in(pieces, marked)
    _of_thread.writer = writer


_MARK = re.compile(r"[\\`<&*_~\[@]")


def _may_have_marks(text: str) -> bool:
    """Whether any of the patterns below could find something in a text, or an entity stands in
    it; only `>` is then left to be escaped."""
    return _MARK.search(text) is not None or "://" in text or "www." in text or "  \n" in text


_EXTERNAL = re.compile(
    r"(?:https?://[^\s/?#\[\]<>\"'`{}|\\^]+(?:[/?#]|\Z)|mailto:\S)", re.IGNORECASE
)
_SAFE_IN_URL = "-_.+!*'(),%#@?=;:/&$~"
"""What cmark, too, leaves as it is in an address; all else is written as `%20` and the like."""

_OWN_IMAGE = re.compile(
    r"(?:\./)?[a-z0-9-]+\.files/[^?#]+\.(?:png|jpe?g|gif|webp|avif|svg)\Z", re.IGNORECASE
)


class _Writer:
    """python-markdown, set up once, and what it has to know about the body at hand."""

    def __init__(self) -> None:
        self.links: Mapping[str, LinkTarget] = {}
        self.references: Mapping[str, Reference] = {}
        self.inline: InlineTree
        self.unescape: UnescapeTreeprocessor
        self.patterns: tuple[tuple[re.Pattern[str], Pattern], ...] = ()
        """The patterns, in the order in which they are looked for, each with a sign without which
        none is in a text."""
        self.markdown = Markdown(extensions=[_AsOnTheForge(self)], output_format="html")

    def fill_in(self, pieces: list[str], texts: Mapping[int, str]) -> None:
        """Put the HTML of each of these texts, by the patterns below, among the pieces.

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
            for number, part in zip(numbers, parts, strict=True):
                pieces[number] = part

    def _patterns_for(self, text: str) -> tuple[Pattern, ...]:
        return tuple([pattern for sign, pattern in self.patterns if sign.search(text)])

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


# The patterns ---------------------------------------------------------------------------------

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


def _verbatim(text: str) -> AtomicString:
    """Text that is no Markdown, and in which an entity is no entity."""
    return AtomicString(code_escape(without_controls(text)))


def _attribute(text: str) -> str:
    """A value for an attribute in which an entity is no entity."""
    return without_controls(text).replace("&", "&amp;")
