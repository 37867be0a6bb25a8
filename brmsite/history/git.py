"""The only door to git.

Records may come from strangers, and a repository can be made to run programs: hooks, a file system
monitor, helpers named in its configuration, another repository to fetch from. Nothing of that is
run here, nothing is fetched, and nothing is written but a setting that the user asked for
(`configure`); names of revisions are never read as options; and whatever git does, it is waited for
only so long. What cannot be prevented: a repository may
name another folder of this machine to take objects from (`objects/info/alternates`).

An object is named by its id, 40 hexadecimal digits (64 where git counts in SHA-256).
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import date, datetime, time, tzinfo
from enum import StrEnum
from itertools import islice
from pathlib import Path
from shutil import which
from tempfile import TemporaryFile
from threading import Timer
from typing import IO

from brmsite.ground.words import close_ids, english
from brmsite.source.files import MAX_BYTES

SECONDS = 60
"""So long git may take for an answer: also on a machine that has much else to do."""

_HARMLESS = (
    "--no-pager",
    "--no-optional-locks",
    "--no-replace-objects",
    "--literal-pathspecs",
    *("-c", "advice.graftFileDeprecated=false"),
    *("-c", "core.fsmonitor=false"),
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", f"core.attributesFile={os.devnull}"),
    *("-c", "core.sshCommand=false"),
    *("-c", "core.pager=cat"),
    # What is larger is never held whole, nor compared line by line.
    *("-c", "core.bigFileThreshold=2m"),
    *("-c", "credential.helper="),
    *("-c", "diff.external="),
    *("-c", "gc.auto=0"),
    *("-c", "log.showSignature=false"),
    *("-c", "protocol.allow=never"),
    *("-c", "safe.bareRepository=explicit"),
)
_SURROUNDINGS = {
    # What a repository says of single protocols weighs more than `protocol.allow`, this more still.
    "GIT_ALLOW_PROTOCOL": "",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LONGEST_REVISION = 1_000


class Lack(StrEnum):
    """Why git has no answer."""

    no_program = "no-program"
    no_repository = "no-repository"
    no_commit = "no-commit"
    not_trusted = "not-trusted"
    no_such_revision = "no-such-revision"
    nothing_shared = "nothing-shared"
    not_here = "not-here"
    too_slow = "too-slow"
    too_much = "too-much"
    refused = "refused"
    unknown = "unknown"


class GitUnavailableError(Exception):
    """Git has no answer: `lack` says why in one word, `said`, its message, in a sentence without
    its full stop."""

    def __init__(self, lack: Lack, said: str) -> None:
        super().__init__(said)
        self.lack = lack
        self.said = said


def head_commit(project: Path) -> str:
    """The commit that is checked out in a project; empty without git, or before the first one."""
    try:
        return _commit(project, "HEAD")
    except GitUnavailableError:
        return ""


def revision(project: Path, text: str, zone: tzinfo) -> str:
    """The commit that somebody means: by a branch, a tag, an id or its beginning, `HEAD~3`, or by
    a day as `2025-12-31`, which means the last commit of the branch that is checked out (of its
    first parents) up to the end of that day in `zone`, by the date of the commit.

    A tag or branch that is named like a day is meant by its full name, `refs/tags/2025-12-31`.
    Raises GitUnavailableError where nothing, or more than one commit, is meant.
    """
    if means_a_day(text):
        return _on_day(project, text, zone)
    found = "" if _cannot_be_meant(text) else _meant_by(project, text)
    if found:
        return found
    if not _commit(project, "HEAD"):
        raise GitUnavailableError(Lack.no_commit, english("nothing has been committed here yet"))
    raise GitUnavailableError(
        Lack.no_such_revision,
        f"git knows no single commit by the name `{_printable(text)}`{_meant(project, text)}",
    )


def means_a_day(text: str) -> bool:
    """Whether `revision` reads a text as a day, for which it needs to know the zone."""
    return _DAY.fullmatch(text) is not None


def merge_base(project: Path, one: str, other: str) -> str:
    """The last commit that two commits, given by their ids, have in common.

    Raises GitUnavailableError where there is none, or none that a shallow clone could know.
    """
    try:
        said = asked(project, "merge-base", _checked(one), _checked(other))
    except GitUnavailableError as error:
        if error.lack != Lack.unknown:
            raise
        raise GitUnavailableError(
            Lack.nothing_shared,
            f"the commits {one[:10]} and {other[:10]} have no commit in common"
            f"{_as_far_as_it_goes(project)}",
        ) from error
    return said.decode("ascii").strip()


def is_committed(project: Path, path: str) -> bool:
    """Whether git keeps anything at a path of the project, or was told to with the next commit.
    Raises GitUnavailableError."""
    return bool(asked(project, "ls-files", "-z", "--", path))


def configure(project: Path, name: str, value: str) -> None:
    """Write a setting of this clone, and of no other. Raises GitUnavailableError where there is no
    repository."""
    asked(project, "config", "--local", name, value)


def is_shallow(project: Path) -> bool:
    """Whether this clone was made without its older commits (`git clone --depth`)."""
    return asked(project, "rev-parse", "--is-shallow-repository").strip() == b"true"


def is_partial(project: Path) -> bool:
    """Whether this clone may lack contents of its commits (`git clone --filter`)."""
    try:
        return bool(asked(project, "config", "--get-regexp", r"^remote\..*\.promisor$"))
    except GitUnavailableError:
        return False


def folder_in_repository(project: Path) -> bytes:
    """Where the project stands in its repository: `sub/folder/`, or nothing at the top of it."""
    return asked(project, "rev-parse", "--show-prefix").removesuffix(b"\n")


def blobs(project: Path, ids: Iterable[str]) -> Generator[bytes | None, None, None]:
    """The content of each of these objects, in their order; None for what is no blob, is not here
    or is larger than a record may be, which is never read. In a clone without some contents, git
    ends at the first that it lacks: GitUnavailableError.

    Ids are taken as they are needed, some at a time, so there may be any number of them. Who does
    not want them all closes the generator (`contextlib.closing`), which ends the process.
    """
    with _talking(project, "cat-file", "--batch-check") as talk:
        sized = (each for some in _in_groups(ids) for each in talk.sizes(some))
        yield from blobs_of_size(project, sized)


def blobs_of_size(
    project: Path, sized: Iterable[tuple[str, int]]
) -> Generator[bytes | None, None, None]:
    """The same of objects whose bytes were counted before; None for those of less than none."""
    with _talking(project, "cat-file", "--batch") as talk:
        for group in _of_few_bytes(sized):
            yield from talk.contents(group)


def blob_in_pieces(project: Path, object_id: str) -> Generator[bytes, None, None]:
    """The content of one object, piece by piece, however large it is."""
    words = ("cat-file", "blob", _checked(object_id))
    with _running(project, words, None, SECONDS) as stream:
        while read := stream.read(_AT_ONCE):
            yield read


def asked(
    project: Path, *words: str, given: bytes | None = None, seconds: float = SECONDS
) -> bytes:
    """What git says to a command, whole; `given` is what it may read."""
    with _running(project, words, given, seconds) as stream:
        return stream.read()


def told(
    project: Path, *words: str, given: bytes | None = None, seconds: float = SECONDS
) -> Generator[bytes, None, None]:
    """What git says to a command, piece by piece; each ends with a NUL, which is not given."""
    with _running(project, words, given, seconds) as stream:
        rest = b""
        while read := stream.read(_AT_ONCE):
            *pieces, rest = (rest + read).split(b"\0")
            yield from pieces
            if len(rest) > _LONGEST_PIECE:
                raise GitUnavailableError(
                    Lack.too_much, english("git says more at once than there is room for")
                )


_AT_ONCE = 1 << 18
_LONGEST_PIECE = 1 << 24


def _commit(project: Path, text: str) -> str:
    """The commit that git knows by a name, or nothing."""
    try:
        said = asked(
            project,
            *("rev-parse", "--verify", "--quiet", "--end-of-options", f"{text}^{{commit}}"),
        )
    except GitUnavailableError as error:
        if error.lack == Lack.unknown:
            return ""
        raise
    commit = said.decode("ascii", "replace").strip()
    return commit if _COMMIT.fullmatch(commit) else ""


def _meant_by(project: Path, text: str) -> str:
    """The same for a text that may be anything, which git may refuse in its own words."""
    try:
        return _commit(project, text)
    except GitUnavailableError as error:
        if error.lack == Lack.refused:
            return ""
        raise


def _cannot_be_meant(text: str) -> bool:
    return not text.strip() or text.startswith("-") or "\0" in text or len(text) > _LONGEST_REVISION


def _on_day(project: Path, text: str, zone: tzinfo) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise GitUnavailableError(
            Lack.no_such_revision, f"`{text}` is not a day in the calendar"
        ) from error
    if not _commit(project, "HEAD"):
        raise GitUnavailableError(Lack.no_commit, english("nothing has been committed here yet"))
    ends = max(0, int(datetime.combine(day, time.max, zone).timestamp()))
    said = asked(
        project,
        *("rev-list", "--first-parent", "--max-count=1", f"--min-age={ends}", "HEAD", "--"),
    )
    commit = said.decode("ascii").strip()
    if not commit:
        raise GitUnavailableError(
            Lack.no_such_revision,
            f"nothing was committed here up to {text}{_as_far_as_it_goes(project)}",
        )
    return commit


def _as_far_as_it_goes(project: Path) -> str:
    shallow = is_shallow(project)
    return ", as far as this shallow clone goes: `git fetch --unshallow`" if shallow else ""


def _meant(project: Path, text: str) -> str:
    """What else somebody may have meant by a name."""
    said = asked(project, "for-each-ref", "--count=5000", "--format=%(refname:short)")
    near = close_ids(text, said.decode("utf-8", "replace").split("\n")[:-1], most=1)
    if near:
        return f", did you mean `{_printable(near[0])}`?"
    return _as_far_as_it_goes(project)


def _checked(object_id: str) -> str:
    if not _COMMIT.fullmatch(object_id):
        raise ValueError(f"not an object id: {object_id!r}")
    return object_id


def _printable(text: str) -> str:
    """A text that comes from outside, short and without what a terminal would obey."""
    return "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in text)[
        :200
    ]


# --- Processes -----------------------------------------------------------------------------------


@contextmanager
def _running(
    folder: Path, words: Sequence[str], given: bytes | None, seconds: float
) -> Iterator[IO[bytes]]:
    """What a git process says, as a stream; it is ended in any case. Raises GitUnavailableError
    where it does not end well by itself."""
    with ExitStack() as opened:
        heard: IO[bytes] | int = subprocess.DEVNULL
        if given is not None:
            heard = opened.enter_context(TemporaryFile())
            heard.write(given)
            heard.seek(0)
        complaints = opened.enter_context(TemporaryFile())
        process = opened.enter_context(_started(folder, words, heard, complaints))
        assert process.stdout is not None
        with _at_most(seconds, process):
            yield process.stdout
            if process.stdout.read(1):
                return  # whoever asked has heard enough
            if process.wait() != 0:
                raise _failure(complaints)


@contextmanager
def _started(
    folder: Path, words: Sequence[str], heard: IO[bytes] | int, complaints: IO[bytes]
) -> Iterator[subprocess.Popen[bytes]]:
    program = which("git")
    if program is None:
        raise GitUnavailableError(Lack.no_program, english("git is not installed here"))
    try:
        process = subprocess.Popen(
            [program, *_HARMLESS, *words],
            cwd=folder,
            env=_SURROUNDINGS | _home(),
            stdin=heard,
            stdout=subprocess.PIPE,
            stderr=complaints,
            # Whatever git starts is of the same group, and is ended with it.
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        raise GitUnavailableError(Lack.no_repository, _NO_REPOSITORY) from error
    try:
        yield process
    finally:
        _end(process)
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        process.wait()


def _home() -> dict[str, str]:
    """The home folder, where git keeps whom to trust: all that it learns of its surroundings."""
    try:
        return {"HOME": str(Path.home())}
    except RuntimeError:  # a user whom this machine does not know, as in some containers
        return {}


@contextmanager
def _at_most(seconds: float, process: subprocess.Popen[bytes]) -> Iterator[None]:
    """End a process that takes longer; whoever waits for it learns why."""
    late: list[bool] = []

    def end() -> None:
        late.append(True)
        _end(process)

    timer = Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield
    except Exception as error:
        if late:
            raise _too_slow(seconds) from error
        raise
    finally:
        timer.cancel()


def _too_slow(seconds: float) -> GitUnavailableError:
    return GitUnavailableError(
        Lack.too_slow,
        english("git did not answer within {seconds} seconds", seconds=f"{seconds:g}"),
    )


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is not None:
        return
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()


_NO_REPOSITORY = english("the records are not in a git repository")
_NOT_TRUSTED = english(
    "the repository belongs to another user, and git does not trust it: "
    "`git config --global --add safe.directory FOLDER` says that you do"
)
_LEFT_OUT = english(
    "this is a partial clone, which has left out what is asked for: clone it without `--filter`"
)
_SIGNS = (
    (b"not a git repository", Lack.no_repository, _NO_REPOSITORY),
    (b"dubious ownership", Lack.not_trusted, _NOT_TRUSTED),
    (b"promisor remote", Lack.not_here, _LEFT_OUT),
    # It tried to fetch what is not here, which it may not.
    (b"fatal: transport '", Lack.not_here, _LEFT_OUT),
)
"""What git complains of, and our words for it."""


def _failure(complaints: IO[bytes]) -> GitUnavailableError:
    complaints.seek(0)
    said = complaints.read(10_000)
    for sign, lack, words in _SIGNS:
        if sign in said:
            return GitUnavailableError(lack, words)
    for line in said.splitlines():
        if line.strip() and not line.startswith(_BESIDE_THE_POINT):
            its = line.removeprefix(b"fatal: ").decode("utf-8", "replace")
            return GitUnavailableError(
                Lack.refused, english("git says: {words}", words=_printable(its))
            )
    return GitUnavailableError(Lack.unknown, english("git knows nothing of it"))


_BESIDE_THE_POINT = (b"hint:", b"warning:")


# --- Objects -------------------------------------------------------------------------------------

# What is written before something is read must fit into the smallest pipe: 4,096 bytes.
_IDS_AT_ONCE = 60
_BYTES_AT_ONCE = 8 * MAX_BYTES


def _in_groups(ids: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(ids)
    while some := list(islice(rest, _IDS_AT_ONCE)):
        yield some


def _of_few_bytes(sized: Iterable[tuple[str, int]]) -> Iterator[list[tuple[str, int]]]:
    """Objects and their sizes, in groups that may be in memory at once."""
    group: list[tuple[str, int]] = []
    held = 0
    for object_id, size in sized:
        if len(group) == _IDS_AT_ONCE or (group and held + size > _BYTES_AT_ONCE):
            yield group
            group, held = [], 0
        group.append((object_id, size))
        held += max(size, 0)
    yield group


_NOT_TO_BE_READ = -1


class _Talk:
    """A git process that is asked for objects, and answers one after the other."""

    def __init__(self, process: subprocess.Popen[bytes], complaints: IO[bytes]) -> None:
        self._process = process
        self._complaints = complaints

    def sizes(self, ids: list[str]) -> list[tuple[str, int]]:
        """Each id with the bytes of its content, or with -1 where it is not to be read."""
        sound = [each for each in ids if _COMMIT.fullmatch(each)]
        with _at_most(SECONDS, self._process):
            self._ask(sound)
            known = {each: _size(self._line()) for each in sound}
        return [(each, known.get(each, _NOT_TO_BE_READ)) for each in ids]

    def contents(self, sized: list[tuple[str, int]]) -> list[bytes | None]:
        """The content of each of these objects; None for those that are not to be read."""
        with _at_most(SECONDS, self._process):
            self._ask([each for each, size in sized if size >= 0])
            return [self._content(size) if size >= 0 else None for _, size in sized]

    def _content(self, size: int) -> bytes:
        if _size(self._line()) != size:
            raise GitUnavailableError(
                Lack.refused, english("git says different things of one object")
            )
        content = self._exactly(size + 1)
        return content[:-1]

    def _ask(self, ids: list[str]) -> None:
        stream = self._process.stdin
        assert stream is not None
        try:
            stream.write("".join(f"{each}\n" for each in ids).encode())
            stream.flush()
        except OSError as error:
            raise self._gone() from error

    def _line(self) -> bytes:
        assert self._process.stdout is not None
        line = self._process.stdout.readline(1_000)
        if not line.endswith(b"\n"):
            raise self._gone()
        return line

    def _exactly(self, size: int) -> bytes:
        assert self._process.stdout is not None
        read = self._process.stdout.read(size)
        if len(read) != size:
            raise self._gone()
        return read

    def _gone(self) -> GitUnavailableError:
        self._process.wait()
        return _failure(self._complaints)


def _size(line: bytes) -> int:
    """The bytes of an object from what git says of it: `<id> blob 123`."""
    words = line.split()
    if len(words) != 3 or words[1] != b"blob" or int(words[2]) > MAX_BYTES:
        return _NOT_TO_BE_READ
    return int(words[2])


@contextmanager
def _talking(folder: Path, *words: str) -> Iterator[_Talk]:
    with (
        TemporaryFile() as complaints,
        _started(folder, words, subprocess.PIPE, complaints) as process,
    ):
        yield _Talk(process, complaints)
