"""What git remembers, on pages: of a record, of all records, of versions, and as feeds."""

from __future__ import annotations

import gzip
import re
from datetime import date
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from brmsite.build import ways_of
from brmsite.chronicle.chronicle import NO_CHRONICLE, Chronicle
from brmsite.chronicle.telling import Ways
from brmsite.examine import examine
from brmsite.settings import Settings
from brmsite.site.change_feed import feed_files
from brmsite.site.history_items import SHOWN
from brmsite.site.pages import all_pages
from brmsite.site.titles import unique_titles
from tests.chronicle.past import SLA, chronicle, sla, with_a_past
from tests.conftest import Need, Snapshot
from tests.history.repository import Repository
from tests.site.small_project import AS_OF, html_of, main_of, pages_of

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def past(tmp_path: Path, need: Need) -> Repository:
    """The small project with its four commits."""
    need("git")
    return with_a_past(tmp_path / "project")


def page(
    past: Repository, module: str, path: str, found: Chronicle | None = None, as_of: date = AS_OF
) -> str:
    """What one page says between its frame."""
    told = chronicle(past.folder) if found is None else found
    made = pages_of(past.folder, {}, all_pages()[module], as_of, told)
    return main_of(made[path], past.folder, as_of)


def feeds(past: Repository, found: Chronicle, settings: Settings | None = None) -> dict[str, str]:
    """The feeds by their files."""
    register = examine(past.folder, AS_OF).register
    titles = unique_titles(register)
    files = feed_files(found, register, titles, settings or Settings())
    return {file.path: file.content.decode() for file in files}


def test_the_page_of_an_agreement_with_a_history(past: Repository, snapshot: Snapshot) -> None:
    url = "https://forge.example.org/commit/{commit}"
    html = page(
        past, "agreement", "agreements/sla-yard.html", chronicle(past.folder, Ways(commit_url=url))
    )
    ending = html[html.index('id="used-in"') :]
    # The ids of commits depend on the make of git's objects alone, so they are the same everywhere.
    snapshot("record_history.html", ending)
    assert "<script>" not in html
    assert 'href="sla-yard.versions.html#version-2">Text 2, 2 Jan 2026</a>' in html


def test_versions_stand_side_by_side_with_what_each_changed(
    past: Repository, snapshot: Snapshot
) -> None:
    html = page(past, "agreement_versions", "agreements/sla-yard.versions.html")
    snapshot("agreement_versions.html", html)


@pytest.mark.parametrize("count", [12, 13, 25])
def test_any_two_texts_stand_side_by_side(past: Repository, count: int) -> None:
    for number in range(3, count + 1):
        past.write(SLA, sla(f"9{number}", str(number)))
        past.commit(f"Step {number}")
    made = pages_of(
        past.folder, {}, all_pages()["agreement_versions"], AS_OF, chronicle(past.folder)
    )
    beside: set[frozenset[str]] = set()
    for path, each in made.items():
        html = main_of(each, past.folder, AS_OF)
        heads = re.findall(r'<th scope="col">Text (\d+),', html)
        beside |= {frozenset(two) for two in combinations(heads, 2)}
        assert len(heads) <= 12
        assert len(gzip.compress(html.encode())) < 8_000
        ways = set(re.findall(r'<li><a href="([^"]+)"', html))
        wanted = {other.rpartition("/")[2] for other in made} if len(made) > 1 else set()
        assert ways == wanted, path
    assert beside == {frozenset(two) for two in combinations(map(str, range(1, count + 1)), 2)}


def test_texts_name_records_and_sums_in_full(past: Repository) -> None:
    for cost in (90000, 90001):
        past.write(SLA, sla("99.5", "2", f"annual_cost: {cost}\n"))
        past.commit("Cost more")
    past.write(SLA, sla("99.5", "3").replace("customer: logistics", "customer: wharf"))
    past.write("records/customers/wharf.yaml", "name: The Wharf\n")
    past.commit("Another customer")
    html = page(past, "agreement_versions", "agreements/sla-yard.versions.html")
    assert '<del>EUR 90,000</del> <span class="vh">became</span> <ins>EUR 90,001</ins>' in html
    assert "<del>Logistics Division</del>" in html
    assert "<ins>The Wharf</ins>" in html


def test_those_who_wrote_a_text_are_joined_as_elsewhere(past: Repository) -> None:
    past.git("checkout", "--quiet", "-b", "more")
    for author, value in (("Bob", "99.1"), ("Alice", "99.2")):
        past.write(SLA, sla(value, "3"))
        past.commit("Less", author=author)
    past.git("checkout", "--quiet", "main")
    past.merge("more")
    html = page(past, "agreement_versions", "agreements/sla-yard.versions.html")
    assert "By Alice and Bob." in html


