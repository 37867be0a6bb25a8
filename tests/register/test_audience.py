"""Who may read what: by visibility, by whom a record concerns, and by what an audience may see."""

from __future__ import annotations

from dataclasses import replace

import pytest

from brmsite.kinds import all_kinds
from brmsite.kinds.agreement import Agreement
from brmsite.kinds.audience import Audience
from brmsite.kinds.customer import Customer
from brmsite.kinds.describe import fields_said
from brmsite.kinds.walk import is_internal
from brmsite.register.assemble import assemble
from brmsite.register.audience import CONCERNS, Readership, readership
from brmsite.register.register import Register
from brmsite.source.files import SourceFile
from brmsite.source.parse import parse

SLA = (
    "title: SLA\nnumber: {0}\ntype: sla\ncustomer: {0}\nprovider: provider\nservices: [{1}]\n"
    "version: 1\nstate: active\nterm: {{start: 2026-01-01, renewal: none}}\nfunding: []\n"
    "visibility: customer\n"
)
SERVICE = (
    "name: N\nstate: live\ntype: supporting\nowner: ada\ndescription: d\nvisibility: customer\n"
)

FILES = {
    "customers/port": "name: Port\n",
    "customers/yard": "name: Yard\nparent: port\nvisibility: customer\n",
    "customers/crane": "name: Crane\nparent: yard\nservices: [{service: tos, since: 2026-01-01}]\n",
    "customers/line": "name: Line\n",
    "people/ada": "name: Ada\norg: yard\nvisibility: customer\n",
    "services/wms": SERVICE,
    "services/tos": SERVICE,
    "services/old": SERVICE,
    "agreements/sla": SLA.format("yard", "wms"),
    "reports/r": (
        "title: R\nagreement: sla\nagreement_version: 1\nperiod: {from: 2026-01-01, to: 2026-01-31}"
        "\nlines: []\nprepared_by: ada\nvisibility: customer\n"
    ),
    "meetings/m": (
        "title: M\ndate: 2026-03-01\ntype: operational\nlevel: tactical\ncustomers: [yard, line]\n"
        "state: held\nattendees: []\nvisibility: customer\n"
    ),
    "feedback/f": (
        "title: F\ntype: complaint\ncustomer: line\nreceived: 2026-01-01\ntext: t\nstate: logged\n"
        "agreement: sla\nvisibility: customer\n"
    ),
    "escalations/e": (
        "title: E\norigin: feedback/f\nfrom_level: operational\nto_level: tactical\nto: ada\n"
        "raised_by: ada\nraised: 2026-01-02\nreason: r\nresponse_due: 2026-02-02\n"
        "visibility: customer\n"
    ),
    "ideas/i": "title: I\ntext: t\nsubmitted_by: internal\non: 2026-01-01\nstate: new\n",
}


def read(files: dict[str, str]) -> Register:
    register = assemble(
        (
            parse(SourceFile(f"records/{path}.yaml", text.encode()))
            for path, text in sorted(files.items())
        ),
        all_kinds(),
    )
    assert register.diagnostics == ()
    return register


@pytest.fixture(scope="module")
def register() -> Register:
    return read(FILES)


@pytest.fixture(scope="module")
def readers(register: Register) -> Readership:
    return readership(register)


@pytest.mark.parametrize(
    "address, concerned",
    [
        ("customers/yard", "yard"),
        ("people/ada", "yard"),
        ("services/wms", "yard"),
        ("services/tos", "crane"),
        ("services/old", ""),
        ("agreements/sla", "yard"),
        ("reports/r", "yard"),
        ("meetings/m", "line yard"),
        ("feedback/f", "line"),
        ("escalations/e", "line"),
        ("ideas/i", ""),
    ],
)
def test_whom_a_record_concerns(
    address: str, concerned: str, register: Register, readers: Readership
) -> None:
    found = readers.concerns(register.records[address])
    assert sorted(found) == [f"customers/{one}" for one in concerned.split()]


