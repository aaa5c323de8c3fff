"""Photons counted one by one: what a receiver of light without amplifier and without phase takes, dark counts included.

Rates are those of counts: of a power P received at a wavelength, the share that the detector finds of P over the energy
of a photon (`limits.laws.formulary.channel.holevo.photon_energy`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from limits.constants import CODATA2022
from limits.laws.domain import NON_NEGATIVE, POSITIVE, PROBABILITY, Domain
from limits.laws.input import Input, Kind, Sense
from limits.laws.law import Law

if TYPE_CHECKING:
    from limits.constants import Constants
    from limits.typing import Num

__all__ = ["PHOTON_COUNTING", "PPM", "photon_counting_capacity", "ppm_information", "ppm_photons", "ppm_slots"]

_FROM_TWO = Domain(2.0, closed=True, whole=True)
_HUGE = np.finfo(float).max  # stands for infinity, which divided by itself would be no number
_TINY = 1e-300  # stands for 0, by which nothing can be divided
# Below, the two functions of a chord are taken as integrals over 1/(1 + x t), since their terms would cancel; above,
# the subtraction costs a bit at most.
_SHALLOW = 2.0
# Gauss-Legendre from 0 to 1. Its error falls as r^-2n for n places, r the sum of the half axes of the largest ellipse
# around the interval on which the integrand is analytic: the pole at t = -1/x <= -1/2 makes r = 2 + sqrt(3), or 5e-19.
_PLACES, _WEIGHTS = (np.polynomial.legendre.leggauss(16) + np.array([[1.0], [0.0]])) / 2.0


def photon_counting_capacity(peak: Num, dark: Num, mean_share: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Most information per time that light of given `peak` and `mean_share` carries to a counter with `dark` counts.

    .. math:: R \le C = \max_{q\le\sigma}[q\varphi(A+D)+(1-q)\varphi(D)-\varphi(qA+D)],\quad \varphi(x)=x\log_2 x

    Parameters
    ----------
    peak
        Rate of counts A while the light is at its strongest [1/s].
    dark
        Rate D of counts without light [1/s].
    mean_share
        Mean over peak power that is allowed, sigma, 0 to 1 [1].
    const
        Physical constants.

    Returns
    -------
    Num
        Rate [bit/s]: A/(e ln 2) without dark counts where the mean share is 1/e or more, and nearly
        :math:`A^2/(8D\ln 2)` where the dark rate is much the larger one and the mean share 1/2 or more.

    Notes
    -----
    The capacity of the continuous-time Poisson channel [wyner1988]_, the formula from
    memory: tests find it again by a search and as the limit of ever shorter slots. Light that is either dark or at its
    peak is best, switched ever faster, and bright for a share q of the time: as much as the mean allows, or, with
    s = D/A, :math:`(1+s)^{1+s}/(e\,s^s) - s`, from 1/e to 1/2. The bracket is how far a chord of the convex function
    lies above it: a sum of two positive integrals, in which nothing cancels at few dark counts or at many.

    Examples
    --------
    >>> f"{photon_counting_capacity(1e9, 0.0, 1.0):.6g}", f"{photon_counting_capacity(1e9, 1e12, 1.0):.6g}"
    ('5.30738e+08', '180247')
    """
    with np.errstate(divide="ignore", over="ignore"):  # without dark counts, where the limits are finite
        darkness, contrast = np.divide(dark, peak), np.minimum(np.divide(peak, dark), _HUGE)
    least = np.maximum(contrast, _TINY)
    best = 1.0 + (1.0 + 1.0 / least) * np.expm1(-_below(least))
    bright = np.minimum(best, mean_share)
    with np.errstate(divide="ignore", over="ignore", invalid="ignore"):  # next to no light, where the result tends to 0
        above = np.minimum(np.divide(1.0 - bright, bright + darkness), _HUGE)
        lit = np.where(bright == 0.0, 0.0, np.minimum(np.divide(peak * bright, dark), _HUGE))
    return peak * (bright * (1.0 - bright) * (_below(lit) + _above(above))) / const.ln2


def _below(x: Num) -> Num:
    """Return 1 - ln(1 + x)/x, from x/2 to 1, without cancellation."""
    shallow = x * sum(w * t / (1.0 + x * t) for t, w in zip(_PLACES, _WEIGHTS, strict=True))
    deep = np.maximum(x, _SHALLOW)
    return np.where(x > _SHALLOW, 1.0 - np.log1p(deep) / deep, shallow)


