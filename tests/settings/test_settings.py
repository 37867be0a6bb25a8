"""The settings: every one has a default, and a slip in one does not undo the others."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brmsite.kinds import all_kinds
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
