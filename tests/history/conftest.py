"""What the tests of history share: a new repository."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Need
from tests.history.repository import Repository, made


@pytest.fixture
def fresh(tmp_path: Path, need: Need) -> Repository:
    """A repository without a commit."""
    need("git")
    return made(tmp_path / "project")
