"""Actions and decisions written in minutes: every spelling, and where each piece of it stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brmsite.ground.diagnostic import Severity
from brmsite.ground.span import START, Position
from brmsite.source.tasks import MAX_ITEMS, STATES, BodyItem, BodyItems, read_items
from tests.source.saying import said

# A line, what it is read as, and for each value the characters of the body it was read from.
SPELLINGS: dict[str, tuple[str, str]] = {
    "all of an action": (
        "- [ ] (a1) @k-berg due 2026-04-15 improves agreements/sla#t1: Improve the restart",
        """\
task
id: a1
owner: k-berg
due: 2026-04-15
improves: agreements/sla#t1
state: open <- [ ]
text: Improve the restart
""",
    ),
    "an action that is done": (
        "- [x] (a2) @k-berg due 2026-04-15: Order the disks closed 2026-04-02: delivered in March",
        """\
task
id: a2
owner: k-berg
due: 2026-04-15
state: done <- [x]
closed: 2026-04-02
outcome: delivered in March
text: Order the disks
""",
    ),
    "a closing day and blanks": (
        "- [x] (a2) @k-berg: Order closed 2026-04-02  ",
        "task\nid: a2\nowner: k-berg\nstate: done <- [x]\nclosed: 2026-04-02\ntext: Order\n",
    ),
    "done without an outcome": (
        "- [X] (a2) @k-berg: Order closed 2026-04-02",
        """\
task
id: a2
owner: k-berg
state: done <- [X]
closed: 2026-04-02
text: Order
""",
    ),
    "in progress": (
        "- [/] (a) @b: c",
        "task\nid: a\nowner: b\nstate: in-progress <- [/]\ntext: c\n",
    ),
    "cancelled": ("- [~] (a) @b: c", "task\nid: a\nowner: b\nstate: cancelled <- [~]\ntext: c\n"),
    "another sign for the item": (
        "* [ ] (a) @b: c",
        "task\nid: a\nowner: b\nstate: open <- [ ]\ntext: c\n",
    ),
    "a plus for the item": (
        "+ [ ] (a) @b: c",
        "task\nid: a\nowner: b\nstate: open <- [ ]\ntext: c\n",
    ),
    "a numbered item": (
        "12. [ ] (a) @b: c",
        "task\nid: a\nowner: b\nstate: open <- [ ]\ntext: c\n",
    ),
    "an item inside another": (
        "- Disks\n  - [ ] (a) @b: c",
        "task\nid: a\nowner: b\nstate: open <- [ ]\ntext: c\n",
    ),
    "the words in another order": (
        "- [ ] (a) due 2026-04-15 @b: c",
        "task\nid: a\ndue: 2026-04-15\nowner: b\nstate: open <- [ ]\ntext: c\n",
    ),
    "commas between the words": (
        "- [ ] (a) @b, due 2026-04-15, improves services/x: c",
        "task\nid: a\nowner: b\ndue: 2026-04-15\nimproves: services/x\nstate: open <- [ ]\ntext: c\n",
    ),
    "spaces everywhere": (
        "-   [ ]   (a)   @b   due   2026-04-15  :   c  d  ",
        "task\nid: a\nowner: b\ndue: 2026-04-15\nstate: open <- [ ]\ntext: c d <- c  d\n",
    ),
    "no colon": ("- [ ] (a) @b c d", "task\nid: a\nowner: b\nstate: open <- [ ]\ntext: c d\n"),
    "only an id": ("- [ ] (a)", "task\nid: a\nstate: open <- [ ]\n"),
    "an id and a text": ("- [ ] (a) c d", "task\nid: a\nstate: open <- [ ]\ntext: c d\n"),
    "words behind the colon are text": (
        "- [ ] (a) @b: due diligence @c improves refs",
        "task\nid: a\nowner: b\nstate: open <- [ ]\ntext: due diligence @c improves refs\n",
    ),
    "an address of the web in the text": (
        "- [ ] (a) @b: see https://example.org/a: now",
        "task\nid: a\nowner: b\nstate: open <- [ ]\ntext: see https://example.org/a: now\n",
    ),
    "a word that is closed is text": (
        "- [ ] (a) @b: Find out why the gate was closed again: ask the guards",
        "task\nid: a\nowner: b\nstate: open <- [ ]\ntext: Find out why the gate was closed again: ask the guards\n",
    ),
    "closed at the end of the text is text": (
        "- [ ] (a) @b: See that the door is closed properly",
        "task\nid: a\nowner: b\nstate: open <- [ ]\ntext: See that the door is closed properly\n",
    ),
    "closed in the middle of the text is text": (
        "- [ ] (a) @b: The gate closed 2026-01-02 and opened again",
        "task\nid: a\nowner: b\nstate: open <- [ ]\ntext: The gate closed 2026-01-02 and opened again\n",
    ),
    "a closing day that is none": (
        "- [x] (a) @b: c closed 2026-02-31",
        "task\nid: a\nowner: b\nstate: done <- [x]\nclosed: 2026-02-31\ntext: c\n",
    ),
    "a closing day in another order": (
        "- [x] (a) @b: c closed 2.4.2026: d",
        "task\nid: a\nowner: b\nstate: done <- [x]\nclosed: 2.4.2026\noutcome: d\ntext: c\n",
    ),
    "a due day that is none": (
        "- [ ] (a) @b due tomorrow: c",
        "task\nid: a\nowner: b\ndue: tomorrow\nstate: open <- [ ]\ntext: c\n",
    ),
    "text over several lines": (
        "- [ ] (a) @b: one\n  two\n    three",
        "task\nid: a\nowner: b\nstate: open <- [ ]\ntext: one two three <- one\\n  two\\n    three\n",
    ),
    "words over several lines": (
        "- [ ] (a) @b\n  due 2026-04-15: c",
        "task\nid: a\nowner: b\ndue: 2026-04-15\nstate: open <- [ ]\ntext: c\n",
    ),
    "an outcome over several lines": (
        "- [x] (a) @b: c\n  closed 2026-04-02:\n  d e",
        "task\nid: a\nowner: b\nstate: done <- [x]\nclosed: 2026-04-02\noutcome: d e\ntext: c\n",
    ),
    "a comment behind the text": (
        "- [ ] (a) @b: c <!-- not for the minutes -->",
        "task\nid: a\nowner: b\nstate: open <- [ ]\ntext: c\n",
    ),
    "actions in a comment or in code are none": (
        "<!-- Copy this:\n\n- [ ] (a) @b: c\n-->\n```\n- [ ] (b) @b: c\n```\n- [ ] (d) @b: c",
        "task\nid: d\nowner: b\nstate: open <- [ ]\ntext: c\n",
    ),
    "CRLF": (
        "- [ ] (a) @b: one\r\n  two\r\n",
        "task\nid: a\nowner: b\nstate: open <- [ ]\ntext: one two <- one\\r\\n  two\n",
    ),
    "all of a decision": (
        "- **Decision** (d1) @p-lind kind funding refs agreements/sla, services/wms: Extend by a year",
        """\
