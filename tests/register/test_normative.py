"""What of an agreement is signed: every field is decided, and a change counts where it should."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from brmsite.ground.plain import Plain
from brmsite.kinds import all_kinds
from brmsite.kinds.agreement import Agreement
from brmsite.kinds.base import Fields
from brmsite.kinds.describe import sub_models
from brmsite.kinds.walk import DataPath
from brmsite.register.assemble import assemble
from brmsite.register.normative import (
    MOST_NAMINGS,
    NOT_SIGNED,
    SIGNED,
    is_whole,
    present_digest,
    seals,
    signed_content,
)
from brmsite.register.register import Record, Register
from brmsite.source.files import SourceFile
from brmsite.source.parse import parse

FULL = Path(__file__).parents[1] / "trees/full/records/agreements/sla-logistics.yaml"

SLA = """\
title: SLA
number: A1
type: sla
customer: sales
provider: provider
services: [mail, chat]
version: 1.10
state: active
term: {start: 2026-01-01, months: 12, renewal: none}
funding: [{model: central, amount: 100}]
targets:
  - {id: a, service: mail, metric: m, description: Größe, operator: ">=", value: 10, unit: u, window: month, method: m}
  - {id: b, service: chat, metric: m, description: d, operator: ">=", value: 0, unit: u, window: month, method: m}
