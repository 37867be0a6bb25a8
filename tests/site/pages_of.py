"""Makes pages from records given as texts, as the build does, without writing a site."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from brmsite.chronicle.chronicle import NO_CHRONICLE
from brmsite.ground.diagnostic import Diagnostic
from brmsite.history.earlier import Earlier
from brmsite.insight import Insight
from brmsite.kinds import all_kinds
from brmsite.register.assemble import assemble
from brmsite.settings import Settings
from brmsite.site.own_layouts import layouts_in
from brmsite.site.page import Masthead, Page
from brmsite.site.pages import all_pages
from brmsite.site.prose import Prose
from brmsite.site.render import Renderer
from brmsite.site.titles import unique_titles
from brmsite.source.files import SourceFile
from brmsite.source.parse import parse

TREE = Path(__file__).parent / "tree"
"""A small organisation in which something is late, near, missing and in order."""

AS_OF = date(2026, 11, 16)
"""A Monday."""


def tree() -> dict[str, str]:
    """The records of the small organisation, by path."""
    return {
        path.relative_to(TREE).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(TREE.rglob("*"))
        if path.is_file()
    }


def insight_of(
    files: Mapping[str, str],
    as_of: date = AS_OF,
    findings: tuple[Diagnostic, ...] = (),
    settings: Settings | None = None,
) -> Insight:
    """What follows from some records; all of them must hold."""
    sources = (SourceFile(path, text.encode()) for path, text in files.items())
    register = assemble(map(parse, sources), all_kinds())
    assert len(register) == len(files), register.diagnostics
    return Insight(
        register=register,
        settings=settings or Settings(),
        as_of=as_of,
        earlier=Earlier(),
        titles=unique_titles(register),
        chronicle=NO_CHRONICLE,
        prose=Prose({}),
        findings=findings,
    )


def pages_of(
    module: str,
    files: Mapping[str, str],
    as_of: date = AS_OF,
    findings: tuple[Diagnostic, ...] = (),
) -> dict[str, Page]:
    """The pages that one file of the room makes of some records, by their paths."""
    pages = insight_of(files, as_of, findings).ask(all_pages()[module])
    return {page.path: page for page in pages}


def main_of(page: Page) -> str:
    """What stands between `<main>` and `</main>` of a page: without the frame all pages share."""
    renderer = Renderer(layouts_in(TREE), Masthead("Register", "en", AS_OF.isoformat()))
    html = renderer.render(page, page.view()).content.decode()
    begin, end = html.index("<main"), html.index("</main>")
    return html[begin:end] + "</main>\n"
