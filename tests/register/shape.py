"""All that a register says, to be compared with what another says."""

from __future__ import annotations

from brmsite.register.register import Register


def shape(register: Register) -> list[object]:
    """What a register says, without the objects that say it."""
    return [
        [
            (one.address, one.path, one.fields, one.text, one.body_start, one.has_body, one.body)
            for one in register
        ],
        [(one.address, register.links_from(one.address)) for one in register],
        [(address, register.links_to(address)) for address in sorted(register.names)],
        [
            (model.__name__, [one.address for one in found])
            for model, found in register.by_model.items()
        ],
        register.names,
        register.aliases,
        register.paths,
        register.collisions,
        register.unresolved,
        sorted(one.sort_key for one in register.diagnostics),
    ]
