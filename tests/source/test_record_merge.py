"""Two edits of one record, merged by its fields: what comes out whole, and what is left to decide."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brmsite.kinds import all_kinds
from brmsite.kinds.natural_keys import NATURAL_KEYS, natural_key
from brmsite.source.line_merge import merge_lines, with_side
from brmsite.source.record_merge import MergedFile, merge_record
from brmsite.source.yaml_outline import outline
from brmsite.source.yaml_text import read_yaml

ROOT = Path(__file__).resolve().parents[2]
KEYS = partial(natural_key, "agreements")
CUSTOMER = partial(natural_key, "customers")

BASE = """\
# The agreement about the warehouse.
title: SLA Logistics
state: active   # since the council
services: [wms, tracking]
term:
  start: 2026-01-01
  notice_months: 3
  # in writing
  renewal: automatic
targets:
  - id: t1
    metric: availability
    value: 99.9
  # the peak of the year
  - id: t2
    metric: response
    value: 4
  - {id: t3, metric: restore, value: 8, unit: hours}
exceptions: |
  The first Sunday of the month.
  The night of the inventory.
  Whatever was announced.
"""


def merge(
    base: str, ours: str, theirs: str, keys: object = KEYS, markdown: bool = False
) -> MergedFile:
    return merge_record(base.encode(), ours.encode(), theirs.encode(), markdown, keys)  # type: ignore[arg-type]


def changed(*pairs: tuple[str, str], text: str = BASE) -> str:
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def clean(ours: str, theirs: str, base: str = BASE, keys: object = KEYS) -> str:
    merged = merge(base, ours, theirs, keys)
    assert merged.clean, merged.content.decode()
    return merged.content.decode()


Pairs = tuple[tuple[str, str], ...]
TOGETHER: dict[str, tuple[Pairs, Pairs]] = {
    "neighbouring keys": (
        (("title: SLA Logistics", "title: SLA Warehouse"),),
        (("state: active ", "state: agreed "),),
    ),
    "a value and the comment behind it": (
        (("state: active", "state: agreed"),),
        (("# since the council", "# since June"),),
    ),
    "a value and the comment above it": (
        (("renewal: automatic", "renewal: none"),),
        (("# in writing", "# by letter"),),
    ),
    "keys of one part": (
        (("metric: response\n    value: 4", "metric: response\n    value: 2"),),
        (("metric: response\n", "metric: answer\n"),),
    ),
    "keys of a part in braces": (
        (("value: 8", "value: 6"),),
        (("unit: hours", "unit: working-hours"),),
    ),
    "a key and a new key of a part in braces": (
        (("value: 8", "value: 6"),),
        (("unit: hours", "unit: hours, weight: 2"),),
    ),
    "a part changed and another gone": (
        (("value: 99.9", "value: 99.5"),),
        (("  # the peak of the year\n  - id: t2\n    metric: response\n    value: 4\n", ""),),
    ),
    "a part changed and one before it": (
        (("value: 99.9", "value: 99.5"),),
        (("targets:\n", "targets:\n  - {id: t0, metric: reach, value: 1}\n"),),
    ),
    "two new keys": (
        (("state:", "number: A-1\nstate:"),),
        (("services:", "version: 2\nservices:"),),
    ),
    "one service less and one more": (
        (("[wms, tracking]", "[wms]"),),
        (("[wms, tracking]", "[wms, tracking, booking]"),),
    ),
    "lines of one text": (
        (("The first Sunday", "The last Sunday"),),
        (("Whatever was announced", "What was announced"),),
    ),
    "a list moved and a part of it changed": (
        (
            ("services: [wms, tracking]\n", ""),
            ("exceptions: |", "services: [wms, tracking]\nexceptions: |"),
        ),
        (("[wms, tracking]", "[wms, tracking, booking]"),),
    ),
    "a key gone and its neighbour changed": (
        (("  notice_months: 3\n", ""),),
        (("start: 2026-01-01", "start: 2026-02-01"),),
    ),
    "the last key changed and one below it": (
        (("Whatever was announced.\n", "Nothing else.\n"),),
        (("Whatever was announced.\n", "Whatever was announced.\nlevel: tactical\n"),),
    ),
}


@pytest.mark.parametrize("name", TOGETHER)
def test_edits_of_different_fields_are_both_there(name: str) -> None:
    ours, theirs = TOGETHER[name]
    one, other = changed(*ours), changed(*theirs)
    both = changed(*ours, *theirs) if name not in APART else APART[name]
    assert clean(one, other) == both
    assert read_yaml(clean(other, one)).data == read_yaml(both).data


# Where one edit after the other cannot be written as replacements in one text.
APART = {
    "one service less and one more": changed(("[wms, tracking]", "[wms, booking]")),
    "a list moved and a part of it changed": changed(
        ("services: [wms, tracking]\n", ""),
        ("exceptions: |", "services: [wms, tracking, booking]\nexceptions: |"),
    ),
    "the last key changed and one below it": changed(
        ("Whatever was announced.\n", "Nothing else.\nlevel: tactical\n")
    ),
}


def test_both_add_to_the_end_of_a_list() -> None:
    end = "value: 8, unit: hours}\n"
    ours = changed((end, f"{end}  - {{id: t4, metric: a, value: 1}}\n"))
    theirs = changed((end, f"{end}  - id: t5   # theirs\n    metric: b\n    value: 2\n"))
    assert clean(ours, theirs) == changed(
        (
            end,
            f"{end}  - {{id: t4, metric: a, value: 1}}\n  - id: t5   # theirs\n    metric: b\n    value: 2\n",
        )
    )


def test_both_sign() -> None:
    ours = f"{BASE}signatures:\n  - {{side: customer, person: anna, on: 2026-06-01}}\n"
    theirs = f"{BASE}signatures:\n  - {{side: provider, person: eva, on: 2026-06-02}}\n"
    assert clean(ours, theirs) == (
        f"{BASE}signatures:\n"
        "  - {side: customer, person: anna, on: 2026-06-01}\n"
        "  - {side: provider, person: eva, on: 2026-06-02}\n"
    )


ROLES = """\
name: Logistics
roles:
  - {person: anna, role: customer, level: strategic, from: 2025-01-01}
  - {person: kari, role: purchaser, level: tactical, from: 2025-01-01}
