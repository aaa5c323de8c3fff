"""Hardware as it is: the energy of a run on given accelerators, and how long a trend takes to reach a floor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from limits.laws.domain import FROM_ONE, NON_NEGATIVE, POSITIVE, Domain
from limits.laws.input import Input, Kind, Sense
from limits.laws.law import Law

if TYPE_CHECKING:
    from limits.typing import Num

__all__ = ["ACCELERATOR_ENERGY", "KOOMEY", "accelerator_energy", "efficiency_ratio", "years_to_floor"]


def accelerator_energy(operations: Num, power: Num, peak: Num, mfu: Num) -> Num:
    r"""Energy of accelerators that do given `operations` at their design power.

    .. math:: E = \frac{C P}{F \cdot \mathrm{MFU}}

    Parameters
    ----------
    operations
        Operations done [FLOP].
    power
        Design power of one accelerator [W].
    peak
        Dense peak rate of one accelerator in the format used [FLOP/s].
    mfu
        Model FLOP utilisation, 0 to 1 [1].

    Returns
    -------
    Num
        Energy of the accelerators alone [J].

    Notes
    -----
    A model, and an equality: accelerators at design power for the time that the operations take, with the utilisation
    of [chowdhery2022]_. Hosts, switches and the building come on top. A peak for sparse matrices doubles the rate
    without halving the energy.

    Examples
    --------
    >>> f"{accelerator_energy(1e26, 700.0, 989.4e12, 0.4) / 3.6e12:.4g} GWh"
    '49.13 GWh'
    """
    return operations * power / (peak * mfu)


ACCELERATOR_ENERGY = Law(
    key="accelerator-energy",
    kernel=accelerator_energy,
    kind=Kind.MODEL,
    sense=Sense.NONE,
    result="energy",
    symbol="E",
    unit="J",
    gives="energy of the accelerators alone",
    inputs=(
        Input("operations", "C", "FLOP", NON_NEGATIVE, (1.0, 1e30), "operations done", "1e26 FLOP", power=1.0),
        Input("power", "P", "W", NON_NEGATIVE, (1.0, 1e5), "design power of one accelerator", "700 W", power=1.0),
        Input("peak", "F", "FLOP/s", POSITIVE, (1e9, 1e18), "its dense peak rate", "989.4e12 FLOP/s", power=-1.0),
        Input(
            "mfu",
            r"\mathrm{MFU}",
            "1",
            Domain(0.0, closed=False, high=1.0, high_closed=True),
            (1e-3, 1.0),
            "model FLOP utilisation",
            "0.4",
            power=-1.0,
        ),
    ),
    latex=r"E = \frac{C P}{F \cdot \mathrm{MFU}}",
    holds_under=(
        "every accelerator draws its design power all the time",
        "accelerators alone: no hosts, network, cooling or idle time",
        "the dense peak of the number format in use",
    ),
    refs=("chowdhery2022",),
)


def years_to_floor(ratio: Num, doubling_time: Num) -> Num:
    r"""Time until efficiency has grown by a given `ratio` if it goes on doubling once in each `doubling_time`.

    .. math:: t = t_d \log_2 \frac{E}{E_{\min}}

    Parameters
    ----------
    ratio
        Energy of today over the floor, at least 1 [1].
    doubling_time
        Time in which the efficiency doubles [s].

    Returns
    -------
    Num
        Time until the floor [s].

    Notes
    -----
    Koomey's trend, extrapolated: not a bound, and trends end before floors. The doubling time was 1.57 years up to 2009
    [koomey2011]_, 2.7 years after 2000 [ho2023]_, and 2.29 years from 2008 to 2023 [prieto2024]_.

    Examples
    --------
    >>> f"{years_to_floor(1.54e7, 2.29):.3g}"  # in the unit of the doubling time
    '54.7'
    """
    return doubling_time * np.log2(ratio)


def efficiency_ratio(time: Num, doubling_time: Num) -> Num:
    """Ratio [1] by which efficiency grows in a `time` [s]: an inverse of `years_to_floor`.

    Examples
    --------
    >>> float(efficiency_ratio(6.0, 2.0))
    8.0
    """
    return np.exp2(time / doubling_time)


KOOMEY = Law(
    key="koomey",
    kernel=years_to_floor,
    kind=Kind.TREND,
    sense=Sense.NONE,
    result="time",
    symbol="t",
    unit="s",
    gives="time until the floor",
    inputs=(
        Input("ratio", r"E/E_{\min}", "1", FROM_ONE, (1.001, 1e12), "energy of today over the floor", "1.54e7"),
        Input(
            "doubling_time",
            "t_d",
            "s",
            POSITIVE,
            (1e7, 1e9),
            "time in which efficiency doubles",
            "2.29 year",
            power=1.0,
        ),
    ),
    latex=r"t = t_d \log_2 \frac{E}{E_{\min}}",
    holds_under=(
        "the trend goes on unchanged, which nothing promises",
        "the floor stays where it is: its format, its erasure convention, its temperature",
    ),
    refs=("koomey2011", "prieto2024", "ho2023"),
    inverse={"ratio": efficiency_ratio},
)
