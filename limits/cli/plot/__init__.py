"""``limits plot``: figures, written to a file."""

from __future__ import annotations

import click

from limits.cli.group import Group
from limits.cli.options import examples
from limits.cli.plot.fit import fit
from limits.cli.plot.measured import channel, link
from limits.cli.plot.runs import frontier, ladder, valleys
from limits.errors import UnknownNameError

__all__ = ["command"]


class _Figures(Group):
    """A group that says which figure a run or a file is drawn in."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command called `cmd_name`, or say how the ladder of a run of that name is drawn."""
        found = super().get_command(ctx, cmd_name)
        if found is None and not ctx.resilient_parsing and (run := _run_called(cmd_name)):
            ctx.fail(f"No such command {cmd_name!r}. Write limits plot ladder {run} --output ladder.svg.")
        return found


def _run_called(word: str) -> str:
    """Return how a run or a file is written in a call, empty where the word is neither."""
    from limits.catalog import shipped
    from limits.cli.mending import quoted
    from limits.cli.names import run_called

    try:
        run_called(word, shipped())
    except UnknownNameError:
        return ""
    return quoted(word)


@click.group(
    "plot",
    cls=_Figures,
    help="""Draw what has been seen beside what is possible.

    Figures are drawn by matplotlib: python -m pip install "matplotlib>=3.8". The file of --output is a PNG, an SVG or a
    PDF, by the ending of its name; what the figure cannot say goes into a caption beside it, NAME.caption.txt. Beside a
    PDF stands NAME.figure.tex too: figure and caption for a paper.""",
    epilog=examples(
        "limits plot ladder llama-3.1-405b --output ladder.pdf",
        "limits plot frontier my-run.toml --scaling hoffmann2022 --size 3.3x3.3 --output frontier.svg",
        "limits plot fit runs.csv --output fit.pdf",
        'limits plot valleys gpt-3 --compute "1e20 FLOP" --compute "1e22 FLOP" --style talk --output valleys.png',
    ),
)
def command() -> None:
    """Do nothing: the commands of the group do."""


for each in (ladder, frontier, valleys, fit, link, channel):
    command.add_command(each)