"""


def test_roles_are_found_again_by_person_and_role() -> None:
    ours = changed(
        ("tactical, from: 2025-01-01", "tactical, from: 2025-01-01, to: 2026-12-31"), text=ROLES
    )
    theirs = ROLES.replace(
        "roles:\n",
        "roles:\n  - {person: eva, role: purchaser, level: tactical, from: 2026-01-01}\n",
    )
    theirs = theirs.replace("level: tactical, from: 2025", "level: operational, from: 2025")
    assert clean(ours, theirs, ROLES, CUSTOMER) == (
        "name: Logistics\n"
        "roles:\n"
        "  - {person: eva, role: purchaser, level: tactical, from: 2026-01-01}\n"
        "  - {person: anna, role: customer, level: strategic, from: 2025-01-01}\n"
        "  - {person: kari, role: purchaser, level: operational, from: 2025-01-01, to: 2026-12-31}\n"
    )


def test_two_roles_of_one_person_are_not_taken_for_each_other() -> None:
    twice = ROLES.replace("person: kari, role: purchaser", "person: anna, role: customer")
    ours = twice.replace("strategic", "operational")
    theirs = f"{twice}  - {{person: eva, role: purchaser, level: tactical, from: 2026-01-01}}\n"
    assert clean(ours, theirs, twice, CUSTOMER) == theirs.replace("strategic", "operational")
    changed_too = twice.replace("strategic", "operational-too")
    assert not merge(twice, ours, changed_too, CUSTOMER).clean


def test_a_comment_written_above_a_key_that_is_gone_is_not_lost() -> None:
    gone = "services: [wms, tracking]\n"
    merged = merge(BASE, changed((gone, "")), changed((gone, f"# ask Kari\n{gone}")))
    assert merged.content.decode() == changed(
        (gone, f"<<<<<<< ours\n=======\n# ask Kari\n{gone}>>>>>>> theirs\n")
    )


def test_the_same_field_changed_twice_is_marked_and_nothing_else() -> None:
    ours = changed(("state: active ", "state: agreed "), ("notice_months: 3", "notice_months: 6"))
    theirs = changed(("value: 99.9", "value: 99.5"), ("notice_months: 3", "notice_months: 1"))
    merged = merge(BASE, ours, theirs)
    assert not merged.clean
    assert merged.content.decode() == changed(
        ("state: active ", "state: agreed "),
        ("value: 99.9", "value: 99.5"),
        (
            "  notice_months: 3\n",
            "<<<<<<< ours\n  notice_months: 6\n=======\n  notice_months: 1\n>>>>>>> theirs\n",
        ),
    )


def test_a_part_changed_and_removed_is_for_people_to_decide() -> None:
    gone = "  # the peak of the year\n  - id: t2\n    metric: response\n    value: 4\n"
    merged = merge(BASE, changed((gone, "")), changed(("value: 4", "value: 2")))
    kept = gone.replace("value: 4", "value: 2")
    assert merged.content.decode() == changed(
        (gone, f"<<<<<<< ours\n=======\n{kept}>>>>>>> theirs\n")
    )


def test_a_part_that_both_renamed_is_not_there_twice() -> None:
    ours, theirs = changed(("id: t1", "id: ta")), changed(("id: t1", "id: tb"))
    merged = merge(BASE, ours, theirs)
    assert not merged.clean
    assert with_decision(merged.content.decode(), "ours") == ours
    assert with_decision(merged.content.decode(), "theirs") == theirs


def test_a_conflict_behind_a_dash_takes_the_whole_part() -> None:
    base = "name: A\nmaturity:\n  - score: 1\n    on: 2026-01-01\n    by: eva\n"
    ours, theirs = base.replace("score: 1", "score: 2"), base.replace("score: 1", "score: 3")
    theirs = theirs.replace("by: eva", "by: kari")
    text = merge(base, ours, theirs, CUSTOMER).content.decode()
    assert "- <<<" not in text
    assert with_decision(text, "ours") == ours
    assert with_decision(text, "theirs") == theirs


DASH = "name: A\nmaturity:\n  - score: 1\n    on: 2026-01-01\n    by: eva\n"


def test_a_new_first_key_behind_a_dash_goes_with_another_change() -> None:
    ours, theirs = (
        DASH.replace("by: eva", "by: kari"),
        DASH.replace("- score", "- evidence: x\n    score"),
    )
    assert clean(ours, theirs, DASH, CUSTOMER) == theirs.replace("by: eva", "by: kari")


def test_a_layout_that_would_say_something_else_is_not_taken() -> None:
    """Put together, `on` would stand without its indentation: a key of the record."""
    ours, theirs = (
        DASH.replace("score: 1\n    ", ""),
        DASH.replace("- score", "- evidence: x\n    score"),
    )
    merged = merge(DASH, ours, theirs, CUSTOMER)
    assert not merged.clean
    assert with_decision(merged.content.decode(), "ours") == ours
    assert with_decision(merged.content.decode(), "theirs") == theirs


def test_an_item_that_both_replaced_is_not_there_twice() -> None:
    base = "title: A\ntags:\n  - warehouse\n  - night\n"
    merged = merge(base, base.replace("night", "nights"), base.replace("night", "dark"))
    assert not merged.clean
    assert with_decision(merged.content.decode(), "theirs") == base.replace("night", "dark")


def ordered(order: str, state: str = "active") -> str:
    items = "".join(f"  - {each}\n" for each in order)
    return f"title: A\ntags:\n{items}state: {state}\n"


@pytest.mark.parametrize(
    "base,ours,theirs",
    [("abc", "cba", "bac"), ("abc", "cbad", "bac"), ("abc", "abcxy", "abcyx"), ("", "ab", "ba")],
)
def test_a_list_that_both_ordered_otherwise_is_marked_and_nothing_else(
    base: str, ours: str, theirs: str
) -> None:
    begun = ordered(base) if base else ordered("a").replace("tags:\n  - a\n", "")
    merged = merge(begun, ordered(ours), ordered(theirs, "agreed"))
    assert not merged.clean
    text = merged.content.decode()
    assert text.endswith(">>>>>>> theirs\nstate: agreed\n")
    assert text.startswith("title: A\n<<<<<<< ours\ntags:\n")
    assert with_decision(text, "ours") == ordered(ours, "agreed")
    assert with_decision(text, "theirs") == ordered(theirs, "agreed")


def test_parts_that_both_ordered_otherwise_are_marked() -> None:
    base = "targets:\n  - id: t1\n  - id: t2\n  - id: t3\n"
    ours = "targets:\n  - id: t3\n  - id: t2\n  - id: t1\n"
    theirs = "targets:\n  - id: t2\n  - id: t1\n  - id: t3\n"
    assert merge(base, ours, theirs).content.decode() == (
        f"<<<<<<< ours\n{ours}=======\n{theirs}>>>>>>> theirs\n"
    )
    flow = "services: [a, b, c]\n"
    assert not merge(flow, "services: [c, b, a]\n", "services: [b, a, c]\n").clean


@pytest.mark.parametrize(
    "ours,theirs,both",
    [
        ("cba", "abc", "cba"),
        ("abc", "cba", "cba"),
        ("cba", "cba", "cba"),
        ("cba", "abcd", "cdba"),
        ("cba", "ab", "ba"),
        ("abx", "cba", "bxa"),
    ],
)
def test_a_list_that_one_side_ordered_otherwise_is_merged(
    ours: str, theirs: str, both: str
) -> None:
    assert clean(ordered(ours), ordered(theirs), ordered("abc")) == ordered(both)


def test_the_order_of_keys_says_nothing() -> None:
    base, ours, theirs = "a: 1\nb: 2\nc: 3\n", "c: 3\nb: 2\na: 1\n", "b: 2\na: 1\nc: 3\n"
    assert clean(ours, theirs, base) == ours


MINUTES = """\
---
title: Council
actions: []
---