decision
id: d1
by: p-lind
kind: funding
refs: agreements/sla, services/wms
text: Extend by a year
""",
    ),
    "a decision with a colon": (
        "- **Decision:** (d1) @p-lind: Yes",
        "decision\nid: d1\nby: p-lind\ntext: Yes\n",
    ),
    "a decision with its colon behind": (
        "- **decision**: (d1) @p-lind: Yes",
        "decision\nid: d1\nby: p-lind\ntext: Yes\n",
    ),
}


def table(item: BodyItem, body: str) -> str:
    lines: list[str] = [item.item]
    for key, value in item.data.items():
        start, end = item.places[key]
        source = body[start.offset : end.offset]
        shown = ", ".join(value) if isinstance(value, tuple) else value
        written = source.replace("\r", "\\r").replace("\n", "\\n")
        lines.append(f"{key}: {shown}" + (f" <- {written}" if written != shown else ""))
    return "".join(f"{line}\n" for line in lines)


@pytest.mark.parametrize("name", SPELLINGS)
def test_an_item_is_read_with_the_place_of_each_value(name: str) -> None:
    body, expected = SPELLINGS[name]
    found = read_items(body, START)
    assert found.problems == ()
    assert [table(item, body) for item in found.items] == [expected]


@pytest.mark.parametrize("name", SPELLINGS)
def test_places_are_those_in_the_file(name: str) -> None:
    body, _ = SPELLINGS[name]
    here, there = read_items(body, START), read_items(body, Position(7, 1, 90))
    for item, moved in zip(here.items, there.items, strict=True):
        assert item.data == moved.data
        for key, extent in item.places.items():
            expected = [
                each._replace(line=each.line + 6, offset=each.offset + 90) for each in extent
            ]
            assert list(moved.places[key]) == expected


NO_ITEMS = {
    "text": "We met. (a1) @k-berg due 2026-04-15: no box",
    "a box without an item": "[ ] (a1) @k-berg due 2026-04-15: c",
    "a box with another sign": "- [y] (a1) @k-berg due 2026-04-15: c",
    "no space behind the box": "- [ ](a1) @k-berg: c",
    "a checklist": "- [ ] coffee\n- [x] cake",
    "an id of spaces": "- [ ] ( ) @k-berg",
    "a decision without an id": "- **Decision** @p-lind: Yes",
    "a decision in a sentence": "**Decision** (d1) @p-lind: Yes",
    "a fence": "```\n- [ ] (a1) @k-berg: c\n```",
    "a fence with a word": "```text\n- [ ] (a1) @k-berg: c\n```\n",
    "a fence of tildes": "~~~\n- [ ] (a1) @k-berg: c\n~~~",
    "a fence in a list": "- See:\n  ```\n  - [ ] (a1) @k-berg: c\n  ```",
    "a fence that is not closed": "```\n- [ ] (a1) @k-berg: c\n",
    "a link with a box": "- [x](https://example.org) (a1)",
}


@pytest.mark.parametrize("name", NO_ITEMS)
def test_what_is_only_text_is_no_action(name: str) -> None:
    assert read_items(NO_ITEMS[name], START).items == ()


ENDS = {
    "a blank line": "- [ ] (a) @b: c\n\n  d",
    "the next item": "- [ ] (a) @b: c\n- d",
    "an item inside": "- [ ] (a) @b: c\n  - d",
    "a fence": "- [ ] (a) @b: c\n  ```\n  d\n  ```\n  e",
    "a heading": "- [ ] (a) @b: c\n## d",
    "a quote": "- [ ] (a) @b: c\n> d",
    "a rule": "- [ ] (a) @b: c\n* * *\nd",
    "a table": "- [ ] (a) @b: c\n| d |",
    "an item with a number": "- [ ] (a) @b: c\n2. d",
}


@pytest.mark.parametrize("name", ENDS)
def test_a_text_ends_at(name: str) -> None:
    (item,) = read_items(ENDS[name], START).items
    assert item.data["text"] == "c"


GOES_ON = {
    "a line that is indented": "- [ ] (a) @b: c\n  d",
    "a line that is not": "- [ ] (a) @b: c\nd",
    "a line as deep as the item": "  - [ ] (a) @b: c\n  d",
    "a line that begins with a mark of a heading and no space": "- [ ] (a) @b: c\n#d",
    "a line that begins with a number": "- [ ] (a) @b: c\n2.d",
    "a line in Windows's way": "- [ ] (a) @b: c\r\nd\r\n",
}


@pytest.mark.parametrize("name", GOES_ON)
def test_a_text_goes_on_with(name: str) -> None:
    (item,) = read_items(GOES_ON[name], START).items
    assert str(item.data["text"]).split()[0] == "c"
    assert str(item.data["text"]).endswith("d")


PROBLEMS = {
    "an action without an id": (
        "- [ ] @k-berg due 2026-04-15: Improve",
        """\
