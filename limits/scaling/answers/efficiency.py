"""Operations per joule: how many the energy bounds leave, by the conventions of a run that states none.

The bounds of a run stand in `energy`; here the same laws and defaults speak of hardware, without a run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits import laws
from limits.frozen import frozen
from limits.laws.formulary.energy.erasure import erased_bits
from limits.runs.defaults import DEFAULTS

if TYPE_CHECKING:
    from limits.laws.law import Law

__all__ = ["Ceiling", "ceilings"]


@frozen
class Ceiling:
    """The highest efficiency that one law leaves, or one model expects.

    Parameters
    ----------
    law
        What it follows from: its kind says whether it is a bound.
    efficiency
        Operations per energy [FLOP/J].
    says
        The conventions behind the number.
    """

    law: Law
    efficiency: float
    says: str


def ceilings(precision: str) -> tuple[Ceiling, ...]:
    """Return the ceilings of efficiency in a number format, the nearest first.

    Parameters
    ----------
    precision
        Name of a number format, such as ``bf16``.

    Returns
    -------
    tuple
        The estimate for CMOS, a model, and Landauer's bound by the default convention and bath temperature.

    Raises
    ------
    UnknownNameError
        If there is no such number format.
    InputError
        If the default convention needs more than a number format.

    Notes
    -----
    The only unconditional bound on operations per joule is none at all: reversible operations erase nothing. The
    estimate for CMOS counts each operation as one in FP4; in a wider format CMOS reaches less.

    Examples
    --------
    >>> cmos, landauer = ceilings("bf16")
    >>> cmos.law.kind.value, f"{cmos.efficiency:.4g}"
    ('model', '4.7e+15')
    >>> landauer.law.kind.value, f"{landauer.efficiency:.4g}", landauer.says
    ('theorem', '2.177e+19', 'operands_inplace, 16 bit/FLOP at 300 K')
    """
    convention, bath = DEFAULTS["erasure"].text, DEFAULTS["bath_temperature"].number.value
    bits = erased_bits(convention, precision)
    return (
        Ceiling(
            laws.cmos,
            1.0 / laws.cmos.kernel(1.0, DEFAULTS["cmos_efficiency"].number.value),
            "each FLOP counted as one in FP4; the middle of an estimate that spreads over more than a decade",
        ),
        Ceiling(
            laws.landauer_efficiency,
            laws.landauer_efficiency.kernel(bits, bath),
            f"{convention}, {bits:g} bit/FLOP at {bath:g} K",
        ),
    )
