"""All bodies of a register, of which only those are rendered that never were before."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from itertools import islice

from brmsite.ground.digest import digest_of
from brmsite.ground.shelf import Shelf
from brmsite.register.register import Register
from brmsite.site.attached import Documents
from brmsite.site.bodies import BodyJob, render_each
from brmsite.site.language import spoken
from brmsite.site.prose import body_job, link_targets
from brmsite.site.rendered_body import RenderedBody, body_from

_AT_ONCE = 500
_LEAST_EFFORT = 1


class KeptBodies(Mapping[str, RenderedBody]):
    """Rendered bodies by the addresses of their records.

    They are held as bytes, and packed: otherwise thousands of them would be most of what is in
    memory. And all one after the other: a copy of this process shares what it only looks at, but
    would soon have for itself every value of which somebody counts who uses it.
    """

    def __init__(self) -> None:
        self._packed = bytearray()
        self._spans: dict[str, tuple[int, int]] = {}
        self.plain: dict[str, str] = {}
        """Why a body is only shown as it was typed, for those that are."""

    def add(self, address: str, content: bytes) -> None:
        """Hold what `kept_body` wrote of one of them."""
        first = len(self._packed)
        self._packed += zlib.compress(content, _LEAST_EFFORT)
        self._spans[address] = first, len(self._packed)

    def __getitem__(self, address: str) -> RenderedBody:
        first, after = self._spans[address]
        body = body_from(zlib.decompress(memoryview(self._packed)[first:after]))
        assert body is not None
        return body

    def __contains__(self, address: object) -> bool:
        return address in self._spans

    def __iter__(self) -> Iterator[str]:
        return iter(self._spans)

    def __len__(self) -> int:
        return len(self._spans)


def all_bodies(
    register: Register,
    documents: Documents,
    shelf: Shelf,
    *,
    workers: int,
    seconds: float,
) -> KeptBodies:
    """Every body by the address of its record; `workers` and `seconds` are as for `render_each`.

    What is on the shelf was rendered in the language now spoken, from the same file with the same
    targets of its links.
    """
    room = f"bodies {spoken().tag}"
    kept = KeptBodies()
    keys: dict[str, str] = {}

    def missing() -> Iterator[BodyJob]:
        written = (record for record in register if record.has_body)
        while some := list(islice(written, _AT_ONCE)):
            targets = {one.address: link_targets(register, one, documents) for one in some}
            if shelf.keeps:
                digests = {
                    one.address: digest_of(one.kind.name, one.source.digest, targets[one.address])
                    for one in some
                }
                known = shelf.several(room, digests.values())
                for address, digest in digests.items():
                    content = known.get(digest)
                    if content is not None:
                        kept.add(address, content)
                    else:
                        keys[address] = digest
            for record in some:
                if record.address not in kept:
                    yield body_job(record, targets[record.address])

    fresh: dict[str, bytes] = {}
    for address, body in render_each(missing(), workers=workers, seconds=seconds):
        kept.add(address, body.content)
        if body.plain:
            # Not remembered: one that took too long may be quicker on another day.
            kept.plain[address] = kept[address].reason
        elif shelf.keeps:
            fresh[keys[address]] = body.content
            if len(fresh) >= _AT_ONCE:
                shelf.put_several(room, fresh)
                fresh.clear()
    shelf.put_several(room, fresh)
    return kept
