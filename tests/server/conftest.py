"""What tests of the server may ask for: the starter's records, served."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.patience import until
from tests.server.serving import Serving, serving, starter


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Serving]:
    """The starter's site, when it is there."""
    with serving(starter(tmp_path)) as site:
        until(lambda: site.get("/").status == 200)
        yield site
