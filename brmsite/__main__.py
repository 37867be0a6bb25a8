"""`python -m brmsite` and the command `brmsite`: the same door."""

from __future__ import annotations


def main() -> None:
    """Run the command line."""
    from brmsite.cli import cli

    cli(prog_name="brmsite", auto_envvar_prefix="BRMSITE")


if __name__ == "__main__":
    main()
