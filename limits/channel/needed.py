"""What a lane needs: the least signal-to-noise ratio of its net rate, by Shannon, and that of its error correction.

One place for `limits channel`, `limits report` and `limits link`. Plain functions: SI numbers in, SI numbers out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits import laws
from limits.network.lanes import nyquist_bandwidth

if TYPE_CHECKING:
    from limits.typing import Num

__all__ = ["capacity", "correctable_snr", "least_snr"]


def least_snr(rate: Num, symbol_rate: Num) -> Num:
    """Return the least ratio [1] at which `rate` [bit/s] passes a lane of `symbol_rate` [Bd], by Shannon's theorem.

    Examples
    --------
    >>> from math import log10
    >>> f"{10 * log10(least_snr(100e9, 53.125e9)):.2f} dB"
    '11.00 dB'
    """
    return laws.shannon.inverse["snr"](bandwidth=nyquist_bandwidth(symbol_rate), capacity=rate)


def correctable_snr(levels: Num, bit_error_rate: Num) -> Num:
    """Return the ratio at the slicer [1] at which evenly spaced `levels` have this bit error rate [1].

    Not a number where the rate is above that of pure noise.

    Examples
    --------
    >>> from math import log10
    >>> f"{10 * log10(correctable_snr(4.0, 2.4e-4)):.2f} dB"
    '17.66 dB'
    """
    return laws.pam_ber.inverse["snr"](levels=levels, bit_error_rate=bit_error_rate)


def capacity(symbol_rate: Num, snr: Num) -> Num:
    """Return the capacity [bit/s] of a lane of `symbol_rate` [Bd] at a ratio [1], in half of it: its Nyquist bandwidth.

    Examples
    --------
    >>> f"{capacity(53.125e9, 10**2.189) / 1e9:.1f} Gbit/s"
    '193.4 Gbit/s'
    """
    return laws.shannon.kernel(nyquist_bandwidth(symbol_rate), snr)
