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
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import lru_cache, partial
from pathlib import Path
from traceback import extract_tb
from types import CodeType
from typing import Any, TypeVar

from jinja2 import (
    BaseLoader,
    BytecodeCache,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    Template,
    nodes,
)
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.exceptions import TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.loaders import split_template_path
from jinja2.meta import find_referenced_templates
from jinja2.runtime import Macro
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup, escape

import brmsite
from brmsite.ground.digest import digest_of
from brmsite.ground.output_file import OutputFile
from brmsite.history.provenance import UNKNOWN, Provenance
from brmsite.site.language import (
    Language,
    Words,
    _,
    counted,
    figure,
    filled,
    spoken,
)
from brmsite.site.navigation import MORE, frame, head
from brmsite.site.own_layouts import ASSETS, DAY_SCRIPT, LAYOUTS, OwnLayouts
from brmsite.site.page import Masthead, Page
from brmsite.site.refusal import LayoutError

T = TypeVar("T")

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

    def __init__(self, own: OwnLayouts, masthead: Masthead) -> None:
        ours = FileSystemLoader(our_layouts())
        self._folders = {LAYOUTS: Path(LAYOUTS), OURS: our_layouts()}
        is_trusted = not own.has_layouts
        environment = _Trusting if is_trusted else SandboxedEnvironment
        loaders: list[BaseLoader] = (
            [ours] if is_trusted else [PrefixLoader({OURS: ours}), _Own(own), ours]
        )
        self._environment = environment(
            loader=ChoiceLoader(loaders),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            bytecode_cache=_COMPILED[environment],
        )
        self._environment.globals |= {"_": _said, "counted": counted, "figure": figure}
        self._layouts: dict[str, Template] = {}
        self._sources: dict[str, tuple[str, list[str]]] = {}
        self._digests: dict[str, str] = {}
        self._frames: dict[int, tuple[object, str]] = {}
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

    def prepare(self, layouts: Iterable[str]) -> None:
        """Read these layouts and those that they name, ahead of drawing; one that cannot be read
        is a fault only of the page that is drawn by it."""
        sources: dict[str, str] = {}
        for layout in layouts:
            self._gather(layout, sources)
        for name in sorted(sources):
            with suppress(TemplateError, RecursionError):
                self._environment.get_template(name)

    def given(self, page: Page) -> tuple[object, ...]:
        """All that decides on the bytes of a page beside its view: the words and links around it,
        and the layouts it is drawn by."""
        around = frame(page, self._masthead)
        known = self._frames.get(id(around))
        if known is None:
            # Thousands of pages share one; it is kept, so that its number stays its own.
            known = self._frames[id(around)] = (around, digest_of(around))
        return known[1], head(page, self._masthead), self._digest(page.layout)

    def _digest(self, layout: str) -> str:
        """The digest of a layout with all those that it names, and those that they name."""
        known = self._digests.get(layout)
        if known is None:
            sources: dict[str, str] = {}
            self._gather(layout, sources)
            known = self._digests[layout] = digest_of(sources)
        return known

    def _gather(self, layout: str, sources: dict[str, str]) -> None:
        known = self._sources.get(layout)
        if known is None:
            # Nearly every layout names the same few.
            known = self._sources[layout] = self._source(layout)
        sources[layout], names = known
        for name in names:
            if name not in sources:
                self._gather(name, sources)

    def _source(self, layout: str) -> tuple[str, list[str]]:
        """The text of a layout and the layouts that it names."""
        loader = self._environment.loader
        assert loader is not None
        try:
            source, _, _ = loader.get_source(self._environment, layout)
            named = list(find_referenced_templates(self._environment.parse(source)))
        except TemplateError:
            return "", []  # drawing it tells what is wrong
        # A name that is put together while drawing may be that of any layout.
        if None in named:
            return source, self._environment.list_templates()
        return source, [name for name in named if name is not None]

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
    if type(value) is Markup:
        return value
    if type(value) is Words:
        return _escaped_words(value, spoken())
    return escape(value)


@lru_cache(maxsize=1 << 14)
def _escaped_text(text: str) -> str:
    """A site says the same names, words and addresses on page after page."""
    return "".join((escape(text),))


@lru_cache(maxsize=1 << 10)
def _escaped_words(words: str, language: Language) -> str:
    """Words of ours in the language of the site, which it says on page after page, too."""
    return _escaped_text(language.text(str.__str__(words)))


class _Loop:
    """What a layout may ask of a loop."""

    __slots__ = ("first", "index0")

    first: bool
    index0: int


def _looped(things: Iterable[T], _undefined: object) -> Iterator[tuple[T, _Loop]]:
    """Each thing with the loop that it is in: Jinja's own loop can do ten times as much, and takes
    longer than most of what is done in it."""
    loop = _Loop()
    for index, thing in enumerate(things):
        loop.index0, loop.first = index, index == 0
        yield thing, loop


_safe: Callable[[str], Markup] = partial(str.__new__, Markup)
"""As `Markup`, which first looks whether what it is given is a text."""


