"""What the bench writes for its peers, and what it says about what it measured."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests.bench import measuring
from tests.bench.edits import customer_of, minutes_of, renamed, with_line, with_sentence
from tests.bench.figures import Figure, Measured, read_measured, write_measured
from tests.bench.generate import generate
from tests.bench.measuring import CommandFailed, megabytes_of, peak_of, seconds_of, share
from tests.bench.ours import COLD, NO_OP, ROOT
from tests.bench.peers.peer import PEERS, Peer, pages_that_say
from tests.bench.peers.plain import Plain, plain_records
from tests.bench.peers.restructured import restructured
from tests.bench.plot import drawn
from tests.bench.promises import BRMSITE, HUGO, IN_CHROMIUM, SERVE, promises
from tests.bench.report import lines_of, results

ONE = Plain(
    "meetings/m1",
    "Meeting 1",
    (("title", "Meeting 1"), ("place", "A|B")),
    "# Notes\n\nAbout [[customers/c1]] with @p7.\n",
    ("customers/c1", "people/p7"),
    ("people/p7",),
)
UNIT = Plain("customers/c1", "Unit 1", (("name", "Unit 1"),), "", (), ("meetings/m1",))
PERSON = Plain("people/p7", "Ada", (("name", "Ada"),), "", (), ("meetings/m1",))
RECORDS = (UNIT, ONE, PERSON)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bench")
    generate(folder, 40)
    return folder


@pytest.mark.parametrize("peer", PEERS.values(), ids=PEERS)
def test_every_peer_has_a_page_for_every_record_with_all_that_is_in_it(
    peer: Peer, project: Path
) -> None:
    records = plain_records(project)
    texts = dict(peer.files(records))
    pages = {path: text for path, text in texts.items() if "index" not in path}
    for record in records:
        own = [text for path, text in pages.items() if Path(path).stem == record.id]
        assert any(record.title in text for text in own), record.address
    assert sum("was restarted" in text for text in pages.values()) > 0


def test_hugo_gets_fields_links_both_ways_and_the_body() -> None:
    files = dict(PEERS[HUGO].files(RECORDS))
    assert files["content/meetings/m1.md"] == (
        '{"title": "Meeting 1", "fields": [{"name": "title", "value": "Meeting 1"}, '
        '{"name": "place", "value": "A|B"}], "links": ["/customers/c1", "/people/p7"], '
        '"linked_from": ["/people/p7"]}\n\n'
        "# Notes\n\nAbout [Unit 1](/customers/c1.html) with [Ada](/people/p7.html).\n"
    )


def test_mkdocs_gets_the_same_in_markdown() -> None:
    files = dict(PEERS["mkdocs"].files(RECORDS))
    assert files["docs/meetings/m1.md"] == (
        "# Meeting 1\n\n| Field | Value |\n|---|---|\n| title | Meeting 1 |\n| place | A\\|B |\n\n"
        "# Notes\n\nAbout [Unit 1](../customers/c1.md) with [Ada](../people/p7.md).\n\n\n"
        "## Leads to\n\n- [Unit 1](../customers/c1.md)\n- [Ada](../people/p7.md)\n\n"
        "## Linked from\n\n- [Ada](../people/p7.md)\n"
    )


def test_relations_of_strictdoc_never_go_round_in_circles() -> None:
    text = dict(PEERS["strictdoc"].files(RECORDS))["meetings/m1.sdoc"]
    assert text.endswith(
        "See also: [LINK: PEOPLE-P7]\n<<<\nRELATIONS:\n- TYPE: Parent\n  VALUE: CUSTOMERS-C1\n"
    )


def test_sphinx_needs_looks_up_titles_of_links_itself() -> None:
    text = dict(PEERS["sphinx-needs"].files(RECORDS))["meetings/m1.rst"]
    assert ":links: CUSTOMERS_C1, PEOPLE_P7\n" in text
    assert "   About :need:`CUSTOMERS_C1` with :need:`PEOPLE_P7`." in text
    assert "Unit 1" not in text


def test_markdown_becomes_restructured_text() -> None:
    body = "# Notes\n\nSome *words*.\n\n- a\n  - b\n- [x] done\n\n| A | B |\n|---|---|\n| 1 | 2 |\n"
    assert restructured(body, str) == (
        "**Notes**\n\nSome *words*.\n\n- a\n\n  - b\n\n- ☑ done\n\n"
        ".. list-table::\n   :header-rows: 1\n\n"
        "   * - A\n     - B\n   * - 1\n     - 2"
    )


def test_only_files_that_differ_are_written_again(tmp_path: Path) -> None:
    peer = PEERS["sphinx-needs"]
    assert "people/p7.rst" in peer.write(RECORDS, tmp_path)
    assert peer.write(RECORDS, tmp_path) == []
    edited = (UNIT, ONE, Plain("people/p7", "Bo", (("name", "Bo"),), "", (), ()))
    assert peer.write(edited, tmp_path) == ["people/p7.rst"]


def test_pages_with_an_old_name_are_counted_by_whole_words(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<b>Unit 1</b>")
    (tmp_path / "b.html").write_text("<b>Unit 12</b>")
    (tmp_path / "c.txt").write_text("Unit 1")
    assert pages_that_say("Unit 1", tmp_path) == 1


def test_an_edit_takes_the_place_of_the_one_before(project: Path) -> None:
    text = minutes_of(project).read_text(encoding="utf-8")
    once = with_sentence(text, 1)
    assert "Edit number 1 says something new." in once
    assert with_sentence(once, 2) == with_sentence(text, 2)


def test_a_renamed_customer_has_its_new_name_and_nothing_else_changed(tmp_path: Path) -> None:
    generate(tmp_path, 60)
    path = tmp_path / "records" / "customers" / "c1.yaml"
    before = path.read_text(encoding="utf-8")
    old, new = renamed(tmp_path, customer_of(60), 5)
    assert path.read_text(encoding="utf-8") == before.replace(f"name: {old}\n", f"name: {new}\n", 1)
    assert old != new


def test_our_own_layout_is_the_shipped_one_with_a_line_more() -> None:
    shipped = (ROOT / "layouts" / "records" / "agreement.html").read_text(encoding="utf-8")
    assert with_line(shipped, 3).replace("\n<p>Line 3 of our own.</p>", "") == shipped
    assert with_line(shipped, 3) != shipped


HOLD = """
import os, pathlib, time
held = bytearray(40_000_000)
pathlib.Path(f"holds-{os.getpid()}").touch()
while not pathlib.Path("seen").exists():
    time.sleep(0.01)