"""


def read(files: dict[str, str]) -> Register:
    return assemble(
        (parse(SourceFile(path, text.encode())) for path, text in sorted(files.items())),
        all_kinds(),
    )


def agreement(register: Register) -> Record[Agreement]:
    found = register.one(Agreement, "sla")
    assert found is not None, register.diagnostics
    return found


def digest(text: str, name: str = "sla.yaml", currency: str = "EUR") -> str:
    register = read({f"records/agreements/{name}": text})
    return present_digest(agreement(register), register, currency)


# --- Every field is decided ----------------------------------------------------------------------


def test_every_field_of_an_agreement_is_signed_or_not() -> None:
    undecided = [
        f"{model.__name__}.{name}"
        for model in SIGNED
        for name in model.model_fields
        if (name in SIGNED[model]) == (name in NOT_SIGNED.get(model, ()))
    ]
    assert undecided == []


def test_every_part_that_is_signed_is_decided_field_by_field() -> None:
    parts = {part.__name__: part for part in sub_models(Agreement)}
    signed_parts = {
        part
        for model in SIGNED
        for part in sub_models(model)
        if part in SIGNED and part.__name__ in parts
    }
    assert {*signed_parts, Agreement} == set(SIGNED)


def test_the_lists_name_only_fields_there_are() -> None:
    for model, names in (*SIGNED.items(), *NOT_SIGNED.items()):
        assert names <= set(model.model_fields), model.__name__


def _changes(fields: Fields, path: DataPath = ()) -> Iterator[tuple[DataPath, Fields]]:
    """The fields with one of them changed, for every field at any depth."""
    for name in type(fields).model_fields:
        value = getattr(fields, name)
        yield (*path, name), fields.model_copy(update={name: _other(value)})
        parts = value if isinstance(value, tuple) else (value,)
        for index, part in enumerate(parts):
            if isinstance(part, Fields):
                for inner, changed in _changes(part, (*path, name)):
                    items = (*parts[:index], changed, *parts[index + 1 :])
                    whole = items if isinstance(value, tuple) else changed
                    yield inner, fields.model_copy(update={name: whole})


def _other(value: Any) -> Any:
    if isinstance(value, date):
        return value + timedelta(days=1)
    if isinstance(value, (int, Decimal)):
        return value + 1
    if isinstance(value, str):
        return f"{value} and more"
    if isinstance(value, tuple):
        return value[:-1]
    return None


def _is_signed(path: DataPath) -> bool:
    model: type[Fields] = Agreement
    for step in map(str, path):
        if step not in SIGNED[model]:
            return False
        below = str(model.model_fields[step].annotation)
        parts = (part for part in SIGNED if f".{part.__name__}" in below)
        model = next(parts, model)
    return True


def test_a_change_counts_where_the_field_is_signed_and_nowhere_else() -> None:
    register = read({"records/agreements/sla.yaml": FULL.read_text(encoding="utf-8")})
    fields = agreement(register).fields
    before = signed_content(fields, "", "EUR")
    seen: set[str] = set()
    for path, changed in _changes(fields):
        assert isinstance(changed, Agreement)
        counted = signed_content(changed, "", "EUR") != before
        assert counted == _is_signed(path), ".".join(map(str, path))
        seen.add(".".join(map(str, path)))
    assert {
        "number",
        "term.months",
        "targets.value",
        "funding.currency",
        "term.decisions.on",
    } <= seen


# --- What does not count -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "old, new",
    [
        ("value: 10,", "value: 10.00,"),
        ("value: 0,", "value: 0.0,"),
        ("amount: 100}", "amount: 100.0, per: year, currency: EUR}"),
        ("services: [mail, chat]", "services:\n  - chat\n  # first\n  - mail"),
        ("version: 1.10", 'version: "1.10"'),
        ("Größe", "Gro\u0308ße"),
        ("description: d", 'description: " d  "'),
        ("state: active", "state: completed"),
        ("title: SLA", "visibility: customer\naliases: [old]\ntitle: Other\nsummary: New"),
        ("unit: u, window: month, method: m}\n", "unit: u, window: month, weight: 1, method: m}\n"),
        ("\n", "\r\n"),
        ("title: SLA\n", "exceptions: []\nmaintenance: {}\ntitle: SLA\n"),
    ],
)
def test_the_same_typed_in_another_way_is_the_same(old: str, new: str) -> None:
    assert old in SLA
    assert digest(SLA.replace(old, new)) == digest(SLA)


def test_targets_have_no_order_and_other_lists_have() -> None:
    head, first, second = SLA.partition("  - {id: a")[0], *SLA.splitlines(keepends=True)[-2:]
    assert digest(head + second + first) == digest(SLA)
    assert digest(f"{SLA}exceptions: [a, b]\n") != digest(f"{SLA}exceptions: [b, a]\n")


def test_a_markdown_record_without_text_is_the_same_as_yaml() -> None:
    assert digest(f"---\n{SLA}---\n\n", "sla.md") == digest(SLA)


@pytest.mark.parametrize(
    "body, same",
    [
        ("One.\n\n- two\n", True),
        ("\n\nOne.  \n\n- two", True),
        ("One.\r\n\r\n- two\r\n", True),
        ("One.\n- two\n", False),
        ("One.\n\n  - two\n", False),
        ("One\n\n- two\n", False),
    ],
)
def test_in_the_text_lines_and_their_indentation_count(body: str, same: bool) -> None:
    text = digest(f"---\n{SLA}---\nOne.\n\n- two\n", "sla.md")
    assert (digest(f"---\n{SLA}---\n{body}", "sla.md") == text) is same


@pytest.mark.parametrize(
    "old, new",
    [
        ("version: 1.10", "version: 1.1"),
        ("amount: 100}", "amount: 100, currency: USD}"),
        ("amount: 100}", "amount: 100, per: month}"),
        ("months: 12", "months: 12, end: 2026-12-31"),
    ],
)
def test_what_means_something_else_counts(old: str, new: str) -> None:
    assert digest(SLA.replace(old, new)) != digest(SLA)


def test_the_default_currency_is_part_of_what_is_paid() -> None:
    assert digest(SLA, currency="USD") != digest(SLA)
    paid = SLA.replace("amount: 100}", "amount: 100, currency: USD}")
    assert (
        digest(paid, currency="USD") == digest(paid, currency="EUR") == digest(SLA, currency="USD")
    )


def test_the_form_does_not_change_unnoticed() -> None:
    """Digests stand in people's records for years: another form must get another name."""
    assert digest(SLA) == "brm1:8952a7f2d552129488faeb378f5e11720f4a1b21a287e463bc910e092cdd2e03"


# --- However it is written -----------------------------------------------------------------------


