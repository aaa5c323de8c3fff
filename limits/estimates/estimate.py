"""What a run will take: energy, carbon, cost, power, time, with intervals and what they rest on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from limits.estimates.coverage import AROUND, coverage
from limits.estimates.energy import drawn
from limits.estimates.known import is_known, value_of
from limits.estimates.spread import Share, shares
from limits.frozen import frozen
from limits.runs.batch import Resolved
from limits.runs.fields import path_of
from limits.runs.fields.footprint import POWERED
from limits.runs.fields.money import currency_in
from limits.runs.power_factors import is_tpu
from limits.runs.unknown import Unknown
from limits.value import Origin, OriginKind, Value

if TYPE_CHECKING:
    from limits.catalog import Catalog
    from limits.estimates.memory import MemoryEstimate
    from limits.runs.run import TrainingRun
    from limits.typing import Array

__all__ = ["Estimate", "estimate"]


@frozen
class _Product:
    """A number of an estimate: its unit, how it is made, and of which numbers of the run.

    Stated powers around the nodes are among its needs too, except where it is of the `nodes_alone`.
    """

    unit: str
    how: str
    needs: tuple[str, ...]
    nodes_alone: bool = False

    def around(self, powers: tuple[str, ...]) -> _Product:
        """Return the same number with stated powers around the nodes."""
        how = self.how.format(powered=POWERED[powers])
        return replace(self, how=how, needs=self.needs if self.nodes_alone else (*self.needs, *powers))

    @property
    def origin(self) -> Origin:
        return Origin(OriginKind.DERIVED, how=self.how, needs=self.needs)


_OF_NODES = ("accelerator_hours", "node_power")
_OF_ENERGY = (*_OF_NODES, "pue")
_WATERS = ("water_usage", "electricity_water")
_PRODUCTS = {
    "boards": _Product("J", "accelerator-hours x mean power of a board", (*_OF_NODES, "tdp"), nodes_alone=True),
    "nodes": _Product("J", "accelerator-hours x node power", _OF_NODES, nodes_alone=True),
    "cluster": _Product("J", "accelerator-hours x {powered}", _OF_NODES),
    "energy": _Product("J", "accelerator-hours x {powered} x PUE", _OF_ENERGY),
    "carbon": _Product("kg", "energy at the plug x carbon intensity", (*_OF_ENERGY, "carbon_intensity")),
    "cost": _Product("USD", "energy at the plug x price, electricity alone", (*_OF_ENERGY, "electricity_price")),
    "embodied": _Product(
        "kg",
        "accelerator-hours x embodied carbon / (lifetime x utilised share)",
        ("accelerator_hours", "embodied_carbon", "lifetime", "utilised_share"),
        nodes_alone=True,
    ),
    "water_on_site": _Product("m^3", "accelerator-hours x {powered} x water usage", (*_OF_NODES, "water_usage")),
    "water_of_electricity": _Product(
        "m^3", "energy at the plug x water of the electricity", (*_OF_ENERGY, "electricity_water")
    ),
    "water": _Product("m^3", "on site and of the electricity", (*_OF_ENERGY, *_WATERS)),
    "power": _Product("W", "count x {powered} x PUE", ("node_power", "count", "pue")),
    "peak_power": _Product(
        "W", "mean power x highest over mean power of nodes", ("node_power", "count", "pue", "peak_factor")
    ),
}

_PHASES = {"long_context_flop": "long_context", "post_training_flop": "post_training"}
"""Fields with the compute of later phases, and what these are called."""


@frozen
class Estimate:
    """What one run will take. A number is None where it is not known; `because` then says why, by its name.

    Attributes
    ----------
    energy
        Energy at the plug of the facility.
    phases
        Of that, pre-training, long context and post-training, by their shares of the compute; empty where the run tells
        none apart.
    boards, nodes, cluster
        Of that, what the boards of the accelerators take, their whole nodes, at the wall, and nodes with switches and
        storage, as far as their powers are stated.
    development
        Energy of failed runs, tuning trials and evaluation beside that of the run, where their share is stated.
    carbon, cost
        Carbon dioxide, and price, of the energy at the plug.
    embodied
        Carbon dioxide equivalent of making the accelerators, by the run's share of the time for which they are of use;
        in none of the others.
    water_on_site, water_of_electricity, water
        Water consumed on site, and to generate the electricity; both together where both are known.
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
    inside, outside
        What draws power for the run: what is in the energy, and what is not.
    counted, not_counted
        The same in sentences, with the phases of the run and what else people ask for.
    would_add
        Fields which, if stated, would take in, or tell beside it, what is not counted.
    missing
        Fields each of which alone would tell the energy.
    """

    energy: Value | None
    phases: dict[str, Value]
    boards: Value | None
    nodes: Value | None
    cluster: Value | None
    development: Value | None
    carbon: Value | None
    cost: Value | None
    embodied: Value | None
    water_on_site: Value | None
    water_of_electricity: Value | None
    water: Value | None
    power: Value | None
    peak_power: Value | None
    hours: Value | None
    wall_time: Value | None
    memory_per_device: Value | None
    dominant_input: str | None
    shares: tuple[Share, ...]
    basis: dict[str, str]
    inside: tuple[str, ...]
    outside: tuple[str, ...]
    counted: str
    not_counted: str
    would_add: tuple[str, ...]
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
    made = _made(resolved, index)
    numbers = {name: _value(getattr(found, name), each) for name, each in made.items()}
    price = resolved.number(index, "electricity_price")
    if numbers["cost"] is not None and price is not None:
        numbers["cost"] = replace(numbers["cost"], unit=currency_in(price.unit))
    if is_tpu(resolved.rows[index].get("accelerator", "")):
        numbers["boards"] = None  # no board of a TPU was measured
    hours, time = resolved.number(index, "accelerator_hours"), resolved.number(index, "wall_time")
    spread = shares(resolved, index, made["energy"].needs, found.energy) if numbers["energy"] is not None else ()
    share = resolved.number(index, "development")
    because = {name: why for name, value in numbers.items() if value is None and (why := _why(resolved, index, name))}
    for name, of_run in (("hours", "accelerator_hours"), ("wall_time", "wall_time")):
        if why := resolved.because(index, (of_run,)):
            because[name] = why
    if held.spanned is None and held.because is not None:
        because["memory_per_device"] = held.because
    counts = coverage(resolved, index)
    return Estimate(
        **numbers,
        phases=_phases(resolved, index, found.energy, made["energy"]),
        development=None
        if share is None
        else _value(found.energy * resolved.drawn(index, "development"), made["energy"]),
        hours=hours,
        wall_time=time,
        memory_per_device=held.spanned,
        dominant_input=spread[0].field if spread else None,
        shares=spread,
        basis=_basis(resolved, index, making=numbers["embodied"] is not None),
        inside=counts.inside,
        outside=counts.outside,
        counted=counts.counted,
        not_counted=counts.not_counted,
        would_add=counts.would_add,
        because=because,
        missing=resolved.missing(index, _OF_ENERGY),
    )


def _made(resolved: Resolved, index: int) -> dict[str, _Product]:
    """Return how each number is made, of the powers that one run states."""
    powers = tuple(name for name in AROUND if resolved.known(index, name))
    return {name: each.around(powers) for name, each in _PRODUCTS.items()}


def _value(numbers: Array, made: _Product) -> Value | None:
    return value_of(numbers, made.unit, made.origin)


def _phases(resolved: Resolved, index: int, energy: Array, made: _Product) -> dict[str, Value]:
    """Divide the energy among the phases by their compute, as if each took the same energy for a FLOP."""
    later = [name for name in _PHASES if resolved.known(index, name)]
    if not later or not resolved.known(index, "flop") or not is_known(energy):
        return {}
    flop = resolved.drawn(index, "flop")
    shares = {name: resolved.drawn(index, name) / flop for name in later}
    parts = {"pre_training": 1.0 - sum(shares.values()), **{_PHASES[name]: share for name, share in shares.items()}}
    values = {name: _value(np.maximum(share, 0.0) * energy, made) for name, share in parts.items()}
    return {name: value for name, value in values.items() if value is not None}


def _why(resolved: Resolved, index: int, name: str) -> str:
    """Say why a number is not known."""
    if name == "water" and not any(resolved.known(index, each) for each in _WATERS):
        return str(Unknown(ways=(tuple(path_of(each) for each in _WATERS),)))
    if why := resolved.because(index, _PRODUCTS[name].needs):
        return why
    if name == "cluster":
        return str(Unknown(ways=tuple((path_of(each),) for each in AROUND)))
    return "no board of a TPU was measured" if name == "boards" else ""


_RESTS_ON = ("accelerator_hours", "node_power", "node_factor", "pue")
_MAKING_RESTS_ON = ("embodied_carbon", "lifetime", "utilised_share")


def _basis(resolved: Resolved, index: int, *, making: bool) -> dict[str, str]:
    """Say what hours, power and PUE rest on, and with `making` what the carbon of making the machine does."""
    asked = (*_RESTS_ON, *(_MAKING_RESTS_ON if making else ()))
    used = {name: resolved.number(index, name) for name in asked}
    power = used["node_power"]
    if power is None or power.origin is None or "node_factor" not in power.origin.needs:
        del used["node_factor"]
    return {name: str(value.origin) for name, value in used.items() if value is not None and value.origin is not None}
