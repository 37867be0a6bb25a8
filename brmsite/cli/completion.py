"""`brmsite completion`: words completed in the shell."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

_WHERE = {
    "bash": 'eval "$(brmsite completion bash)"   in ~/.bashrc',
    "zsh": 'eval "$(brmsite completion zsh)"   in ~/.zshrc',
    "fish": "brmsite completion fish > ~/.config/fish/completions/brmsite.fish",
}


@click.command("completion")
@click.argument("shell", type=click.Choice(list(_WHERE)))
@click.pass_context
def command(context: click.Context, shell: str) -> None:
    """Print the completion script for your SHELL.

    \b
    Examples:
      eval "$(brmsite completion bash)"     in ~/.bashrc
      eval "$(brmsite completion zsh)"      in ~/.zshrc
      brmsite completion fish > ~/.config/fish/completions/brmsite.fish
    """
    found = get_completion_class(shell)
    if found is None:
        raise click.ClickException(f"there is no completion for {shell}")
    root = context.find_root()
    click.echo(found(root.command, {}, "brmsite", "_BRMSITE_COMPLETE").source())
