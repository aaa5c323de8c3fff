"""``limits law``: what is possible, one law at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from limits.cli.options import examples, format_option, output_option
from limits.cli.output import emit
from limits.cli.view import emit_view
from limits.errors import InputError, Problem, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from limits.laws import Law


@click.command(
    "law",
    help="""List the laws, show the page of the one called KEY, or evaluate it.

    Inputs are written as the law calls them, with their units: bandwidth="4 GHz". With --solve, the result is given
    like an input, and the input called NAME is found.""",
    epilog=examples(
        "limits law",
        "limits law landauer",
        'limits law landauer bits="1e26 bit" temperature="25 degC"',
        'limits law shannon capacity="400 Gbit/s" snr="20 dB" --solve bandwidth --format json',
        "limits law bekenstein --format latex",
    ),
)
@click.argument("key", required=False)
@click.argument("inputs", metavar="[NAME=VALUE]...", nargs=-1)
@click.option("--solve", metavar="NAME", help="Find the input called NAME at which the law gives the stated result.")
@format_option("text", "json", "markdown", "latex")
@output_option()
def command(*, key: str | None, inputs: tuple[str, ...], solve: str | None, form: str, output: str | None) -> None:
    """Print the list of laws, a law's page, or a value."""
    from limits import laws
    from limits.cli import pages

    if key is None:
        if solve is not None:
            raise click.UsageError("--solve needs the KEY of a law.")
        view = pages.listing(laws.LAWS)
    else:
        law = laws.get(key)
        given = _named(law, inputs)
        if solve is not None:
            view = pages.solved(law, solve, given, law.solve(solve, **given))
        elif given:
            view = pages.evaluated(law, given, law(**given))
        else:
            view = pages.page(law)
    if form == "latex":
        emit(view.latex, output)
    else:
        emit_view(view, form, output)


def _named(law: Law, words: Sequence[str]) -> dict[str, str]:
    """Split ``name=value`` into what a law is called with; all that cannot be split is said at once."""
    given: dict[str, str] = {}
    problems = []
    for word in words:
        name, sign, text = word.partition("=")
        name = name.strip().replace("-", "_")
        if not sign:
            problems.append(Problem("inputs", shown(word), "name=value", f"write e.g. {_example(law)}"))
        elif name in given:
            problems.append(Problem(name, f"{shown(given[name])} and {shown(text)}", "one value"))
        else:
            given[name] = text.strip()
    if problems:
        raise InputError(law.key, problems)
    return given


def _example(law: Law) -> str:
    """Return how the inputs of a law are typed in a shell."""
    return " ".join(f'{entry.name}="{entry.eg}"' for entry in law.inputs)
