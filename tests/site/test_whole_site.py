"""What holds for every page of every site: the sample's, the starter's, and those of odd records."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from posixpath import dirname
from shutil import copytree

import pytest

from brmsite.examine import Examined, examine
from brmsite.publish import publish
from brmsite.site.addresses import record_page
from tests.bench.generate import generate
from tests.conftest import IN_CI, Need
from tests.site.drawings import Drawings, drawing_faults
from tests.site.html_validity import HTML_VALIDATE, html_faults
from tests.site.links import HOME, Page, Site, link_faults, read_site, unreachable

ROOT = Path(__file__).resolve().parents[2]
STARTER = ROOT / "brmsite" / "starter"
TREES = ROOT / "tests" / "trees"
AS_OF = date(2026, 11, 22)

GENERATED = 300
"""Records of the generated register."""

FEW = 4
"""Pages of one sort that are a fair sample of it."""

MOST_BYTES = 200_000
MOST_ELEMENTS = 4_000
"""What any page may weigh, so that it opens at once on any machine."""

NAMES = (
    "sample",
    "starter",
    "generated",
    *sorted(path.parent.name for path in TREES.glob("*/records")),
)

LEAKS = re.compile(
    # `None` is also a word of ours, where a sentence begins.
    r"(?<=[\w,(\[] )None\b|[(\[]None\b|\bNone[)\]]"
    r"|\bUndefined\b|\bTrue\b|\bFalse\b|object at 0x"
    r"|\b(?:Record|Register|Decimal|Plain|Link|Text|Day|Tag|date|frozenset|dict|tuple)\("
    r"|<(?:function|generator|class|bound method) "
)
"""How Python's own words look where a page shows a value that was not made for it."""

LEAKS_IN_TAGS = re.compile(r"=\"(?:None|True|False|Undefined)\"")


@dataclass(frozen=True)
class Whole:
    """A project, what was built of it, and the site as a reader finds it."""

    name: str
    project: Path
    examined: Examined = field(repr=False)
    site: Site = field(repr=False)


def project_of(name: str, folder: Path) -> Path:
    """The project of this name; `folder` is for those that are made here."""
    if name == "sample":
        return ROOT
    if name == "starter":
        return copytree(STARTER, folder)
    if name == "generated":
        generate(folder, GENERATED)
        return folder
    return TREES / name


class Sites:
    """The sites by name, each built when it is first asked for, on one day."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.built: dict[str, Whole] = {}

    def of(self, name: str) -> Whole:
        if name not in self.built:
            project = project_of(name, self.folder / name / "project")
            output = self.folder / name / "site"
            publish(project, output, AS_OF)
            self.built[name] = Whole(name, project, examine(project, AS_OF), read_site(output))
        return self.built[name]


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Sites:
    return Sites(tmp_path_factory.mktemp("sites"))


@pytest.fixture(params=NAMES)
def whole(request: pytest.FixtureRequest, sites: Sites) -> Whole:
    """One site after the other."""
    return sites.of(request.param)


def to_validate(whole: Whole) -> list[Page]:
    """The pages to ask about: all in CI, and at a desk a few of those in one folder.

    Those of generated records are so much alike that a few do everywhere.
    """
    if IN_CI and whole.name != "generated":
        return list(whole.site.pages.values())
    alike: dict[str, list[Page]] = {}
    for path, page in whole.site.pages.items():
        alike.setdefault(dirname(path) or path, []).append(page)
    return [page for pages in alike.values() for page in (*pages[:FEW], *pages[FEW:][-1:])]


def test_every_page_is_valid_html(sites: Sites, need: Need, tmp_path: Path) -> None:
    """Pages that are the same on several sites, like those of the handbook, are asked about once."""
    validator = need(HTML_VALIDATE)
    seen: set[str] = set()
    for name in NAMES:
        whole = sites.of(name)
        for page in to_validate(whole):
            text = page.text.replace(whole.examined.settings.site.title, "Register")
            if text not in seen:
                target = tmp_path / name / page.path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(page.text, encoding="utf-8")
            seen.add(text)
    assert html_faults(validator, tmp_path) == []


def test_every_link_leads_somewhere(whole: Whole) -> None:
    assert link_faults(whole.site) == []


def test_every_page_can_be_reached_from_the_home_page(whole: Whole) -> None:
    assert HOME in whole.site.pages
    assert unreachable(whole.site) == []


def test_every_drawing_says_its_point_and_where_its_figures_are(whole: Whole) -> None:
    # The styleguide shows the pieces of a line by themselves, without the table they are made for.
    pages = [page for page in whole.site.pages.values() if page.path != "styleguide.html"]
    faults = {page.path: drawing_faults(page.text) for page in pages}
    assert {path: found for path, found in faults.items() if found} == {}


def test_every_sort_of_drawing_is_in_the_sample(sites: Sites) -> None:
    pages = sites.of("sample").site.pages.values()
    sorts = {one.figure or "spark" for page in pages for one in Drawings(page.text).found}
    assert sorts == {"spark", "chart", "strip", "orgtree", "orgtree levels", "wheel"}


def test_every_record_has_its_page(whole: Whole) -> None:
    missing = {record_page(record) for record in whole.examined.register}
    assert sorted(missing - whole.site.pages.keys()) == []


def test_no_two_pages_have_the_same_title(whole: Whole) -> None:
    titles = Counter(page.title for page in whole.site.pages.values())
    same = {title for title, times in titles.items() if times > 1 or not title.strip()}
    assert {path: page.title for path, page in whole.site.pages.items() if page.title in same} == {}


def test_every_page_has_one_main_heading(whole: Whole) -> None:
    pages = whole.site.pages.items()
    assert {path: page.headings for path, page in pages if page.headings != 1} == {}


def test_no_id_stands_twice_on_a_page(whole: Whole) -> None:
    doubles = {
        path: [name for name, times in page.ids.items() if times > 1]
        for path, page in whole.site.pages.items()
    }
    assert {path: names for path, names in doubles.items() if names} == {}


def test_every_page_has_the_strict_policy_and_nothing_inline(whole: Whole) -> None:
    for path, page in whole.site.pages.items():
        assert page.policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';"), (
            path
        )
        assert "unsafe" not in page.policy, path
        assert page.inline == [], path


def test_no_page_is_too_heavy(whole: Whole) -> None:
    heavy = {
        path: f"{len(page.text.encode()):,} bytes, {page.elements:,} elements"
        for path, page in whole.site.pages.items()
        if len(page.text.encode()) > MOST_BYTES or page.elements > MOST_ELEMENTS
    }
    assert heavy == {}


def test_no_page_shows_pythons_own_words(whole: Whole) -> None:
    leaks = [
        f"{path}:{line}: {words}"
        for path, page in whole.site.pages.items()
        for line, words in page.words
        if LEAKS.search(words)
    ]
    leaks += [path for path, page in whole.site.pages.items() if LEAKS_IN_TAGS.search(page.text)]
    assert leaks == []


def test_no_file_tells_where_it_was_built(whole: Whole) -> None:
    places = {str(place).encode() for place in (whole.project, whole.site.folder, Path.home())}
    telling = [
        (path, place)
        for path in sorted(whole.site.files)
        for place in places - {b"/"}
        if place + b"/" in (whole.site.folder / path).read_bytes()
    ]
    assert telling == []
