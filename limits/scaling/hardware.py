"""The hardware frontier beside the loss frontier: what the catalogue says of efficiency and of compute over the years.

A series holds numbers with their dates; its growth is a trend, never a bound. Rows of the catalogue are chosen by hand,
so the trends are those of the rows, and few rows make wide intervals.

Examples
--------
>>> from limits import catalog
>>> series = efficiency(catalog.rows("accelerator"), "peak_16bit")
>>> len(series.dates), len(series.left_out)
(26, 16)
>>> "{:.2f} years, {:.2f} .. {:.2f}".format(series.growth().doubling_time, *series.growth().doubling_interval)
''
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from limits.catalog.record import RECALLED
from limits.scaling.growth import Growth, records

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
    No accelerator sustains its peak, and the design power is no measurement. A product that repeats peak and power of
    an earlier one of its vendor, within 1 %, is the same chip with another memory or name and counts once. Of 16-bit
    peaks only those of matrix units count: a chip that has them is not described by its vector units.
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
        doubtful = [name for name in fields if name in row.cells and not row.cells[name].verified]
        year = _YEAR.fullmatch(row.texts.get("year", ""))
        same = [
            earlier.name
            for _, earlier, others in kept
            if earlier.texts.get(maker) == row.texts.get(maker) and _equal(others, numbers)
        ]
        if row.name in why:
            continue
        if len(numbers) < len(fields):
            why[row.name] = "no " + ", no ".join(name for name in fields if name not in row.cells)
        elif row.evidence == RECALLED or doubtful:
            why[row.name] = f"recalled or unverified: {', '.join(doubtful or fields)}"
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
