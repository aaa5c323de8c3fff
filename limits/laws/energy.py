"""Energy: what computing must cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.constants import CODATA2022
from limits.laws.law import NON_NEGATIVE, POSITIVE, Input, Kind, Law, Sense

if TYPE_CHECKING:
    from limits.constants import Constants
    from limits.laws.law import Num

__all__ = ["CMOS", "LANDAUER", "cmos_energy", "landauer_energy"]


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
        Input("bits", "n", "bit", NON_NEGATIVE, (1.0, 1e27), "bits erased", "1e12 bit", power=1.0),
        Input("temperature", "T", "K", POSITIVE, (1e-2, 1e3), "temperature of the bath", "300 K", power=1.0),
    ),
    latex=r"E \ge n\,k_B T \ln 2",
    assumes=(
        "one heat bath at one temperature, the coolant's and not the junction's",
        "symmetric memory; erased bits unbiased and independent",
        "mean over many erasures, in the quasi-static limit",
    ),
    refs=("landauer1961", "berut2012", "bennett1982"),
)


def cmos_energy(operations: Num, efficiency: Num) -> Num:
    r"""Least energy of given `operations` in CMOS logic of the highest attainable `efficiency`.

    .. math:: E \ge C / \eta

    Parameters
    ----------
    operations
        Operations done [FLOP].
    efficiency
        Highest operations per energy that CMOS is estimated to reach [FLOP/J].

    Returns
    -------
    Num
        Energy dissipated by switches, wires and leakage [J].

    Notes
    -----
    A model, not a bound: the estimate of [ho2023]_ is the geometric mean of a wide distribution, 4.7e15 FP4 operations
    per joule.

    Examples
    --------
    >>> f"{cmos_energy(1.0, 4.7e15):.4g}"
    '2.128e-16'
    """
    return operations / efficiency


CMOS = Law(
    key="cmos",
    kernel=cmos_energy,
    kind=Kind.MODEL,
    sense=Sense.AT_LEAST,
    result="energy",
    symbol="E",
    unit="J",
    gives="energy dissipated by switches, wires and leakage",
    inputs=(
        Input("operations", "C", "FLOP", NON_NEGATIVE, (1.0, 1e30), "operations done", "1e26 FLOP", power=1.0),
        Input(
            "efficiency",
            r"\eta",
            "FLOP/J",
            POSITIVE,
            (1e9, 1e17),
            "highest efficiency of CMOS logic",
            "4.7e15 FLOP/J",
            power=-1.0,
        ),
    ),
    latex=r"E \ge C / \eta",
    assumes=(
        "CMOS logic, with its wires and leakage",
        "4.7e15 operations per joule are FP4 operations; wider formats cost more",
        "the geometric mean of an estimate that spreads over more than a decade",
    ),
    refs=("ho2023",),
)
