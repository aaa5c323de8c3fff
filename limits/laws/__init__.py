"""What is possible: laws of physics and mathematics, with no training run in sight.

Each law is called with quantities or texts, has its kernel on SI floats and arrays, can be solved for any input, and
explains itself: ``help(laws.landauer)``.

Examples
--------
>>> from limits import laws
>>> f"{laws.landauer(bits='1e26 bit', temperature='300 K').to('kJ'):.4g~}"
'287.1 kJ'
>>> f"{laws.landauer.kernel(1.0, 300.0):.4g}"
'2.871e-21'
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from limits.laws.domain import Domain
from limits.laws.formulary import table
from limits.laws.formulary.energy import erasure
from limits.laws.formulary.energy.erasure import erased_bits, every_convention, logical_erasure, multiply_erasure
from limits.laws.formulary.table import get
from limits.laws.input import Input, Kind, Sense
from limits.laws.law import Law

if TYPE_CHECKING:
    from limits.laws.formulary.search import search

__all__ = [  # and every law by its name: `limits.laws.formulary.table.HOMES` lists them
    "LAWS",
    "Domain",
    "Input",
    "Kind",
    "Law",
    "Sense",
    "erased_bits",
    "erasure",
    "every_convention",
    "get",
    "logical_erasure",
    "multiply_erasure",
    "search",
]

LAWS: tuple[Law, ...]
"""Every law, in the order in which they are listed."""


def __getattr__(name: str) -> Any:
    """Fetch a law, all of them as `LAWS`, or `search`, when it is first asked for (PEP 562)."""
    found: Any
    try:
        if name == "search":
            found = importlib.import_module("limits.laws.formulary.search").search
        else:
            found = table.every() if name == "LAWS" else table.law(name)
    except KeyError:
        raise AttributeError(f"module 'limits.laws' has no attribute {name!r}") from None
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*__all__, *table.HOMES})
