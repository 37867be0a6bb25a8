"""A listed document that does not exist or cannot be read, or whose SHA-256 differs from the one
written.

Why: the signed copy is the proof of what was agreed; one that is missing, or is no longer the
file that was listed, proves nothing.
Mend: put the file into the record's `.files/` folder, correct the path, or, if the change was
meant, write the new digest.
"""

import posixpath
from collections.abc import Iterator

from brmsite.ground.diagnostic import Severity
from brmsite.ground.words import close_word
from brmsite.kinds.base import Common
from brmsite.register.register import Record, Register
from brmsite.rules.finding import Elsewhere, Finding
from brmsite.source.files import Attachments

SEVERITY = Severity.error
CLASS = "S"


def check(register: Register, attachments: Attachments) -> Iterator[Finding]:
    """Look at every document that is listed by its path; only those with a digest are read."""
    names_in: dict[str, list[str]] = {}
    for attachment in sorted(attachments.paths):
        attachment_folder, name = posixpath.split(attachment)
        names_in.setdefault(attachment_folder, []).append(name)
    for record in register:
        folder = posixpath.dirname(record.path)
        for index, document in enumerate(record.fields.documents):
            if document.path is None:
                continue
            path = posixpath.normpath(posixpath.join(folder, document.path))
            if path not in attachments.paths:
                names = names_in.get(posixpath.dirname(path), [])
                yield _missing(record, index, document.path, path, names)
            elif document.sha256 is not None:
                actual = attachments.digest(path)
                if actual != document.sha256:
                    yield _changed(record, index, document.path, actual)
            elif not attachments.can_be_read(path):
                yield _unreadable(record, index, document.path)


def _missing(
    record: Record[Common], index: int, written: str, path: str, names: list[str]
) -> Finding:
    """The finding for a document that is not there; `names` are those of its neighbours."""
    near = close_word(posixpath.basename(path), names)
    meant = f", did you mean `{posixpath.join(posixpath.dirname(written), near)}`?" if near else ""
    return Finding(
        record,
        ("documents", index, "path"),
        f"there is no document `{written}`{meant}",
        label="no such file",
        hint=f"put the file at {path}"
        if ".files/" in path
        else f"documents stand in the folder `{record.id}.files/` beside the record",
    )


def _unreadable(record: Record[Common], index: int, written: str) -> Finding:
    """The finding for a document that is there, but not for us."""
    return Finding(
        record,
        ("documents", index, "path"),
        f"`{written}` is there but cannot be read",
        label="cannot be opened",
        hint="see that everybody who builds the site may read the file",
    )


def _changed(record: Record[Common], index: int, written: str, actual: str) -> Finding:
    """The finding for a document that is not the one that was listed."""
    return Finding(
        record,
        ("documents", index, "sha256"),
        f"`{written}` is not the file that was listed: its `sha256` differs"
        if actual
        else f"`{written}` cannot be read, so its `sha256` cannot be compared",
        label="the digest when it was listed",
        hint=f"if the change is meant, write {actual}" if actual else "",
        others=(Elsewhere(record, ("documents", index, "path"), "this file"),),
    )
