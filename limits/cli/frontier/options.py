"""What the commands of ``limits frontier`` have in common: which law, which budget, which columns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from limits.cli import completion
from limits.cli.options import Number
from limits.cli.output import read_as
from limits.errors import InputError, Problem, TextError, shown
from limits.interval import LEAST, MOST

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from limits.scaling import Points, ScalingLaw

DEFAULT = (
    "besiroglu2024-minimum"  # the default of limits.scaling, named here so that help needs no import; a test holds it
)
_COLUMNS_HELP = (
    "Header of the column that holds ROLE, where the file calls it otherwise; a unit may follow in brackets, as in "
    "tokens='D [1e9]'. Several are separated by commas, or the option is repeated."
)
_SET_HELP = (
    "What is the same for all rows and in no column, as in parameters='1e9 parameter' or N=1e9; may be repeated."
)
_NEXT_PAIR = re.compile(r",(?=\s*\w+\s*=)")  # another comma belongs to a header
_REACH = {  # of sizes as forms.SIZES; a test holds it
    **dict.fromkeys(("nat/token", "bit/byte"), (1e-9, 1e3)),
    **dict.fromkeys(("parameter", "token"), (1.0, 1e20)),
}
"""What amounts may be, by their unit: far beyond any run."""


def law_option(default: str | None = DEFAULT, *, multiple: bool = False) -> Callable[[Any], Any]:
    """Return the option ``--scaling``."""
    return click.option(
        "--scaling",
        shell_complete=completion.scaling_laws,
        metavar="NAME|FILE",
        default=default,
        show_default=bool(default),
        multiple=multiple,
        help="Scaling law: a published name, or a TOML file of your own" + ("; may be repeated." if multiple else "."),
    )


def columns_option() -> Callable[[Any], Any]:
    """Return the option ``--columns``."""
    return click.option("--columns", metavar="ROLE=HEADER", multiple=True, help=_COLUMNS_HELP)


def constants_option() -> Callable[[Any], Any]:
    """Return the option ``--set`` of commands that read tables of runs."""
    return click.option("--set", "constants", metavar="COLUMN=VALUE", multiple=True, help=_SET_HELP)


def losses_options() -> Callable[[Any], Any]:
    """Return the options ``--loss-unit`` and ``--bytes-per-token`` of commands that read tables of runs."""
    unit = click.option(
        "--loss-unit", metavar="UNIT", help="Unit of the losses: nat/token, bit/token, bit/byte or perplexity."
    )
    length = click.option(
        "--bytes-per-token", type=Number(), help="How long a token is: makes losses in bit/byte such in nat/token."
    )
    return lambda command: unit(length(command))


def rows_options() -> Callable[[Any], Any]:
    """Return the options ``--last`` and ``--best`` of commands that read tables of runs."""
    last = click.option("--last", is_flag=True, help="Take the row of each run with the most tokens.")
    best = click.option(
        "--best", is_flag=True, help="Take the row with the least loss of each run, or of each N and D."
    )
    return lambda command: last(best(command))


def one_of_both(command: str, *, last: bool, best: bool) -> None:
    """Refuse both of ``--last`` and ``--best``.

    Raises
    ------
    InputError
        If both are asked for, in the name of the command.
    """
    if last and best:
        raise InputError(command, [Problem("--last", "both --last and --best", "one of them")])


def chosen_rows(points: Points, *, last: bool, best: bool) -> Points:
    """Return the last or the best row of each run, if asked."""
    return points.last() if last else points.best() if best else points


def from_compute_option() -> Callable[[Any], Any]:
    """Return the option ``--from-compute`` of commands that read tables of runs."""
    return click.option(
        "--from-compute",
        type=click.Choice(["parameters", "tokens"]),
        help="Take it from the column compute by C = 6 N D, although the file states it.",
    )


def law_called(name: str) -> ScalingLaw:
    """Return a published law, or one from a file."""
    from limits import scaling
    from limits.textfile import is_file

    return scaling.load(name) if is_file(name) else scaling.get(name)


def amounts(given: dict[str, tuple[str, str]], *, counted: bool = False) -> list[float]:
    """Return what was typed in canonical units, and have the answer say how it was read where that is left open.

    A number needs its unit wherever several are in use; `counted` says that one of unit 1 counts something.
    """
    values, problems = [], []
    for option, (text, unit) in given.items():
        low, high = _REACH.get(unit, (LEAST, MOST))
        try:
            value = _amount(option, text, unit, counted)
        except TextError as error:
            problems.append(error.at(option))
            continue
        values.append(value)
        if not low <= value <= high:
            problems.append(
                Problem(option, shown(text), f"{low:g} to {high:g} {unit}, where powers stay within floats")
            )
    if problems:
        raise InputError("frontier", problems)
    return values


def _amount(option: str, text: str, unit: str, counted: bool) -> float:
    from limits.units import echo, si
    from limits.units.grammar import INTERVALS

    if any(mark in text for mark in INTERVALS):
        raise TextError(text, f"one number of {unit}, not an interval", "ask once for each of its ends")
    if unit == "bit/byte" and not text.strip().endswith(unit):  # a ratio to the registry, which bare numbers are too
        raise TextError(text, "a loss in bit/byte, as the law has it", "write e.g. '0.75 bit/byte'")
    value = si(text, unit, counted=counted)
    if not value.value > 0.0:
        raise TextError(text, f"a positive number of {unit}")
    read_as(option.partition(" ")[0], text, echo(text, value))
    return value.value


def budget(compute: str | None, loss: str | None, loss_unit: str) -> float:
    """Return the compute or the loss that was asked for, one of the two."""
    if (compute is None) == (loss is None):
        raise click.UsageError("Give one of --compute and --loss.")
    given = {"--compute": (compute, "FLOP")} if compute is not None else {"--loss": (loss or "", loss_unit)}
    return amounts(given)[0]


def named_columns(words: tuple[str, ...]) -> dict[str, str]:
    """Split ``role=header,role=header``; a comma within a header needs no quotes, but may stand in them."""
    pairs = pairs_of(
        "--columns", [part for each in words for part in _NEXT_PAIR.split(each)], "ROLE=HEADER", "tokens=D"
    )
    return {role: name[1:-1] if len(name) > 1 and name[0] == name[-1] == '"' else name for role, name in pairs.items()}


def constants_of(words: tuple[str, ...]) -> dict[str, str]:
    """Return what ``--set`` says is the same for all rows."""
    return pairs_of("--set", words, "COLUMN=VALUE", "parameters='1e9 parameter'")


def pairs_of(option: str, words: Sequence[str], form: str, example: str) -> dict[str, str]:
    """Split ``name=value`` into both, each name once.

    Raises
    ------
    InputError
        When a word is no such pair, or a name stands twice.
    """
    found: dict[str, str] = {}
    problems = []
    for word in words:
        role, sign, name = (part.strip() for part in word.partition("="))
        if not (sign and role and name):
            problems.append(Problem(option, shown(word), form, f"write e.g. {example}"))
        elif role in found:
            kind = "header" if option == "--columns" else "value"
            problems.append(Problem(option, f"{role} as {shown(found[role])} and {shown(name)}", f"one {kind}"))
        found[role] = name
    if problems:
        raise InputError("frontier", problems)
    return found
