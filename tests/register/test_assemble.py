"""Records to a register: links both ways, former ids and collisions."""

from __future__ import annotations

import random
from typing import Any

import pytest

from brmsite.kinds import all_kinds
from brmsite.kinds.agreement import Agreement
from brmsite.kinds.customer import Customer
from brmsite.kinds.meeting import Meeting
from brmsite.kinds.person import Person
from brmsite.register.assemble import assemble
from brmsite.register.places import link_place, locate
from brmsite.register.register import Link, Register
from brmsite.source.files import SourceFile
from brmsite.source.parse import parse
from tests.source.saying import said

PEOPLE = {
    "people/k-berg.yaml": "name: Kari Berg\norg: provider\n",
    "people/p-lind.yaml": "name: Petra Lind\norg: logistics\n",
}
LOGISTICS = {"customers/logistics.yaml": "name: Logistics\n"}
SLA = """\
title: SLA
number: A1
type: sla
customer: logistics
provider: provider
services: []
version: 1
state: draft
term: {start: 2026-01-01, renewal: none}
funding: []
targets:
  - id: t1
    service: wms
    metric: availability
    description: d
    operator: ">="
    value: 99.5
    unit: percent
    window: month
    method: m
"""
KEYS = "title: M\ndate: 2026-03-11\ntype: operational\nlevel: tactical\ncustomers: [logistics]\nstate: held\n"


def minutes(body: str, keys: str = "") -> str:
    return f"---\n{KEYS}{keys}---\n{body}"


def register_of(*sets: dict[str, str], unread: tuple[str, ...] = ()) -> Register:
    """The register of some files, given by their paths below `records/`."""
    files = {f"records/{path}": text for some in sets for path, text in some.items()}
    parsed = (parse(SourceFile(path, files[path].encode())) for path in sorted(files))
    return assemble(parsed, all_kinds(), unread=unread)


def shown(link: Link) -> str:
    part = f"#{link.part}" if link.part else ""
    return f"{link.source} -> {link.target}{part}"


def from_(register: Register, address: str) -> list[str]:
    return [f"{link.written} -> {link.target}" for link in register.links_from(address)]


# --- Links ---------------------------------------------------------------------------------------


def test_links_are_known_from_both_ends() -> None:
    register = register_of(PEOPLE, LOGISTICS, {"agreements/sla.yaml": SLA})
    assert register.diagnostics == ()
    assert from_(register, "agreements/sla") == ["logistics -> customers/logistics"]
    assert from_(register, "people/p-lind") == ["logistics -> customers/logistics"]
    assert [shown(link) for link in register.links_to("customers/logistics")] == [
        "agreements/sla -> customers/logistics",
        "people/p-lind -> customers/logistics",
    ]
    assert register.links_to("agreements/sla") == register.links_from("customers/logistics") == ()
    assert [(link.source, link.written) for link in register.unresolved] == [
        ("agreements/sla", "wms")
    ]


def test_records_are_found_by_kind_and_by_id() -> None:
    register = register_of(PEOPLE, LOGISTICS)
    assert [person.id for person in register.all(Person)] == ["k-berg", "p-lind"]
    assert register.all(Agreement) == ()
    person = register.one(Person, "k-berg")
    assert person is not None
    assert (person.address, person.title, person.path) == (
        "people/k-berg",
        "Kari Berg",
        "records/people/k-berg.yaml",
    )
    assert register.one(Person, "nobody") is register.one(Person, None) is None
    assert register.find("people/k-berg") is person
    assert [record.address for record in register] == [
        "customers/logistics",
        "people/k-berg",
        "people/p-lind",
    ]
    assert len(register) == 3


def test_a_word_in_place_of_an_id_is_no_link() -> None:
    register = register_of(PEOPLE, LOGISTICS)
    assert from_(register, "people/k-berg") == []
    assert register.unresolved == ()


def test_a_field_that_may_hold_any_text_links_only_where_it_is_an_id() -> None:
    text = "name: X\nserves: [logistics, Importers in the hinterland]\n"
    register = register_of(LOGISTICS, {"customers/x.yaml": text})
    assert from_(register, "customers/x") == ["logistics -> customers/logistics"]
    assert register.unresolved == ()


def test_a_field_that_may_hold_a_web_address_links_only_records() -> None:
    text = "name: X\nlinks: [customers/logistics, 'https://example.org/a', customers/nobody]\n"
    register = register_of(LOGISTICS, {"customers/x.yaml": text})
    assert from_(register, "customers/x") == ["customers/logistics -> customers/logistics"]
    assert [link.written for link in register.unresolved] == ["customers/nobody"]


