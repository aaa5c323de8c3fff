"""Links: what is left for the user of a symbol rate, and of a rate that counts both directions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from limits.constants import CODATA2022
from limits.laws.domain import COUNT, POSITIVE, Domain
from limits.laws.input import Input, Kind, Sense
from limits.laws.law import Law

if TYPE_CHECKING:
    from limits.constants import Constants
    from limits.typing import Num

__all__ = ["ONE_WAY_RATE", "PAYLOAD_RATE", "one_way_rate", "payload_levels", "payload_rate"]

_SHARE = Domain(0.0, closed=False, high=1.0, high_closed=True)


def payload_rate(
    symbol_rate: Num, levels: Num, code_rate: Num, line_rate: Num, *, const: Constants = CODATA2022
) -> Num:
    r"""Payload of a lane of given `symbol_rate` and `levels` after its error correction and its line code.

    .. math:: R = R_s \log_2 M\; r_\mathrm{code}\, r_\mathrm{line}

    Parameters
    ----------
    symbol_rate
        Symbols per time [Bd].
    levels
        Levels M: 2 for NRZ, 4 for PAM4; points of a constellation likewise [1].
    code_rate
        Share of the error-correcting code that is payload: 514/544 [1].
    line_rate
        Share of the line code that is payload: 256/257, or 64/66 [1].
    const
        Physical constants.

    Returns
    -------
    Num
        Payload per time, of one lane in one direction [bit/s].

    Notes
    -----
    A definition: one of M levels names :math:`\log_2 M` bits [shannon1948]_, and the shares are payload over all that
    is sent. 53.125 GBd of PAM4 with RS(544,514) and 256b/257b are exactly 100 Gbit/s, and 106.25 Gbit/s on the line.

    Examples
    --------
    >>> float(payload_rate(53.125e9, 4.0, 514.0 / 544.0, 256.0 / 257.0))
    100000000000.0
    """
    # The levels first: bits of 2, 4, 8 levels are then whole numbers, and the identity above is exact.
    return symbol_rate * (np.log(levels) / const.ln2) * code_rate * line_rate


def payload_levels(
    payload: Num, symbol_rate: Num, code_rate: Num, line_rate: Num, *, const: Constants = CODATA2022
) -> Num:
    """Levels [1] that carry a `payload` [bit/s]: an inverse of `payload_rate`.

    Examples
    --------
    >>> f"{payload_levels(100e9, 53.125e9, 514.0 / 544.0, 256.0 / 257.0):.12g}"
    '4'
    """
    return np.exp(payload / (symbol_rate * code_rate * line_rate) * const.ln2)


PAYLOAD_RATE = Law(
    key="payload-rate",
    kernel=payload_rate,
    kind=Kind.DEFINITION,
    sense=Sense.EQUAL,
    result="payload",
    symbol="R",
    unit="bit/s",
    gives="payload per time, of one lane in one direction",
    inputs=(
        Input("symbol_rate", "R_s", "Bd", POSITIVE, (1e3, 1e12), "symbols per time", "53.125 GBd", power=1.0),
        Input("levels", "M", "1", Domain(2.0, closed=True, whole=True), (2.0, 256.0), "levels", "4"),
        Input("code_rate", r"r_\mathrm{code}", "1", _SHARE, (0.1, 1.0), "payload of the code", "514/544", power=1.0),
        Input("line_rate", r"r_\mathrm{line}", "1", _SHARE, (0.1, 1.0), "payload of the line", "0.9961089", power=1.0),
    ),
    latex=r"R = R_s \log_2 M\; r_\mathrm{code}\, r_\mathrm{line}",
    holds_under=("nothing else is sent: no idle, no alignment", "one lane, one direction"),
    refs=("shannon1948",),
    inverse={"levels": payload_levels},
)


def one_way_rate(links: Num, both_ways: Num) -> Num:
    r"""Rate of several `links` in one direction, from a rate per link that counts `both_ways`.

    .. math:: R = \frac{n R_2}{2}

    Parameters
    ----------
    links
        How many links [1].
    both_ways
        Rate of a link, both directions added up [bit/s].

    Returns
    -------
    Num
        Rate in one direction [bit/s].

    Notes
    -----
    A definition, and a guard against a common slip: the 900 GB/s at which the NVLink of an H100 is sold are 450 GB/s
    each way [nccl2024]_, and the capacity of a channel is one way.

    Examples
    --------
    >>> one_way_rate(18.0, 8e11) / 1e12  # 100 GB/s per link, in Tbit/s
    7.2
    """
    return links * both_ways / 2.0


ONE_WAY_RATE = Law(
    key="one-way-rate",
    kernel=one_way_rate,
    kind=Kind.DEFINITION,
    sense=Sense.EQUAL,
    result="rate",
    symbol="R",
    unit="bit/s",
    gives="rate of all links in one direction",
    inputs=(
        Input("links", "n", "1", COUNT, (1.0, 1e3), "links", "18", power=1.0),
        Input(
            "both_ways", "R_2", "bit/s", POSITIVE, (1e3, 1e15), "rate of a link, both directions", "100 GB/s", power=1.0
        ),
    ),
    latex=r"R = \frac{n R_2}{2}",
    holds_under=("both directions are equally fast", "the rate stated does count both: catalogues differ"),
    refs=("nccl2024",),
)
