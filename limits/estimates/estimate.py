"""What a run will take: energy, carbon, cost, power, time, with intervals and what they rest on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from limits.estimates.energy import drawn
from limits.estimates.known import is_known, value_of
from limits.estimates.spread import Share, shares
from limits.runs.batch import Resolved
from limits.runs.fields.money import currency_in
from limits.runs.power_factors import is_tpu
from limits.value import Origin, OriginKind, Value

if TYPE_CHECKING:
    from limits.catalog import Catalog
    from limits.estimates.memory import MemoryEstimate
    from limits.runs.run import TrainingRun
    from limits.typing import Array

__all__ = ["Estimate", "estimate"]


@dataclass(frozen=True, slots=True)
class _Product:
    """A number of an estimate: its unit, how it is made, and of which numbers of the run."""

    unit: str
    how: str
    needs: tuple[str, ...]

    @property
    def origin(self) -> Origin:
        return Origin(OriginKind.DERIVED, how=self.how, needs=self.needs)


_OF_ENERGY = ("accelerator_hours", "node_power", "pue")
_PRODUCTS = {
    "boards": _Product("J", "accelerator-hours x mean power of a board", ("accelerator_hours", "node_power", "tdp")),
    "nodes": _Product("J", "accelerator-hours x node power", ("accelerator_hours", "node_power")),
    "energy": _Product("J", "accelerator-hours x node power x PUE", _OF_ENERGY),
    "carbon": _Product("kg", "energy at the plug x carbon intensity", (*_OF_ENERGY, "carbon_intensity")),
    "cost": _Product("USD", "energy at the plug x price, electricity alone", (*_OF_ENERGY, "electricity_price")),
    "power": _Product("W", "count x node power x PUE", ("node_power", "count", "pue")),
    "peak_power": _Product(
        "W", "mean power x highest over mean power of nodes", ("node_power", "count", "pue", "peak_factor")
    ),
}

_PHASES = {"long_context_flop": "long_context", "post_training_flop": "post_training"}
"""Fields with the compute of later phases, and what these are called."""

COUNTED = (
    "accelerators, hosts, fans and power supplies; cooling and distribution, by the PUE; restarts, repeated steps, "
    "evaluation and idling, as far as the accelerator-hours have them"
)
NOT_COUNTED = (
    "switches and storage; phases whose compute the run leaves out, as long context or post-training; failed runs, "
    "tuning trials and other development, unless stated; making the machine; inference; transients on the grid"
)


@dataclass(frozen=True, slots=True)
class Estimate:
    """What one run will take. A number is None where it is not known; `because` then says why, by its name.

    Attributes
    ----------
    energy
        Energy at the plug of the facility.
    phases
        Of that, pre-training, long context and post-training, by their shares of the compute; empty where the run tells
        none apart.
    boards, nodes
        Of that, what the boards of the accelerators take, and their whole nodes, at the wall.
    development
        Energy of failed runs, tuning trials and evaluation beside that of the run, where their share is stated.
    carbon, cost
        Carbon dioxide, and price, of the energy at the plug.
    power, peak_power
        Mean and highest power at the plug.
    hours, wall_time
        Time of all accelerators together, and on the clock.
    memory_per_device
        Memory of the fullest accelerator.
    dominant_input
        The uncertain input with the largest share in the spread of the energy, by its path; None where none is
        uncertain.
    shares
        All uncertain inputs, with their shares in the variance of the energy's logarithm.
    basis
        What hours and power rest on: how many measured runs, of which hardware, how large.
    counted, not_counted
        What is inside and outside the energy.
    missing
        Fields each of which alone would tell the energy.
    """

    energy: Value | None
    phases: dict[str, Value]
    boards: Value | None
    nodes: Value | None
    development: Value | None
    carbon: Value | None
    cost: Value | None
    power: Value | None
    peak_power: Value | None
    hours: Value | None
    wall_time: Value | None
    memory_per_device: Value | None
    dominant_input: str | None
    shares: tuple[Share, ...]
    basis: dict[str, str]
    counted: str
    not_counted: str
    because: dict[str, str]
    missing: tuple[str, ...]


def estimate(run: TrainingRun, *, catalog: Catalog | None = None) -> Estimate:
    """Estimate what a run will take.

    Parameters
    ----------
    run
        The run: its accelerator, and its compute or its accelerator-hours.
    catalog
        Where its names are looked up; the shipped one if none is given.

    Examples
    --------
    >>> import limits
    >>> found = estimate(limits.TrainingRun("mine", accelerator_hours="30.84e6 hour", accelerator="h100-sxm"))
    >>> print(f"{found.energy.to('GWh'):.3g} GWh", found.dominant_input)
    28.2 GWh assumptions.node_factor
    """
    from limits.estimates import memory

    resolved = Resolved([run], catalog)
    return of(resolved, 0, memory.of(resolved))


def of(resolved: Resolved, index: int, held: MemoryEstimate) -> Estimate:
    """Estimate what one run will take, beside the memory of its devices.

    Parameters
    ----------
    resolved
        Runs with everything that is known of them.
    index
        Which of them.
    held
        What `limits.estimates.memory` says of the memory of its devices.
    """
    found = drawn(resolved.batch.run(index))
    numbers = {name: _value(getattr(found, name), name) for name in _PRODUCTS}
    price = resolved.number(index, "electricity_price")
    if numbers["cost"] is not None and price is not None:
        numbers["cost"] = replace(numbers["cost"], unit=currency_in(price.unit))
    if is_tpu(resolved.rows[index].get("accelerator", "")):
        numbers["boards"] = None  # no board of a TPU was measured
    hours, time = resolved.number(index, "accelerator_hours"), resolved.number(index, "wall_time")
    spread = shares(resolved, index, _OF_ENERGY, found.energy) if numbers["energy"] is not None else ()
    share = resolved.number(index, "development")
    because = {name: why for name, value in numbers.items() if value is None and (why := _why(resolved, index, name))}
    for name, of_run in (("hours", "accelerator_hours"), ("wall_time", "wall_time")):
        if why := resolved.because(index, (of_run,)):
            because[name] = why
    if held.spanned is None and held.because is not None:
        because["memory_per_device"] = held.because
    return Estimate(
        **numbers,
        phases=_phases(resolved, index, found.energy),
        development=None if share is None else _value(found.energy * resolved.drawn(index, "development"), "energy"),
        hours=hours,
        wall_time=time,
        memory_per_device=held.spanned,
        dominant_input=spread[0].field if spread else None,
        shares=spread,
        basis=_basis(resolved, index),
        counted=COUNTED,
        not_counted=NOT_COUNTED,
        because=because,
        missing=resolved.missing(index, _OF_ENERGY),
    )


def _value(numbers: Array, name: str) -> Value | None:
    made = _PRODUCTS[name]
    return value_of(numbers, made.unit, made.origin)


def _phases(resolved: Resolved, index: int, energy: Array) -> dict[str, Value]:
    """Divide the energy among the phases by their compute, as if each took the same energy for a FLOP."""
    later = [name for name in _PHASES if resolved.known(index, name)]
    if not later or not resolved.known(index, "flop") or not is_known(energy):
        return {}
    flop = resolved.drawn(index, "flop")
    shares = {name: resolved.drawn(index, name) / flop for name in later}
    parts = {"pre_training": 1.0 - sum(shares.values()), **{_PHASES[name]: share for name, share in shares.items()}}
    values = {name: _value(np.maximum(share, 0.0) * energy, "energy") for name, share in parts.items()}
    return {name: value for name, value in values.items() if value is not None}


def _why(resolved: Resolved, index: int, name: str) -> str:
    return resolved.because(index, _PRODUCTS[name].needs) or (
        "no board of a TPU was measured" if name == "boards" else ""
    )


def _basis(resolved: Resolved, index: int) -> dict[str, str]:
    """Say what hours, power and PUE rest on."""
    used = {name: resolved.number(index, name) for name in ("accelerator_hours", "node_power", "node_factor", "pue")}
    power = used["node_power"]
    if power is None or power.origin is None or "node_factor" not in power.origin.needs:
        del used["node_factor"]
    return {name: str(value.origin) for name, value in used.items() if value is not None and value.origin is not None}
