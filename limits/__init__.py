"""Physical and mathematical limits of AI training runs, against the empirical scaling frontier.

Examples
--------
>>> import limits
>>> a = limits.assess("llama-3.1-405b")
>>> round(a.bounds["landauer"].headroom.value, 2)
7.65

Importing the package loads none of pint, scipy, sympy or numpy: each name below is fetched when first used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from limits import bounds, catalog, laws, pasted, scaling
    from limits.assessment.assessor import assess
    from limits.assessment.records import Assessment
    from limits.errors import LimitsError
    from limits.runs import TrainingRun, load
    from limits.units.stated import quantity

__version__ = "0.1.0"
"""Version of the package."""

__all__ = [
    "Assessment",
    "LimitsError",
    "TrainingRun",
    "__version__",
    "assess",
    "bounds",
    "catalog",
    "laws",
    "load",
    "pasted",
    "quantity",
    "scaling",
]

_ROOMS = ("bounds", "catalog", "laws", "pasted", "scaling")
_HOMES = {
    "Assessment": "limits.assessment.records",
    "LimitsError": "limits.errors",
    "TrainingRun": "limits.runs",
    "assess": "limits.assessment.assessor",
    "load": "limits.runs",
    "quantity": "limits.units.stated",
}


if not TYPE_CHECKING:  # for a type checker, a misspelt name stays one

    def __getattr__(name: str) -> Any:
        """Fetch a public name when it is first used (PEP 562)."""
        if name in _ROOMS:
            value = importlib.import_module(f"limits.{name}")
        elif name in _HOMES:
            value = getattr(importlib.import_module(_HOMES[name]), name)
        else:
            raise AttributeError(f"module 'limits' has no attribute {name!r}")
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted(__all__)
