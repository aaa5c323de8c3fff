"""Sizes that no training run has: a column of logarithms, of billions, or of another thing, read as plain numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

_LEAST = {"parameters": 1e4, "tokens": 1e4, "compute": 1e9}
"""What the largest run of a set has at least, by far, in parameters, tokens and FLOP."""

_UNITS = {"parameters": "parameters", "tokens": "tokens", "compute": "FLOP"}


def remarks(tables: Sequence[Mapping[str, NDArray[np.float64]]]) -> tuple[str, ...]:
    """Say which sizes of some tables are those of no training run.

    Parameters
    ----------
    tables
        Columns by what they hold, in canonical units.

    Examples
    --------
    >>> remarks([{"parameters": np.array([7e9]), "compute": np.array([18.2, 23.5])}])[0].partition(":")[0]
    'no run has 23.5 FLOP, the largest compute here'
    >>> remarks([{"parameters": np.array([7e9]), "tokens": np.array([2e12])}])
    ()
    """
    said = []
    for name, least in _LEAST.items():
        values = np.concatenate([np.empty(0), *(table[name] for table in tables if name in table)])
        values = values[np.isfinite(values)]
        if len(values) and values.max() < least:
            said.append(
                f"no run has {values.max():.3g} {_UNITS[name]}, the largest {name} here: of logarithms take the powers "
                f"first, and write another unit into the header, as in '{name} [1e9]'"
            )
    return tuple(said)
