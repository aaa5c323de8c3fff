"""Several runs in one document: what stops each first, and their energies, each marked with what it covers.

Energies and distances from Landauer's bound stand as each run has them, with marks, and beside them at the one
convention that is common to all.
"""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from limits.report import numbers
from limits.report.assessment import run as facts
from limits.report.assessment.bounds import loss_unit
from limits.report.document import MARKS, Document, Line, Section, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from limits.assessment.records import Assessment
    from limits.value import Value

__all__ = ["Marks", "distance", "energy", "foot", "of_many"]

_FIRST = "run|>FLOP|binds next|>doublings\nleft|>loss|>excess\nloss"
_ENERGIES = "run|>energy,\nas it stands|>landauer,\ndecades|>energy,\ncommon|>landauer,\ncommon"
_DIFFERENT = (
    "What has different marks is not comparable: energies of different boundaries, nor distances made of them or at "
    "other bits per FLOP."
)


class Marks:
    """What each run's energy covers, by number, and at which convention its distance stands, by letter.

    Examples
    --------
    >>> import limits
    >>> marks = Marks([limits.assess(name) for name in ("gpt-3", "deepseek-v3")])
    >>> marks.boundaries
    {'measured power x time (system power x PUE)': '1', 'accelerator-hours x node power x PUE, the PUE assumed': '2'}
    >>> marks.erasures
    {'16 bit/FLOP, 300 K': 'a', '8 bit/FLOP, 300 K': 'b'}
    """

    __slots__ = ("boundaries", "erasures")

    def __init__(self, assessments: Iterable[Assessment]) -> None:
        """Mark each difference once, in the order of the runs."""
        self.boundaries: dict[str, str] = {}
        self.erasures: dict[str, str] = {}
        for said in (each.comparable for each in assessments if energy(each) is not None):
            if said.boundary is not None:
                self.boundaries.setdefault(said.boundary, str(len(self.boundaries) + 1))
            if said.erasure is not None:
                self.erasures.setdefault(said.erasure, _letters(len(self.erasures)))

    def of_energy(self, assessment: Assessment) -> str:
        """Return the mark of a run's energy."""
        return self.boundaries.get(assessment.comparable.boundary or "", "")

    def of_distance(self, assessment: Assessment) -> str:
        """Return the mark of a run's distance from Landauer's bound."""
        return self.of_energy(assessment) + self.erasures.get(assessment.comparable.erasure or "", "")

    @property
    def differ(self) -> bool:
        """Whether the runs stand at more than one boundary or convention."""
        return len(self.boundaries) > 1 or len(self.erasures) > 1

    def explained(self) -> list[str]:
        """Say what each mark means."""
        return [
            *(f"[{mark}] energy: {said}" for said, mark in self.boundaries.items()),
            *(f"[{mark}] distance at {said}" for said, mark in self.erasures.items()),
        ]


def _letters(count: int) -> str:
    """Return a, b, ... z, aa, ab, ...

    Examples
    --------
    >>> [_letters(count) for count in (0, 25, 26, 27)]
    ['a', 'z', 'aa', 'ab']
    """
    more, last = divmod(count, 26)
    return (_letters(more - 1) if more else "") + chr(ord("a") + last)


def of_many(assessments: Sequence[Assessment]) -> Document:
    """Return several runs side by side, a line for each in either table."""
    sections = (
        Section("", table(_FIRST, list(map(_line, assessments))), (losses(assessments),)),
        energies(assessments),
    )
    many = "1 run" if len(assessments) == 1 else f"{len(assessments)} runs side by side"
    return Document(many, facts.ranged(assessments), sections, foot(assessments))


def losses(assessments: Sequence[Assessment]) -> str:
    """Say of which trend the losses are."""
    law = next((a.frontier.law for a in assessments if a.frontier is not None), None)
    if law is None:
        return "None of the runs has a place on the frontier."
    return f"Losses are those of the trend {law}, in {loss_unit(assessments[0])}."


def _line(assessment: Assessment) -> Line:
    first = assessment.ladder[0] if assessment.ladder else None
    found = assessment.frontier
    cells = (
        assessment.run.name,
        numbers.bare(assessment.run.numbers["flop"]),
        f"{MARKS[first.kind]} {first.law}" if first else numbers.UNKNOWN,
        numbers.doublings(first.doublings_left) if first else numbers.UNKNOWN,
        numbers.loss(found.loss) if found else numbers.UNKNOWN,
        numbers.small(found.excess_loss) if found else numbers.UNKNOWN,
    )
    return Line(cells, kind=first.kind if first else "")


def energies(assessments: Sequence[Assessment]) -> Section:
    """Return the energies and distances as they stand, marked, and at the common convention."""
    marks = Marks(assessments)
    said = (
        *marks.explained(),
        *((_DIFFERENT,) if marks.differ else ()),
        f"common: {assessments[0].comparable.convention}",
    )
    lines = [_compared(each, marks) for each in assessments]
    return Section("Energy, and how far it lies above Landauer's bound", table(_ENERGIES, lines), said)


def _compared(assessment: Assessment, marks: Marks) -> Line:
    common = assessment.comparable
    own, away = energy(assessment), distance(assessment)
    cells = (
        assessment.run.name,
        _marked(numbers.quantity(own), marks.of_energy(assessment) if own is not None else ""),
        _marked(numbers.decades(away), marks.of_distance(assessment) if away is not None else ""),
        numbers.quantity(common.energy),
        numbers.decades(common.decades),
    )
    return Line(cells, note=f"not comparable: {common.because}" if common.because else "")


def energy(assessment: Assessment) -> Value | None:
    """Return the energy of a run as it stands."""
    return assessment.run.numbers.get("energy")


def distance(assessment: Assessment) -> Value | None:
    """Return the decades between a run's own energy and Landauer's bound."""
    return next((row.headroom for row in assessment.bounds if row.law == "landauer"), None)


def _marked(cell: str, mark: str) -> str:
    return f"{cell} [{mark}]" if mark else cell


def foot(assessments: Sequence[Assessment]) -> str:
    """Return the last line; one hash stands for those of all inputs."""
    joined = "\n".join(each.input_sha256 for each in assessments)
    return facts.foot(replace(assessments[0], input_sha256=sha256(joined.encode()).hexdigest()))
