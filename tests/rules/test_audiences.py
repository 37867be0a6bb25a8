"""Audiences in the settings: what they may say, and the names in them that nobody has."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from brmsite.examine import examine

CUSTOMERS = {"port": "name: Port\n", "yard": "name: Yard\nparent: port\n", "broken": "nme: X\n"}


def told(folder: Path, settings: str) -> list[str]:
    (folder / "records/customers").mkdir(parents=True)
    for name, text in CUSTOMERS.items():
        (folder / f"records/customers/{name}.yaml").write_text(text, encoding="utf-8")
    (folder / "records/brmsite.yaml").write_text(settings, encoding="utf-8")
    found = examine(folder, date(2026, 6, 15)).findings
    return [
        f"{one.span.start.line}:{one.span.start.column} {one.code} {one.pointer}: {one.message}; "
        f"{one.hint}"
        for one in found
        if one.span.path == "records/brmsite.yaml"
    ]


def test_sound_audiences_are_told_nothing(tmp_path: Path) -> None:
    sound = """\
audiences:
  - {name: yard, title: IT for the yard, customers: [yard, broken], kinds: [agreement, report]}
  - {name: everybody, customers: all}
"""
    assert told(tmp_path, sound) == []


def test_wrong_names_are_told_where_they_stand(tmp_path: Path) -> None:
    wrong = """\
audiences:
  - name: yard
    customers: [yrd, zzzzzzzz]
    kinds: [agrement, qqq]
  - {name: yard, customers: all}
"""
    assert told(tmp_path, wrong) == [
        (
            "3:17 unresolved-reference audiences[0].customers[0]: there is no customer `yrd`, did you "
            "mean `yard`?; change it to `yard`"
        ),
        (
            "3:22 unresolved-reference audiences[0].customers[1]: there is no customer `zzzzzzzz`; "
            "write the id of a customer"
        ),
        (
            "4:13 not-allowed-value audiences[0].kinds[0]: there is no kind `agrement`, did you mean "
            "`agreement`?; change it to `agreement`"
        ),
        (
            "4:23 not-allowed-value audiences[0].kinds[1]: there is no kind `qqq`; `brmsite kinds` "
            "lists them"
        ),
        (
            "5:12 bad-value audiences[1].name: `name` is `yard`, as of another audience; give each "
            "audience a name of its own"
        ),
    ]


def test_what_an_audience_cannot_be_is_told_like_any_field(tmp_path: Path) -> None:
    wrong = "audiences:\n  - {name: The Yard, customers: al, kind: [report]}\n"
    assert [one.split(":")[1].split()[1] for one in told(tmp_path, wrong)] == [
        "bad-value",
        "not-allowed-value",
        "unknown-key",
    ]
