"""Builds a site and says which of its pages shows each layout best."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from brmsite.ground.output_file import OutputFile
from brmsite.publish import publish
from brmsite.site.page import Page
from brmsite.site.render import Renderer

ROOT = Path(__file__).resolve().parents[2]
NOT_IN_THE_SAMPLE = {"pages/findings_of_rule.html"}
"""Needs more findings than a well-kept register has; looks like `pages/findings.html`."""
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


def build_typical(project: Path, folder: Path) -> TypicalSite:
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
        publish(project, folder, AS_OF)
    return TypicalSite(folder, {layout: path for layout, (*_, path) in sorted(longest.items())})
