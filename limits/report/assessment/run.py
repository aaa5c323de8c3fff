"""What a report says of the run itself: its headline, its energy, emissions and cost, what was assumed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.catalog.columns import HOUR
from limits.catalog.energy_kinds import kind_said
from limits.report import numbers
from limits.report.document import ASSUMED, Line, Section, grouped, kind_shown, table
from limits.report.level import level
from limits.report.rounding import bounded
from limits.runs.fields import number
from limits.value import OriginKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from limits.assessment.records import Assessment, RunFacts
    from limits.value import Value

_TOTALS = {
    "energy": "energy",
    "emissions": "emissions, CO2",
    "cost": "cost",
    "accelerator_cost": "cost of accelerators",
}
_RATES = {
    "network_power": "switches, for each accelerator",
    "storage_power": "storage, for each accelerator",
    "pue": "PUE",
    "carbon_intensity": "carbon intensity",
    "electricity_price": "electricity price",
    "accelerator_price": "price of an accelerator",
    "water_usage": "water on site",
    "electricity_water": "water of electricity",
}
_SENTENCES = {
    "emissions": "emissions are {} of CO2",
    "cost": "the cost is {}",
    "accelerator_cost": "the cost of accelerators, counted apart, is {}",
}
_MANY = 1e6  # hours that are written in millions
_NOT_ASKED = ("accelerator_cost",)
"""Totals of which nothing is said where they are not known: few people state what they follow from."""


def headline(run: RunFacts) -> str:
    """Return the run on one line: its name, compute, parameters and tokens; what is unknown is left out."""
    tokens = run.numbers.get("tokens")
    parts = (
        compute(run),
        _parameters(run),
        numbers.quantity(tokens) if tokens is not None else "",
    )
    return f"{run.name}: {', '.join(part for part in parts if part)}"


def spent(run: RunFacts) -> str:
    """Return on one line what the run took: machine, time, and a stated energy with how it came about."""
    time = run.numbers.get("wall_time")
    energy = run.numbers.get("energy")
    stated = _energy(run) if energy is not None and not derived(energy) else ""  # else the estimate stands below
    parts = (machine(run), numbers.with_interval(time) + _mark(run, time) if time is not None else _hours(run), stated)
    return ", ".join(part for part in parts if part)


def _hours(run: RunFacts) -> str:
    """Return the hours of all accelerators together, where somebody stated them or what they follow from."""
    hours = run.numbers.get("accelerator_hours")
    if hours is None or (hours.origin is not None and hours.origin.kind is OriginKind.DEFAULT):
        return ""
    many = hours.value / HOUR
    shown = f"{numbers.significant(many / 1e6)} million" if many >= _MANY else f"{many:,.{0 if many >= 1 else 2}f}"
    against = doubt(hours)
    return f"{shown} accelerator-hours{f' [{against}]' if against else ''}"


def compute(run: RunFacts) -> str:
    """Return the compute of a run, how it follows where nobody stated it, and what speaks against it."""
    flop = run.numbers["flop"]
    how = [f"= {flop.origin.why}"] if flop.origin is not None and derived(flop) else []
    against = doubt(flop) or ", ".join(_inherited(run, flop))
    return " ".join((numbers.with_interval(flop) + _mark(run, flop), *how, *([f"[{against}]"] if against else [])))


def _mark(run: RunFacts, value: Value) -> str:
    """Return the sign of what is assumed for a number that nobody stated and that follows from a default."""
    return ASSUMED if any(each.assumed for each in _behind(run, value)) else ""


def _inherited(run: RunFacts, value: Value) -> Iterator[str]:
    """Yield what speaks against the numbers that a derived one was made of, each doubt once."""
    origins = (each.origin for each in _behind(run, value))
    yield from dict.fromkeys(doubt for origin in origins if origin is not None for doubt in origin.doubts)


def _behind(run: RunFacts, value: Value) -> Iterator[Value]:
    """Yield the numbers that a derived one was made of, and those that they were made of."""
    needs = value.origin.needs if value.origin is not None and derived(value) else ()
    for name in needs:
        if (each := run.numbers.get(name)) is not None:
            yield each
            yield from _behind(run, each)


def derived(value: Value) -> bool:
    """Tell whether nobody stated a number, and it follows from others."""
    return value.kind is OriginKind.DERIVED


def _parameters(run: RunFacts) -> str:
    total, active = run.numbers.get("parameters"), run.numbers.get("active_parameters")
    if total is None:
        return f"{numbers.quantity(active)} active" if active is not None else ""
    said = numbers.quantity(total)
    if active is None:
        return f"{said} (active: unknown)"
    return said if active.value == total.value else f"{said} ({numbers.bare(active)} active)"


def machine(run: RunFacts) -> str:
    """Return how many accelerators a run has and which; empty where neither is known."""
    count, name = run.numbers.get("count"), run.texts.get("accelerator", "")
    if count is None:
        return name
    said = f"{numbers.quantity(count)} x {name}" if name else f"{numbers.quantity(count)} accelerators"
    return f"{said} [{against}]" if (against := doubt(count)) else said


def _energy(run: RunFacts) -> str:
    """Return a stated energy, and how it came about."""
    return f"{numbers.with_interval(run.numbers['energy'])}, {came_about(run)}"


def came_about(run: RunFacts) -> str:
    """Say how the stated energy of a run came about: measured, computed, estimated."""
    said = kind_said(run.texts.get("energy_kind"))
    scope = run.texts.get("energy_scope")
    return f"{said} ({scope})" if scope else said


def money(assessment: Assessment) -> Section:
    """Return energy, emissions and cost with their origins, and the energy below which no bound lets them come."""
    run = assessment.run
    told = (name for name in _TOTALS if name in run.numbers or name not in _NOT_ASKED)
    lines = [_total(run, name, _TOTALS[name]) for name in told]
    lines += [
        Line((shown, numbers.with_interval(rate), str(rate.origin or "")))
        for name, shown in _RATES.items()
        if (rate := run.numbers.get(name)) is not None and rate.kind is not OriginKind.DEFAULT
    ]
    lines += [
        Line(
            (f"floor of the energy: {row.law}", numbers.quantity(bounded(row.needs, row.sense)), kind_shown(row.kind)),
            kind=row.kind,
        )
        for row in assessment.bounds
        if row.resource == "energy" and row.needs is not None
    ]
    return Section("Energy, emissions, cost", table("|value|origin", lines), tuple(_to_paste(assessment)))


def _to_paste(assessment: Assessment) -> Iterator[str]:
    """Say in one sentence, to be pasted, what the run takes, how that came about, and how sure it is."""
    run = assessment.run
    if "energy" not in run.numbers or derived(run.numbers["energy"]):  # of the estimate there is a paragraph
        return
    parts = [f"the energy of {run.name} is {_energy(run)}"]
    for name, said in _SENTENCES.items():
        value = run.numbers.get(name)
        if value is not None:
            published = doubt(value) or "as published"
            how = value.origin.why if value.origin is not None and derived(value) else published
            parts.append(f"{said.format(numbers.with_interval(value))}, {how}{_of_the_grid(run, name, value)}")
    if _uncertain(run.numbers.get(name) for name in _TOTALS):
        parts.append(f"ranges: {level()}")
    yield pasted(assessment, parts)


def pasted(assessment: Assessment, parts: Iterable[str]) -> str:
    """Join the parts of a sentence that is to be pasted, with the versions that its numbers were made with."""
    sentence = "; ".join(parts)
    version = f"limits {assessment.limits_version}, catalogue {assessment.catalogue[:12]}"
    return f"To paste: {sentence[:1].upper()}{sentence[1:]} ({version})."


def _of_the_grid(run: RunFacts, name: str, value: Value) -> str:
    """Say of which grid, which year and whose electricity the intensity is from which emissions follow."""
    intensity = run.numbers.get("carbon_intensity")
    if name != "emissions" or not derived(value) or intensity is None or intensity.origin is None:
        return ""
    return f" ({intensity.origin.why})" if intensity.origin.kind is OriginKind.CATALOGUE else ""


def _total(run: RunFacts, name: str, shown: str) -> Line:
    value = run.numbers.get(name)
    if value is None:
        return Line((shown, numbers.UNKNOWN, run.unknown.get(name, "not stated, nor what gives it")))
    return Line((shown, numbers.with_interval(value), _origin(run, name, value)))


def _origin(run: RunFacts, name: str, value: Value) -> str:
    origin = str(value.origin or "")
    return f"{origin}; {came_about(run)}" if name == "energy" and not derived(value) else origin


def ranges(assessment: Assessment) -> str:
    """Say which points of its distribution the ends of a range are; nothing where a report has no range."""
    rows = assessment.bounds
    of_rows = (value for row in rows for value in (row.needs, row.has, row.doublings_left, row.loss_gained))
    found = assessment.frontier
    of_frontier = (found.loss, found.excess_loss, found.irreducible_loss) if found is not None else ()
    shown = (*assessment.run.numbers.values(), *of_rows, *of_frontier)
    return f"a .. b: {level()}" if _uncertain(shown) else ""


def ranged(assessments: Iterable[Assessment]) -> tuple[str, ...]:
    """Say the same in a sentence of its own, once for all; nothing where none of the runs has a range."""
    said = next(filter(None, map(ranges, assessments)), "")
    return (f"Ranges {said}.",) if said else ()


def _uncertain(values: Iterable[Value | None]) -> bool:
    return any(value is not None and numbers.interval(value) is not None for value in values)


def assumed(assessment: Assessment) -> Section:
    """Return what the answers used and nobody stated, and which stated numbers are in doubt."""
    lines = [
        Line((item.name, item.value if isinstance(item.value, str) else numbers.quantity(item.value), item.why))
        for item in assessment.assumed
    ]
    doubts = [(number(name).path, said) for name, value in assessment.run.numbers.items() if (said := doubt(value))]
    paragraphs = tuple(f"In doubt: {said}" for said in grouped(doubts))
    found = table("what|value|why", lines) if lines else None
    return Section("Assumed, because nobody stated it" if lines else "Nothing was assumed", found, paragraphs)


def doubt(value: Value) -> str:
    """Return what the catalogue says against a number, or against the row that it was worked out from, if anything."""
    origin = value.origin
    known = origin is not None and (origin.kind is OriginKind.CATALOGUE or bool(origin.row))
    return ", ".join(origin.doubts) if origin is not None and known else ""


def foot(assessment: Assessment, *, digits: int = 12) -> str:
    """Return the last line of every report: with which package, constants, catalogue, law and input it was made."""
    hashes = {
        "catalogue": assessment.catalogue,
        "law": assessment.scaling_sha256,
        "input": assessment.input_sha256,
    }
    stamp = ", ".join(f"{name} {sha256[:digits]}" for name, sha256 in hashes.items())
    return f"limits {assessment.limits_version}, {assessment.constants}, {stamp}"
