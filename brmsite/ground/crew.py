"""Workers that share what this process knows: how a step is spread over all processors."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from contextlib import AbstractContextManager

Crew = Callable[[], AbstractContextManager[Executor]]
"""Makes the workers when all is known that they need. They must know what this process knows at
that moment: they are copies of it (forked processes), or its threads."""
