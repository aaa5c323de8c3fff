"""What has been seen: the empirical frontier of loss against parameters, tokens and compute.

A fit is a `ScalingLaw`, of kind trend, never a law of physics: it bounds nothing. `forms` holds the one family that all
of them belong to, `published` the named fits, `frontier` what a run asks of them, `parameter_counts` what N means.
`fit` fits a law of one's own to finished runs, `envelope` finds the frontier of learning curves.

Examples
--------
>>> from limits import scaling
>>> law = scaling.get("besiroglu2024")
>>> best = scaling.optimum(law, 5.76e23)
>>> f"{best.parameters:.3g} parameters, {best.tokens:.3g} tokens, {best.loss:.4f} {law.loss_unit}"
'7.22e+10 parameters, 1.33e+12 tokens, 1.9744 nat/token'
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from limits.scaling.fits.comparison import Comparison, compare
    from limits.scaling.fits.curves import Curves
    from limits.scaling.fits.envelope import Envelope, envelope
    from limits.scaling.fits.fit import fit
    from limits.scaling.fits.fitted_forms import FittedForm, fitted_form
    from limits.scaling.fits.holdout import HoldOut, holdout
    from limits.scaling.fits.isoflop import Bias, Isoflop, Valley, isoflop
    from limits.scaling.fits.lack_of_fit import LackOfFit, lack_of_fit
    from limits.scaling.fits.points import Points
    from limits.scaling.fits.power_law import PowerLaw, power_law
    from limits.scaling.fits.power_product import PowerProduct, power_product
    from limits.scaling.fits.profile import Profile
    from limits.scaling.fits.record import Estimate, Fit
    from limits.scaling.fits.residuals import Residuals, residuals
    from limits.scaling.fits.trained import trained
    from limits.scaling.forms import FORMS, Coefficients
    from limits.scaling.frontier.prediction import (
        Optimum,
        Path,
        Point,
        along_path,
        compute_for_loss,
        excess,
        extrapolation,
        loss,
        loss_at,
        loss_gained,
        optimum,
        overcompute,
        path,
        reducible,
        share_of_reducible,
    )
    from limits.scaling.held_out import HeldOut
    from limits.scaling.law import Fitted, ScalingLaw, Span
    from limits.scaling.parameter_counts import Counted, embedding_parameters, in_count, to_count
    from limits.scaling.published import DEFAULT, LAWS, get, load, names
    from limits.scaling.published.reader import to_toml

__all__ = [
    "DEFAULT",
    "FORMS",
    "LAWS",
    "Bias",
    "Coefficients",
    "Comparison",
    "Counted",
    "Curves",
    "Envelope",
    "Estimate",
    "Fit",
    "Fitted",
    "FittedForm",
    "HeldOut",
    "HoldOut",
    "Isoflop",
    "LackOfFit",
    "Optimum",
    "Path",
    "Point",
    "Points",
    "PowerLaw",
    "PowerProduct",
    "Profile",
    "Residuals",
    "ScalingLaw",
    "Span",
    "Valley",
    "along_path",
    "compare",
    "compute_for_loss",
    "embedding_parameters",
    "envelope",
    "excess",
    "extrapolation",
    "fit",
    "fitted_form",
    "get",
    "holdout",
    "in_count",
    "isoflop",
    "lack_of_fit",
    "load",
    "loss",
    "loss_at",
    "loss_gained",
    "names",
    "optimum",
    "overcompute",
    "path",
    "power_law",
    "power_product",
    "reducible",
    "residuals",
    "share_of_reducible",
    "to_count",
    "to_toml",
    "trained",
]

_HOMES = {
    "fits.comparison": ("Comparison", "compare"),
    "fits.curves": ("Curves",),
    "fits.envelope": ("Envelope", "envelope"),
    "fits.fit": ("fit",),
    "fits.fitted_forms": ("FittedForm", "fitted_form"),
    "fits.holdout": ("HoldOut", "holdout"),
    "fits.isoflop": ("Bias", "Isoflop", "Valley", "isoflop"),
    "fits.lack_of_fit": ("LackOfFit", "lack_of_fit"),
    "fits.points": ("Points",),
    "fits.power_law": ("PowerLaw", "power_law"),
    "fits.power_product": ("PowerProduct", "power_product"),
    "fits.profile": ("Profile",),
    "fits.record": ("Estimate", "Fit"),
    "fits.residuals": ("Residuals", "residuals"),
    "fits.trained": ("trained",),
    "forms": ("FORMS", "Coefficients"),
    "frontier.prediction": (
        *("Optimum", "Path", "Point", "along_path", "compute_for_loss", "excess", "extrapolation", "loss", "loss_at"),
        *("loss_gained", "optimum", "overcompute", "path", "reducible", "share_of_reducible"),
    ),
    "held_out": ("HeldOut",),
    "law": ("Fitted", "ScalingLaw", "Span"),
    "parameter_counts": ("Counted", "embedding_parameters", "in_count", "to_count"),
    "published": ("DEFAULT", "LAWS", "get", "load", "names"),
    "published.reader": ("to_toml",),
}
"""The same names by the file they stand in; a test holds both together."""

_HOME = {name: home for home, names in _HOMES.items() for name in names}


if not TYPE_CHECKING:  # for a type checker, a misspelt name stays one

    def __getattr__(name: str) -> Any:
        """Fetch a public name when it is first used (PEP 562)."""
        if name not in _HOME:
            raise AttributeError(f"module 'limits.scaling' has no attribute {name!r}")
        value = getattr(importlib.import_module(f"limits.scaling.{_HOME[name]}"), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
