"""All bodies of a register, of which only those are rendered that never were before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from brmsite.ground.digest import digest_of
from brmsite.ground.memo import Memo
from brmsite.register.register import Register
from brmsite.site.attached import Documents
from brmsite.site.bodies import render_each
from brmsite.site.language import spoken
from brmsite.site.markdown import RenderedBody, body_from, kept_body
from brmsite.site.prose import body_jobs, link_targets


class KeptBodies(Mapping[str, RenderedBody]):
    """Rendered bodies by the addresses of their records, held as bytes: read, thousands of them
    would be most of what is in memory."""

    def __init__(self, kept: Mapping[str, bytes]) -> None:
        self._kept = kept

    def __getitem__(self, address: str) -> RenderedBody:
        body = body_from(self._kept[address])
        assert body is not None
        return body

    def __iter__(self) -> Iterator[str]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)


def all_bodies(
    register: Register,
    documents: Documents,
    memo: Memo | None,
    program: str,
    *,
    workers: int,
    seconds: float,
) -> KeptBodies:
    """Every body by the address of its record; `workers` and `seconds` are as for `render_each`.

    What `memo` remembers was rendered by the same `program`, in the language now spoken, from the
    same file with the same targets of its links.
    """
    room = f"bodies {program} {spoken().tag}"
    keys: dict[str, str] = {}
    kept: dict[str, bytes] = {}
    if memo is not None:
        keys = {
            record.address: digest_of(
                record.kind.name, record.source.digest, link_targets(register, record, documents)
            )
            for record in register
            if record.has_body
        }
        known = memo.several(room, keys.values())
        kept = {
            address: known[key]
            for address, key in keys.items()
            if key in known and body_from(known[key]) is not None
        }
    missing = [record for record in register if record.has_body and record.address not in kept]
    jobs = body_jobs(register, missing, documents)
    fresh: dict[str, bytes] = {}
    for address, body in render_each(jobs, workers=workers, seconds=seconds):
        kept[address] = kept_body(body)
        # One that took too long may be quicker on another day.
        if memo is not None and not body.plain:
            fresh[keys[address]] = kept[address]
    if memo is not None:
        memo.put_several(room, fresh)
    return KeptBodies(kept)
