"""Measurement and feedback: the work that information can fetch, and what getting it and forgetting it must cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.constants import CODATA2022
from limits.laws.domain import NON_NEGATIVE, POSITIVE, Domain
from limits.laws.input import Input, Kind, Sense
from limits.laws.law import Law
from limits.laws.numerics.binary_entropy import binary_information

if TYPE_CHECKING:
    from limits.constants import Constants
    from limits.typing import Num

__all__ = [
    "MEASUREMENT_ERASURE",
    "SAGAWA_UEDA",
    "SZILARD",
    "feedback_work",
    "measurement_and_erasure_work",
    "szilard_work",
]

_TEMPERATURE = ("T", "K", POSITIVE, (1e-2, 1e3), "temperature of the bath", "300 K")
_INFORMATION = ("I", "bit", NON_NEGATIVE, (1e-6, 1e27), "mutual information of system and record", "1 nat")


def feedback_work(information: Num, temperature: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Most work, beyond the fall of free energy, that feedback with given `information` extracts from one bath.

    .. math:: W_{\mathrm{ext}} + \Delta F \le k_B T I

    Parameters
    ----------
    information
        Mutual information between the system and the record of the measurement [bit].
    temperature
        Temperature of the heat bath [K].
    const
        Physical constants.

    Returns
    -------
    Num
        Work extracted, less the fall of the free energy of the system [J].

    Notes
    -----
    The second law with a measurement in it [sagawa2008]_, [sagawa2014]_. In the formula the information counts in nat;
    here it carries its unit, and a bit enters with ln 2. Closing the cycle costs at least as much: see
    `measurement_and_erasure_work`.

    Examples
    --------
    >>> f"{feedback_work(1.0, 300.0):.4g}"
    '2.871e-21'
    """
    return const.ln2 * const.k_B * temperature * information


SAGAWA_UEDA = Law(
    key="sagawa-ueda",
    kernel=feedback_work,
    kind=Kind.THEOREM,
    sense=Sense.AT_MOST,
    result="work",
    symbol=r"W_{\mathrm{ext}} + \Delta F",
    unit="J",
    gives="work extracted beyond the fall of free energy",
    inputs=(
        Input("information", *_INFORMATION, power=1.0),
        Input("temperature", *_TEMPERATURE, power=1.0),
    ),
    latex=r"W_{\mathrm{ext}} + \Delta F \le k_B T I",
    holds_under=(
        "one heat bath; the system starts in equilibrium with it",
        "a mean over many runs: a single one may yield more",
        "the memory of the controller is not part of the system: its costs come on top",
    ),
    reached_only=("feedback that uses all of the information, and is as slow as need be after the measurement",),
    refs=("sagawa2008", "sagawa2014"),
)


def szilard_work(bits: Num, error: Num, temperature: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Most work that Szilard's engine extracts from `bits` of which each was measured with a probability of `error`.

    .. math:: W \le n\,k_B T\,[\ln 2 + \varepsilon\ln\varepsilon + (1-\varepsilon)\ln(1-\varepsilon)]

    Parameters
    ----------
    bits
        Strokes of the engine, one measured bit for each [bit].
    error
        Probability that the measurement names the wrong side, at most one half [1].
    temperature
        Temperature of the heat bath [K].
    const
        Physical constants.

    Returns
    -------
    Num
        Work extracted [J].

    Notes
    -----
    `feedback_work` for a cycle and a symmetric binary measurement, whose mutual information is one bit less the entropy
    of the error [sagawa2012]_. The formula is that of an imperfect reset, the claim its mirror image: there at least,
    here at most.

    Examples
    --------
    >>> f"{szilard_work(1.0, 0.0, 300.0):.4g}"
    '2.871e-21'
    """
    return feedback_work(bits, temperature, const=const) * binary_information(error)


SZILARD = Law(
    key="szilard",
    kernel=szilard_work,
    kind=Kind.THEOREM,
    sense=Sense.AT_MOST,
    result="work",
    symbol="W",
    unit="J",
    gives="work extracted",
    inputs=(
        Input("bits", "n", "bit", NON_NEGATIVE, (1.0, 1e27), "bits measured, one for each stroke", "1 bit", power=1.0),
        Input(
            "error",
            r"\varepsilon",
            "1",
            Domain(0.0, closed=True, high=0.5, high_closed=True),
            (1e-20, 0.49),
            "probability that the measurement is wrong",
            "0.01",
        ),
        Input("temperature", *_TEMPERATURE, power=1.0),
    ),
    latex=r"W \le n\,k_B T\,[\ln 2 + \varepsilon\ln\varepsilon + (1-\varepsilon)\ln(1-\varepsilon)]",
    holds_under=(
        "one particle in a box that is split in halves, one heat bath, a closed cycle",
        "both errors of the measurement equally likely; a mean over many strokes",
        "the memory of the demon is not part of the engine: its costs come on top",
    ),
    reached_only=("walls that move without friction, as slowly as need be, to the place that suits the error",),
    refs=("sagawa2012", "sagawa2008"),
)


def measurement_and_erasure_work(information: Num, temperature: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Least work to measure and to erase again, together, for given `information` gained.

    .. math:: W_{\mathrm{meas}} + W_{\mathrm{eras}} \ge k_B T I

    Parameters
    ----------
    information
        Mutual information between the system and the memory [bit].
    temperature
        Temperature of the heat bath [K].
    const
        Physical constants.

    Returns
    -------
    Num
        Work of measurement and erasure together [J].

    Notes
    -----
    Holds for any memory; for an asymmetric one the erasure alone may cost less than ln 2 per bit, and the measurement
    makes up for it [sagawa2009]_. Brillouin charged the measurement with this price, k ln 2 of entropy at least for an
    observation [brillouin1953]_; that a measurement can be free and its erasure pays is Bennett's answer
    [bennett1982]_. It is one price, paid once: adding both counts it twice.

    Examples
    --------
    >>> f"{measurement_and_erasure_work(1.0, 300.0):.4g}"
    '2.871e-21'
    """
    return const.ln2 * const.k_B * temperature * information


MEASUREMENT_ERASURE = Law(
    key="measurement-erasure",
    kernel=measurement_and_erasure_work,
    kind=Kind.THEOREM,
    sense=Sense.AT_LEAST,
    result="work",
    symbol=r"W_{\mathrm{meas}} + W_{\mathrm{eras}}",
    unit="J",
    gives="work of measurement and erasure together",
    inputs=(
        Input("information", *_INFORMATION, power=1.0),
        Input("temperature", *_TEMPERATURE, power=1.0),
    ),
    latex=r"W_{\mathrm{meas}} + W_{\mathrm{eras}} \ge k_B T I",
    holds_under=(
        "one heat bath, which the memory is in equilibrium with before and after",
        "a mean over many runs: a single one may take less",
    ),
    reached_only=("measurement and erasure as slow as need be: the quasi-static limit",),
    refs=("sagawa2009", "brillouin1953", "bennett1982"),
)
