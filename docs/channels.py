"""A made-up channel for the pages: a lossy pair of lines and two aggressors, as small Touchstone files."""

from __future__ import annotations

import cmath
import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_NYQUIST = 26.5625  # GHz, of 53.125 GBd
_STEP, _POINTS = 0.5, 61  # GHz, 0 to 30 GHz
_LOSS = 28.0  # dB at the Nyquist frequency, of which skin effect has the first share
_SKIN = 0.4
_DELAY = 0.6  # ns
_REFLECTED = 0.05

_COUPLED = {"fext": (0.004, 1.0), "next": (0.006, 0.5)}
"""Coupling at the Nyquist frequency, and the power of frequency with which it rises."""


def touchstone(role: str) -> str:
    """Return the file of the channel itself (`thru`), or of an aggressor (`fext`, `next`).

    Lines are 1-2 and 3-4, at 50 ohm. The two lines of a pair are coupled: their even mode is faster than their odd one.

    Examples
    --------
    >>> touchstone("thru").splitlines()[1]
    '# GHz S RI R 50'
    """
    lines = [f"! made up by docs/channels.py: {role}", "# GHz S RI R 50"]
    for number in range(_POINTS):
        frequency = number * _STEP
        rows = list(_matrix(role, frequency))
        lines += [f"{frequency:g} {rows[0]}", *rows[1:]]
    return "\n".join(lines) + "\n"


def _matrix(role: str, frequency: float) -> Iterator[str]:
    straight, across = _through(frequency) if role == "thru" else _coupled(role, frequency)
    table = (
        (_REFLECTED, straight, 0.0, across),
        (straight, _REFLECTED, across, 0.0),
        (0.0, across, _REFLECTED, straight),
        (across, 0.0, straight, _REFLECTED),
    )
    for row in table:
        yield " ".join(f"{value.real:.6f} {value.imag:.6f}" for value in map(complex, row))


def _through(frequency: float) -> tuple[complex, complex]:
    """Return what one line passes on, and what it gives to the other: half the sum and difference of their modes."""
    share = frequency / _NYQUIST
    loss = _LOSS * (_SKIN * math.sqrt(share) + (1.0 - _SKIN) * share)
    size = (0.98 - _REFLECTED) * 10.0 ** (-loss / 20.0)
    even, odd = (size * cmath.exp(-2j * math.pi * frequency * delay) for delay in (_DELAY * 0.99, _DELAY))
    return (even + odd) / 2.0, (even - odd) / 2.0


def _coupled(role: str, frequency: float) -> tuple[complex, complex]:
    size, power = _COUPLED[role]
    value = size * (frequency / _NYQUIST) ** power * cmath.exp(-2j * math.pi * frequency * _DELAY / 2.0)
    return value, -value / 2.0