def test_the_changed_words_of_the_text_are_told(past: Repository) -> None:
    past.git("mv", SLA, SLA.replace(".yaml", ".md"))
    path = SLA.replace(".yaml", ".md")
    for words in ("We answer in an hour.", "We answer in a day."):
        past.write(path, f"---\n{sla('99.5', '2')}---\n{words}\n")
        past.commit("Say it in words")
    html = page(past, "agreement_versions", "agreements/sla-yard.versions.html")
    assert "We answer in <del>an hour</del><ins>a day</ins>." in html


def test_what_changed_is_listed_by_week_kind_customer_and_weight(
    past: Repository, snapshot: Snapshot
) -> None:
    snapshot("what_changed.html", page(past, "what_changed", "changes.html"))
    weaker = page(past, "what_changed", "history/weight-weaker.html")
    assert weaker.count("<tr") == 2
    assert "availability 99.9 % -&gt; 99.5 %" in weaker
    logistics = page(past, "what_changed", "history/customer-logistics.html")
    assert "Logistics Division" in logistics


def test_more_changes_than_a_page_shows_have_pages_of_their_own(past: Repository) -> None:
    for number in range(SHOWN):
        past.write(SLA, sla(f"98.{number}1", "2"))
        past.commit(f"Step {number}")
    html = page(past, "agreement", "agreements/sla-yard.html")
    assert '<a href="../history/agreements/sla-yard.html">All 12 changes</a>' in html
    assert html.count("Step ") == SHOWN
    whole = page(past, "record_history", "history/agreements/sla-yard.html")
    assert whole.count("<time>") == 12


def test_home_tells_what_changed_since_last_monday(past: Repository) -> None:
    def told(as_of: date) -> str:
        html = page(past, "home", "index.html", as_of=as_of)
        return html[html.index('id="changed"') :]

    # The commits are of Thursday 1 January 2026 and the three days after.
    assert told(date(2026, 1, 3)).count("<time>2026-01-0") == 7
    assert told(date(2026, 1, 4)).count("<time>2026-01-0") == 8
    assert "What changed: 8" in told(date(2026, 1, 5))
    assert "Nothing was changed." in told(date(2026, 1, 6))


def test_a_manager_is_told_what_changed_for_their_customers(past: Repository) -> None:
    def told(path: str, as_of: date) -> str:
        html = page(past, "person", path, as_of=as_of)
        return html[html.index('id="changed"') :] if 'id="changed"' in html else ""

    customer = past.folder / "records/customers/logistics.yaml"
    manager = "role: business-relationship-manager, level: operational, from: 2024-01-01"
    customer.write_text(f"{customer.read_text()}  - {{person: k-berg, {manager}}}\n")
    of_manager = told("people/k-berg.html", date(2026, 1, 4))
    assert "sla-yard" in of_manager
    assert "Nothing was changed." in told("people/k-berg.html", date(2026, 1, 6))
    assert not told("people/p-lind.html", date(2026, 1, 4))


def test_a_feed_is_what_readers_of_feeds_expect(past: Repository) -> None:
    settings = Settings.model_validate({"site": {"base_url": "https://brm.example.org/x/"}})
    made = feeds(past, chronicle(past.folder), settings)
    feed = ET.fromstring(made["changes.xml"])
    assert feed.tag == f"{ATOM}feed"
    assert feed.findtext(f"{ATOM}id") == "tag:brm.example.org,2026:changes.xml"
    ways = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert ways == {
        "self": "https://brm.example.org/x/changes.xml",
        "alternate": "https://brm.example.org/x/changes.html",
    }
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == 8
    names = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(names)) == len(names)
    for entry in entries:
        for name in ("id", "title", "updated", "summary", "author"):
            assert entry.find(f"{ATOM}{name}") is not None, name
    weaker = entries[1]
    assert weaker.findtext(f"{ATOM}author/{ATOM}name") == 'Ada "&" Abel'
    assert "<script>" in (weaker.findtext(f"{ATOM}content") or "")
    assert {(one.get("scheme"), one.get("term")) for one in weaker.findall(f"{ATOM}category")} == {
        ("urn:brmsite:kind", "agreements"),
        ("urn:brmsite:customer", "logistics"),
        ("urn:brmsite:weight", "weaker"),
        ("urn:brmsite:weight", "material"),
    }
    assert feed.findtext(f"{ATOM}updated") == entries[0].findtext(f"{ATOM}updated")


