"""The only door to git.

Records may come from strangers, and a repository can be made to run programs: hooks, a file system
monitor, helpers named in its configuration. Nothing of that is run here, and nothing is written.
"""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path
from shutil import which

SECONDS = 20
"""So long git may take for an answer."""

_HARMLESS = (
    "--no-pager",
    "--no-optional-locks",
    "-c",
    "core.fsmonitor=false",
    "-c",
    f"core.hooksPath={os.devnull}",
    "-c",
    "diff.external=",
)
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


def head_commit(project: Path) -> str:
    """The commit that is checked out in a project; empty without git, or before the first one."""
    said = _git(project, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    return said if _COMMIT.fullmatch(said) else ""


def _git(folder: Path, *words: str) -> str:
    """What git says about a folder, without the space around it; empty when it refuses."""
    program = which("git")
    if program is None:
        return ""
    try:
        answer = subprocess.run(
            [program, *_HARMLESS, *words],
            cwd=folder,
            # Nothing of the surroundings but the home folder, where git keeps whom to trust.
            env={"HOME": str(Path.home()), "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
            check=False,
            encoding="utf-8",
            errors="replace",
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return answer.stdout.strip() if answer.returncode == 0 else ""
