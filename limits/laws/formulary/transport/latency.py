"""Latency: the time that distance costs, how many steps can follow one another, and where training meets that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.constants import CODATA2022
from limits.laws.domain import COUNT, FROM_ONE, NON_NEGATIVE, POSITIVE
from limits.laws.input import Input, Kind, Sense
from limits.laws.law import Law

if TYPE_CHECKING:
    from limits.constants import Constants
    from limits.typing import Num

__all__ = [
    "BATCH_LATENCY",
    "LATENCY_WALL",
    "LIGHT_LATENCY",
    "SERIAL_STEPS",
    "batch_latency_time",
    "latency_wall_operations",
    "light_latency_time",
    "serial_steps",
]

_IN_THE_MEDIUM = "with a group index above 1, a signal in that medium; the law of nature for any way has index 1"
_CABLE = "length of the cable, not of the straight line, where the cable is the only way"
_RATIO = ((1.0, 1e4), "tokens for each parameter", "20 token/parameter")
_COST = ((1.0, 100.0), "operations for each parameter and token", "6 FLOP/parameter/token")


def light_latency_time(distance: Num, group_index: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Least time in which a signal covers `distance` one way in a medium of given `group_index`.

    .. math:: t \ge \frac{D\,n_g}{c}

    Parameters
    ----------
    distance
        One-way length of the path: of the cable, not of the straight line [m].
    group_index
        Group index, not phase index: 1 in vacuum, 1.468 in common fibre [1].
    const
        Physical constants.

    Returns
    -------
    Num
        Time [s].

    Notes
    -----
    A law of nature at a group index of 1: a signal that outran light in vacuum could arrive before it was sent, seen by
    another observer [einstein1907]_. The speed is a defined constant [codata2022]_. With a group index above 1 it is a
    statement about a signal in that medium: along another way, hollow fibre or air, the same distance takes less.

    Examples
    --------
    >>> f"{light_latency_time(100.0, 1.0):.6g}"
    '3.33564e-07'
    """
    return distance * group_index / const.c


LIGHT_LATENCY = Law(
    key="light-latency",
    kernel=light_latency_time,
    kind=Kind.LAW,
    sense=Sense.AT_LEAST,
    result="time",
    symbol="t",
    unit="s",
    gives="time one way",
    inputs=(
        Input("distance", "D", "m", NON_NEGATIVE, (1e-3, 1e8), "one-way length of the path", "100 m", power=1.0),
        Input("group_index", "n_g", "1", FROM_ONE, (1.0, 4.0), "group index of the medium", "1.468", power=1.0),
    ),
    latex=r"t \ge \frac{D\,n_g}{c}",
    holds_under=(_IN_THE_MEDIUM, "one way; a round trip takes twice the time", _CABLE),
    reached_only=("nothing on the way but the medium: no switch, no repeater, no code",),
    refs=("einstein1907", "codata2022"),
)


