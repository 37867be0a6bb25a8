"""What is taken over after an edit is what would be found if everything were examined anew."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest

from brmsite.build import showing
from brmsite.examine import Examined, examine, examine_edit
from brmsite.insight import fact_names
from tests.register.shape import shape

FULL = Path(__file__).resolve().parents[1] / "trees" / "full"
AS_OF = date(2026, 11, 22)
PAGES_LOOKED_AT = 12


@dataclass
class Served:
    """A project that is edited while its site is served."""

    folder: Path
    examined: Examined

    def edit(self, path: str, old: str, new: str) -> Examined | None:
        file = self.folder / path
        text = file.read_text(encoding="utf-8")
        assert old in text, f"{path} does not say {old}"
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
        return examine_edit(self.folder, self.examined, [path], AS_OF)


@pytest.fixture
def served(tmp_path: Path) -> Served:
    folder = tmp_path / "project"
    copytree(FULL, folder)
    examined = examine(folder, AS_OF, noting=True)
    # Everything is computed once, so that there is something to take over.
    drawn = showing(examined, AS_OF)
    for path in drawn.pages():
        drawn.file(path)
    return Served(folder, examined)


def the_same(edited: Examined, anew: Examined, choice: random.Random) -> None:
    assert shape(edited.register) == shape(anew.register)
    assert edited.findings == anew.findings
    one, other = showing(edited, AS_OF), showing(anew, AS_OF)
    paths = sorted(one.pages())
    assert paths == sorted(other.pages())
    for path in choice.sample(paths, PAGES_LOOKED_AT):
        assert one.file(path) == other.file(path), path


MINUTES = "records/meetings/2026-03-11-logistics.md"
AGREEMENT = "records/agreements/sla-logistics.yaml"
CUSTOMER = "records/customers/logistics.yaml"
PERSON = "records/people/k-berg.yaml"
SERVICE = "records/services/wms.yaml"
REPORT = "records/reports/logistics-2026-02.yaml"

TAKEN_OVER = {
    "two links in the text in another order": (
        MINUTES,
        "[[agreements/sla-logistics|the agreement]] and [the service](../services/wms.yaml)",
        "[the service](../services/wms.yaml) and [[agreements/sla-logistics|the agreement]]",
    ),
    "a word of the minutes": (MINUTES, "Two outages", "Two long outages"),
    "a line above the rest": (MINUTES, "# Gate outages", "A line.\n\n# Gate outages"),
    "the title of a meeting": (MINUTES, "title: Service review", "title: Second review"),
    "an action of the front matter": (MINUTES, "owner: k-berg", "owner: p-lind"),
    "an action in the text": (MINUTES, "due 2026-12-31", "due 2026-11-01"),
    "a link in the text that leads elsewhere": (MINUTES, "services/wms.yaml", "people/p-lind.yaml"),
    "a link in the text that leads nowhere": (MINUTES, "[[agreements/sla-", "[[agreements/sli-"),
    "another action": (
        MINUTES,
        "- **Decision**",
        "- [ ] (a9) @k-berg due 2026-12-01: Ask\n- **Decision**",
    ),
    "a finding less": (MINUTES, "minute_taker: eva-holm\n", ""),
    "the day of a meeting": (MINUTES, "date: 2026-03-11", "date: 2026-03-12"),
    "a meeting that was not held": (MINUTES, "state: held", "state: cancelled"),
    "the meeting before": (MINUTES, "previous: 2026-01-14-logistics\n", ""),
    "the name of a customer": (CUSTOMER, "name: ", "name: New "),
    "the unit above a customer": (CUSTOMER, "parent: port-group\n", ""),
    "whether a customer is active": (CUSTOMER, "state: active", "state: dormant"),
    "who decides for a customer": (CUSTOMER, "person: p-lind", "person: a-lopez"),
    "what a customer uses": (CUSTOMER, "vital: true", "vital: false"),
    "how often a customer is met": (CUSTOMER, "max_months: 3", "max_months: 7"),
    "a unit above": ("records/customers/port-group.yaml", "name: ", "name: Whole "),
    "the title of an agreement": (AGREEMENT, "title: SLA", "title: The SLA"),
    "the days of an agreement": (AGREEMENT, "start: 2026-01-01", "start: 2026-02-01"),
    "a promise": (AGREEMENT, "value: 99.5", "value: 97"),
    "what an agreement is about": (AGREEMENT, "services: [wms]", "services: [wms, network]"),
    "who signed": (AGREEMENT, "person: p-lind", "person: eva-holm"),
    "an agreement that takes another's place": (AGREEMENT, "supersedes: sla-logistics-2024\n", ""),
    "the name of a person": (PERSON, "name: Kari", "name: Karin"),
    "whom a person works for": (PERSON, "org: provider", "org: logistics"),
    "the name of a service": (SERVICE, "name: Yard", "name: The yard"),
    "what a service needs": (SERVICE, "depends_on: [network]\n", ""),
    "what was measured": (REPORT, "measured: 98.7", "measured: 99.9"),
}


@pytest.mark.parametrize("edit", TAKEN_OVER.values(), ids=TAKEN_OVER)
def test_an_edit_gives_what_everything_anew_would(
    served: Served, edit: tuple[str, str, str]
) -> None:
    edited = served.edit(*edit)
    assert edited is not None
    the_same(edited, examine(served.folder, AS_OF), random.Random(edit[2]))


def test_edit_after_edit_gives_what_everything_anew_would(served: Served) -> None:
    choice = random.Random(4711)
    for path, old, new in TAKEN_OVER.values():
        edited = served.edit(path, old, new)
        assert edited is not None
        showing(edited, AS_OF).file("index.html")
        served.examined = edited
    the_same(served.examined, examine(served.folder, AS_OF), choice)


def test_an_edit_of_the_text_alone_leaves_all_facts_but_those_on_that_text(served: Served) -> None:
    before = served.examined.insight
    edited = served.edit(MINUTES, "Two outages", "Two long outages")
    assert edited is not None
    kept = [
        name
        for name in fact_names()
        if _fact(edited, name) is not _NOT_THERE and before._facts[name] is _fact(edited, name)
    ]
    assert set(kept) == {name for name in fact_names() if name in before._facts}


ALL_ANEW = {
    "a former name": (MINUTES, "aliases: [old-", "aliases: [older-"),
    "a part that others name is gone": (AGREEMENT, "  - id: t1\n", "  - id: t9\n"),
    "a record that no longer holds": (MINUTES, "state: held", "state: hold"),
    "a file that cannot be read": (CUSTOMER, "name: ", "name: ["),
}


@pytest.mark.parametrize("edit", ALL_ANEW.values(), ids=ALL_ANEW)
def test_an_edit_that_concerns_what_others_lead_to_is_examined_anew(
    served: Served, edit: tuple[str, str, str]
) -> None:
    assert served.edit(*edit) is None


def test_a_new_file_and_another_day_are_examined_anew(served: Served) -> None:
    assert examine_edit(served.folder, served.examined, ["records/people/new.yaml"], AS_OF) is None
    other_day = date(2026, 11, 23)
    assert examine_edit(served.folder, served.examined, [MINUTES], other_day) is None


_NOT_THERE = object()


def _fact(examined: Examined, name: str) -> object:
    return examined.insight._facts.get(name, _NOT_THERE)
