"""Views of the best use of a budget: of one law with what it takes, and of several laws side by side."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from limits.report import answer
from limits.report.document import Document, Line, Section, Table, kind_shown, table
from limits.report.numbers import UNKNOWN, significant
from limits.report.scaling import budget
from limits.report.scaling.showing import FOOT, intervals, titled, written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from limits.report.view import View
    from limits.scaling.answers.comparison import Best, Comparison
    from limits.scaling.answers.optimum import Optimal
    from limits.value import Value

_COLUMNS = {
    "compute": ">compute\n[FLOP]",
    "parameters": ">parameters",
    "tokens": ">tokens",
    "tokens_per_parameter": ">tokens per\nparameter",
    "loss": ">loss",
    "extrapolation": ">decades of compute\nbeyond its runs",
}
_USUAL = "nat/token"
_LABELS = {
    "compute": "compute",
    "parameters": "parameters",
    "tokens": "tokens",
    "tokens_per_parameter": "tokens per parameter",
    "loss": "loss",
    "doubling_gain": "one more doubling would save",
}


def compared(record: Comparison) -> View:
    """Return the view of the optimum of several laws, for a compute or for a loss."""
    rows = record.rows
    what = _what(record.asked, record.amount)
    if len(rows) == 1:
        section = Section("", _table(rows), (*_units(rows[0]), *rows[0].law.notes, *rows[0].cautions))
        return answer.view(Document(f"{titled(rows[0].law)}: {what}", (), (section,), FOOT), record)
    said = [f"{row.law.key}: {row.unknown['compute']}." for row in rows if row.compute is None]
    said += [f"{row.law.key}: N counts {row.law.counts} parameters." for row in rows if row.law.counts != "total"]
    said += [f"{row.law.key}: {each}" for row in rows for each in _units(row)]
    said += [f"{row.law.key}: {note}" for row in rows if not row.law.additive for note in row.law.notes]
    if record.size_spread is not None:
        apart = f"Best sizes differ by a factor of {significant(record.size_spread.value)} between these laws."
        said.insert(0, " ".join((apart, *record.cautions)))
    section = Section("", _table(rows), tuple(said))
    return answer.view(Document(f"{kind_shown('trend')}s: {what}", (), (section,), FOOT), record)


def optimal(record: Optimal) -> View:
    """Return the view of the optimum of one law: the run, what it takes at known rates, and what more would buy."""
    more = f"One more doubling would save {_of_loss(record, 2)}: dL/dlnC = {written(record.slope, unit=False)}."
    taken = budget.taken(record)
    said = (*_units(record), *record.law.notes, *record.cautions, *(() if taken else (more,)), *record.no_intervals)
    sections = [
        Section("", _table([record]), said),
        intervals(record, _LABELS),
        replace(taken, paragraphs=(*taken.paragraphs, more)) if taken else None,
        None if record.lifetime is None else budget.lifetime(record.lifetime),
        budget.doubled(record.doublings, record.gain_ratio) if record.doublings else None,
    ]
    headline = f"{titled(record.law)}: {_what(record.asked, record.loss if record.asked == 'loss' else record.compute)}"
    return answer.view(Document(headline, (), tuple(each for each in sections if each), FOOT), record)


def _table(rows: Sequence[Best | Optimal]) -> Table:
    lines = [
        Line((row.law.key, *(written(getattr(row, name), name, unit=False) for name in _COLUMNS)), kind=row.law.kind)
        for row in rows
    ]
    return table("|".join(("law", *_COLUMNS.values())), lines)


def _units(row: Best | Optimal) -> tuple[str, ...]:
    """Say in which unit the losses of a law are, where it is not the usual one."""
    return () if row.law.loss_unit == _USUAL else (f"Losses are in {row.law.loss_unit}.",)


def _what(asked: str, amount: Value | None) -> str:
    if amount is None:
        return UNKNOWN
    if asked == "loss":
        return f"least compute for a loss of {significant(amount.value, 6)}"
    return f"best run of {significant(amount.value)} FLOP"


def _of_loss(record: Optimal, digits: int) -> str:
    gain = record.doubling_gain
    return UNKNOWN if gain is None else f"{significant(gain.value, digits)} {gain.unit}"
