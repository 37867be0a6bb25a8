"""Where a file of a project stands on disk, if no link leads from there to somewhere else.

What is written goes where its path says and nowhere else: a repository of records may come from
strangers, and git carries links. So nothing is written through one, not even to another folder of
the same records, from which it would not be read either.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath


class LeadsAwayError(ValueError):
    """A path that is not written to; the message says why."""


def place_inside(path: str, project: Path, folder: str) -> Path:
    """The place of a file, by its path relative to the project. The folder of the project itself
    may be a link: whoever runs the program chose it. What stands at the place is not looked at.

    Raises LeadsAwayError where the path leads out of the project's `folder`, or through a link.
    """
    pure = PurePosixPath(path)
    if pure.is_absolute() or ".." in pure.parts or PurePosixPath(folder) not in pure.parents:
        raise LeadsAwayError(f"`{path}` leads out of `{folder}`")
    root = project.resolve()
    for parent in reversed(pure.parents):
        if (root / parent).is_symlink():
            raise LeadsAwayError(
                f"`{path}` is not written: `{parent}` is a symbolic link, and links are not "
                "followed"
            )
    place = root / path
    # Some systems have links that do not call themselves by that name.
    if root not in place.parents or place.parent.resolve() != place.parent:
        raise LeadsAwayError(f"`{path}` leads out of `{folder}`")
    return place
