"""The whole way from record files to a site: what is shown, left out, overridden, published."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from shutil import copytree

import pytest

from brmsite.examine import Examined, examine
from brmsite.ground.diagnostic import Severity
from brmsite.ground.memo import Memo
from brmsite.output.write import MANIFEST
from brmsite.publish import publish
from brmsite.site.refusal import LayoutError
from brmsite.site.render import our_layouts
from brmsite.source.files import Attachments
from tests.site.links import link_faults, read_site

ROOT = Path(__file__).resolve().parents[2]
STARTER = ROOT / "brmsite" / "starter"
AS_OF = date(2026, 11, 22)

AGREEMENT = "records/agreements/sla-workplace-sales.md"
CUSTOMER_PAGE = "customers/sales.html"
AGREEMENT_PAGE = "agreements/sla-workplace-sales.html"


class Project:
    """The starter's records, to be changed; and its site."""

    def __init__(self, folder: Path) -> None:
        self.folder = copytree(STARTER, folder / "project")
        self.site = folder / "site"

    def put(self, path: str, content: str | bytes) -> Path:
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)
        return target

    def replace(self, path: str, old: str, new: str) -> None:
        text = (self.folder / path).read_text(encoding="utf-8")
        assert text.count(old) == 1
        self.put(path, text.replace(old, new))

    def document(self, path: str, *lines: str) -> None:
        """List a document in the agreement."""
        listed = "".join(f"\n    {line}" for line in lines)
        self.replace(
            AGREEMENT, "exceptions: none", f"documents:\n  - path: {path}{listed}\nexceptions: none"
        )

    def build(self, as_of: date = AS_OF) -> Examined:
        publish(self.folder, self.site, as_of)
        return examine(self.folder, as_of)

    def page(self, path: str) -> str:
        return (self.site / path).read_text(encoding="utf-8")

    def files(self) -> dict[str, bytes]:
        return contents(self.site)

    def attached(self) -> dict[str, bytes]:
        return {path: content for path, content in self.files().items() if ".files/" in path}


