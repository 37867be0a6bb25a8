"""Many bodies are rendered in processes, and none of them can hold up the others."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pytest

from brmsite.site.bodies import FEW_CHARACTERS, BodyJob, render_bodies
from brmsite.site.link_target import LinkTarget
from brmsite.site.markdown import render_body
from brmsite.site.rendered_body import RenderedBody

TOP = Path(__file__).resolve().parents[2]
FILLER = "word " * (FEW_CHARACTERS // 10)
LINKS = MappingProxyType({"a/b": LinkTarget("b.html", "B")})


def many_jobs() -> list[BodyJob]:
    """More text than is rendered without processes."""
    return [BodyJob(f"job-{n}", f"# {n} [[a/b]]\n\n{FILLER}", LINKS) for n in range(6)]


def told_what_to_do(body: str, links: Mapping[str, LinkTarget]) -> RenderedBody:
    """A renderer that hangs or dies where the body begins with that word."""
    if body.startswith("hang"):
        os.write(1, b"hanging\n")
        while True:
            pass
    if body.startswith("once "):
        mark = Path(body.partition("\n")[0].removeprefix("once "))
        if not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    if body.startswith("die"):
        os.kill(os.getpid(), signal.SIGKILL)
    if body.startswith("raise"):
        raise ValueError
    return render_body(body, links)


def process_id(body: str, _: Mapping[str, LinkTarget]) -> RenderedBody:
    rendered = render_body(body[:10], {})
    return RenderedBody(rendered.html, False, str(os.getpid()))


def test_the_number_of_workers_and_the_order_of_jobs_do_not_matter() -> None:
    jobs = many_jobs()
    expected = {job.key: render_body(job.body, job.links) for job in jobs}

    assert render_bodies(jobs, workers=1, seconds=30) == expected
    assert render_bodies(jobs, workers=3, seconds=30) == expected
    assert render_bodies(reversed(jobs), workers=2, seconds=30) == expected
    assert list(render_bodies(jobs, workers=3, seconds=30)) == [job.key for job in jobs]
    assert multiprocessing.active_children() == []


def test_few_bodies_are_rendered_without_a_process() -> None:
    jobs = [BodyJob("a", "*a*", {}), BodyJob("b", "b", {})]
    rendered = render_bodies(jobs, workers=2, seconds=30, render=process_id)

    assert {body.reason for body in rendered.values()} == {str(os.getpid())}
    assert render_bodies([], workers=2, seconds=30) == {}


def test_many_bodies_are_rendered_in_no_more_processes_than_asked() -> None:
    rendered = render_bodies(many_jobs(), workers=2, seconds=30, render=process_id)
    processes = {body.reason for body in rendered.values()}

    assert str(os.getpid()) not in processes
    assert 1 <= len(processes) <= 2


def test_a_process_that_is_killed_from_outside_changes_no_page(tmp_path: Path) -> None:
    body = f"once {tmp_path / 'mark'}\n\n*a*"
    jobs = [*many_jobs(), BodyJob("killed", body, {})]
    rendered = render_bodies(jobs, workers=2, seconds=30, render=told_what_to_do)

    assert (tmp_path / "mark").exists()
    assert rendered["killed"] == render_body(body, {})


@pytest.mark.parametrize(
    "word, reason",
    [
        ("hang", "rendering it took more than 2 seconds"),
        ("die", "rendering it broke off twice"),
        ("raise", "rendering it broke off twice"),
    ],
)
@pytest.mark.parametrize("workers", [1, 2])
def test_a_body_that_hangs_or_breaks_is_shown_as_typed(
    word: str, reason: str, workers: int, capfd: pytest.CaptureFixture[str]
) -> None:
    bad = [BodyJob(f"bad-{n}", f"{word} <b> <!-- x -->", {}) for n in range(2)]
    good = many_jobs()
    rendered = render_bodies(
        [bad[0], *good, bad[1]], workers=workers, seconds=2, render=told_what_to_do
    )

    for job in bad:
        assert rendered[job.key].plain
        assert rendered[job.key].reason == reason
        assert rendered[job.key].html == f'<pre class="as-typed">{word} &lt;b&gt; </pre>'
    for job in good:
        assert rendered[job.key] == render_body(job.body, job.links)
    assert multiprocessing.active_children() == []
    assert ("ValueError" in capfd.readouterr().err) == (word == "raise")


INTERRUPTED = """
import multiprocessing
from tests.site.test_bodies import many_jobs, told_what_to_do
from brmsite.site.bodies import BodyJob, render_bodies

if __name__ == "__main__":
    between, *others = many_jobs()
    jobs = [BodyJob("a", "hang", {}), between, BodyJob("b", "hang", {}), *others]
    try:
        render_bodies(jobs, workers=2, seconds=300, render=told_what_to_do)
    except KeyboardInterrupt:
        print("interrupted", multiprocessing.active_children())
"""


def test_ctrl_c_ends_everything_at_once(tmp_path: Path) -> None:
    script = tmp_path / "interrupted.py"
    script.write_text(INTERRUPTED, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, str(script)],
        cwd=TOP,
        env={**os.environ, "PYTHONPATH": str(TOP)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    assert [process.stdout.readline() for _ in range(2)] == ["hanging\n"] * 2
    # As a terminal does it: to the whole group.
    os.killpg(process.pid, signal.SIGINT)
    told, errors = process.communicate(timeout=60)

    assert told == "interrupted []\n"
    assert errors == ""
