"""What people wrote below their records, and attached to them, as pages show it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from brmsite.ground.diagnostic import Diagnostic, Severity
from brmsite.kinds.base import Common
from brmsite.register.places import record_span
from brmsite.register.register import Record, Register
from brmsite.site.addresses import Here, record_page
from brmsite.site.attached import Documents
from brmsite.site.bodies import BodyJob
from brmsite.site.link_target import LinkTarget
from brmsite.site.rendered_body import RenderedBody
from brmsite.site.written_items import written_items

TOO_COMPLEX = "body-too-complex"


@dataclass(frozen=True, slots=True)
class Prose:
    """Rendered bodies by the address of their records, their links made for their own pages; and
    the documents that can be read."""

    bodies: Mapping[str, RenderedBody]
    documents: Documents = field(default_factory=dict)

    def of(self, record: Record[Common]) -> RenderedBody | None:
        """The body of a record as HTML; None where it has no text."""
        return self.bodies.get(record.address)

    def document(self, record: Record[Common], path: str) -> str:
        """The file of the site that is this document of a record; empty where it is not there."""
        found = self.documents.get(record.address, {}).get(path)
        return found.file if found is not None else ""


def body_jobs(
    register: Register, records: Iterable[Record[Common]], documents: Documents
) -> Iterator[BodyJob]:
    """What to render: every body that has text, with where its links go."""
    for record in records:
        if record.has_body:
            yield body_job(record, link_targets(register, record, documents))


def body_job(record: Record[Common], targets: Mapping[str, LinkTarget]) -> BodyJob:
    """What to render of one record, whose links go to these `targets`."""
    body = record.body
    return BodyJob(record.address, body, targets, written_items(record, body))


def link_targets(
    register: Register, record: Record[Common], documents: Documents
) -> dict[str, LinkTarget]:
    """The links of a body by their words as typed; those to a broken record, or to a document that
    is not there, go nowhere."""
    here = Here(record_page(record))
    targets: dict[str, LinkTarget] = {}
    for link in register.links_from(record.address):
        target = register.find(link.target)
        if link.in_text is None or target is None:
            continue
        written = f"@{link.written}" if link.in_text.sort == "person" else link.written
        found = here.record(target, part=link.part)
        targets[written] = LinkTarget(found.href, found.text)
    titles = {document.path: document.title for document in record.fields.documents}
    for written, document in documents.get(record.address, {}).items():
        targets[written] = LinkTarget(here.to(document.file), titles[written] or written)
    return targets


def with_unformatted(
    findings: tuple[Diagnostic, ...], register: Register, plain: Mapping[str, str]
) -> tuple[Diagnostic, ...]:
    """The findings, and one for each body that took too long to render: `plain` says why it is
    shown as it was typed, by the address of its record.

    Bodies that are too complex by their text alone have been found by the reader already.
    """
    known = {finding.address for finding in findings if finding.code == TOO_COMPLEX}
    slow = tuple(
        Diagnostic(
            TOO_COMPLEX,
            Severity.warning,
            f"the text is shown as it was typed, without formatting: {reason}",
            record_span(record),
            hint="make it simpler, or attach it as a file",
            address=record.address,
            placed=False,
        )
        for address, reason in plain.items()
        if address not in known and (record := register.find(address)) is not None
    )
    return tuple(sorted((*findings, *slow), key=lambda finding: finding.sort_key))
