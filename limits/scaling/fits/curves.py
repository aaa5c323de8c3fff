"""Learning curves: the loss of several runs along their training, against the compute spent so far."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from limits.errors import InputError, Problem
from limits.interval import LEAST, MOST
from limits.scaling.fits import plausible
from limits.scaling.fits.columns import read_all
from limits.scaling.fits.losses import NATS
from limits.scaling.fits.sizes import beside_compute
from limits.scaling.frontier.prediction import FLOP_PER_PARAMETER_TOKEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
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
        Loss [loss_unit].
    names
        The curves in the order of their first point.
    left_out
        Points that were given but lack a number.
    remarks
        What a reader of their envelope must know.
    loss_unit
        One of `limits.scaling.law.LOSS_UNITS`.

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
    remarks: tuple[str, ...] = ()
    loss_unit: str = NATS

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
    def read(
        cls,
        path: str | Path | Sequence[str | Path],
        columns: Mapping[str, str] | None = None,
        *,
        constants: Mapping[str, str] | None = None,
        loss_unit: str = "",
        bytes_per_token: float | None = None,
    ) -> Curves:
        """Read learning curves from tables: the name of the curve, the loss, and compute or parameters and tokens.

        Parameters
        ----------
        path
            The file, or several whose rows are joined, as `Points.read` takes them. Of several files, one without a
            column `curve` is one curve, which is called like the file.
        columns
            Headers by what they hold, where the files call them otherwise.
        constants
            What is the same for all rows and in no column, as in ``{"parameters": "1e9 parameter"}``.
        loss_unit, bytes_per_token
            Unit of the losses where no header says it, and how long a token is [byte], as in `Points.read`.

        Raises
        ------
        InputError
            When a file cannot be used; every reason is named.
        """
        numbers = ["parameters", "tokens", "compute", "loss"]
        sheets = read_all(
            *(path, numbers, ["curve"], columns, constants), loss_unit=loss_unit, bytes_per_token=bytes_per_token
        )
        remark = beside_compute([sheet.numbers for sheet in sheets])
        names: list[str] = []
        for sheet in sheets:
            found = sheet.numbers
            if "compute" not in found and {"parameters", "tokens"} <= found.keys():
                found["compute"] = FLOP_PER_PARAMETER_TOKEN * found["parameters"] * found["tokens"]
            if len(sheets) > 1 and found:
                sheet.texts.setdefault("curve", (sheet.where,) * len(next(iter(found.values()))))
            if {"compute", "loss"} - found.keys() | {"curve"} - sheet.texts.keys():
                wanted = "curve, loss, and compute or both of parameters and tokens"
                raise InputError(sheet.where, [sheet.lacks(wanted, "curve=model,loss=val_loss")])
            names += sheet.texts["curve"]
        compute, loss = (np.concatenate([sheet.numbers[name] for sheet in sheets]) for name in ("compute", "loss"))
        said: tuple[str, ...] = (f"{remark}; compute is used as stated",) if remark else ()
        said += plausible.remarks([sheet.numbers for sheet in sheets])
        return replace(cls.of(names, compute, loss), remarks=said, loss_unit=sheets[0].loss_unit)
