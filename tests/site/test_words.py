"""Every word of a layout goes through the catalogue, so that the site can speak other languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from jinja2 import Environment, nodes

from brmsite.site.render import our_layouts

LAYOUTS = sorted(our_layouts().rglob("*.html"))

# Shows those who write layouts what there is, in the language of the code.
ENGLISH = {"pages/styleguide.html"}

SAYING = (nodes.Name("_", "load"), nodes.Name("counted", "load"))
CODE = nodes.Name("code", "load")
READ_OUT = {"alt", "aria-description", "aria-label", "label", "placeholder", "title"}
UNREAD = {"code", "script", "style"}
WORD = re.compile(r"[^\W\d_]{2,}")
# Names of files, classes and kinds are small and hold no space.
SENTENCE = re.compile(r"[^\W\d_]+[ .…!?]|^[A-Z][a-z]")


class _Words(HTMLParser):
    """Gathers the words that stand in HTML itself."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in UNREAD:
            self._open.append(tag)
        for name, value in attrs:
            if (name in READ_OUT or name.startswith("data-")) and WORD.search(value or ""):
                self.found.append(f'{name}="{value}"')

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            self._open.remove(tag)

    def handle_data(self, data: str) -> None:
        if not self._open and WORD.search(data):
            self.found.append(data.strip())


def written_out(source: str) -> Iterator[str]:
    """The words of a layout that stand beside its expressions."""
    html = ""
    for _, kind, text in Environment().lex(source):
        if kind == "data":
            html += text
        elif kind in ("variable_begin", "block_begin"):
            # What is printed may name an element; elsewhere any sign that is no letter will do.
            is_name = kind == "variable_begin" and html.endswith(("<", "</"))
            html += "x" if is_name else "0" if kind == "variable_begin" else ""
    words = _Words()
    words.feed(html)
    words.close()
    yield from words.found


def inside(source: str) -> Iterator[str]:
    """The words of a layout that stand in its expressions, and are not said by `_` or `counted`."""
    waiting: list[nodes.Node] = [Environment().parse(source)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, nodes.Call) and node.node == CODE:
            continue
        if isinstance(node, nodes.Call) and node.node in SAYING:
            waiting += [each.value for each in node.kwargs]
        elif isinstance(node, nodes.Const):
            if isinstance(node.value, str) and SENTENCE.search(node.value):
                yield node.value
        elif not isinstance(node, (nodes.TemplateData, nodes.Extends, nodes.Include)):
            is_import = isinstance(node, (nodes.Import, nodes.FromImport))
            waiting += () if is_import else node.iter_child_nodes()


@pytest.mark.parametrize(
    "name", sorted({path.relative_to(our_layouts()).as_posix() for path in LAYOUTS} - ENGLISH)
)
def test_a_layout_has_no_words_of_its_own(name: str) -> None:
    source = (our_layouts() / name).read_text(encoding="utf-8")
    assert not [*written_out(source), *inside(source)], '{{ _("...") }} says them'


@pytest.mark.parametrize(
    "layout, found",
    [
        ("<p>Nothing</p>", ["Nothing"]),
        ('<p>{{ _("Nothing") }} · 3</p>', []),
        ("<p>{{ n }}s of {{ _('all') }}</p>", ["0s of 0"]),
        ('<nav aria-label="Main" class="wide"><ul id="menu"></ul></nav>', ['aria-label="Main"']),
        ('<p data-clear="Show all {0}"></p>', ['data-clear="Show all {0}"']),
        ('<{{ "ol" if a else "ul" }} class="list"><code>path</code></{{ "ol" }}>', []),
        ('{{ views(all, "Views of it") }}', ["Views of it"]),
        ('{% set head = "Owner" %}{{ head }}', ["Owner"]),
        ('{% from "macros/line.html" import line %}{{ line(a, kind="text") }}', []),
        ('{{ _("Type {code}", code=code("brmsite new")) }}', []),
        ('{{ _("By {who}", who="Somebody else") }}', ["Somebody else"]),
    ],
)
def test_the_words_of_a_layout_are_found(layout: str, found: list[str]) -> None:
    assert [*written_out(layout), *inside(layout)] == found