"""


def test_a_command_is_measured_with_all_its_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each process holds its memory until all do and were looked at."""
    (tmp_path / "hold.py").write_text(HOLD, encoding="utf-8")

    def peak(processes: int) -> float:
        folder = tmp_path / str(processes)
        folder.mkdir()

        def look(session: int) -> float:
            are_all_there = len(list(folder.glob("holds-*"))) == processes
            found = megabytes_of(session)
            if are_all_there:
                (folder / "seen").touch()
            return found

        monkeypatch.setattr(measuring, "megabytes_of", look)
        start = " & ".join(["python3 ../hold.py"] * processes)
        took, most = peak_of(["sh", "-c", f"{start}; wait"], folder)
        assert took > 0
        return most

    one, two = peak(1), peak(2)
    if not one:
        pytest.skip("this system does not tell the memory of processes")
    assert 40 < one < 75
    assert 80 < two < 150


def test_a_command_that_fails_is_not_measured(tmp_path: Path) -> None:
    with pytest.raises(CommandFailed, match=r"status 3\nno such thing"):
        seconds_of(["sh", "-c", "echo no such thing >&2; exit 3"], tmp_path)


def test_a_share_of_all_values_does_not_exceed_it() -> None:
    values = [float(number) for number in range(1, 41)]
    assert (share(values, 0.5), share(values, 0.95), share([7.0], 0.95)) == (21.0, 39.0, 7.0)


