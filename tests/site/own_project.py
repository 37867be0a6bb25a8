"""The example of own layouts: the records that `brmsite init` writes, looking otherwise."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from shutil import copytree

from brmsite.cli.init import STARTER

OWN_LAYOUTS = Path(__file__).with_name("own_layouts")
AS_OF = date(2026, 3, 2)


def own_project(folder: Path) -> Path:
    """Lay the example over new records in a folder."""
    copytree(STARTER / "records", folder / "records")
    copytree(OWN_LAYOUTS, folder, dirs_exist_ok=True)
    return folder
