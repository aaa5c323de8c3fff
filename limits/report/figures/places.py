"""Where runs stand in a figure: asked ones by their assessments, published ones by their compute alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from limits.assessment.columns import bounds_and_frontier
from limits.errors import InputError, Problem
from limits.frozen import frozen
from limits.report.figures.style import RUNS
from limits.report.numbers import significant
from limits.runs.batch import Resolved
from limits.runs.resolve import from_row
from limits.scaling.frontier.prediction import FLOP_PER_PARAMETER_TOKEN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from limits.assessment.records import Assessment, Frontier, Row
    from limits.catalog import Catalog
    from limits.report.figures.curves import Mask
    from limits.scaling import ScalingLaw
    from limits.typing import Array

_SAME = 0.02  # relative difference of two computes below which nothing is said about it


class Mark(NamedTuple):
    """Where a bound would stop a run: compute with its 5 to 95 % interval [FLOP], and the loss above E there.

    `starred` says that the place hangs on a convention.
    """

    bound: str
    kind: str
    compute: float
    low: float
    high: float
    reducible: float
    starred: bool


@frozen
class Place:
    """One asked run as a law sees it: parameters in the law's count, tokens, the loss above E, and its marks.

    `reducible` is the least, the middle and the most of the loss above E, from 5 to 95 %.

    `notes` says what a reader of the figure must know of it, each beginning with what it is about.
    """

    name: str
    parameters: float
    tokens: float
    reducible: tuple[float, float, float]
    marks: tuple[Mark, ...]
    notes: tuple[str, ...]

    @property
    def compute(self) -> float:
        """Training compute, 6 N D [FLOP]: the one that the law knows, which puts no run below the frontier."""
        return FLOP_PER_PARAMETER_TOKEN * self.parameters * self.tokens


class Published(NamedTuple):
    """Runs of the catalogue that a law may be asked about, arrays of shape (runs,).

    Names, 6 N D [FLOP], whether the model is dense, and whether N is in the count of the law: where the size of an
    embedding is unknown that the law leaves out, N is the total. Their losses are not known, and none is given.
    """

    names: tuple[str, ...]
    compute: Array
    dense: Mask
    counted: Mask


def places(assessments: Sequence[Assessment], law: ScalingLaw) -> list[Place]:
    """Return where the runs stand on the frontier of a law.

    Parameters
    ----------
    assessments
        The runs, assessed on that law.
    law
        The law of the figure.

    Raises
    ------
    InputError
        With every run that has no place on the frontier of this law and why, or when the runs are too many.

    Examples
    --------
    >>> import limits
    >>> (place,) = places([limits.assess("llama-3.1-405b")], limits.scaling.get(limits.scaling.DEFAULT))
    >>> print(f"{place.compute:.2e} {place.reducible[1]:.3f} {place.marks[0].bound} {place.marks[0].compute:.1e}")
    3.80e+25 0.075 peak-operations 1.1e+26
    """
    problems = [problem for each in assessments for problem in _refused(each, law)]
    if len(assessments) > len(RUNS):
        problems.append(Problem("runs", f"{len(assessments)}", f"at most {len(RUNS)}, which readers can tell apart"))
    if problems:
        raise InputError("figure", problems)
    return [_place(each, each.frontier) for each in assessments if each.frontier is not None]


def published(law: ScalingLaw, catalog: Catalog, without: Sequence[str] = ()) -> Published:
    """Return the runs of a catalogue whose N and D are known, in the modality and objective of a law.

    Parameters
    ----------
    law
        The law that is asked.
    catalog
        The catalogue.
    without
        Names of runs to leave out, since they are drawn already.

    Examples
    --------
    >>> from limits import scaling
    >>> from limits.catalog import shipped
    >>> found = published(scaling.get("besiroglu2024"), shipped())
    >>> "gpt-3-175b" in found.names, "stable-diffusion-1" in found.names, "gpt-4" in found.names
    (True, False, False)
    """
    rows = [row for row in catalog.rows("run") if row.name not in without]
    resolved = Resolved([from_row(row) for row in rows], catalog)
    columns = bounds_and_frontier(resolved.batch, law, ()).columns
    N, D = (_centres(columns[f"frontier.{name}"], len(rows)) for name in ("parameters", "tokens"))
    known = np.isfinite(N * D)
    dense = _centres(resolved.batch.dense, len(rows)) == 1.0
    counted = (_centres(resolved.batch.active_parameters, len(rows)) != N) | (law.counts == "total")
    names = tuple(row.name for row, drawn in zip(rows, known, strict=True) if drawn)
    return Published(names, (FLOP_PER_PARAMETER_TOKEN * N * D)[known], dense[known], counted[known])


def _centres(column: Array, runs: int) -> Array:
    """Return draw 0 of each run."""
    return np.broadcast_to(column, (runs, column.shape[-1]))[:, 0]


def _refused(assessment: Assessment, law: ScalingLaw) -> Iterator[Problem]:
    name, found = assessment.run.name, assessment.frontier
    if found is None:
        yield Problem(name, "a run off the frontier", "one that the law describes", assessment.frontier_because or "")
    elif found.law != law.key:
        yield Problem(name, f"an assessment on {found.law}", f"one on {law.key}", f"assess it with scaling={law.key!r}")


def _place(assessment: Assessment, found: Frontier) -> Place:
    own = found.parameters is not None and found.tokens is not None and found.loss is not None
    N = found.parameters if found.parameters is not None and own else found.optimum.parameters
    D = found.tokens if found.tokens is not None and own else found.optimum.tokens
    compute = FLOP_PER_PARAMETER_TOKEN * float(N) * float(D)
    stated = float(assessment.run.numbers["flop"])
    centre = found.reducible_loss.value
    low, high = found.reducible_loss.ends
    return Place(
        name=assessment.run.name,
        parameters=float(N),
        tokens=float(D),
        reducible=(low, centre, high),
        marks=tuple(_marks(assessment.ladder, centre, compute / stated)),
        notes=tuple(_notes(assessment, found, stated / compute, own=own)),
    )


def _marks(ladder: Sequence[Row], reducible: float, scale: float) -> Iterator[Mark]:
    """Place the bounds of a ladder on the run's own path; `scale` leads from stated compute to 6 N D."""
    for row in ladder:
        if row.binds_at is None or row.share_of_reducible_loss is None:
            continue
        at = row.binds_at.value
        low, high = row.binds_at.ends
        left = reducible * (1.0 - row.share_of_reducible_loss.value)
        yield Mark(row.law, row.kind, at * scale, low * scale, high * scale, left, row.starred)


def _notes(assessment: Assessment, found: Frontier, ratio: float, *, own: bool) -> Iterator[str]:
    if not own:
        yield f"drawn at the {found.start} ({found.because})"
    elif abs(ratio - 1.0) > _SAME:
        stated = significant(float(assessment.run.numbers["flop"]))
        yield f"drawn at 6 N D; its stated compute, {stated} FLOP, is {significant(ratio, 2)} times that"
    for item in assessment.assumed:
        if item.name == "frontier.parameters":
            yield item.why
