"""What git remembers, on the pages and in the feeds of a site that speaks another language."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from brmsite.chronicle.chronicle import Chronicle
from brmsite.chronicle.telling import Ways, chronicle_of, chronicle_on_demand
from brmsite.examine import examine
from brmsite.ground.memo import Memo
from brmsite.ground.shelf import Shelf
from brmsite.settings import Settings
from brmsite.site.change_feed import feed_files
from brmsite.site.language import ENGLISH, Language, language_of, speaking
from brmsite.site.pages import all_pages
from brmsite.site.titles import unique_titles
from tests.chronicle.every_sentence import NAMES, SLA, with_every_sentence
from tests.conftest import Need, Snapshot
from tests.history.repository import Repository
from tests.site.marked_language import marked, shown_in
from tests.site.small_project import AS_OF, main_of, pages_of

PAGES = ("agreement_versions", "record_history", "what_changed")
"""Pages that tell of nothing but the history."""

THEIRS = re.compile(
    "|".join(
        (
            "The IT organisation",
            r"brm1:\w+",
            r"\b[0-9a-f]{10}\b",
            r"\b20\d\d-W\d\d",
            *map(re.escape, NAMES),
        )
    )
)
SETTINGS = Settings.model_validate({"site": {"title": "REGISTER", "language": "pt"}})
BY_LOCALE = re.compile(r"\d+ de \w+ de \d{4}| e |Segunda-feira")


@pytest.fixture
def past(tmp_path: Path, need: Need) -> Repository:
    """Records that changed in every way that is told, in Portuguese; the agreement often."""
    need("git")
    repository = with_every_sentence(tmp_path / "project", "site:\n  language: pt\n")
    text = (repository.folder / "records" / SLA).read_text(encoding="utf-8")
    for number in range(9):
        repository.write(f"records/{SLA}", text.replace("value: 99.9", f"value: 98.{number}1"))
        repository.commit(f"STEP {number}", author="KARI BERG")
    return repository


def chronicle(past: Repository, memo: Memo | None = None) -> Chronicle:
    return chronicle_of(past.folder, past.head, Ways("full"), Shelf(memo, "x"))


def told(past: Repository, found: Chronicle, language: Language) -> dict[str, str]:
    """What each page, and each feed, says while a language is spoken."""
    with speaking(language):
        pages = {
            path: main_of(page, past.folder)
            for module in (*PAGES, "agreement", "customer", "person", "home")
            for path, page in pages_of(past.folder, {}, all_pages()[module], AS_OF, found).items()
        }
        register = examine(past.folder, AS_OF).register
        files = feed_files(found, register, unique_titles(register), SETTINGS)
        return pages | {file.path: file.content.decode() for file in files}


def texts(path: str, content: str) -> list[str]:
    """What somebody reads of a page or a feed."""
    if path.endswith(".xml"):
        feed = ET.fromstring(content)
        wanted = ("title", "summary", "content")
        return [one.text or "" for one in feed.iter() if one.tag.rpartition("}")[2] in wanted]
    return shown_in(content)


def test_nothing_of_ours_is_in_any_other_language(past: Repository) -> None:
    language, marks = marked()
    said = told(past, chronicle(past), language)
    assert {"changes.xml", "history/weight-weaker.xml", "history/agreements/sla-yard.html"} <= (
        said.keys()
    )
    assert not not_said(said)
    assert "{field} {before} -> {after}" in marks.asked


def test_what_was_never_said_in_any_language_is_found(past: Repository) -> None:
    said = told(past, chronicle(past), ENGLISH)
    found = [text for path, text in not_said(said) if path == "changes.html"]
    assert any("visibility customer -> internal" in text for text in found)


def not_said(said: dict[str, str]) -> list[tuple[str, str]]:
    """The words of pages and feeds that are neither theirs nor marked."""
    return [
        (path, text)
        for path, content in said.items()
        for text in texts(path, content)
        if re.search("[a-z]", BY_LOCALE.sub("", THEIRS.sub("", text)))
    ]


def test_pages_in_portuguese(past: Repository, snapshot: Snapshot) -> None:
    said = told(past, chronicle(past), language_of("pt"))
    snapshot("what_changed_pt.html", said["changes.html"])
    snapshot("agreement_versions_pt.html", said["agreements/sla-yard.versions.html"])
    snapshot(
        "changes_feed_pt.txt", "".join(f"{one}\n" for one in texts("x.xml", said["changes.xml"]))
    )


def test_what_is_kept_is_in_no_language(past: Repository, tmp_path: Path) -> None:
    """Whoever told it first, and in which language, each site says it in its own."""
    portuguese = language_of("pt")
    plain = {each: told(past, chronicle(past), each) for each in (ENGLISH, portuguese)}
    with Memo(tmp_path) as memo:
        for language in (portuguese, ENGLISH, portuguese):
            with speaking(language):
                found = chronicle(past, memo)
            assert told(past, found, language) == plain[language]
    assert plain[ENGLISH] != plain[portuguese]
    served = chronicle_on_demand(past.folder, past.head, Ways("full"))
    assert told(past, served, portuguese) == plain[portuguese]


def test_why_there_is_no_history_is_said_too(past: Repository, tmp_path: Path) -> None:
    language, _marks = marked()
    past.git("clone", "--quiet", "--depth", "1", f"file://{past.folder}", str(tmp_path / "shallow"))
    lost = chronicle_of(tmp_path, past.head, Ways("full"))
    nothing = chronicle_of(past.folder, "", Ways("full"))
    shallow = chronicle_of(tmp_path / "shallow", past.head, Ways("full"))
    for found in (lost, nothing, shallow):
        said = told(past, found, language)
        assert not not_said(said)
        assert "¤¤ ¤¤¤¤¤¤¤: " in said["changes.html"] or found is shallow
