"""Where a project stands in its repository: what a forge reads names files from the top of it."""

from __future__ import annotations

import os
from pathlib import Path

from brmsite.history.git import GitUnavailableError, folder_in_repository


def folder_from_top(project: Path) -> str:
    """The way from the top of the repository to the project, `sub/folder/`; empty where it is the
    top itself, or git has no answer."""
    try:
        return os.fsdecode(folder_in_repository(project))
    except GitUnavailableError:
        return ""
