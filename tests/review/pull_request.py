"""A project in a repository, and changes of it as somebody would propose them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

from brmsite.diff import State, compare_states
from brmsite.origin import with_commit
from brmsite.review.comparison import Comparison
from tests.history.repository import Repository, made

AS_OF = date(2026, 6, 15)
TREE = Path(__file__).resolve().parents[1] / "trees" / "full"

SLA = "records/agreements/sla-logistics.yaml"
LOGISTICS = "records/customers/logistics.yaml"
WMS = "records/services/wms.yaml"

Edit = Callable[[Path], None]


def harbour(folder: Path) -> Repository:
    """A repository with a small organisation in it, committed once."""
    repository = made(folder)
    shutil.copytree(TREE / "records", repository.folder / "records")
    repository.commit("As it was")
    return repository


def changed(path: str, before: str, after: str) -> Edit:
    """Other words in a file, which must be there once."""

    def edit(project: Path) -> None:
        text = (project / path).read_text(encoding="utf-8")
        assert text.count(before) == 1, f"{path} has {text.count(before)} times `{before}`"
        (project / path).write_bytes(text.replace(before, after).encode())

    return edit


def written(path: str, text: str) -> Edit:
    """A new file, or a whole new text."""

    def edit(project: Path) -> None:
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        (project / path).write_bytes(text.encode())

    return edit


def removed(path: str) -> Edit:
    """A file that is gone."""
    return lambda project: (project / path).unlink()


def moved(path: str, new: str) -> Edit:
    """A file under another name."""
    return lambda project: (project / path).rename(project / new).touch()


def proposed(repository: Repository, *edits: Edit) -> Comparison:
    """What a commit with these edits changes; the next one starts from the first commit again."""
    repository.git("checkout", "--quiet", "-B", "proposal", "main")
    for edit in edits:
        edit(repository.folder)
    head = repository.commit("As proposed")
    return compared(repository, repository.git("rev-parse", "main"), head)


def compared(repository: Repository, base: str, head: str) -> Comparison:
    """The comparison of two commits, called `main` and `proposal`."""
    states = [
        State(name, with_commit(repository.folder, commit))
        for name, commit in (("main", base), ("proposal", head))
    ]
    return compare_states(repository.folder, states[0], states[1], AS_OF)
