"""Changes by record and field, in the field's own words."""

from __future__ import annotations

import re

import pytest

from brmsite.changes.between import changes_between
from brmsite.changes.change import Change, RecordChange
from brmsite.kinds import all_kinds
from brmsite.kinds.spelling import MEASURED
from brmsite.source.files import Attachments, SourceFile, SourceTree
from tests.house.catalogue import _keys as keys_of_all
from tests.review.pull_request import LOGISTICS, SLA, TREE, WMS
from tests.work import done_within

RECORDS = {
    path.relative_to(TREE).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted((TREE / "records").rglob("*"))
    if path.suffix in (".yaml", ".md") and path.name != "brmsite.yaml"
}


def tree(files: dict[str, str], settings: str = "") -> SourceTree:
    """Files as they are read, with those settings."""
    sources = tuple(SourceFile(path, text.encode()) for path, text in sorted(files.items()))
    file = SourceFile("records/brmsite.yaml", settings.encode()) if settings else None
    return SourceTree(sources, file, Attachments(TREE, frozenset()), ())


def compared(path: str, before: str, after: str) -> tuple[RecordChange, ...]:
    """What differs once one place of the small organisation reads otherwise."""
    assert before in RECORDS[path]
    edited = RECORDS | {path: RECORDS[path].replace(before, after, 1)}
    return changes_between(tree(RECORDS), tree(edited)).records


def said(changes: tuple[Change, ...]) -> list[str]:
    """The sentences, with weights where there are any, and a `!` where material."""
    return [
        f"{one.said}{'' if one.weight == 'neutral' else f' ({one.weight})'}"
        f"{' !' if one.material else ''}"
        for one in changes
    ]


PERSON = "  - person: p-lind\n    role: customer\n"
SAID: list[tuple[str, str, str, str, list[str]]] = [
    ("value", SLA, "value: 99.5", "value: 99.50", []),
    ("target", SLA, "value: 99.5", "value: 99.7", ["availability 99.5 % -> 99.7 % (stronger) !"]),
    ("operator", SLA, 'operator: ">="', 'operator: "<="', ["availability: operator >= -> <= !"]),
    ("notice", SLA, "notice_months: 3", "notice_months: 1", ["notice 3 -> 1 months !"]),
    ("renewal", SLA, "renewal_months: 12", "renewal_months: 24", [
        "length of a renewal 12 -> 24 months !"
    ]),
    ("review", SLA, "every_months: 12", "every_months: 6", [
        "review: every 12 -> 6 months (stronger) !"
    ]),
    ("share", SLA, "share_pct: 90", "share_pct: 95", [
        "availability: share 90 -> 95 % (stronger) !"
    ]),
    ("recovery", SLA, "rto_hours: 8", "rto_hours: 4", [
        "continuity: recovery time (RTO) 8 -> 4 hours (stronger) !"
    ]),
    ("no recovery", SLA, "  rto_hours: 8\n", "", [
        "continuity: recovery time (RTO) 8 hours -> none !"
    ]),
    ("limit of work", SLA, "upper: 45000", "upper: 40000", [
        "Gate moves: upper 45000 -> 40000 (weaker) !"
    ]),
    ("alert", SLA, "alert_at_pct: 85", "alert_at_pct: 90", [
        "Gate moves: alert at 85 -> 90 % !"
    ]),
    ("obligation", SLA, "due: 2026-03-30", "due: 2026-04-30", [
        "Second line to the gate is in place: due 2026-03-30 -> 2026-04-30 !"
    ]),
    ("no notice", SLA, "  notice_months: 3\n", "", ["notice 3 months -> none !"]),
    ("end", SLA, "end: 2027-12-31", "end: 2027-06-30", [
        "end of the term 2027-12-31 -> 2027-06-30 (weaker) !"
    ]),
    ("cost", SLA, "annual_cost: 186000", "annual_cost: 180000", [
        "annual cost EUR 186,000 -> EUR 180,000 (stronger) !"
    ]),
    ("funding", SLA, "amount: 186000", "amount: 190000", [
        "chargeback 4100: amount EUR 186,000 -> EUR 190,000 (weaker) !"
    ]),
    ("service", SLA, "services: [wms]", "services: [wms, network]", [
        "covers Network (stronger) !"
    ]),
    ("exception", SLA, "exceptions: none", "exceptions: [Strikes]", [
        "exceptions: adds “Strikes” (weaker) !"
    ]),
    ("contact", SLA, "  complaint: k-berg", "  complaint: eva-holm", [
        "contacts: complaint Kari Berg -> Eva Holm"
    ]),
    ("title", SLA, "title: SLA Logistics", "title: SLA Gate", ["title SLA Logistics -> SLA Gate"]),
    ("limit", LOGISTICS, "amount: 250000", "amount: 500000", [
        "customer Petra Lind: mandate limit EUR 250,000 -> EUR 500,000 !"
    ]),
    ("decides", LOGISTICS, "decide: true", "decide: false", [
        "customer Petra Lind: decide yes -> no !"
    ]),
    ("visible", LOGISTICS, "visibility: customer", "visibility: restricted", [
        "visibility customer -> restricted (weaker) !"
    ]),
    ("vital", LOGISTICS, "vital: true", "vital: false", [
        "Yard and warehouse management: vital yes -> no"
    ]),
    ("state", WMS, "state: live", "state: retired", ["state live -> retired (weaker) !"]),
]  # fmt: skip


