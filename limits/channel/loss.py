"""A lane of which only the loss is known: what an ideal receiver could make of it, under assumptions that are printed.

A model and no measurement: how the loss rises with frequency is assumed between two extremes, the signal has the swing
and the noise of a standard's reference receiver, and crosstalk, reflections and the noise of the transmitter are left
out. So it is kinder than any real channel of that loss.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from limits.channel.conditions import conditions
from limits.channel.needed import capacity
from limits.channel.slicer import MOST
from limits.channel.spectrum import mean_square
from limits.errors import InputError, Problem
from limits.frozen import frozen
from limits.laws.formulary.channel.frequency_selective import salz_snr

if TYPE_CHECKING:
    from limits.channel.conditions import Conditions
    from limits.channel.lane import Lane
    from limits.value import Value

__all__ = ["Lossy", "from_loss", "transfer"]


@frozen
class Lossy:
    """A lane of given loss at its Nyquist frequency, for the two extremes of how it rises up to there.

    Attributes
    ----------
    loss
        Power sent over power received at half the symbol rate [1].
    snr
        Ratio at the slicer behind an ideal equaliser [1]: lower and upper end.
    capacity
        Capacity of the channel [bit/s]: lower and upper end.
    swing, noise
        What was assumed of the signal [V] and of the noise [V^2/Hz].
    """

    loss: float
    snr: tuple[float, float]
    capacity: tuple[float, float]
    swing: Value
    noise: Value


def transfer(frequency: float, nyquist: float, loss: float, skin: float) -> float:
    r"""Return the power that a channel lets through at `frequency` as a share of what was sent [1].

    The loss in decibels is that at the `nyquist` frequency [Hz] times a mean of the root of the frequency, as skin
    effect has it, with weight `skin`, and of the frequency itself, as dielectrics have it.

    Examples
    --------
    >>> f"{10 * math.log10(transfer(25e9, 100e9, 1000.0, 0.4)):.2f} dB"  # 30 dB x (0.4 x 1/2 + 0.6 x 1/4)
    '-10.50 dB'
    """
    share = frequency / nyquist
    return float(loss ** -(skin * math.sqrt(share) + (1.0 - skin) * share))


def from_loss(lane: Lane, loss: float, around: Conditions | None = None) -> Lossy:
    """Return what a lane could carry whose `loss` at half the symbol rate is known.

    Parameters
    ----------
    lane
        The lane.
    loss
        Power sent over power received [1], above 1.
    around
        Signal and noise, of which the swing and the noise at the receiver count; by default those of IEEE 802.3dj.

    Raises
    ------
    InputError
        If the loss is a gain, or beyond 200 dB.

    Examples
    --------
    >>> from limits.catalog import shipped
    >>> from limits.channel.lane import lane
    >>> found = from_loss(lane(shipped().row("link", "ib-ndr-4x")), 10**2.8)
    >>> [f"{rate / 1e9:.0f} Gbit/s" for rate in found.capacity]
    ['345 Gbit/s', '386 Gbit/s']
    """
    if not 1.0 < loss <= MOST:
        given = f"{10.0 * math.log10(loss):g} dB" if 0.0 < loss < math.inf else f"{loss:g}"
        mend = "a loss is positive: leave out the sign of S21" if loss <= 1.0 else ""
        raise InputError("--loss", [Problem("insertion loss", given, "above 0 dB, at most 200 dB", mend)])
    around = around or conditions()
    width, swing, noise = lane.bandwidth, around.swing, around.noise_density
    sent = mean_square(lane.levels.value, swing.value) / width / noise.value

    def ratio(skin: float) -> float:
        return salz_snr(lambda frequency: sent * transfer(frequency, width, loss, skin), 0.0, width)

    low, high = sorted((ratio(1.0), ratio(0.0)))
    rate = lane.symbol_rate.value
    return Lossy(loss, (low, high), (float(capacity(rate, low)), float(capacity(rate, high))), swing, noise)
