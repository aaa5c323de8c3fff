r"""Tables of runs for a paper: one for ``\input``, as wide as a column, whose caption says what its numbers rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.report import numbers
from limits.report.assessment import run as facts
from limits.report.assessment.screen import plain_words
from limits.report.assessment.side_by_side import Marks, distance, energy, foot
from limits.report.document import grouped
from limits.report.formats.tex import RAGGED, comment, escaped, label, running
from limits.report.level import level

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from limits.assessment.records import Assessment, Row

__all__ = ["of_many", "of_one"]

_LONGEST = 40  # lines of a table that stays on one page
_ONE = r"@{}rlp{0.3\linewidth}@{}"
_MANY = "@{}lrrrr@{}"
_HEADS = (
    r" & \multicolumn{2}{c}{as it stands} & \multicolumn{2}{c}{at one convention} \\",
    r"run & energy & decades & energy & decades \\",
)


def of_one(assessment: Assessment, asked: Sequence[str] = ()) -> str:
    r"""Return the ladder of one run as a table.

    Parameters
    ----------
    assessment
        The run beside its bounds.
    asked
        What was asked for beyond the run itself, such as a change of a field: it tells one label from another.

    Examples
    --------
    >>> import limits
    >>> table = of_one(limits.assess("llama-3.1-405b"))
    >>> print(next(line for line in table.splitlines() if "all-reduce" in line))
    31$\times$ & all-reduce & \rightskip=0pt plus 1fil\relax gradients: 3 \% of rated\,400\,Gbit/s (theorem) \\
    """
    run = assessment.run
    rows = [_rung(row) for row in assessment.ladder]
    return _page(
        facts.foot(assessment),
        "\n".join(
            (
                *_opened(_caption(assessment), label("tab", run.name, *asked), _ONE),
                r"larger & limit & what it is (kind) \\",
                r"\midrule",
                *rows,
                *_CLOSED,
            )
        ),
    )


def of_many(assessments: Sequence[Assessment], asked: Sequence[str] = ()) -> str:
    """Return the energies of several runs, and how far they lie above Landauer's bound, as a table; as `of_one`."""
    marks = Marks(assessments)
    rows = [_compared(each, marks) for each in assessments]
    named = label("tab", *(each.run.name for each in assessments), *asked)
    caption = " ".join(_compared_caption(assessments, marks))
    if len(rows) <= _LONGEST:
        body = (*_opened(caption, named, _MANY), *_HEADS, r"\midrule", *rows, *_CLOSED)
    else:
        body = tuple(_over_pages(caption, named, rows))
    return _page(foot(assessments), "\n".join(body), long=len(rows) > _LONGEST)


_CLOSED = (r"\bottomrule", r"\end{tabular}", r"\end{table}")


def _opened(caption: str, named: str, columns: str) -> Iterator[str]:
    yield r"\begin{table}[htbp]"
    yield rf"\caption{{{caption}}}"
    yield rf"\label{{{named}}}"
    yield r"\medskip\centering\footnotesize\setlength{\tabcolsep}{2pt}"
    yield rf"\begin{{tabular}}{{{columns}}}"
    yield r"\toprule"


def _over_pages(caption: str, named: str, rows: Iterable[str]) -> Iterator[str]:
    yield rf"\begin{{longtable}}{{{_MANY}}}"
    yield rf"\caption{{{caption}}} \label{{{named}}} \\"
    for end in (r"\endfirsthead", r"\endhead"):
        yield from (r"\toprule", *_HEADS, r"\midrule", end)
    yield from (*rows, r"\bottomrule", r"\end{longtable}")


def _page(stamp: str, body: str, *, long: bool = False) -> str:
    more = "s booktabs, longtable; a table for one column of text" if long else " booktabs"
    return "\n".join((comment(stamp), f"% needs the package{more}", body)) + "\n"


def _rung(row: Row) -> str:
    what = f"{plain_words(row)} ({row.kind})" + (f"; {row.beyond}" if row.beyond else "")
    return rf"{running(numbers.times(row.doublings_left))} & {escaped(row.law)} & {RAGGED}{running(what)} \\"


def _level() -> str:
    return f"Intervals are the {level()} points."


def _caption(assessment: Assessment) -> str:
    """Say what the table of one run holds, and what its numbers rest on."""
    run, common, found = assessment.run, assessment.comparable, assessment.frontier
    unknown = grouped([(row.law, row.because or "") for row in assessment.off_the_ladder])
    against = [each.sentence for each in run.contradictions]
    law = f"The run grows along the compute-optimal path of {found.law}." if found else assessment.frontier_because
    parts = (
        facts.headline(run),
        "How many times larger the run could be on the same budget if one limit alone remained.",
        facts.spent(run),
        f"Landauer: {common.erasure}." if common.erasure else "",
        "An asterisk marks a convention, a dagger what is assumed.",
        law or "",
        f"Not placed: {'; '.join(unknown)}." if unknown else "",
        f"Numbers that contradict each other: {'; '.join(against)}" if against else "",
        _level(),
        f"{facts.foot(assessment)}.",
    )
    return " ".join(running(part if part.endswith(".") else f"{part}.") for part in parts if part)


def _compared(assessment: Assessment, marks: Marks) -> str:
    own, away, common = energy(assessment), distance(assessment), assessment.comparable
    cells = (
        running(assessment.run.name),
        running(numbers.quantity(own)) + _raised(marks.of_energy(assessment) if own is not None else ""),
        running(numbers.decades(away)) + _raised(marks.of_distance(assessment) if away is not None else ""),
        running(numbers.quantity(common.energy)),
        running(numbers.decades(common.decades)),
    )
    return " & ".join(cells) + r" \\"


def _raised(mark: str) -> str:
    return rf"$^{{\mathrm{{{mark}}}}}$" if mark else ""


def _compared_caption(assessments: Sequence[Assessment], marks: Marks) -> Iterator[str]:
    yield running("Energy of each run, and by how many decades it lies above Landauer's bound (theorem at the bits per")
    yield running(
        "FLOP that are stated): as it stands, marked with what it covers, and at one convention common to all:"
    )
    yield running(f"{assessments[0].comparable.convention}.")
    yield from (f"{_raised(mark)}{running(f'{said}.')}" for said, mark in marks.boundaries.items())
    yield from (f"{_raised(mark)}{running(f'{said}.')}" for said, mark in marks.erasures.items())
    yield running("Different marks are not comparable." if marks.differ else "All are comparable as they stand.")
    because = grouped([(each.run.name, each.comparable.because) for each in assessments if each.comparable.because])
    if because:
        yield running(f"Not comparable at all: {'; '.join(because)}.")
    yield running(f"{_level()} {foot(assessments)}.")
