"""Pages to files, by their layouts: the only door to Jinja.

A layout sees `site`, `page` and `view`, all plain values, and computes nothing. It runs in a
sandbox, every value is escaped, and a name that is not there is an error. A project's own
`layouts/` folder is looked at before ours.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from traceback import extract_tb

from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined, Template
from jinja2.exceptions import TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.sandbox import SandboxedEnvironment

import brmsite
from brmsite.ground.output_file import OutputFile
from brmsite.site.navigation import frame, head
from brmsite.site.page import Masthead, Page

ASSETS = "assets"
DAY_SCRIPT = "build.js"


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
        self._folders = (project / "layouts", our_layouts())
        self._environment = SandboxedEnvironment(
            loader=ChoiceLoader([FileSystemLoader(folder) for folder in self._folders]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
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
            raise LayoutError(f"layouts/{where}: {_reason(error)} (for {page.path})") from error
        return OutputFile(page.path, text.encode())

    def _place(self, error: Exception, layout: str) -> str:
        """The layout and the line where it went wrong, as `pages/home.html:12`."""
        if isinstance(error, TemplateSyntaxError) and error.name:
            return f"{error.name}:{error.lineno}"
        for step in reversed(extract_tb(error.__traceback__)):
            file = Path(step.filename)
            for folder in self._folders:
                if folder in file.parents:
                    return f"{file.relative_to(folder).as_posix()}:{step.lineno}"
        return layout


def _reason(error: Exception) -> str:
    if isinstance(error, TemplateNotFound):
        return f"there is no layout `{error.name}`"
    return (error.message if isinstance(error, TemplateError) else None) or str(error)


def assets(project: Path, as_of: str, commit: str = "") -> Iterator[OutputFile]:
    """The stylesheet, scripts and drawings, and the small script that knows the day and commit.

    A project's own file of the same name takes the place of ours.
    """
    found: dict[str, Path] = {}
    for folder in (our_layouts() / ASSETS, project / "layouts" / ASSETS):
        if folder.is_dir():
            found |= {path.name: path for path in folder.iterdir() if _is_asset(path)}
    said = json.dumps({"asOf": as_of, "commit": commit})
    yield OutputFile(f"{ASSETS}/{DAY_SCRIPT}", f"window.brmsite = {said};\n".encode())
    for name in sorted(found):
        yield OutputFile(f"{ASSETS}/{name}", found[name].read_bytes())


def _is_asset(path: Path) -> bool:
    """Whether a file is to be published: not what an editor left, nor a link to somewhere else."""
    hidden = path.name.startswith(".") or path.name == DAY_SCRIPT
    return not hidden and path.is_file() and not path.is_symlink()
