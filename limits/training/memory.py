"""Memory that a training run occupies."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from limits.typing import Num


def training_state(parameters: Num, state: Num) -> Num:
    """Bits of weights, gradients and optimiser state, each held once.

    Parameters
    ----------
    parameters
        All parameters of the model [parameter].
    state
        Bits of state per parameter [bit/parameter]; 128 for mixed-precision Adam (rajbhandari2020).

    Returns
    -------
    Num
        Training state of the model [bit]; activations are not in it.

    Examples
    --------
    >>> training_state(1e9, 128.0) / 8e9  # gigabytes
    16.0
    """
    return parameters * state
