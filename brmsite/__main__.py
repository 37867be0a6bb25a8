"""`python -m brmsite` and the command `brmsite`: the same door."""

from __future__ import annotations

import gc


def main() -> None:
    """Run the command line."""
    # A command makes millions of values, most of them for as long as it runs: to look for garbage
    # among them finds none, and takes a tenth of the time. What runs on turns it on again.
    gc.disable()

    from brmsite.cli import cli

    cli(prog_name="brmsite", auto_envvar_prefix="BRMSITE")


if __name__ == "__main__":
    main()
