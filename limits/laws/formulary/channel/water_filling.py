"""Parallel channels: how to share a power among them, and what they carry together, coupled or not.

Plain functions and not laws, since what they take are lists and matrices: SI numbers in, SI numbers out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from limits.constants import CODATA2022
from limits.errors import InputError, Problem
from limits.frozen import frozen
from limits.laws.reading import in_floats, reals, shortly

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from limits.constants import Constants
    from limits.typing import Array

__all__ = ["WaterFilling", "mimo_capacity", "water_filling"]


_MATRIX = 2  # dimensions


@frozen
class WaterFilling:
    """The best share of a power among parallel channels.

    Parameters
    ----------
    level
        Sum of signal and noise in every channel that is used [W].
    powers
        Signal power of each channel, 0 where the noise is above the level [W].
    capacity
        Information per use of all channels together, one real number each [bit/symbol].
    """

    level: float
    powers: Array
    capacity: float


@np.errstate(all="ignore")  # what is not finite is refused at the end
def water_filling(noise: ArrayLike, power: float, *, const: Constants = CODATA2022) -> WaterFilling:
    r"""Share a `power` among parallel real channels of given `noise` so that they carry the most.

    .. math:: C = \tfrac12\sum_i \log_2\left(1 + \frac{P_i}{N_i}\right),\quad P_i = [\nu - N_i]^+,\quad \sum_i P_i = P

    Parameters
    ----------
    noise
        Noise power of each channel, over its gain [W].
    power
        Signal power of all channels together [W].
    const
        Physical constants.

    Returns
    -------
    WaterFilling
        Level, powers and capacity; a complex channel counts as two real ones.

    Raises
    ------
    InputError
        If there is no channel, or a power is negative or not a number, or a noise not positive.

    Notes
    -----
    A theorem [shannon1949]_ [cover2006]_. Exact: the number of channels in use is found by sorting, not by iteration.

    Examples
    --------
    >>> best = water_filling([1.0, 2.0, 10.0], 3.0)
    >>> best.level, best.powers.tolist(), f"{best.capacity:.6f}"
    (3.0, [2.0, 1.0, 0.0], '1.084963')
    """
    noises = reals("water_filling", "noise", noise, "a list of finite noise powers > 0 [W]")
    budget = reals("water_filling", "power", power, "a finite signal power >= 0 [W]")
    problems = []
    if noises.ndim != 1 or noises.size == 0 or not np.all((noises > 0.0) & (noises < np.inf)):
        problems.append(Problem("noise", _said(noises), "a list of finite noise powers > 0 [W]"))
    if budget.ndim or not 0.0 <= budget < np.inf:
        problems.append(Problem("power", shortly(budget), "a finite signal power >= 0 [W]"))
    if problems:
        raise InputError("water_filling", problems)
    rising = np.sort(noises)
    used = np.arange(1, rising.size + 1)
    # Water that just reaches the next noise: as many channels are wet as this is below the power.
    needed = used * rising - np.cumsum(rising)
    wet = max(int(np.count_nonzero(needed < power)), 1)
    # Above the lowest noise, so that a small power among large noises keeps its digits.
    depth = (power + np.sum(rising[:wet] - rising[0])) / wet
    powers = np.maximum(depth - (noises - rising[0]), 0.0)
    level = in_floats("water_filling", "level", rising[0] + depth)
    nats = in_floats("water_filling", "capacity", 0.5 * np.sum(np.log1p(powers / noises)))
    return WaterFilling(float(level), powers, float(nats) / const.ln2)


@np.errstate(all="ignore")  # what is not finite is refused at the end
def mimo_capacity(channel: ArrayLike, snr: float, *, const: Constants = CODATA2022) -> float:
    r"""Information per use of a matrix `channel` whose sender shares its power evenly and knows nothing of it.

    .. math:: C = \log_2\det\left(I + \frac{\rho}{n} H H^\dagger\right)

    Parameters
    ----------
    channel
        Matrix H, one row per receiver and one column per sender, complex or real [1].
    snr
        Signal power of all n senders together over the noise of one receiver, linear [1].
    const
        Physical constants.

    Returns
    -------
    float
        Information per use, one complex number per sender [bit/symbol].

    Raises
    ------
    InputError
        If the channel is not a matrix of finite numbers, or the ratio is negative or not a number.

    Notes
    -----
    A theorem [telatar1999]_. The identity as a channel gives n lanes without crosstalk. Summed over the singular
    values of the channel: the determinant itself overflows at some hundred lanes, and loses small ratios.

    Examples
    --------
    >>> mimo_capacity(np.eye(4), 12.0)
    8.0
    """
    try:
        matrix = np.asarray(channel)
    except ValueError:  # rows of several lengths
        matrix = np.empty(0)
    ratio = reals("mimo_capacity", "snr", snr, "a finite linear ratio >= 0")
    numbers = matrix.dtype.kind in "iufc" and matrix.size > 0 and bool(np.all(np.isfinite(matrix)))
    problems = []
    if not (numbers and matrix.ndim == _MATRIX):
        problems.append(Problem("channel", f"an array of shape {matrix.shape}", "a matrix of finite numbers"))
    if ratio.ndim or not 0.0 <= ratio < np.inf:
        problems.append(Problem("snr", shortly(ratio), "a finite linear ratio >= 0"))
    if problems:
        raise InputError("mimo_capacity", problems)
    gains = np.linalg.svd(matrix, compute_uv=False)
    bits = np.sum(np.log1p(snr / matrix.shape[1] * gains * gains)) / const.ln2
    return float(in_floats("mimo_capacity", "capacity", bits))


def _said(values: Array) -> str:
    """Name a list by its extremes."""
    if values.ndim != 1 or values.size == 0:
        return f"an array of shape {values.shape}"
    return f"{np.min(values):g} to {np.max(values):g}"
