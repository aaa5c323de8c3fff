"""What has been seen: the empirical frontier of loss against parameters, tokens and compute.

A fit is a `ScalingLaw`, of kind trend, never a law of physics: it bounds nothing. `forms` holds the one
family that all of them belong to, `published` the named fits, `frontier` what a run asks of them, `counts`
what N means. `fit` fits a law of one's own to finished runs, `envelope` finds the frontier of learning curves.

Examples
--------
>>> from limits import scaling
>>> law = scaling.get("besiroglu2024")
>>> best = scaling.optimum(law, 5.76e23)
>>> f"{best.parameters:.3g} parameters, {best.tokens:.3g} tokens, {best.loss:.4f} {law.loss_unit}"
'7.22e+10 parameters, 1.33e+12 tokens, 1.9744 nat/token'
"""

from limits.scaling.counts import Counted, embedding_parameters, in_count, to_count
from limits.scaling.curves import Curves
from limits.scaling.file import to_toml
from limits.scaling.fitting import Estimate, Fit, fit
from limits.scaling.forms import FORMS, Coefficients
from limits.scaling.frontier import (
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
from limits.scaling.law import Fitted, ScalingLaw, Span
from limits.scaling.lower_envelope import Envelope, envelope
from limits.scaling.points import Points
from limits.scaling.power_law import PowerLaw, power_law
from limits.scaling.profile import Profile
from limits.scaling.published import DEFAULT, LAWS, get, load, names

__all__ = [
    "DEFAULT",
    "FORMS",
    "LAWS",
    "Coefficients",
    "Counted",
    "Curves",
    "Envelope",
    "Estimate",
    "Fit",
    "Fitted",
    "Optimum",
    "Path",
    "Point",
    "Points",
    "PowerLaw",
    "Profile",
    "ScalingLaw",
    "Span",
    "along_path",
    "compute_for_loss",
    "embedding_parameters",
    "envelope",
    "excess",
    "extrapolation",
    "fit",
    "get",
    "in_count",
    "load",
    "loss",
    "loss_at",
    "loss_gained",
    "names",
    "optimum",
    "overcompute",
    "path",
    "power_law",
    "reducible",
    "share_of_reducible",
    "to_count",
    "to_toml",
]
