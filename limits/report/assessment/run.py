"""What a report says of the run itself: its headline, its energy, emissions and cost, what was assumed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from limits.report import numbers
from limits.report.document import Line, Section, grouped, kind_shown, table
from limits.runs.field import number

if TYPE_CHECKING:
    from limits.assessment.records import Assessment, RunFacts, Value

_ENERGY_KINDS = {
    "metered": "metered",
    "measured_power_x_time": "measured power x time",
    "sampled_node_extrapolated": "extrapolated from sampled nodes",
    "sampled_other_hardware": "sampled on other hardware",
    "computed_from_tdp": "computed from TDP",
    "hours_x_tdp_product": "computed from TDP",
    "computed_from_assumed_power": "computed from an assumed power",
    "published_kind_unstated": "published, kind not stated",
    "published_estimate": "published estimate",
    "third_party_estimate": "third-party estimate",
    "disputed": "disputed",
}
_TOTALS = {"energy": "energy", "emissions": "emissions, CO2", "cost": "cost"}
_RATES = {"pue": "PUE", "carbon_intensity": "carbon intensity", "electricity_price": "electricity price"}
_DOUBT = re.compile(r"^catalogue: .* \(([^()]+)\)$")


def headline(run: RunFacts) -> str:
    """Return the run on one line: its name, compute, parameters and tokens; what is unknown is left out."""
    tokens = run.numbers.get("tokens")
    parts = (
        _compute(run.numbers["flop"]),
        _parameters(run),
        numbers.quantity(tokens) if tokens is not None else "",
    )
    return f"{run.name}: {', '.join(part for part in parts if part)}"


def spent(run: RunFacts) -> str:
    """Return on one line what the run took: machine, time, and energy with how it came about."""
    time = run.numbers.get("wall_time")
    parts = (_machine(run), numbers.with_interval(time) if time is not None else "", _energy(run))
    return ", ".join(part for part in parts if part)


def _compute(flop: Value) -> str:
    how = (flop.origin or "").removeprefix("derived: ")
    said = [f"= {how}"] if how != flop.origin else []
    doubt = _doubt(flop)
    return " ".join((numbers.with_interval(flop), *said, *([f"[{doubt}]"] if doubt else [])))


def _parameters(run: RunFacts) -> str:
    total, active = run.numbers.get("parameters"), run.numbers.get("active_parameters")
    if total is None:
        return f"{numbers.quantity(active)} active" if active is not None else ""
    said = numbers.quantity(total)
    if active is None:
        return f"{said} (active: unknown)"
    return said if float(active) == float(total) else f"{said} ({numbers.bare(active)} active)"


def _machine(run: RunFacts) -> str:
    count, name = run.numbers.get("count"), run.texts.get("accelerator", "")
    if count is None:
        return name
    return f"{numbers.quantity(count)} x {name}" if name else f"{numbers.quantity(count)} accelerators"


def _energy(run: RunFacts) -> str:
    energy = run.numbers.get("energy")
    return f"energy {numbers.with_interval(energy)}, {_came_about(run, energy)}" if energy else "energy unknown"


def _came_about(run: RunFacts, energy: Value) -> str:
    """Say how an energy came about: measured, computed, estimated."""
    origin = energy.origin or ""
    if origin.startswith("derived: "):
        return f"computed, not measured: {origin.removeprefix('derived: ')}"
    kind = run.texts.get("energy_kind", "")
    said = _ENERGY_KINDS.get(kind, kind) or "kind not stated"
    scope = run.texts.get("energy_scope")
    return f"{said} ({scope})" if scope else said


def money(assessment: Assessment) -> Section:
    """Return energy, emissions and cost with their origins, and the energy below which no bound lets them come."""
    run = assessment.run
    lines = [_total(run, name, shown) for name, shown in _TOTALS.items()]
    lines += [
        Line((shown, numbers.with_interval(rate), rate.origin or ""))
        for name, shown in _RATES.items()
        if (rate := run.numbers.get(name)) is not None and not (rate.origin or "").startswith("default")
    ]
    lines += [
        Line(
            (f"floor of the energy: {row.law}", numbers.quantity(row.limit), kind_shown(row.kind)),
            kind=row.kind,
        )
        for row in assessment.bounds
        if row.resource == "energy" and row.limit is not None
    ]
    return Section("Energy, emissions, cost", table("|value|origin", lines))


def _total(run: RunFacts, name: str, shown: str) -> Line:
    value = run.numbers.get(name)
    if value is None:
        return Line((shown, numbers.UNKNOWN, run.unknown.get(name, "not stated, nor what gives it")))
    return Line((shown, numbers.with_interval(value), _origin(run, name, value)))


def _origin(run: RunFacts, name: str, value: Value) -> str:
    origin = value.origin or ""
    stated = name == "energy" and not origin.startswith("derived")
    return f"{origin}; {_came_about(run, value)}" if stated else origin


def assumed(assessment: Assessment) -> Section:
    """Return what the answers used and nobody stated, and which stated numbers are in doubt."""
    lines = [
        Line((item.name, item.value if isinstance(item.value, str) else numbers.quantity(item.value), item.why))
        for item in assessment.assumed
    ]
    doubts = [(number(name).path, doubt) for name, value in assessment.run.numbers.items() if (doubt := _doubt(value))]
    paragraphs = tuple(f"In doubt: {said}" for said in grouped(doubts))
    found = table("what|value|why", lines) if lines else None
    return Section("Assumed, because nobody stated it" if lines else "Nothing was assumed", found, paragraphs)


def _doubt(value: Value) -> str:
    """Return what the catalogue says against a number, if anything."""
    match = _DOUBT.match(value.origin or "")
    return match[1] if match else ""


def foot(assessment: Assessment) -> str:
    """Return the last line of every report: with which package, constants, catalogue and input it was made."""
    return (
        f"limits {assessment.limits_version}, constants {assessment.constants}, catalogue {assessment.catalogue[:12]}, "
        f"input {assessment.input_sha256[:12]}"
    )
