"""Ticks of a small panel: as many numbers as have room, plain ones of losses and powers of ten of sizes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from limits.report.figures.sheet import Sheet

_APART = 1.6  # heights of a letter from one number to the next, upright
_BESIDE = 1.2  # widths of a number from one to the next, level
_FEWEST, _MOST = 2, 7
_MANTISSAS = ((1, 2, 3, 5), (1, 2, 5), (1, 3), (1,))
_STRIDES = (1, 2, 3, 4, 5, 10)  # decades from one number to the next
_ROUNDING = 1e-9


def upright(sheet: Sheet, low: float, high: float) -> None:
    """Write losses from `low` to `high` at a logarithmic axis, as plain numbers, and no ticks beyond these."""
    from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

    axis = sheet.axes.yaxis
    space = _APART * sheet.letters * sheet.point

    def fits(ticks: list[float]) -> bool:
        places = [sheet.axes.transData.transform((1.0, tick))[1] for tick in ticks]
        return len(ticks) <= _MOST and (len(ticks) < _FEWEST or min(np.diff(places)) >= space)

    choices = [ticks for ticks in _plain(low, high) if len(ticks) >= _FEWEST]
    ticks = next((ticks for ticks in choices if fits(ticks)), choices[-1] if choices else [low])
    axis.set_major_locator(FixedLocator(ticks))
    axis.set_minor_locator(NullLocator())
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))


def _plain(low: float, high: float) -> Iterator[list[float]]:
    """Give choices of round numbers between two ends, from many to few."""
    first = math.floor(math.log10((high - low) / 100.0))
    for power in range(first, first + 4):
        for mantissa in (1, 2, 5):
            step = mantissa * 10.0**power
            whole = range(math.ceil(low / step - _ROUNDING), math.floor(high / step + _ROUNDING) + 1)
            yield [float(f"{count * step:.12g}") for count in whole if count]


def level(sheet: Sheet, low: float = 0.0, high: float = math.inf) -> None:
    """Write powers of ten at the level axis, from `low` to `high`; where these are few, multiples of them too."""
    from matplotlib.ticker import FixedLocator, FuncFormatter

    axis, (left, right) = sheet.axes.xaxis, sheet.axes.get_xlim()
    low, high = max(low, left), min(high, right)
    decades = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    choices = [[m * 10.0**p for p in decades for m in mantissas] for mantissas in _MANTISSAS]
    choices += [[10.0**p for p in decades if p % stride == 0] for stride in _STRIDES[1:]]
    inside = [[tick for tick in ticks if low * (1 - _ROUNDING) <= tick <= high * (1 + _ROUNDING)] for ticks in choices]
    whole = inside[len(_MANTISSAS) - 1]
    if len(whole) > _FEWEST:  # powers of ten alone are enough
        inside = inside[len(_MANTISSAS) - 1 :]

    def fits(ticks: list[float]) -> bool:
        places = np.array([sheet.across(tick) for tick in ticks])
        wide = np.array([sheet.measure(power(tick)) for tick in ticks])
        return bool((np.diff(places) >= _BESIDE * (wide[1:] + wide[:-1]) / 2).all())

    major = next((ticks for ticks in inside if fits(ticks)), inside[-1])
    minor = [m * 10.0**p for p in decades for m in range(1, 10)] if len(decades) <= 2 * _MOST else whole
    axis.set_major_locator(FixedLocator(major))
    axis.set_minor_locator(FixedLocator([tick for tick in minor if low <= tick <= high]))
    axis.set_major_formatter(FuncFormatter(lambda value, _: power(value)))
    axis.set_minor_formatter(FuncFormatter(lambda *_: ""))


def power(value: float) -> str:
    r"""Write a number as a mantissa, where that is not 1, and a power of ten.

    Examples
    --------
    >>> power(1e20), power(3.0e8), power(2.5e19)
    ('$\\mathrm{10^{20}}$', '$\\mathrm{3{\\times}10^{8}}$', '$\\mathrm{2.5{\\times}10^{19}}$')
    """
    mantissa, exponent = f"{value:.1e}".split("e")
    times = "" if mantissa == "1.0" else rf"{float(mantissa):g}{{\times}}"
    return rf"$\mathrm{{{times}10^{{{int(exponent)}}}}}$"
