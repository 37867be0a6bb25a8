"""One short name for values of any depth: equal values have the same, on every run and machine."""

from __future__ import annotations

from hashlib import blake2b

from brmsite.ground.packed import packed

SIZE = 20
"""Bytes of a digest: two values that differ have the same once in 2^80 tries, if at all."""


def digest_of(*values: object) -> str:
    """The digest of what `packed` tells apart: 40 hexadecimal digits."""
    return blake2b(packed(values), digest_size=SIZE).hexdigest()