@pytest.mark.parametrize(
    "address, readable_by",
    [
        ("agreements/sla", "port yard crane"),
        ("reports/r", "port yard crane"),
        ("meetings/m", "port yard line"),
        ("customers/yard", "port yard"),
        ("services/tos", "port yard crane"),
        ("services/old", ""),
        ("ideas/i", ""),
    ],
)
def test_which_customers_may_read_it(
    address: str, readable_by: str, register: Register, readers: Readership
) -> None:
    record = register.records[address]
    found = {unit.id for unit in register.all(Customer) if readers.may_read(unit.address, record)}
    assert found == set(readable_by.split())


@pytest.mark.parametrize("visibility", ["internal", "restricted"])
def test_internal_and_restricted_records_are_for_no_customer(
    visibility: str, register: Register, readers: Readership
) -> None:
    record = register.records["agreements/sla"]
    hidden = replace(record, fields=record.fields.model_copy(update={"visibility": visibility}))
    everybody = Audience(name="all", customers="all")
    assert readers.sees(everybody, record)
    assert not readers.sees(everybody, hidden)
    assert not any(readers.may_read(unit.address, hidden) for unit in register.all(Customer))


@pytest.mark.parametrize(
    "audience, seen",
    [
        (Audience(name="a", customers=("line",)), "escalations/e feedback/f meetings/m"),
        (Audience(name="a", customers=("line",), kinds=("meeting",)), "meetings/m"),
        (Audience(name="a", customers=("crane",)), "agreements/sla reports/r services/tos"),
        (
            Audience(name="a", customers=("crane", "line"), kinds=("report", "feedback")),
            "feedback/f reports/r",
        ),
        (Audience(name="a", customers="all", kinds=("service",)), "services/tos services/wms"),
        (Audience(name="a", customers=()), ""),
        (Audience(name="a", customers=("nobody",)), ""),
    ],
)
def test_an_audience_sees_what_its_customers_may_read(
    audience: Audience, seen: str, register: Register, readers: Readership
) -> None:
    found = [record.address for record in register if readers.sees(audience, record)]
    assert found == seen.split()


def test_loops_of_units_and_of_escalations_end() -> None:
    looped = FILES | {
        "customers/port": "name: Port\nparent: crane\n",
        "escalations/e": FILES["escalations/e"].replace("feedback/f", "escalations/e2"),
        "escalations/e2": FILES["escalations/e"].replace("feedback/f", "escalations/e"),
    }
    register = read(looped)
    readers = readership(register)
    assert readers.concerns(register.records["escalations/e"]) == frozenset()
    assert readers.may_read("customers/port", register.records["agreements/sla"])


def test_a_long_chain_of_escalations_is_followed_to_its_end() -> None:
    long = {
        f"escalations/e{number}": FILES["escalations/e"].replace(
            "feedback/f", f"escalations/e{number + 1}"
        )
        for number in range(2000)
    }
    register = read(FILES | long | {"escalations/e2000": FILES["escalations/e"]})
    readers = readership(register)
    assert readers.concerns(register.records["escalations/e0"]) == {"customers/line"}


def test_every_kind_says_whom_it_concerns_by_fields_it_has() -> None:
    assert set(CONCERNS) == {kind.name for kind in all_kinds().values()}
    for kind in all_kinds().values():
        keys = {one.key for one in fields_said(kind.model)}
        assert set(CONCERNS[kind.name]) <= keys, kind.name


def test_what_is_never_shown_outside_is_found_at_any_depth() -> None:
    assert is_internal(Agreement, ("underpinned_by", 0))
    assert is_internal(Agreement, ("waivers", 1, "by"))
    assert is_internal(Customer, ("pulse", "by"))
    assert not is_internal(Agreement, ("contacts", "escalation"))
    assert not is_internal(Agreement, ("supersedes",))
    assert not is_internal(Agreement, ())
