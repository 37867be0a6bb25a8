"""Writes a site into its folder: only what differs, each file whole, and nothing that is not ours.

A file `.brmsite-manifest` in the folder lists what was written. Only files on that list are ever
removed, and a folder with other files in it is left alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from brmsite.ground.output_file import OutputFile

MANIFEST = ".brmsite-manifest"


class OutputRefusedError(Exception):
    """The folder must not be written to; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Written:
    """Paths of what was written, what stayed as it was, and what was removed."""

    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]


def write(files: Iterable[OutputFile], folder: Path, project: Path) -> Written:
    """Make `folder` hold exactly these files, and leave other files alone."""
    before = _manifest_before(folder, project)
    folder.mkdir(parents=True, exist_ok=True)
    changed: list[str] = []
    unchanged: list[str] = []
    for file in files:
        (changed if _put(folder, file) else unchanged).append(file.path)
    present = {*changed, *unchanged}
    removed = [path for path in before if path not in present and _remove(folder, path)]
    listing = json.dumps(sorted(present), indent=0) + "\n"
    _put(folder, OutputFile(MANIFEST, listing.encode()))
    return Written(tuple(sorted(changed)), tuple(sorted(unchanged)), tuple(removed))


def _manifest_before(folder: Path, project: Path) -> tuple[str, ...]:
    """What the last build wrote here; refuses a folder that is not ours to write."""
    resolved = folder.resolve()
    home = Path("~").expanduser().resolve()
    sacred = {project.resolve(), *project.resolve().parents, home, *home.parents}
    if resolved in sacred:
        raise OutputRefusedError(f"`{folder}` holds your own files: choose a folder of its own")
    for name in ("records", "layouts"):
        source = project.resolve() / name
        if resolved == source or source in resolved.parents:
            raise OutputRefusedError(f"`{folder}` is among the sources: choose another folder")
    if folder.is_symlink():
        raise OutputRefusedError(f"`{folder}` is a symbolic link: name the folder it leads to")
    if not folder.exists():
        return ()
    if not folder.is_dir():
        raise OutputRefusedError(f"`{folder}` is not a folder")
    if (folder / ".git").exists():
        raise OutputRefusedError(f"`{folder}` is a git repository: choose another folder")
    manifest = folder / MANIFEST
    if not manifest.is_file():
        if any(entry.name != ".gitkeep" for entry in folder.iterdir()):
            raise OutputRefusedError(
                f"`{folder}` has files that this program did not write: empty it, or choose "
                "another folder with --output"
            )
        return ()
    try:
        listed = json.loads(manifest.read_text(encoding="utf-8"))
    except ValueError:
        return ()
    return tuple(path for path in listed if isinstance(path, str) and _is_inside(folder, path))


def _is_inside(folder: Path, path: str) -> bool:
    return not Path(path).is_absolute() and folder.resolve() in (folder / path).resolve().parents


def _put(folder: Path, file: OutputFile) -> bool:
    """Write one file if its bytes differ; a reader sees the old one or the new one, whole."""
    target = folder / file.path
    try:
        if not target.is_symlink() and target.read_bytes() == file.content:
            return False
    except OSError:
        target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{target.name}.partial")
    try:
        partial.write_bytes(file.content)
        partial.replace(target)
    except OSError:
        partial.unlink(missing_ok=True)
        raise
    return True


def _remove(folder: Path, path: str) -> bool:
    """Remove a file that an earlier build wrote, and folders that it leaves empty."""
    target = folder / path
    if not target.is_file() and not target.is_symlink():
        return False
    target.unlink()
    for parent in target.parents:
        if parent == folder or any(parent.iterdir()):
            break
        parent.rmdir()
    return True
