"""`brmsite sign`: a signature with a digest, and nothing else, in the record."""

from __future__ import annotations

import json
import re
import stat
from pathlib import Path

import pytest

from tests.cli.conftest import Run

SLA = """\
title: SLA Sales
number: A1
type: sla                       # with the units
customer: sales
provider: provider
services: [mail]
version: 1.0
state: draft
term: {start: 2026-07-01, months: 12, renewal: none}
funding: []
signatures:
  - {side: provider, person: bo, on: 2026-06-10}   # Bo was away on the 11th
exceptions: none
"""

DIGEST = "brm1:dc91ca45e6c11b279013dd8e1475fc7ef7b85c9a3d60712819dca23b9780c2c4"
PATH = "records/agreements/sla.yaml"

FILES = {
    "records/customers/sales.yaml": "name: Sales\n",
    "records/people/ada.yaml": "name: Ada\norg: sales\n",
    "records/people/bo.yaml": "name: Bo\norg: provider\n",
    "records/services/mail.yaml": (
        "name: Mail\nstate: live\ntype: supporting\nowner: bo\ndescription: Mail.\n"
    ),
    PATH: SLA,
}

ADDED = f"  - {{side: customer, person: ada, on: 2026-06-15, digest: {DIGEST}}}\n"


@pytest.fixture
def records(tmp_path: Path) -> Path:
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(text.encode())
    return tmp_path


def change(records: Path, old: str, new: str) -> None:
    text = (records / PATH).read_bytes().decode()
    assert old in text
    (records / PATH).write_bytes(text.replace(old, new).encode())


def test_a_signature_is_added_and_nothing_else(records: Path, run: Run) -> None:
    (records / PATH).chmod(0o640)
    told = run("sign", "sla", "--person", "ada", "--side", "customer")
    said = f"Signed {PATH} as ada for the customer on 2026-06-15\ndigest {DIGEST}\n"
    assert (told.code, told.out, told.err) == (0, said, "")
    text = (records / PATH).read_bytes().decode()
    assert text == SLA.replace("exceptions:", f"{ADDED}exceptions:")
    assert stat.S_IMODE((records / PATH).stat().st_mode) == 0o640
    assert [path.name for path in (records / PATH).parent.iterdir()] == ["sla.yaml"]


def test_what_the_rules_say_of_the_record_follows(records: Path, run: Run) -> None:
    change(records, "state: draft", "state: active")
    told = run("sign", "sla", "--person", "ada", "--side", "customer")
    assert told.code == 0
    assert "error[signed-without-mandate]" in told.out
    assert "records/customers" not in told.out.partition("\n\n")[0]


def test_a_later_change_is_an_error_and_an_amendment_with_a_new_signature_the_way(
    records: Path, run: Run
) -> None:
    day = "--on", "2026-06-12"
    assert run("sign", "sla", "--person", "ada", "--side", "customer", *day).code == 0
    change(records, "months: 12", "months: 24")
    found = run("check", "--format", "concise").out
    assert (
        f"{PATH}:13:59: error[signed-text-changed] the text of the agreement is not the one that "
        "`ada` signed on 2026-06-12\n" in found
    )
    amendment = "amendments: [{no: 1, on: 2026-06-14, effective: 2026-07-01, summary: Longer, "
    change(records, "exceptions: none\n", f"{amendment}signed_by: [ada, bo]}}]\nexceptions: none\n")
    found = run("check", "--format", "concise").out
    assert "signed-text-changed" not in found
    assert "nobody has signed it as it stands for the customer\n" in found
    again = run("sign", "sla", "--person", "ada", "--side", "customer", "--on", "2026-06-14")
    assert (again.code, "amended-not-signed" in again.out) == (0, False)
    shown = run("show", "sla").out
    assert "on: 2026-06-12, seal: seals the text before the latest amendment" in shown
    assert "on: 2026-06-14, seal: matches the present text" in shown
    assert "on: 2026-06-10, seal: signed without a digest" in shown
    change(records, "months: 24", "months: 36")
    assert "signed-text-changed" in run("check", "--format", "concise").out


def test_what_is_signed_and_amended_on_one_day_is_mended_by_signing_again(
    records: Path, run: Run
) -> None:
    signing = ("sign", "sla", "--person", "ada", "--side", "customer")
    assert run(*signing).code == 0
    change(records, "months: 12", "months: 24")
    amendment = "{no: 1, on: 2026-06-15, effective: 2026-07-01, summary: Longer, signed_by: [ada]}"
    change(records, "exceptions: none\n", f"amendments: [{amendment}]\nexceptions: none\n")
    assert "signed-text-changed" in run("check", "--format", "concise").out
    again = run(*signing)
    assert (again.code, "signed-text-changed" in again.out) == (0, False)
    assert run("show", "sla").out.count("seal: seals the text before the latest amendment") == 1


def test_who_differs_from_what_was_signed_is_shown(records: Path, run: Run) -> None:
    assert run("sign", "sla", "--person", "ada", "--side", "customer").code == 0
    change(records, "months: 12", "months: 24")
    (said,) = json.loads(run("show", "sla", "--json").out)["derived"]["signed_texts"]["otherwise"]
    assert (said["person"], said["on"]) == ("ada", "2026-06-15")
    assert said["unknown"]  # nothing is committed here


