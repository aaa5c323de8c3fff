"""PAM penalty: by how much many evenly spaced levels cost more power than two."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from limits.laws.domain import Domain
from limits.laws.input import Input, Kind, Sense
from limits.laws.law import Law

if TYPE_CHECKING:
    from limits.typing import Num


_LEVELS = Input("levels", "M", "1", Domain(2.0, closed=True, whole=True), (2.0, 16.0), "levels", "4")


_SAME_DISTANCE = "the same distance between neighbours, and the same noise"


def pam_penalty(levels: Num) -> Num:
    r"""Factor in mean signal power by which `levels` cost more than two of them at the same distance.

    .. math:: P_M/P_2 = \frac{M^2 - 1}{3}

    Parameters
    ----------
    levels
        Levels M [1].

    Returns
    -------
    Num
        Ratio of mean signal powers [1].

    Notes
    -----
    The mean square of evenly spaced levels over that of two [forney1998]_: 6.99 dB for PAM4. It has half the symbol
    rate at the same bit rate, hence half the noise, and gets 3 dB back. The loss of eye height at the same swing is
    another number, `pam_penalty_peak`.

    Examples
    --------
    >>> f"{10.0 * np.log10(pam_penalty(4.0)):.2f} dB"
    '6.99 dB'
    """
    return (levels - 1.0) * (levels + 1.0) / 3.0


def pam_penalty_levels(ratio: Num) -> Num:
    """Levels [1] that cost a given `ratio` in mean power: an inverse of `pam_penalty`.

    Examples
    --------
    >>> float(pam_penalty_levels(5.0))
    4.0
    """
    return np.sqrt(3.0 * ratio + 1.0)


def pam_penalty_peak(levels: Num) -> Num:
    r"""Factor in peak signal power by which `levels` cost more than two of them at the same distance.

    .. math:: \hat P_M/\hat P_2 = (M - 1)^2

    Parameters
    ----------
    levels
        Levels M [1].

    Returns
    -------
    Num
        Ratio of peak signal powers, the square of the loss of eye height at the same swing [1].

    Notes
    -----
    Within the same swing stand M - 1 eyes instead of one [forney1998]_: 9.54 dB for PAM4.

    Examples
    --------
    >>> f"{10.0 * np.log10(pam_penalty_peak(4.0)):.2f} dB"
    '9.54 dB'
    """
    return (levels - 1.0) * (levels - 1.0)


def pam_penalty_peak_levels(ratio: Num) -> Num:
    """Levels [1] that cost a given `ratio` in peak power: an inverse of `pam_penalty_peak`.

    Examples
    --------
    >>> float(pam_penalty_peak_levels(9.0))
    4.0
    """
    return np.sqrt(ratio) + 1.0


PAM_PENALTY = Law(
    key="pam-penalty",
    kernel=pam_penalty,
    kind=Kind.THEOREM,
    sense=Sense.EQUAL,
    result="ratio",
    symbol=r"P_M/P_2",
    unit="1",
    gives="mean signal power over that of two levels",
    inputs=(_LEVELS,),
    latex=r"P_M/P_2 = \frac{M^2 - 1}{3}",
    holds_under=(_SAME_DISTANCE, "levels evenly spaced and equally likely", "mean powers, not swings"),
    refs=("forney1998",),
    inverse={"levels": pam_penalty_levels},
)


PAM_PENALTY_PEAK = Law(
    key="pam-penalty-peak",
    kernel=pam_penalty_peak,
    kind=Kind.THEOREM,
    sense=Sense.EQUAL,
    result="ratio",
    symbol=r"\hat P_M/\hat P_2",
    unit="1",
    gives="peak signal power over that of two levels",
    inputs=(_LEVELS,),
    latex=r"\hat P_M/\hat P_2 = (M - 1)^2",
    holds_under=(_SAME_DISTANCE, "levels evenly spaced", "peak powers: swings squared, not means"),
    refs=("forney1998",),
    inverse={"levels": pam_penalty_peak_levels},
)
