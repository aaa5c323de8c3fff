"""Options that say which channel a lane runs on: Touchstone files, and the signal and noise around them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import click

from limits.cli.lane_options import decibels
from limits.errors import InputError, Problem, TextError, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from limits.channel.lane import Lane
    from limits.channel.measured import Measured
    from limits.value import Value

__all__ = ["file_options", "measured"]

_F = TypeVar("_F", bound="Callable[..., Any]")
_ALONE = "of a channel: give its Touchstone file too, --s4p FILE."


def file_options(function: _F) -> _F:
    """Add the files of a channel, and what is known of its signal and noise."""
    for option in reversed(
        (
            click.option("--s4p", metavar="FILE", help="Touchstone file of the channel itself."),
            click.option(
                "--fext",
                metavar="FILE[:LINES]",
                multiple=True,
                help="From a far-end aggressor to the receiver, by LINES in a larger file; may be repeated.",
            ),
            click.option("--next", metavar="FILE[:LINES]", multiple=True, help="The same from a near-end aggressor."),
            click.option(
                "--ports",
                metavar="LINES",
                help="The lines of the pair, each from its way in to its way out, as 1-2,3-4; told by FILE otherwise.",
            ),
            click.option("--swing", metavar="VOLTAGE", help="Peak of the differential signal, as '0.413 V'."),
            click.option("--next-swing", metavar="VOLTAGE", help="That of near-end aggressors, as '0.45 V'."),
            click.option("--noise", metavar="DENSITY", help="Noise at the receiver, one-sided, as '6e-18 V^2/Hz'."),
            click.option("--snr-tx", metavar="RATIO", help="Signal over noise at the transmitter, as '33 dB'."),
            click.option(
                "--band",
                metavar="FREQUENCY",
                help="Band from 0 Hz that the signal fills, as '40 GHz'; half of the symbol rate otherwise.",
            ),
        )
    ):
        function = option(function)
    return function


def measured(
    lane: Lane,
    *,
    s4p: str | None,
    fext: tuple[str, ...],
    next: tuple[str, ...],  # noqa: A002 - the name of the option
    ports: str | None,
    swing: str | None,
    next_swing: str | None,
    noise: str | None,
    snr_tx: str | None,
    band: str | None,
) -> Measured | None:
    """Return the lane on the channel that these options say; None where they say none.

    Raises
    ------
    click.UsageError
        If they say something of a channel, and not which.
    LimitsError
        If a file cannot be used, or a number is none.
    """
    said = {
        "--fext": fext,
        "--next": next,
        "--ports": ports,
        "--swing": swing,
        "--next-swing": next_swing,
        "--noise": noise,
        "--snr-tx": snr_tx,
        "--band": band,
    }
    if s4p is None:
        if given := [name for name, text in said.items() if text]:
            raise click.UsageError(f"{' and '.join(given)} {'say' if len(given) > 1 else 'says'} more {_ALONE}")
        return None
    from limits.channel import files, measured
    from limits.channel.conditions import conditions
    from limits.channel.ports import stated
    from limits.value import GIVEN, Value

    around = conditions(
        swing=_amount("--swing", swing, "V", "0.413 V"),
        next_swing=_amount("--next-swing", next_swing, "V", "0.45 V"),
        noise_density=_amount("--noise", noise, "V^2/Hz", "6e-18 V^2/Hz"),
        transmitter_snr=None if snr_tx is None else Value(decibels("--snr-tx", snr_tx, "33 dB"), "1", origin=GIVEN),
    )
    width = _amount("--band", band, "Hz", "40 GHz")
    read = files.read(s4p, fext, next, None if ports is None else stated(ports))
    return measured.measured(lane, around, read, width)


def _amount(option: str, text: str | None, unit: str, eg: str) -> Value | None:
    """Read one number above 0 with its unit."""
    from limits.units import si
    from limits.value import GIVEN

    if text is None:
        return None
    try:
        value = si(text, unit)
    except TextError as error:
        raise InputError(option, [Problem("value", error.given, error.wanted, f"write e.g. '{eg}'")]) from None
    if value.uncertain or not value.value > 0.0:
        raise InputError(option, [Problem("value", shown(text), "one number above 0", f"write e.g. '{eg}'")])
    return value.moved(GIVEN)
