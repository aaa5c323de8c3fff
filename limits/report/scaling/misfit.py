"""The sections of a fit that say how far its runs lie from it, and what it said of runs that were left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.errors import printable
from limits.report.document import Line, Section, table
from limits.report.numbers import UNKNOWN, significant

if TYPE_CHECKING:
    from limits.scaling.answers.misfit import HoldOutRecord, Misfit, RunGroup

_SIGN = "Errors are of the law, predicted over seen: + where the law lies above the run."
_SHOWN = ("parameters", "compute")  # groups of tokens are in JSON and CSV


def sections(record: Misfit, held: HoldOutRecord | None, level: float) -> tuple[Section, ...]:
    """Return the sections.

    Parameters
    ----------
    record, held
        The errors, and what a hold-out said, if there was one.
    level
        The share that an interval holds.
    """
    test = record.lack_of_fit
    if test.p is None:
        said = f"not tested: {test.finding}"
    elif test.fits:
        said = f"nothing speaks against it (p = {_chance(test.p)})"
    else:
        said = f"NO (p = {_chance(test.p)}): {test.finding}"
    facts = {
        "error, rms": f"{_percent(record.rms)} of the loss; by the median {_percent(record.scale)}",
        "does the form fit?": said,
    }
    worst = [
        Line(
            (
                printable(each.run),
                *map(_size, (each.parameters, each.tokens)),
                *map(_loss, (each.seen, each.predicted)),
                _signed(each.error),
            )
        )
        for each in record.worst
    ]
    groups = [
        Line((_range(group), f"{group.rows}", _signed(group.mean), _error(group)))
        for group in record.groups
        if group.by in _SHOWN
    ]
    found = [
        Section("How far the runs lie from the law", table("what|says", [Line(pair) for pair in facts.items()])),
        Section("Worst runs", table("run|>parameters|>tokens|>seen|>law|>error", worst), (_SIGN,)),
    ]
    if groups:
        headings = "runs of|>rows|>mean error|>standard error"
        found.append(Section("Mean errors by size and budget", table(headings, groups)))
    return (*found, hold_out(held, level)) if held is not None else tuple(found)


def hold_out(record: HoldOutRecord, level: float) -> Section:
    """Return the section of a hold-out."""
    share = f"{100 * level:g} %"
    lines = {
        "left out": f"{record.predicted} runs of the largest factor {record.factor:.3g} of compute",
        "fitted": f"{record.fitted} smaller runs",
        "error of the predictions": f"{_percent(record.rms)} rms, {_signed(record.mean)} on average",
        f"in the {share} interval of a next run": _share(record.held_with_scatter),
        f"in the {share} interval of the law": _share(record.held),
    }
    said = (
        "An interval of the law is of the mean of many runs; one of a next run adds the scatter of those fitted.",
        *(("The form does not hold that far: intervals beyond these runs are too narrow.",) if record.failed else ()),
    )
    return Section("Hold-out", table("what|says", [Line(pair) for pair in lines.items()]), said)


def _range(group: RunGroup) -> str:
    ends = [significant(each) for each in (group.low, group.high)]
    return f"{ends[0] if ends[0] == ends[1] else ' .. '.join(ends)} {group.unit}"


def _error(group: RunGroup) -> str:
    return UNKNOWN if group.standard_error is None else f"{100 * group.standard_error:.2f} %"


def _size(value: float | None) -> str:
    return UNKNOWN if value is None else significant(value)


def _loss(value: float) -> str:
    return significant(value, 5)


def _percent(value: float) -> str:
    return f"{100 * value:.2g} %"


def _signed(value: float) -> str:
    return f"{100 * value:+.2f} %"


def _share(value: float | None) -> str:
    return (
        f"{UNKNOWN} (the runs that were fitted give no interval)"
        if value is None
        else f"{100 * value:.0f} % of the rows left out"
    )


def _chance(p: float) -> str:
    return f"{max(p, 1e-9):.1g}"
