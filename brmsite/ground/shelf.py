"""What one program has worked out before, room by room."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from brmsite.ground.memo import Memo


@dataclass(frozen=True, slots=True)
class Shelf:
    """The rooms of a `memo` that belong to the program of this digest: what another version of it
    worked out may be otherwise here. Without a memo nothing is kept."""

    memo: Memo | None = None
    program: str = ""

    @property
    def keeps(self) -> bool:
        """Whether what is put will be found again: if not, it need not be written down."""
        return self.memo is not None

    def several(self, room: str, keys: Iterable[str]) -> dict[str, bytes]:
        """What is kept under each of these keys, for those under which something is."""
        return self.memo.several(self._own(room), keys) if self.memo is not None else {}

    def put_several(self, room: str, values: Mapping[str, bytes]) -> None:
        """Keep each value under its key."""
        if self.memo is not None:
            self.memo.put_several(self._own(room), values)

    def _own(self, room: str) -> str:
        return f"{room} {self.program}"


NOTHING_KEPT = Shelf()
