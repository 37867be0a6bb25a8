"""Minutes as nobody would write them: one of them is a record or a refusal, and the others do not
suffer for it. What is written passes `check`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brmsite.examine import Examined, examine, examine_origin
from brmsite.ground.diagnostic import Diagnostic, Severity
from brmsite.history.earlier import Earlier
from brmsite.imports import plan as room
from brmsite.imports.minutes import Minutes, read_minutes
from brmsite.imports.plan import ImportPlan, ImportRequest, Planned, plan_import
from brmsite.imports.record_text import MeetingFields
from brmsite.imports.summary import summary
from brmsite.origin import Origin
from brmsite.source.files import SourceFile
from brmsite.source.outside import OutsideFile, read_outside
from tests.imports.conftest import RECORDS, TODAY

MINUTES = Path(__file__).parent / "minutes"
TEXTS = [file.text or "" for file in read_outside(MINUTES).files]
SOUND = OutsideFile("sound.md", "# A quiet talk 2026-01-03\n\nPresent: Kari Berg\n")

# What a line may turn into when it is cut, pasted, or typed on another keyboard.
PIECES = st.sampled_from(
    [
        ";", "(", ")", "[", "]", "<", ">", "|", "||", ":", " and ", " & ", ",", "@", "`", "**", "---",
        "İ", "\u0131", "\u017f", "²", "\uff21", "\u202e", "\x1b[2J", "\ufeff", "\t", "\r", "\n", "\n\n", "\n> ",
        "\n- ", "\n  - [ ] (a1) @k-berg due 2026-03-01: ", "\n- [x] (a1) @k-berg due 2026-01-01: y",
        "\n- ACTION: Kari Berg to call them by 2026-03-01\n", "\n- **Decision** (d1) @p-lind: ",
        "\nDecision by Petra Lind: yes\n", "\n| Name | Status |\n|---|---|\n| Kari Berg |\n",
        "\n| What | Who | When |\n|---|---|---|\n| Call |\n", "\nPresent: A Be (x; y) and C De\n",
        "\nDate: AUGU\u017fT 7, 2019\n", "\nDate: 99 May 2019\n", "kind funding", "due 2026-02-30",
    ]
)  # fmt: skip


@st.composite
def mangled(draw: st.DrawFn) -> str:
    """One of the texts of the other tests, with parts cut out, doubled, swapped and put in."""
    text = draw(st.sampled_from(TEXTS))
    for _ in range(draw(st.integers(0, 6))):
        begin = draw(st.integers(0, len(text)))
        end = draw(st.integers(begin, min(len(text), begin + 60)))
        change: Callable[[str], str] = draw(
            st.sampled_from([lambda _: "", lambda cut: cut + cut, str.upper, str.swapcase])
        )
        part = (
            draw(PIECES | st.text(max_size=8)) if draw(st.booleans()) else change(text[begin:end])
        )
        text = text[:begin] + part + text[end:]
    return text


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Examined:
    """The small project, before anything is imported."""
    project = tmp_path_factory.mktemp("project")
    for name, text in RECORDS.items():
        file = project / "records" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return examine(project, TODAY)


def planned(before: Examined, *files: OutsideFile) -> ImportPlan:
    fields = MeetingFields("logistics", "service-review", "tactical")
    return plan_import(files, before.register, ImportRequest(fields, TODAY, True, ""))


def errors_with(before: Examined, plan: ImportPlan) -> list[Diagnostic]:
    """What `check` would call an error in the project, with all that is planned; but no links of
    the text that lead nowhere."""
    new = (SourceFile(file.path, file.content) for file in plan.files)
    tree = replace(before.tree, files=(*before.tree.files, *new))
    found = examine_origin(Origin(tree, before.layouts), TODAY, Earlier()).findings
    return [
        one
        for one in found
        if one.severity is Severity.error and one.code != "unresolved-reference"
    ]


@given(mangled(), st.text(max_size=20))
def test_mangled_minutes_are_read(text: str, name: str) -> None:
    read_minutes(text, name)


@given(mangled())
def test_what_is_written_of_mangled_minutes_passes_check(before: Examined, text: str) -> None:
    plan = planned(before, OutsideFile("mangled 2026-01-02.md", text), SOUND)
    passing = plan.refusing(errors_with(before, plan))
    assert [one.name for one in passing.planned][-1:] == ["sound.md"]
    assert not any("bug in brmsite" in one.reason for one in passing.refused)
    assert errors_with(before, passing) == []
    told = summary(passing, 0, is_dry_run=False)
    assert all(line.isprintable() for line in told.split("\n"))


BRACKETS = "Present: Anna Berg (chair; minutes) and Tom Reed"
SHORT_STATUS = "## Present\n\n| Name | Status |\n|---|---|\n| Anna Berg |\n"
SHORT_COLUMN = "## Present\n\n| Present | Apologies |\n|---|---|\n| Anna Berg |\n"
SHORT_ACTION = "## Actions\n\n| What | Who | When |\n|---|---|---|\n| Call them |\n"


@pytest.mark.parametrize(
    "text, names",
    [
        (BRACKETS, ["Anna Berg", "Tom Reed"]),
        ("Present: Anna Berg (a; b); Tom Reed;", ["Anna Berg", "Tom Reed"]),
        ("Present: ;;", []),
        (SHORT_STATUS, ["Anna Berg"]),
        (SHORT_COLUMN, ["Anna Berg"]),
    ],
)
def test_ordinary_slips_in_a_list_of_people_are_read(text: str, names: list[str]) -> None:
    minutes = read_minutes(text, "2026-01-02.md")
    assert [one.entry.name for one in minutes.attendance.attendants] == names


def test_a_row_of_actions_that_breaks_off_is_an_action_without_owner_and_day() -> None:
    (promise,) = read_minutes(SHORT_ACTION, "2026-01-02.md").promises
    assert (promise.text, promise.owners, promise.due) == ("Call them", (), None)


@pytest.mark.parametrize("place", ["read_minutes", "write_meeting"])
def test_a_file_that_we_fall_over_is_refused_and_the_others_are_not(
    place: str, before: Examined, monkeypatch: pytest.MonkeyPatch
) -> None:
    sound = getattr(room, place)

    def falling(given: Minutes | str, *rest: object) -> object:
        body = given if isinstance(given, str) else given.body
        if "fall" in body:
            raise RecursionError
        return sound(given, *rest)

    monkeypatch.setattr(room, place, falling)
    falls = OutsideFile("falls.md", "# A quiet talk 2026-01-03\n\nWe fall.\n")
    plan = planned(before, falls, SOUND)
    assert [(one.name, one.reason) for one in plan.refused] == [
        ("falls.md", "it brought out a bug in brmsite (RecursionError): please report it")
    ]
    assert [one.path for one in plan.planned] == [
        "records/meetings/2026/2026-01-03-a-quiet-talk.md"
    ]


def test_what_is_recognised_is_numbered_on_from_what_the_text_has(before: Examined) -> None:
    text = (
        "# Talk 2026-01-02\n\n"
        "- [ ] (a1) @k-berg due 2026-03-01: Call them\n"
        "- [ ] (a3) @k-berg due 2026-03-01: Write to them\n"
        "- **Decision** (d1) @k-berg: We do\n\n"
        "- ACTION: Kari Berg to write due 2026-03-01\n"
        "- ACTION: Kari Berg to read due 2026-03-01\n"
        "- Decision by Kari Berg: we do not\n"
    )
    plan = planned(before, OutsideFile("talk.md", text))
    (one,) = plan.planned
    assert one.meeting.text.count("id: a") == 2
    assert "{id: a2, " in one.meeting.text
    assert "{id: a4, " in one.meeting.text
    assert "{id: d2, " in one.meeting.text
    assert errors_with(before, plan) == []


def test_a_record_that_check_has_an_error_in_is_refused_with_its_line(before: Examined) -> None:
    text = "# Talk 2026-01-02\n\nPresent: Ola Nordmann\n\n- [x] (a1) @k-berg due 2026-01-01: y\n"
    plan = planned(before, OutsideFile("talk.md", text), SOUND)
    assert [person.known.id for person in plan.people] == ["ola-nordmann"]
    passing = plan.refusing(errors_with(before, plan))
    (refused,) = passing.refused
    assert refused.name == "talk.md"
    assert refused.reason == (
        "line 5 reads as an action or decision of the record, but action `a1` is `done`, but "
        "`closed` and `outcome` are missing: complete it, or take the id in brackets away"
    )
    assert passing.people == ()
    (kept,) = passing.planned
    assert isinstance(kept, Planned)
    assert kept.name == "sound.md"


MAIL = "From: Anna Berg <anna@example.org>\nDate: 1 October 2026\nSubject: {}\n\nWe met.\n"


@pytest.mark.parametrize(
    "text, title",
    [
        (MAIL.format("Minutes 1 October"), ("Minutes 1 October", "line `Subject:`")),
        (MAIL.format("Re: AW: The budget"), ("The budget", "line `Subject:`")),
        (MAIL.format("x").replace("Subject: x", "Betreff: Der Plan"), ("Der Plan", "line `Betreff:`")),
        ("**Subject:** The budget\n\n# Minutes\n", ("The budget", "line `Subject:`")),
        (MAIL.format(""), ("notes", "file name")),
        ("From: Anna Berg anna@example.org\n\nWe met.\n", ("notes", "file name")),
        ("The budget\nSubject to change: all\n", ("The budget", "first line")),
        ("Minutes of the board\n\nSubject: x\n", ("Minutes of the board", "first line")),
    ],
)  # fmt: skip
def test_a_pasted_mail_is_called_what_its_subject_says(text: str, title: tuple[str, str]) -> None:
    found = read_minutes(text, "notes.md").title
    assert (found.text, found.found_in) == title