def contents(folder: Path) -> dict[str, bytes]:
    """The bytes of all files below a folder, by path."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def codes(examined: Examined, severity: Severity = Severity.error) -> list[str]:
    return [finding.code for finding in examined.findings if finding.severity == severity]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


# Looking.


def test_the_same_records_on_the_same_day_are_found_to_be_the_same(project: Project) -> None:
    project.replace(AGREEMENT, "state: active", "state: actve")
    one, other = examine(project.folder, AS_OF), examine(project.folder, AS_OF)
    assert one.findings == other.findings
    assert [record.address for record in one.register] == [
        record.address for record in other.register
    ]
    assert one.sources == other.sources


def test_looking_and_building_change_nothing_in_the_project(project: Project) -> None:
    before = contents(project.folder)
    for path in project.folder.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))

    project.build()

    assert contents(project.folder) == before
    assert {path.stat().st_mtime for path in project.folder.rglob("*")} == {1_000_000_000}


def test_findings_come_in_the_order_of_paths_and_places(project: Project) -> None:
    project.put("records/services/zebra.yaml", "name: Zebra\nstat: live\n")
    project.put("records/customers/ape.yaml", "name: Ape\nparnt: sales\n")
    findings = examine(project.folder, AS_OF).findings
    places = [(finding.span.path, finding.span.start.line) for finding in findings]
    assert {path for path, _ in places} >= {
        "records/customers/ape.yaml",
        "records/services/zebra.yaml",
    }
    assert places == sorted(places)


def test_the_day_decides_what_the_pages_say(project: Project) -> None:
    project.replace(AGREEMENT, "renewal: none}", "end: 2026-12-31, renewal: none}")
    project.build(date(2026, 11, 22))
    before = project.page(AGREEMENT_PAGE)
    project.build(date(2027, 11, 22))
    assert "2027-11-22" in project.page(AGREEMENT_PAGE)
    assert "2027-11-22" not in before


# Records that do not hold.


def test_a_broken_record_is_left_out_and_reported(project: Project) -> None:
    project.build()
    assert (project.site / AGREEMENT_PAGE).is_file()
    project.replace(AGREEMENT, "state: active", "state: actve")

    examined = project.build()

    assert codes(examined) == ["not-allowed-value"]
    assert not (project.site / AGREEMENT_PAGE).exists()
    assert AGREEMENT in project.page("findings.html")
    assert "not-allowed-value" in project.page("findings.html")
    assert (project.site / CUSTOMER_PAGE).is_file()
    assert link_faults(read_site(project.site)) == []


@pytest.mark.parametrize("folder", ["agreements", "customers", "meetings", "people", "services"])
def test_whatever_record_is_broken_the_site_is_whole(project: Project, folder: str) -> None:
    broken = {f"records/{folder}/{path.name}" for path in (STARTER / "records" / folder).iterdir()}
    for path in broken:
        project.put(path, "{ broken")

    found = {finding.span.path for finding in project.build().findings}

    assert found >= broken
    assert not [*(project.site / folder).glob("[!i]*.html")]
    assert link_faults(read_site(project.site)) == []


def test_a_project_of_people_alone_has_a_whole_site(project: Project) -> None:
    for path in (project.folder / "records").glob("*/*"):
        if path.parent.name != "people":
            path.unlink()

    assert set(codes(project.build())) == {"unresolved-reference"}
    assert link_faults(read_site(project.site)) == []


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe", b"a: &a [*a]", b"[" * 60_000, b"- \0"],
    ids=lambda content: repr(content[:8]),
)
def test_a_file_that_is_no_record_ends_nothing(project: Project, content: bytes) -> None:
    project.put("records/customers/strange.yaml", content)
    examined = examine(project.folder, AS_OF)
    assert [
        finding.span.path for finding in examined.findings if finding.severity == Severity.error
    ] == ["records/customers/strange.yaml"]
    assert examined.register.find("customers/sales") is not None


def test_a_record_with_the_name_of_an_index_page_does_not_take_its_place(project: Project) -> None:
    project.put("records/customers/index.yaml", "name: Index Funds\n")
    assert codes(project.build()) == ["bad-file-name"]
    assert "Sales" in project.page("customers/index.html")


# Projects that are empty.


@pytest.mark.parametrize("present", [(), ("records",), ("records/customers",)], ids=repr)
def test_an_empty_project_builds(tmp_path: Path, present: tuple[str, ...]) -> None:
    project = tmp_path / "project"
    project.mkdir()
    for folder in present:
        (project / folder).mkdir(parents=True)

    published = publish(project, tmp_path / "site", AS_OF)

    assert (published.record_count, published.error_count) == (0, 0)
    assert examine(project, AS_OF).findings == ()
    assert (tmp_path / "site" / "index.html").is_file()


# Layouts of one's own.


def test_a_layout_of_the_project_takes_the_place_of_ours(project: Project) -> None:
    project.build()
    before = project.files()
    project.put(
        "layouts/records/customer.html",
        '{% extends "base.html" %}{% block main %}<p>Our own page of a customer.</p>{% endblock %}',
    )

    project.build()

    assert "<p>Our own page of a customer.</p>" in project.page(CUSTOMER_PAGE)
    after = project.files()
    assert [path for path in before if before[path] != after[path]] == [CUSTOMER_PAGE]


def test_the_frame_of_the_project_is_around_every_page(project: Project) -> None:
    ours = (our_layouts() / "base.html").read_text(encoding="utf-8")
    project.put("layouts/base.html", ours.replace("<footer", "<p>In confidence.</p>\n<footer"))
    project.build()
    pages = read_site(project.site).pages.values()
    assert len(pages) > 10
    assert [page.path for page in pages if "<p>In confidence.</p>" not in page.text] == []


def test_an_asset_of_the_project_takes_the_place_of_ours(project: Project) -> None:
    project.put("layouts/assets/site.css", "body { color: black }")
    project.put("layouts/assets/logo.svg", "<svg/>")
    project.build()
    assert project.page("assets/site.css") == "body { color: black }"
    assert project.page("assets/logo.svg") == "<svg/>"
    assert (project.site / "assets" / "site.js").is_file()


def test_a_wrong_layout_is_named_and_the_old_site_stays(project: Project) -> None:
    project.build()
    before = project.files()
    project.put(
        "layouts/records/customer.html",
        '{% extends "base.html" %}\n{% block main %}\n{{ view.nmae }}{% endblock %}',
    )

    with pytest.raises(
        LayoutError,
        match=r"^layouts/records/customer\.html:3: .* has no attribute 'nmae' \(for customers/sales\.html\)$",
    ):
        project.build()

    kept = {path: content for path, content in project.files().items() if not path.startswith(".")}
    assert kept == {path: content for path, content in before.items() if path != MANIFEST}


def test_a_build_after_a_wrong_layout_is_as_if_nothing_had_been(project: Project) -> None:
    project.build()
    before = project.files()
    wrong = project.put("layouts/records/meeting.html", "{{ wrong }}")
    with pytest.raises(LayoutError):
        project.build(date(2027, 1, 1))
    wrong.unlink()

    project.build()

    assert project.files() == before


# Attached files.


def test_a_listed_document_is_published_with_the_same_bytes(project: Project) -> None:
    content = bytes(range(256)) * 100
    project.put("records/agreements/sla-workplace-sales.files/signed copy.pdf", content)
    project.document(
        "sla-workplace-sales.files/signed copy.pdf", f"sha256: {sha256(content).hexdigest()}"
    )

    examined = project.build()

    assert codes(examined) == []
    assert project.attached() == {"agreements/sla-workplace-sales.files/signed copy.pdf": content}
    assert 'href="sla-workplace-sales.files/signed%20copy.pdf"' in project.page(AGREEMENT_PAGE)


def test_a_document_of_a_record_in_a_folder_of_its_own_is_published_too(project: Project) -> None:
    (project.folder / AGREEMENT).rename(
        project.put("records/agreements/2026/x", "").with_name("sla-workplace-sales.md")
    )
    (project.folder / "records/agreements/2026/x").unlink()
    project.put("records/agreements/2026/sla-workplace-sales.files/a.txt", "signed")
    text = (project.folder / "records/agreements/2026/sla-workplace-sales.md").read_text(
        encoding="utf-8"
    )
    listed = "documents:\n  - path: sla-workplace-sales.files/a.txt\nexceptions: none"
    project.put(
        "records/agreements/2026/sla-workplace-sales.md",
        text.replace("exceptions: none", listed)
        + "\nSee [the copy](sla-workplace-sales.files/a.txt).\n",
    )

    assert codes(project.build()) == []

    assert list(project.attached().values()) == [b"signed"]
    assert link_faults(read_site(project.site)) == []


@pytest.mark.parametrize("name", ["a.html", "A.SVG", "a.js", "a.xml", "api.wsdl", "a.rdf", "a"])
def test_what_a_browser_would_run_is_published_as_text(project: Project, name: str) -> None:
    project.put(f"records/agreements/sla-workplace-sales.files/{name}", "<script>alert(1)</script>")
    project.document(f"sla-workplace-sales.files/{name}")

    assert codes(project.build()) == []

    published = f"sla-workplace-sales.files/{name}.as-text.txt"
    assert project.attached() == {f"agreements/{published}": b"<script>alert(1)</script>"}
    assert f'href="{published}"' in project.page(AGREEMENT_PAGE)


def test_a_document_and_one_with_the_name_that_it_is_published_under_are_told_apart(
    project: Project,
) -> None:
    folder = "sla-workplace-sales.files"
    project.put(f"records/agreements/{folder}/x.svg", "secret")
    project.put(f"records/agreements/{folder}/x.svg.as-text.txt", "public")
    project.document(f"{folder}/x.svg.as-text.txt")
    project.build()
    assert list(project.attached().values()) == [b"public"]

    listed = f"  - path: {folder}/x.svg"
    project.replace(AGREEMENT, f"{listed}.as-text.txt", f"{listed}\n{listed}.as-text.txt")
    project.build()
    assert sorted(project.attached().values()) == [b"public", b"secret"]


@pytest.mark.parametrize("name", [f"{'n' * 236}.svg", f"{'ü' * 120}.html", f"{'n' * 251}.pdf"])
def test_a_document_with_the_longest_of_names_is_published(project: Project, name: str) -> None:
    project.put(f"records/agreements/sla-workplace-sales.files/{name}", "long")
    project.document(f"sla-workplace-sales.files/{name}")

    assert codes(project.build()) == []

    [published] = project.attached()
    assert project.attached() == {published: b"long"}
    assert link_faults(read_site(project.site)) == []


def test_a_document_that_stands_is_not_read_again_when_something_else_changes(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = project.put("records/agreements/sla-workplace-sales.files/film.mp4", "first")
    project.document("sla-workplace-sales.files/film.mp4")
    os.utime(document, (1_000_000_000, 1_000_000_000))
    read: list[str] = []
    pieces = Attachments.pieces

    def noted(attachments: Attachments, path: str) -> Iterator[bytes]:
        read.append(path)
        return pieces(attachments, path)

    monkeypatch.setattr(Attachments, "pieces", noted)

    def build(name: str) -> int:
        """How often the document is read when a customer gets this name."""
        project.put("records/customers/new.yaml", f"name: {name}\n")
        read.clear()
        with Memo(project.folder) as memo:
            publish(project.folder, project.site, AS_OF, memo=memo)
        assert list(project.attached().values()) == [document.read_bytes()]
        return len(read)

    assert build("One") == 2  # to be compared, and to be written
    assert build("Two") == 0
    document.write_text("other", encoding="utf-8")
    assert build("Three") == 2
    assert build("Four") == 0


def test_what_is_not_listed_is_not_published(project: Project) -> None:
    project.put("records/agreements/sla-workplace-sales.files/signed.pdf", "signed")
    project.put("records/agreements/sla-workplace-sales.files/draft.docx", "hidden-4711")
    project.put("records/people/anna-berg.files/passport.jpg", "hidden-4711")
    project.document("sla-workplace-sales.files/signed.pdf")

    project.build()

    assert project.attached() == {"agreements/sla-workplace-sales.files/signed.pdf": b"signed"}
    assert not [path for path, content in project.files().items() if b"hidden-4711" in content]


def test_a_document_that_is_no_longer_listed_goes(project: Project) -> None:
    before = (project.folder / AGREEMENT).read_text(encoding="utf-8")
    project.put("records/agreements/sla-workplace-sales.files/signed.pdf", "signed")
    project.document("sla-workplace-sales.files/signed.pdf")
    project.build()
    project.put(AGREEMENT, before)

    project.build()

    assert project.attached() == {}
    assert not (project.site / "agreements" / "sla-workplace-sales.files").exists()


def test_a_listed_document_that_is_not_there_is_reported_and_not_linked(project: Project) -> None:
    project.document("sla-workplace-sales.files/gone.pdf")
    text = (project.folder / AGREEMENT).read_text(encoding="utf-8")
    project.put(AGREEMENT, f"{text}\nSee [the copy](sla-workplace-sales.files/gone.pdf).\n")

    examined = project.build()

    assert codes(examined) == ["document-missing"]
    assert project.attached() == {}
    assert link_faults(read_site(project.site)) == []


def test_a_document_may_be_written_with_a_dot(project: Project) -> None:
    project.put("records/agreements/sla-workplace-sales.files/signed.pdf", "signed")
    project.document("./sla-workplace-sales.files/signed.pdf")

    examined = project.build()

    assert codes(examined) == []
    assert project.attached() == {"agreements/sla-workplace-sales.files/signed.pdf": b"signed"}
    assert link_faults(read_site(project.site)) == []


def test_a_link_to_a_file_outside_is_never_published(project: Project, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    folder = project.folder / "records" / "agreements" / "sla-workplace-sales.files"
    folder.mkdir()
    (folder / "signed.pdf").symlink_to(secret)
    project.document("sla-workplace-sales.files/signed.pdf")

    examined = project.build()

    assert sorted(codes(examined)) == ["document-missing", "not-a-regular-file"]
    assert not [path for path, content in project.files().items() if b"hidden-4711" in content]


def test_two_records_with_folders_of_one_name_keep_their_own_documents(project: Project) -> None:
    minutes = (project.folder / "records/meetings/2026-01-15-sales-kickoff.md").read_text(
        encoding="utf-8"
    )
    for year, content in (("2026", "one"), ("2027", "other")):
        project.put(f"records/meetings/{year}/shared.files/notes.txt", content)
        project.put(
            f"records/meetings/{year}/{year}-02-01-review.md",
            minutes.replace("title:", "documents:\n  - path: shared.files/notes.txt\ntitle:", 1),
        )

    project.build()

    assert project.attached() == {
        "meetings/2026/shared.files/notes.txt": b"one",
        "meetings/2027/shared.files/notes.txt": b"other",
    }
    assert link_faults(read_site(project.site)) == []


# The command.


Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def brmsite(project: Project) -> Run:
    """Call brmsite in the project."""

    def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        known = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        return subprocess.run(
            [sys.executable, "-m", "brmsite", *words],
            cwd=project.folder,
            env=known | {"PYTHONPATH": str(ROOT)} | environment,
            capture_output=True,
            check=False,
            encoding="utf-8",
        )

    return run


def test_source_date_epoch_is_the_day(project: Project, brmsite: Run) -> None:
    assert brmsite("build", "--output", "../site", "--as-of", "2026-06-15").returncode == 0
    on_that_day = project.files()
    # The last second of 2026-06-15 in UTC, which is another day in half of the world.
    told = brmsite(
        "build", "--output", "../site", SOURCE_DATE_EPOCH="1781567999", TZ="Pacific/Auckland"
    )
    assert told.returncode == 0, told.stderr
    assert ": 0 files written," in told.stdout
    assert project.files() == on_that_day
    assert b'"2026-06-15"' in on_that_day["assets/build.js"]


def test_a_wrong_layout_ends_the_command_with_its_place(project: Project, brmsite: Run) -> None:
    project.put("layouts/records/person.html", "\n{{ wrong }}")
    told = brmsite("build", "--output", "../site")
    assert (told.returncode, told.stdout) == (1, "")
    assert (
        told.stderr
        == "Error: layouts/records/person.html:2: 'wrong' is undefined (for people/anna-berg.html)\n"
    )


# Real minutes.


@pytest.mark.slow
def test_every_real_meeting_is_imported_and_checked_and_has_its_page(
    project: Project, brmsite: Run, shared_data: Path
) -> None:
    folders = sorted((shared_data / "minutes").glob("*/meetings"))
    texts = [path for folder in folders for path in folder.rglob("*.md")]
    assert len(texts) > 100
    for folder in folders:
        told = brmsite("import", "minutes", str(folder), "--customer", "sales", "--create-people")
        assert (told.returncode, told.stderr) == (0, ""), told.stdout

    examined = project.build()

    assert codes(examined) == []
    held = [record.address for record in examined.register if record.kind.name == "meeting"]
    assert len(held) == len(texts) + 1
    site = read_site(project.site)
    assert [address for address in held if f"{address}.html" not in site.pages] == []
    assert link_faults(site) == []
