"""What one program keeps, apart from all others."""

from __future__ import annotations

from pathlib import Path

from brmsite.ground.memo import Memo
from brmsite.ground.shelf import NOTHING_KEPT, Shelf


def test_what_is_put_is_found_by_the_same_program_alone(tmp_path: Path) -> None:
    with Memo(tmp_path) as memo:
        Shelf(memo, "one").put_several("room", {"key": b"value"})
        assert Shelf(memo, "one").several("room", ("key", "other")) == {"key": b"value"}
        assert Shelf(memo, "two").several("room", ("key",)) == {}
        assert Shelf(memo, "one").several("other room", ("key",)) == {}
        assert Shelf(memo, "one").keeps


def test_without_a_memo_nothing_is_kept() -> None:
    NOTHING_KEPT.put_several("room", {"key": b"value"})
    assert NOTHING_KEPT.several("room", ("key",)) == {}
    assert not NOTHING_KEPT.keeps
