"""Which bodies of a register are only shown as they were typed, and who is told of it."""

from __future__ import annotations

from brmsite.ground.shelf import NOTHING_KEPT
from brmsite.kinds import all_kinds
from brmsite.register.assemble import assemble
from brmsite.site.kept_bodies import all_bodies
from brmsite.site.prose import TOO_COMPLEX, with_unformatted
from brmsite.source.files import SourceFile
from brmsite.source.parse import parse

PERSON = "---\nname: {name}\norg: provider\n---\n{body}\n"
FILES = {
    "records/people/ann.md": PERSON.format(name="Ann", body="Plain **words**."),
    "records/people/bob.md": PERSON.format(name="Bob", body="> " * 60 + "deep"),
}


def test_a_body_that_is_shown_as_typed_is_noted_and_found_once() -> None:
    register = assemble(
        (parse(SourceFile(path, text.encode())) for path, text in FILES.items()), all_kinds()
    )
    bodies = all_bodies(register, {}, NOTHING_KEPT, workers=1, seconds=60)
    assert {address for address, body in bodies.items() if body.plain} == {"people/bob"}
    assert bodies.plain == {"people/bob": bodies["people/bob"].reason}

    (found,) = with_unformatted((), register, bodies.plain)
    assert (found.code, found.address) == (TOO_COMPLEX, "people/bob")
    assert bodies.plain["people/bob"] in found.message
    assert with_unformatted((found,), register, bodies.plain) == (found,)