1:7-1:38 warning[untracked-task] this task has no id, so it is not tracked as an action
  help: put an id in brackets after the box: `- [ ] (a1) @k-berg due 2026-04-15: ...`
""",
    ),
    "a person and no id": (
        "- [ ] @k-berg: Improve",
        """\
1:7-1:23 info[untracked-task] this task has no id, so it is not tracked as an action
  help: put an id in brackets after the box: `- [ ] (a1) @k-berg due 2026-04-15: ...`
""",
    ),
    "a due day and no id": (
        "Now:\n\n  1. [ ] due 2026-04-15: Improve\n     it",
        """\
3:10-3:33 warning[untracked-task] this task has no id, so it is not tracked as an action
  help: put an id in brackets after the box: `- [ ] (a1) @k-berg due 2026-04-15: ...`
""",
    ),
    "two owners": (
        "- [ ] (a1) @k-berg @p-lind due 2026-04-15: Improve",
        """\
1:21-1:27 error[duplicate-key] `owner` is given twice on this line
  here: this one does not count
  1:13-1:19: first given here
  help: keep one of the two: one person answers for it
""",
    ),
    "three due days": (
        "- [ ] (a1) @k-berg due 2026-04-15 due 2026-04-16 due 2026-04-17: Improve",
        """\
1:39-1:49 error[duplicate-key] `due` is given twice on this line
  here: this one does not count
  1:24-1:34: first given here
  help: keep one of the two
