"""The table of contradictions: one quantity had in two ways, and how far apart they may lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from limits.frozen import frozen
from limits.laws.formulary.speed.failures import useful_share
from limits.runs.fields import number
from limits.training.energy import facility_energy
from limits.training.transformer import training_flop

if TYPE_CHECKING:
    from collections.abc import Callable

    from limits.typing import Array, Num

__all__ = ["CHECKS", "EXACT", "Check", "Way", "same"]


@frozen
class Way:
    """One way to a quantity: from which numbers of a run, how in words, and how in arithmetic.

    What is `beside` is given too, after what is needed; nothing, 0, where a run does not state it.
    """

    needs: tuple[str, ...]
    words: str
    compute: Callable[..., Num]
    beside: tuple[str, ...] = ()


@frozen
class Check:
    """Two ways to one quantity.

    Attributes
    ----------
    key, unit
        What the check is called, and the canonical unit of the quantity.
    one, other
        The two ways.
    allowed
        How many times the one may be the other.
    either
        Whether the other may also be no more than `allowed` times the one.
    reason
        What explains numbers that lie less far apart.
    counted
        Whether it is made too where a model's configuration gives the numbers, which then agree by themselves.
    """

    key: str
    unit: str
    one: Way
    other: Way
    allowed: float
    reason: str
    either: bool = True
    counted: bool = True


def same(value: Num) -> Num:
    """Return a number as it is: the way to a quantity that a run states."""
    return value


def _stated(name: str) -> Way:
    return Way((name,), number(name).path, same)


def _one(value: Array) -> Array:
    return np.ones_like(value)


_FROM_HOURS = Way(
    ("flop", "accelerator_hours", "peak"),
    "compute.flop / (cluster.accelerator_hours x cluster.peak)",
    lambda c, t, p: c / (t * p),
)

_LARGEST_VOCABULARY = 300_000.0


def _most(layers: Num, width: Num) -> Num:
    return 12.0 * layers * width**2 + 2.0 * _LARGEST_VOCABULARY * width


EXACT = 1.0 + 1e-9  # products of whole numbers, which floats do not round this far
_PAUSES = 1.0 / 0.9
_AT_WORK = "Llama 3 was at work for more than 90 % of its time (Llama Team 2024, arXiv 2407.21783)"

_OF_ONE = "both are for one accelerator: what all of a machine draws is divided by the number of its accelerators"

CHECKS: tuple[Check, ...] = (
    Check(
        "mfu-above-one",
        "1",
        _FROM_HOURS,
        Way(("peak",), "the most that a machine can do, MFU 1", _one),
        1.0,
        "no machine does more than its peak: the hours are too few, the precision has another peak, or the compute "
        "is too large",
        either=False,
    ),
    Check(
        "phases",
        "FLOP",
        _stated("post_training_flop"),
        _stated("flop"),
        1.0,
        "the compute of a phase is part of that of the training",
        either=False,
    ),
    Check(
        "mfu",
        "1",
        _stated("mfu"),
        _FROM_HOURS,
        _PAUSES,
        f"hours hold restarts and pauses; {_AT_WORK}",
    ),
    Check(
        "goodput",
        "1",
        _stated("goodput"),
        Way(
            ("checkpoint_interval", "checkpoint_time", "restart_time", "failure_interval"),
            "what failures, restarts and checkpoints leave",
            useful_share,
        ),
        1.05,
        "failures alone leave less; such estimates came within 5 % of simulations (Kokolis et al. 2025)",
        either=False,
    ),
    Check(
        "mfu-above-hfu",
        "1",
        _stated("mfu"),
        _stated("hfu"),
        1.05,
        "what the hardware does is what the model needs, or more where something is computed again; two digits hold "
        "5 %",
        either=False,
    ),
    Check(
        "accelerator-hours",
        "s",
        _stated("accelerator_hours"),
        Way(("count", "wall_time"), "cluster.count x cluster.wall_time", np.multiply),
        _PAUSES,
        f"a calendar holds restarts and pauses; {_AT_WORK}",
    ),
    Check(
        "layout",
        "1",
        _stated("count"),
        Way(
            ("tensor", "pipeline", "data"),
            "parallelism.tensor x parallelism.pipeline x parallelism.data",
            lambda t, p, d: t * p * d,
        ),
        EXACT,
        "ranks are whole; context-parallel ranks belong to those of data",
    ),
    Check(
        "flop",
        "FLOP",
        _stated("flop"),
        Way(("active_parameters", "tokens"), "6 N D", training_flop),
        1.2,
        "attention, which 6 N D leaves out, adds 14 % over the 4096 tokens of Llama 2 7B, more in small models; "
        "activations that are computed again make it 8 N D",
    ),
    Check(
        "energy",
        "J",
        _stated("energy"),
        Way(
            ("accelerator_hours", "tdp", "pue"),
            "cluster.accelerator_hours x cluster.tdp x facility.pue",
            lambda t, p, u, network, storage: facility_energy(t, p + network + storage, u),
            beside=("network_power", "storage_power"),
        ),
        1.5,
        "processors and fans take power too: servers of the catalogue took at most 1.22 times the design power of "
        "their accelerators",
        either=False,
    ),
    Check("network-power", "W", _stated("network_power"), _stated("node_power"), 1.0, _OF_ONE, either=False),
    Check("storage-power", "W", _stated("storage_power"), _stated("node_power"), 1.0, _OF_ONE, either=False),
    Check(
        "emissions",
        "kg",
        _stated("emissions"),
        Way(
            ("energy", "carbon_intensity"),
            "facility.energy x facility.carbon_intensity",
            np.multiply,
        ),
        1.2,
        "energy is often stated before PUE, 1.1 or so, and both numbers are rounded",
    ),
    Check(
        "layers",
        "parameter",
        Way(("layers", "width"), "12 x model.layers x model.width^2", lambda n, d: 12.0 * n * d**2),
        _stated("parameters"),
        2.0,
        "of the architectures that the tests count none whose layers each have parameters of their own has fewer than "
        "6.6 for each layer and squared width, those of Mamba 2.8B",
        either=False,
        counted=False,
    ),
    Check(
        "parameters",
        "parameter",
        _stated("active_parameters"),
        Way(("layers", "width"), "12 x model.layers x model.width^2, with 600,000 x model.width for embeddings", _most),
        3.0,
        "of the architectures that the tests count only T5 11B, whose feed-forward parts are 64 times as wide as the "
        "model, has more than 2.4 times as many",
        either=False,
        counted=False,
    ),
    Check(
        "embedding",
        "parameter",
        Way(("vocabulary", "width"), "model.vocabulary x model.width", np.multiply),
        _stated("parameters"),
        EXACT,
        "an embedding is part of the parameters, unless it is narrower than the model",
        either=False,
        counted=False,
    ),
    Check(
        "batch",
        "token",
        _stated("batch"),
        _stated("tokens"),
        EXACT,
        "no step takes more tokens than the whole training",
        either=False,
    ),
    Check(
        "context",
        "token",
        _stated("context"),
        _stated("batch"),
        EXACT,
        "a step takes whole sequences",
        either=False,
    ),
)
"""Active parameters above all parameters are no row: a run that states them is refused."""
