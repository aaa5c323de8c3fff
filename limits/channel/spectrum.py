r"""A band cut into narrow channels side by side: what they carry together under a signal, a noise and a crosstalk.

Plain functions on arrays in SI. Each point of a measured response stands for a narrow channel of the width of one step
of frequency, so that Shannon's law and water-filling of parallel channels are all that is needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from limits.frozen import frozen
from limits.laws.formulary.channel.pam_penalty import pam_penalty, pam_penalty_peak
from limits.laws.formulary.channel.shannon import shannon_capacity, shannon_snr
from limits.laws.formulary.channel.water_filling import water_filling

if TYPE_CHECKING:
    from collections.abc import Sequence

    from limits.typing import Array

__all__ = [
    "Carried",
    "Filling",
    "carried",
    "crosstalk_density",
    "filled",
    "mean_square",
    "received_snr",
    "with_transmitter_noise",
]


@frozen
class Carried:
    """What a band carries.

    Parameters
    ----------
    capacity
        Information per time [bit/s].
    salz_snr
        Ratio at the slicer behind the best linear equaliser with decision feedback, linear [1].
    """

    capacity: float
    salz_snr: float


@frozen
class Filling:
    """A power shared among the points of a band by water-filling.

    Parameters
    ----------
    level
        Sum of the signal's density and of the noise over the gain wherever there is signal [V^2/Hz].
    density
        Density of the signal at each point, 0 where it is not worth it [V^2/Hz], shape (points,).
    """

    level: float
    density: Array


def mean_square(levels: float, swing: float) -> float:
    r"""Mean square of a signal of evenly spaced, equally likely `levels` between ``-swing`` and ``swing``.

    .. math:: P = A^2\,\frac{M + 1}{3\,(M - 1)}

    Parameters
    ----------
    levels
        Levels M: 2 for NRZ, 4 for PAM4 [1].
    swing
        Peak A of the differential voltage, half of what is between the outer levels [V].

    Returns
    -------
    float
        Mean square [V^2].

    Examples
    --------
    >>> f"{mean_square(4, 0.413):.7f}", f"{mean_square(2, 0.413):.6f}"
    ('0.0947606', '0.170569')
    """
    return float(swing * swing * pam_penalty(levels) / pam_penalty_peak(levels))


def crosstalk_density(aggressors: Sequence[tuple[float, Array]], band: float) -> Array:
    """Density of what aggressors leave at the receiver, each a signal of flat spectrum and added as power.

    Parameters
    ----------
    aggressors
        Mean square of each [V^2] with the square of its transfer to the receiver [1], shape (points,); at least one.
    band
        Width that each signal fills [Hz].

    Returns
    -------
    Array
        Density [V^2/Hz], shape (points,).

    Examples
    --------
    >>> crosstalk_density([(2.0, np.array([0.5, 0.25])), (1.0, np.array([0.0, 0.5]))], 2.0).tolist()
    [0.5, 0.5]
    """
    return np.asarray(np.sum([square / band * gain for square, gain in aggressors], axis=0))


def with_transmitter_noise(snr: Array, transmitter_snr: float) -> Array:
    r"""Ratio at the receiver where a noise travels with the signal from the transmitter, through the same channel.

    .. math:: \frac1{\mathrm{SNR}'} = \frac1{\mathrm{SNR}} + \frac1{\mathrm{SNR}_\mathrm{TX}}

    Parameters
    ----------
    snr
        Ratio at the receiver without it, linear [1], any shape.
    transmitter_snr
        Signal over noise at the transmitter, linear [1]; infinite where there is none.

    Returns
    -------
    Array
        Ratio with it, linear [1].

    Examples
    --------
    >>> with_transmitter_noise(np.array([0.0, 3.0]), 1.0).tolist()
    [0.0, 0.75]
    """
    return snr / (1.0 + snr / transmitter_snr)


def carried(snr: Array, step: float, band: float) -> Carried:
    r"""Capacity and Salz's ratio of a band from the ratios of its points.

    .. math:: C = \sum_i \Delta f \log_2(1 + \mathrm{SNR}_i), \quad \mathrm{SNR}_\mathrm{Salz} = 2^{C/W} - 1

    Parameters
    ----------
    snr
        Ratio of signal to noise density at each point, linear [1], shape (points,).
    step
        Width that each point stands for [Hz].
    band
        Width W of the band: half the symbol rate, of which the points may leave out a part [Hz].

    Returns
    -------
    Carried
        Capacity, and the ratio of `limits.laws.formulary.channel.frequency_selective.salz_snr`.

    Examples
    --------
    >>> carried(np.array([3.0, 3.0]), 1e9, 2e9)
    Carried(capacity=4000000000.0, salz_snr=3.0)
    """
    capacity = float(np.sum(shannon_capacity(step, snr)))
    return Carried(capacity, float(shannon_snr(capacity, band)))


def filled(gain: Array, noise: Array, power: float, step: float) -> Filling:
    """Share a `power` among the points so that they carry the most.

    Parameters
    ----------
    gain
        Square of the transfer at each point [1], shape (points,); at least one above 0.
    noise
        Density of noise and crosstalk at the receiver [V^2/Hz], shape (points,).
    power
        Mean square of the signal sent [V^2].
    step
        Width that each point stands for [Hz].

    Returns
    -------
    Filling
        Level and densities; what no signal passes gets none.

    Examples
    --------
    >>> filled(np.array([1.0, 0.5, 0.0]), np.array([1.0, 1.0, 1.0]), 3.0, 1.0)
    Filling(level=3.0, density=array([2., 1., 0.]))
    """
    with np.errstate(divide="ignore", over="ignore"):
        depth = noise * step / gain
    passing, density = np.isfinite(depth), np.zeros_like(gain)
    best = water_filling(depth[passing], power)
    density[passing] = best.powers / step
    return Filling(best.level / step, density)


def received_snr(signal: Array, gain: Array, noise: Array) -> float:
    """Whole power received over the whole noise, linear [1]: what there is before any equaliser.

    Parameters
    ----------
    signal, gain, noise
        Density sent [V^2/Hz], square of the transfer [1], density of noise at the receiver [V^2/Hz], shape (points,).

    Examples
    --------
    >>> received_snr(np.array([2.0, 2.0]), np.array([1.0, 0.5]), np.array([0.5, 1.0]))
    2.0
    """
    return float(np.sum(signal * gain) / np.sum(noise))
