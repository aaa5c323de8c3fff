"""What a provider discloses of a run: the fields of the EU's AI Act and of a model card, as far as they are known here.

Annex XI, section 1, of Regulation (EU) 2024/1689 asks providers of general-purpose models for parameters and modality
(point 1 d, e), for the computational resources and the time of training (point 2 d), and for the known or estimated
energy consumption (point 2 e), which may rest on information about computational resources. The Hugging Face Hub reads
`co2_eq_emissions` in the head of a model card, with emissions in grams.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.estimates.coverage import listed
from limits.report import numbers
from limits.report.assessment import run as facts
from limits.report.assessment.energy import amount
from limits.report.document import Line, Section, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from limits.assessment.records import Assessment
    from limits.value import Value

_GRAMS = 1e3  # in a kilogram
_LEFT = "Whether these are all phases of the training, and what else the annex asks for, is for the provider to say."


def sections(assessment: Assessment) -> tuple[Section, ...]:
    """Return the fields of the annex, and those of a model card.

    Examples
    --------
    >>> import limits
    >>> annex, card = sections(limits.assess("llama-3.1-405b"))
    >>> [line.cells[:2] for line in annex.table.lines][:3]
    [('1 (d) parameters', '4.06e11 parameters'), ('1 (e) modality', 'text'), ('2 (d) training compute', '3.8e25 FLOP')]
    """
    annex = Section(
        "EU AI Act, Annex XI, section 1",
        table("point|value|how", list(_annex(assessment))),
        (_LEFT,),
    )
    card = Section("Model card, co2_eq_emissions", table("key|value", list(_card(assessment))), _of_what(assessment))
    return annex, card


def _annex(assessment: Assessment) -> Iterator[Line]:
    run, found = assessment.run, assessment.estimate
    yield _line("1 (d) parameters", run.numbers.get("parameters"))
    yield Line(("1 (e) modality", run.texts["modality"], ""))
    yield _line("2 (d) training compute", run.numbers["flop"])
    yield _line("2 (d) training time", found.wall_time)
    hours = found.hours
    yield Line(
        ("2 (d) accelerator-hours", numbers.UNKNOWN, "not stated")
        if hours is None
        else ("2 (d) accelerator-hours", amount("hours", hours), str(hours.origin or ""))
    )
    yield Line(("2 (d) hardware", facts.machine(run) or numbers.UNKNOWN, ""))
    stated = run.numbers.get("energy")
    if stated is not None and not facts.derived(stated):
        yield Line(("2 (e) energy, as stated", numbers.with_interval(stated), facts.came_about(run)))
    yield _line("2 (e) energy, estimated", found.energy, found.because.get("energy", ""))
    if found.energy is not None:
        without = listed((*found.outside, "development"))
        yield Line(("2 (e) what the estimate counts", listed(found.inside), f"without {without}"))


def _line(what: str, value: Value | None, because: str = "not stated") -> Line:
    if value is None:
        return Line((what, numbers.UNKNOWN, because))
    return Line((what, numbers.with_interval(value), str(value.origin or "")))


def _card(assessment: Assessment) -> Iterator[Line]:
    found, run = assessment.estimate, assessment.run
    carbon = found.carbon
    yield Line(("emissions", numbers.UNKNOWN if carbon is None else f"{float(f'{_GRAMS * carbon.value:.3g}'):.0f}"))
    yield Line(("source", f"estimate of limits {assessment.limits_version}, catalogue {assessment.catalogue[:12]}"))
    yield Line(("geographical_location", run.texts.get("grid", numbers.UNKNOWN)))
    yield Line(("hardware_used", facts.machine(run) or numbers.UNKNOWN))


def _of_what(assessment: Assessment) -> tuple[str, ...]:
    """Say what the emissions of the card are of, where they are known."""
    found = assessment.estimate
    if found.carbon is None:
        return ()
    beside = f" ({numbers.with_interval(found.embodied)} of CO2e)" if found.embodied is not None else ""
    return (f"Emissions of the electricity at the plug, in grams; making the accelerators{beside} is not in them.",)
