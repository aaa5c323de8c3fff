"""Failures: how much of its time a machine works for good when it breaks down and goes on from its last checkpoint."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from limits.errors import NoSolutionError
from limits.laws.domain import NON_NEGATIVE, POSITIVE
from limits.laws.input import Input, Kind, Sense
from limits.laws.law import Law
from limits.laws.numerics.rounding import DIGITS

if TYPE_CHECKING:
    from limits.typing import Array, Num

__all__ = ["CHECKPOINT_INTERVAL", "USEFUL_SHARE", "checkpoint_interval", "checkpoint_time", "useful_share"]

_SMALL = 0.2  # below it a series has all its digits, above it a difference of terms
_TERMS = 24  # terms of that series: the last is 1e-17 of the first
_STEPS = 6  # of Newton's, enough for all digits from a start that is off by a fifth at most

_FAILURE = ("failure_interval", "M", "s", POSITIVE, (1e3, 1e7), "mean time between failures of the machine", "3 hour")
_TIME = (r"\delta", "s", POSITIVE, (1.0, 1e4), "time for which a checkpoint holds up the work", "30 s")
_MEMORYLESS = (
    "failures come at a constant rate, each independent of all before, and each stops the whole machine",
    "a failure costs the work since the last checkpoint; until it is noticed is part of the restart",
    "checkpoints hold up the work, at equal intervals of useful time",
)


def _lost(share: Num) -> Num:
    """Return -ln(1 - y) - y for shares y below 1, without loss of digits at small ones."""
    small = np.minimum(share, _SMALL)
    series = 0.0 * small
    for power in range(_TERMS, 1, -1):
        series = (series + 1.0 / power) * small
    return np.where(share <= _SMALL, series * small, -np.log1p(-share) - share)[()]


def _best(time: Num) -> Num:
    """Return the best interval between checkpoints that take `time`, both in units of the failure interval.

    It solves x = -ln(1 - y) - y by Newton's method: that equation where y is small, else y = 1 - exp(-x - y), which has
    its digits where y is near 1. The start is the series of Lambert's function about its branch point.
    """
    root = np.sqrt(-2.0 * np.expm1(-time))
    share: Array = np.minimum(root * (1.0 - root * (1.0 / 3.0 - root * (11.0 / 72.0))), 1.0)
    small = share <= _SMALL
    for _ in range(_STEPS):
        low = np.where(small, share, _SMALL)
        below = low - (_lost(low) - time) * (1.0 - low) / (low + (low == 0.0))
        high = np.where(small, 1.0, share)
        above = high + (high + np.expm1(-time - high)) / np.expm1(-time - high)
        share = np.where(small, below, above)
    return share[()]


def checkpoint_interval(checkpoint_time: Num, failure_interval: Num) -> Num:
    r"""Time between checkpoints at which a machine with failures gets most done.

    .. math:: \tau = M\left(1 + W_0\!\left(-e^{-1 - \delta/M}\right)\right)

    Parameters
    ----------
    checkpoint_time
        Time for which a checkpoint holds up the work [s].
    failure_interval
        Mean time between failures of the whole machine [s].

    Returns
    -------
    Num
        Useful time between the end of one checkpoint and the beginning of the next [s].

    Notes
    -----
    The optimum of `useful_share`, exactly, with Lambert's function W [daly2006]_; the time that a
    restart takes does not move it. Where checkpoints take much less time than passes between failures, it is
    :math:`\sqrt{2\delta M}` [young1974]_, and to higher order :math:`\sqrt{2\delta M}\,(1 + \sqrt{\delta/2M}/3 +
    (\delta/2M)/9) - \delta` [daly2006]_.

    Examples
    --------
    >>> f"{checkpoint_interval(300.0, 24 * 3600.0) / 60.0:.0f} min"
    '117 min'
    """
    return failure_interval * _best(checkpoint_time / failure_interval)


def checkpoint_time(interval: Num, failure_interval: Num) -> Num:
    """Time of a checkpoint [s] for which an `interval` is best: an inverse of `checkpoint_interval`.

    Not a number from `failure_interval` on: no checkpoint is so slow.

    Examples
    --------
    >>> f"{checkpoint_time(checkpoint_interval(300.0, 86400.0), 86400.0):.12g}"
    '300'
    """
    share = interval / failure_interval
    return failure_interval * _lost(np.where(share < 1.0, share, np.nan))


CHECKPOINT_INTERVAL = Law(
    key="checkpoint-interval",
    kernel=checkpoint_interval,
    kind=Kind.MODEL,
    sense=Sense.NONE,
    result="interval",
    symbol=r"\tau",
    unit="s",
    gives="useful time between checkpoints at which most gets done",
    inputs=(Input("checkpoint_time", *_TIME), Input(*_FAILURE)),
    latex=r"\tau = M\left(1 + W_0\!\left(-e^{-1 - \delta/M}\right)\right)",
    holds_under=_MEMORYLESS,
    refs=("daly2006", "young1974"),
    inverse={"checkpoint_time": checkpoint_time},
)


def useful_share(interval: Num, checkpoint_time: Num, restart_time: Num, failure_interval: Num) -> Num:
    r"""Share of its time in which a machine with failures does work that lasts.

    .. math:: g = \frac{\tau}{M}\,\frac{e^{-R/M}}{e^{(\tau + \delta)/M} - 1}

    Parameters
    ----------
    interval
        Useful time between two checkpoints [s].
    checkpoint_time
        Time for which a checkpoint holds up the work [s].
    restart_time
        Time from a failure until the work goes on from the last checkpoint, without what is done again [s].
    failure_interval
        Mean time between failures of the whole machine [s].

    Returns
    -------
    Num
        Useful time over all time [1]; the rest writes checkpoints, restarts, or does again what was lost.

    Notes
    -----
    Expected over a run that is long against the interval [daly2006]_. Failures come in checkpoints and in restarts,
    too: each piece of work and its checkpoint is tried until it is through. Largest at `checkpoint_interval`, for every
    restart time; 1 less :math:`\delta/\tau + (\tau/2 + R)/M` where all of that is little, which is how
    [kokolis2025]_ estimate it.

    Examples
    --------
    >>> f"{useful_share(1800.0, 30.0, 600.0, 3 * 3600.0):.3f}"
    '0.854'
    """
    both = (interval + checkpoint_time) / failure_interval
    some = both + (both == 0.0)  # nothing is lost between checkpoints that take no time and follow at once
    at_once = np.where(both == 0.0, 1.0, interval / failure_interval / np.expm1(some))
    return (np.exp(-restart_time / failure_interval) * at_once)[()]


def _interval(share: Num, checkpoint_time: Num, restart_time: Num, failure_interval: Num) -> Num:
    """Longest useful time between checkpoints [s] with a `share`, for a user: who is told where no interval has it."""
    from scipy.special import lambertw

    best = checkpoint_interval(checkpoint_time, failure_interval)
    most = useful_share(best, checkpoint_time, restart_time, failure_interval)
    for asked, reached, where in np.nditer([share, most, best]):
        if asked > reached * (1.0 + DIGITS):
            why = f"share is {asked:g}, and no interval takes it above {reached:.6g}, which {where:.3g} s reach"
            raise NoSolutionError("useful-share", "interval", why)
    # (u + K)/K = exp(u + x), with u and x the interval and the checkpoint in units of the failure interval
    kept = np.minimum(share, most * (1.0 - DIGITS)) * np.exp(restart_time / failure_interval)
    longest = -lambertw(-kept * np.exp(checkpoint_time / failure_interval - kept), -1).real - kept
    return np.where(share < most, failure_interval * longest, best)[()]


USEFUL_SHARE = Law(
    key="useful-share",
    kernel=useful_share,
    kind=Kind.MODEL,
    sense=Sense.NONE,
    result="share",
    symbol="g",
    unit="1",
    gives="useful time over all time: the goodput",
    inputs=(
        Input("interval", r"\tau", "s", POSITIVE, (1e2, 1e5), "useful time between two checkpoints", "30 min"),
        Input("checkpoint_time", r"\delta", "s", NON_NEGATIVE, *_TIME[3:]),
        Input("restart_time", "R", "s", NON_NEGATIVE, (10.0, 1e4), "time from a failure until work goes on", "10 min"),
        Input(*_FAILURE),
    ),
    latex=r"g = \frac{\tau}{M}\,\frac{e^{-R/M}}{e^{(\tau + \delta)/M} - 1}",
    holds_under=(
        *_MEMORYLESS,
        "a run that is long against the interval",
        "two intervals have the same share: solved for interval, the law gives the longer one",
    ),
    refs=("daly2006", "kokolis2025"),
    inverse={"interval": _interval},
)
