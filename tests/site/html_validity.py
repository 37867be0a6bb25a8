"""Ask html-validate, an independent reader of the HTML standard, about built pages.

The same question can be put to the W3C's checker where Java is at hand, which CI does not ask for:
`npx vnu-jar --skip-non-html build`.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from tempfile import TemporaryFile

TESTS = Path(__file__).resolve().parents[1]
HTML_VALIDATE = TESTS / "node_modules" / ".bin" / "html-validate"
RULES = TESTS / ".htmlvalidate.cjs"


def html_faults(validator: str, folder: Path) -> list[str]:
    """What is wrong with the pages below `folder`, as `path:line:column: message (rule)`, sorted by
    page and place; paths are relative to the folder. A folder without pages is a ValueError.

    A test calls it with `need(HTML_VALIDATE)`.
    """
    if not any(folder.rglob("*.html")):
        raise ValueError(f"no page below {folder}")
    # Into a file: what it has not yet written into a pipe when it ends is lost, past 64 kB.
    with TemporaryFile() as answer:
        told = subprocess.run(
            [validator, f"--config={RULES}", "--formatter=json", "--ext=html", "."],
            cwd=folder,
            stdout=answer,
            stderr=subprocess.PIPE,
            check=False,
            encoding="utf-8",
        )
        answer.seek(0)
        pages = answer.read()
    # It ends with 1 when it found something, and says other troubles on stderr.
    if told.returncode not in {0, 1} or told.stderr:
        raise RuntimeError(f"html-validate ended with {told.returncode}: {told.stderr}")
    faults = [
        (
            Path(page["filePath"]).relative_to(folder.resolve()).as_posix(),
            fault["line"],
            fault["column"],
            f"{fault['message']} ({fault['ruleId']})",
        )
        for page in json.loads(pages)
        for fault in page["messages"]
    ]
    return [f"{path}:{line}:{column}: {fault}" for path, line, column, fault in sorted(faults)]
