"""How far the runs of a fit lie from its law, whether its form fits, and what it said of runs left out, as records."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from limits.frozen import frozen
from limits.scaling.answers.estimates import known
from limits.scaling.fits.headers import UNITS
from limits.scaling.fits.lack_of_fit import ALARM, lack_of_fit
from limits.scaling.fits.residuals import residuals
from limits.scaling.fits.sizes import VARIABLES

if TYPE_CHECKING:
    from limits.scaling.fits.record import Fit
    from limits.scaling.fits.residuals import Group
    from limits.scaling.held_out import HeldOut

__all__ = ["HoldOutRecord", "LackOfFitRecord", "Misfit", "RunError", "RunGroup", "held_out", "misfit", "untested"]

_WORST = 5


@frozen
class RunError:
    """A run and how far the law lies from it: `error` is ln of predicted over seen, above 0 where the law is high."""

    run: str
    parameters: float | None
    tokens: float | None
    seen: float
    predicted: float
    error: float


@frozen
class RunGroup:
    """Runs of like size or budget, from `low` to `high`, with their mean error and its standard error.

    The standard error is null for a single run.
    """

    by: str
    unit: str
    low: float
    high: float
    rows: int
    runs: int
    mean: float
    standard_error: float | None


@frozen
class LackOfFitRecord:
    """Whether the form fits.

    `p` is the chance of errors that go along with size, tokens or budget as much as these if the form is right, all
    `direction`s together; below `alarm` the form does not fit. `off` is how far the losses that `finding` names lie
    above the law, or jump. Null where it was not tested; `finding` then says why.
    """

    p: float | None
    alarm: float
    fits: bool | None
    direction: str | None
    off: float | None
    finding: str


@frozen
class HoldOutRecord:
    """How a fit without the runs of the largest `factor` of compute predicted them.

    `rms` and `mean` are of the errors in ln(loss), predicted over seen. `held` is the share of what was left out in the
    interval of the law, `held_with_scatter` that in the interval of a next run; null without an interval. `failed` is
    whether the latter is far below the level.
    """

    factor: float
    fitted: int
    predicted: int
    rms: float
    mean: float
    held: float | None
    held_with_scatter: float | None
    failed: bool


@frozen
class Misfit:
    """Errors of the runs of a fit in ln(loss), predicted over seen.

    `rms` is the root of their mean square, `scale` the standard deviation that their median tells, which a few wild
    runs do not move.
    """

    rms: float
    scale: float
    worst: tuple[RunError, ...]
    groups: tuple[RunGroup, ...]
    lack_of_fit: LackOfFitRecord


def misfit(fit: Fit) -> Misfit:
    """Return how far the runs of a fit lie from it.

    Parameters
    ----------
    fit
        What ``limits.scaling.fit`` returns.

    Examples
    --------
    >>> from limits import scaling
    >>> N, D = [1e8, 2e8, 4e8, 8e8, 1e9, 2e9], [1e9, 8e9, 2e9, 1e10, 3e9, 9e9]
    >>> record = misfit(scaling.fit(N, D, [1.8 + 480 / n**0.35 + 2100 / d**0.37 for n, d in zip(N, D)]))
    >>> record.rms < 1e-9, record.lack_of_fit.finding
    (True, '6 runs for 5 coefficients: too few to test the form')
    """
    found, test = residuals(fit), lack_of_fit(fit)
    points = found.points
    sizes = [name for name in VARIABLES if np.isfinite(getattr(points, name)).all()]
    worst = tuple(
        RunError(
            run=points.label(place),
            parameters=known(points.parameters[place]),
            tokens=known(points.tokens[place]),
            seen=float(points.loss[place]),
            predicted=float(found.predicted[place]),
            error=float(found.errors[place]),
        )
        for place in found.worst(_WORST).tolist()
    )
    return Misfit(
        rms=found.rms,
        scale=found.scale,
        worst=worst,
        groups=tuple(_group(name, group) for name in sizes for group in found.by(name)),
        lack_of_fit=LackOfFitRecord(
            p=test.p if test.tested else None,
            alarm=ALARM,
            fits=not test.failed if test.tested else None,
            direction=test.direction if test.tested else None,
            off=test.off if test.tested else None,
            finding=test.words,
        ),
    )


def untested(record: Misfit) -> dict[str, str]:
    """Return why parts of the test of the form are null, by their names in the record of a fit."""
    test = record.lack_of_fit
    parts = ("p", "fits", "direction", "off")
    return {f"misfit.lack_of_fit.{part}": test.finding for part in parts if getattr(test, part) is None}


def held_out(found: HeldOut) -> HoldOutRecord:
    """Return what a hold-out said, as a record."""
    return HoldOutRecord(
        factor=found.factor,
        fitted=found.fitted,
        predicted=found.predicted,
        rms=found.rms,
        mean=found.mean,
        held=found.held,
        held_with_scatter=found.held_with_scatter,
        failed=found.failed,
    )


def _group(name: str, group: Group) -> RunGroup:
    return RunGroup(
        by=name,
        unit=UNITS[name],
        low=group.low,
        high=group.high,
        rows=group.rows,
        runs=group.runs,
        mean=group.mean,
        standard_error=known(group.standard_error),
    )