MEASURED = Measured(
    {
        figure.key: figure
        for figure in (
            Figure(BRMSITE, 10_000, COLD, (12.0, 10.0, 11.0), megabytes=400.0, on="2026-02-01"),
            Figure(BRMSITE, 10_000, NO_OP, (0.5,), on="2026-02-01"),
            Figure(BRMSITE, 10_000, SERVE, tuple([0.1] * 19 + [0.2]), on="2026-02-01"),
            Figure(BRMSITE, 10_000, IN_CHROMIUM, tuple([0.2] * 19 + [0.3]), on="2026-02-01"),
            Figure(BRMSITE, 100_000, COLD, (121.1,), megabytes=3_300.0, on="2026-02-02"),
            Figure(HUGO, 10_000, COLD, (10.0,), on="2026-02-01"),
        )
    },
    {"Processors": "2"},
)


def test_a_promise_is_kept_broken_or_not_measured() -> None:
    said = {
        (promise.name, promise.how): (promise.reached, promise.verdict)
        for promise in promises(MEASURED)
    }
    assert said["no-op build, 10,000 records", "of Hugo's build"] == (0.05, "within")
    assert said["cold build, 10,000 records", "of MkDocs"] == (None, "not measured")
    shown = said["`serve`: file saved to new page in Chromium, 10,000 records", "p95"]
    assert shown == (300.0, "MORE THAN")
    grown = said["10,000 to 100,000 records, cold: time", "of the time of 10,000"]
    assert grown[1] == "MORE THAN"
    held = said["10,000 to 100,000 records, cold: memory", "of the memory of 10,000"]
    assert held == (8.25, "MORE THAN")


def test_the_results_say_what_was_asked_and_reached_and_all_figures() -> None:
    text = results(MEASURED)
    assert (
        "| no-op build, 10,000 records (of Hugo's build) | 0.1 × | 0.05 × | 0.50 | within |\n"
    ) in text
    assert "| Measured on | 2026-02-01 to 2026-02-02 |\n" in text
    assert "| cold build | 11.0 s (10.0–12.0, 3 runs) | 10.0 s (1 run) |\n" in text
    assert "| memory, cold build | 400 MB |  |\n" in text
    assert "| serve, saved to received | p50 100 ms, p95 200 ms (20 edits) |  |\n" in text


def test_figures_are_kept_from_run_to_run(tmp_path: Path) -> None:
    path = tmp_path / "new" / "figures.json"
    assert read_measured(path) == Measured()
    write_measured(path, MEASURED)
    assert read_measured(path) == MEASURED
    again = read_measured(path).with_figure(Figure(HUGO, 10_000, COLD, (9.0,)))
    assert again.median(HUGO, 10_000, COLD) == 9.0
    assert len(again.figures) == len(MEASURED.figures)


def test_the_plot_has_a_line_for_each_with_a_point_for_each_size() -> None:
    text = drawn("A <title>", lines_of(MEASURED))
    svg = ET.fromstring(text)
    found = [element.text for element in svg.iter("{http://www.w3.org/2000/svg}text")]
    assert found[0] == "A <title>"
    assert {"brmsite", "Hugo", "10,000", "100,000", "10 s"} <= set(found)
    points = [
        (float(element.attrib["cx"]), float(element.attrib["cy"]))
        for element in svg.iter("{http://www.w3.org/2000/svg}circle")
    ]
    assert len(points) == 3
    # Ten times the records are as far to the right as the drawing goes; more time is higher.
    (left, low), (right, high), hugo = points
    assert left == hugo[0] < right
    assert high < low < hugo[1]
    assert text == drawn("A <title>", lines_of(MEASURED))
