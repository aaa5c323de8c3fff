"""Sample size: how many examples suffice to learn, where one of the functions to choose from is right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from limits.constants import CODATA2022
from limits.laws.domain import COUNT, NON_NEGATIVE, Domain
from limits.laws.input import Input, Kind, Sense
from limits.laws.law import Law

if TYPE_CHECKING:
    from limits.constants import Constants
    from limits.typing import Num

__all__ = [
    "FINITE_CLASS",
    "VC_CLASS",
    "finite_class_examples",
    "finite_class_failure",
    "vc_class_examples",
    "vc_class_failure",
]

_LOG_16_E = 1.0 + np.log(16.0)
_SHARE = Domain(0.0, closed=False, high=1.0, high_closed=True)
_ERROR = ((1e-6, 0.5), "share of wrong answers that is borne", "0.01")
_FAILURE = ((1e-12, 0.2), "probability of unlucky examples", "0.05")
_NAMES = "bits that name one function"
_SUFFICES = (
    "one of the functions makes no error, and the learner picks one that fits all examples",
    "examples drawn independently, and cases from the same distribution",
    "what suffices, not what is needed: fewer may do, and more violate nothing",
)


def finite_class_examples(description: Num, error: Num, failure: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Examples that suffice to learn one of finitely many functions to a given `error`; fewer may, too.

    .. math:: m = \frac{\ln|\mathcal H| + \ln(1/\delta)}{\epsilon}

    Parameters
    ----------
    description
        Logarithm to base 2 of how many functions there are to choose from: parameters times their width [bit].
    error
        Share of wrong answers that is borne, on cases drawn as the examples were [1].
    failure
        Probability with which the examples may be so unlucky that the error is larger [1].
    const
        Physical constants, of which only ln 2 for each bit is used.

    Returns
    -------
    Num
        Examples that suffice, not rounded [1].

    Notes
    -----
    A theorem on what suffices, not on what is needed [shalev2014]_: whoever picks any function that fits so many
    examples is right. The functions are given by the bits that name one, since their number overflows. For
    deep networks it is vacuous: they learn from far fewer examples.

    Examples
    --------
    >>> f"{finite_class_examples(7e9 * 16, 0.01, 0.05):.5g}"
    '7.7632e+12'
    """
    return (description * const.ln2 - np.log(failure)) / error


def finite_class_failure(examples: Num, description: Num, error: Num, *, const: Constants = CODATA2022) -> Num:
    """Probability of failure [1] that is left after so many examples: an inverse of `finite_class_examples`.

    Examples
    --------
    >>> f"{finite_class_failure(460.0, 1.0, 0.01):.4f}"
    '0.0201'
    """
    return np.exp(description * const.ln2 - examples * error)


FINITE_CLASS = Law(
    key="finite-class",
    kernel=finite_class_examples,
    kind=Kind.THEOREM,
    sense=Sense.NONE,
    result="examples",
    symbol="m",
    unit="1",
    gives="examples that suffice",
    inputs=(
        Input(
            "description",
            r"\log_2|\mathcal H|",
            "bit",
            NON_NEGATIVE,
            (1.0, 1e15),
            "bits that name one function",
            "14 GB",
        ),
        Input(
            "error", r"\epsilon", "1", _SHARE, (1e-6, 0.5), "share of wrong answers that is borne", "0.01", power=-1.0
        ),
        Input("failure", r"\delta", "1", _SHARE, (1e-12, 0.5), "probability of unlucky examples", "0.05"),
    ),
    latex=r"m = \frac{\ln|\mathcal H| + \ln(1/\delta)}{\epsilon}",
    holds_under=_SUFFICES,
    refs=("shalev2014",),
    inverse={"failure": finite_class_failure},
)


def vc_class_examples(dimension: Num, error: Num, failure: Num) -> Num:
    r"""Examples that suffice to learn one of a class of functions of given `dimension` to a given `error`.

    .. math:: m = \frac8\epsilon\left(2 d \ln\frac{16 e}{\epsilon} + \ln\frac2\delta\right)

    Parameters
    ----------
    dimension
        Vapnik-Chervonenkis dimension: the most cases that the class can answer in every way [1].
    error
        Share of wrong answers that is borne, on cases drawn as the examples were [1].
    failure
        Probability with which the examples may be so unlucky that the error is larger, below one quarter [1].

    Returns
    -------
    Num
        Examples that suffice, not rounded [1].

    Notes
    -----
    A theorem on what suffices ([shalev2014]_, theorem 28.3), of which only the order is to be taken seriously:
    :math:`d/\epsilon` examples are needed by any learner up to a constant and the logarithm [ehrenfeucht1989]_. Vacuous
    for deep networks, like `finite_class_examples`.

    Examples
    --------
    >>> f"{vc_class_examples(1e9, 0.01, 0.05):.4g}"
    '1.34e+13'
    """
    examples: Num = 8.0 / error * (2.0 * dimension * (_LOG_16_E - np.log(error)) + np.log(2.0 / failure))
    return examples


def vc_class_failure(examples: Num, dimension: Num, error: Num) -> Num:
    """Probability of failure [1] that is left after so many examples: an inverse of `vc_class_examples`.

    Examples
    --------
    >>> f"{vc_class_failure(15000.0, 1.0, 0.01):.4g}"
    '0.2722'
    """
    failure: Num = 2.0 * np.exp(2.0 * dimension * (_LOG_16_E - np.log(error)) - examples * error / 8.0)
    return failure


VC_CLASS = Law(
    key="vc-class",
    kernel=vc_class_examples,
    kind=Kind.THEOREM,
    sense=Sense.NONE,
    result="examples",
    symbol="m",
    unit="1",
    gives="examples that suffice",
    inputs=(
        Input("dimension", "d", "1", COUNT, (1.0, 1e12), "Vapnik-Chervonenkis dimension", "1e9"),
        Input("error", r"\epsilon", "1", Domain(0.0, closed=False, high=1.0), *_ERROR),
        Input("failure", r"\delta", "1", Domain(0.0, closed=False, high=0.25), *_FAILURE),
    ),
    latex=r"m = \frac8\epsilon\left(2 d \ln\frac{16 e}{\epsilon} + \ln\frac2\delta\right)",
    holds_under=(*_SUFFICES, "two answers to choose from; the order counts, not the constants"),
    refs=("shalev2014", "ehrenfeucht1989"),
    inverse={"failure": vc_class_failure},
)