def test_there_is_a_feed_for_each_choice_and_ids_stay(past: Repository) -> None:
    made = feeds(past, chronicle(past.folder))
    assert {"changes.xml", "history/weight-weaker.xml", "history/kind-people.xml"} <= set(made)
    past.write(SLA, sla("99.0", "3"))
    past.commit("Less still")
    later = feeds(past, chronicle(past.folder))["changes.xml"]
    old, new = (
        [each.text for each in ET.fromstring(text).iter(f"{ATOM}id")][1:]
        for text in (made["changes.xml"], later)
    )
    assert new[1:] == old


def test_authors_that_are_not_utf_8_and_odd_subjects_harm_nothing(past: Repository) -> None:
    past.write(SLA, sla("99.0", "3"))
    past.git("add", "--all")
    tree = past.git("write-tree")
    raw = (
        f"tree {tree}\nparent {past.head}\n".encode()
        + b"author J\xf6rg \x01 & 'x' <j@example.org> 1767700000 +0100\n"
        + b"committer J\xf6rg <j@example.org> 1767700000 +0100\n\n"
        + b"</title>]]><script> \x07 \xff\n"
    )
    made = past.git("hash-object", "-t", "commit", "-w", "--stdin", "--literally", given=raw)
    past.git("reset", "--quiet", "--hard", made)
    found = chronicle(past.folder)
    entry = ET.fromstring(feeds(past, found)["changes.xml"]).find(f"{ATOM}entry")
    assert entry is not None
    assert "J\ufffdrg" in (entry.findtext(f"{ATOM}author/{ATOM}name") or "")
    for module, path in (
        ("agreement", "agreements/sla-yard.html"),
        ("what_changed", "changes.html"),
    ):
        html = page(past, module, path, found)
        assert "<script>" not in html
        assert "J\ufffdrg" in html


def test_names_are_on_no_page_and_in_no_feed_where_they_are_off(past: Repository) -> None:
    found = chronicle(past.folder, Ways("names-off"))
    said = [
        *feeds(past, found).values(),
        *(
            html_of(each, past.folder)
            for module in ("agreement", "what_changed", "agreement_versions", "home")
            for each in pages_of(past.folder, {}, all_pages()[module], AS_OF, found).values()
        ),
    ]
    assert not [text for text in said if "Abel" in text or "Chen" in text]
    assert "availability 99.9 % -&gt; 99.5 %" in said[0]


def test_without_a_history_the_pages_say_so(past: Repository, tmp_path: Path) -> None:
    off = page(past, "what_changed", "changes.html", NO_CHRONICLE)
    assert "The settings of this site leave it out." in off
    assert "Last change" not in page(past, "agreement", "agreements/sla-yard.html", NO_CHRONICLE)
    assert feeds(past, NO_CHRONICLE) == {}
    without = chronicle(tmp_path)
    why = "No history: git knows no commit of these records."
    assert why in page(past, "what_changed", "changes.html", without)
    assert why in page(past, "agreement", "agreements/sla-yard.html", without)
    assert why in page(past, "home", "index.html", without)
    assert feeds(past, without) == {}


def test_a_shallow_clone_says_what_it_cannot_see(past: Repository, tmp_path: Path) -> None:
    past.git("clone", "--quiet", "--depth", "1", f"file://{past.folder}", str(tmp_path / "shallow"))
    shallow = Repository(tmp_path / "shallow")
    record = page(shallow, "agreement", "agreements/sla-yard.html")
    assert "First seen here" in record
    assert "4 Jan 2026</time> or before" in record
    for words in ("Added", "Ada", "Merge"):
        assert words not in record, words
    changed = page(shallow, "what_changed", "changes.html")
    assert "No changes." in changed
    assert "No record was changed" not in changed
    assert "Nothing was changed." in page(shallow, "home", "index.html")
    feed = feeds(shallow, chronicle(shallow.folder))["changes.xml"]
    assert not list(ET.fromstring(feed).iter(f"{ATOM}entry"))
    for module, path in (
        ("agreement", "agreements/sla-yard.html"),
        ("what_changed", "changes.html"),
    ):
        assert "what was changed before 4 Jan 2026 cannot be seen" in page(shallow, module, path)


def test_what_came_after_a_shallow_clone_began_is_news(past: Repository, tmp_path: Path) -> None:
    past.git("clone", "--quiet", "--depth", "1", f"file://{past.folder}", str(tmp_path / "shallow"))
    shallow = Repository(tmp_path / "shallow")
    shallow.write(SLA, sla("99.0", "3"))
    shallow.write("records/people/new.yaml", "name: New\norg: provider\n")
    shallow.commit("Go on")
    html = page(shallow, "what_changed", "changes.html")
    assert html.count("<tr") == 3
    assert "availability 99.5 % -&gt; 99 %" in html
    assert "Added" in html
    record = page(shallow, "agreement", "agreements/sla-yard.html")
    assert "Go on" in record
    assert "First seen here" in record


