"""What is sent into a measured channel and what noise it meets: stated, or assumed as Ethernet's COM assumes it."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from limits.errors import InputError, Problem
from limits.frozen import frozen
from limits.value import Origin, OriginKind, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Conditions", "conditions"]

_FILE = Path(__file__).parents[1] / "data" / "com.toml"
_DECIBEL = "dB"


@frozen
class Conditions:
    """Signal and noise around a channel, each with its origin.

    Parameters
    ----------
    swing
        Peak differential voltage of the transmitter, and of far-end aggressors [V].
    next_swing
        Peak differential voltage of near-end aggressors [V].
    noise_density
        One-sided density of white noise at the receiver [V^2/Hz].
    transmitter_snr
        Signal over noise at the transmitter, linear [1].
    """

    swing: Value
    next_swing: Value
    noise_density: Value
    transmitter_snr: Value

    def assumed(self) -> Iterator[tuple[str, Value]]:
        """Yield what nobody stated, by the name of its field."""
        for field in fields(self):
            value: Value = getattr(self, field.name)
            if value.origin is not None and value.origin.assumed:
                yield field.name, value


def conditions(
    *,
    swing: Value | None = None,
    next_swing: Value | None = None,
    noise_density: Value | None = None,
    transmitter_snr: Value | None = None,
) -> Conditions:
    """Return what is stated, and for the rest what COM takes for IEEE 802.3dj.

    Parameters
    ----------
    swing, next_swing, noise_density, transmitter_snr
        As in `Conditions`; None where nobody states it. Near-end aggressors take a stated swing too.

    Raises
    ------
    InputError
        If one of them is not above 0.

    Examples
    --------
    >>> found = conditions(swing=Value(0.5, "V"))
    >>> found.next_swing.value, found.noise_density.value, [name for name, _ in found.assumed()]
    (0.5, 6e-18, ['noise_density', 'transmitter_snr'])
    """
    given = {
        "swing": swing,
        "next_swing": swing if next_swing is None else next_swing,
        "noise_density": noise_density,
        "transmitter_snr": transmitter_snr,
    }
    problems = [
        Problem(name.replace("_", " "), str(value), "a number above 0")
        for name, value in given.items()
        if value is not None and not value.value > 0.0
    ]
    if problems:
        raise InputError("channel", problems)
    return Conditions(**{name: _default(name) if value is None else value for name, value in given.items()})


def _default(name: str) -> Value:
    row = _rows()[name]
    doubts = () if row["evidence"] in {"primary", "secondary"} else (row["evidence"],)
    origin = Origin(OriginKind.DEFAULT, how=row["why"], sources=(row["source"],), doubts=doubts)
    if row["unit"] == _DECIBEL:
        return Value(10.0 ** (row["value"] / 10.0), "1", origin=origin)
    return Value(row["value"], row["unit"], origin=origin)


@functools.cache
def _rows() -> dict[str, dict[str, Any]]:
    return tomllib.loads(_FILE.read_text("utf-8"))
