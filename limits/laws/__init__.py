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

from limits.laws import erasure, formulary
from limits.laws.erasure import erased_bits, erasure_range, logical_erasure, multiply_erasure
from limits.laws.formulary import get
from limits.laws.law import Domain, Input, Kind, Law, Sense

if TYPE_CHECKING:
    from limits.laws.densities import storage_densities
    from limits.laws.measured import measured_energies
    from limits.laws.searching import search

__all__ = [  # and every law by its name: `limits.laws.formulary.ROOMS` lists them
    "LAWS",
    "Domain",
    "Input",
    "Kind",
    "Law",
    "Sense",
    "erased_bits",
    "erasure",
    "erasure_range",
    "get",
    "logical_erasure",
    "measured_energies",
    "multiply_erasure",
    "search",
    "storage_densities",
]

LAWS: tuple[Law, ...]

# Beside the laws: what is asked for seldom, by the file it stands in.
_SELDOM = {"measured_energies": "measured", "search": "searching", "storage_densities": "densities"}


def __getattr__(name: str) -> Any:
    """Fetch a law, all of them as `LAWS`, or a table beside them, when it is first asked for (PEP 562)."""
    found: Any
    try:
        if name in _SELDOM:
            found = getattr(importlib.import_module(f"limits.laws.{_SELDOM[name]}"), name)
        else:
            found = formulary.every() if name == "LAWS" else formulary.law(name)
    except KeyError:
        raise AttributeError(f"module 'limits.laws' has no attribute {name!r}") from None
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*__all__, *(name for names in formulary.ROOMS.values() for name in names)})
