"""Pages to files, by their layouts: the only door to Jinja.

A layout sees `site`, `page` and `view`, all plain values, and computes nothing; `_`, `counted` and
`figure` say its own words in the language of the site. Every value is escaped, and a name that is
not there is an error. A project's own
`layouts/` folder is looked at before ours, which it can name as `brmsite/base.html` and the like:
so a layout of the project may extend the one of ours that has its name.

Where a project has layouts of its own, all run in a sandbox, which asks of every value whether a
layout may look at it. Ours alone are a part of the program: drawn without, in a third of the time.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from traceback import extract_tb
from typing import Any

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    Template,
    nodes,
)
from jinja2.compiler import CodeGenerator, Frame
from jinja2.exceptions import TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.meta import find_referenced_templates
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

import brmsite
from brmsite.ground.digest import digest_of
from brmsite.ground.output_file import OutputFile
from brmsite.site.language import _, counted, figure, filled, spoken
from brmsite.site.navigation import MORE, frame, head
from brmsite.site.page import Masthead, Page
from brmsite.site.refusal import LayoutError

ASSETS = "assets"
DAY_SCRIPT = "build.js"
ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http%3A//www.w3.org/2000/svg' viewBox='0 0 16 16'%3E"
    "%3Crect width='16' height='16' rx='3' fill='%230b57b0'/%3E"
    "%3Cpath d='M3 4.5h10M3 8h10M3 11.5h6' stroke='%23fff' stroke-width='1.6'/%3E%3C/svg%3E"
)
"""The mark in the window's tab: an address that holds the drawing itself costs no request."""
OURS = "brmsite"
"""The folder by which a layout of the project names one of ours."""


def our_layouts() -> Path:
    """The folder of the layouts that come with the program: in the wheel, or in a checkout."""
    package = Path(brmsite.__file__).parent
    installed = package / "_layouts"
    return installed if installed.is_dir() else package.parent / "layouts"


class Renderer:
    """Draws pages with the layouts of one project."""

    def __init__(self, project: Path, masthead: Masthead) -> None:
        own, ours = _Folder(project / "layouts"), _Folder(our_layouts())
        self._folders = {"layouts": own.folder, OURS: ours.folder}
        is_trusted = not own.has_layouts()
        environment = _Trusting if is_trusted else SandboxedEnvironment
        # What comes into the project's folder after this moment is not drawn without a sandbox.
        folders = [ours] if is_trusted else [PrefixLoader({OURS: ours}), own, ours]
        self._environment = environment(
            loader=ChoiceLoader(folders),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
        )
        self._environment.globals |= {"_": _said, "counted": counted, "figure": figure}
        self._layouts: dict[str, Template] = {}
        self._digests: dict[str, str] = {}
        self._masthead = masthead

    def render(self, page: Page, view: object) -> OutputFile:
        """Draw one page with what its `view` made; a fault in a layout is a `LayoutError`."""
        site, shown = frame(page, self._masthead), head(page, self._masthead)
        try:
            layout = self._layouts.get(page.layout)
            if layout is None:
                layout = self._environment.get_template(page.layout)
                self._layouts[page.layout] = layout
            text = layout.render(site=site, page=shown, view=view)
        except Exception as error:  # a layout may do anything that Python can refuse
            where = self._place(error, page.layout)
            raise LayoutError(f"{where}: {_reason(error)} (for {page.path})") from error
        return OutputFile(page.path, text.encode())

    def given(self, page: Page) -> tuple[object, ...]:
        """All that decides on the bytes of a page beside its view: the words and links around it,
        and the layouts it is drawn by."""
        return frame(page, self._masthead), head(page, self._masthead), self._digest(page.layout)

    def _digest(self, layout: str) -> str:
        """The digest of a layout with all those that it names, and those that they name."""
        known = self._digests.get(layout)
        if known is None:
            sources: dict[str, str] = {}
            self._gather(layout, sources)
            known = self._digests[layout] = digest_of(sources)
        return known

    def _gather(self, layout: str, sources: dict[str, str]) -> None:
        loader = self._environment.loader
        assert loader is not None
        try:
            source, _, _ = loader.get_source(self._environment, layout)
            named = list(find_referenced_templates(self._environment.parse(source)))
        except TemplateError:
            sources[layout] = ""  # drawing it tells what is wrong
            return
        sources[layout] = source
        # A name that is put together while drawing may be that of any layout.
        names = named if None not in named else self._environment.list_templates()
        for name in names:
            if name is not None and name not in sources:
                self._gather(name, sources)

    def _place(self, error: Exception, layout: str) -> str:
        """The layout and the line where it went wrong: `layouts/pages/home.html:12`, and of ours
        `brmsite/pages/home.html:12`."""
        steps = [(step.filename, step.lineno) for step in extract_tb(error.__traceback__)]
        if isinstance(error, TemplateSyntaxError) and error.filename:
            steps.append((error.filename, error.lineno))
        for file, line in reversed(steps):
            for name, folder in self._folders.items():
                if folder in Path(file).parents:
                    return f"{name}/{Path(file).relative_to(folder).as_posix()}:{line}"
        return f"layouts/{layout}"