@pytest.mark.parametrize(
    "path,before,after,sentences", [each[1:] for each in SAID], ids=[each[0] for each in SAID]
)
def test_a_change_is_said(path: str, before: str, after: str, sentences: list[str]) -> None:
    assert [text for record in compared(path, before, after) for text in said(record.changes)] == (
        sentences
    )


ROLE = "  - {person: k-berg, role: purchaser, level: tactical, from: 2026-01-01}\n"
MANDATE = "limit: {amount: 500000, currency: NOK}"


@pytest.mark.parametrize(
    "before,after,sentence",
    [
        (ROLE, ROLE.replace("}", ", mandate: {decide: true, " + MANDATE + "}}"),
         "purchaser Kari Berg gains a mandate up to NOK 500,000 !"),
        (ROLE.replace("}", ", mandate: {decide: true, " + MANDATE + "}}"), ROLE,
         "purchaser Kari Berg loses the mandate up to NOK 500,000 !"),
        ("", ROLE, "purchaser Kari Berg comes"),
        (ROLE, "", "purchaser Kari Berg goes"),
    ],
)  # fmt: skip
def test_a_mandate_comes_and_goes(before: str, after: str, sentence: str) -> None:
    old, new = (
        RECORDS | {LOGISTICS: RECORDS[LOGISTICS].replace("roles:\n", f"roles:\n{text}")}
        for text in (before, after)
    )
    (record,) = changes_between(tree(old), tree(new))
    assert said(record.changes) == [sentence]


def test_a_signature_comes() -> None:
    line = "signatures:\n"
    new = f"{line}  - {{side: provider, person: eva-holm, on: 2026-06-01}}\n"
    (record,) = compared(SLA, line, new)
    assert said(record.changes) == ["Eva Holm signs for the provider on 2026-06-01 !"]


def test_parts_are_found_wherever_they_stand() -> None:
    limits = "workload_limits:\n  - {measure: A, upper: 1}\n  - {measure: B, upper: 2}\n"
    turned = "workload_limits:\n  - {measure: B, upper: 3}\n  - {measure: A, upper: 1}\n"
    start, end = RECORDS[SLA].index("workload_limits:"), RECORDS[SLA].index("exceptions:")
    old, new = (
        RECORDS | {SLA: RECORDS[SLA][:start] + text + RECORDS[SLA][end:]}
        for text in (limits, turned)
    )
    (record,) = changes_between(tree(old), tree(new))
    assert [(change.name, change.path) for change in record.changes] == [
        ("workload_limits", ("workload_limits",)),
        ("workload_limits[B].upper", ("workload_limits", 0, "upper")),
    ]


TWO, TURNED = (f"critical_periods: [{months}]" for months in ("May, June", "June, May"))


@pytest.mark.parametrize(
    "path,before,after,sentences",
    [
        (SLA, TWO, TURNED, ["critical periods in another order !"]),
        (SLA, TWO, "critical_periods: [June, July, May]",
         ["critical periods in another order !", "critical periods: adds “July” (stronger) !"]),
        (SLA, TWO, "critical_periods: [May, July, June]",
         ["critical periods: adds “July” (stronger) !"]),
        (SLA, "services: [wms, network]", "services: [network, wms]", []),
        (SLA, "tags: [warehouse, gate]", "tags: [gate, warehouse]", []),
        (LOGISTICS, "cost_centers: [A, B]", "cost_centers: [B, A]", []),
    ],
)  # fmt: skip
def test_another_order_is_told_where_it_is_signed(
    path: str, before: str, after: str, sentences: list[str]
) -> None:
    lines = RECORDS[path].splitlines(keepends=True)
    others = "".join(line for line in lines if not line.startswith(before.partition(" ")[0]))
    old, new = (RECORDS | {path: f"{others}{text}\n"} for text in (before, after))
    found = changes_between(tree(old), tree(new))
    assert [text for record in found for text in said(record.changes)] == sentences
    assert "unreadable" not in {record.sort for record in found}


DIGEST = '"222358a2e9d74255c76b0872040eba2a10d64d1a388032440e0045f7f4d0db57"'
PATH = "sla-logistics.files/signed.txt"
URL = "https://archive.example.org/contracts/4711"


