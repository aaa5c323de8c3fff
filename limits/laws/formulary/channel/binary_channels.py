"""Binary channels: what is left of a bit that may be wrong, and of one that may be lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.laws.domain import PROBABILITY, Domain
from limits.laws.input import Input, Kind, Sense
from limits.laws.law import Law
from limits.laws.numerics.binary_entropy import binary_information, margin_information

if TYPE_CHECKING:
    from limits.typing import Num

__all__ = ["BEC", "BSC", "BSC_MARGIN", "bec_capacity", "bec_erasure", "bsc_capacity", "bsc_margin_capacity"]

_HALF = Domain(0.0, closed=True, high=0.5, high_closed=True)
_MARGIN = Domain(-0.5, closed=True, high=0.5, high_closed=True)
_PER_USE = "information per bit sent"
_RARE = "errors after decoding as rare as wanted: who tolerates some passes more"
_WRONG = (
    "each bit is wrong with the same probability, independently of all others",
    _RARE,
)
_LONG = ("codes of unbounded length and delay",)


def bsc_capacity(error: Num) -> Num:
    r"""Most information per bit sent when each is wrong with a given `error` probability.

    .. math:: R \le C = 1 - H_2(p)

    Parameters
    ----------
    error
        Probability that a bit is wrong, 0 to 1 [1].

    Returns
    -------
    Num
        Information per bit sent [bit/symbol].

    Notes
    -----
    A theorem, the binary symmetric channel [shannon1948]_ [cover2006]_. It is what hard decisions leave, and less than
    the channel before them carries. A bit that is always wrong is as good as one that is always right.

    Examples
    --------
    >>> f"{bsc_capacity(0.11):.6f}", float(bsc_capacity(0.0)), float(bsc_capacity(1.0))
    ('0.500084', 1.0, 1.0)
    """
    return binary_information(error)


BSC = Law(
    key="bsc",
    kernel=bsc_capacity,
    kind=Kind.THEOREM,
    sense=Sense.AT_MOST,
    result="capacity",
    symbol="C",
    unit="bit/symbol",
    gives=_PER_USE,
    inputs=(Input("error", "p", "1", PROBABILITY, (1e-12, 0.4), "probability of a wrong bit", "2.4e-4", branch=_HALF),),
    latex=r"R \le C = 1 - H_2(p)",
    holds_under=_WRONG,
    reached_only=_LONG,
    refs=("shannon1948", "cover2006"),
)


def bsc_margin_capacity(margin: Num) -> Num:
    r"""Most information per bit sent when the error probability is one half less a `margin`.

    .. math:: R \le C = 1 - H_2\left(\tfrac12 - \epsilon\right)

    Parameters
    ----------
    margin
        Distance of the error probability from one half, -1/2 to 1/2 [1].

    Returns
    -------
    Num
        Information per bit sent [bit/symbol], which tends to :math:`2\epsilon^2/\ln 2` as the margin falls.

    Notes
    -----
    `bsc_capacity` for channels that are almost useless [shannon1948]_: a probability near one half, written as a
    double, has lost digits of its distance from one half before any formula sees it.

    Examples
    --------
    >>> f"{bsc_margin_capacity(1e-10):.6e}"
    '2.885390e-20'
    """
    return margin_information(margin)


BSC_MARGIN = Law(
    key="bsc-margin",
    kernel=bsc_margin_capacity,
    kind=Kind.THEOREM,
    sense=Sense.AT_MOST,
    result="capacity",
    symbol="C",
    unit="bit/symbol",
    gives=_PER_USE,
    inputs=(
        Input("margin", r"\epsilon", "1", _MARGIN, (1e-12, 0.45), "one half less the error", "1e-3", branch=_HALF),
    ),
    latex=r"R \le C = 1 - H_2\left(\tfrac12 - \epsilon\right)",
    holds_under=_WRONG,
    reached_only=_LONG,
    refs=("shannon1948", "cover2006"),
)


def bec_capacity(erasure: Num) -> Num:
    r"""Most information per bit sent when each is lost with a given `erasure` probability, and the loss is seen.

    .. math:: R \le C = 1 - \epsilon

    Parameters
    ----------
    erasure
        Probability that a bit is lost, 0 to 1 [1].

    Returns
    -------
    Num
        Information per bit sent [bit/symbol].

    Notes
    -----
    A theorem, the binary erasure channel [cover2006]_; feedback does not raise it, but makes repeating enough.

    Examples
    --------
    >>> bec_capacity(0.25)
    0.75
    """
    return 1.0 - erasure


def bec_erasure(capacity: Num) -> Num:
    """Erasure probability [1] at a `capacity` [bit/symbol]: the inverse of `bec_capacity`.

    Examples
    --------
    >>> bec_erasure(0.75)
    0.25
    """
    return 1.0 - capacity


BEC = Law(
    key="bec",
    kernel=bec_capacity,
    kind=Kind.THEOREM,
    sense=Sense.AT_MOST,
    result="capacity",
    symbol="C",
    unit="bit/symbol",
    gives=_PER_USE,
    inputs=(Input("erasure", r"\epsilon", "1", PROBABILITY, (1e-12, 0.99), "probability of a lost bit", "0.01"),),
    latex=r"R \le C = 1 - \epsilon",
    holds_under=("each bit is lost with the same probability, independently, and it is known which", _RARE),
    reached_only=_LONG,
    refs=("cover2006",),
    inverse={"erasure": bec_erasure},
)
