"""Text that stood in a record without quotes, and so may be meant as a number."""

from __future__ import annotations


class Plain(str):
    """A scalar written without quotes, with exactly the characters that were typed.

    In a field for text it is that text (`0410`, `1.10` and `no` keep their characters); only a
    field for numbers reads it as one. A quoted scalar is an ordinary `str`, and never a number.
    """

    __slots__ = ()