def _escaped(value: object) -> str:
    """As `escape`, which also wraps every text that it returns, only for it to be joined."""
    if type(value) is str:
        return _escaped_text(value)
    return value if type(value) is Markup else escape(value)


@lru_cache(maxsize=1 << 14)
def _escaped_text(text: str) -> str:
    """A site says the same names, words and addresses on page after page."""
    return "".join((escape(text),))


class _Direct(CodeGenerator):
    """Compiles look-ups and calls to those of Python, without Jinja in between.

    What is not there is an error as before. A dictionary would differ, whose entries layouts may
    name like attributes, and a function that asks for Jinja's context; views and globals have none.
    """

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """`piece.text`"""
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def visit_Call(  # noqa: N802
        self, node: nodes.Call, frame: Frame, forward_caller: bool = False
    ) -> None:
        """`line(pieces)`"""
        if forward_caller or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(")(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.escaped(")


class _Trusting(Environment):
    """Draws layouts of ours."""

    code_generator_class = _Direct
    escaped = staticmethod(_escaped)


class _Folder(FileSystemLoader):
    """The layouts in one folder; neither a link to somewhere else nor what is no text."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.folder = folder

    def has_layouts(self) -> bool:
        """Whether anything but assets is there."""
        return self.folder.is_dir() and any(each.name != ASSETS for each in self.folder.iterdir())

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        file = self.folder / template
        try:
            text, name, is_fresh = super().get_source(environment, template)
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            raise TemplateSyntaxError("it is not UTF-8", line, template, str(file)) from error
        if not Path(name).resolve().is_relative_to(self.folder.resolve()):
            raise TemplateSyntaxError("it is a link to somewhere else", 1, template, str(file))
        return text, name, is_fresh


def _said(message: str, **values: object) -> Markup:
    """What a layout calls `_`: a text in the language spoken, filled with words or with HTML."""
    safe = {name: escape(value) for name, value in values.items()}
    return Markup(filled(escape(spoken().text(message)), safe))


def _reason(error: Exception) -> str:
    if isinstance(error, TemplateNotFound):
        return f"there is no layout `{error.name}`"
    if isinstance(error, RecursionError):
        return f"it extends or includes itself; write `{OURS}/` before the name to mean ours"
    said = error.message if isinstance(error, TemplateError) else None
    return said or str(error) or type(error).__name__


def own_assets(project: Path) -> dict[str, Path]:
    """The files in the project's own `layouts/assets/` that are published, by name."""
    return _assets_in(project / "layouts" / ASSETS)


def assets(project: Path, as_of: str, commit: str = "") -> Iterator[OutputFile]:
    """The stylesheet, scripts and drawings, and the small script that knows the day, the commit,
    the words of the scripts, the menu behind "More" and the mark in the window's tab.

    A project's own file of the same name takes the place of ours.
    """
    found = _assets_in(our_layouts() / ASSETS) | own_assets(project)
    more = [(str(label), target) for label, target in MORE]
    known = {
        "asOf": as_of,
        "commit": commit,
        "words": _script_words(),
        "more": more,
        "icon": ICON,
    }
    known_to_scripts = json.dumps(known, ensure_ascii=False)
    yield OutputFile(f"{ASSETS}/{DAY_SCRIPT}", f"window.brmsite = {known_to_scripts};\n".encode())
    for name in sorted(found):
        yield OutputFile(f"{ASSETS}/{name}", found[name].read_bytes())


def _assets_in(folder: Path) -> dict[str, Path]:
    there = folder.iterdir() if folder.is_dir() else ()
    return {path.name: path for path in there if _is_asset(path)}


def _script_words() -> dict[str, object]:
    """What scripts write on many pages; the search page's words stand on the element they fill."""
    return {
        "theme": _("Theme: {0}"),
        "auto": _("auto"),
        "light": _("light"),
        "dark": _("dark"),
        "asOf": _("As of"),
        "commit": _("commit"),
        "daysAgo": _("{0} days ago"),
        "search": _("Search"),
        "searchFor": _("Search the register"),
        "copy": _("Copy link to {0}"),
        "copied": _("Link copied"),
        "table": {
            "filter": _("Filter"),
            "narrow": _("By column"),
            "columns": _("Columns"),
            "shown": _("Columns shown"),
            "group": _("Group by"),
            "ungrouped": _("Nothing"),
            "blank": _("Empty"),
            "contains": _("{0} contains"),
            "csv": _("CSV"),
            "count": _("Rows: {0}"),
            "some": _("Rows: {0} of {1}"),
            "first": _("Rows: {0} of {1}, the first {2} shown"),
            "none": _("No row fits."),
            "clear": _("Clear the filters"),
            "more": _("Show more"),
            "wait": _("Loading all rows …"),
            "failed": _("Not all rows could be loaded: these are the rows of this page."),
        },
    }


def _is_asset(path: Path) -> bool:
    """Whether a file is to be published: not what an editor left, nor a link to somewhere else."""
    hidden = path.name.startswith(".") or path.name == DAY_SCRIPT
    return not hidden and path.is_file() and not path.is_symlink()
