"""What a report says of the run's place on the empirical frontier: a trend, shown as one, never a wall."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.report import numbers
from limits.report.document import Line, Section, kind_shown, table
from limits.scaling.law import beyond

if TYPE_CHECKING:
    from collections.abc import Iterator

    from limits.assessment.records import Assessment, Frontier
    from limits.value import Value


def place(assessment: Assessment) -> Section:
    """Return the run's place on the frontier, or why it has none."""
    found = assessment.frontier
    if found is None:
        return Section("On the empirical frontier", paragraphs=(f"No place: {assessment.frontier_because}",))
    unit = found.irreducible_loss.unit
    points = {
        "this run": (found.parameters, found.tokens, found.loss),
        "optimum at the same compute": (found.optimum.parameters, found.optimum.tokens, found.optimum.loss),
        "irreducible term, an asymptote": (None, None, found.irreducible_loss),
    }
    lines = [Line((name, numbers.bare(N), numbers.bare(D), numbers.loss(L))) for name, (N, D, L) in points.items()]
    return Section(
        f"On the empirical frontier, {kind_shown(found.kind)}: {found.law} ({found.title}; {found.modality})",
        table(f"|>parameters|>tokens|>loss,\n{unit}", lines),
        (*_sentences(found), *found.notes),
    )


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
    digits = numbers.significant(abs(float(decades)), 2)
    return f"Extrapolated: {beyond(float(decades), digits)} the compute of the fitted runs."