def _block(value: Any, indent: str, backwards: bool, quote: Callable[[str], str]) -> str:
    """Data as block YAML, with a comment before every key."""
    if isinstance(value, dict):
        items = reversed(value.items()) if backwards else value.items()
        lines = []
        for key, item in items:
            lines.append(f"{indent}# about {key}")
            if isinstance(item, (dict, list, tuple)) and item:
                lines += [f"{indent}{key}:", _block(item, f"{indent}  ", backwards, quote)]
            else:
                lines.append(f"{indent}{key}: {_flow(item, backwards, quote)}   # so it is")
        return "\n".join(lines)
    lines = []
    for item in value:
        if isinstance(item, dict):
            text = _block(item, f"{indent}  ", backwards, quote)
            lines.append(f"{indent}-\n{text}")
        else:
            lines.append(f"{indent}- {_flow(item, backwards, quote)}")
    return "\n".join(lines)


def _flow(value: Any, backwards: bool, quote: Callable[[str], str]) -> str:
    """Data as YAML on one line."""
    if isinstance(value, dict):
        items = [f"{key}: {_flow(item, backwards, quote)}" for key, item in value.items()]
        return "{" + ", ".join(items[::-1] if backwards else items) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_flow(item, backwards, quote) for item in value) + "]"
    if isinstance(value, Plain) and not _is_words(value):
        return value
    if isinstance(value, str):
        return quote(value)
    return json.dumps(value, default=str)


def _is_words(text: str) -> bool:
    """Whether a text that stands without quotes may have them, unlike a number or a day."""
    return text not in {"true", "false", "null"} and any(map(str.isalpha, text))


def _double(text: str) -> str:
    return json.dumps(text)


def _single(text: str) -> str:
    return "'" + text.replace("'", "''") + "'" if "\n" not in text else json.dumps(text)


def _escaped(text: str) -> str:
    return '"' + "".join(f"\\u{ord(each):04x}" for each in text) + '"'


