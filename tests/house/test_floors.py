"""The house stands level: who may know whom, and what nobody may do below the doors.

The floors are those of the README's architecture section. A floor may look down, never up and
never sideways into another room; inside a room files use each other without circles.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "brmsite"

# From the ground up. Rooms on one floor do not know each other.
FLOORS: tuple[tuple[str, ...], ...] = (
    ("ground",),
    ("source", "kinds"),
    ("register",),
    ("settings", "inputs"),
    ("history", "changes"),
    ("chronicle",),
    ("insight",),
    ("rules",),
    ("site", "exports", "imports", "report"),
    ("review",),
    ("output", "origin"),
    ("examine",),
    ("build",),
    ("check", "publish", "verify", "diff"),
    ("server",),
    ("cli",),
    ("__main__",),
)
FLOOR_OF = {room: number for number, floor in enumerate(FLOORS) for room in floor}
DOORS = ("cli", "server", "__main__")

# Each library meets our code in one file.
LIBRARY_DOORS = {
    "yaml": ("source/yaml_text.py", "source/yaml_words.py"),
    "pydantic_core": ("kinds/base.py", "register/schema.py", "register/schema_words.py"),
    "jinja2": ("site/render.py",),
    "markdown": ("site/inline_html.py",),
    "nh3": ("site/rendered_body.py",),
    "markupsafe": ("site/rendered_body.py", "site/render.py"),
    "msgspec": ("ground/packed.py", "ground/value.py", "source/kept_parse.py"),
    "babel": ("site/language.py",),
    "subprocess": ("history/git.py",),
    "watchdog": ("server/watch.py",),
    "werkzeug": ("server/web.py",),
}

FILES = sorted(PACKAGE.rglob("*.py"))


def name_of(file: Path) -> str:
    """The path of a file inside the package, with `/`."""
    return file.relative_to(PACKAGE).as_posix()


def room_of(file: Path) -> str:
    """The room that a file is in; a file at the top of the package is a room of its own."""
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


@cache
def tree_of(file: Path) -> ast.Module:
    """The parsed source of a file."""
    return ast.parse(file.read_text(encoding="utf-8"), str(file))


def imports_of(file: Path) -> Iterator[str]:
    """The full names of the modules that a file imports, wherever in it."""
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(file)}: imports are written in full"
            assert node.module is not None
            yield node.module
            if node.module.startswith("brmsite"):
                yield from (f"{node.module}.{alias.name}" for alias in node.names)


def module_file(name: str) -> Path | None:
    """The file of one of our modules, None for names inside a module."""
    path = PACKAGE.parent.joinpath(*name.split("."))
    for candidate in (path.with_suffix(".py"), path / "__init__.py"):
        if candidate.is_file():
            return candidate
    return None


def our_imports(file: Path) -> Iterator[Path]:
    """The files of ours that a file imports."""
    for name in imports_of(file):
        if name.startswith("brmsite.") and (found := module_file(name)) is not None:
            yield found


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_a_file_looks_only_down(file: Path) -> None:
    room = room_of(file)
    if room == "__init__":
        return
    assert room in FLOOR_OF, f"{room} is on no floor: add it to the map, and to the README's"
    for other in our_imports(file):
        there = room_of(other)
        if there in ("__init__", room):
            continue
        assert FLOOR_OF[there] < FLOOR_OF[room], (
            f"{name_of(file)} ({room}, floor {FLOOR_OF[room]}) uses {name_of(other)} "
            f"({there}, floor {FLOOR_OF[there]})"
        )


def test_inside_a_room_there_is_no_circle() -> None:
    seen: dict[Path, int] = {}

    def visit(file: Path, trail: tuple[Path, ...]) -> None:
        if file in trail:
            circle = [name_of(step) for step in (*trail[trail.index(file) :], file)]
            pytest.fail(f"a circle: {' -> '.join(circle)}")
        if file in seen:
            return
        for other in sorted(set(our_imports(file))):
            if other != file:
                visit(other, (*trail, file))
        seen[file] = len(trail)

    for file in FILES:
        visit(file, ())


@pytest.mark.parametrize("library", sorted(LIBRARY_DOORS))
def test_each_library_has_one_door(library: str) -> None:
    users = {
        name_of(file)
        for file in FILES
        if any(name.partition(".")[0] == library for name in imports_of(file))
    }
    assert users <= set(LIBRARY_DOORS[library])


@cache
def calls_of(file: Path) -> frozenset[str]:
    """The dotted names of everything that a file calls or looks up as an attribute."""
    found: set[str] = set()
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.Attribute):
            found.add(ast.unparse(node))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            found.add(f"{node.func.id}()")
    return frozenset(found)


@pytest.mark.parametrize(
    "file", [file for file in FILES if room_of(file) not in DOORS], ids=name_of
)
def test_below_the_doors_nothing_knows_the_day_the_environment_or_the_terminal(file: Path) -> None:
    forbidden = (
        "date.today",
        "datetime.now",
        "datetime.utcnow",
        "datetime.today",
        "time.time",
        "os.environ",
        "os.getenv",
        "sys.exit",
        "sys.stdout",
        "sys.stderr",
        "print()",
        "input()",
        "exit()",
        "quit()",
    )
    used = set(calls_of(file)) & set(forbidden)
    assert not used, f"{name_of(file)} uses {', '.join(sorted(used))}"


FILE_TOUCHING = {"read_text", "read_bytes", "write_text", "write_bytes", "open()", "os.open"}


@pytest.mark.parametrize(
    "file", [file for file in FILES if room_of(file) not in (*DOORS, "output")], ids=name_of
)
def test_only_the_reader_reads_records_and_only_output_writes(file: Path) -> None:
    touching = {call for call in calls_of(file) if call.rpartition(".")[2] in FILE_TOUCHING}
    # Layouts and assets are read where they are drawn, catalogues where they are spoken, the texts
    # of the handbook where they are told; records are read in one file. What results depend on is
    # read to tell it apart, and the store of what was worked out keeps its own folder.
    texts = ("site/render.py", "site/language.py", "site/how_to.py")
    if name_of(file) not in ("source/files.py", *texts, "inputs.py", "ground/memo.py"):
        assert not touching


NOTED = {
    *("all", "each", "each_with", "one", "find", "is_named", "links_from", "links_to", "body_of"),
    *("broken", "noting"),
}
"""What a register notes that it was asked; `is_named` is the same after every edit that leaves any
fact as it is."""


@pytest.mark.parametrize(
    "file", [file for file in FILES if room_of(file) == "insight"], ids=name_of
)
def test_a_fact_asks_the_register_only_what_it_notes(file: Path) -> None:
    asked = {call.removeprefix("register.") for call in calls_of(file) if REGISTER.match(call)}
    assert asked <= NOTED
    assert not {call for call in calls_of(file) if call.endswith(".body")}, "ask `body_of`"


REGISTER = re.compile(r"register\.\w+\Z")


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_nothing_hides_an_import_behind_type_checking(file: Path) -> None:
    assert "TYPE_CHECKING" not in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_a_file_opens_with_a_sentence_for_a_newcomer(file: Path) -> None:
    docstring = ast.get_docstring(tree_of(file)) or ""
    assert docstring.strip(), f"{name_of(file)} does not say what it is for"


def test_no_file_is_called_after_nothing() -> None:
    vague = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "core"}
    assert not [name_of(file) for file in FILES if file.stem in vague]
