"""What comes before and after a record in its series."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from brmsite.examine import examine
from brmsite.insight.neighbours import Neighbours, derive
from brmsite.kinds.base import Common
from brmsite.register.register import Record, Register
from tests.site.small_project import BASE, agreement, meeting

TERM = "{start: %s, months: 12, renewal: none}"


def register(folder: Path, files: dict[str, str]) -> Register:
    for path, text in {**BASE, **files}.items():
        target = folder / "records" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return examine(folder, date(2026, 6, 15)).register


def around(known: Neighbours, register: Register, address: str) -> tuple[str, str, str] | None:
    record = register.find(address)
    assert record is not None
    found = known.of(record)
    if found is None:
        return None

    def name(one: Record[Common] | str | None) -> str:
        return "" if one is None else one if isinstance(one, str) else one.address

    return name(found.before), name(found.after), name(found.of)


def test_meetings_with_one_customer_follow_each_other_by_their_days(tmp_path: Path) -> None:
    found = register(
        tmp_path,
        {
            "meetings/a.md": meeting("2026-05-01"),
            "meetings/b.md": meeting("2026-03-01"),
            "meetings/c.md": meeting("2026-05-01"),
            "meetings/other.md": meeting("2026-04-01").replace("[logistics]", "[depot]"),
            "customers/depot.yaml": "name: Depot\nrelation: internal\nparent: logistics\n",
        },
    )
    known = derive(found)
    assert around(known, found, "meetings/b") == ("", "meetings/a", "customers/logistics")
    assert around(known, found, "meetings/a") == (
        *("meetings/b", "meetings/c", "customers/logistics"),
    )
    assert around(known, found, "meetings/c") == ("meetings/a", "", "customers/logistics")
    assert around(known, found, "meetings/other") is None


def test_agreements_follow_those_whose_place_they_take(tmp_path: Path) -> None:
    found = register(
        tmp_path,
        {
            "agreements/old.yaml": agreement("AGR-1", term=TERM % "2024-01-01"),
            "agreements/new.yaml": agreement(
                "AGR-2", term=TERM % "2025-01-01", more="supersedes: old\n"
            ),
            "agreements/newest.yaml": agreement(
                "AGR-3", term=TERM % "2026-01-01", more="supersedes: new\n"
            ),
            "agreements/alone.yaml": agreement("AGR-4"),
        },
    )
    known = derive(found)
    assert around(known, found, "agreements/old") == ("", "agreements/new", "")
    assert around(known, found, "agreements/new") == ("agreements/old", "agreements/newest", "")
    assert around(known, found, "agreements/newest") == ("agreements/new", "", "")
    assert around(known, found, "agreements/alone") is None
    assert known.of(found.records["customers/logistics"]) is None
