"""The settings: every one has a default, and a slip in one does not undo the others."""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brmsite.kinds import all_kinds
from brmsite.kinds.activity import Concerned
from brmsite.kinds.base import Fields
from brmsite.register.assemble import assemble
from brmsite.settings import ReadSettings, Settings, read_settings
from brmsite.source.files import SourceFile
from brmsite.source.parse import parse
from brmsite.source.yaml_out import write_yaml
from tests.source.saying import said

PATH = "records/brmsite.yaml"


def read(text: str | bytes) -> ReadSettings:
    return read_settings(SourceFile(PATH, text.encode() if isinstance(text, str) else text))


@pytest.mark.parametrize(
    "text", ["", "\n\n", "\ufeff", "# nothing yet\n", "---\n", "site:\n", "null\n"]
)
def test_an_empty_file_works(text: str) -> None:
    found = read(text)
    assert (found.settings, found.diagnostics) == (Settings(), ())


def test_no_file_works() -> None:
    found = read_settings(None)
    assert (found.settings, found.path, found.diagnostics) == (Settings(), "", ())


def test_nothing_is_expected_of_anybody_by_default() -> None:
    assert (Settings().activity_cycle, Settings().fiscal_year_start) == ((), 1)


def test_activities_are_read() -> None:
    found = read(
        """\
fiscal_year_start: 7
activity_cycle:
  - id: review
    name: Review the service
    level: tactical
    every_months: 6
    months: [2]
    owner_role: service-level-manager
    applies_to: {tiers: [a, b]}
    evidence: {kind: meeting, type: [service-review, operational]}
    grace_days: 10
    from: 2026-07-01
  - {id: year, name: Review the year, months: [12], applies_to: organisation, evidence: {kind: load}}
"""
    )
    review, year = found.settings.activity_cycle
    assert (found.diagnostics, found.settings.fiscal_year_start) == ((), 7)
    assert (review.due_months(7), review.kind, review.from_) == (
        frozenset({2, 8}),
        "meeting",
        date(2026, 7, 1),
    )
    assert review.applies_to == Concerned(tiers=("a", "b"))
    assert (year.is_for_customers, year.grace_days, year.owner_role) == (False, 14, None)
    assert found.activities == {"review": 0, "year": 1}


def test_settings_are_read() -> None:
    found = read(
        """\
organisation: {name: Harbour Group IT}
site:
  title: Harbour IT register
  language: pt-BR
default_currency: NOK
thresholds: {notice_near_days: 60}
service_levels: {near_pct: 82.5}
contact_levels: {c: [operational, tactical]}
rules: {unused-record: {severity: off, reason: We import all people.}}
custom_fields:
  customer:
    - {name: cost_class, type: words, words: [A, B], required: true}
"""
    )
    settings = found.settings
    assert (found.diagnostics, found.path) == ((), PATH)
    assert settings.organisation.name == "Harbour Group IT"
    assert (settings.site.title, settings.site.language) == ("Harbour IT register", "pt-BR")
    assert settings.default_currency == "NOK"
    assert settings.thresholds.notice_near_days == 60
    assert settings.thresholds.due_soon_days == Settings().thresholds.due_soon_days
    assert settings.service_levels.near_pct == Decimal("82.5")
    assert settings.contact_levels.c == ("operational", "tactical")
    assert settings.rules["unused-record"].severity == "off"
    assert settings.custom_fields["customer"][0].words == ("A", "B")
    title = found.places.value(("site", "title"))
    assert title is not None
    assert title.start.line == 3


