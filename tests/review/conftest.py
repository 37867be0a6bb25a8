"""What the tests of reviews share: one repository, from which every proposal starts."""

from __future__ import annotations

import shutil

import pytest

from tests.history.repository import Repository
from tests.review.pull_request import harbour


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A small organisation, committed once."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed here")
    return harbour(tmp_path_factory.mktemp("harbour") / "project")
