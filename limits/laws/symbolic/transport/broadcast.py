"""Witnesses of broadcasts: the schedule itself, in which everybody who knows sends as soon as it may."""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING

import mpmath
import sympy
from sympy.utilities.lambdify import implemented_function

if TYPE_CHECKING:
    from types import SimpleNamespace

__all__ = ["WITNESSES"]

_MOST = 10_000  # starts that are worth while, at 50 us each


def _schedule(ranks: mpmath.mpf, latency: mpmath.mpf, gap: mpmath.mpf) -> mpmath.mpf:
    """Serve the starts of messages in the order of time until those begun reach all ranks but the first.

    As many ranks start a message together as did a gap before, and as start because what was begun a latency before
    has reached them.

    Raises
    ------
    ValueError
        If these are too many to be served one by one.
    """
    if ranks <= 1:
        return mpmath.mpf(0)
    starting = {(0, 0): 1}  # by gaps waited and hops made
    queue = [(mpmath.mpf(0), (0, 0))]
    begun = 0
    for _ in range(_MOST):
        time, (gaps, hops) = heappop(queue)
        many = starting.pop((gaps, hops))
        begun += many
        if begun >= ranks - 1:
            return time + latency
        for place in ((gaps + 1, hops), (gaps, hops + 1)):
            if place not in starting:
                heappush(queue, (place[0] * gap + place[1] * latency, place))
            starting[place] = starting.get(place, 0) + many
    raise ValueError(f"more than {_MOST} starts until {mpmath.nstr(ranks)} ranks are reached")


_BROADCAST = implemented_function("T", _schedule)


def _postal(s: SimpleNamespace) -> sympy.Expr:
    return _BROADCAST(s.ranks, s.latency, s.gap)


def _logp(s: SimpleNamespace) -> sympy.Expr:
    return _BROADCAST(s.ranks, s.latency + 2 * s.overhead, sympy.Max(s.gap, s.overhead))


WITNESSES = {"postal": _postal, "logp": _logp}
