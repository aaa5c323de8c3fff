"""The compute-equivalent gain between two laws as a record: at each compute, how much more the old one would need."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from limits import __version__
from limits.draws import LEVEL
from limits.errors import InputError, Problem
from limits.frozen import frozen
from limits.scaling.answers.asked import NO_RANGE, QUIETLY, AskedLaw, asked_law, number, positive
from limits.scaling.answers.estimates import Estimate, estimate
from limits.scaling.frontier.gain import comparable, gain, shared_range
from limits.scaling.uncertain import known, refused
from limits.value import GIVEN, Value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from limits.scaling.law import ScalingLaw

__all__ = ["SURE", "GainAt", "GainRecord", "gains"]

_PLACES = 4  # computes that are asked where none is given
_NEVER = "the old law never has this loss, whatever the compute"
_MAYBE = "chance does not exclude that the old law never has this loss"
SURE = "neither law says how uncertain it is"
"""Why a gain has no interval where no law has one."""

_LOWEST = "chance does not exclude any smaller factor"
_WHAT = (
    "Gain: training compute that the old law needs for the loss that the new one has at this compute, over it "
    "(compute-equivalent gain, Davidson et al. 2023)."
)
_INTERVALS = (
    f"Intervals, {100 * LEVEL:g} %: factors at which chance explains that the losses differ, by the intervals of two "
    "fits that err apart; of the fits, as if their forms were right."
)
_DEPENDS = "It depends on the compute: no single factor stands between two laws of different exponents or constants."
_NO_SHARE = "no compute lies among the runs of both"


@frozen
class GainAt:
    """The gain at one compute of the new runs.

    `old_compute` is what the old law needs for `loss`. Both `decades` say how far a compute lies beyond the runs of its
    law. `unknown` says why a number or an end is null.
    """

    compute: Value
    loss: Value | None
    old_compute: Value | None
    gain: Estimate
    new_decades: Value | None
    old_decades: Value | None
    unknown: dict[str, str]


@frozen
class GainRecord:
    """The compute-equivalent gain of new runs over old ones, along the frontier of each law or at one size.

    `shared_low` and `shared_high` are the ends of the compute in which both laws have runs.
    """

    schema: ClassVar[str] = "limits.gain/1"

    kind: str
    old: AskedLaw
    new: AskedLaw
    at_one_size: bool
    parameters: Value | None
    level: float
    shared_low: Value | None
    shared_high: Value | None
    rows: tuple[GainAt, ...]
    unknown: dict[str, str]
    no_intervals: tuple[str, ...]
    cautions: tuple[str, ...]
    references: tuple[str, ...]
    limits_version: str


@QUIETLY
def gains(
    old: ScalingLaw, new: ScalingLaw, compute: Sequence[float] = (), parameters: float | None = None
) -> GainRecord:
    """Return the compute-equivalent gain of one law over another.

    Parameters
    ----------
    old, new
        Scaling laws, such as ``limits.scaling.fit(points).law()``.
    compute
        Training computes of the new runs, 6 N D [FLOP]; over the range in which both have runs if none is given.
    parameters
        A model size of both, where the question is of one and not of the best [parameter].

    Raises
    ------
    InputError
        When the losses are known not to compare, an amount is not positive and finite, or no compute is given and
        nobody says which the runs had.

    Examples
    --------
    >>> from limits import scaling
    >>> record = gains(scaling.get("gadre2024-refinedweb"), scaling.get("gadre2024-c4"), [1e19])
    >>> f"{record.rows[0].gain.value:.2f}"
    '1.77'
    """
    said = comparable(old, new)
    for each in compute:
        positive("gain", compute=each)
    if parameters is not None:
        positive("gain", parameters=parameters)
    low, high = shared_range(old, new)
    asked = [float(each) for each in compute] or _places(new, low, high)
    unsaid = {} if math.isfinite(low) else dict.fromkeys(("shared_low", "shared_high"), _why_not_shared(old, new))
    one_size = {} if parameters is not None else {"parameters": "the gain is that along the frontier of each law"}
    sure = [law.key for law in (old, new) if not known(law)]
    short = "there are no intervals" if len(sure) == len((old, new)) else "the intervals are short of them"
    errors = [f"{key} says nothing of its errors: {short}." for key in sure]
    return GainRecord(
        kind="trend",
        old=asked_law(old),
        new=asked_law(new),
        at_one_size=parameters is not None,
        parameters=None if parameters is None else Value(parameters, "parameter", origin=GIVEN),
        level=LEVEL,
        shared_low=number(low, "FLOP"),
        shared_high=number(high, "FLOP"),
        rows=tuple(_row(old, new, each, parameters) for each in asked),
        unknown=unsaid | one_size,
        no_intervals=(*refused(old), *refused(new), *errors),
        cautions=(_WHAT, *((_INTERVALS,) if len(sure) < len((old, new)) else ()), _DEPENDS, *said),
        references=tuple(dict.fromkeys(("davidson2023", "ho2024", "gundlach2025", *old.references, *new.references))),
        limits_version=__version__,
    )


def _places(new: ScalingLaw, low: float, high: float) -> list[float]:
    """Return computes over the range that both have, or that the new runs have."""
    if not math.isfinite(low):
        low, high = new.fitted.compute.low, new.fitted.compute.high
    if not (math.isfinite(low) and math.isfinite(high)):
        wanted = "at least one: nobody says which the runs of these laws had"
        raise InputError("gain", [Problem("compute", "none", wanted, "write e.g. --compute '1e22 FLOP'")])
    return [float(each) for each in np.unique(np.geomspace(low, high, _PLACES))]


def _why_not_shared(old: ScalingLaw, new: ScalingLaw) -> str:
    spans = [law.fitted.compute for law in (old, new)]
    told = all(math.isfinite(end) for span in spans for end in (span.low, span.high))
    return _NO_SHARE if told else NO_RANGE


def _row(old: ScalingLaw, new: ScalingLaw, compute: float, parameters: float | None) -> GainAt:
    found = gain(old, new, compute, parameters)
    unknown: dict[str, str] = {}
    exact = not (known(old) or known(new))
    low, high = (math.nan, math.nan) if exact else (found.low, found.high)
    ends = estimate(found.gain, "1", low if low > 0.0 else math.nan, high)
    if ends.value is None:
        unknown |= dict.fromkeys(("gain.value", "old_compute"), _NEVER)
    if ends.low is None:
        unknown["gain.low"] = SURE if exact else _NEVER if math.isinf(low) else _LOWEST
    if ends.high is None:
        unknown["gain.high"] = SURE if exact else _NEVER if ends.value is None else _MAYBE
    beyond = {"new_decades": new.fitted.compute.decades_beyond(compute)}
    beyond["old_decades"] = old.fitted.compute.decades_beyond(found.old_compute)
    decades = {name: number(value, "1") for name, value in beyond.items()}
    unknown |= {
        name: _NEVER if name == "old_decades" and ends.value is None else NO_RANGE
        for name, value in decades.items()
        if value is None
    }
    loss = number(found.loss, new.loss_unit)
    if loss is None:
        unknown["loss"] = "it lies beyond floats"
    return GainAt(
        compute=Value(compute, "FLOP", origin=GIVEN),
        loss=loss,
        old_compute=None if ends.value is None else number(found.old_compute, "FLOP"),
        gain=ends,
        new_decades=decades["new_decades"],
        old_decades=decades["old_decades"],
        unknown=unknown,
    )
