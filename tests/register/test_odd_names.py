"""A file whose name cannot be an id is told, checked, and kept out of the register."""

from __future__ import annotations

import pytest

from brmsite.kinds import all_kinds
from brmsite.register.assemble import assemble
from brmsite.source.files import SourceFile
from brmsite.source.parse import parse


@pytest.mark.parametrize("name", ["index", "Ada", "a_b", "a--b", "a b", "-a", "å", "a" * 81])
def test_an_odd_name_is_told_and_kept_out(name: str) -> None:
    file = SourceFile(f"records/people/{name}.yaml", b"name: Ada\norg: provider\nphon: 1\n")
    register = assemble([parse(file)], all_kinds())
    assert register.records == {}
    assert [found.code for found in register.diagnostics] == ["bad-file-name", "unknown-key"]
    assert register.is_named(f"people/{name}")


@pytest.mark.parametrize("folder", ["\x1bc", "a\nb", "2026/\x9b2J", "\x7f"])
def test_a_folder_that_a_terminal_would_obey_is_told(folder: str) -> None:
    file = SourceFile(f"records/people/{folder}/ada.yaml", b"name: Ada\norg: provider\n")
    register = assemble([parse(file)], all_kinds())
    assert [found.code for found in register.diagnostics] == ["bad-file-name"]
    assert "name of a folder" in register.diagnostics[0].message


@pytest.mark.parametrize("folder", ["2026", "Ablage Süd", "\u202fa", "東京"])
def test_any_other_folder_is_nobodys_business(folder: str) -> None:
    file = SourceFile(f"records/people/{folder}/ada.yaml", b"name: Ada\norg: provider\n")
    assert assemble([parse(file)], all_kinds()).diagnostics == ()


@pytest.mark.parametrize("name", ["a", "0", "index-1", "a-b-c", "a" * 80])
def test_an_ordinary_name_is_an_id(name: str) -> None:
    file = SourceFile(f"records/people/{name}.yaml", b"name: Ada\norg: provider\n")
    register = assemble([parse(file)], all_kinds())
    assert list(register.records) == [f"people/{name}"]
    assert register.diagnostics == ()
