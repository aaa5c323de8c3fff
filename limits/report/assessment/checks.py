"""What a report says of how far a run's numbers can be trusted: contradictions, utilisation and its peak, sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.catalog.columns import HOUR
from limits.report import numbers
from limits.report.document import Section
from limits.runs.defaults import usual_hours

if TYPE_CHECKING:
    from limits.assessment.records import Assessment, RunFacts
    from limits.runs.contradictions import Contradiction
    from limits.runs.sources import Source
    from limits.value import Value


def contradictions(run: RunFacts) -> list[Section]:
    """Return what cannot all be right, a paragraph for each; nothing where there is none.

    Examples
    --------
    >>> import limits
    >>> contradictions(limits.assess("gpt-3").run)
    []
    """
    if not run.contradictions:
        return []
    return [Section("Numbers that contradict each other", paragraphs=tuple(map(_said, run.contradictions)))]


def _said(found: Contradiction) -> str:
    return f"{_amount(found.one)} against {_amount(found.other)}: {found.sentence}"


def _amount(value: Value) -> str:
    """Write a number as a report does; accelerator-hours in hours, however many they are."""
    if value.unit != "s":
        return numbers.with_interval(value)
    return f"{value.value / HOUR:,.0f} h"


def utilisation(assessment: Assessment) -> tuple[str, ...]:
    """Return the utilisation, with where it comes from and the peak that it is of; nothing where none is known.

    Examples
    --------
    >>> import limits
    >>> print(*utilisation(limits.assess("gpt-3")))
    MFU 0.197 of the dense fp16 peak, 125 TFLOP/s; catalogue: gpt-3-175b, v100-sxm2-32gb
    """
    run = assessment.run
    peak, mfu, hfu = (run.numbers.get(name) for name in ("peak", "mfu", "hfu"))
    usual = usual_hours(run.numbers.get("accelerator_hours"))
    named = (("usual MFU over all hours, assumed:" if usual else "MFU", mfu), ("HFU", hfu))
    shares = {name: value for name, value in named if value is not None}
    if not shares:  # no peak is known either: with one, a usual utilisation would stand here
        return ()
    supposed = any(item.name == "compute.precision" for item in assessment.assumed)
    precision = f"{run.texts['precision']} (assumed)" if supposed else run.texts["precision"]
    at = f"the dense {precision} peak, {numbers.quantity(peak) if peak is not None else 'which is unknown'}"
    origins = grouped_origins([*(() if usual else shares.values()), *([peak] if peak is not None else [])])
    return (
        f"{', '.join(f'{name} {numbers.with_interval(value)}' for name, value in shares.items())} of {at}; {origins}",
    )


def grouped_origins(values: list[Value]) -> str:
    """Say where several numbers come from, rows of the catalogue together.

    Examples
    --------
    >>> from limits.value import GIVEN, Value
    >>> grouped_origins([Value(0.4, "1", origin=GIVEN), Value(1e15, "FLOP/s", origin=GIVEN)])
    'given'
    """
    origins = dict.fromkeys(value.origin for value in values if value.origin is not None)
    kinds: dict[str, list[str]] = {}
    for origin in origins:
        kinds.setdefault(str(origin.kind), []).append(origin.why)
    return "; ".join(f"{kind}: {', '.join(whys)}" if any(whys) else kind for kind, whys in kinds.items())


def sources(run: RunFacts) -> list[Section]:
    """Return who says what the catalogue holds of a run; nothing where everything is stated by the run itself."""
    return [Section("Sources of the run", paragraphs=tuple(map(_source, run.sources)))] if run.sources else []


def _source(source: Source) -> str:
    parts = (source.text, source.address if source.address and source.address not in source.text else "")
    return f"{source.row} ({source.evidence}): {', '.join(part for part in parts if part)}"
