"""Links between pages: relative, from any depth to any other, and safe in an attribute."""

from __future__ import annotations

from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from brmsite.site.addresses import Here, href, index_page, moved
from brmsite.site.shapes import Link

NAMES = st.text(
    st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=12
).filter(lambda name: name not in (".", ".."))
PATHS = st.lists(NAMES, min_size=1, max_size=4).map("/".join)


@pytest.mark.parametrize(
    "source, target, part, expected",
    [
        ("index.html", "actions.html", "", "actions.html"),
        ("index.html", "customers/finance.html", "", "customers/finance.html"),
        ("customers/finance.html", "index.html", "", "../index.html"),
        ("customers/finance.html", "customers/index.html", "", "index.html"),
        ("customers/finance.html", "agreements/sla.html", "", "../agreements/sla.html"),
        ("a/b/c.html", "d.html", "", "../../d.html"),
        ("meetings/m.html", "meetings/m.html", "", "m.html"),
        ("meetings/m.html", "meetings/m.html", "a1", "#a1"),
        ("meetings/m.html", "agreements/sla.html", "t1", "../agreements/sla.html#t1"),
        ("a.html", "x.files/Price list #1?.csv", "", "x.files/Price%20list%20%231%3F.csv"),
        ("a.html", "b:c.html", "", "b%3Ac.html"),
        ("a.html", "größe.html", "ä", "gr%C3%B6%C3%9Fe.html#%C3%A4"),
        ("a.html", 'x".html', '">', "x%22.html#%22%3E"),
    ],
)
def test_a_link_is_relative_to_its_page(source: str, target: str, part: str, expected: str) -> None:
    assert href(source, target, part) == expected


@given(PATHS, PATHS, st.text(st.characters(exclude_categories=["Cs"]), max_size=8))
def test_whoever_follows_a_link_arrives(source: str, target: str, part: str) -> None:
    link = urlsplit(href(source, target, part))
    arrived = normpath(join(dirname(source), unquote(link.path))) if link.path else source
    assert arrived == target
    assert unquote(link.fragment) == part
    assert (link.scheme, link.netloc, link.query) == ("", "", "")


def test_a_link_says_the_words_it_is_given() -> None:
    here = Here("customers/finance.html")
    assert here.page("All", index_page("customers")) == Link("All", "index.html")
    assert here.page("Levels", "agreements/sla.html", "t1") == Link(
        "Levels", "../agreements/sla.html#t1"
    )


@given(PATHS, PATHS, PATHS, NAMES)
def test_a_link_leads_to_the_same_place_from_another_page(
    source: str, other: str, target: str, part: str
) -> None:
    assume(target != other)
    assert moved(href(source, target, part), source, other) == href(other, target, part)
    assert moved(href(source, target), source, other) == href(other, target)


@pytest.mark.parametrize("link", ["https://example.org/a#b", "mailto:desk@example.org"])
def test_a_link_out_of_the_site_is_the_same_from_everywhere(link: str) -> None:
    assert moved(link, "people/index/2.html", "people/index.rows.js") == link
