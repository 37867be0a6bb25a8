"""The rows of a cut list in its script: the same as on its pages, each value once, safe, stable."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any

import pytest
from markupsafe import escape

from brmsite.build import site_files
from brmsite.examine import examine
from brmsite.ground.output_file import OutputFile
from brmsite.site import paging
from brmsite.site.addresses import Here
from brmsite.site.language import Things
from brmsite.site.own_layouts import layouts_in
from brmsite.site.page import Masthead, Page
from brmsite.site.pages.people import PeopleView
from brmsite.site.paging import Part, parts
from brmsite.site.render import Renderer
from brmsite.site.shapes import (
    Aside,
    Cell,
    Code,
    Column,
    Day,
    Edit,
    Empty,
    Link,
    Number,
    Row,
    Spark,
    Table,
    Tag,
    Text,
    line,
)
from brmsite.site.whole_tables import WholeTables
from tests.browser.typical import AS_OF, ROOT

COLUMNS = (Column("Name"), Column("Status", "status"), Column("Value", "number"), Column("More"))
HOSTILE = (
    "</script><b>",
    "\"'`${x}",
    "=1+1",
    "\u202eright",
    "\u2028\u2029",
    "👩‍💻",
    "\\",
    "x" * 200,
)


def row(number: int, here: Here) -> Row:
    name = f"{HOSTILE[number % len(HOSTILE)]} {number}"
    spark = Spark((1, None, 2, float(number)), f"{number} & more", 1.5, (0,))
    return Row(
        (
            Cell((here.page(name, f"people/{number}.html", "top"), Text(" "), Aside(name))),
            Cell((Tag("Late", "bad"),) if number % 2 else (), sort=str(number % 2)),
            Cell((Number(f"{number:,} k", number * 1000),)),
            (
                Cell((Day("2026-12-03", "3 Dec 2026"), Text("; "), Code("a<b"))),
                Cell((Edit("old", "new"), Edit("", "new"), Edit("old", ""))),
                Cell((spark,)),
                Cell((Link("out", "https://example.org/?a=1&b=2"), here.page("next", here.path))),
                Cell(line("plain & simple")),
                Cell(()),
            )[number % 6],
        )
    )


def list_pages(count: int, size: int, first: str = "people/index.html") -> Iterator[Page]:
    def view(part: Part[int]) -> PeopleView:
        here = Here(part.path)
        rows = tuple(row(number, here) for number in part.rows)
        table = part.table(Table("t", "T", COLUMNS, rows, Empty("None."), controls=True))
        return PeopleView((), table, part.pager)

    for part in parts(range(count), first, Things("{n} person", "{n} people"), size):
        yield Page(part.path, "pages/people.html", "P", partial(view, part))


def files_of(pages: Iterable[Page]) -> tuple[OutputFile, ...]:
    renderer, tables = Renderer(layouts_in(ROOT), Masthead("B", "en", "2026-11-22")), WholeTables()
    return tuple(
        file
        for page in pages
        for view in (page.view(),)
        for file in (renderer.render(page, view), *tables.of(page, view))
    )


def handed_over(file: OutputFile) -> list[Any]:
    said = re.fullmatch(r"brmsite\.put\((.*)\);\n", file.content.decode(), re.DOTALL)
    assert said
    columns: list[Any] = json.loads(said[1])
    return columns


def drawn(piece: Any) -> str:
    """A piece as rows.js draws it."""
    if isinstance(piece, str):
        return str(escape(piece))
    if piece[0] == "svg":
        _, text, goal, runs, missed, circle = piece
        goal = f'<path class="goal" d="M0 {goal}h84"/>' if goal else ""
        lines = "".join(f'<polyline points="{run}"/>' for run in runs)
        missed = f'<path class="missed" d="{missed}"/>' if missed else ""
        dot = f'<circle cx="{circle[0]}" cy="{circle[1]}" r="2.5"/>' if circle else ""
        return (
            '<svg class="spark" role="img" width="84" height="24" viewBox="0 0 84 24">'
            f"<title>{escape(text)}</title>{goal}{lines}{missed}{dot}</svg>"
        )
    name, text, *said = piece
    key = {"a": "href", "time": "datetime", "span": "class"}.get(name)
    attribute = f' {key}="{escape(said[0])}"' if said else ""
    return f"<{name}{attribute}>{escape(text)}</{name}>"


def resolved(html: str, place: str) -> str:
    """HTML with its links as they are from the site's folder."""

    def whole(found: re.Match[str]) -> str:
        link = found[1]
        if link.startswith("http"):
            return found[0]
        path, mark, part = link.partition("#")
        path = normpath(join(dirname(place), path)) if path else place
        return f'href="{path}{mark}{part}"'

    return re.sub(r'href="([^"]*)"', whole, html)


