"""What stands below a figure: what its marks mean, what it cannot show, and what its numbers hang on.

A journal sets it under the figure, so none of it takes room in the figure itself.
"""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING

import numpy as np

from limits import __version__
from limits.draws import interval
from limits.report import numbers
from limits.report.document import MEANINGS, grouped, kind_shown
from limits.report.figures.rungs import hangs_on
from limits.report.level import level
from limits.scaling.uncertain import asymptote, known

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from limits.assessment.records import Assessment, Row
    from limits.report.figures.places import Place
    from limits.scaling import ScalingLaw

WIDTH = 100
"""Columns of a caption."""

LEVEL = level()
"""What intervals and bands span."""


_SHAPES = {
    "theorem": "full square",
    "law": "empty square",
    "model": "triangle",
    "trend": "cross",
    "rating": "upright bar",
    "definition": "dot",
}


def caption(title: str, said: Iterable[str]) -> str:
    r"""Return a caption: its first sentence, then one paragraph for each thing that is said.

    Examples
    --------
    >>> caption("Loss against compute.", ["No loss is measured.", ""])
    'Loss against compute.\n\nNo loss is measured.\n'
    """
    return "\n\n".join(fill(each, WIDTH, break_on_hyphens=False) for each in (title, *said) if each) + "\n"


def shapes(kinds: Iterable[str]) -> str:
    """Say which mark means which kind.

    Examples
    --------
    >>> shapes({"theorem", "rating"})
    'Marks: full square, ■ theorem; upright bar, = data sheet.'
    """
    present = set(kinds)
    said = [f"{_SHAPES[k]}, {kind_shown(k).partition(' ')[0]} {MEANINGS[k]}" for k in MEANINGS if k in present]
    return f"Marks: {'; '.join(said)}." if said else ""


def asymptotes(asked: Sequence[ScalingLaw]) -> Iterator[str]:
    r"""Say what is taken off the losses, and that its own uncertainty is in no band.

    Examples
    --------
    >>> from limits import scaling
    >>> print(*asymptotes([scaling.get("besiroglu2024-minimum")]), sep="\n")
    E is 1.817 (1.773 .. 1.860) nat/token (besiroglu2024-minimum): the end of a trend, no bound.
    Bands are of L - E, each draw of a law with its own E; how uncertain E itself is comes on top for L.
    """
    for law in asked:
        E = np.atleast_1d(asymptote(law))
        low, high = (float(end) for end in interval(E))
        spread = f" ({low:.3f} .. {high:.3f})" if known(law) else ""
        yield f"E is {E[0]:.3f}{spread} {law.loss_unit} ({law.key}): the end of a trend, no bound."
    if any(map(known, asked)):
        yield "Bands are of L - E, each draw of a law with its own E; how uncertain E itself is comes on top for L."


def laws(asked: Sequence[ScalingLaw]) -> Iterator[str]:
    """Say which scaling laws a figure shows, what it takes off their losses, and which have no band.

    Examples
    --------
    >>> from limits import scaling
    >>> list(laws([scaling.get("hoffmann2022")]))[-1][:28]
    'hoffmann2022: without band, '
    """
    yield from asymptotes(asked)
    for law in asked:
        yield f"{kind_shown(law.kind)} {law.key}: {law.title}."
        if law.coefficients.q != 1:  # no plain sum: what it is not to be asked follows
            yield from (f"{law.key}: {note}" for note in law.notes)
    bare = [law.key for law in asked if not known(law)]
    if bare:
        yield f"{', '.join(bare)}: without band, since nothing is said of how uncertain its constants are together."


def rungs(assessments: Sequence[Assessment]) -> Iterator[str]:
    """Say what the limits of a ladder hang on, which hang on a convention, and which are not known and why."""
    several = len(assessments) > 1
    for number, assessment in enumerate(assessments, start=1):
        who = f"{number} {assessment.run.name}: " if several else ""
        on = [f"{row.law} {hangs_on(row)}" for row in assessment.ladder if hangs_on(row)]
        if on:
            yield f"{who}Each limit holds at: {'; '.join(on)}."
        yield from (f"{who}{said}" for row in assessment.ladder for said in _of_row(row))
        off = grouped([(row.law, row.because or "no place on the ladder") for row in assessment.off_the_ladder])
        if off:
            yield f"{who}Not known: {'; '.join(off)}."


def _of_row(row: Row) -> Iterator[str]:
    if row.beyond:
        yield f"{row.law}: {row.beyond}."
    known_ones = [each for each in row.choices if each.value is not None]
    if known_ones:
        said = ", ".join(f"{numbers.quantity(each.value)} ({each.convention})" for each in known_ones)
        yield f"* {row.law} hangs on a convention; its floor under each: {said}."


def stamp(assessments: Sequence[Assessment], *, catalogue: str = "", law: ScalingLaw | None = None) -> str:
    """Say what the numbers hang on: version, constants, catalogue, scaling law, and the input of each run."""
    found = [f"limits {__version__}"]
    if assessments:
        found.append(assessments[0].constants)
    catalogue = catalogue or next((each.catalogue for each in assessments), "")
    if catalogue:
        found.append(f"catalogue {catalogue[:12]}")
    digest = law.sha256 if law is not None else next((each.scaling_sha256 for each in assessments), "")
    if digest:
        found.append(f"law {digest[:12]}")
    found += [f"input {each.input_sha256[:12]}" for each in assessments]
    return ", ".join(found)


def of_places(found: Sequence[Place]) -> Iterator[str]:
    """Say what a reader must know of where runs stand."""
    yield from (f"{said}." for said in grouped([(place.name, note) for place in found for note in place.notes]))
