"""The command line: one file per command, and no physics.

`limits.cli.group` holds the table of commands and what all of them have in common: how they are found, how they fail.
A command is a module of this package, named like it, whose `command` is a click command; it reads what was typed, asks
the rooms below, and prints what a view in `limits.report` makes of the answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.cli.group import COMMANDS, main

if TYPE_CHECKING:
    import click

__all__ = ["commands", "main"]


def commands() -> dict[str, click.Command]:
    """Return every command by name, for those who document or test them.

    Examples
    --------
    >>> commands()["report"].name
    'report'
    """
    return {name: main.load(name) for name in COMMANDS}
