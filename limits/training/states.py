"""What one device holds of weights, gradients and optimiser state, and over which ranks each is divided."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from limits.typing import Num


def stage_parameters(parameters: Num, layers: Num, embedding: Num, tables: Num, pipeline: Num) -> Num:
    r"""Parameters of the fullest pipeline stage: the first or the last, which hold an embedding beside their layers.

    .. math:: \lceil L / p \rceil \frac{N - k E}{L} + E, \quad \text{without pipeline } N

    Parameters
    ----------
    parameters
        All parameters N, tied ones once [parameter].
    layers
        Layers L, spread as evenly as whole layers allow [1].
    embedding
        Parameters E of one embedding: vocabulary x width [parameter].
    tables
        Embeddings k among the parameters: 1 where input and output are tied, else 2 [1].
    pipeline
        Pipeline stages p [1].

    Returns
    -------
    Num
        Parameters of the stage, before tensor parallelism [parameter].

    Examples
    --------
    >>> float(stage_parameters(1e9, 10.0, 1e8, 2.0, 4.0)) / 1e6  # 3 of 10 layers of 80e6, and one embedding
    340.0
    """
    layer = (parameters - tables * embedding) / layers
    staged = np.ceil(layers / pipeline) * layer + embedding
    return np.where(pipeline > 1, staged, parameters * layers / layers)


def divided(ranks: Num, stage: Num, least: float) -> Num:
    """Ranks that divide a part of the state: all of them from ZeRO stage `least` on, else 1 (rajbhandari2020).

    Examples
    --------
    >>> float(divided(64.0, 1.0, 1)), float(divided(64.0, 1.0, 2))
    (64.0, 1.0)
    """
    return np.where(stage >= least, ranks, 1.0)


def weights_held(parameters: Num, weights: Num, stage: Num, ranks: Num) -> Num:
    """Bits of weights on one device; the data-parallel ranks divide them from ZeRO stage 3 on (rajbhandari2020).

    Parameters
    ----------
    parameters
        Parameters of the device's share of the model, after tensor and pipeline parallelism [parameter].
    weights
        Bits of the weights that layers compute with [bit/parameter].
    stage
        ZeRO stage, 0 to 3; fully sharded data parallelism is 3 [1].
    ranks
        Data-parallel ranks, those of context parallelism with them [1].

    Returns
    -------
    Num
        Weights on one device [bit].

    Examples
    --------
    >>> float(weights_held(7.5e9, 16.0, 2.0, 64.0)) / 8e9, float(weights_held(7.5e9, 16.0, 3.0, 64.0)) / 8e9
    (15.0, 0.234375)
    """
    return parameters * weights / divided(ranks, stage, 3)


def gradients_held(parameters: Num, gradients: Num, copy: Num, stage: Num, ranks: Num) -> Num:
    """Bits of gradients on one device.

    Gradients are divided from ZeRO stage 2 on (rajbhandari2020). Where they are accumulated in 32 bit and the 16-bit
    ones that a layer produces are kept beside them, that copy is whole until stage 3, as DeepSpeed counts it.

    Parameters
    ----------
    parameters
        Parameters of the device's share of the model [parameter].
    gradients
        Bits of the gradients that the optimiser reads [bit/parameter].
    copy
        Bits of the second copy; 0 where there is none [bit/parameter].
    stage, ranks
        As of `weights_held` [1].

    Returns
    -------
    Num
        Gradients on one device [bit].

    Examples
    --------
    >>> float(gradients_held(7.5e9, 16.0, 0.0, 2.0, 64.0)) / 8e9  # gigabytes
    0.234375
    """
    return parameters * (gradients / divided(ranks, stage, 2) + copy / divided(ranks, stage, 3))


def optimizer_held(parameters: Num, optimizer: Num, stage: Num, ranks: Num) -> Num:
    """Bits of optimiser state on one device; the ranks divide it from ZeRO stage 1 on (rajbhandari2020).

    Parameters
    ----------
    parameters
        Parameters of the device's share of the model [parameter].
    optimizer
        Bits of 32-bit weights and moments; 96 for Adam [bit/parameter].
    stage, ranks
        As of `weights_held`; a distributed optimiser is stage 1 [1].

    Returns
    -------
    Num
        Optimiser state on one device [bit].

    Examples
    --------
    >>> float(optimizer_held(7.5e9, 96.0, 0.0, 64.0)) / 8e9, float(optimizer_held(7.5e9, 96.0, 1.0, 64.0)) / 8e9
    (90.0, 1.40625)
    """
    return parameters * optimizer / divided(ranks, stage, 1)


def routed_parameters(parameters: Num, active: Num, experts: Num, chosen: Num) -> Num:
    """Parameters of all routed experts of a mixture, from what is active and what is not.

    Of E experts each token skips E - k, so that the inactive parameters are (E - k) / E of the routed ones.

    Parameters
    ----------
    parameters, active
        All parameters, and those that each token passes through [parameter].
    experts, chosen
        Routed experts E of a layer, and how many k of them each token passes through [1].

    Returns
    -------
    Num
        Parameters of the routed experts [parameter].

    Examples
    --------
    >>> round(routed_parameters(46.7e9, 12.9e9, 8.0, 2.0) / 1e9, 1)  # Mixtral 8x7B
    45.1
    """
    return (parameters - active) * experts / (experts - chosen)


def gathered(weights: Num, largest: Num, tensor: Num) -> Num:
    """Bits of the largest layer that a device gathers under ZeRO stage 3, with its gradients.

    DeepSpeed counts 4 byte for each parameter of the largest layer: 16-bit weights and the gradients they produce.

    Parameters
    ----------
    weights
        Bits of the weights that layers compute with [bit/parameter].
    largest
        Parameters of the largest layer [parameter].
    tensor
        Tensor-parallel ranks [1].

    Returns
    -------
    Num
        What is gathered at once [bit].

    Examples
    --------
    >>> gathered(16.0, 32e6, 1.0) / 8 / 2**30  # gibibytes
    0.11920928955078125
    """
    return 2.0 * weights * largest / tensor