def test_an_id_is_looked_for_in_every_kind_that_the_field_may_name() -> None:
    register = register_of(
        PEOPLE,
        {
            "suppliers/tavrin.yaml": "name: Tavrin\nmanager: k-berg\n",
            "people/l-moreau.yaml": "name: L\norg: tavrin\n",
        },
    )
    assert from_(register, "people/l-moreau") == ["tavrin -> suppliers/tavrin"]


def test_an_address_may_name_a_part() -> None:
    text = minutes(
        "",
        "agenda:\n  - {topic: T, refs: ['agreements/sla#t1', 'agreements/sla#t2', agreements/sla]}\n",
    )
    register = register_of(LOGISTICS, {"agreements/sla.yaml": SLA, "meetings/m.md": text})
    assert [shown(link) for link in register.links_to("agreements/sla")] == [
        "meetings/m -> agreements/sla#t1",
        "meetings/m -> agreements/sla",
    ]
    assert "agreements/sla#t2" in [link.written for link in register.unresolved]


def test_a_bare_id_cannot_name_a_part() -> None:
    register = register_of(
        {"agreements/sla.yaml": SLA, "agreements/b.yaml": SLA + "supersedes: 'sla#t1'\n"}
    )
    assert "sla#t1" in [link.written for link in register.unresolved]


def test_a_link_to_itself_is_not_a_link_from_elsewhere() -> None:
    register = register_of({"customers/x.yaml": "name: X\nparent: x\n"})
    assert from_(register, "customers/x") == ["x -> customers/x"]
    assert register.links_to("customers/x") == ()


TEXT_LINKS = {
    "an address": ("[[customers/logistics]]", "customers/logistics"),
    "an address with words": ("[[customers/logistics|them]]", "customers/logistics"),
    "an address of a part": ("[[agreements/sla#t1]]", "agreements/sla"),
    "a mention": ("@k-berg", "people/k-berg"),
    "a mention in capitals": ("@K-Berg", "people/k-berg"),
    "a path to another folder": ("[them](../../customers/logistics.yaml)", "customers/logistics"),
    "a path in its own folder": ("[next](other.md)", "meetings/other"),
    "a path with a detour": (
        "[them](../../people/../customers/logistics.yaml)",
        "customers/logistics",
    ),
}


@pytest.mark.parametrize("name", TEXT_LINKS)
def test_text_links_to(name: str) -> None:
    written, target = TEXT_LINKS[name]
    files = {
        "meetings/2026/m.md": minutes(f"One.\n\nSee {written}.\n"),
        "meetings/2026/other.md": minutes(""),
        "agreements/sla.yaml": SLA,
    }
    register = register_of(PEOPLE, LOGISTICS, files)
    (link,) = [link for link in register.links_from("meetings/m") if link.in_text]
    assert link.target == target
    record = register.records["meetings/m"]
    (span, _), *_ = locate([link_place(record, link)]).values()
    assert record.text[span.start.offset : span.end.offset] == link.written
    assert (span.path, span.start.line) == ("records/meetings/2026/m.md", 11)
    assert link in register.links_to(target)


def test_text_links_that_lead_nowhere_are_kept_and_those_to_elsewhere_are_not() -> None:
    body = "[[people/nobody]] @nobody [a](../customers/x.yaml) [b](../../README.md) [c](../../../etc/x.yaml)\n"
    register = register_of(LOGISTICS, {"meetings/m.md": minutes(body)})
    assert [link.written for link in register.unresolved] == [
        "people/nobody",
        "nobody",
        "../customers/x.yaml",
    ]


def test_links_of_an_action_in_a_text_are_links_of_its_fields_too() -> None:
    body = "- [ ] (a1) @k-berg due 2026-04-15 improves agreements/sla#t1: Restart\n"
    register = register_of(
        PEOPLE, LOGISTICS, {"agreements/sla.yaml": SLA, "meetings/m.md": minutes(body)}
    )
    fields = [(link.path, link.target) for link in register.links_from("meetings/m") if link.ref]
    assert (("actions", 0, "owner"), "people/k-berg") in fields
    assert (("actions", 0, "improves"), "agreements/sla") in fields


# --- Former ids ----------------------------------------------------------------------------------


def test_a_former_id_still_leads_there() -> None:
    register = register_of(
        {
            "customers/logistics.yaml": "name: Logistics\naliases: [transport, freight]\n",
            "customers/x.yaml": "name: X\nparent: transport\n",
            "meetings/m.md": minutes("[[customers/freight]]\n"),
        }
    )
    assert register.unresolved == ()
    assert {link.target for link in register.links_from("customers/x")} == {"customers/logistics"}
    assert {link.target for link in register.links_from("meetings/m")} == {"customers/logistics"}
    assert register.find("customers/transport") is register.records["customers/logistics"]
    customer = register.one(Customer, "freight")
    assert customer is not None
    assert customer.id == "logistics"
    assert register.is_named("customers/freight")
    assert not register.is_named("customers/elsewhere")


