"""Collectives: the traffic and the rounds of exchanges between many ranks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from limits.laws.domain import COUNT, NON_NEGATIVE, POSITIVE
from limits.laws.input import Input, Kind, Sense
from limits.laws.law import Law
from limits.laws.numerics.rounding import whole

if TYPE_CHECKING:
    from limits.typing import Num

__all__ = [
    "ALL_REDUCE",
    "ALL_REDUCE_CUT",
    "COLLECTIVE_ROUNDS",
    "all_reduce_cut_information",
    "all_reduce_information",
    "all_reduce_ranks",
    "collective_rounds_ranks",
    "collective_rounds_time",
]


def all_reduce_information(ranks: Num, information: Num) -> Num:
    r"""Least information that some rank must send when all `ranks` reduce and share a buffer of given `information`.

    .. math:: V \ge \frac{2(n-1)}{n}\,S

    Parameters
    ----------
    ranks
        Ranks that take part [1].
    information
        Size of the buffer that each rank holds [bit].

    Returns
    -------
    Num
        Information sent by the busiest rank [bit].

    Notes
    -----
    A theorem [patarasuk2009]_, met by the ring algorithm, for ranks that reduce themselves element by element and send
    each message to one rank. A network that multicasts lets a rank send less, its whole buffer once to all the others.
    Reduction in the network halves what is sent only together with multicast. What holds with
    both is `all_reduce_cut_information`.

    Examples
    --------
    >>> all_reduce_information(8.0, 1e9)
    1750000000.0
    """
    return 2.0 * ((ranks - 1.0) / ranks) * information


def all_reduce_ranks(sent: Num, information: Num) -> Num:
    """Return the number of ranks [1] whose busiest sends `sent` [bit]: the inverse of `all_reduce_information`.

    Examples
    --------
    >>> float(all_reduce_ranks(1.75e9, 1e9))
    8.0
    """
    ranks = 2.0 * information / (2.0 * information - sent)
    return whole(ranks, sent, lambda count: all_reduce_information(count, information))


ALL_REDUCE = Law(
    key="all-reduce",
    kernel=all_reduce_information,
    kind=Kind.THEOREM,
    sense=Sense.AT_LEAST,
    result="sent",
    symbol="V",
    unit="bit",
    gives="information sent by the busiest rank",
    inputs=(
        Input("ranks", "n", "1", COUNT, (1.0, 1e5), "ranks that take part", "16384"),
        Input("information", "S", "bit", NON_NEGATIVE, (1.0, 1e15), "buffer that each rank holds", "1 GB", power=1.0),
    ),
    latex=r"V \ge \frac{2(n-1)}{n}\,S",
    holds_under=(
        "partial results are reduced element by element, and by the ranks themselves: not inside the network",
        "every message goes to one rank: nothing is multicast",
        "an associative and commutative operator on values that do not compress",
    ),
    refs=("patarasuk2009",),
    inverse={"ranks": all_reduce_ranks},
)


def all_reduce_cut_information(information: Num) -> Num:
    r"""Least information that each of two ranks or more must send to reduce and share given `information`.

    .. math:: V \ge S

    Parameters
    ----------
    information
        Size of the buffer that each rank holds [bit].

    Returns
    -------
    Num
        Information sent by each rank [bit].

    Notes
    -----
    A theorem, the cut around one rank [zhou2026]_: let the others know all of one another. What they want of the rank
    is then the result, which for a sum, say, they turn into its buffer by subtracting their own; so all of the buffer
    has to leave it, whatever the network reduces or multicasts. `all_reduce_information` asks for up to twice as much
    of networks that do neither. Two ranks that swap their buffers, and networks that reduce and multicast, meet it.

    Examples
    --------
    >>> all_reduce_cut_information(1e9)
    1000000000.0
    """
    return 1.0 * information


ALL_REDUCE_CUT = Law(
    key="all-reduce-cut",
    kernel=all_reduce_cut_information,
    kind=Kind.THEOREM,
    sense=Sense.AT_LEAST,
    result="sent",
    symbol="V",
    unit="bit",
    gives="information sent by each rank",
    inputs=(
        Input("information", "S", "bit", NON_NEGATIVE, (1.0, 1e15), "buffer that each rank holds", "1 GB", power=1.0),
    ),
    latex=r"V \ge S",
    holds_under=(
        "two ranks or more, each of which ends with the whole result",
        "an operator that can be undone, such as a sum, on values that do not compress",
    ),
    reached_only=("a network that reduces and multicasts, or two ranks alone",),
    refs=("zhou2026",),
)


def collective_rounds_time(ranks: Num, latency: Num) -> Num:
    r"""Least time in which all `ranks` hear of one another, one message at a time of given `latency`.

    .. math:: t \ge \lceil \log_2 n \rceil\, \alpha

    Parameters
    ----------
    ranks
        Ranks that take part [1].
    latency
        Least time of one message, however short [s].

    Returns
    -------
    Num
        Time [s].

    Notes
    -----
    A theorem for ranks with one port each, which is busy for all of the latency: the number of ranks that know, or that
    have been heard, at most doubles in a round [traff2024]_. It holds for every collective in which all hear of all.
    Where a port is free again before its message has arrived, as at the distance of light, more are heard in the same
    time: `postal_time`. Solved for ranks, the law gives the most that the time allows.

    Examples
    --------
    >>> f"{collective_rounds_time(16384.0, 1e-6):.2g}"
    '1.4e-05'
    """
    share, doublings = np.frexp(ranks)  # from 1/2 to 1: exact, where a logarithm would round 2**49 + 1 to 2**49
    return (doublings - 1.0 + np.ceil(2.0 * share - 1.0)) * latency


def collective_rounds_ranks(time: Num, latency: Num) -> Num:
    """Return the most ranks [1] that hear of one another within `time` [s]: the inverse of `collective_rounds_time`.

    Examples
    --------
    >>> float(collective_rounds_ranks(3.5e-6, 1e-6))
    8.0
    """
    return np.exp2(np.floor(time / latency * (1.0 + 1e-12)))  # a whole number of rounds stays one after the division


COLLECTIVE_ROUNDS = Law(
    key="collective-rounds",
    kernel=collective_rounds_time,
    kind=Kind.THEOREM,
    sense=Sense.AT_LEAST,
    result="time",
    symbol="t",
    unit="s",
    gives="time until all have heard",
    inputs=(
        Input("ranks", "n", "1", COUNT, (1.0, 1e6), "ranks that take part", "16384"),
        Input("latency", r"\alpha", "s", POSITIVE, (1e-9, 1e-2), "least time of one message", "5 us", power=1.0),
    ),
    latex=r"t \ge \lceil \log_2 n \rceil\, \alpha",
    holds_under=(
        "each rank sends one message and receives one message at a time, its port busy for all of the latency",
        "no message is done sooner than the latency: the least of any pair of ranks, not the usual",
        "nothing is multicast or reduced inside the network",
    ),
    reached_only=(
        "everybody passes on at once all that has been heard",
        "every message takes the latency and no longer",
    ),
    refs=("traff2024",),
    inverse={"ranks": collective_rounds_ranks},
)
