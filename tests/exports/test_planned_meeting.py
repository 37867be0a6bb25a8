"""The record of a meeting to come: it holds, whatever stands in the records it is made from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest

from brmsite.examine import Examined, examine
from brmsite.exports.markdown_words import plain, sentence
from brmsite.exports.meeting_agenda import OF_THEIR_OWN
from brmsite.exports.planned_meeting import (
    AlreadyPlanned,
    DoesNotHold,
    PlannedMeeting,
    Wanted,
    planned_meeting,
)
from brmsite.ground.diagnostic import Diagnostic, Severity
from brmsite.insight.carried import CarriedActions
from brmsite.kinds.base import Level
from brmsite.kinds.customer import Customer
from brmsite.kinds.meeting import Meeting, MeetingType
from brmsite.output.add import add
from brmsite.register.register import Record

ROOT = Path(__file__).resolve().parents[2]

AS_OF = date(2026, 6, 15)

# What an open action brings along, wherever it stands.
TRUE_OF_THE_ACTION = {"action-overdue", "action-carried-too-long", "person-has-left"}

BASE = {
    "customers/yard.yaml": """\
name: Yard
roles:
  - person: petra
    role: customer
    level: strategic
    from: 2024-01-01
    mandate: {decide: true, fund: true}
  - {person: diogo, role: purchaser, level: tactical, from: 2024-01-01}
  - {person: kari, role: business-relationship-manager, level: tactical, from: 2024-01-01}
""",
    "people/petra.yaml": "name: Petra\norg: yard\n",
    "people/diogo.yaml": "name: Diogo\norg: yard\n",
    "people/kari.yaml": "name: Kari\norg: provider\n",
}

ACTIONS = """\
actions:
  - {id: a1, text: Mend it, owner: kari, due: 2026-07-01, state: open, improves: customers/yard}
  - {id: a2, text: Done with, owner: kari, due: 2026-05-20, state: done, closed: 2026-05-20, outcome: Fine.}
  - {id: a3, text: Ask them, owner: diogo, due: 2026-07-02, state: in-progress}
