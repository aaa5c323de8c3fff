"""Broadcasts where a port is free again before its message has arrived: the postal model and LogP."""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from limits.laws.domain import COUNT, NON_NEGATIVE, POSITIVE
from limits.laws.input import Input, Kind, Sense
from limits.laws.law import Law

if TYPE_CHECKING:
    from limits.typing import Array, Num

__all__ = ["LOGP", "POSTAL", "logp_ranks", "logp_time", "postal_ranks", "postal_time"]

_HALVINGS = 53  # of a time within a factor of two: as far as floats tell
_LOOKS = 4  # halvings after which it is asked how many arrivals are left
_SAME = 1e-13  # by which rounding may part arrivals at one time
_WHOLE = 2.0**53  # from here on floats tell no single rank, and ranks are counted in floats
_ROUNDING = 1e-11  # of such counts, more than they err by
_LARGE = 1000  # from here on two terms of Stirling's series are all that floats hold
_LONGEST = 1100.0  # latencies or gaps within which ranks double beyond what floats hold
_SPAN = (1e-7, 1e-4)  # s
_ONE_TO_ONE = "every message goes from one rank to one rank: nothing is multicast or reduced inside the network"


def postal_time(ranks: Num, latency: Num, gap: Num) -> Num:
    r"""Least time in which one rank's message reaches all `ranks`, each passing it on once every `gap`.

    .. math:: t \ge \min\{\tau : N(\tau) \ge n\},\quad
        N(\tau) = \sum_{j=0}^{\lfloor \tau/L \rfloor} \binom{j + \lfloor (\tau - jL)/g \rfloor}{j}

    Parameters
    ----------
    ranks
        Ranks that take part [1].
    latency
        Least time from the start of a message at its sender until its receiver can pass it on [s].
    gap
        Least time from the start of one message to the start of the next one of the same rank [s].

    Returns
    -------
    Num
        Time [s].

    Notes
    -----
    The postal model [barnoy1994]_: as with letters, one is written a day and takes some days on its way. Whoever knows
    at a time knew a gap before, or has heard from somebody who knew a latency before; so the numbers are generalised
    Fibonacci numbers, :math:`N(\tau) = N(\tau - g) + N(\tau - L)`. With g = L they double, as in
    `collective_rounds_time`, whose ports are busy for all of the latency. A theorem of the least latency and the least
    gap there are: whatever takes longer than these lets nobody know sooner. With a latency that is usual instead of
    least it estimates, and bounds nothing. A reduction to one rank is a broadcast that runs backwards, and takes the
    same time; what all have to hear of all takes no less.

    Examples
    --------
    >>> float(postal_time(8.0, 2.0, 1.0))  # days: each letter two on its way
    5.0
    """
    times: Array = np.vectorize(_earliest, otypes=[float])(ranks, latency, gap)
    return times[()]


def postal_ranks(time: Num, latency: Num, gap: Num) -> Num:
    """Return the most ranks [1] that a message reaches within `time` [s]: an inverse of `postal_time`.

    Examples
    --------
    >>> [float(postal_ranks(day, 2.0, 1.0)) for day in (1.0, 2.0, 3.0, 4.0, 5.0)]
    [1.0, 2.0, 3.0, 5.0, 8.0]
    """
    counts: Array = np.vectorize(_reached, otypes=[float])(time, latency, gap)
    return counts[()]


def _reached(time: float, latency: float, gap: float) -> float:
    """Return how many know at a time, which counts as later by what rounding takes from it."""
    if not (time >= 0.0 and latency > 0.0 and gap > 0.0):
        return math.nan
    if time > _LONGEST * max(latency, gap):
        return math.inf
    try:
        return float(_knowing(time * (1.0 + 1e-12), latency, gap, 2**1024))
    except (OverflowError, ValueError):  # likewise
        return math.inf


def _knowing(time: float, latency: float, gap: float, enough: float) -> int:
    """Count those who know at a time, over the hops or the gaps of their ways, whichever are fewer; or up to enough.

    A way of j hops on which i gaps were waited ends at j L + i g; the ranks before its last hop share the i gaps in
    one of binom(i + j - 1, i) manners, which sum up along i or along j to one binomial.
    """
    known = 1
    few, many, first = (latency, gap, 1) if latency >= gap else (gap, latency, 0)
    for passed in range(first, int(time / few) + 1):
        rest = int((time - passed * few) / many)
        known += math.comb(passed + rest, passed) if first else math.comb(passed + rest, passed + 1)
        if known >= enough:
            break
    return known


