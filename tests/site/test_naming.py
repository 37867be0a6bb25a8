"""Links to records in the texts of fields become links, and what leads nowhere stays as typed."""

from __future__ import annotations

import pytest

from brmsite.kinds import all_kinds
from brmsite.register.assemble import assemble
from brmsite.site.addresses import Here
from brmsite.site.language import N_, language_of, speaking
from brmsite.site.naming import Naming
from brmsite.site.shapes import Line, Link, Text
from brmsite.site.titles import unique_titles
from brmsite.source.files import SourceFile
from brmsite.source.parse import parse
from tests.site.pages_of import main_of, pages_of

FILES = {
    "records/people/ann.yaml": "name: Ann Lee\norg: provider\n",
    "records/customers/north.yaml": "name: North\nsummary: See [[people/ann]].\n",
    "records/meetings/m.md": (
        "---\ntitle: Weekly\ndate: 2026-11-02\ntype: operational\nlevel: operational\n"
        "customers: [north]\nstate: held\n---\n"
        "- [ ] (a1) @ann due 2026-11-09: Ask [[people/ann|her]] about [[customers/north]]\n"
    ),
}
ANN = Link("Ann Lee", "ann.html")


@pytest.mark.parametrize(
    "text, line",
    [
        ("Nothing.", (Text("Nothing."),)),
        ("See [[people/ann]].", (Text("See "), ANN, Text("."))),
        ("[[people/ann]][[people/ann|her]]", (ANN, Link("her", "ann.html"))),
        ("[[people/bob]] there", (Text("[[people/bob]]"), Text(" there"))),
        ("Code `[[people/ann]]`, mention @ann", (Text("Code `[[people/ann]]`, mention @ann"),)),
    ],
)
def test_the_text_of_a_field_links_to_records(text: str, line: Line) -> None:
    assert _naming().prose(text) == line


def test_in_a_place_that_is_a_link_itself_stand_the_words() -> None:
    assert _naming().plain("Ask [[people/ann]] or [[people/ann|her]]") == "Ask Ann Lee or her"


def test_pages_show_such_links() -> None:
    (customer,) = (one for one in pages_of("customer", FILES).values() if "north" in one.path)
    assert 'See <a href="../people/ann.html">Ann Lee</a>.' in main_of(customer)
    (meeting,) = pages_of("meeting", FILES).values()
    assert 'Ask <a href="../people/ann.html">her</a> about <a href=' in main_of(meeting)
    actions = pages_of("actions", FILES)["actions.html"]
    assert ">Ask her about North</a>" in main_of(actions)


@pytest.mark.parametrize(
    "page, way",
    [
        ("people/x.html", "ann.html"),
        ("people/ann.html", "ann.html"),
        ("actions.html", "people/ann.html"),
        ("meetings/m.html", "../people/ann.html"),
        ("used-in/people/ann.html", "../../people/ann.html"),
    ],
)
def test_a_record_is_named_with_the_way_from_each_page(page: str, way: str) -> None:
    naming = _naming(page)
    ann = naming.register.records["people/ann"]
    assert naming.record(ann) == Link("Ann Lee", way)
    assert naming.here.record(ann, part="roles") == Link(
        "Ann Lee", f"{'' if page == 'people/ann.html' else way}#roles"
    )


def test_words_that_are_said_later_are_not_taken_for_a_text_that_is_equal() -> None:
    naming = _naming()
    ann = naming.register.records["people/ann"]
    texts = [naming.here.record(ann, text).text for text in ("Open", N_("Open"), "Open")]
    with speaking(language_of("pt")):
        assert [str(text) for text in texts] == ["Open", "Em aberto", "Open"]


def _naming(page: str = "people/x.html") -> Naming:
    sources = (SourceFile(path, text.encode()) for path, text in FILES.items())
    register = assemble(map(parse, sources), all_kinds())
    return Naming(register, unique_titles(register), Here(page))
