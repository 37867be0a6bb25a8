"""The coverage figures: numerator, denominator and the records behind; no data is None."""

from __future__ import annotations

from datetime import date

import pytest

from brmsite.insight.figures import Figures, FigureSet
from tests.site.pages_of import insight_of

AS_OF = date(2026, 6, 15)

PEOPLE = {
    "people/k-berg.yaml": "name: Kari Berg\norg: provider\n",
    "people/p-lind.yaml": "name: Petra Lind\norg: logistics\n",
    "services/wms.yaml": (
        "name: Yard\nstate: live\ntype: customer-facing\nowner: k-berg\ndescription: It knows.\n"
    ),
    "services/erp.yaml": (
        "name: Ledgers\nstate: live\ntype: customer-facing\nowner: k-berg\ndescription: Counts.\n"
    ),
}


def figures(files: dict[str, str], as_of: date = AS_OF) -> Figures:
    def asked(figures: Figures) -> Figures:
        return figures

    everything = {f"records/{path}": text for path, text in (PEOPLE | files).items()}
    return insight_of(everything, as_of).ask(asked)


def of(name: str, files: dict[str, str]) -> FigureSet:
    return figures(files).by_customer[f"customers/{name}"]


def agreement(money: str, *, customer: str = "logistics", state: str = "active") -> str:
    return (
        f"title: SLA\nnumber: AGR-1\ntype: sla\ncustomer: {customer}\nprovider: provider\n"
        f"services: [wms]\nversion: 1\nstate: {state}\n"
        f"term: {{start: 2026-01-01, months: 12, renewal: none}}\n{money}\n"
    )


def test_without_records_there_is_no_data() -> None:
    whole = figures({}).whole
    assert whole.agreements.percent is None
    assert whole.funded == ()
    assert whole.contacts.percent is None
    assert whole.cadence.percent is None
    assert (whole.burden.per_month, whole.burden.median_days) == (None, None)


def test_agreement_coverage_counts_pairs_in_use_on_the_day() -> None:
    files = {
        "customers/logistics.yaml": (
            "name: Logistics\nservices:\n"
            "  - {service: wms, since: 2026-06-15}\n"
            "  - {service: erp, since: 2026-01-01}\n"
            "  - {service: erp, since: 2026-06-16}\n"
            "  - {service: nothing, since: 2026-01-01}\n"
        ),
        "customers/gate.yaml": (
            "name: Gate\nparent: logistics\nservices: [{service: wms, since: 2026-01-01}]\n"
        ),
        "agreements/sla.yaml": agreement("funding: []"),
    }
    found = figures(files)
    assert (len(found.whole.agreements.counted), found.whole.agreements.of) == (2, 3)
    logistics = found.by_customer["customers/logistics"].agreements
    assert [one.consumption.service for one in logistics.missing] == ["erp"]
    assert logistics.percent == 50
    assert found.by_customer["customers/gate"].agreements.percent == 100


@pytest.mark.parametrize(
    "money, expected",
    [
        (
            (
                "annual_cost: 1000\n"
                "funding: [{model: central, amount: 50, per: month, approved_by: p-lind, "
                "approved_on: 2026-06-15}]"
            ),
            ("EUR 600", 60.0, ["EUR 400"]),
        ),
        # Too much here does not pay for another.
        (
            (
                "annual_cost: 1000\n"
                "funding: [{model: central, amount: 5000, approved_by: p-lind, approved_on: 2026-01-01}]"
            ),
            ("EUR 1,000", 100.0, []),
        ),
        # Not approved yet, over, or not agreed: known to be nothing.
        (
            (
                "annual_cost: 1000\n"
                "funding: [{model: central, amount: 1, approved_by: p-lind, approved_on: 2026-06-16}, "
                "{model: central, amount: 1, approved_by: p-lind}, "
                "{model: central, amount: 1, approved_by: p-lind, approved_on: 2026-01-01, "
                "to: 2026-06-14}, "
                "{model: none-agreed, amount: 1, approved_by: p-lind, approved_on: 2026-01-01}]"
            ),
            ("EUR 0", 0.0, ["EUR 1,000"]),
        ),
    ],
)
def test_the_funded_share(money: str, expected: tuple[str, float, list[str]]) -> None:
    files = {
        "customers/logistics.yaml": "name: Logistics\n",
        "agreements/sla.yaml": agreement(money),
    }
    found = of("logistics", files)
    (share,) = found.funded
    missing = [str(one.open) for one in share.missing]
    assert (str(share.secured), share.percent, missing) == expected
    assert str(share.cost) == "EUR 1,000"
    assert found.unknown == ()


