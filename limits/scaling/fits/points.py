"""The runs that a law is fitted to: parameters, tokens and loss of each."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from limits.errors import InputError, Problem, shown
from limits.interval import LEAST, MOST
from limits.scaling.fits.columns import read_all
from limits.scaling.frontier.prediction import FLOP_PER_PARAMETER_TOKEN
from limits.scaling.law import Fitted, Span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import ArrayLike, NDArray

    from limits.scaling.fits.columns import Sheet

_SIZES = ("parameters", "tokens", "compute")
_SAME = 0.01  # relative difference between compute and 6 N D that is rounding


@dataclass(frozen=True, eq=False)
class Points:
    """Finished training runs, one entry each.

    Parameters
    ----------
    parameters
        Model sizes, counted as the law shall count them [parameter].
    tokens
        Training tokens [token].
    loss
        Final losses [nat/token].
    left_out
        Runs that were given but lack a number.
    remarks
        What a reader of any fit to them must know.

    Examples
    --------
    >>> len(Points.of([1e8, 1e9], [1e10, 1e10], [3.1, float("nan")]))
    1
    """

    parameters: NDArray[np.float64]
    tokens: NDArray[np.float64]
    loss: NDArray[np.float64]
    left_out: int = 0
    remarks: tuple[str, ...] = ()

    @classmethod
    def of(cls, parameters: ArrayLike, tokens: ArrayLike, loss: ArrayLike) -> Points:
        """Take arrays of runs; those with a NaN are left out, and counted.

        Raises
        ------
        InputError
            When the lengths differ, or a number is not positive and finite.
        """
        given = {"parameters": parameters, "tokens": tokens, "loss": loss}
        arrays = {name: np.atleast_1d(np.asarray(values, dtype=float)) for name, values in given.items()}
        problems = [
            Problem(name, f"shape {values.shape}", f"{len(arrays['loss'])} numbers, one for each run")
            for name, values in arrays.items()
            if values.shape != (len(arrays["loss"]),)
        ]
        for name, values in arrays.items():
            bad = np.flatnonzero((values < LEAST) | (values > MOST))
            if len(bad):
                place = (int(bad[0]),) if values.ndim == 1 else ()
                problems.append(Problem(name, f"{values.flat[bad[0]]:g} at {place}", "finite numbers > 0, or NaN"))
        if problems:
            raise InputError("points", problems)
        known = ~np.isnan(np.stack(list(arrays.values()))).any(axis=0)
        N, D, L = (values[known] for values in arrays.values())
        return cls(N, D, L, left_out=int(np.sum(~known)))

    @classmethod
    def read(
        cls,
        path: str | Path | Sequence[str | Path],
        columns: Mapping[str, str] | None = None,
        *,
        constants: Mapping[str, str] | None = None,
        from_compute: str = "",
    ) -> Points:
        """Read runs from tables with a loss and two of parameters, tokens and compute; C = 6 N D gives the third.

        Parameters
        ----------
        path
            The file, or several whose rows are joined: CSV and the like, JSON, JSON lines or Parquet, packed with gzip
            or not; `-` is standard input. Units may stand in the headers, as in ``parameters [1e9]``.
        columns
            Headers by what they hold, where the files call them otherwise.
        constants
            What is the same for all rows and in no column, as in ``{"parameters": "1e9 parameter"}``.
        from_compute
            `parameters` or `tokens`, to be taken from compute although the files state it.

        Raises
        ------
        InputError
            When a file cannot be used; every reason is named.
        """
        if from_compute not in ("", *_SIZES[:2]):
            raise InputError("points", [Problem("from_compute", shown(from_compute), "parameters or tokens")])
        sheets = read_all(path, [*_SIZES, "loss"], [], columns, constants)
        remark = beside_compute([sheet.numbers for sheet in sheets]) if not from_compute else ""
        for sheet in sheets:
            _complete(sheet, from_compute)
        used = (*_SIZES[:2], "loss")
        found = cls.of(*(np.concatenate([sheet.numbers[name] for sheet in sheets]) for name in used))
        return replace(found, remarks=(f"{remark}; parameters and tokens are used as stated",)) if remark else found

    def __len__(self) -> int:
        return len(self.loss)

    @property
    def compute(self) -> NDArray[np.float64]:
        """Training compute, 6 N D [FLOP]."""
        return FLOP_PER_PARAMETER_TOKEN * self.parameters * self.tokens

    @property
    def spans(self) -> Fitted:
        """Return the range that a law fitted to these runs has seen."""
        return Fitted(*(_span(values) for values in (self.parameters, self.tokens, self.compute)))


def _span(values: NDArray[np.float64]) -> Span:
    return Span(float(values.min()), float(values.max())) if len(values) else Span(math.nan, math.nan)


def beside_compute(tables: Sequence[Mapping[str, NDArray[np.float64]]]) -> str:
    """Say how compute differs from 6 N D, over the rows of all tables that state the three; nothing where it does not.

    Examples
    --------
    >>> N, D = np.array([1e8, 1e9]), np.array([2e9, 2e10])
    >>> beside_compute([{"parameters": N, "tokens": D, "compute": 7.2 * N * D}])
    'compute is 1.2 times 6 N D in the median of 2 rows (1.2 to 1.2)'
    """
    parts = [
        found["compute"] / (FLOP_PER_PARAMETER_TOKEN * found["parameters"] * found["tokens"])
        for found in tables
        if found.keys() >= set(_SIZES)
    ]
    ratios = np.concatenate([*parts, np.empty(0)])
    ratios = ratios[np.isfinite(ratios)]
    if not len(ratios) or np.all(np.abs(np.log(ratios)) < _SAME):
        return ""
    middle, low, high = np.median(ratios), ratios.min(), ratios.max()
    return f"compute is {middle:.3g} times 6 N D in the median of {len(ratios)} rows ({low:.3g} to {high:.3g})"


def _complete(sheet: Sheet, from_compute: str) -> None:
    """Fill in parameters or tokens by C = 6 N D, where they are missing or shall come from compute."""
    found = sheet.numbers
    stated = [name for name in _SIZES if name in found and name != from_compute]
    if "loss" not in found or len(stated) < len(_SIZES) - 1:
        other = next((name for name in _SIZES[:2] if name != from_compute), "")
        wanted = f"loss, compute and {other}" if from_compute else "loss, and two of parameters, tokens, compute"
        raise InputError(sheet.where, [sheet.lacks(wanted, "parameters=N,tokens=D,loss=L")])
    for name, other in (("tokens", "parameters"), ("parameters", "tokens")):
        if name not in stated:
            found[name] = found["compute"] / (FLOP_PER_PARAMETER_TOKEN * found[other])
