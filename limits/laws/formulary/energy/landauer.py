"""Energy: what erasing bits must cost, and what that leaves to a power, to a FLOP and to a time."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from limits.constants import CODATA2022
from limits.laws.domain import NON_NEGATIVE, POSITIVE
from limits.laws.input import Input, Kind, Sense
from limits.laws.law import Law

if TYPE_CHECKING:
    from limits.constants import Constants
    from limits.typing import Num

__all__ = [
    "LANDAUER",
    "LANDAUER_EFFICIENCY",
    "LANDAUER_FINITE_TIME",
    "LANDAUER_RATE",
    "landauer_efficiency",
    "landauer_energy",
    "landauer_finite_time_energy",
    "landauer_rate",
]

_TEMPERATURE = ("T", "K", POSITIVE, (1e-2, 1e3), "temperature of the bath", "300 K")
_BITS = ("n", "bit", NON_NEGATIVE, (1.0, 1e27), "bits erased", "1e12 bit")
_ERASURE = (
    "one heat bath at one temperature, the coolant's and not the junction's",
    "symmetric memory; erased bits unbiased and independent",
    "a mean over many erasures: a single one may release less",
)
_SLOWLY = ("erasure that is slow against the relaxation of the memory: the quasi-static limit",)


def landauer_energy(bits: Num, temperature: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Least heat released when `bits` of information are erased into a bath at `temperature`.

    .. math:: E \ge n\,k_B T \ln 2

    Parameters
    ----------
    bits
        Bits erased [bit].
    temperature
        Temperature of the heat bath, not of the junction [K].
    const
        Physical constants.

    Returns
    -------
    Num
        Heat received by the bath [J].

    Notes
    -----
    A theorem [landauer1961]_ on the mean over many erasures of unbiased, independent bits, met in the quasi-static
    limit [berut2012]_; single erasures fluctuate below it. Bits that are never overwritten cost nothing [bennett1982]_.
    Cooling the logic does not lower the floor at the plug: an ideal refrigerator pays the difference.

    Examples
    --------
    >>> f"{landauer_energy(1.0, 300.0):.4g}"
    '2.871e-21'
    """
    return const.ln2 * const.k_B * temperature * bits


LANDAUER = Law(
    key="landauer",
    kernel=landauer_energy,
    kind=Kind.THEOREM,
    sense=Sense.AT_LEAST,
    result="energy",
    symbol="E",
    unit="J",
    gives="heat received by the bath",
    inputs=(
        Input("bits", *_BITS, power=1.0),
        Input("temperature", *_TEMPERATURE, power=1.0),
    ),
    latex=r"E \ge n\,k_B T \ln 2",
    holds_under=_ERASURE,
    reached_only=_SLOWLY,
    refs=("landauer1961", "berut2012", "bennett1982"),
)


