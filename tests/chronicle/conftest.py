"""What the tests of the chronicle share: a project with a past."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.chronicle.past import with_a_past
from tests.conftest import Need
from tests.history.repository import Repository


@pytest.fixture
def past(tmp_path: Path, need: Need) -> Repository:
    """The small project with its four commits."""
    need("git")
    return with_a_past(tmp_path / "project")
