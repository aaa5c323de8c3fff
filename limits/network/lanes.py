"""One lane of a link: its band, and the largest signal-to-noise ratio that it can have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.constants import CODATA2022

if TYPE_CHECKING:
    from limits.constants import Constants
    from limits.typing import Num


def nyquist_bandwidth(symbol_rate: Num) -> Num:
    """Least one-sided bandwidth [Hz] that carries `symbol_rate` [Bd] of a real baseband signal: half of it.

    Examples
    --------
    >>> nyquist_bandwidth(53.125e9)
    26562500000.0
    """
    return symbol_rate / 2.0


def largest_snr(power: Num, temperature: Num, bandwidth: Num, *, const: Constants = CODATA2022) -> Num:
    """Return the signal-to-noise ratio [1] of `power` [W] that nothing weakens, in thermal noise alone.

    The noise of a matched receiver at `temperature` [K] is k T over `bandwidth` [Hz]; every other noise, and every loss
    on the way, only lowers the ratio.

    Examples
    --------
    >>> round(float(largest_snr(3.6e-3, 300.0, 26.5625e9)) / 1e7, 2)
    3.27
    """
    return power / (const.k_B * temperature * bandwidth)
