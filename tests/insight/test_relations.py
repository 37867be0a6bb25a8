"""Who depends on what, from records somebody wrote."""

from __future__ import annotations

from datetime import date

from brmsite.insight.relations import Relations
from brmsite.insight.service_use import ServiceUse
from tests.site.pages_of import insight_of
from tests.site.small_project import BASE, LOGISTICS, agreement

AS_OF = date(2026, 6, 15)

SERVICE = "state: live\ntype: supporting\nowner: k-berg\ndescription: It carries.\n"

FILES = {
    **BASE,
    "suppliers/tavrin.yaml": "name: Tavrin\nmanager: k-berg\n",
    "services/net.yaml": f"name: Network\n{SERVICE}supplier: tavrin\n",
    "services/wms.yaml": f"name: Yard\n{SERVICE}depends_on: [net, net]\n",
    "customers/logistics.yaml": f"{LOGISTICS}services: [{{service: net, since: 2026-01-01}}]\n",
    "customers/yard.yaml": (
        "name: Yard\nparent: logistics\n"
        "services: [{service: wms, since: 2026-01-01, vital: true}]\n"
    ),
    "agreements/old.yaml": agreement("AGR-0", state="superseded"),
    "agreements/sla.yaml": agreement(more="supersedes: old\nunderpinned_by: [uc]\n"),
    "agreements/uc.yaml": agreement("AGR-2")
    .replace("type: sla", "type: underpinning-contract")
    .replace("provider: provider", "provider: tavrin")
    .replace("services: [wms]", "services: [net]"),
}


def relations() -> Relations:
    def asked(relations: Relations) -> Relations:
        return relations

    return insight_of({f"records/{path}": text for path, text in FILES.items()}, AS_OF).ask(asked)


def service_use(files: dict[str, str]) -> ServiceUse:
    def asked(service_use: ServiceUse) -> ServiceUse:
        return service_use

    return insight_of({f"records/{path}": text for path, text in files.items()}, AS_OF).ask(asked)


def test_each_bond_between_records_is_told_once() -> None:
    found = relations()
    assert {f"{above} on {below}": bond for (below, above), bond in found.bonds.items()} == {
        "agreements/sla on services/wms": "about",
        "customers/logistics on agreements/sla": "made-with",
        "agreements/sla on agreements/uc": "underpinned",
        "agreements/sla on agreements/old": "replaces",
        "services/net on agreements/uc": "bought-under",
        "agreements/uc on suppliers/tavrin": "supplied",
        "services/wms on services/net": "needs",
        "services/net on suppliers/tavrin": "supplied",
        # A contract that was bought for the unit covers its own use, and nothing below it.
        "customers/logistics on agreements/uc": "used-under",
        "customers/yard on agreements/sla": "used-under",
        "customers/logistics on customers/yard": "under",
    }


def test_both_ways_say_the_same() -> None:
    found = relations()
    down = {(below, above) for above, each in found.below.items() for below in each}
    up = {(below, above) for below, each in found.above.items() for above in each}
    assert down == up == set(found.bonds)
    assert found.below_of("services/wms") == ("services/net",)
    assert found.above_of("people/k-berg") == ()


def test_a_pair_is_agreed_without_agreement_used_below_or_unused() -> None:
    files = {
        **BASE,
        "services/net.yaml": f"name: Network\n{SERVICE}",
        "services/erp.yaml": f"name: Ledgers\n{SERVICE}",
        "customers/logistics.yaml": (
            f"{LOGISTICS}services: [{{service: net, since: 2026-01-01, vital: true}}]\n"
        ),
        "customers/yard.yaml": (
            "name: Yard\nparent: logistics\nservices: [{service: wms, since: 2026-01-01}]\n"
        ),
        "agreements/sla.yaml": agreement().replace("services: [wms]", "services: [wms, erp]"),
    }
    found = {
        (customer.removeprefix("customers/"), service.removeprefix("services/")): (
            pair.state,
            pair.is_vital,
        )
        for customer, pairs in service_use(files).pairs.items()
        for service, pair in pairs.items()
    }
    assert found == {
        ("logistics", "net"): ("without", True),
        ("logistics", "wms"): ("below", False),
        ("logistics", "erp"): ("unused", False),
        ("yard", "wms"): ("agreed", False),
    }
