"""Times and serial steps of a training run."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from limits.typing import Num


def steps(tokens: Num, batch: Num) -> Num:
    """Optimiser steps, one after the other, for `tokens` [token] in batches of `batch` [token].

    Examples
    --------
    >>> steps(15.6e12, 16e6)
    975000.0
    """
    return tokens / batch


def accelerator_time(flop: Num, peak: Num, mfu: Num) -> Num:
    """Accelerator-seconds for `flop` [FLOP] at `peak` [FLOP/s] and model FLOP utilisation `mfu` [1].

    Examples
    --------
    >>> round(accelerator_time(3.8e25, 989.4e12, 0.41) / 3600e6, 2)  # million accelerator-hours
    26.02
    """
    return flop / (peak * mfu)
