"""Learning curves read off: without their noise, their warm-up told from training, all of them at the same computes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from limits.scaling.fits.curves import Curves
    from limits.typing import Array

_FEWEST = 4  # readings of a curve that can show a warm-up
_BULGE = 0.005  # of ln L that counts as one, by convention
_CERTAIN = 5.0  # standard deviations of a reading that are no noise, by convention
_OF_SECOND_DIFFERENCES = 1.4826 / np.sqrt(6.0)  # from their median size to the standard deviation of a reading
_LARGEST = 0.5  # share of a curve's compute beyond which a steep end is no warm-up, but a falling learning rate


class Reading(NamedTuple):
    """A curve without its noise: computes [FLOP] and losses [nat/token], each the median of points nearby."""

    compute: Array
    loss: Array


def smoothed(curves: Curves, per_decade: int) -> list[Reading]:
    """Return the readings of each curve, one for each stretch of compute in which it has points.

    Parameters
    ----------
    curves
        The curves.
    per_decade
        Stretches in each factor of ten of compute.

    Examples
    --------
    >>> from limits.scaling.fits.curves import Curves
    >>> (reading,) = smoothed(Curves.of(["a"] * 4, [1.00e18, 1.01e18, 1.02e18, 3e18], [4.0, 4.4, 3.9, 3.6]), 40)
    >>> reading.compute.tolist(), reading.loss.tolist()
    ([1.01e+18, 3e+18], [4.0, 3.6])
    """
    place = np.floor(np.log10(curves.compute) * per_decade).astype(int)
    found = []
    order = np.lexsort((place, curves.curve))
    for own in np.split(order, np.flatnonzero(np.diff(curves.curve[order])) + 1):
        parts = np.split(own, np.flatnonzero(np.diff(place[own])) + 1)
        medians = [(np.median(curves.compute[part]), np.median(curves.loss[part])) for part in parts]
        found.append(Reading(*np.array(medians).T))
    return found


def warm_up(reading: Reading) -> int:
    r"""Count the readings before the loss falls fastest, where it is slow to start; 0 where it is not.

    A law :math:`L = E + B\,D^{-\beta}` falls most steeply, in logarithms, where it begins, and is hollow upwards. While
    the learning rate is raised the loss falls faster and faster, and the curve bulges: what lies above the steepest
    straight line from its highest reading on is warm-up. A bulge counts if it is 0.5 % high, and five
    standard deviations of the noise.

    Examples
    --------
    >>> D = np.geomspace(1e8, 1e10, 41)
    >>> trained = 2.0 + 3e3 * D**-0.37
    >>> warm_up(Reading(D, trained)), warm_up(Reading(D, trained + (10.8 - trained) * np.exp(-D / 2e8)))
    (0, 15)
    """
    if len(reading.loss) < _FEWEST:
        return 0
    x, y = np.log(reading.compute), np.log(reading.loss)
    first = int(np.argmax(y))  # one that lies low by chance is no start
    if first + 1 == len(y):
        return 0
    x, y = x[first:] - x[first], y[first:] - y[first]
    last = 1 + int(np.argmin(y[1:] / x[1:]))
    bulge = float(np.max(y[:last] - y[last] * x[:last] / x[last]))
    noise = float(np.median(np.abs(np.diff(y, 2)))) * _OF_SECOND_DIFFERENCES if len(y) >= _FEWEST else np.inf
    late = reading.compute[first + last] > _LARGEST * reading.compute[-1]
    return 0 if late or bulge <= max(_BULGE, _CERTAIN * noise) else first + last


def together(readings: Sequence[Reading], per_decade: int) -> tuple[Array, Array]:
    """Return computes, and the loss of each curve there, NaN beyond its ends; shape (curves, computes).

    The computes are evenly spaced in ln C, and the ends of the curves besides. Between two readings a curve is a
    straight line in ln C and ln L: no point is moved.

    Examples
    --------
    >>> compute, loss = together([Reading(np.array([1e18, 1e20]), np.array([4.0, 1.0]))], 1)
    >>> compute.tolist(), loss.round(12).tolist()
    ([1e+18, 1e+19, 1e+20], [[4.0, 2.0, 1.0]])
    """
    ends = np.array([each.compute[[0, -1]] for each in readings])
    first, last = np.log10([ends.min(), ends.max()]) * per_decade
    grid = 10 ** (np.arange(np.ceil(first), np.floor(last) + 1) / per_decade)
    compute = np.union1d(grid, ends)
    x = np.log(compute)
    lines = [np.interp(x, np.log(each.compute), np.log(each.loss), left=np.nan, right=np.nan) for each in readings]
    loss = np.exp(np.array(lines))
    seen = ~np.isnan(loss).all(axis=0)
    return compute[seen], loss[:, seen]
