"""Resetting bits that are not ideal: values that are not equally likely, and resets that may fail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.constants import CODATA2022
from limits.laws.domain import NON_NEGATIVE, POSITIVE, PROBABILITY, Domain
from limits.laws.formulary.energy.landauer import landauer_energy
from limits.laws.input import Input, Kind, Sense
from limits.laws.law import Law
from limits.laws.numerics.binary_entropy import binary_entropy, binary_information, margin_information

if TYPE_CHECKING:
    from limits.constants import Constants
    from limits.typing import Num

__all__ = [
    "LANDAUER_BIASED",
    "LANDAUER_RESET",
    "LANDAUER_RESET_MARGIN",
    "biased_erasure_energy",
    "imperfect_reset_energy",
    "reset_margin_energy",
]

_HALF = Domain(0.0, closed=True, high=0.5, high_closed=True)
_BITS = ("n", "bit", NON_NEGATIVE, (1.0, 1e27), "bits reset", "1e12 bit")
_TEMPERATURE = ("T", "K", POSITIVE, (1e-2, 1e3), "temperature of the bath", "300 K")
_BATH = (
    "one heat bath at one temperature; symmetric memory",
    "a mean over many resets: a single one may release less",
)
_SLOWLY = "a reset that is slow against the relaxation of the memory: the quasi-static limit"


def biased_erasure_energy(bits: Num, probability: Num, temperature: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Least heat released when `bits` are erased that hold one of their values with given `probability`.

    .. math:: E \ge n\,k_B T \ln 2\,H_2(p)

    Parameters
    ----------
    bits
        Bits erased, each with two values [bit].
    probability
        Probability of one of the two values before the erasure, the same for all bits [1].
    temperature
        Temperature of the heat bath [K].
    const
        Physical constants.

    Returns
    -------
    Num
        Heat received by the bath [J].

    Notes
    -----
    Only what was not known is paid for: the entropy of the bit replaces one bit in `landauer_energy` [landauer1961]_,
    [faist2015]_. It is reached by an erasure made for this probability; one that is made for unbiased bits pays for
    one bit. A probability and its complement cost the same, so solving gives the smaller one.

    Examples
    --------
    >>> f"{biased_erasure_energy(1.0, 0.11, 300.0):.4g}"
    '1.435e-21'
    """
    return landauer_energy(bits, temperature, const=const) * binary_entropy(probability)


LANDAUER_BIASED = Law(
    key="landauer-biased",
    kernel=biased_erasure_energy,
    kind=Kind.THEOREM,
    sense=Sense.AT_LEAST,
    result="energy",
    symbol="E",
    unit="J",
    gives="heat received by the bath",
    inputs=(
        Input("bits", *_BITS, power=1.0),
        Input(
            "probability",
            "p",
            "1",
            PROBABILITY,
            (1e-12, 0.5),
            "probability of one of the two values",
            "0.9",
            branch=_HALF,
        ),
        Input("temperature", *_TEMPERATURE, power=1.0),
    ),
    latex=r"E \ge n\,k_B T \ln 2\,H_2(p)",
    holds_under=(*_BATH, "independent bits of equal bias"),
    reached_only=(_SLOWLY, "a process that is made for this very bias"),
    refs=("landauer1961", "faist2015"),
)


def imperfect_reset_energy(bits: Num, error: Num, temperature: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Least heat released when `bits` are reset so that each is wrong with a given probability of `error`.

    .. math:: E \ge n\,k_B T\,[\ln 2 + p\ln p + (1-p)\ln(1-p)]

    Parameters
    ----------
    bits
        Bits reset, unbiased before [bit].
    error
        Probability that a bit is not in the wanted state afterwards, at most one half [1].
    temperature
        Temperature of the heat bath [K].
    const
        Physical constants.

    Returns
    -------
    Num
        Heat received by the bath [J].

    Notes
    -----
    The entropy that stays in the bits need not be paid for [landauer1961]_, [faist2015]_: error lowers the cost, to
    nothing at one half. A probability near one half has lost digits of its distance from one half before any formula
    sees it: `reset_margin_energy` takes the distance.

    Examples
    --------
    >>> f"{imperfect_reset_energy(1.0, 0.0, 300.0):.4g}", f"{imperfect_reset_energy(1.0, 0.05, 300.0):.4g}"
    ('2.871e-21', '2.049e-21')
    """
    return landauer_energy(bits, temperature, const=const) * binary_information(error)


LANDAUER_RESET = Law(
    key="landauer-reset",
    kernel=imperfect_reset_energy,
    kind=Kind.THEOREM,
    sense=Sense.AT_LEAST,
    result="energy",
    symbol="E",
    unit="J",
    gives="heat received by the bath",
    inputs=(
        Input("bits", *_BITS, power=1.0),
        Input("error", "p", "1", _HALF, (1e-20, 0.49), "probability that a bit is wrong afterwards", "0.01"),
        Input("temperature", *_TEMPERATURE, power=1.0),
    ),
    latex=r"E \ge n\,k_B T\,[\ln 2 + p\ln p + (1-p)\ln(1-p)]",
    holds_under=(*_BATH, "independent, unbiased bits before, of equal error afterwards"),
    reached_only=(_SLOWLY,),
    refs=("landauer1961", "faist2015"),
)


def reset_margin_energy(bits: Num, margin: Num, temperature: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Least heat released when `bits` are reset so that each is right more often than one half by a `margin`.

    .. math:: E \ge n\,k_B T\left[\ln 2 - H\!\left(\tfrac12 - e\right)\right]

    Parameters
    ----------
    bits
        Bits reset, unbiased before [bit].
    margin
        Probability of the wanted state afterwards beyond one half [1].
    temperature
        Temperature of the heat bath [K].
    const
        Physical constants.

    Returns
    -------
    Num
        Heat received by the bath [J], about :math:`2 e^2\,n\,k_B T` for a small margin.

    Notes
    -----
    `imperfect_reset_energy` at an error of :math:`1/2 - e` [landauer1961]_, [faist2015]_, for margins that a
    probability as a floating-point number cannot tell from none. With :math:`x = 2e` it is computed as
    :math:`x \operatorname{artanh} x + \tfrac12 \ln(1 - x^2)`, which cancels nowhere.

    Examples
    --------
    >>> f"{reset_margin_energy(1.0, 1e-10, 300.0):.4g}"
    '8.284e-41'
    """
    return landauer_energy(bits, temperature, const=const) * margin_information(margin)


LANDAUER_RESET_MARGIN = Law(
    key="landauer-reset-margin",
    kernel=reset_margin_energy,
    kind=Kind.THEOREM,
    sense=Sense.AT_LEAST,
    result="energy",
    symbol="E",
    unit="J",
    gives="heat received by the bath",
    inputs=(
        Input("bits", *_BITS, power=1.0),
        Input("margin", "e", "1", _HALF, (1e-15, 0.49), "probability of the wanted state beyond one half", "1e-9"),
        Input("temperature", *_TEMPERATURE, power=1.0),
    ),
    latex=r"E \ge n\,k_B T\left[\ln 2 - H\!\left(\tfrac12 - e\right)\right]",
    holds_under=(*_BATH, "independent, unbiased bits before, of equal error afterwards"),
    reached_only=(_SLOWLY,),
    refs=("landauer1961", "faist2015"),
)
