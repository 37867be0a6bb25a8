"""A project that changes how its site looks: blocks, a whole page, macros, colours, logo, foot."""

from __future__ import annotations

from pathlib import Path

import pytest

from brmsite.examine import examine
from brmsite.publish import publish
from brmsite.site.refusal import LayoutError
from brmsite.site.render import our_layouts
from tests.conftest import Need
from tests.site.html_validity import HTML_VALIDATE, html_faults
from tests.site.own_project import AS_OF, own_project

AGREEMENT = "agreements/sla-workplace-sales.html"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the example's site, which holds without a finding."""
    folder = own_project(tmp_path_factory.mktemp("example"))
    assert examine(folder, AS_OF).findings == ()
    publish(folder, folder / "build", AS_OF)
    return folder / "build"


def html(site: Path, path: str) -> str:
    return (site / path).read_text(encoding="utf-8")


def test_a_block_of_the_frame_is_otherwise_on_every_page(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 30
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert text.count('<p id="imprint"><a href="https://intranet.harbour.example/">') == 1
        assert '<span class="aside">test copy</span>' in text
        assert '<p class="build"></p>' in text, "what is not overridden stays"


def test_the_name_the_logo_and_the_foot_are_settings(site: Path) -> None:
    text = html(site, AGREEMENT)
    assert (
        '<a class="brand" href="../index.html"><img src="../assets/logo.svg" alt="" height="32">'
        "Harbour IT</a>"
    ) in text
    assert "<p>For staff of the Harbour Group &amp; its customers</p>" in text
    assert (site / "assets" / "logo.svg").is_file()


def test_a_block_of_one_page_is_otherwise_and_the_rest_of_it_ours(site: Path) -> None:
    text = html(site, AGREEMENT)
    assert '<p id="copies">Printed copies are not the agreement.</p>' in text
    assert "Digital workplace for Sales" in text
    assert 'id="copies"' not in html(site, "customers/sales.html")


def test_a_whole_page_is_otherwise(site: Path) -> None:
    text = html(site, "people/index.html")
    assert '<p id="own-page">People of Harbour IT: see the telephone book.</p>' in text
    assert "<table" not in text


def test_a_macro_is_otherwise_on_our_pages_and_may_call_ours(site: Path) -> None:
    text = html(site, AGREEMENT)
    assert '<p><a href="../index.html">Home</a> / <a href="index.html">Agreements</a></p>' in text
    empty = html(site, "escalations/index.html")
    assert '<p class="own-empty">Nothing here yet.</p>\n<p class="empty"><b>' in empty


def test_own_colours_come_after_ours_and_ours_stay(site: Path) -> None:
    text = html(site, AGREEMENT)
    ours = '<link rel="stylesheet" href="../assets/site.css">\n'
    assert f'{ours}<link rel="stylesheet" href="../assets/own.css">\n' in text
    assert "--link: light-dark(#00695c" in html(site, "assets/own.css")
    there = (our_layouts() / "assets" / "site.css").read_bytes()
    assert (site / "assets" / "site.css").read_bytes() == there


def test_the_pages_are_valid_html(site: Path, need: Need) -> None:
    assert html_faults(need(HTML_VALIDATE), site) == []


# What goes wrong.


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return own_project(tmp_path)


def test_without_a_stylesheet_or_a_logo_pages_ask_for_none(project: Path) -> None:
    (project / "layouts" / "assets" / "own.css").unlink()
    (project / "layouts" / "assets" / "logo.svg").unlink()
    publish(project, project / "build", AS_OF)
    text = html(project / "build", "index.html")
    assert "own.css" not in text
    assert "<img" not in text


def test_a_logo_that_is_not_there_is_told_at_its_line(project: Path) -> None:
    (project / "layouts" / "assets" / "logo.svg").unlink()
    (finding,) = examine(project, AS_OF).findings
    assert (finding.code, finding.severity.name) == ("logo-missing", "warning")
    assert (finding.span.path, finding.span.start.line) == ("records/brmsite.yaml", 5)
    assert finding.message == (
        "`logo` is `logo.svg`, and there is no such file in `layouts/assets/`"
    )
    assert finding.hint == "put the file there, or take the line out"


def test_a_logo_that_is_a_link_is_not_there(project: Path) -> None:
    logo = project / "layouts" / "assets" / "logo.svg"
    logo.rename(project / "elsewhere.svg")
    logo.symlink_to(project / "elsewhere.svg")
    assert [finding.code for finding in examine(project, AS_OF).findings] == ["logo-missing"]


@pytest.mark.parametrize(
    "layout, text, said",
    [
        (
            "base.html",
            '{% extends "base.html" %}',
            (
                "layouts/base.html:1: it extends or includes itself; write `brmsite/` before the "
                "name to mean ours"
            ),
        ),
        (
            "base.html",
            '{% extends "brmsite/bse.html" %}',
            "layouts/base.html:1: there is no layout `brmsite/bse.html`",
        ),
        (
            "base.html",
            '{% extends "brmsite/base.html" %}\n{% block foot %}\n{{ site.sloagn }}\n{% endblock %}',
            "layouts/base.html:3: 'brmsite.site.page.Frame object' has no attribute 'sloagn'",
        ),
        (
            "records/agreement.html",
            '{% extends "brmsite/records/agreement.html" %}\n{% block end %}\n<p>{{ super() }</p>',
            "layouts/records/agreement.html:3: unexpected '}'",
        ),
        (
            "macros/empty.html",
            "{% macro emtpy(empty) %}{% endmacro %}",
            "brmsite/macros/",
        ),
    ],
    ids=[
        "extends itself",
        "no such layout of ours",
        "no such name",
        "slip",
        "macro without a name",
    ],
)
def test_a_fault_is_told_with_its_file_and_line(
    project: Path, layout: str, text: str, said: str
) -> None:
    (project / "layouts" / layout).write_text(text, encoding="utf-8")
    with pytest.raises(LayoutError) as refused:
        publish(project, project / "build", AS_OF)
    assert str(refused.value).startswith(said)