def serial_steps(time: Num, distance: Num, group_index: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Most steps that follow one another within a `time` if each waits for a round trip over a `distance`.

    .. math:: n \le \frac{t\,c}{2 D n_g}

    Parameters
    ----------
    time
        Duration [s].
    distance
        One-way length of the path: of the cable, not of the straight line [m].
    group_index
        Group index, not phase index: 1 in vacuum, 1.468 in common fibre [1].
    const
        Physical constants.

    Returns
    -------
    Num
        Steps [1], not rounded.

    Notes
    -----
    `light_latency` twice for each step [einstein1907]_, with the defined speed of light [codata2022]_. Steps that need
    no answer from the far end are not bound by it.

    Examples
    --------
    >>> f"{serial_steps(90 * 86400.0, 100.0, 1.468):.4g}"
    '7.94e+12'
    """
    return time * const.c / (2.0 * distance * group_index)


SERIAL_STEPS = Law(
    key="serial-steps",
    kernel=serial_steps,
    kind=Kind.LAW,
    sense=Sense.AT_MOST,
    result="steps",
    symbol="n",
    unit="1",
    gives="steps, each of which waits for a round trip",
    inputs=(
        Input("time", "t", "s", NON_NEGATIVE, (1e-6, 1e8), "duration", "90 day", power=1.0),
        Input("distance", "D", "m", POSITIVE, (1e-3, 1e8), "one-way length of the path", "100 m", power=-1.0),
        Input("group_index", "n_g", "1", FROM_ONE, (1.0, 4.0), "group index of the medium", "1.468", power=-1.0),
    ),
    latex=r"n \le \frac{t\,c}{2 D n_g}",
    holds_under=("every step waits for an answer from the far end", _IN_THE_MEDIUM, _CABLE),
    reached_only=("no time spent at either end",),
    refs=("einstein1907", "codata2022"),
)


def batch_latency_time(layers: Num, collectives: Num, latency: Num) -> Num:
    r"""Least time of one batch when each of its `layers` waits for its `collectives` in turn.

    .. math:: t_B \ge n_\ell\,s\,t_\lambda

    Parameters
    ----------
    layers
        Layers, one after the other [1].
    collectives
        Collectives of one layer that wait for one another: 4 are two forward and two backward [1].
    latency
        Least time of one collective, however short its message [s].

    Returns
    -------
    Num
        Time [s].

    Notes
    -----
    A theorem, if hardly more than a sum, of collectives of which each waits for the one before: training with tensor
    parallelism in the manner of [erdil2024]_. How many wait for one another is a matter of how a training is laid out,
    and with a latency that is usual instead of least this is an estimate.

    Examples
    --------
    >>> f"{batch_latency_time(100.0, 4.0, 5e-6):.4g}"
    '0.002'
    """
    return layers * collectives * latency


BATCH_LATENCY = Law(
    key="batch-latency",
    kernel=batch_latency_time,
    kind=Kind.THEOREM,
    sense=Sense.AT_LEAST,
    result="time",
    symbol="t_B",
    unit="s",
    gives="time of one batch",
    inputs=(
        Input("layers", r"n_\ell", "1", COUNT, (1.0, 1e4), "layers, one after the other", "100", power=1.0),
        Input("collectives", "s", "1", COUNT, (1.0, 100.0), "collectives of a layer in turn", "4", power=1.0),
        Input("latency", r"t_\lambda", "s", POSITIVE, (1e-9, 1e-2), "least time of one collective", "5 us", power=1.0),
    ),
    latex=r"t_B \ge n_\ell\,s\,t_\lambda",
    holds_under=(
        "every collective that is counted starts only after the one before has ended",
        "none of them is done sooner than the latency: the least, not the usual",
    ),
    reached_only=("arithmetic and bandwidth take no time, or hide behind the collectives",),
    refs=("erdil2024",),
)


def latency_wall_operations(time: Num, batch: Num, batch_time: Num, tokens_per_parameter: Num, cost: Num) -> Num:
    r"""Most training operations within a `time` when batches follow one another, each for its `batch_time`.

    .. math:: C \le \frac{c}{r}\left(\frac{T B}{t_B}\right)^2

    Parameters
    ----------
    time
        Duration of the training [s].
    batch
        Tokens of one batch [token].
    batch_time
        Least time of one batch, as `batch_latency_time` gives it [s].
    tokens_per_parameter
        Tokens trained on for each parameter, 20 by the usual rule [token/parameter].
    cost
        Operations for each parameter and token, 6 for a dense model [FLOP/parameter/token].

    Returns
    -------
    Num
        Operations of the training [FLOP].

    Notes
    -----
    A transparent stand-in for the model of [erdil2024]_, which puts the end at 1e31 FLOP in three months (abstract; the
    authors' article says 2e31): the tokens that pass in time, squared. Since it grows as the square of the batch, say
    how large a batch still helps; that size grows with the tokens in reality. The rule of tokens per parameter is the
    optimum of [hoffmann2022]_.

    Examples
    --------
    >>> f"{latency_wall_operations(90 * 86400.0, 4e6, 2e-3, 20.0, 6.0):.4g}"
    '7.256e+31'
    """
    tokens = time * batch / batch_time
    return cost / tokens_per_parameter * tokens * tokens


LATENCY_WALL = Law(
    key="latency-wall",
    kernel=latency_wall_operations,
    kind=Kind.MODEL,
    sense=Sense.AT_MOST,
    result="operations",
    symbol="C",
    unit="FLOP",
    gives="operations of the training",
    inputs=(
        Input("time", "T", "s", POSITIVE, (1e3, 1e8), "duration of the training", "90 day", power=2.0),
        Input("batch", "B", "token", POSITIVE, (1e3, 1e9), "tokens of one batch", "4e6 token", power=2.0),
        Input("batch_time", "t_B", "s", POSITIVE, (1e-6, 1e2), "least time of one batch", "2 ms", power=-2.0),
        Input("tokens_per_parameter", "r", "token/parameter", POSITIVE, *_RATIO, power=-1.0),
        Input("cost", "c", "FLOP/parameter/token", POSITIVE, *_COST, power=1.0),
    ),
    latex=r"C \le \frac{c}{r}\left(\frac{T B}{t_B}\right)^2",
    holds_under=(
        "batches follow one another and are of the same size throughout",
        "tokens in proportion to parameters, operations in proportion to both",
    ),
    refs=("erdil2024", "hoffmann2022"),
)
