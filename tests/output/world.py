"""A project with a folder for its site, and somebody else's folder beside it, to be written to."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from brmsite.ground.output_file import OutputFile
from brmsite.output.write import MANIFEST, Written, write


class World:
    """A project with a folder for its site, and elsewhere a folder of somebody else's."""

    def __init__(self, folder: Path) -> None:
        self.project = folder / "project"
        self.site = self.project / "build"
        self.elsewhere = folder / "elsewhere"
        (self.project / "records").mkdir(parents=True)
        (self.project / "layouts").mkdir()
        self.elsewhere.mkdir()

    def write(self, files: Mapping[str, str], folder: Path | None = None) -> Written:
        given = (OutputFile(path, text.encode()) for path, text in files.items())
        return write(given, self.site if folder is None else folder, self.project)

    def holds(self) -> dict[str, str]:
        """All files of the site as path and text, without the manifest."""
        return {
            path.relative_to(self.site).as_posix(): path.read_text(encoding="utf-8")
            for path in sorted(self.site.rglob("*"))
            if path.is_file() and path.name != MANIFEST
        }

    def pages(self) -> dict[str, str]:
        """The same without what a build that was broken off has left of its own."""
        return {path: text for path, text in self.holds().items() if not path.startswith(".")}

    def put(self, name: str, text: str) -> Path:
        """A file that somebody else puts into the site's folder."""
        target = self.site / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        return target

    def list(self, *lines: str, name: str = MANIFEST) -> None:
        """A manifest that somebody else wrote."""
        self.put(name, "".join(f"{line}\n" for line in lines))
