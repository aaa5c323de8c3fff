"""How uncertain the answers of a scaling law are: draws from a bootstrap, or along the tangent of a covariance.

A and alpha, B and beta are so strongly correlated that errors drawn apart would make losses that no run has ever had.
And the covariance of ln E, ln A, ... describes a law near its minimum alone: where E is hardly known, its exponential
far from there is a loss that no run has had either. So a covariance is carried to each answer by the slope of that
answer (the delta method), and no law is ever taken far from its minimum.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import numpy as np

from limits.draws import DRAWS, HIGH, LEVEL, deviations, uniform
from limits.scaling.fits.covariance import student
from limits.scaling.forms import Coefficients, sound

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from limits.scaling.law import ScalingLaw
    from limits.typing import Array, Num

__all__ = ["LINEAR", "Scale", "asymptote", "known", "refused", "spread"]

_Name = TypeVar("_Name", bound=str)
_LOGARITHMS = 3  # E, A and B enter by their logarithms
_Q = 5  # place of q, where it was fitted
_TOWARDS = -np.sqrt([2.0, 3.0, 5.0, 11.0, 7.0, 13.0])  # at right angles to no direction of a usual fit
_NAMES = tuple(f"scaling law, direction {place}" for place in range(6))  # of the coefficients together
_STEP = 2.0**-12  # farthest that a logarithm is moved to take a slope: straight enough, and it keeps ten digits
_REACH = np.array([1.0, 1.0, 1.0, 20.0, 20.0, 1.0])[:, None]  # an exponent moves a loss by the logarithm of a size
_FARTHEST = 100.0  # of a logarithm from its centre: an end beyond that says no more, and would be no float soon
_FEW = 1.0 - HIGH  # share of senseless rows of a bootstrap that both ends of an interval survive


class Scale(NamedTuple):
    """On what scale an answer is nearly a linear function of the coefficients.

    The default is its logarithm. Some answers have either sign, which are linear themselves; others cannot lie below
    `least`, which they touch where a run is the best one, and grow from there as a square.
    """

    linear: bool = False
    least: float | None = None


_LOGARITHMIC = Scale()
LINEAR = Scale(linear=True)
"""Of an answer that has either sign."""


def known(law: ScalingLaw) -> bool:
    """Tell whether a law says how uncertain its coefficients are together."""
    return law.covariance is not None or law.resamples is not None


def refused(law: ScalingLaw) -> tuple[str, ...]:
    """Say why a law that is uncertain gives no intervals; nothing if it gives some, or is not uncertain at all."""
    if law.resamples is None:
        return ()
    senseless = int(np.sum(~sound(np.array(law.resamples))))
    if senseless <= _FEW * len(law.resamples):
        return ()
    said = (
        f"In {senseless} of {len(law.resamples)} resamples of its coefficients the loss does not fall with size, or "
        "lies beyond floats: the law is too uncertain for intervals, and none are shown."
    )
    return (said,)


def spread(
    law: ScalingLaw, ask: Callable[[ScalingLaw], Mapping[_Name, Num]], scales: Mapping[str, Scale] | None = None
) -> dict[_Name, Num]:
    """Return what a law answers, each number over a last axis of draws, the first of them the law's own.

    A bootstrap is used as it is, one row a draw. A covariance is that of a normal distribution of ln E, ln A, ln B,
    alpha and beta, wider as Student's where few runs are behind it; each answer follows it along its tangent at the
    minimum, on its scale. Draws are the same for every run and every law, so that differences between runs are
    differences of runs. A law that says nothing of its errors answers as it is.

    Parameters
    ----------
    law
        A scaling law.
    ask
        What is asked: from a law, whose coefficients may be draws, to numbers by name.
    scales
        The scale of each number that is not followed in its logarithm.

    Examples
    --------
    >>> from limits import scaling
    >>> from limits.draws import interval
    >>> law = scaling.get("besiroglu2024-minimum")
    >>> drawn = spread(law, lambda law: {"loss": scaling.loss(law, 70e9, 1.4e12)})["loss"]
    >>> print("{:.3f} .. {:.3f}".format(*interval(drawn)))
    1.951 .. 1.995
    """
    centre = ask(law)
    if not known(law) or refused(law):
        return dict(centre)
    if law.resamples is not None:
        return dict(ask(replace(law, coefficients=_resampled(law))))
    ways = _ways(law)
    step = _STEP / max(float(np.abs(ways * _REACH[: len(ways)]).max()), _STEP)
    near = ask(replace(law, coefficients=_moved(law.coefficients, step * ways)))
    given = scales or {}
    return {name: _followed(centre[name], near[name], step, given.get(name, _LOGARITHMIC)) for name in centre}


def asymptote(law: ScalingLaw) -> Num:
    """Return the irreducible loss of a law over draws: between the ends that the law states for it, where it does.

    Examples
    --------
    >>> from limits import scaling
    >>> asymptote(scaling.get("besiroglu2024"))  # nothing is said of its errors together
    1.8172
    """
    if law.irreducible is None or law.resamples is not None:
        return spread(law, lambda law: {"E": law.coefficients.E})["E"]
    from statistics import NormalDist

    low, high = law.irreducible
    E, deviation = float(law.coefficients.E), deviations(_NAMES[0])
    if law.covariance is not None:  # it moves with the other coefficients as in the covariance
        drawn = spread(replace(law, degrees=None), lambda law: {"E": np.log(law.coefficients.E)}, {"E": LINEAR})["E"]
        error = float(np.sqrt(law.covariance[0][0]))
        deviation = (drawn - np.log(E)) / error if error > 0.0 else deviation
    far = deviation / NormalDist().inv_cdf(HIGH)
    return np.maximum(E + far * np.where(far > 0.0, max(high - E, 0.0), max(E - low, 0.0)), 0.0)


def _ways(law: ScalingLaw) -> Array:
    """Return the way from the minimum to each draw of the distribution of a covariance, shape (5 or 6, draws)."""
    from statistics import NormalDist  # takes its time to load, and most laws have no covariance

    values, directions = np.linalg.eigh(np.array(law.covariance))
    # LAPACK chooses signs by the last digit of a covariance, and machines differ in it: each is turned to one side.
    directions = directions * np.where(_TOWARDS[: len(values)] @ directions < 0.0, -1.0, 1.0)
    apart = np.array([deviations(name) for name in _NAMES[: len(values)]])
    # So few points of these dimensions are a little correlated and short of the tails: their moments are made exact.
    drawn_ones = apart[:, 1:] - apart[:, 1:].mean(axis=1, keepdims=True)
    apart[:, 1:] = np.linalg.solve(np.linalg.cholesky(np.cov(drawn_ones)), drawn_ones)
    wider = 1.0 if law.degrees is None else student(max(1, int(law.degrees))) / NormalDist().inv_cdf(0.5 + 0.5 * LEVEL)
    ways: Array = wider * ((directions * np.sqrt(np.maximum(values, 0.0))) @ apart)
    return ways


def _moved(c: Coefficients, steps: Array) -> Coefficients:
    E, A, B = (value * np.exp(step) for value, step in zip(c[:_LOGARITHMS], steps, strict=False))
    q = c.q + steps[_Q] if len(steps) > _Q else c.q
    return Coefficients(E, A, B, c.alpha + steps[3], c.beta + steps[4], q)


def _followed(centre: Num, near: Num, step: float, scale: Scale) -> Num:
    """Return an answer at each draw, from its centre and its value a small step towards the draw."""
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):  # unknown answers stay unknown
        if scale.linear:
            return np.where(near == centre, centre, centre + (near - centre) / step)
        if scale.least is not None:
            root, moved = (np.sqrt(np.maximum(np.subtract(each, scale.least), 0.0)) for each in (centre, near))
            return np.where(moved == root, centre, scale.least + (root + (moved - root) / step) ** 2)
        far = np.log(np.divide(near, centre)) / step
        return np.where(near == centre, centre, centre * np.exp(np.clip(far, -_FARTHEST, _FARTHEST)))


def _resampled(law: ScalingLaw) -> Coefficients:
    """Take sound rows of the bootstrap, each as often as any other, with the law's own coefficients first."""
    every = np.array(law.resamples)
    rows = every[sound(every)]
    taken = rows[(uniform("scaling law, resample") * len(rows)).astype(int)]
    taken[0] = [float(np.ravel(each)[0]) for each in law.coefficients[: taken.shape[1]]]
    assert len(taken) == DRAWS
    found = Coefficients(*taken.T)
    return found if taken.shape[1] > _Q else found._replace(q=law.coefficients.q)