def _macro(
    environment: Environment,
    function: Callable[..., str],
    name: str,
    arguments: Sequence[str],
    *special: bool,
) -> Callable[..., str]:
    """A macro of a layout as a function. Jinja's looks at each call for what may be missing."""
    macro = Macro(environment, function, name, list(arguments), *special)
    if macro.caller or macro.catch_kwargs or macro.catch_varargs:
        return macro
    count = len(arguments)

    def called(*given: object, **named: object) -> str:
        if named or len(given) != count:
            return macro(*given, **named)
        return _safe(function(*given))

    return called


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

    def write_commons(self) -> None:
        """What every part of a layout begins with: names for what it will call."""
        super().write_commons()
        for name, ours in (("escaped", "escaped"), ("LoopContext", "looped"), ("Macro", "macro")):
            self.writeline(f"{name} = environment.{ours}")

    def _import_common(self, node: nodes.Import | nodes.FromImport, frame: Frame) -> None:
        if node.with_context:
            super()._import_common(node, frame)
            return
        self.write("environment.imported(")
        self.visit(node.template, frame)
        self.write(")")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("escaped(")


class _Trusting(Environment):
    """Draws layouts of ours."""

    code_generator_class = _Direct
    escaped = staticmethod(_escaped)
    looped = staticmethod(_looped)
    macro = staticmethod(_macro)

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._imported: dict[str, TemplateModule] = {}

    def imported(self, name: str) -> TemplateModule:
        """The macros of a layout, made once: what ours import sees no page."""
        module = self._imported.get(name)
        if module is None:
            module = self._imported[name] = self.get_template(name).module
        return module


class _Compiled(BytecodeCache):
    """Layouts as they were compiled in this process, taken again where their text is the same: a
    server makes a new renderer after every edit of a record."""

    def __init__(self) -> None:
        self._codes: dict[str, tuple[str, CodeType]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill in what was compiled from this very text."""
        checksum, code = self._codes.get(bucket.key, ("", None))
        bucket.code = code if checksum == bucket.checksum else None

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Remember what was compiled."""
        if bucket.code is not None:
            self._codes[bucket.key] = bucket.checksum, bucket.code


# Apart, because code that was compiled for trusted layouts must never run in place of sandboxed.
_COMPILED = {_Trusting: _Compiled(), SandboxedEnvironment: _Compiled()}


class _Own(BaseLoader):
    """The layouts of a project; neither a link to somewhere else nor what is no text."""

    def __init__(self, own: OwnLayouts) -> None:
        self._own = own

    def get_source(
        self,
        environment: Environment,  # noqa: ARG002
        template: str,
    ) -> tuple[str, str, Callable[[], bool] | None]:
        """The text of a layout, and the name of its file."""
        path = "/".join(split_template_path(template))
        file = f"{LAYOUTS}/{path}"
        if self._own.is_link(path):
            raise TemplateSyntaxError("it is a link to somewhere else", 1, template, file)
        content = self._own.files.get(path)
        if content is None:
            raise TemplateNotFound(template)
        try:
            return content.decode(), file, None
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            raise TemplateSyntaxError("it is not UTF-8", line, template, file) from error

    def list_templates(self) -> list[str]:
        """The names of all of them."""
        return sorted(self._own.files)


def _said(message: str, **values: object) -> Markup:
    """What a layout calls `_`: a text in the language spoken, filled with words or with HTML."""
    if not values:
        return _safe(_escaped_words(message, spoken()))
    safe = {name: escape(value) for name, value in values.items()}
    return Markup(filled(escape(spoken().text(message)), safe))


def _reason(error: Exception) -> str:
    if isinstance(error, TemplateNotFound):
        return f"there is no layout `{error.name}`"
    if isinstance(error, RecursionError):
        return f"it extends or includes itself; write `{OURS}/` before the name to mean ours"
    said = error.message if isinstance(error, TemplateError) else None
    return said or str(error) or type(error).__name__


def assets(own: OwnLayouts, as_of: str, known: Provenance = UNKNOWN) -> Iterator[OutputFile]:
    """The stylesheet, scripts and drawings, and the small script that knows the day, the commit,
    the words of the scripts, the menu behind "More" and the mark in the window's tab.

    A project's own file of the same name takes the place of ours.
    """
    folder = our_layouts() / ASSETS
    ours = {path.name: path for path in folder.iterdir() if _is_asset(path)}
    more = [(str(label), target) for label, target in MORE]
    told = {
        "asOf": as_of,
        "commit": known.commit,
        "committed": known.day,
        "changed": known.is_changed,
        "words": _script_words(),
        "more": more,
        "icon": ICON,
    }
    said = json.dumps(told, ensure_ascii=False)
    yield OutputFile(f"{ASSETS}/{DAY_SCRIPT}", f"window.brmsite = {said};\n".encode())
    for name in sorted(ours.keys() | own.assets.keys()):
        content = own.assets[name] if name in own.assets else ours[name].read_bytes()
        yield OutputFile(f"{ASSETS}/{name}", content)


def _script_words() -> dict[str, object]:
    """What scripts write on many pages; the search page's words stand on the element they fill."""
    return {
        "theme": _("Theme: {0}"),
        "auto": _("auto"),
        "light": _("light"),
        "dark": _("dark"),
        "asOf": _("As of {0}"),
        "known": _("As known on {0} (commit {1}), as of {2}"),
        "changed": _("As known on {0} (commit {1}, with changes not committed), as of {2}"),
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
    """Whether a file of ours is to be published: not what an editor left."""
    return not path.name.startswith(".") and path.is_file()
