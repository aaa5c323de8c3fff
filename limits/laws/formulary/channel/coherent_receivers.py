"""Receivers of light: what they take of the information that photons carry.

Photons are counted per temporal mode and polarisation, as in `limits.laws.formulary.channel.holevo`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from limits.constants import CODATA2022
from limits.laws.domain import NON_NEGATIVE
from limits.laws.input import Input, Kind, Sense
from limits.laws.law import Law

if TYPE_CHECKING:
    from limits.constants import Constants
    from limits.typing import Num

__all__ = [
    "HETERODYNE",
    "HOMODYNE",
    "heterodyne_information",
    "heterodyne_photons",
    "homodyne_information",
    "homodyne_photons",
]

_PHOTONS = (r"\bar n", "1", NON_NEGATIVE, (1e-12, 1e12), "mean photons received per mode", "10")
_PER_MODE = "information per mode"
_COHERENT = (
    "coherent states: light as a laser gives it, not squeezed",
    "photons are counted at the receiver, after all losses",
)
_QUIET = ("codes of unbounded length and delay", "no noise but that of the vacuum")


def heterodyne_information(photons: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Most information per mode of given `photons` that a heterodyne receiver takes from coherent states.

    .. math:: I \le \log_2(1 + \bar n)

    Parameters
    ----------
    photons
        Mean number of photons received per mode [1].
    const
        Physical constants.

    Returns
    -------
    Num
        Information [bit].

    Notes
    -----
    Shannon's formula with one photon of noise per mode: both quadratures at once cost a vacuum each [caves1994]_. At
    many photons it is within log2(e) of `holevo_information`, at few it misses most.

    Examples
    --------
    >>> float(heterodyne_information(3.0))
    2.0
    """
    return np.log1p(photons) / const.ln2


def heterodyne_photons(information: Num, *, const: Constants = CODATA2022) -> Num:
    """Photons per mode [1] that bring `information` [bit]: the inverse of `heterodyne_information`.

    Examples
    --------
    >>> float(heterodyne_photons(2.0))
    3.0
    """
    return np.expm1(information * const.ln2)


HETERODYNE = Law(
    key="heterodyne",
    kernel=heterodyne_information,
    kind=Kind.THEOREM,
    sense=Sense.AT_MOST,
    result="information",
    symbol="I",
    unit="bit",
    gives=_PER_MODE,
    inputs=(Input("photons", *_PHOTONS),),
    latex=r"I \le \log_2(1 + \bar n)",
    holds_under=_COHERENT,
    reached_only=_QUIET,
    refs=("caves1994", "giovannetti2004"),
    inverse={"photons": heterodyne_photons},
)


def homodyne_information(photons: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Most information per mode of given `photons` that a homodyne receiver takes from coherent states.

    .. math:: I \le \tfrac12\log_2(1 + 4\bar n)

    Parameters
    ----------
    photons
        Mean number of photons received per mode, all in one quadrature [1].
    const
        Physical constants.

    Returns
    -------
    Num
        Information [bit].

    Notes
    -----
    Shannon's formula for one real number per mode in a quarter of a photon of noise [caves1994]_. Better than
    heterodyne up to two photons, worse above.

    Examples
    --------
    >>> f"{homodyne_information(2.0) / heterodyne_information(2.0):.12g}"
    '1'
    """
    return 0.5 * np.log1p(4.0 * photons) / const.ln2


def homodyne_photons(information: Num, *, const: Constants = CODATA2022) -> Num:
    """Photons per mode [1] that bring `information` [bit]: the inverse of `homodyne_information`.

    Examples
    --------
    >>> float(homodyne_photons(1.0))
    0.75
    """
    return np.expm1(2.0 * information * const.ln2) / 4.0


HOMODYNE = Law(
    key="homodyne",
    kernel=homodyne_information,
    kind=Kind.THEOREM,
    sense=Sense.AT_MOST,
    result="information",
    symbol="I",
    unit="bit",
    gives=_PER_MODE,
    inputs=(Input("photons", *_PHOTONS),),
    latex=r"I \le \tfrac12\log_2(1 + 4\bar n)",
    holds_under=_COHERENT,
    reached_only=_QUIET,
    refs=("caves1994", "giovannetti2004"),
    inverse={"photons": homodyne_photons},
)
