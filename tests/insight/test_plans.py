"""Which customers need a plan, and whose plan covers the day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from brmsite.examine import examine
from brmsite.insight.plans import Plans

AS_OF = date(2026, 6, 15)


def plans(project: Path, customers: dict[str, str], **periods: str) -> Plans:
    """From customers by id, and periods of plans named `customer_anything`."""
    files = {f"customers/{name}.yaml": f"name: X\n{text}" for name, text in customers.items()}
    for name, period in periods.items():
        files[f"plans/{name.replace('_', '-')}.yaml"] = (
            f"title: Plan\ncustomer: {name.partition('_')[0]}\nperiod: {{{period}}}\n"
            "objectives: []\n"
        )
    for path, text in files.items():
        file = project / "records" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    examined = examine(project, AS_OF)
    assert len(examined.register) == len(files), examined.findings

    def asked(plans: Plans) -> Plans:
        return plans

    return examined.insight.ask(asked)


THIS = "from: 2026-01-01, to: 2026-12-31"
LAST = "from: 2025-01-01, to: 2026-06-14"


def test_the_nearest_plan_above_serves_tier_b_and_only_their_own_tier_a(tmp_path: Path) -> None:
    found = plans(
        tmp_path,
        {
            "port": "tier: a\n",
            "yard": "parent: port\ntier: b\n",
            "gate": "parent: yard\ntier: b\n",
            "rail": "parent: port\ntier: a\n",
            "shop": "parent: port\n",
            "old": "tier: a\nstate: former\n",
        },
        port_now=THIS,
        yard_now=THIS,
    )
    by_customer = {one.customer.id: [plan.id for plan in one.plans] for one in found.needed}
    assert by_customer == {
        "port": ["port-now"],
        "yard": ["yard-now"],
        "gate": ["yard-now"],
        "rail": [],
    }
    assert [one.customer.id for one in found.missing] == ["rail"]
    assert found.percent == 75


def test_a_plan_that_ended_yesterday_covers_nothing(tmp_path: Path) -> None:
    found = plans(tmp_path, {"yard": "tier: b\n"}, yard_last=LAST)
    (yard,) = found.missing
    (last,) = found.of_customer(yard.customer)
    assert not found.current(last)


def test_a_customer_s_plans_stand_the_latest_first(tmp_path: Path) -> None:
    found = plans(tmp_path, {"yard": ""}, yard_last=LAST, yard_now=THIS)
    assert [plan.id for plan in found.by_customer["customers/yard"]] == ["yard-now", "yard-last"]
    assert found.percent is None