@pytest.mark.parametrize(
    "money",
    [
        "funding: [{model: central, amount: 1, approved_by: p-lind, approved_on: 2026-01-01}]",
        (
            "annual_cost: 10\n"
            "funding: [{model: central, approved_by: p-lind, approved_on: 2026-01-01}]"
        ),
        (
            "annual_cost: 10\n"
            "funding: [{model: project, amount: 1, per: once, approved_by: p-lind, "
            "approved_on: 2026-01-01}]"
        ),
        "annual_cost: 10\nfunding: [{model: central, currency: SEK}, {model: central}]",
    ],
)
def test_what_no_sum_a_year_is_written_of_is_not_counted(money: str) -> None:
    files = {
        "customers/logistics.yaml": "name: Logistics\n",
        "agreements/sla.yaml": agreement(money),
    }
    found = of("logistics", files)
    assert found.funded == ()
    assert [one.agreement.id for one in found.unknown] == ["sla"]


def test_only_agreements_in_force_want_money() -> None:
    files = {
        "customers/logistics.yaml": "name: Logistics\n",
        "agreements/sla.yaml": agreement("annual_cost: 10\nfunding: []", state="agreed"),
    }
    assert of("logistics", files).funded == ()


def test_contact_coverage_counts_required_cells_of_active_customers() -> None:
    roles = (
        "tier: b\nroles:\n"
        "  - {person: k-berg, role: service-desk, level: operational, from: 2026-01-01}\n"
        "  - {person: k-berg, role: delivery-manager, level: strategic, from: 2026-01-01}\n"
    )
    files = {
        "customers/logistics.yaml": f"name: Logistics\n{roles}",
        "customers/old.yaml": f"name: Old\nstate: former\n{roles}",
    }
    found = figures(files)
    contacts = found.whole.contacts
    assert (len(contacts.counted), contacts.of, contacts.percent) == (1, 4, 25)
    assert [(one.cell.level, one.cell.side) for one in contacts.missing] == [
        ("tactical", "customer"),
        ("tactical", "provider"),
        ("operational", "customer"),
    ]
    assert found.by_customer["customers/old"].contacts.percent is None


MEETING = """\
title: Review
date: 2026-05-01
type: service-review
level: tactical
customers: [logistics, gate]
state: held
decisions:
  - {id: d1, text: Ours, by: k-berg}
  - {id: d2, text: Theirs, by: p-lind}
questions:
  - {text: One, needed_by: 2026-05-10, answered: 2026-05-11}
  - {text: Two, needed_by: 2026-06-14}
  - {text: Three, needed_by: 2026-06-15, answered: 2026-06-16}
"""


def test_the_decision_burden_counts_what_was_put_to_the_customer_once() -> None:
    files = {
        "customers/logistics.yaml": "name: Logistics\n",
        "customers/gate.yaml": "name: Gate\n",
        "customers/finance.yaml": "name: Finance\n",
        "meetings/m1.yaml": MEETING,
        "meetings/old.yaml": MEETING.replace("2026-05-01", "2025-06-15"),
        "meetings/planned.yaml": MEETING.replace("held", "planned"),
    }
    found = figures(files)
    burden = found.whole.burden
    assert burden.per_month == pytest.approx(4 / 12)
    assert (len(burden.answered), len(burden.questions), burden.median_days) == (1, 3, 10.0)
    assert [(one.matter.text, one.late) for one in burden.waiting] == [
        ("Two", True),
        ("Three", False),
    ]
    assert found.by_customer["customers/gate"].burden.asked == burden.asked
    assert found.by_customer["customers/finance"].burden.per_month is None


def test_a_meeting_without_questions_is_data_too() -> None:
    text = MEETING[: MEETING.index("decisions")]
    files = {"customers/logistics.yaml": "name: Logistics\n", "meetings/m1.yaml": text}
    burden = figures(files).whole.burden
    assert (burden.per_month, burden.median_days) == (0, None)