def rows_in(script: OutputFile) -> list[list[tuple[str, str]]]:
    """Sort key and HTML of every cell, row by row."""

    def cells(cell: Any) -> tuple[str, str]:
        order, *pieces = ["", cell] if isinstance(cell, str) else cell
        return order, resolved("".join(map(drawn, pieces)), script.path)

    columns = []
    for values, *places in handed_over(script):
        shown = [cells(value) for value in values]
        columns.append([shown[at] for at in places[0]] if places else shown)
    return [list(each) for each in zip(*columns, strict=True)]


CELL = re.compile(r"<t[hd]([^>]*)>(.*?)(?=<t[hd]\b|</tr>)", re.DOTALL)


def rows_on(page: OutputFile) -> list[list[tuple[str, str]]]:
    """The same of the table with controls on a page."""
    text = page.content.decode()
    body = text[text.index("data-whole") :].partition("<tbody>")[2].partition("</tbody>")[0]
    found = []
    for each in body.split("<tr")[1:]:
        cells = CELL.findall(each)
        keys = [re.search(r'data-sort="([^"]*)"', tag) for tag, _ in cells]
        found.append(
            [
                (str(key[1]) if key else "", resolved(html, page.path))
                for key, (_, html) in zip(keys, cells, strict=True)
            ]
        )
    return found


def is_script(file: OutputFile) -> bool:
    return file.path.endswith(".rows.js")


def test_a_list_on_one_page_has_no_script() -> None:
    [page] = files_of(list_pages(20, 20))
    assert b"data-whole" not in page.content


def test_the_script_stands_beside_the_first_page_after_the_last() -> None:
    files = files_of(list_pages(21, 10))
    assert [file.path for file in files] == [
        "people/index.html",
        "people/index/2.html",
        "people/index/3.html",
        "people/index.rows.js",
    ]
    ways = [re.findall(rb'data-whole="([^"]*)"', file.content) for file in files[:3]]
    assert ways == [[b"index.rows.js"], [b"../index.rows.js"], [b"../index.rows.js"]]


def test_the_script_has_every_row_as_its_page_draws_it() -> None:
    *pages, script = files_of(list_pages(25, 4))
    assert rows_in(script) == [row for page in pages for row in rows_on(page)]
    assert len(rows_in(script)) == 25


def test_every_value_of_a_column_is_written_once() -> None:
    *_, script = files_of(list_pages(25, 4))
    names, statuses, *_ = handed_over(script)
    assert len(names) == 1
    assert statuses[0] == [["0"], ["1", ["span", "Late", "tag bad"]]]
    assert statuses[1] == [number % 2 for number in range(25)]


def test_lists_that_come_at_the_same_time_are_not_mixed() -> None:
    in_turn = zip(list_pages(9, 3), list_pages(12, 4, "other.html"), strict=True)
    scripts = [file for file in files_of(chain.from_iterable(in_turn)) if is_script(file)]
    assert [(file.path, len(rows_in(file))) for file in scripts] == [
        ("people/index.rows.js", 9),
        ("other.rows.js", 12),
    ]


@pytest.fixture(scope="module")
def cut_short() -> tuple[OutputFile, ...]:
    """The sample's site with two rows a page, so that nearly every list is cut."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paging.parts, "__defaults__", (2,))
        files = (file for file, _ in site_files(examine(ROOT, AS_OF), AS_OF))
        return tuple(file for file in files if isinstance(file, OutputFile))


def test_every_cut_table_of_the_sample_has_its_script(cut_short: tuple[OutputFile, ...]) -> None:
    lost = [
        file.path
        for file in cut_short
        if file.path != "styleguide.html"  # where nothing is a part of anything
        and b"data-controls" in file.content
        and re.search(rb'rel="(?:next|prev)"', file.content)
        and b"data-whole" not in file.content
    ]
    assert lost == []


def test_every_script_of_the_sample_has_the_rows_of_its_pages(
    cut_short: tuple[OutputFile, ...],
) -> None:
    by_path = {file.path: file for file in cut_short}
    scripts = [file for file in cut_short if is_script(file)]
    assert len(scripts) > 20
    for script in scripts:
        first = script.path.replace(".rows.js", ".html")
        further = Path(first).with_suffix("").as_posix()
        pages = [by_path[first]]
        while (path := f"{further}/{len(pages) + 1}.html") in by_path:
            pages.append(by_path[path])
        assert rows_in(script) == [row for page in pages for row in rows_on(page)], script.path
