"""Bodies rendered when a page asks for them, for who shows few pages of many."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from brmsite.register.register import Register
from brmsite.site.attached import Documents
from brmsite.site.bodies import render_bodies
from brmsite.site.prose import body_jobs
from brmsite.site.rendered_body import RenderedBody


class BodiesOnDemand(Mapping[str, RenderedBody]):
    """The bodies of a register by the addresses of their records, each rendered once, when it is
    first looked up; a body may take so many `seconds` as in `render_bodies`."""

    def __init__(self, register: Register, documents: Documents, seconds: float) -> None:
        self._register = register
        self._documents = documents
        self._seconds = seconds
        self._rendered: dict[str, RenderedBody] = {}

    def __getitem__(self, address: str) -> RenderedBody:
        if address not in self._rendered:
            record = self._register.find(address)
            records = () if record is None else (record,)
            jobs = body_jobs(self._register, records, self._documents)
            self._rendered |= render_bodies(jobs, workers=1, seconds=self._seconds)
        return self._rendered[address]

    def __iter__(self) -> Iterator[str]:
        return (record.address for record in self._register if record.has_body)

    def __len__(self) -> int:
        return sum(1 for _ in self)