# Council

- [ ] (a1) @k-berg due 2026-12-15: Improve the restart

All agreed.
"""


def test_front_matter_by_key_and_the_text_by_lines() -> None:
    ours = changed(
        ("title: Council", "title: June council"),
        ("All agreed.", "All agreed, nearly."),
        text=MINUTES,
    )
    theirs = changed(
        ("actions: []", "actions: []\nplace: Bergen"), ("- [ ] (a1)", "- [x] (a1)"), text=MINUTES
    )
    merged = merge(MINUTES, ours, theirs, markdown=True)
    assert merged.clean
    assert merged.content.decode() == changed(
        ("title: Council\nactions: []", "title: June council\nactions: []\nplace: Bergen"),
        ("- [ ] (a1)", "- [x] (a1)"),
        ("All agreed.", "All agreed, nearly."),
        text=MINUTES,
    )


def test_a_conflict_in_a_text_is_its_lines() -> None:
    ours, theirs = (MINUTES.replace("All agreed", said) for said in ("Some agreed", "None agreed"))
    merged = merge(MINUTES, ours, theirs, markdown=True)
    assert merged.content.decode() == MINUTES.replace(
        "All agreed.\n",
        "<<<<<<< ours\nSome agreed.\n=======\nNone agreed.\n>>>>>>> theirs\n",
    )


def test_both_began_the_same_record() -> None:
    merged = merge("", "title: A\nstate: draft\n", "title: A\nstate: agreed\nlevel: tactical\n")
    assert merged.content.decode() == (
        "title: A\n<<<<<<< ours\nstate: draft\n=======\nstate: agreed\n>>>>>>> theirs\nlevel: tactical\n"
    )


def test_line_ends_and_the_byte_order_mark_stay_as_they_were_changed() -> None:
    base = BASE.encode()
    ours = (
        b"\xef\xbb\xbf"
        + changed(("title: SLA Logistics", "title: A")).replace("\n", "\r\n").encode()
    )
    theirs = changed(("state: active ", "state: agreed ")).encode()
    merged = merge_record(base, ours, theirs, False, KEYS)
    both = changed(("title: SLA Logistics", "title: A"), ("state: active ", "state: agreed "))
    assert merged == MergedFile(b"\xef\xbb\xbf" + both.replace("\n", "\r\n").encode(), True)


@pytest.mark.parametrize(
    "base",
    [
        b"title: [\na: 1\nb: 2\nc: 3\nd: 4\n",
        b"a: \xff\nb: 1\nc: 1\nd: 4\ne: 5\n",
        b"a: 1\r\nb: 2\nc: 3\rd: 4\ne: 5\n",
        b"---\na: 1\nb: 2\nc: 3\nd: 4\n",
        b"x: &y 1\nb: 2\nc: 3\nd: *y\n",
    ],
    ids=["broken", "not UTF-8", "mixed line ends", "a document mark", "an alias"],
)
def test_what_is_not_understood_is_merged_by_lines(base: bytes) -> None:
    ours, theirs = b"first: 0\n" + base, base + b"last: 9\n"
    assert merge_record(base, ours, theirs, False, KEYS) == MergedFile(
        b"first: 0\n" + base + b"last: 9\n", True
    )
    one, other = base + b"z: 1\n", base + b"z: 2\n"
    merged = merge_record(base, one, other, False, KEYS)
    assert not merged.clean
    assert b"z: 1\n" in merged.content
    assert b"z: 2\n" in merged.content


# --- Every sample record -------------------------------------------------------------------------

SAMPLES = sorted(
    path
    for path in (ROOT / "records").rglob("*")
    if path.suffix in (".yaml", ".md") and ".files" not in str(path)
)


def test_every_sample_is_cut_and_put_together_again() -> None:
    assert len(SAMPLES) > 100
    for path in SAMPLES:
        if path.suffix == ".yaml":
            text = path.read_text(encoding="utf-8")
            cut = outline(text)
            assert cut is not None, path
            assert cut.fields.text + cut.rest == text


def test_any_two_keys_of_a_sample_can_be_changed_by_two_people() -> None:
    for path in SAMPLES[::9]:
        text = path.read_text(encoding="utf-8")
        keys = partial(natural_key, path.relative_to(ROOT / "records").parts[0])
        found = list(
            re.finditer(
                r"^(title|name|summary|state|date|type|unit|customer): (.*)$", text, re.MULTILINE
            )
        )
        for one in found:
            for other in found:
                if one.start() < other.start():
                    ours = f"{text[: one.start(2)]}ours{text[one.end(2) :]}"
                    theirs = f"{text[: other.start(2)]}theirs{text[other.end(2) :]}"
                    both = f"{text[: one.start(2)]}ours{text[one.end(2) : other.start(2)]}theirs{text[other.end(2) :]}"
                    assert merge(text, ours, theirs, keys, path.suffix == ".md") == MergedFile(
                        both.encode(), True
                    )


# --- Whatever the edits --------------------------------------------------------------------------

VALUES = st.sampled_from(
    ["1", "two", "[a, b]", "{x: 1, y: 2}", "[]", "|\n  line one\n  line two", '"q: # 1"', ""]
)
PARTS = st.lists(
    st.tuples(st.sampled_from("abcd"), st.sampled_from(["1", "2", "3"])),
    max_size=4,
    unique_by=lambda part: part[0],
)


@st.composite
def records(draw: st.DrawFn) -> str:
    """A record as people write it: some keys, a list of parts, comments and blank lines between."""
    lines = []
    for key in draw(st.lists(st.sampled_from(["title", "state", "tags", "summary"]), unique=True)):
        if draw(st.booleans()):
            lines.append(draw(st.sampled_from(["# about it", "", "# more"])))
        lines.append(f"{key}: {draw(VALUES)}".rstrip())
    parts = draw(PARTS)
    if parts:
        lines.append("targets:")
        for name, value in parts:
            if draw(st.booleans()):
                lines.append(f"  - {{id: {name}, value: {value}}}")
            else:
                keys = draw(st.permutations([f"id: {name}", f"value: {value}   # so", "unit: h"]))
                first, *rest = keys[: draw(st.integers(1, 3))] if keys[0][0] == "i" else keys
                lines += [f"  - {first}", *(f"    {each}" for each in rest)]
    return "".join(f"{line}\n" for line in lines)


@given(records(), records())
def test_an_edit_of_one_side_is_the_result(base: str, edited: str) -> None:
    expected = MergedFile(edited.encode(), True)
    assert merge(base, edited, base) == expected
    assert merge(base, base, edited) == expected
    assert merge(base, edited, edited) == expected


def with_decision(text: str, side: str) -> str:
    """What a person makes of a text with marks who takes one side everywhere."""
    kept = r"\1" if side == "ours" else r"\2"
    return re.sub(r"<<<<<<< ours\n(.*?)=======\n(.*?)>>>>>>> theirs\n", kept, text, flags=re.DOTALL)


@given(records(), records(), records())
def test_no_line_of_either_side_is_lost(base: str, ours: str, theirs: str) -> None:
    merged = merge(base, ours, theirs)
    text = merged.content.decode()
    if merged.clean:
        assert read_yaml(text).problems == ()
    words = set(re.findall(r"[a-z]+|\d", text))
    before = set(re.findall(r"[a-z]+|\d", base))
    for side in (ours, theirs):
        assert set(re.findall(r"[a-z]+|\d", side)) - before <= words


def fields_of(text: str) -> Iterator[tuple[tuple[str, str], str]]:
    """The fields of a record and of its parts, each by its name and that of its part."""
    for key, value in (read_yaml(text).data or {}).items():
        if key == "targets":
            for part in value:
                yield from (((part["id"], name), str(said)) for name, said in part.items())
        else:
            yield ("", key), str(value)


@given(records(), records(), records())
def test_a_clean_merge_has_every_change_of_both_sides(base: str, ours: str, theirs: str) -> None:
    merged = merge(base, ours, theirs)
    if not merged.clean:
        return
    before, left, right, both = (
        dict(fields_of(text)) for text in (base, ours, theirs, merged.content.decode())
    )
    for key in before.keys() | left.keys() | right.keys() | both.keys():
        changed_by = [side.get(key) for side in (left, right) if side.get(key) != before.get(key)]
        if not changed_by:
            assert both.get(key) == before.get(key)
        elif len(set(changed_by)) == 1:
            assert both.get(key) == changed_by[0]


@given(*[st.lists(st.sampled_from(["a\n", "b\n", "c\n", "\n"]), max_size=8).map("".join)] * 3)
def test_lines_decided_for_one_side_keep_what_it_changed(base: str, ours: str, theirs: str) -> None:
    merged = merge_lines(base, ours, theirs)
    if ours == base:
        assert with_side(merged, "ours") == theirs
    if theirs == base:
        assert with_side(merged, "theirs") == ours
    swapped = merge_lines(base, theirs, ours)
    assert len(merged) == len(swapped)


# --- Keys ----------------------------------------------------------------------------------------


def test_a_natural_key_is_made_of_fields_that_are_there() -> None:
    for model, keys in NATURAL_KEYS.items():
        assert "id" not in model.model_fields, model
        assert not model.ALONE_BY, model
        assert set(keys) <= {field.alias or name for name, field in model.model_fields.items()}, (
            model
        )


def test_parts_are_told_apart_as_people_do() -> None:
    assert {
        folder for folder in all_kinds() if natural_key(folder, ("waivers",)) == ("rule",)
    } == set(all_kinds())
    assert natural_key("agreements", ("targets",)) == ("id",)
    assert natural_key("agreements", ("term", "decisions")) == ("on",)
    assert natural_key("agreements", ("workload_limits",)) == ("measure",)
    assert natural_key("customers", ("roles",)) == ("person", "role")
    assert natural_key("customers", ("tags",)) == ()
    assert natural_key("", ("anything",)) == ("id",)
