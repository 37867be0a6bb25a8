"""A former id in a reference means the present record, for everything that compares ids."""

from __future__ import annotations

from brmsite.kinds import all_kinds
from brmsite.kinds.customer import Customer
from brmsite.register.assemble import assemble
from brmsite.source.files import SourceFile
from brmsite.source.parse import parse

UNIT = b"""\
name: Sales
parent: group
roles:
  - {person: ada-old, role: customer, level: tactical, from: 2026-01-01, deputy: bo,
     mandate: {decide: true, services: [mail, mail-old]}}
"""


def test_former_ids_in_fields_are_read_as_the_present_ones() -> None:
    files = {
        "records/customers/sales.yaml": UNIT,
        "records/customers/holding.yaml": b"name: Holding\naliases: [group]\n",
        "records/people/ada.yaml": b"name: Ada\norg: sales\naliases: [ada-old]\n",
        "records/people/bo.yaml": b"name: Bo\norg: sales\n",
        "records/services/mail.yaml": (
            b"name: Mail\nstate: live\ntype: supporting\nowner: bo\ndescription: Mail.\n"
            b"aliases: [mail-old]\n"
        ),
    }
    register = assemble(
        (parse(SourceFile(path, text)) for path, text in files.items()), all_kinds()
    )
    assert register.unresolved == ()
    sales = register.one(Customer, "sales")
    assert sales is not None
    role = sales.fields.roles[0]
    assert role.mandate is not None
    assert (sales.fields.parent, role.person, role.deputy) == ("holding", "ada", "bo")
    assert role.mandate.services == ("mail", "mail")
