"""Under which name a document is published: its own, or one under which no browser runs it."""

from __future__ import annotations

import pytest

from brmsite.site.attached import published_as

FOLDER = "agreements/a.files"
LONG = "n" * 243


@pytest.mark.parametrize(
    "name", ["signed copy.pdf", "a.PNG", "b.tar.7z", "x.html.pdf", "prices.csv", "notes.txt"]
)
def test_what_no_browser_runs_keeps_its_name(name: str) -> None:
    assert published_as(f"{FOLDER}/{name}") == f"{FOLDER}/{name}"


@pytest.mark.parametrize(
    "name",
    [
        *("a.html", "a.HTM", "a.xhtml", "a.svg", "a.svgz", "a.xml", "a.xslt", "a.js", "a.mht"),
        *("api.wsdl", "a.rdf", "a.xpdl", "a.atom", "a.rss", "a.shtml", "a.html.gz", "a.unheard"),
        *("pdf", "a.", "a.pdf.", "a.pdf ", "a.pdf\n", "a.md", "a.eml"),
    ],
)
def test_everything_else_is_shown_as_text(name: str) -> None:
    assert published_as(f"{FOLDER}/{name}") == f"{FOLDER}/{name}.as-text.txt"


def test_no_two_documents_become_one() -> None:
    long = f"{LONG}more.svg"
    names = ["x.svg", "x.svg.as-text.txt", "x.svg.as-text.txt.as-text.txt", long, f"{long}x"]
    names += [
        f"{LONG}mure.svg",
        published_as(long),
        published_as(long).removesuffix(".as-text.txt"),
    ]
    assert len({published_as(name) for name in names}) == len(names)


@pytest.mark.parametrize("letter", ["n", "ü", "文", "🙂"])
@pytest.mark.parametrize("length", [240, 243, 244, 250, 255])
def test_no_name_is_longer_than_a_disk_takes(letter: str, length: int) -> None:
    name = letter * (length // len(letter.encode()))
    published = published_as(f"{FOLDER}/{name}").removeprefix(f"{FOLDER}/")
    assert len(published.encode()) <= 255
    assert published.startswith(letter * 50)
    assert published.endswith(".as-text.txt")


def test_what_no_disk_can_have_may_be_listed() -> None:
    assert published_as("a.files/\ud800.svg") == "a.files/\ud800.svg.as-text.txt"
