"""The reader of built sites finds what is broken, or no test of a whole site would mean anything."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.site.links import link_faults, read_page, read_site, unreachable

PAGE = """<!DOCTYPE html>
<html lang="en"><head><title>Sound</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<link rel="icon" href="data:image/svg+xml,x"><link rel="stylesheet" href="{way}site.css"></head>
<body><h1 id="top">Sound</h1><svg><title>A drawing</title></svg>
{body}
</body></html>
"""


def site(folder: Path, pages: dict[str, str]) -> Path:
    for path, body in {"site.css": "", **pages}.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        text = PAGE.format(way="../" * path.count("/"), body=body) if ".html" in path else body
        target.write_text(text, encoding="utf-8")
    return folder


def test_a_sound_site_has_no_faults(tmp_path: Path) -> None:
    body = (
        '<a href="customers/finance.html#top">there</a> <a href="#top">up</a>'
        '<a href="https://example.org/">out</a> <a href="mailto:a@example.org">write</a>'
        '<a href="customers/a%20b.pdf">file</a>'
    )
    back = '<a href="../index.html">back</a> <a href="finance.html">here</a>'
    pages = {"index.html": body, "customers/finance.html": back, "customers/a b.pdf": ""}

    read = read_site(site(tmp_path, pages))

    assert link_faults(read) == []
    assert unreachable(read) == []


@pytest.mark.parametrize(
    "link, wrong",
    [
        ('<a href="gone.html">', "'gone.html' is not there"),
        ('<a href="Customers/finance.html">', "is spelled customers/finance.html"),
        ('<a href="customers/finance.html#gone">', "names a part that is not on that page"),
        ('<a href="#gone">', "names a part that is not on that page"),
        ('<a href="site.css#part">', "names a part that is not on that page"),
        ('<a href="customers/">', "is a folder"),
        ('<a href=".">', "is a folder"),
        ('<a href="customers">', "is not there"),
        ('<a href="">', "names neither a page nor a part of this one"),
        ('<a href="../index.html">', "leads out of the site's folder"),
        ('<a href="/index.html">', "is not relative"),
        ('<a href="//example.org/">', "is not relative"),
        ('<a href="file:///etc/passwd">', "leads out of the site in a strange way"),
        ('<a href="javascript:alert(1)">', "leads out of the site in a strange way"),
        ('<a href="data:text/html,x">', "leads out of the site in a strange way"),
        ('<a href="http://[::1/">', "is no address"),
        ('<img alt="" src="https://example.org/x.png">', "is loaded from elsewhere"),
        ('<script src="https://example.org/x.js"></script>', "is loaded from elsewhere"),
        ('<script src="gone.js"></script>', "is not there"),
        ('<form action="https://example.org/"></form>', "is loaded from elsewhere"),
        ('<svg><use href="icons.svg#x"/></svg>', "is not there"),
    ],
)
def test_each_broken_link_is_told_with_its_place(tmp_path: Path, link: str, wrong: str) -> None:
    [fault] = link_faults(
        read_site(site(tmp_path, {"index.html": link, "customers/finance.html": ""}))
    )
    assert fault.startswith("index.html:6: ")
    assert fault.endswith(wrong)


def test_a_page_without_a_way_to_it_is_told(tmp_path: Path) -> None:
    pages = {
        "index.html": '<a href="a.html">',
        "a.html": '<a href="index.html">',
        "lost.html": '<a href="island.html">',
        "island.html": '<a href="lost.html"> <a href="index.html">',
    }
    assert unreachable(read_site(site(tmp_path, pages))) == ["island.html", "lost.html"]


def test_what_people_attach_is_a_file_and_no_page(tmp_path: Path) -> None:
    pages = {"index.html": '<a href="x.files/old.html">', "x.files/old.html": "<script>1</script>"}
    read = read_site(site(tmp_path, pages))
    assert list(read.pages) == ["index.html"]
    assert link_faults(read) == []


def test_a_page_tells_what_it_holds(tmp_path: Path) -> None:
    body = (
        '<h1 id="top" style="color:red">Two</h1><style>p {}</style><script>1</script>'
        '<a id="a" onclick="go()">words</a>'
    )
    page = read_page(site(tmp_path, {"index.html": body}), "index.html")

    assert page.title == "Sound"
    assert page.headings == 2
    assert page.policy == "default-src 'none'"
    assert page.ids == {"top": 2, "a": 1}
    assert page.inline == ["6: style=", "6: <style>", "6: <script>", "6: onclick="]
    assert [words for _, words in page.words] == ["Sound", "A drawing", "Two", "words"]