def test_people_are_named_where_their_names_are_known(past: Repository) -> None:
    line = "signatures:\n"
    signed = f"{line}  - {{side: customer, person: p-lind, on: 2026-01-05}}\n"
    assert line in sla("99.5", "2")
    past.write(SLA, sla("99.5", "2").replace(line, signed))
    past.commit("Sign it")
    for module, path in (
        ("agreement", "agreements/sla-yard.html"),
        ("what_changed", "changes.html"),
    ):
        html = page(past, module, path)
        assert "Petra Lind signs for the customer on 2026-01-05" in html
        assert "p-lind signs" not in html
    feed = feeds(past, chronicle(past.folder))["changes.xml"]
    assert "Petra Lind signs for the customer on 2026-01-05" in feed


def test_a_whole_record_weighs_what_it_promised(past: Repository) -> None:
    past.git("rm", "--quiet", SLA)
    past.commit("Promise nothing")
    weaker = page(past, "what_changed", "history/weight-weaker.html")
    assert "removes the SLA AGR-1 with Logistics Division, for Yard system; active" in weaker
    assert "no longer promises availability 99.5 % (t1)" in weaker
    assert "no longer promises" in feeds(past, chronicle(past.folder))["history/weight-weaker.xml"]
    stronger = page(past, "what_changed", "history/weight-stronger.html")
    assert "promises availability 99.9 % (t1)" in stronger


def test_a_commit_that_nothing_leads_to_has_its_id_on_the_page(past: Repository) -> None:
    id = past.git("rev-parse", "HEAD~1")[:10]
    for module, path in (
        ("agreement", "agreements/sla-yard.html"),
        ("what_changed", "changes.html"),
    ):
        assert f"<code>{id}</code>" in page(past, module, path)
        url = "https://forge.example.org/commit/{commit}"
        linked = page(past, module, path, chronicle(past.folder, Ways(commit_url=url)))
        assert f"<code>{id}</code>" not in linked


def test_a_history_keeps_the_page_of_a_record_light(past: Repository) -> None:
    for number in range(SHOWN):
        past.write(SLA, sla(f"98.{number}1", f"3.{number}"))
        past.commit(f"Step {number} on the way to a better promise")
    made = pages_of(past.folder, {}, all_pages()["agreement"], AS_OF, chronicle(past.folder))
    html = html_of(made["agreements/sla-yard.html"], past.folder)
    assert len(gzip.compress(html.encode())) < 8_000


def test_a_renamed_service_floods_no_page_and_no_feed(past: Repository) -> None:
    service = past.folder / "records/services/wms.yaml"
    past.git("mv", "records/services/wms.yaml", "records/services/yard.yaml")
    renamed = service.with_stem("yard")
    renamed.write_text(f"{renamed.read_text()}aliases: [wms]\n")
    past.write(SLA, sla("99.5", "2").replace("wms", "yard"))
    past.commit("Call it the yard")
    examined = examine(past.folder, AS_OF)
    found = chronicle(past.folder, ways_of(examined.settings, examined.register))
    agreement = page(past, "agreement", "agreements/sla-yard.html", found)
    (last,) = (each for each in agreement.split("<li>") if "Call it the yard" in each)
    assert "Only ids of renamed records changed" in last
    assert not re.findall("Weaker|Stronger|Material", last)
    assert "covers Yard system" in page(past, "agreement", "agreements/sla-yard.html")
    versions = page(past, "agreement_versions", "agreements/sla-yard.versions.html", found)
    assert "had 2 texts so far" in versions
    assert "<del>1</del>" in versions
    assert "wms" not in versions
    feed = ET.fromstring(feeds(past, found)["changes.xml"])
    titles = [entry.findtext(f"{ATOM}title") for entry in feed.findall(f"{ATOM}entry")]
    assert (titles[0], len(titles)) == ("Yard system", 9)


def test_a_merge_that_says_something_itself_names_who_merged(past: Repository) -> None:
    past.git("checkout", "--quiet", "-b", "dearer")
    past.write(SLA, sla("99.6", "2"))
    past.commit("More", author="Alice")
    past.git("checkout", "--quiet", "main")
    past.git("merge", "--quiet", "--no-ff", "--no-commit", "dearer")
    past.write(SLA, sla("90", "2"))
    past.commit("Merge it", author="Bob")
    found = chronicle(past.folder)
    versions = page(past, "agreement_versions", "agreements/sla-yard.versions.html", found)
    assert "By Alice and Bob." in versions
    assert "Alice and Bob" in page(past, "agreement", "agreements/sla-yard.html", found)
    entry = ET.fromstring(feeds(past, found)["changes.xml"]).find(f"{ATOM}entry")
    assert entry is not None
    assert [name.text for name in entry.iter(f"{ATOM}name")] == ["Alice", "Bob"]
