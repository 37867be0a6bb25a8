"""All bodies of a register, of which only those are rendered that never were before."""

from __future__ import annotations

from brmsite.ground.digest import digest_of
from brmsite.ground.memo import Memo
from brmsite.register.register import Register
from brmsite.site.attached import Documents
from brmsite.site.bodies import render_bodies
from brmsite.site.language import spoken
from brmsite.site.markdown import RenderedBody, body_from, kept_body
from brmsite.site.prose import body_jobs, link_targets


def all_bodies(
    register: Register,
    documents: Documents,
    memo: Memo | None,
    program: str,
    *,
    workers: int,
    seconds: float,
) -> dict[str, RenderedBody]:
    """Every body by the address of its record; `workers` and `seconds` are as for `render_bodies`.

    What `memo` remembers was rendered by the same `program`, in the language now spoken, from the
    same file with the same targets of its links.
    """
    if memo is None:
        return render_bodies(
            body_jobs(register, register, documents), workers=workers, seconds=seconds
        )
    room = f"bodies {program} {spoken().tag}"
    keys = {
        record.address: digest_of(
            record.kind.name, record.source.digest, link_targets(register, record, documents)
        )
        for record in register
        if record.has_body
    }
    bodies: dict[str, RenderedBody] = {}
    known = memo.several(room, keys.values())
    for address, key in keys.items():
        if key in known and (body := body_from(known[key])) is not None:
            bodies[address] = body
    missing = [register.records[address] for address in keys if address not in bodies]
    fresh = render_bodies(body_jobs(register, missing, documents), workers=workers, seconds=seconds)
    # One that took too long may be quicker on another day.
    memo.put_several(
        room, {keys[address]: kept_body(body) for address, body in fresh.items() if not body.plain}
    )
    return bodies | fresh
