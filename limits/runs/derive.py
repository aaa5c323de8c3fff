"""What follows from the numbers of a run by arithmetic.

One table serves both a batch of many runs (columns, NaN where unknown) and one run (origins). A number that is known is
never overwritten. The table is gone through until nothing more can be filled, so that the order of the derivations only
decides which of several ways is taken: the first whose inputs are known.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from limits.errors import DataError
from limits.network.lanes import largest_snr, nyquist_bandwidth
from limits.runs.defaults import DEFAULTS
from limits.runs.fields import NUMBERS, number
from limits.training.energy import facility_energy
from limits.training.time import accelerator_time
from limits.training.transformer import training_flop
from limits.value import Origin, OriginKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from limits.typing import Array, Num

    Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Derivation:
    """A number that follows from others: which, from which, how in words, and how in arithmetic."""

    name: str
    needs: tuple[str, ...]
    how: str
    compute: Callable[..., Num]
    kind: OriginKind = OriginKind.DERIVED

    def __post_init__(self) -> None:
        if self.name in self.needs:
            raise DataError("derivations", self.name, "a number that would follow from itself")

    @property
    def origin(self) -> Origin:
        """Origin of a number that was found in this way."""
        return Origin(self.kind, how=self.how, needs=self.needs)


def _ones(stated: Array) -> Array:
    return np.where(np.isnan(stated), np.nan, 1.0)


def _sphere(count: Array, volume: Array) -> Array:
    return np.cbrt(6.0 * count * volume / np.pi)


_ADAM = 96.0  # bits of a 32-bit weight and two moments (rajbhandari2020)
_PUBLISHED = (16.0, 32.0, 48.0)  # bits of gradient in states of 16, 18 and 20 byte
_GRADIENTS = "what 12 byte of Adam and the weights leave of the state, where that is 2, 4 or 6 byte"


def _gradients(state: Array, weights: Array) -> Array:
    """Return the gradients of a state with Adam in 32 bit; unknown where what is left is none of the published."""
    left = state - weights - _ADAM
    return np.where(np.isin(left, _PUBLISHED), left, np.nan)


_NO_TENSOR = "1, a layout is stated without tensor parallelism"
_HALF = "half the symbol rate, the least that carries it; the channel may carry more"
_NO_PIPELINE = "1, a layout is stated without pipeline stages"

DERIVATIONS: tuple[Derivation, ...] = (
    Derivation("flop", ("active_parameters", "tokens"), "6 N D", training_flop),
    Derivation(
        "flop",
        ("accelerator_hours", "peak", "mfu"),
        "accelerator-hours x peak x MFU",
        lambda t, p, u: t * p * u,
    ),
    Derivation("accelerator_hours", ("count", "wall_time"), "count x wall time", np.multiply),
    Derivation("accelerator_hours", ("flop", "peak", "mfu"), "FLOP / (peak x MFU)", accelerator_time),
    Derivation("wall_time", ("accelerator_hours", "count"), "accelerator-hours / count", np.divide),
    Derivation("count", ("accelerator_hours", "wall_time"), "accelerator-hours / wall time", np.divide),
    Derivation(
        "mfu",
        ("flop", "accelerator_hours", "peak"),
        "FLOP / (accelerator-hours x peak)",
        lambda c, t, p: c / (t * p),
    ),
    Derivation(
        "energy",
        ("accelerator_hours", "power", "pue"),
        "accelerator-hours x mean power x PUE",
        facility_energy,
    ),
    Derivation("energy", ("accelerator_hours", "tdp", "pue"), "accelerator-hours x TDP x PUE", facility_energy),
    Derivation("emissions", ("energy", "carbon_intensity"), "energy x carbon intensity", np.multiply),
    Derivation("cost", ("energy", "electricity_price"), "energy x price, electricity alone", np.multiply),
    Derivation("tensor", ("data",), _NO_TENSOR, _ones, OriginKind.DEFAULT),
    Derivation("tensor", ("pipeline",), _NO_TENSOR, _ones, OriginKind.DEFAULT),
    Derivation("pipeline", ("tensor",), _NO_PIPELINE, _ones, OriginKind.DEFAULT),
    Derivation("data", ("count", "tensor", "pipeline"), "count / (tensor x pipeline)", lambda n, t, p: n / (t * p)),
    Derivation("virtual", ("pipeline",), "1, no interleaving is stated", _ones, OriginKind.DEFAULT),
    Derivation("context_ranks", ("tensor",), "1, no context parallelism is stated", _ones, OriginKind.DEFAULT),
    Derivation("expert_ranks", ("tensor",), "1, no expert parallelism is stated", _ones, OriginKind.DEFAULT),
    Derivation(
        "expert_tensor_ranks", ("tensor",), "as all else, nothing is stated of experts", np.positive, OriginKind.DEFAULT
    ),
    Derivation(
        "micro_batch", ("context",), "one sequence, the least that a rank works on", np.positive, OriginKind.DEFAULT
    ),
    Derivation("kv_heads", ("heads",), "one for each head", np.positive, OriginKind.DEFAULT),
    Derivation("state_gradients", ("state", "state_weights"), _GRADIENTS, _gradients, OriginKind.DEFAULT),
    Derivation("bandwidth", ("symbol_rate",), _HALF, nyquist_bandwidth, OriginKind.DEFAULT),
    Derivation(
        "snr",
        ("lane_power", "bath_temperature", "bandwidth"),
        "lane power / (k T x bandwidth), the largest there can be",
        largest_snr,
    ),
    Derivation("mass", ("count", "mass_per_accelerator"), "count x mass per accelerator", np.multiply),
    Derivation("diameter", ("count", "volume_per_accelerator"), "the smallest sphere that holds the machine", _sphere),
    Derivation("radius", ("diameter",), "half the diameter", lambda d: d / 2.0),
    Derivation(
        "accelerator_cost",
        ("accelerator_hours", "accelerator_price"),
        "accelerator-hours x price, with whatever the price includes",
        np.multiply,
    ),
)


@np.errstate(over="ignore", under="ignore", invalid="ignore", divide="ignore")
def _computed(derivation: Derivation, columns: Mapping[str, Array]) -> Array:
    """Return what a derivation gives; a number that is beyond floats in any draw is not known."""
    result = np.asarray(derivation.compute(*(columns[name] for name in derivation.needs)))
    finite = np.isfinite(result).all(axis=-1, keepdims=True)
    return np.where(finite, result, np.nan)


def complete(stated: Mapping[str, Array]) -> tuple[dict[str, Array], dict[str, list[tuple[Origin, Mask]]]]:
    """Fill every column that follows from others.

    Parameters
    ----------
    stated
        Columns by name, shape (*axes, draw), NaN where unknown; names that are absent are unknown everywhere.

    Returns
    -------
    columns
        All columns of `limits.runs.fields.NUMBERS`.
    filled
        For each column that was filled anywhere: the origins, each with the mask where it filled.
    """
    columns: dict[str, Array] = {row.name: np.asarray(stated.get(row.name, np.array([np.nan]))) for row in NUMBERS}
    filled: dict[str, list[tuple[Origin, Mask]]] = {}

    def fill(name: str, origin: Origin, new: Array) -> bool:
        column = columns[name]
        mask = np.isnan(column) & ~np.isnan(new)
        if not mask.any():
            return False
        columns[name] = np.where(mask, new, column)
        filled.setdefault(name, []).append((origin, mask))
        return True

    for default in DEFAULTS.values():
        if default.value is not None and not any(d.name == default.name for d in DERIVATIONS):
            fill(default.name, default.origin, np.array([default.value]))
    waiting = list(DERIVATIONS)
    while waiting:  # each pass fills something or is the last; a known number stays, so no two can follow in a circle
        waiting = [each for each in waiting if np.isnan(columns[each.name]).any()]
        if not sum([fill(each.name, each.origin, _computed(each, columns)) for each in waiting]):
            break
    return columns, filled


def beyond_floats(name: str, known: Callable[[str], bool]) -> bool:
    """Tell whether `name` is not known although all is that it follows from: it is larger than any float."""
    return any(each.name == name and all(map(known, each.needs)) for each in DERIVATIONS)


def lacking(name: str, known: Callable[[str], bool]) -> str:
    """Say in words what would have to be stated for `name` to be known.

    Parameters
    ----------
    name
        A number that is not known.
    known
        Tells whether a number is known.
    """
    first, *others = (" and ".join(way) for way in ways(name, known, defaults=True))
    return first + (f" (or {', or '.join(others)})" if others else "")


def ways(name: str, known: Callable[[str], bool], *, defaults: bool = False) -> list[tuple[str, ...]]:
    """Return the ways to make `name` known, each the paths of the fields that would have to be stated together.

    Ways on which it would become a default are among them only with `defaults`.

    Examples
    --------
    >>> ways("mass", lambda name: name != "count")
    [('machine.mass',), ('cluster.count',)]
    >>> ways("tensor", lambda name: False), ways("tensor", lambda name: False, defaults=True)[1]
    ([('parallelism.tensor',)], ('parallelism.data',))
    """
    derived = (each for each in DERIVATIONS if each.name == name and (defaults or each.kind is not OriginKind.DEFAULT))
    found = [tuple(number(need).path for need in each.needs if not known(need)) for each in derived]
    return list(dict.fromkeys([(number(name).path,), *found]))
