"""What follows from the numbers of a run by arithmetic, in the order in which it is tried.

One table serves both a batch of many runs (columns, NaN where unknown) and one run (origins in words). A number that
is stated is never overwritten; the first derivation whose inputs are all known fills what is not, and a default of
`data/defaults.toml` comes last.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from limits.runs.defaults import DEFAULTS
from limits.runs.field import NUMBERS, number
from limits.training.energy import facility_energy
from limits.training.time import accelerator_time
from limits.training.transformer import training_flop

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from limits.typing import Array

    Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Derivation:
    """A number that follows from others: which, from which, how in words, and how in arithmetic."""

    name: str
    needs: tuple[str, ...]
    how: str
    compute: Callable[..., Array]
    origin: str = "derived"

    @property
    def in_words(self) -> str:
        """Origin of a number that was found in this way."""
        return f"{self.origin}: {self.how}"


def _ones(stated: Array) -> Array:
    return np.where(np.isnan(stated), np.nan, 1.0)


def _sphere(count: Array, volume: Array) -> Array:
    return np.cbrt(6.0 * count * volume / np.pi)


_NO_TENSOR = "1, a layout is stated without tensor parallelism"
_NO_PIPELINE = "1, a layout is stated without pipeline stages"

DERIVATIONS: tuple[Derivation, ...] = (
    Derivation("flop", ("active_parameters", "tokens"), "6 N D", training_flop),
    Derivation("accelerator_time", ("count", "wall_time"), "count x wall time", np.multiply),
    Derivation("accelerator_time", ("flop", "peak", "mfu"), "FLOP / (peak x MFU)", accelerator_time),
    Derivation("wall_time", ("accelerator_time", "count"), "accelerator-hours / count", np.divide),
    Derivation("count", ("accelerator_time", "wall_time"), "accelerator-hours / wall time", np.divide),
    Derivation(
        "mfu",
        ("flop", "accelerator_time", "peak"),
        "FLOP / (accelerator-hours x peak)",
        lambda c, t, p: c / (t * p),
    ),
    Derivation(
        "energy",
        ("accelerator_time", "power", "pue"),
        "accelerator-hours x mean power x PUE",
        facility_energy,
    ),
    Derivation("energy", ("accelerator_time", "tdp", "pue"), "accelerator-hours x TDP x PUE", facility_energy),
    Derivation("emissions", ("energy", "carbon_intensity"), "energy x carbon intensity", np.multiply),
    Derivation("cost", ("energy", "electricity_price"), "energy x price, electricity alone", np.multiply),
    Derivation("tensor", ("data",), _NO_TENSOR, _ones, "default"),
    Derivation("tensor", ("pipeline",), _NO_TENSOR, _ones, "default"),
    Derivation("pipeline", ("tensor",), _NO_PIPELINE, _ones, "default"),
    Derivation("data", ("count", "tensor", "pipeline"), "count / (tensor x pipeline)", lambda n, t, p: n / (t * p)),
    Derivation("mass", ("count", "mass_per_accelerator"), "count x mass per accelerator", np.multiply),
    Derivation("diameter", ("count", "volume_per_accelerator"), "the smallest sphere that holds the machine", _sphere),
    Derivation("radius", ("diameter",), "half the diameter", lambda d: d / 2.0),
)


def inputs_of(name: str, origin: str) -> tuple[str, ...]:
    """Return the numbers from which `name` was derived, by its origin in words; none where it was not derived."""
    for derivation in DERIVATIONS:
        if derivation.name == name and derivation.in_words == origin:
            return derivation.needs
    return ()


def complete(stated: Mapping[str, Array]) -> tuple[dict[str, Array], dict[str, list[tuple[str, Mask]]]]:
    """Fill every column that follows from others.

    Parameters
    ----------
    stated
        Columns by name, shape (*axes, draw), NaN where unknown; names that are absent are unknown everywhere.

    Returns
    -------
    columns
        All columns of `limits.runs.field.NUMBERS`.
    filled
        For each column that was filled anywhere: the origins in words, each with the mask where it filled.
    """
    columns: dict[str, Array] = {row.name: np.asarray(stated.get(row.name, np.array([np.nan]))) for row in NUMBERS}
    filled: dict[str, list[tuple[str, Mask]]] = {}

    def fill(name: str, origin: str, found: Array) -> None:
        column = columns[name]
        new = np.isnan(column) & ~np.isnan(found)
        if new.any():
            columns[name] = np.where(np.isnan(column), found, column)
            filled.setdefault(name, []).append((origin, new))

    for default in DEFAULTS.values():
        if default.value is not None and not any(d.name == default.name for d in DERIVATIONS):
            fill(default.name, default.origin, np.array([default.value]))
    for derivation in DERIVATIONS:
        with np.errstate(over="ignore", under="ignore", invalid="ignore", divide="ignore"):
            found = derivation.compute(*(columns[name] for name in derivation.needs))
        finite = np.isfinite(found).all(axis=-1, keepdims=True)  # in all draws, or it is not known
        fill(derivation.name, derivation.in_words, np.where(finite, found, np.nan))
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
    ways = [number(name).path]
    for derivation in DERIVATIONS:
        if derivation.name == name:
            missing = [number(need).path for need in derivation.needs if not known(need)]
            ways.append(" and ".join(missing))
    first, *others = dict.fromkeys(ways)
    return first + (f" (or {', or '.join(others)})" if others else "")
