"""What a report says of the energy that a run will take: an estimate with its interval, what is in and out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.catalog.columns import HOUR
from limits.estimates.coverage import AROUND, listed
from limits.report import numbers
from limits.report.assessment import run as facts
from limits.report.document import ASSUMED, NO_BREAK, Line, Section, table
from limits.report.level import level
from limits.runs.defaults import usual_hours

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from limits.assessment.records import Assessment
    from limits.estimates.estimate import Estimate
    from limits.value import Value

_TITLE = "What it will take, estimated"
_ROWS = {
    "energy": "energy at the plug",
    "cluster": "of that {}",
    "nodes": "of that the nodes",
    "boards": "of that the accelerators' boards",
    "development": "development beside it",
    "carbon": "carbon dioxide",
    "embodied": "CO2e of making the accelerators",
    "water": "water",
    "water_on_site": "of that on site",
    "water_of_electricity": "of that for the electricity",
    "cost": "electricity",
    "hours": "accelerator-hours",
    "wall_time": "wall time",
    "power": "mean power at the plug",
    "peak_power": "highest power at the plug",
    "memory_per_device": "memory per accelerator",
}
"""What is shown of an estimate, with its words."""

_BASIS = {
    "accelerator_hours": "Hours",
    "node_power": "Power",
    "node_factor": "Node factor",
    "pue": "PUE",
}
_MAKING = {
    "embodied_carbon": "Making one accelerator",
    "lifetime": "Lifetime",
    "utilised_share": "Utilised share of it",
}
"""What the carbon of making the accelerators rests on; nothing else shows these numbers."""

_IF_ASKED = {
    "cluster": ("network_power", "storage_power"),
    "development": ("development",),
    "embodied": ("embodied_carbon", "lifetime"),
    "water_on_site": ("water_usage",),
    "water_of_electricity": ("electricity_water",),
}
"""Rows that are shown only where one of some numbers is stated: what would tell them is said below the table."""

_THOUSAND, _MILLION = 1e3, 1e6
_LEAST = 0.005  # share of the spread from which an input is told


def line(assessment: Assessment) -> str:
    """Return in one line what a run will take: energy, carbon dioxide, cost; what is unknown with the field that tells.

    An energy from hours of a usual utilisation is marked as assumed.

    Examples
    --------
    >>> import limits
    >>> line(limits.assess("llama-3.1-405b"))
    'Estimate: 28.2 GWh (24 .. 35) at the plug; for CO2 say facility.grid'
    """
    found = assessment.estimate
    if found.energy is None:
        why = f"say {found.missing[0]}" if found.missing else found.because["energy"]
        return f"Estimate of the energy: unknown; {why}"
    assumed = ASSUMED if usual_hours(found.hours) else ""
    said = f"Estimate: {numbers.with_interval(found.energy)}{assumed} at the plug"
    if found.carbon is None:
        return f"{said}; for CO2 say facility.grid"
    cost = f"electricity {numbers.quantity(found.cost)}" if found.cost is not None else ""
    return ", ".join(filter(None, (said, f"{numbers.quantity(found.carbon)} CO2", cost.replace(" ", NO_BREAK))))


def sections(assessment: Assessment) -> tuple[Section, ...]:
    """Return what a run states of its energy, and what it will take by the estimate, ready for a proposal."""
    found = assessment.estimate
    if found.energy is None:
        told = f"; {', or '.join(found.missing)} would tell" if found.missing else ""
        unknown = Section(_TITLE, paragraphs=(f"Not known: {found.because['energy']}{told}.",))
        return facts.money(assessment), unknown
    known = assessment.run.numbers
    powered = listed(["nodes", *(each for each in found.inside if each in AROUND.values())])
    lines = [
        Line((shown.format(powered), amount(name, value), str(value.origin or "")))
        if (value := getattr(found, name)) is not None
        else Line((shown, numbers.UNKNOWN, found.because.get(name, "not stated")))
        for name, shown in _ROWS.items()
        if name not in _IF_ASKED or any(each in known for each in _IF_ASKED[name])
    ]
    rests = [f"{word}: {found.basis[name]}." for name, word in _BASIS.items() if name in found.basis]
    rests += [
        f"{word}: {f'{numbers.with_interval(known[name])}, ' if name in known else ''}{found.basis[name]}."
        for name, word in _MAKING.items()
        if name in found.basis
    ]
    for name, value in found.phases.items():
        lines.append(
            Line((f"of that {name.replace('_', '-')}", numbers.with_interval(value), "by its share of the compute"))
        )
    below = (*_spread(found), *_covers(found), *rests, *_to_paste(assessment))
    return facts.money(assessment), Section(_TITLE, table("|value|how", lines), below)


def amount(name: str, value: Value) -> str:
    """Write a number of an estimate as a report does, accelerator-hours in hours."""
    if name != "hours":
        return numbers.with_interval(value)
    scale, word = (_MILLION, " million hours") if value.value >= _MILLION * HOUR else (1.0, " hours")
    middle, *ends = (_hours(each / (HOUR * scale)) for each in (value.value, *(value.interval or ())))
    return f"{middle}{word}" + (f" ({' .. '.join(ends)})" if ends else "")


def _hours(number: float) -> str:
    return f"{number:,.0f}" if number >= _THOUSAND else f"{number:.4g}"


def _spread(found: Estimate) -> Iterator[str]:
    """Say which inputs make the energy uncertain, and by how much each."""
    told = [f"{each.field} {100.0 * each.share:.0f} %" for each in found.shares if each.share >= _LEAST]
    if told:
        yield f"Of the spread of the energy: {', '.join(told)}."


def _covers(found: Estimate) -> Iterator[str]:
    """Say what is in the energy, what is not, and what to state to have more of it."""
    yield f"In: {found.counted}."
    yield f"Out: {found.not_counted}."
    if found.would_add:
        yield f"To count more, state {', '.join(found.would_add)}."


def _to_paste(assessment: Assessment) -> Iterator[str]:
    """Say the estimate in a paragraph, to be pasted into a proposal."""
    found, run = assessment.estimate, assessment.run
    if found.energy is None or found.hours is None:
        return
    on = f" on {facts.machine(run)}" if facts.machine(run) else ""
    energy, hours = numbers.with_interval(found.energy), amount("hours", found.hours)
    parts = [f"we estimate that {run.name} takes {energy} at the plug, for {hours} of accelerators{on}"]
    if found.carbon is not None:
        where = run.texts.get("grid")
        parts.append(f"{numbers.with_interval(found.carbon)} of CO2{f' ({where})' if where else ''}")
    if found.embodied is not None:
        parts.append(
            f"making the accelerators {numbers.with_interval(found.embodied)} of CO2e, by its share of their life"
        )
    if (water := _water(found)) is not None:
        parts.append(water)
    if found.cost is not None:
        parts.append(f"{numbers.with_interval(found.cost)} of electricity")
    parts.append(f"{_are(found.inside)} in the energy, {_are((*found.outside, 'development'))} not")
    waters = (found.water_on_site, found.water_of_electricity)
    sure: list[Value | None] = [found.energy, found.hours, found.carbon, found.embodied, *waters, found.cost]
    if any(value is not None and value.interval is not None for value in sure):
        parts.append(f"ranges: {level()}")
    yield facts.pasted(assessment, parts)


_OF_WATER = {
    "water": "on site and for the electricity",
    "water_on_site": "on site alone",
    "water_of_electricity": "for the electricity alone",
}


def _water(found: Estimate) -> str | None:
    """Say the water that is known, and whose it is; nothing where none is."""
    for name, whose in _OF_WATER.items():
        if (value := getattr(found, name)) is not None:
            return f"{numbers.with_interval(value)} of water, {whose}"
    return None


def _are(words: Sequence[str]) -> str:
    return f"{listed(words)} {'are' if words[1:] else 'is'}"