@pytest.mark.parametrize("quote", [_double, _single, _escaped])
@pytest.mark.parametrize("backwards", [False, True], ids=["in order", "backwards"])
@pytest.mark.parametrize("style", ["block", "flow"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_a_whole_agreement_may_be_written_in_any_style(
    style: str, backwards: bool, quote: Callable[[str], str], ends: str
) -> None:
    before = FULL.read_text(encoding="utf-8")
    data = parse(SourceFile("records/agreements/sla.yaml", before.encode())).data
    assert data is not None
    if style == "block":
        text = _block(data, "", backwards, quote)
    else:
        keys = reversed(data) if backwards else iter(data)
        text = "\n".join(f"{key}: {_flow(data[key], backwards, quote)}" for key in keys)
    after = f"# Another hand\n\n{text}\n".replace("\n", ends)
    assert digest(after) == digest(before)
    assert digest(f"---{ends}{after}---{ends}", "sla.md") == digest(before)
    assert digest(f"\ufeff{after}") == digest(before)


@pytest.mark.parametrize(
    "text",
    [
        "description: >-\n      Größe\n      of it",
        "description: |\n      Größe of it",
        "description: Größe\n      of it",
        'description: "Größe\\\n      \\ of it"',
        "description: 'Größe\n      of it'",
    ],
)
def test_a_text_may_be_folded_or_literal(text: str) -> None:
    block = SLA.replace("  - {id: a, service: mail, ", "  - id: a\n    service: mail\n    ")
    block = block.replace("metric: m, description: Größe, ", "metric: m\n    DESCRIPTION\n    ", 1)
    head, _, rest = block.partition("    DESCRIPTION\n    ")
    line, _, last = rest.partition("}\n")
    target = f"{head}    DESCRIPTION\n    {line.replace(', ', chr(10) + '    ')}\n{last}"
    plain = target.replace("DESCRIPTION", "description: Größe of it")
    assert digest(target.replace("DESCRIPTION", text)) == digest(plain)
    assert digest(plain) != digest(plain.replace("of it", "of this"))


# --- Renamed records -----------------------------------------------------------------------------

SERVICE = "name: N\nstate: live\ntype: supporting\nowner: x\ndescription: d\n"
BODY = "See [[services/mail|mail]], [chat](../services/chat.yaml) and @ada.\n"


def test_renamed_records_do_not_break_a_digest_whether_it_follows_them_or_not() -> None:
    files = {
        "records/services/mail.yaml": SERVICE,
        "records/services/chat.yaml": SERVICE,
        "records/people/ada.yaml": "name: Ada\norg: provider\n",
        "records/customers/sales.yaml": "name: Sales\n",
        "records/agreements/sla.md": f"---\n{SLA}---\n{BODY}",
    }
    register = read(files)
    signed = present_digest(agreement(register), register, "EUR")
    for old, new, folder in (
        ("mail", "post", "services"),
        ("chat", "talk", "services"),
        ("ada", "ada-l", "people"),
        ("sales", "selling", "customers"),
    ):
        text = files.pop(f"records/{folder}/{old}.yaml")
        files[f"records/{folder}/{new}.yaml"] = f"{text}aliases: [older, {old}]\n".replace(
            "older", f"{old}-older"
        )
        if old != "chat":  # whose file the text names: that link has to follow it
            left = read(files)
            assert seals(signed, agreement(left), left, "EUR"), f"{old} is left"
        written = files["records/agreements/sla.md"]
        for before, after in (
            (f"[{old}, ", f"[{new}, "),
            (f", {old}]", f", {new}]"),
            (f"service: {old},", f"service: {new},"),
            (f"customer: {old}\n", f"customer: {new}\n"),
            (f"services/{old}|", f"services/{new}|"),
            (f"services/{old}.yaml", f"services/{new}.yaml"),
            (f"@{old}.", f"@{new}."),
        ):
            written = written.replace(before, after)
        files["records/agreements/sla.md"] = written
        followed = read(files)
        assert [one for one in followed.unresolved if one.source == "agreements/sla"] == []
        assert seals(signed, agreement(followed), followed, "EUR"), f"{old} is followed"
        assert is_whole(agreement(followed), followed)


def test_an_agreement_whose_service_is_missing_or_broken_is_not_whole() -> None:
    there = {"records/customers/sales.yaml": "name: S\n", "records/agreements/sla.yaml": SLA}
    mail, chat = "records/services/mail.yaml", "records/services/chat.yaml"
    for more, whole in (
        ({mail: SERVICE, chat: SERVICE}, True),
        ({mail: SERVICE}, False),
        ({mail: SERVICE, chat: "name: N\n"}, False),
    ):
        register = read(there | more)
        assert is_whole(agreement(register), register) is whole


def test_many_records_may_be_renamed_at_once_and_followed() -> None:
    """More namings than are tried: what is likely is tried first."""
    names = [f"s{number}" for number in range(12)]
    assert 2 ** len(names) > MOST_NAMINGS

    def agreed(renamed: set[str]) -> Register:
        now = {name: f"{name}-new" if name in renamed else name for name in names}
        files = {
            f"records/services/{now[name]}.yaml": SERVICE
            + (f"aliases: [{name}]\n" if name in renamed else "")
            for name in names
        }
        called = ", ".join(now.values())
        files["records/agreements/sla.yaml"] = (
            SLA.replace("[mail, chat]", f"[{called}]")
            .replace("service: mail", f"service: {now['s0']}")
            .replace("service: chat", f"service: {now['s11']}")
        )
        return read(files)

    every = agreed(set(names))
    for before in ([], ["s3"], names[:-1]):
        then = agreed(set(before))
        signed = present_digest(agreement(then), then, "EUR")
        assert seals(signed, agreement(every), every, "EUR"), before
    assert not seals(f"brm1:{'0' * 64}", agreement(every), every, "EUR")


def test_no_exceptions_are_no_exceptions_in_whatever_way_that_is_said() -> None:
    ways = [SLA, f"{SLA}exceptions: []\n", f"{SLA}exceptions: none\n"]
    assert digest(ways[2]) != digest(SLA)  # the form has the word, as in what was signed long ago
    some = f"{SLA}exceptions: [Handheld devices]\n"
    for signed in ways:
        for present in (*ways, some):
            register = read({"records/agreements/sla.yaml": present})
            fits = seals(digest(signed), agreement(register), register, "EUR")
            assert fits is (present is not some), (signed, present)
