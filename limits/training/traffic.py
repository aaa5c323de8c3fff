"""Traffic that a training run sends."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from limits.typing import Num


def gradients_per_rank(parameters: Num, tensor: Num, pipeline: Num, gradient: Num) -> Num:
    """Bits of gradient that one data-parallel rank holds and must combine with the others at every step.

    Parameters
    ----------
    parameters
        Parameters of a dense model [parameter].
    tensor, pipeline
        Ranks over which tensor and pipeline parallelism spread them [1].
    gradient
        Bits exchanged per parameter [bit/parameter].

    Returns
    -------
    Num
        Gradient of one rank's share of the model [bit].

    Examples
    --------
    >>> gradients_per_rank(405e9, 8, 16, 16.0) / 8e9  # gigabytes
    6.328125
    """
    return parameters * gradient / (tensor * pipeline)
