"""A program that starts builds to be killed: it has loaded the code before, so that fifty of them
take seconds.

Each line it reads is the arguments of one `brmsite`, as JSON. It starts that in a process of its
own, prints its number, and, when another line comes, waits for its end and prints the exit code.
"""

from __future__ import annotations

import json
import os
import sys

from brmsite.__main__ import main


def run(arguments: list[str]) -> None:
    """Be a `brmsite` with these arguments, and all that it starts one group."""
    os.setsid()
    nowhere = os.open(os.devnull, os.O_RDWR)
    for place in range(3):
        os.dup2(nowhere, place)
    sys.argv = ["brmsite", *arguments]
    try:
        main()
    except SystemExit as end:
        os._exit(end.code if isinstance(end.code, int) else 1 if end.code else 0)
    os._exit(0)


if __name__ == "__main__":
    import brmsite.cli.build  # noqa: F401

    while line := sys.stdin.readline():
        process = os.fork()
        if not process:
            run(json.loads(line))
        sys.stdout.write(f"{process}\n")
        sys.stdout.flush()
        sys.stdin.readline()
        code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
        sys.stdout.write(f"{code}\n")
        sys.stdout.flush()
