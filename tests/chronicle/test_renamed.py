"""Who was renamed did not change what refers to them: history reads every version by present ids."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from brmsite.chronicle import telling
from brmsite.chronicle.chronicle import Chronicle
from brmsite.chronicle.telling import Ways, chronicle_of, chronicle_on_demand
from brmsite.chronicle.versions_compared import ONLY_IDS, Measure
from brmsite.ground.memo import Memo
from brmsite.ground.shelf import Shelf
from brmsite.source.files import SourceFile
from tests.chronicle.past import HOSTILE, SLA, chronicle, sla
from tests.history.repository import Repository

TEXT = SLA.replace(".yaml", ".md")
NAMES = {"services/wms": "services/yard", "people/p-lind": "people/petra"}
"""The present addresses of what is renamed below, by the former ones."""
NOW = Ways(measure=Measure(names=NAMES))


def words(links: str) -> str:
    """The agreement with a text below it."""
    return f"---\n{sla('99.5', '2')}---\nSee {links}.\n"


def rename(repository: Repository) -> None:
    """Call the service and the customer's manager otherwise, everywhere."""
    for folder, old, new in (("services", "wms", "yard"), ("people", "p-lind", "petra")):
        repository.git("mv", f"records/{folder}/{old}.yaml", f"records/{folder}/{new}.yaml")
        for path in sorted((repository.folder / "records").rglob("*.*")):
            text = path.read_text(encoding="utf-8").replace(old, new)
            if path.stem == new:
                text += f"aliases: [{old}]\n"
            path.write_text(text, encoding="utf-8")
    repository.commit("Rename")


@pytest.fixture
def renamed(past: Repository) -> Repository:
    """The project with a text in the agreement, in which a service and a person were renamed."""
    past.git("mv", SLA, TEXT)
    past.write(TEXT, words("[[services/wms]], [it](../services/wms.yaml), @p-lind"))
    past.commit("Say it in words")
    rename(past)
    return past


def of(found: Chronicle, repository: Repository, path: str = TEXT) -> Any:
    """What happened to the record in a file."""
    return found.of(SourceFile(path, (repository.folder / path).read_bytes()))


def versions(found: Chronicle, repository: Repository) -> list[str]:
    """The subjects of the commits that made the texts that were signed, newest first."""
    file = SourceFile(TEXT, (repository.folder / TEXT).read_bytes())
    return [one.commit.subject if one.commit else "" for one in found.versions(file)]


def test_a_reference_to_who_was_renamed_is_no_change(renamed: Repository) -> None:
    as_typed, now = chronicle(renamed.folder), chronicle(renamed.folder, NOW)
    weights = [of(one, renamed)[0].weights for one in (as_typed, now)]
    assert weights == [{"material", "weaker", "stronger"}, frozenset()]
    for path in (TEXT, "records/customers/logistics.yaml"):
        newest, before, *_ = of(now, renamed, path)
        assert (newest.commit.subject, newest.fields) == ("Rename", (ONLY_IDS,))
        assert ONLY_IDS not in before.fields
    news = [one.address for one in now.recent(99) if one.commit and one.commit.subject == "Rename"]
    assert sorted(news) == ["people/petra", "services/yard"]


def test_what_is_signed_is_no_other_text_after_a_rename(renamed: Repository) -> None:
    before = ["Say it in words", f"Promise less {HOSTILE}", "Begin"]
    assert versions(chronicle(renamed.folder), renamed) == ["Rename", *before]
    assert versions(chronicle(renamed.folder, NOW), renamed) == before
    renamed.write(TEXT, (renamed.folder / TEXT).read_text().replace("99.5", "99"))
    renamed.commit("Less still")
    found = chronicle(renamed.folder, NOW)
    file = SourceFile(TEXT, (renamed.folder / TEXT).read_bytes())
    new, old, *_ = found.versions(file)
    assert new.text == old.text == "See [[services/yard]], [it](services/yard), @petra."
    assert [name for name in new.values if new.values[name] != old.values[name]] == [
        "availability (t1): value"
    ]


def test_what_changed_with_a_rename_is_told(past: Repository) -> None:
    past.git("mv", SLA, TEXT)
    past.write(TEXT, words("@p-lind"))
    past.commit("Say it in words")
    (past.folder / TEXT).write_text(words("@p-lind").replace("99.5", "90"), encoding="utf-8")
    rename(past)
    newest, *_ = of(chronicle(past.folder, NOW), past)
    assert [field.said for field in newest.fields] == ["availability 99.5 % -> 90 %"]
    assert versions(chronicle(past.folder, NOW), past)[0] == "Rename"


def test_what_is_not_committed_is_read_by_present_ids_too(renamed: Repository) -> None:
    renamed.git("reset", "--quiet", "--soft", "HEAD^")
    fresh, *_ = of(chronicle(renamed.folder, NOW), renamed)
    assert (fresh.commit, fresh.fields) == (None, (ONLY_IDS,))
    assert versions(chronicle(renamed.folder, NOW), renamed)[0] == "Say it in words"


def test_after_a_rename_only_what_names_it_is_told_anew(
    renamed: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[bool, int]] = []
    before = telling._computed

    def noted(teller: Any, rows: Sequence[Any], executor: None) -> Any:
        if rows:
            asked.append((bool(teller.measure.names), len(rows)))
        return before(teller, rows, executor)

    monkeypatch.setattr(telling, "_computed", noted)

    def built(ways: Ways) -> Chronicle:
        with Memo(tmp_path) as memo:
            return chronicle_of(renamed.folder, renamed.head, ways, Shelf(memo, "x"))

    built(Ways())
    found = [built(NOW) for _ in range(2)][-1]
    assert found.recent(99) == chronicle_on_demand(renamed.folder, renamed.head, NOW).recent(99)
    touches = len(found.history.touches)
    assert asked[0][1] > touches - 3
    # All four of the agreement; the customer as it came and as it was renamed.
    assert asked[1:] == [(True, 6)]
