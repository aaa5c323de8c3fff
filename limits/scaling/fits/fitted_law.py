"""A fit as a scaling law: what the points tell by themselves, and what their owner must say."""

from __future__ import annotations

from dataclasses import fields
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from limits.draws import HIGH
from limits.errors import InputError, Problem
from limits.scaling.fits.dependence import described
from limits.scaling.forms import answerable, member, sound
from limits.scaling.law import FEWEST_RESAMPLES, ScalingLaw
from limits.scaling.published import LAWS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from limits.scaling.fits.record import Fit

_BY_THE_FIT = {
    "key",
    "form",
    "published",
    "coefficients",
    "fitted",
    "covariance",
    "resamples",
    "degrees",
    "irreducible",
}
_KEPT = 255  # rows of a bootstrap that a law keeps: enough for both ends of an interval, few enough to read
_UNSAID = "not stated"


def as_law(fit: Fit, key: str, about: Mapping[str, Any]) -> ScalingLaw:
    """Return the law of a fit; `Fit.law` describes it."""
    if len(fit.task.form.needs) == 1:
        only = fit.task.form.formula
        mend = "ask the fit itself: --at"
        raise InputError(key, [Problem("fit", only, "a form of parameters and tokens, as a law of loss has", mend)])
    values = {name: estimate.value for name, estimate in fit.coefficients.items()}
    told = {each.name for each in fields(ScalingLaw)} - _BY_THE_FIT
    problems = [Problem(name, "a value", f"one of {', '.join(sorted(told))}") for name in about if name not in told]
    problems += [
        Problem(name, f"{value:.3g}", "a finite number > 0", "the warnings of the fit say why")
        for name, value in values.items()
        if not (np.isfinite(value) and (value > 0 or (name == "E" and name in fit.task.held)))
    ]
    form, published = _constants(fit.form, values)
    if not problems and not answerable(member(form, published)):
        problems.append(Problem("fit", "coefficients that answer for few runs only", "those of a law"))
    if not fit.converged:
        problems.append(Problem("fit", "one that has not converged", "a minimum"))
    if key in LAWS:
        problems.append(Problem("key", key, "a name that no published law has", f"write e.g. {key}-refitted"))
    if problems:
        raise InputError(key, problems)
    said = {
        "title": f"Fit to {described(fit.points)}",
        "modality": "text",
        "objective": "next-token cross entropy",
        "corpus": _UNSAID,
        "tokenizer": _UNSAID,
        "loss_unit": fit.points.loss_unit,
        "counts": "total",
        "source": f"{fit.form}, {fit.objective_name}, objective {fit.objective:.13g}",
        "evidence": "own",
        "notes": (*_pinned(fit), *fit.warnings),
    }
    return ScalingLaw(
        key=key,
        form=form,
        published=MappingProxyType(published),
        coefficients=member(form, published),
        fitted=fit.points.spans,
        resamples=_kept(_of_family(fit)),
        degrees=float(max(fit.degrees, 1)),
        irreducible=_ends(fit),
        covariance=None if fit.sandwich.blind.size else tuple(tuple(map(float, row)) for row in _covariance(fit)),
        **{**said, **about},
    )


def _constants(form: str, values: dict[str, float]) -> tuple[str, dict[str, float]]:
    """Return a form that laws are written in, and its constants."""
    if form == "gadre":  # as the released code writes it, with the 6 of C = 6 N D at the data alone
        eta = values["eta"]
        alpha = values["a"] * 6.0**-eta
        return "gadre", {"E": values["E"], "alpha": alpha, "beta": values["b"], "b": -2.0 * eta}
    return form if form in ("kaplan", "nested") else "hoffmann", values


def _covariance(fit: Fit) -> Any:
    """Return the covariance of ln E, ln A, ln B, alpha, beta, and q if it was not 1."""
    family = fit.task.form.family(fit.points)
    return family @ fit.sandwich.covariance @ family.T


def _of_family(fit: Fit) -> Any:
    """Return rows E, A, B, alpha, beta of the bootstrap, and q if it was not 1."""
    rows = fit.drawn @ fit.task.form.family(fit.points).T
    with np.errstate(over="ignore"):
        rows[:, :3] = np.exp(rows[:, :3])
    if "E" not in fit.task.names or fit.task.held.get("E") == 0.0:
        rows[:, 0] = 0.0
    return rows


def _pinned(fit: Fit) -> tuple[str, ...]:
    """Say which coefficients were not fitted."""
    said = ", ".join(f"{name} = {value:g}" for name, value in fit.task.held.items())
    return (f"pinned, not fitted: {said}; intervals hold them there",) if said else ()


def _ends(fit: Fit) -> tuple[float, float] | None:
    """Return the ends of the interval of E; none if one is open, or E is pinned."""
    if "E" not in fit.coefficients:
        return None
    ends = fit.coefficients["E"].low, fit.coefficients["E"].high
    return ends if np.isfinite(ends).all() else None


def _kept(rows: Any) -> tuple[tuple[float, ...], ...] | None:
    """Return an even choice of the sound rows of a bootstrap; none if there are few, or more than a few are no laws."""
    good = sound(rows) if len(rows) else np.zeros(0, bool)
    if len(rows) < FEWEST_RESAMPLES or good.mean() < HIGH:  # the ends of an interval would be among the others
        return None
    rows = rows[good]
    chosen = rows[np.linspace(0, len(rows) - 1, min(_KEPT, len(rows))).astype(int)]
    return tuple(tuple(map(float, row)) for row in chosen)