REFUSED = {
    "signed already": (
        ("ada", "customer", "2026-06-14"),
        1,
        "Error: `ada` has signed this text for the customer on 2026-06-15\n",
    ),
    "signed on that day without a digest": (
        ("bo", "provider", "2026-06-10"),
        1,
        (
            "Error: `bo` has signed for the provider on that day, without a digest; to seal the text "
            f"with that signature, add to it:\n\n  digest: {DIGEST}\n"
        ),
    ),
    "nobody": (
        ("adda", "customer", "2026-06-15"),
        2,
        "Error: there is no person `adda`, did you mean `ada`?\n",
    ),
    "on a day to come": (
        ("ada", "customer", "2026-06-16"),
        2,
        "Error: 2026-06-16 is still to come: nobody can have signed on that day\n",
    ),
    "somebody of IT for the customer": (
        ("bo", "customer", "2026-06-15"),
        2,
        (
            "Error: `bo` works for IT and has no role for `sales` or a unit above it on 2026-06-15, "
            "and cannot sign for the customer\n"
        ),
    ),
    "somebody of the customer for IT": (
        ("ada", "provider", "2026-06-15"),
        2,
        (
            "Error: `ada` works for `sales`, which is on the side of the customer, and cannot sign "
            "for the provider\n"
        ),
    ),
    "before the amendment": (
        ("bo", "provider", "2026-06-11"),
        2,
        "Error: the text was amended on 2026-06-12: nobody can have signed it on 2026-06-11\n",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_makes_no_sense_is_refused_and_nothing_written(
    case: str, records: Path, run: Run
) -> None:
    (person, side, day), code, said = REFUSED[case]
    assert run("sign", "sla", "--person", "ada", "--side", "customer").code == 0
    if case == "before the amendment":
        amended = "{no: 1, on: 2026-06-12, effective: 2026-07-01, summary: S, signed_by: [bo]}"
        change(records, "exceptions:", f"amendments: [{amended}]\nexceptions:")
    before = (records / PATH).read_bytes()
    told = run("sign", "sla", "--person", person, "--side", side, "--on", day)
    assert (told.code, told.out) == (code, "")
    assert told.err.endswith(said)
    assert (records / PATH).read_bytes() == before


def test_another_kind_is_no_agreement(records: Path, run: Run) -> None:
    told = run("sign", "people/ada", "--person", "ada", "--side", "customer", folder=records)
    assert told.code == 2
    assert told.err.endswith("Error: `people/ada` is no agreement\n")


def test_where_the_layout_does_not_allow_it_the_lines_are_printed(records: Path, run: Run) -> None:
    flow = "{title: S, number: A1, type: sla, customer: sales, provider: provider, services: [], "
    flow += "version: 1, state: draft, term: {start: 2026-01-01, renewal: none}, funding: []}\n"
    (records / PATH).write_bytes(flow.encode())
    told = run("sign", "sla", "--person", "ada", "--side", "customer")
    assert (told.code, told.out) == (1, "")
    head, _, lines = told.err.partition("\n\n")
    assert head == (
        f"Error: {PATH} is laid out in a way that cannot be added to without touching more than "
        "its signatures; nothing was written. Add this yourself:"
    )
    assert lines.startswith("signatures:\n  - {side: customer, person: ada, on: 2026-06-15, digest")
    assert (records / PATH).read_bytes() == flow.encode()


def test_a_byte_order_mark_windows_line_ends_and_the_text_stay(records: Path, run: Run) -> None:
    (records / PATH).unlink()
    path = records / "records/agreements/sla.md"
    document = f"---\n{SLA}---\n# Terms\n\n- One  \n".replace("\n", "\r\n")
    path.write_bytes(b"\xef\xbb\xbf" + document.encode())
    assert run("sign", "sla", "--person", "ada", "--side", "customer").code == 0
    before, line, after = re.split(r"(  - \{side: customer.*\r\n)", path.read_bytes().decode())
    assert line.startswith("  - {side: customer, person: ada, on: 2026-06-15, digest: brm1:")
    assert before + after == f"\ufeff{document}"
    assert "matches the present text" in run("show", "sla").out


ROLE = "roles: [{person: bo, role: customer, level: tactical, from: 2026-01-01}]\n"


@pytest.mark.parametrize(
    "edits,person,side,code",
    [
        ({"records/customers/sales.yaml": f"name: Sales\n{ROLE}"}, "bo", "customer", 0),
        ({PATH: SLA.replace("type: sla", "type: ola")}, "ada", "provider", 0),
        ({PATH: SLA.replace("provider: provider", "provider: lines")}, "bo", "provider", 0),
        (
            {
                PATH: SLA.replace("provider: provider", "provider: lines").replace(
                    "type: sla", "type: underpinning-contract"
                )
            },
            *("bo", "provider", 2),
        ),
    ],
    ids=["IT that buys", "between teams of IT", "a supplier's promise", "a contract that IT buys"],
)
def test_who_may_be_on_a_side_signs_for_it(
    edits: dict[str, str], person: str, side: str, code: int, records: Path, run: Run
) -> None:
    for path, text in edits.items():
        (records / path).write_bytes(text.encode())
    told = run("sign", "sla", "--person", person, "--side", side)
    assert told.code == code, told.err