def landauer_rate(power: Num, temperature: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Highest rate at which a given `power` can erase bits into a bath at `temperature`.

    .. math:: R \le \frac{P}{k_B T \ln 2}

    Parameters
    ----------
    power
        Power that leaves as heat [W].
    temperature
        Temperature of the heat bath [K].
    const
        Physical constants.

    Returns
    -------
    Num
        Bits erased per time [bit/s].

    Notes
    -----
    `landauer_energy` seen from one second [landauer1961]_. It limits erasures, not operations: a reversible operation
    erases nothing.

    Examples
    --------
    >>> f"{landauer_rate(700.0, 300.0):.4g}"
    '2.438e+23'
    """
    return power / (const.ln2 * const.k_B * temperature)


LANDAUER_RATE = Law(
    key="landauer-rate",
    kernel=landauer_rate,
    kind=Kind.THEOREM,
    sense=Sense.AT_MOST,
    result="rate",
    symbol="R",
    unit="bit/s",
    gives="bits erased per time",
    inputs=(
        Input("power", "P", "W", NON_NEGATIVE, (1e-6, 1e10), "power that leaves as heat", "700 W", power=1.0),
        Input("temperature", *_TEMPERATURE, power=-1.0),
    ),
    latex=r"R \le \frac{P}{k_B T \ln 2}",
    holds_under=_ERASURE,
    reached_only=_SLOWLY,
    refs=("landauer1961",),
)


def landauer_efficiency(erasure: Num, temperature: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Highest efficiency of operations of which each erases `erasure` bits into a bath at `temperature`.

    .. math:: \eta \le \frac{1}{b\,k_B T \ln 2}

    Parameters
    ----------
    erasure
        Bits that one operation erases [bit/FLOP].
    temperature
        Temperature of the heat bath [K].
    const
        Physical constants.

    Returns
    -------
    Num
        Operations per energy [FLOP/J].

    Notes
    -----
    `landauer_energy` seen from one joule [landauer1961]_. What an operation erases is a convention
    (`limits.laws.erased_bits`); at no erasure there is no bound, so 0 is not in the domain [bennett1982]_.

    Examples
    --------
    >>> f"{landauer_efficiency(16.0, 300.0):.4g}"
    '2.177e+19'
    """
    return 1.0 / (erasure * const.ln2 * const.k_B * temperature)


LANDAUER_EFFICIENCY = Law(
    key="landauer-efficiency",
    kernel=landauer_efficiency,
    kind=Kind.THEOREM,
    sense=Sense.AT_MOST,
    result="efficiency",
    symbol=r"\eta",
    unit="FLOP/J",
    gives="operations per energy",
    inputs=(
        Input("erasure", "b", "bit/FLOP", POSITIVE, (1e-4, 1e4), "bits that one erases", "16 bit/FLOP", power=-1.0),
        Input("temperature", *_TEMPERATURE, power=-1.0),
    ),
    latex=r"\eta \le \frac{1}{b\,k_B T \ln 2}",
    holds_under=(*_ERASURE, "each operation does erase as many bits as stated: one that can be undone erases none"),
    reached_only=_SLOWLY,
    refs=("landauer1961", "bennett1982"),
)


def landauer_finite_time_energy(
    bits: Num, distance: Num, diffusion: Num, time: Num, temperature: Num, *, const: Constants = CODATA2022
) -> Num:
    r"""Least work that erases `bits` within a given `time`, each held by an overdamped particle.

    .. math:: W \ge n\,k_B T\left[\ln 2 + \frac{\mathcal{W}_2^2}{D\,\tau}\right]

    Parameters
    ----------
    bits
        Bits erased [bit].
    distance
        Wasserstein distance between the distributions before and after, for each bit [m].
    diffusion
        Diffusion constant of the particle [m^2/s].
    time
        Duration of the erasure [s].
    temperature
        Temperature of the heat bath [K].
    const
        Physical constants.

    Returns
    -------
    Num
        Work done on all bits [J].

    Notes
    -----
    A theorem for overdamped Langevin dynamics [proesmans2020]_, [aurell2012]_; underdamped memories do better. Two
    narrow wells at :math:`\pm x_0` have :math:`\mathcal{W}_2^2 = 2 x_0^2` if the particle must end in equilibrium in
    the other well, and :math:`x_0^2/2`, a quarter of it, if it may end just past the barrier.

    Examples
    --------
    >>> f"{landauer_finite_time_energy(1.0, 1e-8, 1e-4, 1e-12, 300.0):.4g}"
    '7.013e-21'
    """
    slowest = landauer_energy(bits, temperature, const=const)
    # The second term is in e-folds per bit; over ln 2, a pure number here, it is a share of the first.
    return slowest * (1.0 + distance / diffusion * distance / time / math.log(2.0))


LANDAUER_FINITE_TIME = Law(
    key="landauer-finite-time",
    kernel=landauer_finite_time_energy,
    kind=Kind.THEOREM,
    sense=Sense.AT_LEAST,
    result="energy",
    symbol="W",
    unit="J",
    gives="work done on all bits",
    inputs=(
        Input("bits", *_BITS, power=1.0),
        Input(
            "distance",
            r"\mathcal{W}_2",
            "m",
            NON_NEGATIVE,
            (1e-9, 1e-6),
            "Wasserstein distance between the distributions before and after",
            "10 nm",
        ),
        Input("diffusion", "D", "m^2/s", POSITIVE, (1e-14, 1e-2), "diffusion constant", "1e-4 m^2/s"),
        Input("time", r"\tau", "s", POSITIVE, (1e-12, 1e6), "duration of the erasure", "1 ps"),
        Input("temperature", *_TEMPERATURE, power=1.0),
    ),
    latex=r"W \ge n\,k_B T\left[\ln 2 + \frac{\mathcal{W}_2^2}{D\,\tau}\right]",
    holds_under=(
        "overdamped Langevin dynamics at one temperature, for every bit alike",
        "unbiased and independent bits; a mean over many erasures",
        "the distance is that of the device: 2 x0^2 or x0^2/2 under the root for two narrow wells at +-x0",
    ),
    reached_only=("a potential that can be given any shape at any time, and the best course of it",),
    refs=("proesmans2020", "aurell2012"),
)