def _above(x: Num) -> Num:
    """Return (1 + 1/x) ln(1 + x) - 1, from x/2 to ln(x), without cancellation."""
    shallow = x * sum(w * (1.0 - t) / (1.0 + x * t) for t, w in zip(_PLACES, _WEIGHTS, strict=True))
    deep = np.maximum(x, _SHALLOW)
    return np.where(x > _SHALLOW, (1.0 + 1.0 / deep) * np.log1p(deep) - 1.0, shallow)


PHOTON_COUNTING = Law(
    key="photon-counting",
    kernel=photon_counting_capacity,
    kind=Kind.THEOREM,
    sense=Sense.AT_MOST,
    result="rate",
    symbol="C",
    unit="bit/s",
    gives="information per time",
    inputs=(
        Input("peak", "A", "1/s", POSITIVE, (1e6, 1e14), "counts per time at peak power", "1e9 1/s"),
        Input("dark", "D", "1/s", NON_NEGATIVE, (1e-2, 1e12), "counts per time without light", "100 1/s"),
        Input("mean_share", r"\sigma", "1", PROBABILITY, (1e-6, 1.0), "largest mean over peak power", "1"),
    ),
    latex=r"R \le C = \max_{q\le\sigma}[q\varphi(A+D)+(1-q)\varphi(D)-\varphi(qA+D)],\quad \varphi(x)=x\log_2 x",
    holds_under=(
        "single photons are counted, and nothing is known of the light's phase",
        "counts that follow the power alone, as those of laser light do",
        "counts are those of the detector, after all losses and its own efficiency; background light counts as dark",
        "errors after decoding as rare as wanted: who tolerates some passes more",
    ),
    reached_only=(
        "codes of unbounded length and delay",
        "light that is switched, and photons that are timed, as fast and as exactly as wanted",
        "no dead time and no afterpulses",
    ),
    refs=("wyner1988",),
)


def ppm_information(photons: Num, slots: Num, *, const: Constants = CODATA2022) -> Num:
    r"""Most information that a pulse of given `photons` carries by which of the `slots` it is counted in.

    .. math:: R \le C = \left(1 - e^{-n}\right)\log_2 M

    Parameters
    ----------
    photons
        Mean counts per pulse n [1].
    slots
        Slots M, of which one has the pulse [1].
    const
        Physical constants.

    Returns
    -------
    Num
        Information per symbol of M slots [bit/symbol]; per photon at most log2(M).

    Notes
    -----
    Pulse-position modulation without dark counts: the pulse is seen in its slot, or nothing is seen at all, which is an
    erasure [hamkins1999]_ [mceliece1981]_.

    Examples
    --------
    >>> f"{ppm_information(1.0, 256.0):.6g}", f"{ppm_information(1e-20, 4.0):.6g}"
    ('5.05696', '2e-20')
    """
    return -np.expm1(-photons) * (np.log(slots) / const.ln2)


def ppm_photons(information: Num, slots: Num, *, const: Constants = CODATA2022) -> Num:
    """Mean counts per pulse [1] that carry so much `information`: an inverse of `ppm_information`.

    Examples
    --------
    >>> f"{ppm_photons(ppm_information(0.25, 64.0), 64.0):.12g}"
    '0.25'
    """
    return -np.log1p(-information * const.ln2 / np.log(slots))


def ppm_slots(information: Num, photons: Num, *, const: Constants = CODATA2022) -> Num:
    """Slots [1] that carry so much `information`: an inverse of `ppm_information`.

    Examples
    --------
    >>> f"{ppm_slots(ppm_information(0.25, 64.0), 0.25):.12g}"
    '64'
    """
    return np.exp(information * const.ln2 / -np.expm1(-photons))


PPM = Law(
    key="ppm",
    kernel=ppm_information,
    kind=Kind.THEOREM,
    sense=Sense.AT_MOST,
    result="information",
    symbol="C",
    unit="bit/symbol",
    gives="information per symbol",
    inputs=(
        Input("photons", "n", "1", NON_NEGATIVE, (1e-6, 1e2), "mean counts per pulse", "1"),
        Input("slots", "M", "1", _FROM_TWO, (2.0, 1e6), "slots, of which one has the pulse", "256"),
    ),
    latex=r"R \le C = \left(1 - e^{-n}\right)\log_2 M",
    holds_under=(
        "pulse-position modulation: one pulse in one of the slots",
        "photons are counted slot by slot, after all losses",
        "counts of a pulse follow a Poisson distribution, as those of laser light do",
        "errors after decoding as rare as wanted: who tolerates some passes more",
    ),
    reached_only=(
        "codes of unbounded length and delay",
        "no dark counts and no background light; every slot equally likely",
    ),
    refs=("hamkins1999", "mceliece1981"),
    inverse={"photons": ppm_photons, "slots": ppm_slots},
)
