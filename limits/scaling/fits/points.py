"""The runs that a law is fitted to: parameters, tokens and loss of each."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from limits.errors import InputError, Problem
from limits.interval import LEAST, MOST
from limits.scaling.fits import columns as sheets
from limits.scaling.frontier.prediction import FLOP_PER_PARAMETER_TOKEN
from limits.scaling.law import Fitted, Span

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import ArrayLike, NDArray

_SIZES = ("parameters", "tokens", "compute")


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

    Examples
    --------
    >>> len(Points.of([1e8, 1e9], [1e10, 1e10], [3.1, float("nan")]))
    1
    """

    parameters: NDArray[np.float64]
    tokens: NDArray[np.float64]
    loss: NDArray[np.float64]
    left_out: int = 0

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
    def read(cls, path: str | Path, columns: Mapping[str, str] | None = None) -> Points:
        """Read runs from a CSV file with a loss and two of parameters, tokens and compute; C = 6 N D gives the third.

        Parameters
        ----------
        path
            The file; units may stand in the headers, as in ``parameters [1e9]``.
        columns
            Headers by what they hold, where the file calls them otherwise.

        Raises
        ------
        InputError
            When the file cannot be used; every reason is named.
        """
        sheet = sheets.read(path, [*_SIZES, "loss"], [], columns or {})
        found = sheet.numbers
        sizes = [name for name in _SIZES if name in found]
        if "loss" not in found or len(sizes) < len(_SIZES) - 1:
            problem = sheet.lacks("loss, and two of parameters, tokens, compute", "parameters=N,tokens=D,loss=L")
            raise InputError(str(path).rsplit("/", maxsplit=1)[-1], [problem])
        if "tokens" not in found:
            found["tokens"] = found["compute"] / (FLOP_PER_PARAMETER_TOKEN * found["parameters"])
        if "parameters" not in found:
            found["parameters"] = found["compute"] / (FLOP_PER_PARAMETER_TOKEN * found["tokens"])
        return cls.of(found["parameters"], found["tokens"], found["loss"])

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