""",
    ),
}


ALMOST = {
    "- [] (a3) @k-berg due 2026-11-01: x": "- [ ] (a3) @k-berg due 2026-11-01: x",
    "- [ ](a3) @k-berg: x": "- [ ] (a3) @k-berg: x",
    "-[x] (a3) @k-berg: x": "- [x] (a3) @k-berg: x",
    "\u2013 [ ] (a3) @k-berg due 2026-11-01: x": "- [ ] (a3) @k-berg due 2026-11-01: x",
    "\u2022 [/] (a3) @k-berg: x": "- [/] (a3) @k-berg: x",
    "-\u00a0[\u00a0] (a3) @k-berg: x": "- [ ] (a3) @k-berg: x",
    "\t- [ ] (a3) @k-berg: x": "- [ ] (a3) @k-berg: x",
    "3.[ ] (a3) @k-berg: x": "- [ ] (a3) @k-berg: x",
    "- [ ] a15 @k-berg due 2026-11-01: x": "- [ ] (a15) @k-berg due 2026-11-01: x",
    "- [ ] [a15] @k-berg: x": "- [ ] (a15) @k-berg: x",
    "- [X ] (a3) @k-berg: x": "- [x] (a3) @k-berg: x",
    "- [y] (a3) @k-berg: x": "- [x] (a3) @k-berg: x",
    "- [-] (a3) @k-berg: x": "- [~] (a3) @k-berg: x",
    "- [ (a3) @k-berg: x": "- [ ] (a3) @k-berg: x",
    "- ] (a3) @k-berg: x": "- [ ] (a3) @k-berg: x",
    "\u2610 (a3) @k-berg: x": "- [ ] (a3) @k-berg: x",
    "\u2611 (a3) @k-berg: x": "- [x] (a3) @k-berg: x",
    "[ ] (a3) @k-berg: x": "- [ ] (a3) @k-berg: x",
    "- (a3) @k-berg: x": "- [ ] (a3) @k-berg: x",
    "- (disks) due 2026-11-01: x": "- [ ] (disks) due 2026-11-01: x",
    "- [ ] Order disks, @k-berg, due 1.11.2026": "- [ ] (a1) @k-berg due 1.11.2026: Order disks",
    "- **Decision** @k-berg: x": "- **Decision** (d1) @k-berg: x",
    "- **Decision**(d3) @k-berg: x": "- **Decision** (d3) @k-berg: x",
    "**Decision:** (d3) @k-berg: x": "- **Decision** (d3) @k-berg: x",
    "- Decision: (d3) @k-berg: x": "- **Decision** (d3) @k-berg: x",
    "\u2014 **Decision** (d3) @k-berg: x": "- **Decision** (d3) @k-berg: x",
}
"""Lines that are not read, and how each should be written."""


@pytest.mark.parametrize("gap", ["\n", "\r\n"])
@pytest.mark.parametrize("line", ALMOST)
def test_a_line_that_is_almost_an_item_is_told_with_what_was_meant(line: str, gap: str) -> None:
    body = f"Now:{gap}{gap}{line}  {gap}{gap}More.{gap}"
    found = read_items(body, START)
    (problem,) = found.problems
    assert found.items == ()
    assert problem.code == "untracked-task"
    assert problem.severity is Severity.warning
    assert problem.hint == f"write it like this: `{ALMOST[line]}`"
    assert body[problem.extent.start.offset : problem.extent.end.offset] == line.strip()
    (item,) = read_items(ALMOST[line], START).items
    assert item.data["text"] in ("x", "Order disks")


MERE_TEXT = [
    "- Ask @k-berg about the disks, due 2026-11-01",
    "- [ ] coffee, see anna@example.org",
    "- [x](https://example.org/@k-berg) due 2026-11-01",
    "- [x](people/@k-berg) due 2026-11-01",
    "- [notes](a3) @k-berg due 2026-11-01",
    "- [1] @k-berg, due 2026-11-01",
    "- (optional) ask @k-berg",
    "- (2026) @k-berg came",
    "as was agreed in\n(a3) @k-berg due 2026-11-01",
    "- [] nobody, never",
    "- **Decision:** We go on.",
    "Decision by @k-berg (d3): x",
    "- [ ] the `@cached` property, due soon",
    "[k]: https://example.org @k-berg",
    "```\n- [] (a3) @k-berg: x\n```",
    "<!--\n- [] (a3) @k-berg: x\n-->",
    "`- [] (a3) @k-berg: x`",
]


@pytest.mark.parametrize("body", MERE_TEXT)
def test_nothing_is_said_of_mere_text(body: str) -> None:
    assert read_items(body, START) == BodyItems((), ())


def test_a_task_with_a_person_somewhere_is_only_a_remark() -> None:
    (problem,) = read_items("- [ ] call @k-berg", START).problems
    assert problem.severity is Severity.info


def test_a_long_line_is_shown_cut() -> None:
    (problem,) = read_items("- [] (a3) @k-berg: " + "long " * 50, START).problems
    assert problem.hint.endswith("long long lo...`")
    assert len(problem.hint) < 130


def test_nothing_is_said_of_the_minutes_of_others() -> None:
    minutes = sorted((Path(__file__).resolve().parents[2] / "../shared/data/minutes").rglob("*.md"))
    if not minutes:
        pytest.skip("the minutes of others are not here")
    told = [
        (path.name, problem.message)
        for path in minutes
        for problem in read_items(path.read_text(encoding="utf-8"), START).problems
    ]
    assert told == []


@pytest.mark.parametrize("name", PROBLEMS)
def test_what_would_not_count_is_told(name: str) -> None:
    body, expected = PROBLEMS[name]
    problems = read_items(body, START).problems
    assert said(*(problem.in_file("x.md", "meetings/x") for problem in problems)) == expected


def test_the_first_of_two_owners_counts() -> None:
    (item,) = read_items("- [ ] (a1) @k-berg @p-lind: c", START).items
    assert item.data["owner"] == "k-berg"


def test_no_text_is_all_actions() -> None:
    found = read_items("- [ ] (a1) @k-berg: c\n" * (MAX_ITEMS + 5), START)
    assert len(found.items) == MAX_ITEMS
    assert said(*(problem.in_file("x.md", "meetings/x") for problem in found.problems)) == (
        """\
