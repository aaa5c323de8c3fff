"""The two types that kernels and columns are made of, once."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

__all__ = ["Array", "Flag", "Num"]

Num: TypeAlias = float | NDArray[np.float64]
"""A number or an array of numbers in SI: what kernels take and give."""

Array: TypeAlias = NDArray[np.float64]
"""A column, draws, points: an array of floats."""

Flag: TypeAlias = bool | NDArray[np.bool_]
"""Whether something holds, of a number or of each in an array."""
