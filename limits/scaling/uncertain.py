"""Scaling laws whose coefficients are draws: together, from a bootstrap or a covariance, never from errors one by one.

A and alpha, B and beta are so strongly correlated that errors drawn apart would make losses that no run has ever had.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from limits.draws import DRAWS, deviations, uniform
from limits.scaling.fits.covariance import LEVEL, student
from limits.scaling.forms import Coefficients, answerable

if TYPE_CHECKING:
    from limits.scaling.law import ScalingLaw
    from limits.typing import Array

__all__ = ["drawn", "known"]

_LOGARITHMS = 3  # E, A and B enter by their logarithms
_NAMES = tuple(f"scaling law, direction {place}" for place in range(5))  # of the five coefficients together; q is 1


def known(law: ScalingLaw) -> bool:
    """Tell whether a law says how uncertain its coefficients are together."""
    return law.covariance is not None or law.resamples is not None


def drawn(law: ScalingLaw) -> ScalingLaw:
    """Return a law with coefficients over a last axis of draws, the first of them its own; unchanged if none are known.

    A bootstrap is used as it is, one row a draw; a covariance as a normal distribution of ln E, ln A, ln B, alpha and
    beta. Draws are the same for every run and every law, so that differences between runs are differences of runs.

    Parameters
    ----------
    law
        A scaling law.

    Examples
    --------
    >>> from limits import scaling
    >>> drawn(scaling.get("besiroglu2024")) is scaling.get("besiroglu2024")  # nothing is said of its errors together
    True
    """
    if not known(law):
        return law
    vectors = _resampled(law) if law.resamples is not None else _normal(law)
    vectors[0] = _logarithms(law.coefficients)
    with np.errstate(over="ignore", invalid="ignore"):  # what is no number is no law, and counted as such
        E, A, B = np.exp(vectors[:, :_LOGARITHMS]).T
        falls = (vectors[:, _LOGARITHMS:] > 0).all(axis=1)
        senseless = int(np.sum(~(falls & answerable(Coefficients(E, A, B, vectors[:, 3], vectors[:, 4])))))
    if senseless:
        said = (
            f"In {senseless} of {DRAWS - 1} draws of its coefficients the loss does not fall with size, or lies beyond "
            "floats: the law is too uncertain for intervals, and none are shown."
        )
        return replace(law, notes=(*law.notes, said))
    E[0], A[0], B[0] = law.coefficients.E, law.coefficients.A, law.coefficients.B  # to the last bit
    return replace(law, coefficients=Coefficients(E, A, B, vectors[:, 3], vectors[:, 4]))


def _normal(law: ScalingLaw) -> Array:
    """Draw from the normal distribution that a covariance describes, shape (draws, 5)."""
    from statistics import NormalDist  # takes its time to load, and most laws have no covariance

    values, directions = np.linalg.eigh(np.array(law.covariance))
    apart = np.array([deviations(name) for name in _NAMES])
    # So few points of these dimensions are a little correlated and short of the tails: their moments are made exact.
    drawn_ones = apart[:, 1:] - apart[:, 1:].mean(axis=1, keepdims=True)
    apart[:, 1:] = np.linalg.solve(np.linalg.cholesky(np.cov(drawn_ones)), drawn_ones)
    wider = 1.0 if law.degrees is None else student(max(1, int(law.degrees))) / NormalDist().inv_cdf(0.5 + 0.5 * LEVEL)
    spread: Array = (directions * np.sqrt(np.maximum(values, 0.0))) @ apart
    return _logarithms(law.coefficients) + wider * spread.T


def _resampled(law: ScalingLaw) -> Array:
    """Take rows of the bootstrap, each as often as any other, shape (draws, 5)."""
    rows = np.array(law.resamples)
    taken = rows[(uniform("scaling law, resample") * len(rows)).astype(int)]
    return np.concatenate([np.log(taken[:, :_LOGARITHMS]), taken[:, _LOGARITHMS:]], axis=1)


def _logarithms(c: Coefficients) -> Array:
    with np.errstate(divide="ignore"):  # E may be 0
        log_E = np.log(c.E)
    return np.array([log_E, np.log(c.A), np.log(c.B), c.alpha, c.beta])
