r"""The efficient frontier of learning curves: the least loss that any of them reached at each compute.

Each curve is the medians of its points nearby, so that a noisy reading is not taken for progress, without its warm-up,
and is read off at the same computes, evenly spaced in ln C (`readings`). The least of them at each compute is the
envelope; the law of the envelope is

.. math:: L(C) = E + K\,C^{-\gamma},

fitted with the objective of any other law here; one whose E lies above a loss that was seen is not given. Neighbouring
points of the envelope come from one curve and err together: the intervals count each curve that touches it as one.
Where only the smallest model or only the largest one was run, the least loss is theirs and not that of the best size:
of these ends the law sees what lies near the next.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from limits.errors import InputError, Problem
from limits.scaling.fits.covariance import sandwich, student
from limits.scaling.fits.huber import PUBLISHED_DELTA, SIZE, Objective
from limits.scaling.fits.losses import NATS
from limits.scaling.fits.newton import minimise
from limits.scaling.fits.readings import Reading, smoothed, together, warm_up
from limits.scaling.fits.record import Estimate

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from limits.scaling.fits.curves import Curves
    from limits.typing import Array, Num

PER_DECADE = 40
"""Computes at which the curves are read off, for each factor of ten."""

_FREE = 3  # E, K, gamma
_CURVES = 4  # curves that must touch the envelope: as many as coefficients, and one that errs
_BASIS = np.eye(SIZE)[:, [0, 2, 3]]  # of (a, b, e, alpha, beta): ln K, ln E and gamma; the term in D is left out
_ABSENT = -700.0  # ln of a term that is left out
_SLOPES = (0.05, 0.1, 0.2, 0.4)  # where gamma starts
_SHARES = (0.1, 0.5, 0.9)  # of the least loss, where E starts


class Touch(NamedTuple):
    """A stretch of the envelope that one curve makes [FLOP]; a curve may touch it several times."""

    curve: str
    low: float
    high: float


@dataclass(frozen=True, eq=False)
class Envelope:
    """The efficient frontier of learning curves.

    Parameters
    ----------
    compute, loss
        The envelope: at each compute [FLOP] the least loss [loss_unit].
    touches
        Which curve makes which stretch of it.
    coefficients
        E, K and gamma of L = E + K C^-gamma, with intervals where enough curves touch; empty if they are too few.
    objective, converged
        The sum of Huber's function at the fit, and whether several starts ended there.
    warnings
        What a reader must know.
    loss_unit
        One of `limits.scaling.law.LOSS_UNITS`.
    """

    compute: Array
    loss: Array
    touches: tuple[Touch, ...]
    coefficients: dict[str, Estimate]
    objective: float
    converged: bool
    warnings: tuple[str, ...]
    loss_unit: str = NATS

    def __call__(self, compute: Num) -> Num:
        """Return the loss of the fitted law at some compute [loss_unit]."""
        E, K, gamma = (self.coefficients[name].value for name in ("E", "K", "gamma"))
        return E + K * compute**-gamma


def envelope(curves: Curves, *, delta: float = PUBLISHED_DELTA, per_decade: int = PER_DECADE) -> Envelope:
    """Find the efficient frontier of learning curves, and its law.

    Parameters
    ----------
    curves
        Points of the curves.
    delta
        Error in ln(loss) at which Huber's function passes from square to size.
    per_decade
        Computes at which the curves are read off, for each factor of ten.

    Raises
    ------
    InputError
        When there are no points.

    Examples
    --------
    >>> from limits.scaling.fits.curves import Curves
    >>> C = np.geomspace(1e18, 1e20, 50)
    >>> small, large = 2 + 1e5 * C**-0.3 + 0.1, 2 + 4e6 * C**-0.38 + 0.02
    >>> found = envelope(Curves.of(["small"] * 50 + ["large"] * 50, [*C, *C], [*small, *large]))
    >>> [touch.curve for touch in found.touches], found.warnings
    (['small', 'large'], ('2 curves touch the envelope: 4 are needed for its law',))
    """
    if not len(curves.loss):
        raise InputError("envelope", [Problem("curves", "no points", "learning curves")])
    trained, warm = _trained(curves, smoothed(curves, per_decade))
    compute, readings = together(trained, per_decade)
    best = np.nanargmin(readings, axis=0)
    loss = readings[best, np.arange(len(compute))]
    # More compute never forces a higher loss: what lies above an earlier point of the envelope is no frontier.
    efficient = loss <= np.minimum.accumulate(loss)
    compute, loss, best = compute[efficient], loss[efficient], best[efficient]
    touches = _touches(curves.names, compute, best)
    touching, unit = np.unique(best), curves.loss_unit
    said = [] if not curves.left_out else [f"{curves.left_out} points left out, since a number is missing"]
    said += [*warm, *curves.remarks]
    if len(touching) < _CURVES:
        many = f"{len(touching)} curve{'s touch' if len(touching) > 1 else ' touches'} the envelope"
        return Envelope(
            compute, loss, touches, {}, np.nan, False, (f"{many}: {_CURVES} are needed for its law", *said), unit
        )
    used = _between(compute, best)
    groups = np.unique(best[used], return_inverse=True)[1]
    coefficients, objective, converged = _law(compute[used], loss[used], groups, delta)
    if not converged:
        said.append("the fit has not converged: do not use its coefficients")
    if coefficients["E"].value > loss.min():
        constant = f"{coefficients['E'].value:.4g}"
        said.append(f"no law is given: its E would be {constant}, above the least loss that was seen, {loss.min():.4g}")
        coefficients = {}
    elif not coefficients["E"].low > 0:
        said.append("the curves do not determine E: losses far beyond them are guesses")
    return Envelope(compute, loss, touches, coefficients, objective, converged, tuple(said), unit)


def _trained(curves: Curves, readings: list[Reading]) -> tuple[list[Reading], list[str]]:
    """Return the readings without those of a warm-up, and what is said of it."""
    starts = [warm_up(reading) for reading in readings]
    if not any(starts):
        return readings, []
    firsts = np.array([reading.compute[start] for reading, start in zip(readings, starts, strict=True)])
    slow = np.array(starts) > 0
    points = int(np.sum((curves.compute < firsts[curves.curve]) & slow[curves.curve]))
    of = "1 curve" if slow.sum() == 1 else f"{slow.sum()} curves"
    said = f"warm-up: the first {points} points of {of} left out, up to where its loss falls fastest"
    kept = [Reading(*(part[start:] for part in reading)) for reading, start in zip(readings, starts, strict=True)]
    return kept, [said.replace("its", "their") if slow.sum() > 1 else said]


def _between(compute: Array, best: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Tell which points the law is fitted to: all but those of the first and last stretch that lie far from the next.

    Far is beyond half the width of the neighbouring stretch, in ln C: about as far as a curve with neighbours on both
    sides reaches from where it touches.
    """
    x, changes = np.log(compute), np.flatnonzero(np.diff(best)) + 1
    starts = np.concatenate([[0], changes, [len(x)]])
    if len(starts) <= _CURVES:  # fewer stretches than a law needs
        return np.ones(len(x), dtype=bool)
    second, last_but_one = x[starts[1] : starts[2]], x[starts[-3] : starts[-2]]
    low = second[0] - 0.5 * np.ptp(second)
    high = last_but_one[-1] + 0.5 * np.ptp(last_but_one)
    inside: NDArray[np.bool_] = (x >= low) & (x <= high)
    return inside


