"""Layouts: whose is used, what they may do, and what is said when one is wrong."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from brmsite.site.own_layouts import layouts_in
from brmsite.site.page import Masthead, Page
from brmsite.site.pages import all_pages
from brmsite.site.pages.search import SearchView
from brmsite.site.refusal import LayoutError
from brmsite.site.render import Renderer, assets, our_layouts
from tests.site.pages_of import pages_of, tree


@dataclass(frozen=True)
class View:
    """What the layouts of these tests are given."""

    words: str = "Finance"
    number: int = 7


@dataclass(frozen=True)
class Project:
    """A project with layouts of its own."""

    folder: Path

    def layout(self, path: str, text: str) -> Path:
        target = self.folder / "layouts" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        return target

    def draw(
        self,
        view: View | None = None,
        path: str = "customers/finance.html",
        judges: bool = True,
    ) -> str:
        view = view or View()
        crumbs = (("Home", "index.html"),)
        page = Page(path, "pages/own.html", "Finance", lambda: view, "", crumbs, judges=judges)
        file = Renderer(layouts_in(self.folder), Masthead("Register", "en", "2026-11-22")).render(
            page, view
        )
        assert file.path == path
        return file.content.decode()

    def refusal(self) -> str:
        with pytest.raises(LayoutError) as refused:
            self.draw()
        return str(refused.value)

    def assets(self) -> dict[str, bytes]:
        files = list(assets(layouts_in(self.folder), "2026-11-22"))
        assert len({file.path for file in files}) == len(files)
        return {file.path: file.content for file in files}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


# Drawing.


def test_a_layout_sees_the_site_the_page_and_the_view(project: Project) -> None:
    project.layout(
        "pages/own.html",
        "{{ site.title }} {{ site.as_of }} {{ page.title }} {{ page.crumbs[0].href }} {{ view.words }}\n",
    )
    assert project.draw() == "Register 2026-11-22 Finance ../index.html Finance\n"
    # A page that is the same on any day must not change with the day.
    assert project.draw(judges=False) == "Register  Finance ../index.html Finance\n"


@pytest.mark.parametrize("suffix", ["html", "txt", "xml"])
def test_every_text_is_escaped(project: Project, suffix: str) -> None:
    project.layout("pages/own.html", f'{{% include "part.{suffix}" %}}')
    project.layout(f"part.{suffix}", '<b title="{{ view.words }}">{{ view.words }}</b>')
    drawn = project.draw(View('<i>"it\'s"</i> & {{ 7 * 7 }}'))
    escaped = "&lt;i&gt;&#34;it&#39;s&#34;&lt;/i&gt; &amp; {{ 7 * 7 }}"
    assert drawn == f'<b title="{escaped}">{escaped}</b>'


def test_a_layout_of_the_project_may_extend_ours(project: Project) -> None:
    project.layout(
        "pages/own.html", '{% extends "base.html" %}{% block main %}<p>Ours</p>{% endblock %}'
    )
    drawn = project.draw()
    assert "<h1>Finance</h1>" in drawn
    assert "<p>Ours</p>" in drawn


def test_a_macro_of_the_project_takes_the_place_of_ours(project: Project) -> None:
    project.layout("pages/own.html", '{% extends "base.html" %}')
    project.layout(
        "macros/crumbs.html", "{% macro crumbs(entries) %}<p>own crumbs</p>{% endmacro %}"
    )
    assert "<p>own crumbs</p>" in project.draw()


# What a layout must not do.


@pytest.mark.parametrize(
    "forbidden",
    [
        "{{ view.__class__ }}",
        "{{ view.__class__.__init__.__globals__ }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ ('{0.__class__}').format(view) }}",
        "{{ range(10000000)|list }}",
    ],
)
def test_a_layout_cannot_leave_its_sandbox(project: Project, forbidden: str) -> None:
    project.layout("pages/own.html", f"first\n{forbidden}\n")
    assert project.refusal().startswith("layouts/pages/own.html:2: ")


@pytest.mark.parametrize("module", all_pages())
def test_our_layouts_draw_the_same_inside_the_sandbox_and_outside(
    project: Project, module: str
) -> None:
    """One unused layout of the project is enough for a sandbox around all."""
    masthead = Masthead("Register", "en", "2026-11-22")
    outside = Renderer(layouts_in(project.folder), masthead)
    project.layout("unused.html", "")
    inside = Renderer(layouts_in(project.folder), masthead)
    for page in pages_of(module, tree()).values():
        assert inside.render(page, page.view()) == outside.render(page, page.view())


def test_a_layout_that_comes_later_is_not_drawn_without_a_sandbox(project: Project) -> None:
    renderer = Renderer(layouts_in(project.folder), Masthead("Register", "en", "2026-11-22"))
    project.layout("macros/crumbs.html", "{% macro crumbs(entries) %}late{% endmacro %}")
    page = Page("a.html", "pages/search.html", "A", object, crumbs=(("Home", "index.html"),))
    assert b"late" not in renderer.render(page, SearchView(())).content


def test_assets_of_the_project_need_no_sandbox(project: Project) -> None:
    project.layout("assets/own.css", "")
    renderer = Renderer(layouts_in(project.folder), Masthead("Register", "en", "2026-11-22"))
    project.layout("pages/own.html", "")
    with pytest.raises(LayoutError, match="there is no layout"):
        renderer.render(Page("a.html", "pages/own.html", "A", object), None)


@pytest.mark.parametrize("path", ["../secret.txt", "/etc/hostname", "pages/../../secret.txt"])
def test_a_layout_cannot_include_a_file_from_elsewhere(project: Project, path: str) -> None:
    (project.folder / "secret.txt").write_text("secret", encoding="utf-8")
    project.layout("pages/own.html", f'{{% include "{path}" %}}')
    assert f"there is no layout `{path}`" in project.refusal()


def test_a_layout_that_is_a_link_to_elsewhere_is_not_read(project: Project) -> None:
    """Who may write into the layouts of a pull request may not read the machine that builds it."""
    (project.folder / "secret.txt").write_text("secret", encoding="utf-8")
    project.layout("pages/own.html", "").unlink()
    (project.folder / "layouts" / "pages" / "own.html").symlink_to(project.folder / "secret.txt")
    assert project.refusal() == (
        "layouts/pages/own.html:1: it is a link to somewhere else (for customers/finance.html)"
    )


# What is said when one is wrong.


def test_a_missing_layout_is_named(project: Project) -> None:
    assert project.refusal() == (
        "layouts/pages/own.html: there is no layout `pages/own.html` (for customers/finance.html)"
    )


def test_a_missing_part_is_named_with_the_line_that_wants_it(project: Project) -> None:
    project.layout("pages/own.html", '<p>\n{% include "gone.html" %}')
    assert project.refusal() == (
        "layouts/pages/own.html:2: there is no layout `gone.html` (for customers/finance.html)"
    )


def test_a_slip_of_the_pen_is_named_with_its_line(project: Project) -> None:
    project.layout("pages/own.html", "<p>\n<p>\n{% if view.words %}\n")
    assert project.refusal().startswith("layouts/pages/own.html:3: Unexpected end of template.")


@pytest.mark.parametrize(
    "wrong, said",
    [
        ("{{ view.wrods }}", "'tests.site.test_render.View object' has no attribute 'wrods'"),
        ("{{ veiw }}", "'veiw' is undefined"),
        ("{{ view.number + view.words }}", "unsupported operand type(s) for +: 'int' and 'str'"),
        ("{{ view.number / 0 }}", "division by zero"),
        ("{% for one in view.number %}{% endfor %}", "'int' object is not iterable"),
    ],
)
@pytest.mark.parametrize("in_part", [False, True], ids=["in the layout", "in a part of it"])
def test_what_goes_wrong_while_drawing_is_named_with_file_and_line(
    project: Project, wrong: str, said: str, in_part: bool
) -> None:
    """The line is that of the part where it went wrong, not of the page that uses the part."""
    if in_part:
        project.layout(
            "pages/own.html", '{% import "part.html" as part with context %}{{ part.go() }}'
        )
        project.layout("part.html", f"{{% macro go() %}}\n\n{wrong}{{% endmacro %}}")
    else:
        project.layout("pages/own.html", f"<p>\n<p>\n{wrong}")
    name = "part.html" if in_part else "pages/own.html"
    assert project.refusal() == f"layouts/{name}:3: {said} (for customers/finance.html)"


def test_a_slip_in_a_part_is_named_where_it_is(project: Project) -> None:
    project.layout("pages/own.html", '{% include "part.html" %}')
    project.layout("part.html", "<p>\n{{ view.words }\n")
    assert project.refusal().startswith("layouts/part.html:2: unexpected '}'")


def test_a_layout_that_is_not_text_is_named(project: Project) -> None:
    project.layout("pages/own.html", "").write_bytes(b"<p>\ncaf\xe9</p>")
    assert project.refusal() == (
        "layouts/pages/own.html:2: it is not UTF-8 (for customers/finance.html)"
    )


def test_a_layout_that_goes_in_circles_is_named(project: Project) -> None:
    project.layout("pages/own.html", '{% include "pages/own.html" %}')
    assert project.refusal() == (
        "layouts/pages/own.html:1: it extends or includes itself; write `brmsite/` before the name "
        "to mean ours (for customers/finance.html)"
    )


# Assets.


def test_the_day_and_the_words_of_scripts_stand_in_one_small_script(project: Project) -> None:
    script = project.assets()["assets/build.js"].decode()
    assert script.startswith(
        'window.brmsite = {"asOf": "2026-11-22", "commit": "", "committed": "", "changed": false, "words": {'
    )
    assert '"daysAgo": "{0} days ago"' in script


def test_our_assets_are_published_as_they_are(project: Project) -> None:
    ours = {
        f"assets/{path.name}": path.read_bytes() for path in (our_layouts() / "assets").iterdir()
    }
    assert len(ours) >= 3
    assert project.assets() == ours | {"assets/build.js": project.assets()["assets/build.js"]}


def test_an_asset_of_the_project_takes_the_place_of_ours(project: Project) -> None:
    before = project.assets()
    project.layout("assets/site.css", "body { color: red }")
    project.layout("assets/logo.svg", "<svg/>")
    expected = {"assets/site.css": b"body { color: red }", "assets/logo.svg": b"<svg/>"}
    assert project.assets() == before | expected


def test_what_is_hidden_or_a_link_is_no_asset(project: Project) -> None:
    before = project.assets()
    secret = project.folder / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    project.layout("assets/.site.css.swp", "left by an editor")
    (project.folder / "layouts" / "assets" / "linked.txt").symlink_to(secret)
    (project.folder / "layouts" / "assets" / "site.css").symlink_to(secret)
    if hasattr(os, "mkfifo"):
        os.mkfifo(project.folder / "layouts" / "assets" / "pipe.txt")
    assert project.assets() == before


def test_a_script_of_the_project_does_not_change_the_day(project: Project) -> None:
    before = project.assets()
    project.layout("assets/build.js", "window.brmsite = {};")
    assert project.assets() == before