1001:1-1001:22 error[too-many-values] more than 1,000 tasks and decisions in one text
  here: not read from here on
  help: split the record into several
"""
    )


# --- Written and read back -----------------------------------------------------------------------

IDS = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,10}", fullmatch=True)
PEOPLE = st.from_regex(r"[a-z0-9]{1,5}(-[a-z0-9]{1,5}){0,2}", fullmatch=True)
DAYS = st.dates().map(str)
ADDRESSES = st.from_regex(r"[a-z]{1,5}/[a-z0-9-]{1,8}(#[a-z0-9]{1,3})?", fullmatch=True)
TEXTS = st.lists(
    st.from_regex(r"[A-Za-z0-9é,.;!?()@#*_/-]{1,8}", fullmatch=True), min_size=1, max_size=6
)
SENTENCES = TEXTS.filter(lambda words: "closed" not in words).map(" ".join)


@given(
    st.fixed_dictionaries(
        {
            "id": IDS,
            "owner": PEOPLE,
            "due": DAYS,
            "state": st.sampled_from(sorted(set(STATES.values()))),
        },
        optional={"improves": ADDRESSES},
    ),
    SENTENCES,
    st.none() | st.tuples(DAYS, st.none() | SENTENCES),
    st.sampled_from([" ", "\n   ", "\r\n      "]),
)
def test_an_action_written_as_a_line_reads_back_the_same(
    action: dict[str, str], text: str, closed: tuple[str, str | None] | None, gap: str
) -> None:
    box = next(sign for sign, state in STATES.items() if state == action["state"])
    words = [f"- [{box}] ({action['id']})", f"@{action['owner']}", f"due {action['due']}"]
    words += [f"improves {action['improves']}"] if "improves" in action else []
    line = f"{' '.join(words)}:{gap}{text.replace(' ', gap)}"
    expected = {**action, "text": text}
    if closed is not None:
        day, outcome = closed
        line += f"{gap}closed {day}" + (f": {outcome.replace(' ', gap)}" if outcome else "")
        expected |= {"closed": day} | ({"outcome": outcome} if outcome else {})
    body = f"# Minutes\n\n{line}\n\nMore text.\n"
    found = read_items(body, START)
    assert found.problems == ()
    (item,) = found.items
    assert item.data == expected
    for key, value in expected.items():
        if key not in ("state", "text", "outcome"):
            start, end = item.places[key]
            assert body[start.offset : end.offset] == value


@given(st.text("- [x] (a1)@due closed:**Decision\n`~ \t", max_size=120))
def test_any_body_gives_items_inside_it(body: str) -> None:
    found = read_items(body, START)
    extents = [extent for item in found.items for extent in (item.extent, *item.places.values())]
    extents += [problem.extent for problem in found.problems]
    for start, end in extents:
        assert 0 <= start.offset <= end.offset <= len(body)
        assert start.line == body[: start.offset].count("\n") + 1