def _know(time: float, latency: float, gap: float, wanted: float) -> bool:
    """Say whether as many as wanted know at a time."""
    if wanted < _WHOLE:
        return _knowing(time, latency, gap, wanted) >= wanted
    few, many, first = (latency, gap, 1) if latency >= gap else (gap, latency, 0)
    passed = np.arange(math.floor(time / few) + 1.0)
    rest = np.floor((time - passed * few) / many)
    with np.errstate(over="ignore"):
        known = np.sum(np.exp(_log_binomial(passed, rest) if first else _log_binomial(passed + 1.0, rest - 1.0)))
    return bool(known >= wanted * (1.0 - _ROUNDING))


def _log_binomial(some: Array, others: Array) -> Array:
    """Return ln binom(some + others, some) by Stirling's series, which keeps its digits where one is far the larger."""
    a, b = np.maximum(some, 1.0), np.maximum(others, 1.0)
    large = a * np.log1p(b / a) + b * np.log1p(a / b) + 0.5 * np.log((1.0 / a + 1.0 / b) / math.tau)
    of_all, of_some, of_others = _beyond_stirling(np.stack([a + b, a, b]))
    value: Array = large + of_all - of_some - of_others
    return np.where(others < 0.0, -math.inf, np.where((some == 0.0) | (others == 0.0), 0.0, value))


def _beyond_stirling(x: Array) -> Array:
    """Return ln x! - (x + 1/2) ln x + x - ln(2 pi) / 2 of whole numbers from 1 on: small numbers from a table."""
    series = 1.0 / (12.0 * x) - 1.0 / (360.0 * x**3)
    return np.where(x < _LARGE, _of_small()[np.minimum(x, _LARGE).astype(int)], series)


@cache
def _of_small() -> Array:
    """Return what `_beyond_stirling` tells of 1, 2, ..., whose terms cancel where the number is large."""
    from scipy.special import gammaln

    x = np.arange(1.0, _LARGE + 1.0)
    exact: Array = gammaln(x + 1.0) - (x + 0.5) * np.log(x) + x - 0.5 * math.log(math.tau)
    return np.concatenate([[math.nan], exact])


def _earliest(ranks: float, latency: float, gap: float) -> float:
    """Bisect for the time at which enough know, and return the arrival next to it, made of whole gaps and hops."""
    if math.isnan(ranks + latency + gap) or not (latency > 0.0 and gap > 0.0):
        return math.nan
    if ranks <= 1.0:
        return 0.0
    try:
        return _bisected(float(math.ceil(ranks)), latency, gap)
    except (OverflowError, ValueError):  # of an infinity among them, or of their quotient
        return math.inf


def _arrivals(early: float, late: float, few: float, many: float) -> tuple[float, float]:
    """Return the first and the last arrival after one time and up to another one; infinities where there is none."""
    passed = np.arange(math.floor(late / few) + 1.0) * few
    first = passed + np.maximum(np.floor((early - passed) / many) + 1.0, 0.0) * many
    last = passed + np.floor((late - passed) / many) * many
    return float(first.min()), float(np.max(last, where=last > early, initial=-math.inf))


def _bisected(wanted: float, latency: float, gap: float) -> float:
    """Return the arrival by which the wanted ones, two or more, know."""
    few, many = float(max(latency, gap)), float(min(latency, gap))
    doublings = (int(wanted) - 1).bit_length()
    early = many * (1.0 - 1e-12)  # nobody is reached sooner
    late = few * doublings * (1.0 + 1e-12)  # ranks double within the longer one
    if math.isinf(late / many):
        raise OverflowError("more gaps or hops than floats hold")
    halvings = 0
    while halvings < _HALVINGS:
        near = late <= 2.0 * early
        middle = 0.5 * (early + late) if near else math.sqrt(early) * math.sqrt(late)
        early, late = (early, middle) if _know(middle, latency, gap, wanted) else (middle, late)
        halvings += near
        if near and not halvings % _LOOKS:
            first, last = _arrivals(early, late, few, many)
            if last <= first * (1.0 + _SAME):  # one arrival is left, however many ways lead to it
                return first
    passed = np.arange(doublings + 1.0) * few
    arrivals = passed + np.maximum(np.rint((late - passed) / many), 0.0) * many
    return float(arrivals[np.argmin(np.abs(arrivals - late))])


_RANKS = ("1", COUNT, (1.0, 1e3), "ranks that take part", "16384")
_LEAST = (
    "no message can be passed on sooner than the latency after its start: the least of any pair, not the usual",
    "no rank starts a message sooner than the gap after the one before",
    _ONE_TO_ONE,
)
_AT_ONCE = (
    "everybody who knows passes the message on at once, and again after every gap",
    "every message takes the latency and no longer, whatever else the network carries",
)

