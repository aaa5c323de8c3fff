"""The runs that a law is fitted to: parameters, tokens and loss of each."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from limits.errors import InputError, Problem
from limits.interval import LEAST, MOST
from limits.scaling.fits import columns as sheets
from limits.scaling.frontier.prediction import FLOP_PER_PARAMETER_TOKEN
from limits.scaling.law import Fitted, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
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
        Rows that were given but lack a number.
    run
        Number of the run of each row, from 0, where rows of one run err together, as checkpoints do; None where nobody
        says which rows are of one run: then each is a run of its own.

    Examples
    --------
    >>> len(Points.of([1e8, 1e9], [1e10, 1e10], [3.1, float("nan")]))
    1
    """

    parameters: NDArray[np.float64]
    tokens: NDArray[np.float64]
    loss: NDArray[np.float64]
    left_out: int = 0
    run: NDArray[np.intp] | None = None

    @classmethod
    def of(
        cls, parameters: ArrayLike, tokens: ArrayLike, loss: ArrayLike, run: Iterable[object] | None = None
    ) -> Points:
        """Take arrays of runs; those with a NaN are left out, and counted.

        Parameters
        ----------
        parameters, tokens, loss
            One number for each row.
        run
            The name of the run of each row, if several rows are checkpoints of one; without a name it is left out.

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
        names = None if run is None else [str(name) for name in run]
        if names is not None and len(names) != len(arrays["loss"]):
            problems.append(Problem("run", f"{len(names)} names", f"{len(arrays['loss'])}, one for each row"))
        if problems:
            raise InputError("points", problems)
        known = ~np.isnan(np.stack(list(arrays.values()))).any(axis=0)
        if names is not None:
            known &= np.array([bool(name) for name in names], dtype=bool)
        N, D, L = (values[known] for values in arrays.values())
        return cls(N, D, L, left_out=int(np.sum(~known)), run=_numbered(names, known))

    @classmethod
    def read(cls, path: str | Path, columns: Mapping[str, str] | None = None) -> Points:
        """Read runs from a CSV file with a loss and two of parameters, tokens and compute; C = 6 N D gives the third.

        A column `run` names the run of each row, where several rows are checkpoints of one.

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
        sheet = sheets.read(path, [*_SIZES, "loss"], ["run"], columns or {})
        found = sheet.numbers
        sizes = [name for name in _SIZES if name in found]
        if "loss" not in found or len(sizes) < len(_SIZES) - 1:
            problem = sheet.lacks("loss, and two of parameters, tokens, compute", "parameters=N,tokens=D,loss=L")
            raise InputError(str(path).rsplit("/", maxsplit=1)[-1], [problem])
        if "tokens" not in found:
            found["tokens"] = found["compute"] / (FLOP_PER_PARAMETER_TOKEN * found["parameters"])
        if "parameters" not in found:
            found["parameters"] = found["compute"] / (FLOP_PER_PARAMETER_TOKEN * found["tokens"])
        return cls.of(found["parameters"], found["tokens"], found["loss"], sheet.texts.get("run"))

    def last(self) -> Points:
        """Return the row of each run with the most tokens.

        Raises
        ------
        InputError
            When nobody says which rows are of one run.

        Examples
        --------
        >>> Points.of([1e8, 1e8, 1e9], [1e9, 2e9, 2e10], [4.1, 3.9, 3.1], ["a", "a", "b"]).last().loss.tolist()
        [3.9, 3.1]
        """
        if self.run is None:
            raise InputError("points", [Problem("run", "no rows of one run", "a column with the run of each row")])
        return self._kept(np.lexsort((-self.tokens, self.run)), self.run)

    def best(self) -> Points:
        """Return the row of each run with the least loss; where runs are not named, that of each pair of N and D.

        Examples
        --------
        >>> Points.of([1e8, 1e8, 1e9], [1e9, 1e9, 2e10], [4.1, 3.9, 3.1]).best().loss.tolist()
        [3.9, 3.1]
        """
        groups = self.run if self.run is not None else self.pairs
        return self._kept(np.lexsort((self.loss, groups)), groups)

    def _kept(self, order: NDArray[np.intp], groups: NDArray[np.intp]) -> Points:
        """Return the first row of each group in some order."""
        first = order[np.unique(groups[order], return_index=True)[1]]
        return replace(
            self, parameters=self.parameters[first], tokens=self.tokens[first], loss=self.loss[first], run=None
        )

    def __len__(self) -> int:
        return len(self.loss)

    @property
    def independent(self) -> int:
        """How many runs there are, each of which errs by itself."""
        return len(self) if self.run is None else len(np.unique(self.run))

    @property
    def pairs(self) -> NDArray[np.intp]:
        """Number of the pair of parameters and tokens of each row."""
        sizes = np.column_stack([self.parameters, self.tokens])
        return np.unique(sizes, axis=0, return_inverse=True)[1].ravel()

    @property
    def compute(self) -> NDArray[np.float64]:
        """Training compute, 6 N D [FLOP]."""
        return FLOP_PER_PARAMETER_TOKEN * self.parameters * self.tokens

    @property
    def spans(self) -> Fitted:
        """Return the range that a law fitted to these runs has seen."""
        return Fitted(*(_span(values) for values in (self.parameters, self.tokens, self.compute)))


def _numbered(names: list[str] | None, known: NDArray[np.bool_]) -> NDArray[np.intp] | None:
    """Return the number of the run of each row that is known, in the order of their first rows; None without names."""
    if names is None:
        return None
    kept = [name for name, each in zip(names, known, strict=True) if each]
    order = {name: place for place, name in enumerate(dict.fromkeys(kept))}
    return np.array([order[name] for name in kept], dtype=np.intp)


def _span(values: NDArray[np.float64]) -> Span:
    return Span(float(values.min()), float(values.max())) if len(values) else Span(math.nan, math.nan)
