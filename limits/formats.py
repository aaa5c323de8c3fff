"""Number formats: how wide an operand and its accumulator are, and which numbers the bit patterns mean.

The facts are rows of ``data/formats.toml``; this module reads them and decodes bit patterns, nothing else.

Examples
--------
>>> number_format("fp8").name, number_format("bf16").width
('fp8-e4m3', 16)
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from limits.errors import DataError, UnknownNameError
from limits.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

__all__ = ["NumberFormat", "number_format", "number_formats"]

_FILE = Path(__file__).parent / "data" / "formats.toml"


@frozen
class NumberFormat:
    """One row of ``data/formats.toml``; the head of that file says what each field means."""

    name: str
    title: str
    width: int
    accumulator: int
    sources: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    exponent: int = 0
    mantissa: int = 0
    special: str = ""
    integer: str = ""
    element: str = ""
    block: int = 1
    scale: int = 0
    tensor: int = 0

    def __post_init__(self) -> None:
        if not self.sources:
            raise DataError(_FILE.name, self.name, "no sources", "every number format names where it was read")
        if not self.integer and self.width != 1 + self.exponent + self.mantissa:
            raise DataError(_FILE.name, self.name, "sign, exponent and mantissa do not add up to the width")
        if bool(self.element) != (self.block > 1 and self.scale > 0):
            raise DataError(_FILE.name, self.name, "a common scale needs its bits, a block of numbers and their format")

    @property
    def stored(self) -> float:
        """Bits in which one number is stored, its share of a common scale included; a scale per tensor adds nothing.

        Examples
        --------
        >>> number_format("mxfp8").stored, number_format("nvfp4").stored, number_format("bf16").stored
        (8.25, 4.5, 16.0)
        """
        return self.width + self.scale / self.block

    def magnitudes(self) -> NDArray[np.float64]:
        """Return the non-negative floating-point numbers in the order of their bit patterns, before any common scale.

        Returns
        -------
        numpy.ndarray
            ``2 ** (width - 1)`` values, finite ones first and rising, then infinity and NaN where the format has them.

        Examples
        --------
        >>> number_format("fp4").magnitudes().tolist()
        [0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0]
        """
        code = np.arange(2 ** (self.width - 1))
        power, fraction = code >> self.mantissa, code & (2**self.mantissa - 1)
        # A subnormal number has no leading one and shares the exponent of the smallest normal number.
        scale = 2.0 ** (np.maximum(power, 1) - (2 ** (self.exponent - 1) - 1) - self.mantissa)
        values: NDArray[np.float64] = ((power > 0) * 2.0**self.mantissa + fraction) * scale
        if self.special == "ieee":
            top = power == 2**self.exponent - 1
            values[top] = np.where(fraction[top] == 0, np.inf, np.nan)
        elif self.special == "nan":
            values[-1] = np.nan
        return values

    def values(self) -> NDArray[np.float64]:
        """Return the number that each bit pattern means before any common scale, one element per pattern.

        Examples
        --------
        >>> float(number_format("int8").values().min())
        -128.0
        """
        if self.integer:
            low = -(2 ** (self.width - 1)) if self.integer == "signed" else 0
            return np.arange(low, low + 2**self.width, dtype=np.float64)
        positive = self.magnitudes()
        return np.concatenate([positive, -positive])


@cache
def number_formats() -> Mapping[str, NumberFormat]:
    """Return every number format by name, in the order of the file."""
    tables: dict[str, dict[str, Any]] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    for row in tables.values():
        if "element" in row:
            row |= {key: tables[row["element"]][key] for key in ("width", "exponent", "mantissa", "special")}
        row["sources"], row["aliases"] = tuple(row.get("sources", ())), tuple(row.get("aliases", ()))
    return MappingProxyType({name: NumberFormat(name, **row) for name, row in tables.items()})


def number_format(name: str) -> NumberFormat:
    """Return the number format called `name`, by its name or one of its aliases, in any case.

    Raises
    ------
    UnknownNameError
        If there is no such number format.

    Examples
    --------
    >>> number_format("bf15")
    Traceback (most recent call last):
        ...
    limits.errors.UnknownNameError: no number format is called 'bf15'; did you mean bf16 or fp16?
    """
    known = {alias: row for row in number_formats().values() for alias in (row.name, *row.aliases)}
    found = known.get(name.strip().lower())
    if found is None:
        raise UnknownNameError("number format", name, known)
    return found