POSTAL = Law(
    key="postal",
    kernel=postal_time,
    kind=Kind.THEOREM,
    sense=Sense.AT_LEAST,
    result="time",
    symbol="t",
    unit="s",
    gives="time until the message has reached all",
    inputs=(
        Input("ranks", "n", *_RANKS),
        Input("latency", "L", "s", POSITIVE, _SPAN, "least time until a message can be passed on", "5 us"),
        Input("gap", "g", "s", POSITIVE, _SPAN, "least time from the start of one message to the next", "1 us"),
    ),
    latex=(
        r"t \ge \min\{\tau : N(\tau) \ge n\},\quad "
        r"N(\tau) = \sum_{j=0}^{\lfloor \tau/L \rfloor} \binom{j + \lfloor (\tau - jL)/g \rfloor}{j}"
    ),
    holds_under=_LEAST,
    reached_only=_AT_ONCE,
    refs=("barnoy1994",),
    inverse={"ranks": postal_ranks},
)


def logp_time(ranks: Num, latency: Num, overhead: Num, gap: Num) -> Num:
    r"""Least time in which one rank's message reaches all `ranks` of a machine of LogP.

    .. math:: t \ge \min\{\tau : N(\tau) \ge P\},\quad
        N(\tau) = \sum_{j=0}^{\lfloor \tau/d \rfloor} \binom{j + \lfloor (\tau - jd)/s \rfloor}{j},\quad
        d = L + 2o,\quad s = \max(g, o)

    Parameters
    ----------
    ranks
        Ranks that take part [1].
    latency
        Least time of a message in the network [s].
    overhead
        Least time that a processor is busy with sending a message, and again with receiving one [s].
    gap
        Least time between two messages that one processor sends [s].

    Returns
    -------
    Num
        Time until the last processor has received the message [s].

    Notes
    -----
    The model LogP [culler1993]_ and its best broadcast [karp1993]_: whoever has the message sends it on as often as
    the gap allows. It is `postal_time` for messages that arrive L + 2o after they are begun, begun every g, or every o
    where that is longer, and like it a theorem of the least times there are. LogP itself states its latency as an upper
    bound, which a lucky message may beat: a broadcast among such messages may beat the time given here.

    Examples
    --------
    >>> float(logp_time(8.0, 6.0, 2.0, 4.0))  # cycles
    24.0
    """
    return postal_time(ranks, latency + 2.0 * overhead, np.maximum(gap, overhead))


def logp_ranks(time: Num, latency: Num, overhead: Num, gap: Num) -> Num:
    """Return the most ranks [1] that a message reaches within `time` [s]: an inverse of `logp_time`.

    Examples
    --------
    >>> float(logp_ranks(24.0, 6.0, 2.0, 4.0)), float(logp_ranks(23.0, 6.0, 2.0, 4.0))
    (8.0, 6.0)
    """
    return postal_ranks(time, latency + 2.0 * overhead, np.maximum(gap, overhead))


LOGP = Law(
    key="logp",
    kernel=logp_time,
    kind=Kind.THEOREM,
    sense=Sense.AT_LEAST,
    result="time",
    symbol="t",
    unit="s",
    gives="time until the last processor has received the message",
    inputs=(
        Input("ranks", "P", *_RANKS),
        Input("latency", "L", "s", POSITIVE, _SPAN, "least time of a message in the network", "6 us"),
        Input("overhead", "o", "s", NON_NEGATIVE, _SPAN, "least time to send a message, or to receive it", "2 us"),
        Input("gap", "g", "s", POSITIVE, _SPAN, "least time between two messages of one processor", "4 us"),
    ),
    latex=(
        r"t \ge \min\{\tau : N(\tau) \ge P\},\quad "
        r"N(\tau) = \sum_{j=0}^{\lfloor \tau/d \rfloor} \binom{j + \lfloor (\tau - jd)/s \rfloor}{j},\quad "
        r"d = L + 2o,\quad s = \max(g, o)"
    ),
    holds_under=(
        "no message crosses the network sooner than the latency, which LogP itself states as an upper bound",
        "no processor is done with a message sooner than the overhead, nor starts the next sooner than the gap",
        _ONE_TO_ONE,
    ),
    reached_only=_AT_ONCE,
    refs=("culler1993", "karp1993"),
    inverse={"ranks": logp_ranks},
)
