"""Pages to files, by their layouts: the only door to Jinja.

A layout sees `site`, `page` and `view`, all plain values, and computes nothing; `_`, `counted` and
`figure` say its own words in the language of the site. It runs in a sandbox, every value is
escaped, and a name that is not there is an error. A project's own
`layouts/` folder is looked at before ours, which it can name as `brmsite/base.html` and the like:
so a layout of the project may extend the one of ours that has its name.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from traceback import extract_tb

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    Template,
)
from jinja2.exceptions import TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

import brmsite
from brmsite.ground.output_file import OutputFile
from brmsite.site.language import _, counted, figure, filled, spoken
from brmsite.site.navigation import frame, head
from brmsite.site.page import Masthead, Page

ASSETS = "assets"
DAY_SCRIPT = "build.js"
OURS = "brmsite"
"""The folder by which a layout of the project names one of ours."""


class LayoutError(Exception):
    """A layout is missing or wrong; the message names the file and line."""


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
        self._environment = SandboxedEnvironment(
            loader=ChoiceLoader([PrefixLoader({OURS: ours}), own, ours]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self._environment.globals |= {"_": _said, "counted": counted, "figure": figure}
        self._layouts: dict[str, Template] = {}
        self._masthead = masthead

    def render(self, page: Page) -> OutputFile:
        """Draw one page; a fault in a layout is a `LayoutError`."""
        site, shown = frame(page, self._masthead), head(page, self._masthead)
        try:
            layout = self._layouts.get(page.layout)
            if layout is None:
                layout = self._environment.get_template(page.layout)
                self._layouts[page.layout] = layout
            text = layout.render(site=site, page=shown, view=page.view)
        except Exception as error:  # a layout may do anything that Python can refuse
            where = self._place(error, page.layout)
            raise LayoutError(f"{where}: {_reason(error)} (for {page.path})") from error
        return OutputFile(page.path, text.encode())

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


class _Folder(FileSystemLoader):
    """The layouts in one folder; neither a link to somewhere else nor what is no text."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.folder = folder

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
    """The stylesheet, scripts and drawings, and the small script that knows the day, the commit and
    the words of the scripts.

    A project's own file of the same name takes the place of ours.
    """
    found = _assets_in(our_layouts() / ASSETS) | own_assets(project)
    known = {"asOf": as_of, "commit": commit, "words": _script_words()}
    known_to_scripts = json.dumps(known, ensure_ascii=False)
    yield OutputFile(f"{ASSETS}/{DAY_SCRIPT}", f"window.brmsite = {known_to_scripts};\n".encode())
    for name in sorted(found):
        yield OutputFile(f"{ASSETS}/{name}", found[name].read_bytes())


def _assets_in(folder: Path) -> dict[str, Path]:
    there = folder.iterdir() if folder.is_dir() else ()
    return {path.name: path for path in there if _is_asset(path)}


def _script_words() -> dict[str, str]:
    """What site.js writes on every page; other words of scripts stand on the elements they fill."""
    return {
        "theme": _("Theme: {0}"),
        "auto": _("auto"),
        "light": _("light"),
        "dark": _("dark"),
        "asOf": _("As of"),
        "commit": _("commit"),
        "daysAgo": _("{0} days ago"),
    }


def _is_asset(path: Path) -> bool:
    """Whether a file is to be published: not what an editor left, nor a link to somewhere else."""
    hidden = path.name.startswith(".") or path.name == DAY_SCRIPT
    return not hidden and path.is_file() and not path.is_symlink()
