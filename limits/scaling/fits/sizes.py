"""Sizes of runs as files state them: two of parameters, tokens and compute, and C = 6 N D for the third."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from limits.errors import InputError
from limits.scaling.frontier.prediction import FLOP_PER_PARAMETER_TOKEN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from limits.scaling.fits.columns import Sheet

VARIABLES = ("parameters", "tokens", "compute")
"""What a run is known by."""

_SAME = 0.01  # relative difference between compute and 6 N D that is rounding


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
        if found.keys() >= set(VARIABLES)
    ]
    ratios = np.concatenate([*parts, np.empty(0)])
    ratios = ratios[np.isfinite(ratios)]
    if not len(ratios) or np.all(np.abs(np.log(ratios)) < _SAME):
        return ""
    middle, low, high = np.median(ratios), ratios.min(), ratios.max()
    return f"compute is {middle:.3g} times 6 N D in the median of {len(ratios)} rows ({low:.3g} to {high:.3g})"


def complete(sheet: Sheet, from_compute: str) -> None:
    """Fill in parameters or tokens by C = 6 N D, where they are missing or shall come from compute."""
    found = sheet.numbers
    stated = [name for name in VARIABLES if name in found and name != from_compute]
    if "loss" not in found or len(stated) < len(VARIABLES) - 1:
        other = next((name for name in VARIABLES[:2] if name != from_compute), "")
        wanted = f"loss, compute and {other}" if from_compute else "loss, and two of parameters, tokens, compute"
        raise InputError(sheet.where, [sheet.lacks(wanted, "parameters=N,tokens=D,loss=L")])
    for name, other in (("tokens", "parameters"), ("parameters", "tokens")):
        if name not in stated:
            found[name] = found["compute"] / (FLOP_PER_PARAMETER_TOKEN * found[other])


def one_size(sheet: Sheet, variable: str) -> NDArray[np.float64]:
    """Return parameters, tokens or compute of the rows of a table: as it states them, else by C = 6 N D.

    Raises
    ------
    InputError
        When it states neither, or no loss.
    """
    found = sheet.numbers
    others = [name for name in VARIABLES if name != variable and name in found]
    if "loss" not in found or (variable not in found and len(others) < len(VARIABLES) - 1):
        raise InputError(sheet.where, [sheet.lacks(f"loss and {variable}", f"{variable}=HEADER,loss=L")])
    if variable in found:
        return found[variable]
    if variable == "compute":
        return FLOP_PER_PARAMETER_TOKEN * found["parameters"] * found["tokens"]
    (other,) = set(others) - {"compute"}
    return found["compute"] / (FLOP_PER_PARAMETER_TOKEN * found[other])