FAULTS = {
    "fields of a kind that there is not": (
        "custom_fields:\n  custmer: [{name: a, type: text}]\n  people: [{name: a, type: text}]\n",
        """\
2:3-2:10 error[unknown-key] no kind is called `custmer`, did you mean `customer`?
  help: change it to `customer`
  field: custom_fields.custmer
3:3-3:9 error[unknown-key] no kind is called `people`, did you mean `person`?
  help: change it to `person`
  field: custom_fields.people
""",
    ),
    "a field declared twice": (
        "custom_fields: {person: [{name: a, type: text}, {name: a, type: date}]}\n",
        """\
1:56-1:57 error[bad-value] `name` is `a`, as of another field of the kind
  here: given again
  1:33-1:34: first given here
  help: give each field a name of its own
  field: custom_fields.person[1].name
""",
    ),
    "words for nothing, and none where they are needed": (
        """\
custom_fields:
  person:
    - {name: a, type: words}
    - {name: b, type: text, words: [A, B]}
""",
        """\
3:23-3:28 error[missing-key] `custom_fields.person[0]` needs `words`, since its `type` is `words`
  here: which words?
  help: add, for example:  words: [A, B, C]
  field: custom_fields.person[0].words
4:29-4:34 error[bad-value] `words` are only for the type `words`, but the `type` is `text`
  4:23-4:27: this type
  help: change the `type` to `words`, or take the words away
  field: custom_fields.person[1].words
""",
    ),
    "a key misspelt": (
        "sit: {title: x}\n",
        """\
1:1-1:4 error[unknown-key] unknown key `sit`, did you mean `site`?
  help: change it to `site`
  field: sit
""",
    ),
    "a key misspelt below another": (
        "thresholds: {notice_near_day: 60}\n",
        """\
1:14-1:29 error[unknown-key] unknown key `notice_near_day`, did you mean `notice_near_days`?
  help: change it to `notice_near_days`
  field: thresholds.notice_near_day
""",
    ),
    "a word for a number": (
        "thresholds: {notice_near_days: soon}\n",
        """\
1:32-1:36 error[wrong-type] `notice_near_days` must be a whole number, but this is text
  field: thresholds.notice_near_days
""",
    ),
    "a language that is none": (
        "site: {language: English}\n",
        """\
1:18-1:25 error[bad-value] `language` must be a language tag, such as `en` or `pt-BR`
  here: this is not: English
  field: site.language
""",
    ),
    "a currency by its sign": (
        "default_currency: €\n",
        """\
1:19-1:20 error[bad-value] `default_currency` must be a currency code of three capital letters, such as `EUR`
  here: this is not: €
  field: default_currency
""",
    ),
    "a rule without a reason": (
        "rules:\n  unused-record: {severity: off}\n",
        """\
2:3-2:16 error[missing-key] `rules.unused-record` needs `reason`
  here: `rules.unused-record` must have `reason`
  help: add, for example:  reason: Our meetings have no chair.
  field: rules.unused-record.reason
""",
    ),
    "a key of a rule misspelt": (
        "rules: {unused-record: {severty: off, reason: x}}\n",
        """\
1:25-1:32 error[unknown-key] unknown key `severty`, did you mean `severity`?
  help: change it to `severity`
  field: rules.unused-record.severty
""",
    ),
    "a field of one's own with an odd name": (
        "custom_fields: {customer: [{name: Cost class, type: text}]}\n",
        """\
1:35-1:45 error[bad-value] `name` must be lower case letters, digits and underscores, and begin with a letter
  here: this is not: Cost class
  field: custom_fields.customer[0].name
""",
    ),
    "a month that is none": (
        "fiscal_year_start: 13\n",
        """\
1:20-1:22 error[bad-value] `fiscal_year_start` must be at most 12, but this is 13
  field: fiscal_year_start
""",
    ),
    "an activity in a month that is none": (
        "activity_cycle: [{id: a, name: A, months: [3, 13], evidence: {kind: meeting}}]\n",
        """\
1:47-1:49 error[bad-value] `months[1]` must be at most 12, but this is 13
  field: activity_cycle[0].months[1]
""",
    ),
    "an activity for nobody we know": (
        "activity_cycle: [{id: a, name: A, months: [3], applies_to: everybody, evidence: {kind: meeting}}]\n",
        """\
1:60-1:69 error[not-allowed-value] `everybody` is not an allowed `applies_to`
  here: allowed: all, organisation
  field: activity_cycle[0].applies_to
""",
    ),
    "an activity id twice": (
        """\
activity_cycle:
  - {id: a, name: A, months: [3], evidence: {kind: meeting}}
  - {id: a, name: B, months: [4], evidence: {kind: meeting}}
""",
        """\
3:10-3:11 error[bad-value] `id` is `a`, as of another activity
  here: given again
  2:10-2:11: first given here
  help: give each activity an id of its own
  field: activity_cycle[1].id
""",
    ),
    "an activity that is never due": (
        "activity_cycle: [{id: a, name: A, evidence: {kind: meeting}}]\n",
        """\
1:23-1:24 error[missing-key] `activity_cycle[0]` needs `every_months` or `months`
  here: nothing says when this is due
  help: add, for example:  months: [3, 9]
  field: activity_cycle[0].id
""",
    ),
    "an activity every five months": (
        "activity_cycle: [{id: a, name: A, every_months: 5, evidence: {kind: meeting}}]\n",
        """\
1:49-1:50 error[bad-value] `every_months` must come out even in a year, but this is 5
  help: write 1, 2, 3, 4, 6 or 12, or name the `months`
  field: activity_cycle[0].every_months
""",
    ),
    "evidence of no kind": (
        "activity_cycle: [{id: a, name: A, months: [3], evidence: {type: operational}}]\n",
        """\
1:48-1:56 error[missing-key] `activity_cycle[0].evidence` needs `kind`
  here: of which kind are the records that show it?
  help: add, for example:  kind: meeting
  field: activity_cycle[0].evidence
""",
    ),
    "evidence by a field without a value": (
        """\
activity_cycle:
  - id: a
    name: A
    months: [3]
    evidence:
      kind: meeting
      type:
""",
        """\
7:7-7:11 error[missing-key] `type` has no value
  here: write a value behind the colon
  field: activity_cycle[0].evidence.type
""",
    ),
    "evidence of an unknown kind": (
        "activity_cycle: [{id: a, name: A, months: [3], evidence: {kind: meetings}}]\n",
        """\
1:65-1:73 error[not-allowed-value] `meetings` is not an allowed `kind`, did you mean `meeting`?
  here: allowed: agreement, attestation, change, customer, escalation, feedback, idea, load, meeting, person, plan, project, report, requirement, service, status, supplier, survey
  help: change it to `meeting`
  field: activity_cycle[0].evidence.kind
""",
    ),
    "evidence by an unknown field": (
        "activity_cycle: [{id: a, name: A, months: [3], evidence: {kind: survey, typ: relationship}}]\n",
        """\
1:73-1:76 error[unknown-key] a `survey` has no field `typ`, did you mean `type`?
  help: change it to `type`
  field: activity_cycle[0].evidence.typ
""",
    ),
    "evidence by a value that the field cannot have": (
        "activity_cycle: [{id: a, name: A, months: [3], evidence: {kind: meeting, type: [operational, review]}}]\n",
        """\
1:94-1:100 error[not-allowed-value] `review` is not an allowed `type`, did you mean `service-review`?
  here: allowed: strategic-review, service-review, operational, plan-dialogue, negotiation, project, escalation
  help: change it to `service-review`
  field: activity_cycle[0].evidence.type[1]
""",
    ),
    "evidence by a field of parts": (
        "activity_cycle: [{id: a, name: A, months: [3], evidence: {kind: meeting, attendees: k-berg}}]\n",
        """\
1:74-1:83 error[bad-value] evidence cannot be chosen by `attendees`: it is not a word, an id or `true` or `false`
  help: leave it out, or name another field
  field: activity_cycle[0].evidence.attendees
""",
    ),
    "evidence by a word where a flag should be": (
        "activity_cycle: [{id: a, name: A, months: [3], evidence: {kind: customer, day: pulse.on, decides_budget: yes}}]\n",
        """\
1:106-1:109 error[wrong-type] `decides_budget` must be `true` or `false`
  field: activity_cycle[0].evidence.decides_budget
""",
    ),
    "evidence without a day": (
        "activity_cycle: [{id: a, name: A, months: [3], evidence: {kind: project}}]\n",
        """\
1:65-1:72 error[missing-key] a `project` has no day by itself, so evidence needs `day`
  here: on which day does it count?
  help: name a field that holds a date: `start`, `end_baseline` or `ended`
  field: activity_cycle[0].evidence.kind
""",
    ),
    "evidence with a day that is none": (
        "activity_cycle: [{id: a, name: A, months: [3], evidence: {kind: plan, day: reviewed.with}}]\n",
        """\
1:76-1:89 error[bad-value] `reviewed.with` is no day of a `plan`
  help: name a field that holds a date: `period.from`, `period.to`, `objectives.due` or `reviewed.on`
  field: activity_cycle[0].evidence.day
""",
    ),
    "evidence that belongs to no customer": (
        "activity_cycle: [{id: a, name: A, months: [3], evidence: {kind: supplier}}]\n",
        """\
1:65-1:73 error[bad-value] a `supplier` belongs to no customer, so it cannot show what was done for one
  help: name another kind, or write `applies_to: organisation`
  field: activity_cycle[0].evidence.kind
""",
    ),
    "a fault of syntax": (
        "site: {title: x\n",
        """\
1:7-1:16 error[yaml-syntax] this `{` is never closed
  1:15-1:16: noticed here
  help: add `}`, or a comma between two items
""",
    ),
    "a list": (
        "- site\n",
        """\
1:1-1:7 error[not-a-mapping] a record is made of keys with values, but this is a list
  help: write each key with a colon and a space: `title: Service level agreement`
""",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_where_it_was_typed(name: str) -> None:
    text, expected = FAULTS[name]
    found = read(text)
    assert said(*found.diagnostics) == expected
    assert {(each.span.path, each.address) for each in found.diagnostics} == {(PATH, "")}


def test_a_fault_in_one_group_leaves_the_others_as_they_are() -> None:
    found = read(
        """\
site: {title: Harbour}
thresholds: {notice_near_days: soon, due_soon_days: 7}
custom_fields: {customer: [{name: cost_class, type: text}]}
"""
    )
    assert len(found.diagnostics) == 1
    assert found.settings.site.title == "Harbour"
    assert found.settings.thresholds == Settings().thresholds
    assert found.settings.custom_fields["customer"][0].name == "cost_class"


def test_an_activity_with_a_fault_leaves_the_others_as_they_are() -> None:
    found = read(
        """\
activity_cycle:
  - {id: a, name: A, months: [3], evidence: {kind: meetings}}
  - {id: b, name: B, months: [3], evidence: {kind: meeting}}
"""
    )
    assert [one.id for one in found.settings.activity_cycle] == ["b"]
    assert (len(found.diagnostics), found.activities) == (1, {"b": 1})


def test_the_name_of_a_rule_is_no_key_of_ours() -> None:
    found = read("rules:\n  unused-record:\n")
    assert (found.settings.rules, found.diagnostics) == ({}, ())


@pytest.mark.parametrize("name", ["model_config", "model_dump", "schema", "copy", "class", "x"])
def test_a_field_of_ones_own_may_have_any_name(name: str) -> None:
    declared = read(f"custom_fields: {{customer: [{{name: {name}, type: number}}]}}\n").settings
    text = f"name: X\ncustom: {{{name}: 4}}\n"
    record = parse(SourceFile("records/customers/x.yaml", text.encode()))
    register = assemble([record], all_kinds(), declared.custom_fields)
    assert register.diagnostics == ()
    assert register.records["customers/x"].fields.custom == {name: Decimal(4)}


def test_a_file_that_is_not_utf_8_is_told() -> None:
    found = read(b"site: {title: \xff}\n")
    assert found.settings == Settings()
    assert [each.code for each in found.diagnostics] == ["not-utf-8"]


def groups() -> list[tuple[str, type[Fields]]]:
    found: list[tuple[str, type[Fields]]] = [("", Settings)]
    for name, field in Settings.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, Fields):
            found.append((name, field.annotation))
    return found


@pytest.mark.parametrize(
    "group, model", groups(), ids=lambda each: each if isinstance(each, str) else ""
)
def test_every_setting_has_a_default_and_an_example_that_is_taken(
    group: str, model: type[Fields]
) -> None:
    for name, field in model.model_fields.items():
        assert not field.is_required()
        for example in field.examples or []:
            value = Decimal(str(example)) if isinstance(example, float) else example
            inner = {field.alias or name: value}
            found = read(write_yaml({group: inner} if group else inner))
            assert found.diagnostics == ()
        assert field.examples


def test_the_settings_of_the_samples_are_sound() -> None:
    file = Path(__file__).resolve().parents[2] / PATH
    assert read(file.read_bytes()).diagnostics == ()


@given(st.binary(max_size=60) | st.text("sitelangue:{}[] \n'\"&*-", max_size=60).map(str.encode))
def test_any_bytes_give_settings(content: bytes) -> None:
    found = read(content)
    assert isinstance(found.settings, Settings)


def _values(model: type[Fields], path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The keys of every setting that is no group, at any depth."""
    for name, info in model.model_fields.items():
        here = (*path, info.alias or name)
        if isinstance(info.annotation, type) and issubclass(info.annotation, Fields):
            yield from _values(info.annotation, here)
        else:
            yield here


VALUES = tuple(_values(Settings))


def _written(path: tuple[str, ...], value: str) -> str:
    lines = [f"{'  ' * deep}{key}:" for deep, key in enumerate(path)]
    return "\n".join(lines) + f" {value}\n"


@pytest.mark.parametrize("path", VALUES, ids=".".join)
def test_a_misspelt_setting_is_one_finding_that_says_what_was_meant(path: tuple[str, ...]) -> None:
    wrong = (*path[:-1], f"{path[-1]}x")
    (finding,) = read(_written(wrong, "")).diagnostics
    assert (finding.code, finding.pointer) == ("unknown-key", ".".join(wrong))
    assert (finding.span.start.line, finding.span.start.column) == (len(path), 2 * len(path) - 1)
    assert f"did you mean `{path[-1]}`?" in finding.message


@pytest.mark.parametrize("path", VALUES, ids=".".join)
def test_a_setting_of_the_wrong_sort_is_one_finding_at_its_value(path: tuple[str, ...]) -> None:
    (finding,) = read(_written(path, "{odd: {}}")).diagnostics
    assert finding.pointer.startswith(".".join(path))
    assert finding.span.start.line == len(path)
    assert finding.placed


# Time zones.


@pytest.mark.parametrize("zone", ["Europe/Lisbon", "UTC", "Pacific/Kiritimati"])
def test_a_time_zone_has_a_name_of_the_database(zone: str) -> None:
    found = read(f"time_zone: {zone}\n")
    assert (found.settings.time_zone, found.diagnostics) == (zone, ())


def test_a_misspelt_time_zone_is_told_and_none_is_taken() -> None:
    found = read("site: {title: Ours}\ntime_zone: Europe/Lisbonn\n")
    assert (found.settings.time_zone, found.settings.site.title) == (None, "Ours")
    (finding,) = found.diagnostics
    assert (finding.code, finding.pointer) == ("not-allowed-value", "time_zone")
    assert finding.message == "`Europe/Lisbonn` is no time zone, did you mean `Europe/Lisbon`?"
    assert finding.hint == "change it to `Europe/Lisbon`"
    assert (finding.span.start.line, finding.span.start.column) == (2, 12)


@pytest.mark.parametrize("name", ["Europe", "../etc/passwd", "/etc/hostname", "Lisbon time"])
def test_what_is_no_time_zone_at_all_is_told_too(name: str) -> None:
    (finding,) = read(f'time_zone: "{name}"\n').diagnostics
    assert finding.message.startswith(f"`{name}` is no time zone")


def test_a_machine_without_the_database_of_zones_does_not_call_any_name_wrong() -> None:
    known = zoneinfo.TZPATH
    zoneinfo.reset_tzpath(to=())
    zoneinfo.ZoneInfo.clear_cache()
    try:
        if zoneinfo.available_timezones():
            pytest.skip("the package tzdata is installed here, which has them too")
        assert read("time_zone: Europe/Lisbon\n").diagnostics == ()
    finally:
        zoneinfo.reset_tzpath(to=known)
        zoneinfo.ZoneInfo.clear_cache()
