"""A fit as a record: the JSON of ``limits frontier fit``."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from limits.report.formats.json import plain
from limits.scaling.fits.covariance import LEVEL

if TYPE_CHECKING:
    from limits.scaling import Estimate, Fit

SCHEMA = "limits.fit/1"


@dataclass(frozen=True, slots=True)
class EstimateRecord:
    """A coefficient: its value, the ends of its interval, its standard error; null where the runs leave it open."""

    value: float | None
    low: float | None
    high: float | None
    standard_error: float | None


@dataclass(frozen=True, slots=True)
class FitRecord:
    """A scaling law fitted to runs: the least objective, the coefficients there, and how far they can be trusted."""

    form: str
    minimised: str
    delta: float | None
    objective: float
    coefficients: dict[str, EstimateRecord]
    level: float
    points: int
    left_out: int
    converged: bool
    gradient: float
    starts: int
    starts_agreeing: int
    spread: float
    covariance: tuple[tuple[float, ...], ...] | None
    bootstrap: int
    seed: int | None
    warnings: tuple[str, ...]


def fit_to_dict(fit: Fit, seed: int | None = None) -> dict[str, Any]:
    """Return a fit as plain data.

    Examples
    --------
    >>> from limits import scaling
    >>> N, D = [1e8, 2e8, 4e8, 8e8, 1e9, 2e9], [1e9, 8e9, 2e9, 1e10, 3e9, 9e9]
    >>> found = scaling.fit(N, D, [1.8 + 480 / n**0.35 + 2100 / d**0.37 for n, d in zip(N, D)])
    >>> said = fit_to_dict(found)
    >>> said["schema"], said["points"], said["converged"], round(said["coefficients"]["alpha"]["value"], 6)
    ('limits.fit/1', 6, True, 0.35)
    """
    record = FitRecord(
        form=fit.form,
        minimised=fit.objective_name,
        delta=_known(fit.delta),
        objective=fit.objective,
        coefficients={name: _estimate(estimate) for name, estimate in fit.coefficients.items()},
        level=LEVEL,
        points=len(fit.points),
        left_out=fit.points.left_out,
        converged=fit.converged,
        gradient=fit.gradient,
        starts=fit.starts,
        starts_agreeing=fit.starts_agreeing,
        spread=fit.spread,
        covariance=None if fit.covariance is None else tuple(tuple(row) for row in fit.covariance.tolist()),
        bootstrap=len(fit.resamples),
        seed=seed if len(fit.resamples) else None,
        warnings=fit.warnings,
    )
    return {"schema": SCHEMA, **plain(record)}


def _estimate(estimate: Estimate) -> EstimateRecord:
    return EstimateRecord(*(_known(number) for number in estimate))


def _known(number: float) -> float | None:
    return float(number) if math.isfinite(number) else None
