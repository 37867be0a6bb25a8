"""Writes a site into its folder: what differs, each file whole, and over nothing but our own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from brmsite.ground.output_file import OutputCopy, OutputFile
from brmsite.output.disk_words import in_our_words, read_in_our_words
from brmsite.output.lock import alone
from brmsite.output.manifest import JOURNAL as JOURNAL
from brmsite.output.manifest import MANIFEST as MANIFEST
from brmsite.output.manifest import PARTIAL as PARTIAL
from brmsite.output.publication import Publication as Publication
from brmsite.output.publication import Written as Written
from brmsite.output.refusal import OutputRefusedError as OutputRefusedError
from brmsite.output.refusal import refuse_foreign


@contextmanager
def publishing(folder: Path, project: Path) -> Iterator[Publication]:
    """Make `folder` hold exactly the files that stand or are put before the block ends, and leave
    other people's files alone; if it ends with an error, nothing is removed.

    Raises OutputRefusedError for a folder that is not ours to write, is being written by another
    build, or does not let itself be written. Mount points: see `refuse_foreign`.
    """
    with read_in_our_words(folder):
        refuse_foreign(folder, project)
    with in_our_words(folder):
        folder.mkdir(parents=True, exist_ok=True)
    with alone(folder) as lock:
        publication = Publication(folder, project, lock)
        try:
            yield publication
            publication.finish()
        finally:
            publication.close()


def write(files: Iterable[OutputFile | OutputCopy], folder: Path, project: Path) -> Written:
    """Make `folder` hold exactly these files: `publishing` for files that have no keys.

    Raises OutputRefusedError for a folder, or something in the way, that is not ours; ValueError
    for a path that leads out of the folder or comes twice.
    """
    with publishing(folder, project) as publication:
        for file in files:
            publication.put(file)
    return publication.written
