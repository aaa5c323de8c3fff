"""What the frontier answers, as records and the functions that make them: in Python what the terminal gets.

Each function takes laws and numbers in canonical units and returns a record of values with unit, interval and origin.
A number that is not known is None, and `unknown` of its record says why.

Examples
--------
>>> from limits import scaling
>>> from limits.scaling import answers
>>> answer = answers.predict(scaling.get("besiroglu2024"), 70e9, 1.4e12)
>>> print(f"{answer.loss.value:.4f} {answer.loss.unit}")
1.9739 nat/token
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from limits.scaling.answers.comparison import Comparison, compare
    from limits.scaling.answers.conversion import Conversion, convert
    from limits.scaling.answers.decays import FittedDecays, fit_decays
    from limits.scaling.answers.efficiency import Ceiling, ceilings
    from limits.scaling.answers.fits import EnvelopeRecord, FitRecord, enveloped, fitted
    from limits.scaling.answers.gain import GainRecord, gains
    from limits.scaling.answers.hardware import History, compute_growth, efficiency_growth
    from limits.scaling.answers.implications import Implied, implied
    from limits.scaling.answers.isoflop import IsoflopRecord, isoflops
    from limits.scaling.answers.limited_text import LimitedText, repeat, unique_tokens_needed
    from limits.scaling.answers.optimum import Optimal, optimal
    from limits.scaling.answers.prediction import Prediction, predict
    from limits.scaling.answers.several_fits import FitsRecord, FormRecord, compared_fits
    from limits.scaling.answers.trends import (
        PublishedTrend,
        PublishedTrends,
        TrendValue,
        published_trend,
        published_trends,
        trend_value,
    )

__all__ = [
    "Ceiling",
    "Comparison",
    "Conversion",
    "EnvelopeRecord",
    "FitRecord",
    "FitsRecord",
    "FittedDecays",
    "FormRecord",
    "GainRecord",
    "History",
    "Implied",
    "IsoflopRecord",
    "LimitedText",
    "Optimal",
    "Prediction",
    "PublishedTrend",
    "PublishedTrends",
    "TrendValue",
    "ceilings",
    "compare",
    "compared_fits",
    "compute_growth",
    "convert",
    "efficiency_growth",
    "enveloped",
    "fit_decays",
    "fitted",
    "gains",
    "implied",
    "isoflops",
    "optimal",
    "predict",
    "published_trend",
    "published_trends",
    "repeat",
    "trend_value",
    "unique_tokens_needed",
]

_HOMES = {
    "comparison": ("Comparison", "compare"),
    "conversion": ("Conversion", "convert"),
    "decays": ("FittedDecays", "fit_decays"),
    "efficiency": ("Ceiling", "ceilings"),
    "fits": ("EnvelopeRecord", "FitRecord", "enveloped", "fitted"),
    "gain": ("GainRecord", "gains"),
    "hardware": ("History", "compute_growth", "efficiency_growth"),
    "implications": ("Implied", "implied"),
    "several_fits": ("FitsRecord", "FormRecord", "compared_fits"),
    "isoflop": ("IsoflopRecord", "isoflops"),
    "limited_text": ("LimitedText", "repeat", "unique_tokens_needed"),
    "optimum": ("Optimal", "optimal"),
    "prediction": ("Prediction", "predict"),
    "trends": ("PublishedTrend", "PublishedTrends", "TrendValue", "published_trend", "published_trends", "trend_value"),
}
"""The same names by the file they stand in; a test holds both together."""

_HOME = {name: home for home, names in _HOMES.items() for name in names}


if not TYPE_CHECKING:  # for a type checker, a misspelt name stays one

    def __getattr__(name: str) -> Any:
        """Fetch a public name when it is first used (PEP 562)."""
        if name not in _HOME:
            raise AttributeError(f"module 'limits.scaling.answers' has no attribute {name!r}")
        value = getattr(importlib.import_module(f"limits.scaling.answers.{_HOME[name]}"), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
