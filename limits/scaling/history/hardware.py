"""The hardware frontier beside the loss frontier: what the catalogue says of efficiency and of compute over the years.

A series holds numbers with their dates; its growth is a trend, never a bound. The rows of the catalogue were chosen
for what people train on, not to be a sample, and there are few in each number format. Published trends to compare with:

- Efficiency of 47 accelerators up to 2023 doubled in 3 years [hobbhahn2023]_, that of the leading ones of their day in
  about 2, at 40 % a year [epoch2024]_. The newest chips no longer serve fp32, whose line is the flatter. The rows in 8
  and 4 bit are so few, or scatter so much, that their doubling time has no upper end. Which rows count matters more
  than the intervals say: with every 16-bit row, one of 1/64 of the fp32 rate among them, the line would be far steeper.
- Training compute grew 4.1-fold a year in notable models and 5.3-fold (90 %: 4.9 to 5.7) in the running top ten, from
  2010 to May 2024 [sevilla2024]_: doubling in 5.9 and 5.0 months; 6 months was found before [sevilla2022]_. All rows
  here double more slowly than their records, for they hold small runs of late years.

``limits frontier hardware`` prints what the rows give today.

[hobbhahn2023]_ and [epoch2024]_ were seen in what quotes them (secondary), the other two themselves (primary).

Examples
--------
>>> from limits import catalog
>>> series = efficiency(catalog.rows("accelerator"), "peak_16bit")
>>> "h100-sxm" in series.names, series.left_out["gtx-1080-ti"]
(True, 'not stated to be the rate of matrix units')
>>> trend = series.growth()
>>> trend.doubling_interval.low < trend.doubling_time < trend.doubling_interval.high
True
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from limits.catalog.record import RECALLED
from limits.scaling.history.growth import Growth, records

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from limits.catalog import Row

__all__ = ["Series", "efficiency", "training_compute"]

_MIDDLE = 0.5  # of a year: the catalogue states years, and products come out all year long
_YEAR = re.compile(r"\d{4}")
_SAME = 0.01  # relative difference within which two rows state the same number
_MATRIX = "tensor"  # `sixteen_bit_unit` of the rates of matrix units


@dataclass(frozen=True, eq=False)
class Series:
    """A quantity over the years, one point for each row of the catalogue.

    Parameters
    ----------
    names
        Rows, by date.
    dates
        The middle of the year of each [year], shape (points,).
    values
        The quantity [unit], shape (points,).
    unit
        Its canonical unit.
    left_out
        Rows that state the quantity and are no point, each with the reason.
    """

    names: tuple[str, ...]
    dates: NDArray[np.float64]
    values: NDArray[np.float64]
    unit: str
    left_out: Mapping[str, str]

    @property
    def records(self) -> Series:
        """The points above all earlier ones: the upper envelope."""
        best = records(self.dates, self.values)
        names = tuple(name for name, kept in zip(self.names, best, strict=True) if kept)
        return Series(names, self.dates[best], self.values[best], self.unit, self.left_out)

    def growth(self) -> Growth:
        """Fit the exponential trend.

        Raises
        ------
        InputError
            If there are fewer than three points of two years.
        """
        return Growth.of(self.dates, self.values)


def efficiency(rows: Iterable[Row], peak: str) -> Series:
    """Return the energy efficiency of accelerators: dense peak over design power (TDP).

    Parameters
    ----------
    rows
        Accelerators.
    peak
        The field of the catalogue that holds the peak in a number format, such as ``peak_fp8``.

    Returns
    -------
    Series
        Efficiencies [FLOP/J] of the rows that state the peak.

    Notes
    -----
    No accelerator sustains its peak, and the design power is no measurement; of TPU v4, v5e and v7 it is not even the
    vendor's number, as their rows say. A product that repeats peak and power of an earlier one of its vendor, within
    1 %, is the same chip with another memory or name and counts once. Of 16-bit peaks only those stated to be of matrix
    units count: vector rates of chips with matrix units are not their peak, and the step from the one to the other is
    no trend. That leaves out a few chips without matrix units, or whose source does not say. A year stands for its
    middle, which blurs a trend that spans but two or three years.
    """
    why = {}
    stated = [row for row in rows if peak in row.cells]
    for row in stated:
        if peak == "peak_16bit" and row.texts.get("sixteen_bit_unit") != _MATRIX:
            why[row.name] = "not stated to be the rate of matrix units"
    return _series(stated, (peak, "tdp"), "FLOP/J", "vendor", why)


def training_compute(rows: Iterable[Row]) -> Series:
    """Return the training compute of named runs.

    Parameters
    ----------
    rows
        Runs.

    Returns
    -------
    Series
        Compute [FLOP] of the rows that state it.

    Notes
    -----
    The catalogue holds small runs of recent years beside the largest, so a line through all of its rows says little:
    what grew is the frontier, `Series.records`. The compute of many of the largest runs is somebody else's estimate.
    """
    return _series([row for row in rows if "flop" in row.cells], ("flop",), "FLOP", "developer", {})


def _series(rows: list[Row], fields: tuple[str, ...], unit: str, maker: str, why: dict[str, str]) -> Series:
    """Return the first field over all others, by date, with the rows that cannot or need not be points left out."""
    kept: list[tuple[float, Row, tuple[float, ...]]] = []
    for row in sorted(rows, key=lambda row: row.texts.get("year", "")):
        numbers = tuple(row.cells[name].value for name in fields if name in row.cells)
        doubtful = [name for name in fields if name in row.cells and not row.verified(name)]
        year = _YEAR.fullmatch(row.texts.get("year", ""))
        same = [
            earlier.name
            for _, earlier, others in kept
            if earlier.texts.get(maker) == row.texts.get(maker) and _equal(others, numbers)
        ]
        if row.name in why:
            continue
        if len(numbers) < len(fields):  # each row states the first of them
            why[row.name] = "no design power (TDP)"
        elif row.evidence == RECALLED or doubtful:
            why[row.name] = "recalled or unverified"
        elif year is None:
            why[row.name] = "no year"
        elif same:
            why[row.name] = f"the numbers of {same[0]} again"
        else:
            kept.append((float(year[0]) + _MIDDLE, row, numbers))
    values = np.array([numbers[0] / np.prod(numbers[1:]) for _, _, numbers in kept])
    dates = np.array([date for date, _, _ in kept])
    return Series(tuple(row.name for _, row, _ in kept), dates, values, unit, why)


def _equal(some: tuple[float, ...], others: tuple[float, ...]) -> bool:
    return len(some) == len(others) and all(abs(a - b) <= _SAME * b for a, b in zip(some, others, strict=True))
