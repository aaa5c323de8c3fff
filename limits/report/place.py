"""What a report says of the run's place on the empirical frontier: a trend, shown as one, never a wall."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.report import numbers
from limits.report.document import Line, Section, kind_shown, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from limits.assessment import Assessment, Frontier, Value

_ASYMPTOTE = "asymptote, without end of N and D"


def place(assessment: Assessment) -> Section:
    """Return the run's place on the frontier, or why it has none."""
    found = assessment.frontier
    if found is None:
        return Section("On the empirical frontier", paragraphs=(f"No place: {assessment.frontier_because}",))
    title = f"On the empirical frontier, {kind_shown(found.kind)}: {found.law} ({found.title}; {found.modality})"
    lines = [
        Line(("this run", _count(found.parameters), _count(found.tokens), numbers.loss(found.loss))),
        Line(
            (
                "optimum at the same compute",
                _count(found.optimum.parameters),
                _count(found.optimum.tokens),
                numbers.loss(found.optimum.loss),
            )
        ),
        Line((_ASYMPTOTE, numbers.UNKNOWN, numbers.UNKNOWN, numbers.loss(found.irreducible_loss))),
    ]
    return Section(
        title, table("|>parameters N|>tokens D|>loss", lines), (*_sentences(found), *found.notes)
    )


def _count(value: Value | None) -> str:
    return numbers.quantity(value).split(" param")[0].removesuffix(" token")


def _sentences(found: Frontier) -> Iterator[str]:
    if found.because is not None:
        yield f"The run has no point of its own: {found.because}. Its path starts at the {found.start}."
    if found.excess_loss is not None:
        yield (
            f"Excess loss {numbers.small(found.excess_loss)} {found.excess_loss.unit}; at the optimum the same loss "
            f"takes {numbers.quantity(found.compute_for_same_loss)}."
        )
    if found.extrapolation is not None:
        yield _extrapolated(found.extrapolation)


def _extrapolated(decades: Value) -> str:
    if float(decades) == 0:
        return "The compute lies within the range of the fit."
    side = "above" if float(decades) > 0 else "below"
    return f"Extrapolated: {numbers.significant(abs(float(decades)), 2)} decades {side} the compute of the fitted runs."
