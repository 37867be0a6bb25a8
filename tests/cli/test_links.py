"""A repository of records may come from a stranger, and git carries links: no command that writes
ever writes through one."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run, Told
from tests.history.repository import made

CUSTOMER = "sales"
MINE = b"nobody else's\n"

SIGNING = ("sign", "sla-workplace-sales", "--person", "tom-reed", "--side", "provider")
FIXING = ("check", "--fix", "--unsafe-fixes")


@pytest.fixture
def victim(tmp_path: Path) -> Path:
    """A file of the user, outside the project."""
    file = tmp_path / "victim"
    file.write_bytes(MINE)
    file.chmod(0o600)
    return file


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder of the user, outside the project."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    return folder


@pytest.fixture
def call(project: Path, run: Run, tmp_path: Path) -> Callable[..., Told]:
    """Call brmsite in the project, where there is something to sign, to mend and to import."""
    minutes = tmp_path / "talk.md"
    minutes.write_text("# Talk 2026-01-02\n\nPresent: Zoe Nystrom\n", encoding="utf-8")

    def call(*words: str) -> Told:
        known = {"import": ("minutes", str(minutes), "--customer", CUSTOMER)}
        return run(words[0], *known.get(words[0], ()), *words[1:], folder=project)

    return call


def agreement(project: Path) -> Path:
    return next((project / "records/agreements").iterdir())


def misspell(project: Path) -> Path:
    """A record in which `check --fix --unsafe-fixes` finds something to mend."""
    file = project / "records/services/workplace.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("description:", "descripton:"), encoding="utf-8")
    assert "descripton:" in file.read_text(encoding="utf-8")
    return file


def foreseeable(file: Path) -> list[Path]:
    """Names that a half written file was once given, or might be."""
    names = (f".{file.name}.partial", f"{file.name}.partial", f".{file.name}.tmp", f"{file.name}~")
    return [file.with_name(name) for name in (*names, ".brmsite-partial", ".brmsite-.partial")]


def plant(places: list[Path], target: Path) -> None:
    for place in places:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(target)


def assert_untouched(victim: Path) -> None:
    assert victim.read_bytes() == MINE
    assert stat.S_IMODE(victim.stat().st_mode) == 0o600


def test_a_link_under_a_name_for_half_a_file_gets_nothing(
    project: Path, victim: Path, call: Callable[..., Told]
) -> None:
    records = project / "records"
    mended = misspell(project)
    signed = agreement(project)
    written = {
        ("new", "customer", "acme"): records / "customers/acme.yaml",
        ("import", "--create-people"): records / "meetings/2026/2026-01-02-talk.md",
        ("init", "--ci", "github"): project / ".github/workflows/brmsite.yml",
        ("prepare", CUSTOMER, "--date", "2026-12-02"): None,
    }
    for place in (mended, signed, records / "people/zoe-nystrom.yaml", *written.values()):
        if place is not None:
            plant(foreseeable(place), victim)
    prepared = call("prepare", CUSTOMER, "--date", "2026-12-02", "--print")
    assert prepared.code == 0
    for words, place in written.items():
        told = call(*words)
        assert (told.code, told.err) == (0, ""), words
        assert place is None or (place.is_file() and not place.is_symlink())
    mode = stat.S_IMODE(mended.stat().st_mode)
    assert "descripton" not in call(*FIXING).err
    assert "descripton:" not in mended.read_text(encoding="utf-8")
    assert stat.S_IMODE(mended.stat().st_mode) == mode
    assert call(*SIGNING).code == 0
    assert "digest:" in signed.read_text(encoding="utf-8")
    assert not signed.is_symlink()
    assert_untouched(victim)


@pytest.mark.parametrize(
    "link, words",
    [
        ("records/plans", ("new", "plan", "x")),
        ("records", ("new", "plan", "x")),
        ("records/meetings/2026", ("import",)),
        ("records/people", ("import", "--create-people")),
        (".github", ("init", "--ci", "github")),
        (".github/workflows", ("init", "--ci", "github")),
    ],
    ids=lambda value: value if isinstance(value, str) else value[0],
)
def test_a_folder_that_is_a_link_is_refused_in_a_sentence(
    link: str, words: tuple[str, ...], project: Path, elsewhere: Path, call: Callable[..., Told]
) -> None:
    place = project / link
    if place.exists():
        place.rename(project / "kept")
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(elsewhere)
    told = call(*words)
    assert (told.code, told.out) == (1, "")
    assert f"`{link}` is a symbolic link, and links are not followed\n" in told.err
    assert list(elsewhere.iterdir()) == []


def test_a_record_that_is_a_link_is_neither_signed_nor_mended(
    project: Path, tmp_path: Path, call: Callable[..., Told]
) -> None:
    for file in (agreement(project), misspell(project)):
        outside = tmp_path / file.name
        file.rename(outside)
        file.symlink_to(outside)
        before = outside.read_bytes()
        call(*SIGNING)
        call(*FIXING)
        assert outside.read_bytes() == before
        assert file.is_symlink()


def test_a_link_where_a_new_file_is_to_stand_is_left_as_it_is(
    project: Path, victim: Path, call: Callable[..., Told]
) -> None:
    plant([project / "records/customers/acme.yaml"], victim)
    plant([project / "records/plans/x.yaml", project / ".gitlab-ci.yml"], project / "nowhere")
    told = call("new", "customer", "acme")
    assert (told.code, told.out) == (1, "")
    assert "`acme` already" in told.err
    assert call("new", "plan", "x").code == 1
    assert "Left .gitlab-ci.yml as it was." in call("init", "--ci", "gitlab").out
    assert not (project / "nowhere").exists()
    assert_untouched(victim)


@pytest.mark.parametrize("command", ["codeowners", "diff"])
@pytest.mark.parametrize("linked", ["file", "folder"])
def test_what_is_put_out_goes_through_no_link_of_the_repository(
    command: str, linked: str, project: Path, run: Run, victim: Path
) -> None:
    repository = made(project)
    if linked == "file":
        (project / "out").symlink_to(victim)
        place = "out"
    else:
        (project / "folder").symlink_to(victim.parent)
        place = "folder/victim"
    repository.commit()

    told = run(command, "--output", str(project / place), folder=project)

    assert told.code == 1
    assert "is a symbolic link, and links in a repository are not followed" in told.err
    assert victim.read_bytes() == MINE


def test_what_is_put_out_may_go_through_a_link_of_ones_own(
    project: Path, run: Run, victim: Path, elsewhere: Path
) -> None:
    (elsewhere / "mine").symlink_to(victim)
    assert run("codeowners", "--output", str(elsewhere / "mine"), folder=project).code == 0
    assert victim.read_bytes().startswith(b"#")