def _touches(names: tuple[str, ...], compute: Array, best: NDArray[np.intp]) -> tuple[Touch, ...]:
    stretches = np.split(np.arange(len(best)), np.flatnonzero(np.diff(best)) + 1)
    return tuple(Touch(names[best[s[0]]], float(compute[s[0]]), float(compute[s[-1]])) for s in stretches)


def _law(
    compute: Array, loss: Array, groups: NDArray[np.intp], delta: float
) -> tuple[dict[str, Estimate], float, bool]:
    """Return E, K and gamma with intervals, the objective, and whether the fit is one."""
    x = np.log(compute)
    objective = Objective(x - x.mean(), np.zeros_like(x), np.log(loss), delta)
    starts = [
        (np.log(loss.mean() - share * loss.min()), _ABSENT, np.log(share * loss.min()), slope, 0.0)
        for share in _SHARES
        for slope in _SLOPES
    ]
    minima = minimise(objective, np.array(starts), basis=_BASIS)
    best = int(np.argmin(minima.values))
    vector, value = minima.vectors[best], float(minima.values[best])
    known = sandwich(objective, vector, _BASIS, groups)
    # From (a, b, e, alpha, beta) to ln E, ln K, gamma.
    outward = np.array([[0.0, 0.0, 1.0, 0.0, 0.0], [1.0, 0.0, 0.0, x.mean(), 0.0], [0.0, 0.0, 0.0, 1.0, 0.0]])
    centre, deviation = outward @ vector, known.deviation(outward)
    reach = student(int(groups.max()) + 1 - _FREE) * deviation
    ends = np.stack([centre, centre - reach, centre + reach, deviation], axis=1)
    with np.errstate(over="ignore"):
        ends[:2, :3] = np.exp(ends[:2, :3])
    ends[:2, 3] *= ends[:2, 0]  # the standard error of exp(z) is exp(z) times that of z
    estimates = {name: Estimate(*row) for name, row in zip(("E", "K", "gamma"), ends.tolist(), strict=True)}
    agreeing = int(np.sum(minima.values <= value * (1.0 + 1e-6)))
    return estimates, value, bool(minima.stopped[best]) and agreeing > 1
