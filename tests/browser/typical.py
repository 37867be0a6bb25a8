"""Builds a site and says which of its pages shows each layout best."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest

from brmsite.ground.output_file import OutputFile
from brmsite.publish import publish
from brmsite.site.page import Page
from brmsite.site.render import Renderer
from tests.history.repository import Repository

ROOT = Path(__file__).resolve().parents[2]
NOT_IN_THE_SAMPLE = {
    # Needs more findings than a well-kept register has; looks like `pages/findings.html`.
    "pages/findings_of_rule.html",
    # Is no page of a site: `brmsite diff` writes it.
    "pages/diff.html",
}
EDITED = "records/agreements/sla-logistics.yaml"
EDITS = 12
"""So many commits change an agreement: its history then has a page of its own."""
LAYOUTS = tuple(
    sorted(
        {
            path.relative_to(ROOT / "layouts").as_posix()
            for folder in ("pages", "records")
            for path in (ROOT / "layouts" / folder).glob("*.html")
        }
        - NOT_IN_THE_SAMPLE
    )
)
LONG_ENOUGH = 60_000
"""Bytes; what is longer repeats itself, and takes axe long."""
AS_OF = date(2026, 11, 22)
"""The day of the sample organisation's story."""


@dataclass(frozen=True)
class TypicalSite:
    """A built site, and the path of the longest page of each layout, which shows most of it.

    A longer one than `LONG_ENOUGH` is only taken where no other is there.
    """

    folder: Path
    page_of: Mapping[str, str]


def with_history(folder: Path) -> Repository:
    """The sample's records in a repository of their own, in which one agreement was changed often:
    what this one remembers depends on how it was cloned."""
    repository = Repository(folder)
    copytree(ROOT / "records", folder / "records")
    repository.git("init", "--quiet", "--initial-branch=main")
    repository.commit("Take in all records")
    edited = folder / EDITED
    text = edited.read_text(encoding="utf-8")
    for number in range(EDITS):
        changed = text.replace("value: 99.5", f"value: 99.{number % 5}", 1)
        edited.write_text(changed, encoding="utf-8")
        repository.commit(f"Promise 99.{number % 5} percent")
    edited.write_text(text, encoding="utf-8")
    repository.commit("Promise what was promised")
    return repository


def build_typical(project: Path, folder: Path, commit: str = "") -> TypicalSite:
    """Build a project's site into the folder, noting which layout each page has."""
    longest: dict[str, tuple[bool, int, str]] = {}

    class Noting(Renderer):
        def render(self, page: Page, view: object) -> OutputFile:
            file = super().render(page, view)
            size = len(file.content)
            found = (size <= LONG_ENOUGH, size if size <= LONG_ENOUGH else -size, file.path)
            longest[page.layout] = max(longest.get(page.layout, found), found)
            return file

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("brmsite.build.Renderer", Noting)
        publish(project, folder, AS_OF, commit)
    return TypicalSite(folder, {layout: path for layout, (*_, path) in sorted(longest.items())})
