"""Peaks: what the data sheet of a processor promises, the ceiling that most runs meet first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.laws.domain import NON_NEGATIVE
from limits.laws.input import Input, Kind, Sense
from limits.laws.law import Law

if TYPE_CHECKING:
    from limits.typing import Num

__all__ = ["PEAK_OPERATIONS", "peak_operations"]


def peak_operations(time: Num, peak: Num) -> Num:
    r"""Most operations within a `time` of processors that never exceed their `peak`.

    .. math:: C \le T\,P

    Parameters
    ----------
    time
        Time of all processors together, such as accelerator-hours [s].
    peak
        Dense peak of one processor at the number format of the run [FLOP/s].

    Returns
    -------
    Num
        Operations [FLOP].

    Notes
    -----
    A rating: the peak is what the maker promises, and another chip has another. The share of it that a run reaches is
    its FLOP utilisation [chowdhery2022]_. A peak for sparse operands is no peak of dense ones.

    Examples
    --------
    >>> f"{peak_operations(30.84e6 * 3600.0, 989.4e12):.4g}"
    '1.098e+26'
    """
    return time * peak


PEAK_OPERATIONS = Law(
    key="peak-operations",
    kernel=peak_operations,
    kind=Kind.RATING,
    sense=Sense.AT_MOST,
    result="operations",
    symbol="C",
    unit="FLOP",
    gives="operations of all processors",
    inputs=(
        Input("time", "T", "s", NON_NEGATIVE, (1.0, 1e12), "time of all processors together", "1e6 hour", power=1.0),
        Input("peak", "P", "FLOP/s", NON_NEGATIVE, (1e9, 1e17), "dense peak of one", "989.4 TFLOP/s", power=1.0),
    ),
    latex=r"C \le T\,P",
    holds_under=("the processors run no faster than their rated peak", "operations of the kind that the peak counts"),
    refs=("chowdhery2022",),
    reached_only=("every processor at its peak all the time: a FLOP utilisation of 1",),
)
