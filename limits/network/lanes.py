"""One lane of a link: its band."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from limits.typing import Num


def nyquist_bandwidth(symbol_rate: Num) -> Num:
    """Least one-sided bandwidth [Hz] that carries `symbol_rate` [Bd] of a real baseband signal: half of it.

    Examples
    --------
    >>> nyquist_bandwidth(53.125e9)
    26562500000.0
    """
    return symbol_rate / 2.0
