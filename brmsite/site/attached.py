"""The files that records list as documents, published beside the pages of their records."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from pathlib import PurePosixPath

from brmsite.ground.digest import digest_of
from brmsite.ground.output_file import OutputCopy
from brmsite.kinds.base import Common
from brmsite.register.register import Record, Register
from brmsite.site.addresses import document_file
from brmsite.source.files import RECORDS, Attachments
from brmsite.source.known import Mark


@dataclass(frozen=True, slots=True)
class Document:
    """A document as published: the file of the site that it is, and the file of the project that
    this is a copy of."""

    file: str
    source: str


Documents = Mapping[str, Mapping[str, Document]]
"""By the address of a record: its documents, by their paths as written."""


def documents_there(register: Register, attachments: Attachments) -> Documents:
    """The listed documents that can be read; others are a finding of `document-missing`."""
    found: dict[str, dict[str, Document]] = {}
    for model in register.models:
        for address, listed in register.each(model, _listed).items():
            for path, document in listed:
                if attachments.can_be_read(document.source):
                    found.setdefault(address, {})[path] = document
    return found


def _listed(_register: Register, record: Record[Common]) -> tuple[tuple[str, Document], ...]:
    """The paths of its documents as written, each with what it would be on the site."""
    files = [
        (each.path, document_file(record, each.path))
        for each in record.fields.documents
        if each.path is not None
    ]
    return tuple((path, Document(published_as(file), f"{RECORDS}/{file}")) for path, file in files)


def sources(documents: Documents) -> dict[str, str]:
    """The files of the project that are published, by the files of the site that they are: each
    once, however many records list it."""
    return {one.file: one.source for listed in documents.values() for one in listed.values()}


def attached_files(
    documents: Documents, attachments: Attachments, marks: Mapping[str, tuple[Mark, str]]
) -> Iterator[tuple[OutputCopy, str]]:
    """Every one of these documents, with the key of what is in it, which takes no reading: made of
    its mark, by path, and its digest where the mark alone does not tell. Empty without a mark."""
    for file, source in sorted(sources(documents).items()):
        key = digest_of("document", marks[source]) if source in marks else ""
        yield OutputCopy(file, partial(attachments.pieces, source)), key


_HARMLESS = frozenset(
    (
        *("pdf", "png", "jpg", "jpeg", "gif", "webp", "bmp", "tif", "tiff"),
        *("txt", "text", "log", "csv", "tsv", "json", "ics", "vcf", "rtf"),
        *("doc", "docx", "docm", "dot", "dotx", "xls", "xlsx", "xlsm", "xlsb", "xlt", "xltx"),
        *("ppt", "pptx", "pptm", "pps", "ppsx", "pot", "potx", "vsd", "mpp"),
        *("odt", "ods", "odp", "odg", "odf", "ott", "ots", "otp"),
        *("zip", "7z", "rar", "tar", "epub", "dwg", "p7s", "p7m", "p7c", "sig", "asc", "cer"),
        *("mp3", "m4a", "wav", "ogg", "mp4", "m4v", "webm", "mov", "avi"),
    )
)
"""The kinds of files that no browser runs a script from, and whose types usual web servers know:
where a server names none, browsers guess it from what is in the file."""
_AS_TEXT = ".as-text.txt"
_MOST_BYTES = 255
"""So many bytes may the name of a file have on all disks that are in use."""
_IS_SHORTENED = re.compile(r"~[0-9a-f]{32}", re.ASCII)


def published_as(file: str) -> str:
    """The file of the site that a document becomes: its own name, but that what is not known to be
    harmless on the site's own address is only shown as text. No two become the same."""
    folder, slash, name = file.rpartition("/")
    is_harmless = PurePosixPath(name).suffix.lower().removeprefix(".") in _HARMLESS
    if is_harmless and not name.lower().endswith(_AS_TEXT):
        return file
    written = name.encode(errors="replace")  # somebody may list what no disk has
    if len(written) + len(_AS_TEXT) > _MOST_BYTES or _IS_SHORTENED.fullmatch(name[-33:]):
        digest = blake2b(written, digest_size=16).hexdigest()
        room = _MOST_BYTES - len(f"~{digest}{_AS_TEXT}")
        name = f"{written[:room].decode(errors='ignore')}~{digest}"
    return f"{folder}{slash}{name}{_AS_TEXT}"
