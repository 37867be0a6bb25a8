"""What `pip install brmsite` gives: a wheel that works away from the checkout, from its own files."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from importlib.metadata import Distribution, PathDistribution, distribution
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement

CHECKOUT = Path(__file__).resolve().parents[2]


def run(*command: str | Path, cwd: Path) -> str:
    """What the command prints; it runs without the test's Python settings and must succeed."""
    kept = {name: os.environ[name] for name in ("HOME", "PATH", "TMPDIR") if name in os.environ}
    told = subprocess.run(
        command,
        cwd=cwd,
        env=kept,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        encoding="utf-8",
    )
    assert told.returncode == 0, f"{command} ended with {told.returncode}:\n{told.stdout}"
    return told.stdout


def required(by: Distribution) -> dict[str, Distribution]:
    """The distributions that `by` names as its own needs, and those that they need in turn."""
    found: dict[str, Distribution] = {}
    waiting = list(by.requires or ())
    while waiting:
        requirement = Requirement(waiting.pop())
        if requirement.marker is not None and not requirement.marker.evaluate({"extra": ""}):
            continue
        if requirement.name in found:
            continue
        needed = distribution(requirement.name)
        assert requirement.specifier.contains(needed.version, prereleases=True), requirement
        found[requirement.name] = needed
        waiting.extend(needed.requires or ())
    return found


def lend(needed: Distribution, site_packages: Path) -> None:
    """Link the distribution's files, which are installed with the tests, into `site_packages`."""
    for name in {file.parts[0] for file in needed.files or ()} - {"..", "__pycache__"}:
        link = site_packages / name
        if not link.exists():
            link.symlink_to(Path(str(needed.locate_file(name))))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel made as for a release: from the source archive, which is made from the checkout."""
    folder = tmp_path_factory.mktemp("dist")
    run(
        sys.executable,
        *("-m", "build", "--no-isolation", "--outdir", folder, CHECKOUT),
        cwd=folder,
    )
    (wheel,) = folder.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def venv(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtual environment with nothing but the wheel and what the wheel says it needs.

    No package index is asked. The needs are links to what is installed with the tests, one by one:
    the tests' whole site-packages would hide a need that the wheel forgets to name.
    """
    folder = tmp_path_factory.mktemp("new") / "venv"
    run(sys.executable, "-m", "venv", "--without-pip", folder, cwd=folder.parent)
    run(
        *(sys.executable, "-m", "pip", "--disable-pip-version-check"),
        *("--python", folder / "bin" / "python"),
        *("install", "--no-deps", "--no-index", wheel),
        cwd=folder.parent,
    )
    scheme = {"base": str(folder), "platbase": str(folder)}
    site_packages = Path(sysconfig.get_path("purelib", "venv", vars=scheme))
    (metadata,) = site_packages.glob("brmsite-*.dist-info")
    for needed in required(PathDistribution(metadata)).values():
        lend(needed, site_packages)
    return folder


@pytest.mark.slow
def test_the_wheel_holds_the_layouts_the_handbook_and_records_to_start_from(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        packed = set(archive.namelist())
    layouts, package = CHECKOUT / "layouts", CHECKOUT / "brmsite"
    ours = {name: package / name for name in ("handbook", "locale", "starter")}
    shelves = {"_layouts": layouts, **ours}
    expected = {
        f"brmsite/{shelf}/{file.relative_to(folder).as_posix()}"
        for shelf, folder in shelves.items()
        for file in folder.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }

    assert "brmsite/_layouts/base.html" in expected
    assert "brmsite/handbook/write-minutes.md" in expected
    assert "brmsite/locale/pt/LC_MESSAGES/brmsite.po" in expected
    assert expected - packed == set()
    assert {name.split("/")[0] for name in packed if ".dist-info/" not in name} == {"brmsite"}


@pytest.mark.slow
def test_the_installed_command_builds_a_site_away_from_the_checkout(
    venv: Path, tmp_path: Path
) -> None:
    brmsite = venv / "bin" / "brmsite"

    imported = run(
        venv / "bin" / "python", "-c", "import brmsite as b; print(b.__file__)", cwd=tmp_path
    )
    version = run(brmsite, "--version", cwd=tmp_path)
    run(brmsite, "init", "demo", cwd=tmp_path)
    run(brmsite, "-C", "demo", "check", cwd=tmp_path)
    run(brmsite, "-C", "demo", "build", cwd=tmp_path)

    assert Path(imported.strip()).is_relative_to(venv)
    assert distribution("brmsite").version in version
    assert (tmp_path / "demo" / "build" / "index.html").is_file()
