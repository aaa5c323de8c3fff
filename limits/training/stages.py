"""Micro-batches whose activations a pipeline stage holds at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from limits.typing import Num


def first_in_flight(pipeline: Num, virtual: Num, micro_batches: Num) -> Num:
    r"""Micro-batches in flight on the first stage: all stages' worth, and more where stages are interleaved.

    .. math:: \min(p, m), \quad \text{interleaved } \min(p + (p - 1) / v, m)

    Parameters
    ----------
    pipeline
        Pipeline stages p; one forward, one backward in turn [1].
    virtual
        Parts v into which each stage is cut; 1 without interleaving [1].
    micro_batches
        Micro-batches m of one optimiser step [1].

    Returns
    -------
    Num
        Micro-batches whose activations the first stage holds for all of its layers [1].

    Examples
    --------
    >>> float(first_in_flight(8.0, 1.0, 64.0)), float(first_in_flight(8.0, 7.0, 64.0))
    (8.0, 9.0)
    """
    return np.minimum(np.where(virtual > 1, pipeline + (pipeline - 1.0) / virtual, pipeline), micro_batches)


def last_in_flight(pipeline: Num, virtual: Num, micro_batches: Num) -> Num:
    r"""Micro-batches in flight on the last stage: one, and more where stages are interleaved.

    .. math:: \min(p - (p - 1) / v, m)

    Parameters
    ----------
    pipeline, virtual, micro_batches
        As of `first_in_flight` [1].

    Returns
    -------
    Num
        Micro-batches whose activations the last stage holds for all of its layers [1].

    Examples
    --------
    >>> float(last_in_flight(8.0, 1.0, 64.0)), float(last_in_flight(8.0, 7.0, 64.0))
    (1.0, 7.0)
    """
    return np.minimum(pipeline - (pipeline - 1.0) / virtual, micro_batches)