@pytest.mark.parametrize(
    "before,after,sentences",
    [
        (DIGEST, DIGEST.replace("2", "3"), [f"document {PATH} is another file now !"]),
        (f"    sha256: {DIGEST}\n", "", [f"{PATH}: sha256 {DIGEST[1:-1]} -> none !"]),
        ("title: Signed copy", "title: Scan", [f"{PATH}: title Signed copy -> Scan"]),
        (URL, f"{URL}2", [f"{PATH}: url {URL} -> {URL}2"]),
        (PATH, "sla-logistics.files/b.txt", [
            f"adds documents: sla-logistics.files/b.txt {URL}", f"removes documents: {PATH} {URL} !"
        ]),
    ],
)  # fmt: skip
def test_a_document_is_known_by_its_path(before: str, after: str, sentences: list[str]) -> None:
    (record,) = compared(SLA, before, after)
    assert said(record.changes) == sentences


def test_another_file_of_any_other_record_does_not_matter() -> None:
    path = "records/people/a-lopez.yaml"
    old, new = (
        RECORDS | {path: f"{RECORDS[path]}documents: [{{path: a.files/b, sha256: {digest}}}]\n"}
        for digest in (DIGEST, DIGEST.replace("2", "3"))
    )
    (record,) = changes_between(tree(old), tree(new))
    assert said(record.changes) == ["document a.files/b is another file now"]


def test_a_figure_is_called_in_words_and_its_unit_said_beside_it() -> None:
    ending = re.compile(r"_(pct|percent|months|weeks|days|hours|minutes)\Z")
    keys = {key for kind in all_kinds().values() for key in keys_of_all(kind.model, set())}
    no_figures = {"service_hours"}
    assert {key for key in keys if ending.search(key)} - no_figures == MEASURED.keys()


def test_settings_are_compared() -> None:
    old, new = (tree(RECORDS, f"default_currency: {code}\n") for code in ("EUR", "NOK"))
    (settings,) = changes_between(old, new)
    assert settings.address == "records/brmsite.yaml"
    assert said(settings.changes) == ["default currency EUR -> NOK !"]


RULE = "rules:\n  signed-text-changed: {severity: %s, reason: %s}\n"


@pytest.mark.parametrize(
    "before,after,sentence",
    [
        ("", RULE % ("off", "Later"),
         "findings of signed-text-changed are switched off: Later !"),
        ("", RULE % ("info", "Later"),
         "findings of signed-text-changed are of severity info: Later !"),
        (RULE % ("info", "Later"), RULE % ("off", "Later"),
         "findings of signed-text-changed are switched off: Later !"),
        (RULE % ("off", "Later"), RULE % ("off", "Soon"),
         "findings of signed-text-changed: reason Later -> Soon"),
        (RULE % ("off", "Later"), "",
         "findings of signed-text-changed are as severe as the rule says again !"),
    ],
)  # fmt: skip
def test_a_rule_that_is_switched_off_matters(before: str, after: str, sentence: str) -> None:
    (settings,) = changes_between(tree(RECORDS, before), tree(RECORDS, after))
    assert said(settings.changes) == [sentence]


WAIVER = "waivers: [{rule: not-funded, reason: Soon, until: 2027-01-01, by: k-berg}]\n"


@pytest.mark.parametrize(
    "before,after,sentence",
    [
        ("", WAIVER, "waives not-funded until 2027-01-01: Soon !"),
        (WAIVER, "", "no longer waives not-funded !"),
        (WAIVER, WAIVER.replace("2027", "2028"),
         "waiver of not-funded: until 2027-01-01 -> 2028-01-01 !"),
    ],
)  # fmt: skip
def test_a_waiver_matters_wherever_it_stands(before: str, after: str, sentence: str) -> None:
    path = "records/people/a-lopez.yaml"
    old, new = (RECORDS | {path: RECORDS[path] + text} for text in (before, after))
    (record,) = changes_between(tree(old), tree(new))
    assert said(record.changes) == [sentence]


def test_a_waiver_that_comes_with_a_record_is_told() -> None:
    new = RECORDS | {"records/people/z-zimmer.yaml": f"name: Z\norg: provider\n{WAIVER}"}
    (record,) = changes_between(tree(RECORDS), tree(new))
    assert said(record.changes) == [
        "adds the person “Z”",
        "waives not-funded until 2027-01-01: Soon !",
    ]


def test_a_record_that_does_not_hold_is_said_once() -> None:
    (record,) = compared(SLA, "state: active", "state: actve")
    assert (record.address, record.sort, record.changes) == (
        "agreements/sla-logistics",
        "unreadable",
        (),
    )


def test_a_long_list_of_which_all_is_another_takes_no_long_time() -> None:
    def tagged(word: str) -> SourceTree:
        tags = ", ".join(f"{word}{number}" for number in range(6_000))
        return tree({LOGISTICS: f"name: Logistics\ntags: [{tags}]\n"})

    before, after = tagged("one"), tagged("other")
    (record,) = done_within(4, lambda: changes_between(before, after).records)
    assert len(record.changes) == 12_000
