"""One more item in a list of a record, whatever the record's style, and not one other byte."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from brmsite.source.front_matter import split_front_matter
from brmsite.source.yaml_edit import item_lines, with_item
from brmsite.source.yaml_text import read_yaml

ITEM = {"side": "customer", "person": "ada", "on": "2026-06-15", "digest": "brm1:0a"}
FLOW = "{side: customer, person: ada, on: 2026-06-15, digest: brm1:0a}"

LAYOUTS = {
    "absent": ("title: A\n", f"title: A\nsignatures:\n  - {FLOW}\n"),
    "absent, no last line break": ("title: A", f"title: A\nsignatures:\n  - {FLOW}\n"),
    "absent, a comment last": (
        "title: A\n# the end\n",
        f"title: A\n# the end\nsignatures:\n  - {FLOW}\n",
    ),
    "absent, all keys indented": (
        "  title: A\n  b: c\n",
        f"  title: A\n  b: c\n  signatures:\n    - {FLOW}\n",
    ),
    "no value": (
        "signatures:   # nobody yet\ntitle: A\n",
        f"signatures:   # nobody yet\n  - {FLOW}\ntitle: A\n",
    ),
    "no value, the last key": ("title: A\nsignatures:", f"title: A\nsignatures:\n  - {FLOW}"),
    "null": ("signatures: ~  # nobody\n", f"signatures: [{FLOW}]  # nobody\n"),
    "empty list": ("signatures: [ ] # x\na: b\n", f"signatures: [{FLOW} ] # x\na: b\n"),
    "list on a line": (
        "signatures: [{side: provider, person: bo, on: 2026-01-01}]\n",
        f"signatures: [{{side: provider, person: bo, on: 2026-01-01}}, {FLOW}]\n",
    ),
    "list with a comma at its end": (
        "signatures: [{person: bo}, ]\n",
        f"signatures: [{{person: bo}}, {FLOW}, ]\n",
    ),
    "list on several lines": (
        "signatures: [\n    {person: bo},  # first\n    {person: cy}   # last\n  ]\nb: c\n",
        (
            f"signatures: [\n    {{person: bo}},  # first\n    {{person: cy}},\n    {FLOW}   # last\n"
            "  ]\nb: c\n"
        ),
    ),
    "lines in brackets": (
        "signatures:\n  - {person: bo}  # first\n# after\ntitle: A\n",
        f"signatures:\n  - {{person: bo}}  # first\n  - {FLOW}\n# after\ntitle: A\n",
    ),
    "lines not indented": (
        "signatures:\n- {person: bo}\n- {person: cy}\ntitle: A\n",
        f"signatures:\n- {{person: bo}}\n- {{person: cy}}\n- {FLOW}\ntitle: A\n",
    ),
    "lines of keys": (
        "signatures:\n  - side: provider\n    person: bo   # he\n\ntitle: A\n",
        (
            "signatures:\n  - side: provider\n    person: bo   # he\n  - side: customer\n"
            "    person: ada\n    on: 2026-06-15\n    digest: brm1:0a\n\ntitle: A\n"
        ),
    ),
    "lines of keys, far from their dash": (
        "signatures:\n  -   person: bo\n      on: x",
        (
            "signatures:\n  -   person: bo\n      on: x\n  -   side: customer\n      person: ada\n"
            "      on: 2026-06-15\n      digest: brm1:0a"
        ),
    ),
    "the dash alone": (
        "signatures:\n  -\n    person: bo\nb: c\n",
        (
            "signatures:\n  -\n    person: bo\n  - side: customer\n    person: ada\n"
            "    on: 2026-06-15\n    digest: brm1:0a\nb: c\n"
        ),
    ),
    "other characters before it": (
        "title: Ünï 🚢\nsignatures:\n  - {person: bo}\n",
        f"title: Ünï 🚢\nsignatures:\n  - {{person: bo}}\n  - {FLOW}\n",
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_item_is_added_in_the_style_of_the_record(layout: str) -> None:
    before, after = LAYOUTS[layout]
    assert with_item(before, False, "signatures", ITEM) == after


@pytest.mark.parametrize("layout", LAYOUTS)
def test_windows_line_ends_stay(layout: str) -> None:
    before, after = (text.replace("\n", "\r\n") for text in LAYOUTS[layout])
    if "\n" in before:
        assert with_item(before, False, "signatures", ITEM) == after


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_text_below_front_matter_is_not_touched(layout: str) -> None:
    before, after = LAYOUTS[layout]
    body = "---\n- signatures: [ ]\n\n  last line  "
    before, after = (f"---\n{text.removesuffix(chr(10))}\n{body}" for text in (before, after))
    assert with_item(before, True, "signatures", ITEM) == after


@pytest.mark.parametrize(
    "text",
    [
        "{title: A}\n",  # the whole record in brackets: there is no line to add
        "title: A\nnote: |\n  kept",  # a line break at its end would become part of the note
        "title: [\n",
        "signatures: Ada and Bo\n",
        "title: A\n...\n",
        "a: b\na: c\n",
    ],
)
def test_where_more_would_change_nothing_is_given_back(text: str) -> None:
    assert with_item(text, False, "signatures", ITEM) is None


def test_lines_to_paste_are_what_would_have_been_added() -> None:
    assert with_item("title: A\n", False, "signatures", ITEM) == "title: A\n" + item_lines(
        "signatures", ITEM
    )


COMMENTS = st.sampled_from(["", "  # why", " # [x], {y}: - z"])
SPACES = st.integers(0, 4).map(lambda count: " " * count)


@st.composite
def lists(draw: st.DrawFn) -> str:
    """The key `signatures` with some items, in one of many styles."""
    names = draw(st.lists(st.sampled_from(["bo", "'cy'", '"dé"']), max_size=3))
    if draw(st.booleans()):
        gap = draw(st.sampled_from(["", " ", "\n   ", f" {draw(COMMENTS).strip()}\n  "]))
        between = draw(st.sampled_from([",", ", ", ",\n  ", " ,"]))
        comma = draw(st.sampled_from(["", ","])) if names else ""
        inside = between.join(f"{{person: {name}}}" for name in names)
        return f"signatures: [{gap}{inside}{comma}{gap}]{draw(COMMENTS)}\n"
    if not names:
        return draw(st.sampled_from(["", "signatures:\n", "signatures: # x\n", "signatures: ~\n"]))
    indent, gap = draw(SPACES), draw(st.sampled_from([" ", "   "]))
    lines = [f"signatures:{draw(COMMENTS)}"]
    for name in names:
        if draw(st.booleans()):
            lines.append(f"{indent}-{gap}{{person: {name}}}{draw(COMMENTS)}")
        else:
            lines.append(f"{indent}-{gap}person: {name}{draw(COMMENTS)}")
            lines.append(f"{indent} {gap}note: >-{draw(COMMENTS)}")
            lines.append(f"{indent} {gap}  folded")
            lines.append(f"{indent} {gap}  text")
        lines += draw(st.sampled_from([[], [""], ["# between"]]))
    return "\n".join(lines) + "\n"


KEYS = st.sampled_from(
    ["title: A\n", "# only a comment\n", "b: [1,\n  2]\n", "c:\n  d: |+\n    x\n\n"]
)


@given(
    st.lists(KEYS, unique=True), lists(), st.lists(KEYS, unique=True), st.booleans(), st.booleans()
)
def test_every_other_byte_stays(
    above: list[str], middle: str, below: list[str], windows: bool, markdown: bool
) -> None:
    below = [each for each in below if each not in above]
    text = "".join((*above, middle, *below))
    text = f"---\n{text}---\nThe body.\n" if markdown else text
    text = text.replace("\n", "\r\n") if windows else text
    before = _data(text, markdown)
    assume(before is not None)
    edited = with_item(text, markdown, "signatures", ITEM)
    assert edited is not None
    prefix = next(
        (at for at, (a, b) in enumerate(zip(text, edited, strict=False)) if a != b), len(text)
    )
    rest = text[prefix:].removeprefix("~")
    assert edited.endswith(rest)
    after = _data(edited, markdown)
    assert after is not None
    assert before is not None
    assert after == before | {"signatures": (*before.get("signatures", ()), ITEM)}


def _data(text: str, markdown: bool) -> dict[str, Any] | None:
    read = read_yaml(split_front_matter(text).yaml if markdown else text)
    return read.data if read.data and not read.problems else None
