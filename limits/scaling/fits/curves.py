"""Learning curves: the loss of several runs along their training, against the compute spent so far."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from limits.errors import InputError, Problem
from limits.interval import LEAST, MOST
from limits.scaling.fits import columns as sheets
from limits.scaling.frontier.prediction import FLOP_PER_PARAMETER_TOKEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True, eq=False)
class Curves:
    """Points of learning curves, one entry each.

    Parameters
    ----------
    curve
        Number of the curve that a point belongs to, an index of `names`.
    compute
        Compute spent so far [FLOP].
    loss
        Loss [nat/token].
    names
        The curves in the order of their first point.
    left_out
        Points that were given but lack a number.

    Examples
    --------
    >>> curves = Curves.of(["a", "a", "b"], [1e18, 1e19, 1e19], [4.0, 3.5, 3.4])
    >>> curves.names, curves.curve.tolist()
    (('a', 'b'), [0, 0, 1])
    """

    curve: NDArray[np.intp]
    compute: NDArray[np.float64]
    loss: NDArray[np.float64]
    names: tuple[str, ...]
    left_out: int = 0

    @classmethod
    def of(cls, names: Iterable[object], compute: ArrayLike, loss: ArrayLike) -> Curves:
        """Take arrays of points; those with a NaN are left out, and counted.

        Raises
        ------
        InputError
            When the lengths differ, or a number is not positive and finite.
        """
        labels = [str(name) for name in names]
        arrays = {"compute": np.asarray(compute, dtype=float), "loss": np.asarray(loss, dtype=float)}
        problems = []
        for name, values in arrays.items():
            if values.shape != (len(labels),):
                problems.append(Problem(name, f"shape {values.shape}", f"{len(labels)} numbers, one for each point"))
            if ((values < LEAST) | (values > MOST)).any():
                problems.append(Problem(name, "numbers that are 0, negative or infinite", "finite numbers > 0, or NaN"))
        if problems:
            raise InputError("curves", problems)
        known = ~(np.isnan(arrays["compute"]) | np.isnan(arrays["loss"]))
        order = {name: place for place, name in enumerate(dict.fromkeys(np.array(labels, dtype=object)[known]))}
        curve = np.array([order[name] for name, kept in zip(labels, known, strict=True) if kept], dtype=np.intp)
        return cls(curve, arrays["compute"][known], arrays["loss"][known], tuple(order), int(np.sum(~known)))

    @classmethod
    def read(cls, path: str | Path, columns: Mapping[str, str] | None = None) -> Curves:
        """Read learning curves from a CSV file: the name of the curve, the loss, and compute or parameters and tokens.

        Parameters
        ----------
        path
            The file; units may stand in the headers, as in ``compute [1e18]``.
        columns
            Headers by what they hold, where the file calls them otherwise.

        Raises
        ------
        InputError
            When the file cannot be used; every reason is named.
        """
        sheet = sheets.read(path, ["parameters", "tokens", "compute", "loss"], ["curve"], columns or {})
        found = sheet.numbers
        if "compute" not in found and {"parameters", "tokens"} <= found.keys():
            found["compute"] = FLOP_PER_PARAMETER_TOKEN * found["parameters"] * found["tokens"]
        missing = {"compute", "loss"} - found.keys() | {"curve"} - sheet.texts.keys()
        if missing:
            wanted = "curve, loss, and compute or both of parameters and tokens"
            problem = sheet.lacks(wanted, "curve=model,loss=val_loss")
            raise InputError(str(path).rsplit("/", maxsplit=1)[-1], [problem])
        return cls.of(sheet.texts["curve"], found["compute"], found["loss"])
