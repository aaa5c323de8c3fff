"""The types that kernels, columns and calls are made of, once.

At run time kernels also take complex numbers, for derivatives by a complex step; the types do not say so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pint

__all__ = ["Amount", "Array", "Flag", "Num", "PureNumber", "Quantity"]

Num: TypeAlias = float | NDArray[np.float64]
"""A number or an array of numbers in SI: what kernels take and give."""

Array: TypeAlias = NDArray[np.float64]
"""A column, draws, points: an array of floats."""

Flag: TypeAlias = bool | NDArray[np.bool_]
"""Whether something holds, of a number or of each in an array."""

Quantity: TypeAlias = "pint.Quantity[Any]"
"""A number or an array with its unit, in any registry of pint: what laws give."""

Amount: TypeAlias = "Quantity | str | tuple[float | Sequence[float] | NDArray[np.floating[Any] | np.integer[Any]], str]"
"""What laws take for an input with a unit: a quantity, a text such as ``"300 K"``, or a pair, ``(array, "K")``."""

PureNumber: TypeAlias = "Amount | float | Sequence[float] | NDArray[np.floating[Any] | np.integer[Any]]"
"""What laws take for an input of unit 1: plain numbers too."""