"""


def project(folder: Path, files: dict[str, str]) -> Path:
    for path, text in (BASE | files).items():
        target = folder / "records" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return folder


def meeting(day: str, more: str = "", *, state: str = "held", level: str = "tactical") -> str:
    return (
        f"title: Talk\ndate: {day}\ntype: service-review\nlevel: {level}\ncustomers: [yard]\n"
        f"state: {state}\nattendees: [{{person: petra}}, {{person: kari}}]\n{more}"
    )


def customer(examined: Examined, name: str = "yard") -> Record[Customer]:
    found = examined.register.one(Customer, name)
    assert found is not None
    return found


def prepared(
    folder: Path,
    files: dict[str, str],
    day: date | None = None,
    level: Level | None = None,
    type: MeetingType | None = None,
) -> PlannedMeeting:
    found = outcome(folder, files, day, level, type)
    assert isinstance(found, PlannedMeeting)
    return found


def outcome(
    folder: Path,
    files: dict[str, str],
    day: date | None = None,
    level: Level | None = None,
    type: MeetingType | None = None,
) -> PlannedMeeting | AlreadyPlanned | DoesNotHold:
    examined = examine(project(folder, files), AS_OF)
    wanted = Wanted(customer(examined), day, level, type)
    return examined.insight.knowing(wanted=wanted).ask(planned_meeting)


def written(folder: Path, found: PlannedMeeting, as_of: date = AS_OF) -> Record[Meeting]:
    """The record as it is read back; it must not be the cause of any finding."""
    assert add([found.file], folder, "records").in_the_way == ()
    examined = examine(folder, as_of)
    assert [
        one.message for one in of_file(examined, found) if one.code not in TRUE_OF_THE_ACTION
    ] == []
    [record] = [one for one in examined.register.all(Meeting) if one.path == found.file.path]
    return record


def of_file(examined: Examined, found: PlannedMeeting) -> Iterator[Diagnostic]:
    return (one for one in examined.findings if one.span.path == found.file.path)


# --- Every customer there is ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "tree, as_of",
    [
        (ROOT, date(2026, 11, 22)),
        (ROOT / "tests/trees/full", date(2026, 6, 15)),
        (ROOT / "brmsite/starter", date(2026, 11, 22)),
    ],
    ids=["sample", "full", "starter"],
)
def test_for_every_customer_and_level_the_record_checks(
    tree: Path, as_of: date, tmp_path: Path
) -> None:
    copytree(tree / "records", tmp_path / "records")
    examined = examine(tmp_path, as_of)
    levels: tuple[Level, ...] = ("strategic", "tactical", "operational")
    found: list[PlannedMeeting] = []
    for one in examined.register.all(Customer):
        for number, level in enumerate(levels, 1):
            wanted = Wanted(one, date(as_of.year + 1, 5, number), level)
            made = examined.insight.knowing(wanted=wanted).ask(planned_meeting)
            assert isinstance(made, PlannedMeeting)
            found.append(made)
    assert add([one.file for one in found], tmp_path, "records").in_the_way == ()
    assert len(found) == 3 * len(examined.register.all(Customer))
    ours = {one.file.path for one in found}
    told = [one for one in examine(tmp_path, as_of).findings if one.span.path in ours]
    assert [one.message for one in told if one.code not in TRUE_OF_THE_ACTION] == []
    assert not any(one.severity is Severity.error for one in told)


# --- What it says ---------------------------------------------------------------------------------


def test_it_follows_the_last_meeting_and_carries_its_open_actions(tmp_path: Path) -> None:
    files = {
        "meetings/first.yaml": meeting("2026-03-02"),
        "meetings/last.yaml": meeting("2026-05-04", f"previous: first\n{ACTIONS}"),
    }
    record = written(tmp_path, prepared(tmp_path, files))
    fields = record.fields
    assert fields.previous == "last"
    assert (fields.state, fields.type, fields.level) == ("planned", "service-review", "tactical")
    assert [(one.id, one.state, one.improves) for one in fields.actions] == [
        ("a1", "open", "customers/yard"),
        ("a3", "in-progress", None),
    ]
    assert fields.agenda[0].topic == "Actions of 2026-05-04"
    # Held without a word changed, nothing of the meeting before is lost.
    path = tmp_path / record.path
    path.write_text(path.read_text(encoding="utf-8").replace("planned", "held"), encoding="utf-8")
    codes = {one.code for one in examine(tmp_path, date(2026, 7, 1)).findings}
    assert "open-actions-dropped" not in codes


def test_actions_that_another_meeting_took_up_or_nobody_owns_are_not_carried(
    tmp_path: Path,
) -> None:
    unknown = ACTIONS.replace("owner: diogo", "owner: nobody-known")
    files = {
        "meetings/last.yaml": meeting("2026-05-04", unknown),
        "meetings/ahead.yaml": meeting(
            "2026-08-03",
            "previous: last\nactions:\n"
            "  - {id: a1, text: Mend it, owner: kari, due: 2026-07-01, state: open}\n",
            state="planned",
        ),
    }
    found = prepared(tmp_path, files, date(2026, 7, 6))
    assert found.carried == 0
    assert b"[[meetings/last#a3]]: Ask them, nobody-known, due 2026-07-02" in found.file.content


def test_of_two_actions_with_one_id_the_first_is_carried_and_the_other_told(tmp_path: Path) -> None:
    found = prepared(
        tmp_path, {"meetings/last.yaml": meeting("2026-05-04", ACTIONS.replace("a3", "a1"))}
    )
    assert found.carried == 1
    text = found.file.content.decode()
    assert "[[meetings/last#a1]]: Ask them, @diogo" in text
    assert "]]: Mend it" not in text


def test_without_a_manager_on_the_day_nobody_leads(tmp_path: Path) -> None:
    files = {"people/kari.yaml": "name: Kari\norg: provider\nto: 2026-07-05\n"}
    found = prepared(tmp_path, files, date(2026, 7, 6), "tactical")
    assert (found.chair, found.attendees) == (None, ("diogo",))
    assert b"chair:" not in found.file.content


def test_both_sides_of_the_level_are_asked_to_come(tmp_path: Path) -> None:
    tactical = prepared(tmp_path, {}, level="tactical")
    assert tactical.attendees == ("diogo", "kari")
    assert tactical.chair is not None
    assert tactical.chair.id == "kari"
    assert prepared(tmp_path, {}, level="strategic").attendees == ("petra", "kari")
    assert prepared(tmp_path, {}, level="operational").attendees == ("petra", "kari")


def test_who_has_left_by_the_day_is_not_asked(tmp_path: Path) -> None:
    files = {"people/diogo.yaml": "name: Diogo\norg: yard\nto: 2026-07-05\n"}
    assert "diogo" in prepared(tmp_path, files, date(2026, 7, 5), "tactical").attendees
    assert "diogo" not in prepared(tmp_path, files, date(2026, 7, 6), "tactical").attendees


@pytest.mark.parametrize(
    "files, day, level",
    [
        ({}, date(2026, 6, 29), "tactical"),
        (
            {"meetings/last.yaml": meeting("2026-05-04", "next_date: 2026-09-16\n")},
            date(2026, 9, 16),
            "tactical",
        ),
        (
            {"meetings/last.yaml": meeting("2026-05-04", "next_date: 2026-09-19\n")},
            date(2026, 9, 21),
            "tactical",
        ),
        (
            {
                "meetings/last.yaml": meeting("2026-05-04", "next_date: 2026-09-16\n"),
                "meetings/top.yaml": meeting(
                    "2026-02-04", "next_date: 2026-09-15\n", level="strategic"
                ),
            },
            date(2026, 9, 15),
            "strategic",
        ),
        (
            {"meetings/top.yaml": meeting("2026-02-04", level="strategic")},
            date(2026, 6, 29),
            "strategic",
        ),
    ],
    ids=["in two weeks", "as agreed", "on a working day", "what comes next", "as the last"],
)
def test_the_day_and_the_level_follow_from_the_series(
    tmp_path: Path, files: dict[str, str], day: date, level: Level
) -> None:
    found = prepared(tmp_path, files)
    assert (found.day, found.level) == (day, level)


def test_the_type_decides_the_level_and_the_meeting_it_follows(tmp_path: Path) -> None:
    plan = meeting("2026-02-04").replace("service-review", "plan-dialogue")
    files = {
        "meetings/plan.yaml": plan.replace("tactical", "strategic"),
        "meetings/top.yaml": meeting("2026-05-04", level="strategic"),
    }
    found = prepared(tmp_path, files, type="plan-dialogue")
    assert found.level == "strategic"
    assert found.previous is not None
    assert found.previous.id == "plan"
    assert found.title == "Plan dialogue, Yard, June 2026"


def test_a_planned_meeting_is_left_alone(tmp_path: Path) -> None:
    files = {"meetings/ahead.yaml": meeting("2026-07-01", state="planned")}
    for found in (outcome(tmp_path, files), outcome(tmp_path, files, date(2026, 7, 1))):
        assert isinstance(found, AlreadyPlanned)
        assert found.meeting.id == "ahead"
    assert prepared(tmp_path, files, date(2026, 7, 2)).day == date(2026, 7, 2)


def test_a_broken_record_of_that_day_is_not_prepared_again(tmp_path: Path) -> None:
    found = outcome(tmp_path, {"meetings/2026-07-01-yard.yaml": "title: Odd\n"}, date(2026, 7, 1))
    assert found == DoesNotHold("meetings/2026-07-01-yard")


def test_a_second_meeting_of_a_day_gets_another_id(tmp_path: Path) -> None:
    files = {"meetings/2026-06-15-yard.yaml": meeting("2026-06-15")}
    found = prepared(tmp_path, files, date(2026, 6, 15))
    assert found.file.path == "records/meetings/2026-06-15-yard-2.md"
    assert found.previous is None


def test_the_year_is_the_folder_where_the_project_keeps_it_so(tmp_path: Path) -> None:
    files = {"meetings/2026/last.yaml": meeting("2026-05-04")}
    assert prepared(tmp_path, files).file.path == "records/meetings/2026/2026-06-29-yard.md"
    assert prepared(tmp_path, {}, date(2027, 2, 1)).file.path.startswith("records/meetings/2027/")


def test_what_few_may_read_is_not_told_to_all(tmp_path: Path) -> None:
    secret = meeting("2026-05-04", f"visibility: restricted\n{ACTIONS}", level="strategic")
    files = {
        "meetings/secret.yaml": secret,
        "feedback/cry.yaml": (
            "title: F\ntype: complaint\ncustomer: yard\nreceived: 2026-06-03\ntext: No.\n"
            "state: logged\nvisibility: restricted\n"
        ),
    }
    everyone = prepared(tmp_path, files, level="tactical").file.content
    assert b"secret" not in everyone
    assert b"cry" not in everyone
    few = prepared(tmp_path, files, level="strategic")
    assert few.carried == 2
    assert b"visibility: restricted\n" in few.file.content
    assert b"[[feedback/cry]]" in few.file.content


# --- Texts typed by strangers ---------------------------------------------------------------------

ODD = [
    "]] [[customers/nobody]] [x](javascript:alert(1))",
    "- [ ] (z9) @kari due 2026-01-01: Not ours",
    "**Decision** (d9) @kari: Not ours",
    "# Heading *bold* _it_ `code` ~~gone~~ <script>alert(1)</script> &amp; \\",
    "yes: no, {a: b} [c] # comment ' \" | > & * ! % @ `",
    "two\nlines\n---\ntitle: broken\n",
    "@nobody-at-all said so",
    "---",
    "null",
    "Zoë 🙂 שלום",
]


@pytest.mark.parametrize("odd", ODD)
def test_no_text_breaks_the_record_or_acts_in_it(tmp_path: Path, odd: str) -> None:
    quoted = '"' + odd.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    files = {
        "customers/yard.yaml": BASE["customers/yard.yaml"].replace("Yard", quoted),
        "meetings/last.yaml": meeting(
            "2026-05-04",
            f"actions:\n  - {{id: a1, text: {quoted}, owner: kari, due: 2026-07-01, state: open}}\n"
            f"questions: [{{text: {quoted}}}]\n",
        ),
        "meetings/other.yaml": meeting(
            "2026-05-05",
            f"actions:\n  - {{id: a1, text: {quoted}, owner: kari, due: 2026-07-01, state: open}}\n",
            level="operational",
        ),
        "projects/mast.yaml": (
            f"title: {quoted}\ncustomers: [yard]\ntype: support\nmanager: kari\n"
            "start: 2026-01-01\nstatus_every_days: 400\n"
        ),
        "statuses/mast.yaml": (
            f"title: S\nproject: mast\non: 2026-06-02\nrag: green\nrisks:\n"
            f"  - {{id: r1, text: {quoted}, probability: 1, impact: 1, mitigation: {quoted}}}\n"
            f"decisions_needed:\n  - {{question: {quoted}, recommendation: {quoted}}}\n"
        ),
        "plans/plan.yaml": (
            f"title: {quoted}\ncustomer: yard\nperiod: {{from: 2026-01-01, to: 2026-12-31}}\n"
            f"objectives: []\nexpected_changes: [{{text: {quoted}, when: {quoted}, effect: {quoted}}}]\n"
        ),
    }
    record = written(tmp_path, prepared(tmp_path, files, level="tactical"))
    assert [one.id for one in record.fields.actions] == ["a1"]
    assert (
        record.fields.actions[0].text.split() == odd.replace("[[", "[").replace("]]", "]").split()
    )
    assert record.fields.decisions == ()

    # The same action as in the minutes before, whatever was taken out of its words.
    def asked(carried: CarriedActions) -> CarriedActions:
        return carried

    found = examine(tmp_path, AS_OF).insight.ask(asked)
    assert found.past(record, 0).times == 1


@pytest.mark.parametrize(
    "text, shown",
    [
        ("Plain words, e.g. a@b.c and snake_case", "Plain words, e.g. a@b.c and snake_case"),
        ("[[x]]", "\\[\\[x\\]\\]"),
        ("@kari, *so* _be_ it", "\\@kari, \\*so\\* \\_be\\_ it"),
        ("a\n\tb", "a b"),
        ("a < b &amp; `c`", "a \\< b \\&amp; \\`c\\`"),
        ("bell\x07", "bell?"),
        ("x" * 301, "x" * 299 + "…"),
    ],
)
def test_words_are_shown_as_they_stand(text: str, shown: str) -> None:
    assert plain(text) == shown


def test_a_sentence_has_one_end() -> None:
    assert [sentence(each) for each in ("So", "So.", "So?")] == ["So.", "So.", "So?"]


def test_a_long_agenda_is_drawn_together(tmp_path: Path) -> None:
    count = OF_THEIR_OWN + 2
    asked = "".join(f"  - {{question: 'Shall we {number}?'}}\n" for number in range(count))
    files = {
        "projects/mast.yaml": "title: M\ncustomers: [yard]\ntype: support\nmanager: kari\n",
        "statuses/mast.yaml": (
            f"title: S\nproject: mast\non: 2026-06-02\nrag: green\ndecisions_needed:\n{asked}"
        ),
    }
    topics = [one for one in prepared(tmp_path, files).topics if one.startswith("To decide")]
    assert len(topics) == OF_THEIR_OWN + 1
    assert topics[-1] == "To decide: 2 more"
