"""Which services customers say have helped them."""

from __future__ import annotations

from datetime import date

import pytest

from brmsite.insight.attested import Attestations
from tests.site.pages_of import insight_of

AS_OF = date(2026, 6, 15)

SERVICE = "name: {0}\nstate: {1}\ntype: customer-facing\nowner: kari\ndescription: It is.\n"

BASE = {
    "records/customers/port.yaml": (
        "name: Port\nroles: [{person: luc, role: delivery-manager, level: operational, "
        "from: 2026-01-01, to: 2026-03-31}]\n"
    ),
    "records/customers/yard.yaml": (
        "name: Yard\nparent: port\nservices:\n"
        "  - {service: wms, since: 2024-01-01}\n"
        "  - {service: maps, since: 2024-01-01, until: 2026-06-14}\n"
        "  - {service: old, since: 2024-01-01}\n"
    ),
    "records/people/petra.yaml": "name: Petra\norg: yard\n",
    "records/people/luc.yaml": "name: Luc\norg: yard\n",
    "records/people/kari.yaml": "name: Kari\norg: provider\n",
    "records/services/wms.yaml": SERVICE.format("Yard system", "live"),
    "records/services/maps.yaml": SERVICE.format("Maps", "live"),
    "records/services/old.yaml": SERVICE.format("Old system", "retired"),
}


def attestation(
    on: str, person: str = "petra", about: str = "services/wms", state: str = "given"
) -> str:
    return (
        f"title: It helps\ncustomer: yard\nperson: {person}\non: {on}\nabout: [{about}]\n"
        f"statement: It does.\nhelped_to: Go home\nstate: {state}\n"
    )


def attested(*texts: str, as_of: date = AS_OF) -> Attestations:
    def asked(attested: Attestations) -> Attestations:
        return attested

    files = {f"records/attestations/a{n}.yaml": text for n, text in enumerate(texts)}
    return insight_of(BASE | files, as_of).ask(asked)


def test_only_live_services_that_somebody_uses_today_are_asked_about() -> None:
    assert [one.service.id for one in attested().services] == ["wms"]
    assert [one.service.id for one in attested(as_of=date(2026, 6, 14)).services] == ["maps", "wms"]


@pytest.mark.parametrize(
    "on,recent",
    [("2025-06-15", False), ("2025-06-16", True), ("2026-06-15", True), ("2026-06-16", False)],
)
def test_twelve_months_back_and_no_day_ahead(on: str, recent: bool) -> None:
    found = attested(attestation(on))
    assert found.percent == (100 if recent else 0)


def test_without_a_service_in_use_there_is_no_figure() -> None:
    assert attested(as_of=date(2020, 1, 1)).percent is None


@pytest.mark.parametrize("state", ["requested", "declined"])
def test_what_was_not_given_does_not_count(state: str) -> None:
    found = attested(attestation("2026-06-01", state=state))
    assert found.percent == 0
    assert found.given == ()
    assert len(found.of_service(found.services[0].service)) == 1


@pytest.mark.parametrize(
    "person,on,counts",
    [
        ("petra", "2026-06-01", True),
        ("kari", "2026-06-01", False),
        # Luc had a role of IT with the unit above until the end of March.
        ("luc", "2026-03-31", False),
        ("luc", "2026-04-01", True),
        ("nobody", "2026-06-01", True),
    ],
)
def test_praise_of_ourselves_does_not_count(person: str, on: str, counts: bool) -> None:
    assert bool(attested(attestation(on, person)).given) == counts


def test_only_a_service_that_is_named_is_attested() -> None:
    assert attested(attestation("2026-06-01", about="services/maps")).percent == 0
    twice = "services/wms, customers/yard, services/wms"
    (one,) = attested(attestation("2026-06-01", about=twice)).all
    assert [service.id for service in one.services] == ["wms"]


def test_the_latest_word_of_a_customer_comes_first() -> None:
    found = attested(attestation("2026-05-01"), attestation("2026-06-01"))
    customer = found.all[0].customer
    assert customer is not None
    assert [str(one.attestation.fields.on) for one in found.of_customer(customer)] == [
        "2026-06-01",
        "2026-05-01",
    ]
