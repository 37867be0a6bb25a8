"""What is made of each file under `records/`, wherever it is read from: by its name, a record, an
attachment or neither; and the words for what cannot be read.

A working folder and a commit are read by different means, and answered in the same words.
"""

from __future__ import annotations

from brmsite.ground.diagnostic import Diagnostic, Severity
from brmsite.ground.span import START, Extent
from brmsite.source.problem import Problem

RECORDS = "records"
SETTINGS_NAME = "brmsite.yaml"
SETTINGS = f"{RECORDS}/{SETTINGS_NAME}"
README = f"{RECORDS}/README.md"
SUFFIXES = (".yaml", ".md")
MAX_BYTES = 1_000_000
MAX_FOLDERS_DEEP = 16

A_LINK = "a symbolic link, and links are not followed"


def is_attached(path: str) -> bool:
    """Whether a file, by its path, is attached to a record, and no record itself."""
    return ".files/" in path


def is_record(path: str) -> bool:
    """Whether a file that is not attached is read as a record, or as the settings."""
    return path.endswith(SUFFIXES) and path != README


def left_out(path: str) -> Diagnostic | None:
    """The finding about a file that is neither; None for one that nobody would take for either."""
    right = _right_name(path)
    if path.count("/") < 2 and not right:
        return None
    hint = "records are `.yaml` or `.md` files; attachments stand in `<id>.files/`"
    if right:
        hint = f"rename it so that it ends with `{right}`"
    return about_file(
        path,
        "not-a-record",
        "this file is not read: its name does not end with `.yaml` or `.md`",
        hint=hint,
        severity=Severity.warning,
    )


def too_large(path: str) -> Diagnostic:
    """The finding about a record of more bytes than are read."""
    return about_file(
        path,
        "file-too-large",
        f"the file has more than {MAX_BYTES:,} bytes",
        hint="keep long appendices in the record's `.files/` folder",
    )


def too_deep(folder: str) -> Diagnostic:
    """The finding about a folder below more folders than are looked into."""
    return about_file(folder, "unreadable-file", "this folder is nested too deep to be read")


def not_regular(path: str, sort: str) -> Diagnostic:
    """The finding about something that is neither a file nor a folder, but of another sort."""
    return about_file(path, "not-a-regular-file", f"this is {sort}")


def badly_named(path: str) -> Diagnostic:
    """The finding about a name that is not UTF-8; the path holds its bytes as surrogates."""
    shown = path.encode("utf-8", "backslashreplace").decode()
    return about_file(shown, "bad-file-name", "the file's name is not UTF-8")


def unreadable(path: str, error: OSError) -> Diagnostic:
    """The finding about what the system does not let us read."""
    reason = (error.strerror or "unknown reason").lower()
    return about_file(path, "unreadable-file", f"this cannot be read: {reason}")


def about_file(
    path: str, code: str, message: str, hint: str = "", severity: Severity = Severity.error
) -> Diagnostic:
    """A finding about a whole file."""
    problem = Problem(
        code, message, Extent(START, START), hint=hint, severity=severity, placed=False
    )
    return problem.in_file(path, "")


def _right_name(path: str) -> str:
    """The end that the name of a file should have which looks like a record; or nothing."""
    name = path.lower()
    if name.endswith((".yml", ".yaml")):
        return ".yaml"
    return ".md" if name.endswith((".md", ".markdown")) and path != README else ""
