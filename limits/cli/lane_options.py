"""What commands on lanes have in common: what is said of one, and numbers of which everybody leaves out the unit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeVar

import click

from limits.cli.options import Whole
from limits.errors import InputError, Problem, TextError, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from limits.channel.lane import Stated

__all__ = ["decibels", "lane_options", "plain", "quantity", "stated"]

_F = TypeVar("_F", bound="Callable[..., Any]")
_DIGITS = re.compile(r"\s*[0-9][0-9.]*(?:[eE][+-]?[0-9]+)?\s*")
_BARE = re.compile(rf"({_DIGITS.pattern}?)[gG]?\s*")  # 100, and 100G as everybody writes it
_LEVELS = 256
_GIGA = 1e9
_MOST = 1e6  # of a number without a unit: more were meant without the prefix


class Levels(Whole):
    """How many levels a symbol has: a number, or what it is called, as PAM4 or NRZ."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Read the number."""
        said = value.strip().upper() if isinstance(value, str) else ""
        named = "2" if said == "NRZ" else said.removeprefix("PAM").removeprefix("-")
        return super().convert(named or value, param, ctx)


def lane_options(function: _F) -> _F:
    """Add what is said of a lane: its symbols, rate and code."""
    for option in reversed(
        (
            click.option("--baud", metavar="RATE", help="Symbols per time, as 53.125 (GBd)."),
            click.option("--pam", type=Levels(2, _LEVELS), help="Levels of a symbol: 2 or NRZ, 4 or PAM4."),
            click.option("--net", metavar="RATE", help="Net rate of the lane, one way, as 100 (Gbit/s)."),
            click.option(
                "--fec",
                metavar="CODE",
                help="Error correction, as kp4, rs528, rs272, none, or its limit in bit errors, as 2.4e-4.",
            ),
        )
    ):
        function = option(function)
    return function


def stated(*, baud: str | None, pam: int | None, net: str | None, fec: str | None) -> Stated:
    """Return what these options say of a lane.

    Raises
    ------
    InputError
        If a number is none, or no code is called so.
    """
    from limits.channel import codes
    from limits.channel.lane import Stated

    return Stated(
        symbol_rate=None if baud is None else quantity("--baud", baud, "Bd", "GBd"),
        levels=pam,
        net=None if net is None else quantity("--net", net, "bit/s", "Gbit/s"),
        code=None if fec is None else codes.stated(fec),
    )


def plain(option: str, text: str, eg: str) -> float:
    """Read a plain number."""
    if _DIGITS.fullmatch(text):
        try:
            return float(text)
        except ValueError:  # several points
            pass
    raise InputError(option, [Problem("number", shown(text), "a plain number", f"write e.g. {eg}")])


def quantity(option: str, text: str, unit: str, usual: str) -> float:
    """Read a quantity above 0; a number alone, or with a G, is in the unit that everybody has it in, with that G."""
    from limits.units import si

    bare = _BARE.fullmatch(text)
    said = f"{bare[1].strip()} {usual}" if bare else text
    try:
        value = si(said, unit)
    except TextError as error:
        raise InputError(option, [error.at("value")]) from None
    if bare and value.value > _MOST * _GIGA:
        mend = f"a number alone is in {usual}: write '{text.strip()} {unit}'"
        raise InputError(option, [Problem("value", shown(text), f"at most {_MOST:g} {usual}", mend)])
    if value.uncertain or not value.value > 0.0:
        raise InputError(option, [Problem("value", shown(text), "one number above 0")])
    return value.value


def decibels(option: str, text: str, eg: str) -> float:
    """Read a ratio, of which a number alone does not say whether it is in decibels."""
    from limits.units import si

    if _DIGITS.fullmatch(text):
        raise InputError(
            option, [Problem("ratio", shown(text), "decibels with their unit", f"write '{text.strip()} dB'")]
        )
    try:
        value = si(text, "1")
    except TextError as error:
        mend = error.mend if error.mend and "e.g." not in error.mend else f"write e.g. '{eg}'"
        raise InputError(option, [Problem("ratio", error.given, "decibels", mend)]) from None
    if value.uncertain:
        raise InputError(option, [Problem("ratio", shown(text), "one number", f"write e.g. '{eg}'")])
    return value.value
