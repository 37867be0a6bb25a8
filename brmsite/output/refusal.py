"""Which folders a site is never written to: those that hold somebody's own files."""

from __future__ import annotations

from pathlib import Path

from brmsite.ground.memo import FOLDER as STORE
from brmsite.output.manifest import JOURNAL, MANIFEST, OWN_NAMES
from brmsite.output.some_names import some_names

_SOURCES = ("records", "layouts", ".git", STORE)


class OutputRefusedError(Exception):
    """The site was not written, or not to its end; the message says why and what to do."""


def refuse_foreign(folder: Path, project: Path) -> None:
    """Raise OutputRefusedError for a folder that is not ours to write.

    A mount point is judged as any folder: empty or with our manifest (the volume of a container,
    a share that is the web server's) it is written to, with anything else on it it is refused.
    """
    resolved, source = folder.resolve(), project.resolve()
    if resolved in {source, *source.parents, *_home()}:
        raise OutputRefusedError(f"`{folder}` holds your own files: choose a folder of its own")
    for sources in (source / name for name in _SOURCES):
        if resolved == sources or sources in resolved.parents:
            raise OutputRefusedError(f"`{folder}` is among the sources: choose another folder")
    if folder.is_symlink():
        raise OutputRefusedError(f"`{folder}` is a symbolic link: name the folder it leads to")
    if not folder.exists():
        return
    if not folder.is_dir():
        raise OutputRefusedError(f"`{folder}` is not a folder")
    if (folder / ".git").exists():
        raise OutputRefusedError(f"`{folder}` is a git repository: choose another folder")
    for name in OWN_NAMES:
        if (folder / name).is_symlink():
            raise OutputRefusedError(f"`{folder / name}` is a symbolic link: remove it")
    marked = (folder / MANIFEST).is_file() or (folder / JOURNAL).is_file()
    foreign = () if marked else sorted({each.name for each in folder.iterdir()} - _nobodys(folder))
    if foreign:
        raise OutputRefusedError(
            f"`{folder}` has files that this program did not write ({some_names(foreign)}): empty "
            "it, or choose another folder with --output"
        )


def _nobodys(folder: Path) -> set[str]:
    """What may lie in a folder that is called empty."""
    return {".gitkeep", "lost+found"} if folder.is_mount() else {".gitkeep"}


def _home() -> tuple[Path, ...]:
    """The user's own folder and those around it; a build machine may have none."""
    try:
        home = Path("~").expanduser().resolve()
    except RuntimeError:
        return ()
    return (home, *home.parents)