def test_a_former_id_in_a_field_is_read_as_the_present_one() -> None:
    register = register_of(
        {
            "customers/logistics.yaml": "name: Logistics\naliases: [transport]\n",
            "customers/x.yaml": "name: X\nparent: transport\nserves: [transport, Others]\n",
        }
    )
    fields: Any = register.records["customers/x"].fields
    assert (fields.parent, fields.serves) == ("logistics", ("logistics", "Others"))
    links = {link.path: link.written for link in register.links_from("customers/x")}
    assert links[("parent",)] == "transport"


# --- Names of broken records, and collisions -----------------------------------------------------

BROKEN = {
    "a fault of syntax": "name: [\n",
    "a value that does not hold": "name: X\ntier: z\n",
    "an empty file": "",
    "nothing but comments": "# to be written\n",
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_record_is_reported_once(name: str) -> None:
    files = {"customers/logistics.yaml": BROKEN[name], "agreements/b.yaml": SLA.replace("wms", "w")}
    register = register_of(PEOPLE, files)
    assert len(register.diagnostics) == 1
    assert register.broken == {"customers/logistics"}
    assert register.is_named("customers/logistics")
    assert register.find("customers/logistics") is None
    assert "logistics" not in [link.written for link in register.unresolved]


def test_a_file_that_could_not_be_read_has_its_name() -> None:
    register = register_of(PEOPLE, unread=("records/customers/logistics.yaml",))
    assert register.unresolved == ()
    assert register.broken == {"customers/logistics"}


def test_a_part_of_a_broken_record_is_not_unresolved() -> None:
    register = register_of(
        {"agreements/sla.yaml": "title: [\n", "meetings/m.md": minutes("[[agreements/sla#t9]]\n")}
    )
    assert [link.written for link in register.unresolved] == ["logistics"]


COLLISIONS = {
    "the same id in two folders": (
        {"meetings/2025/a.md": minutes(""), "meetings/2026/a.md": minutes("")},
        ["records/meetings/2026/a.md: meetings/a of records/meetings/2025/a.md (has the same id)"],
    ),
    "the same id in YAML and Markdown": (
        {"people/a.yaml": "name: A\norg: provider\n", "people/a.md": "---\nname: A\norg: provider\n---\n"},
        ["records/people/a.yaml: people/a of records/people/a.md (has the same id)"],
    ),
    "three of one id": (
        {f"people/{folder}/a.yaml": "name: A\norg: provider\n" for folder in "xyz"},
        [
            "records/people/y/a.yaml: people/a of records/people/x/a.yaml (has the same id)",
            "records/people/z/a.yaml: people/a of records/people/x/a.yaml (has the same id)",
        ],
    ),
    "another case": (
        {"people/A.yaml": "name: A\norg: provider\n", "people/a.yaml": "name: A\norg: provider\n"},
        ["records/people/a.yaml: people/A of records/people/A.yaml (differs only by letter case)"],
    ),
    "a former id that is somebody's id": (
        {"people/a.yaml": "name: A\norg: provider\n", "people/b.yaml": "name: B\norg: provider\naliases: [a]\n"},
        ["records/people/b.yaml: people/a of records/people/a.yaml (the alias `a` is taken)"],
    ),
    "a former id that is a broken record's id": (
        {"people/a.yaml": "name: [\n", "people/b.yaml": "name: B\norg: provider\naliases: [a]\n"},
        ["records/people/b.yaml: people/a of records/people/a.yaml (the alias `a` is taken)"],
    ),
    "one former id for two": (
        {f"people/{name}.yaml": "name: A\norg: provider\naliases: [old]\n" for name in "ab"},
        ["records/people/b.yaml: people/old of records/people/a.yaml (the alias `old` is taken)"],
    ),
    "its own id as a former one": (
        {"people/a.yaml": "name: A\norg: provider\naliases: [a]\n"},
        [],
    ),
    "the same id in two kinds": (
        {"people/a.yaml": "name: A\norg: provider\n", "customers/a.yaml": "name: A\n"},
        [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", COLLISIONS)
def test_two_records_cannot_have_one_address(name: str) -> None:
    files, expected = COLLISIONS[name]
    register = register_of(files)
    assert [
        f"{each.path}: {each.address} of {each.other_path} ({each.reason})"
        for each in register.collisions
    ] == expected


def test_the_first_of_two_in_the_order_of_paths_has_the_address() -> None:
    register = register_of(
        {"people/x/a.yaml": "name: First\norg: provider\n", "people/y/a.yaml": "name: [\n"}
    )
    assert register.records["people/a"].title == "First"
    assert register.diagnostics == ()


# --- Folders -------------------------------------------------------------------------------------


def test_a_folder_that_is_no_kind_is_told_once() -> None:
    register = register_of(
        {
            "customer/a.yaml": "name: [\n",
            "customer/b.yaml": "name: B\n",
            "recipes/c.md": "no front matter",
            "d.yaml": "name: D\n",
            "e.yaml": "name: E\n",
        }
    )
    folders = "agreements, "
    told = said(*register.diagnostics)
    assert told.count("[unknown-folder]") == len(register.diagnostics) == 3
    messages = [(each.span.path, each.message) for each in register.diagnostics]
    assert messages == [
        ("records/d.yaml", "a record must stand in the folder of its kind (2 files not read)"),
        ("records/customer/a.yaml", "`records/customer/` is not the folder of any kind, did you mean `customers`? (2 files not read)"),
        ("records/recipes/c.md", "`records/recipes/` is not the folder of any kind (1 file not read)"),
    ]  # fmt: skip
    assert register.diagnostics[0].hint.startswith(f"the folders are {folders}")
    assert register.names == frozenset()


# --- Order ---------------------------------------------------------------------------------------


def same(one: Register, other: Register) -> bool:
    def everything(register: Register) -> list[Any]:
        return [
            [
                (record.address, record.fields, record.path, record.body_start)
                for record in register
            ],
            {model: [record.id for record in found] for model, found in register.by_model.items()},
            register.names,
            register.aliases,
            register.collisions,
            register.unresolved,
            register.diagnostics,
            {address: register.links_from(address) for address in register.names},
            {address: register.links_to(address) for address in register.names},
        ]

    return everything(one) == everything(other)


def test_the_order_in_which_files_come_from_the_disk_makes_no_difference() -> None:
    files = {
        **{f"records/{path}": text for path, text in {**PEOPLE, **LOGISTICS}.items()},
        "records/agreements/sla.yaml": SLA,
        "records/agreements/x/sla.yaml": SLA,
        "records/customers/broken.yaml": "name: [\n",
        "records/customers/old.yaml": "name: Old\naliases: [logistics, older]\n",
        "records/meetings/m.md": minutes("@k-berg [[agreements/sla#t1]] @nobody\n"),
        "records/odd/z.yaml": "x",
    }
    paths = list(files)
    seen = []
    for seed in range(5):
        random.Random(seed).shuffle(paths)
        parsed = [parse(SourceFile(path, files[path].encode())) for path in paths]
        seen.append(assemble(sorted(parsed, key=lambda one: one.path), all_kinds()))
    assert all(same(seen[0], other) for other in seen[1:])
    assert len(seen[0]) == 6
    assert len(seen[0].collisions) == 2


# --- Records -------------------------------------------------------------------------------------

MEETING_TEXT = minutes("# Notes\n\n- [ ] (a2) @k-berg due 2026-04-15: Restart it\n")


def test_a_record_keeps_its_text_and_no_places() -> None:
    record = register_of({"meetings/m.md": MEETING_TEXT}).records["meetings/m"]
    assert isinstance(record.fields, Meeting)
    assert record.body == "# Notes\n\n- [ ] (a2) @k-berg due 2026-04-15: Restart it\n"
    assert {"places", "items", "links"}.isdisjoint(type(record).__slots__)


def test_a_record_in_yaml_has_no_body() -> None:
    assert register_of(LOGISTICS).records["customers/logistics"].body == ""


def test_links_in_the_texts_of_fields_count_and_say_where_they_stand() -> None:
    files = {
        "records/people/a.yaml": "name: A\norg: provider\n",
        "records/customers/x.yaml": 'name: X\nsummary: "See [[people/a]] or [[people/b]]"\n',
    }
    sources = (SourceFile(path, text.encode()) for path, text in files.items())
    register = assemble(map(parse, sources), all_kinds())
    (found,) = register.links_to("people/a")
    assert (found.source, found.within, found.in_text and found.in_text.start) == (
        "customers/x",
        ("summary",),
        6,
    )
    (lost,) = register.unresolved
    place = link_place(register.records["customers/x"], lost)
    span = locate([place])[place].span
    assert (span.start.line, span.start.column, span.end.column) == (2, 33, 41)


def test_an_action_in_the_body_has_its_links_once() -> None:
    meeting = (
        "---\ntitle: M\ndate: 2026-01-01\ntype: operational\nlevel: operational\n"
        "customers: [x]\nstate: held\nsummary: On [[people/a]]\n---\n"
        "- [ ] (a1) @a due 2026-01-02: Ask [[people/a]]\n"
    )
    person = SourceFile("records/people/a.yaml", b"name: A\norg: provider\n")
    source = SourceFile("records/meetings/m.md", meeting.encode())
    register = assemble(map(parse, (person, source)), all_kinds())
    in_text = [link for link in register.links_to("people/a") if link.in_text is not None]
    assert [link.within for link in in_text] == [("summary",), (), ()]  # @a, and the link
