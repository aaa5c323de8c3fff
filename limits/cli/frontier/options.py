"""What the commands of ``limits frontier`` have in common: which law, which budget, which columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from limits.errors import InputError, Problem, TextError, shown
from limits.interval import LEAST, MOST

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from limits.scaling import ScalingLaw

DEFAULT = "besiroglu2024"  # the default of limits.scaling, named here so that help needs no import; a test holds it
_COLUMNS_HELP = (
    "Header of the column that holds ROLE, where the file calls it otherwise; a unit may follow in brackets, as in "
    "tokens='D [1e9]'. Several are separated by commas, or the option is repeated."
)
_REACH = {"nat/token": (1e-9, 1e3), "parameter": (1.0, 1e20), "token": (1.0, 1e20)}  # forms.SIZES; a test holds it
"""What amounts may be, by their unit: far beyond any run."""

_SEVERAL = {"s": "30 days", "J": "5 GWh", "USD": "10e6 USD"}
"""Units beside which others are as usual, so that a bare number would be guessed at, with an example of each."""


def law_option(default: str | None = DEFAULT, *, multiple: bool = False) -> Callable[[Any], Any]:
    """Return the option ``--scaling``."""
    return click.option(
        "--scaling",
        metavar="NAME|FILE",
        default=default,
        show_default=bool(default),
        multiple=multiple,
        help="Scaling law: a published name, or a TOML file of your own" + ("; may be repeated." if multiple else "."),
    )


def columns_option() -> Callable[[Any], Any]:
    """Return the option ``--columns``."""
    return click.option("--columns", metavar="ROLE=HEADER", multiple=True, help=_COLUMNS_HELP)


def law_called(name: str) -> ScalingLaw:
    """Return a published law, or one from a file."""
    from limits import scaling
    from limits.cli.names import is_file

    return scaling.load(name) if is_file(name) else scaling.get(name)


def amounts(given: dict[str, tuple[str, str]]) -> list[float]:
    """Return what was typed in canonical units; a bare number is in them already, unless several units are usual."""
    values, problems = [], []
    for option, (text, unit) in given.items():
        low, high = _REACH.get(unit, (LEAST, MOST))
        try:
            value = _amount(text, unit)
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


def _amount(text: str, unit: str) -> float:
    from limits.scaling.fits.columns import factor, is_bare

    if unit in _SEVERAL and is_bare(text):
        raise TextError(text, f"a number with its unit, as in {_SEVERAL[unit]!r}")
    return factor(text, unit)


def budget(compute: str | None, loss: str | None) -> float:
    """Return the compute or the loss that was asked for, one of the two."""
    if (compute is None) == (loss is None):
        raise click.UsageError("Give one of --compute and --loss.")
    given = {"--compute": (compute, "FLOP")} if compute is not None else {"--loss": (loss or "", "nat/token")}
    return amounts(given)[0]


def named_columns(words: tuple[str, ...]) -> dict[str, str]:
    """Split ``role=header,role=header``."""
    found: dict[str, str] = {}
    problems = []
    for word in (part for each in words for part in each.split(",")):
        role, sign, name = (part.strip() for part in word.partition("="))
        if not (sign and role and name):
            problems.append(Problem("--columns", shown(word), "ROLE=HEADER", "write e.g. tokens=D"))
        elif role in found:
            problems.append(Problem("--columns", f"{role} as {shown(found[role])} and {shown(name)}", "one header"))
        found[role] = name
    if problems:
        raise InputError("frontier", problems)
    return found
