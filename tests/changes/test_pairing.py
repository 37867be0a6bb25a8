"""Records under new names, and others that only look alike."""

from __future__ import annotations

import pytest

from brmsite.changes.between import changes_between
from brmsite.changes.change import Changes
from tests.changes.test_compare import RECORDS, said, tree
from tests.review.pull_request import SLA, WMS

LIND = "records/people/p-lind.yaml"
BERG = "records/people/berg.yaml"


def moved(path: str, new: str, *edits: tuple[str, str]) -> dict[str, str]:
    """The records with one file under another name, called by that everywhere, and otherwise in
    some places; these are edited first."""
    name, called = (each.rpartition("/")[2].partition(".")[0] for each in (path, new))
    found = dict(RECORDS)
    for before, after in edits:
        assert before in found[path]
        found[path] = found[path].replace(before, after)
    text = found.pop(path)
    return {each: one.replace(name, called) for each, one in (found | {new: text}).items()}


def changes(new: dict[str, str]) -> Changes:
    return changes_between(tree(RECORDS), tree(new))


def sorts(found: Changes) -> dict[str, str]:
    return {one.address: one.sort for one in found if one.sort != "changed"}


@pytest.mark.parametrize("alias", ["aliases: [wms]\n", ""])
def test_a_renamed_record_is_the_same(alias: str) -> None:
    new = {
        path: text.replace("service: wms", "service: yard").replace("[wms]", "[yard]")
        for path, text in RECORDS.items()
        if path != WMS
    }
    new["records/services/yard.yaml"] = RECORDS[WMS].replace("[wms]", "[yard]") + alias
    found = changes_between(tree(RECORDS), tree(new))
    renamed = [record for record in found if record.sort == "renamed"]
    assert [(one.address, one.before.address) for one in renamed if one.before] == [
        ("services/yard", "services/wms")
    ]
    assert not [record.address for record in found if record.sort in ("added", "removed")]
    assert not found.material_count


def test_any_number_of_moved_files_are_renames() -> None:
    many = {
        f"records/people/p{number}.yaml": f"name: P {number}\norg: provider\n"
        for number in range(250)
    }
    moved = {path.replace("people/p", "people/q"): text for path, text in many.items()}
    found = changes_between(tree(RECORDS | many), tree(RECORDS | moved))
    assert {record.sort for record in found} == {"renamed"}
    assert {
        (record.before.id, record.after.id)
        for record in found
        if record.before is not None and record.after is not None
    } == {(f"p{number}", f"q{number}") for number in range(250)}


def test_of_files_that_say_the_same_each_is_one_of_the_others() -> None:
    two = {f"records/people/p{number}.yaml": "name: Twin\norg: provider\n" for number in range(2)}
    moved = {f"records/people/q{number}.yaml": "name: Twin\norg: provider\n" for number in range(3)}
    sorts = [one.sort for one in changes_between(tree(RECORDS | two), tree(RECORDS | moved))]
    assert sorted(sorts) == ["added", "renamed", "renamed"]


def test_another_record_is_not_a_rename() -> None:
    new = {path: text for path, text in RECORDS.items() if path != "records/people/a-lopez.yaml"}
    new["records/people/z-zimmer.yaml"] = "name: Zoe Zimmer\norg: provider\nphone: +1\n"
    sorts = {one.address: one.sort for one in changes_between(tree(RECORDS), tree(new))}
    assert sorts == {"people/a-lopez": "removed", "people/z-zimmer": "added"}


def test_somebody_else_in_the_place_of_who_holds_a_mandate_is_told() -> None:
    found = changes(moved(LIND, BERG, ("name: Petra Lind", "name: Bob Berg")))
    assert sorts(found) == {"people/p-lind": "removed", "people/berg": "added"}
    told = {one.address: said(one.changes) for one in found}
    assert told["customers/logistics"][:2] == [
        "customer Bob Berg comes, with a mandate up to EUR 250,000 !",
        "customer Petra Lind goes, with the mandate up to EUR 250,000 !",
    ]
    assert told["agreements/sla-logistics"][:2] == [
        "Bob Berg signs for the customer on 2025-12-10 !",
        "the signature of Petra Lind for the customer of 2025-12-10 is gone !",
    ]


def test_another_supplier_in_the_place_of_one_is_told() -> None:
    cheap = ("name: Tavrin Systems", "name: Cheap Hosting")
    found = changes(moved("records/suppliers/tavrin.yaml", "records/suppliers/cheap.yaml", cheap))
    assert sorts(found)["suppliers/cheap"] == "added"
    contract = next(one for one in found if one.address.startswith("agreements/uc-"))
    assert "provider Tavrin Systems -> Cheap Hosting !" in said(contract.changes)


def test_a_person_of_the_same_name_is_the_same() -> None:
    found = changes(moved(LIND, BERG, ("org: logistics", "org: logistics\nphone: +1")))
    assert sorts(found) == {"people/berg": "renamed"}
    assert [said(one.changes) for one in found if one.sort == "renamed"] == [["phone none -> +1"]]
    assert not found.material_count


def test_who_is_named_among_the_former_ids_is_the_same_under_another_name() -> None:
    new = moved(LIND, BERG, ("name: Petra Lind", "name: Petra Berg"))
    new[BERG] += "aliases: [p-lind]\n"
    found = changes(new)
    assert sorts(found) == {"people/berg": "renamed"}
    assert {one.address: said(one.changes) for one in found if one.is_material} == {
        "people/berg": ["aliases: adds “p-lind”", "name Petra Lind -> Petra Berg !"]
    }


def test_who_takes_over_the_id_of_another_is_told() -> None:
    path = "records/people/a-lopez.yaml"
    new = {each: text for each, text in RECORDS.items() if each != LIND}
    new[path] += "aliases: [p-lind]\n"
    found = changes(new)
    assert {one.address: said(one.changes) for one in found if one.is_material} == {
        "people/a-lopez": ["aliases: adds “p-lind” !"]
    }


def test_an_agreement_of_another_number_is_another_agreement() -> None:
    found = changes(moved(SLA, "records/agreements/sla-gate.yaml", ("AGR-2026-004", "AGR-2026-5")))
    assert sorts(found) == {
        "agreements/sla-gate": "added",
        "agreements/sla-logistics": "removed",
    }


def test_meetings_of_one_title_are_known_by_their_days() -> None:
    first = RECORDS["records/meetings/2026-01-14-logistics.md"].replace("2026-01-14", "2026-0%s-14")
    folder = "records/meetings"
    old = RECORDS | {f"{folder}/january.md": first % 1, f"{folder}/march.md": first % 3}
    new = RECORDS | {f"{folder}/march-one.md": first % 3, f"{folder}/april.md": first % 4}
    assert sorts(changes_between(tree(old), tree(new))) == {
        "meetings/january": "removed",
        "meetings/march-one": "renamed",
        "meetings/april": "added",
    }
