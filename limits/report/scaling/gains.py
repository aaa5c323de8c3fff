"""View of the compute-equivalent gain between two laws."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.report import answer
from limits.report.document import Document, Line, Section, grouped, kind_shown, table
from limits.report.numbers import UNKNOWN, fixed, significant
from limits.report.scaling.showing import FOOT
from limits.scaling.answers.gain import SURE

if TYPE_CHECKING:
    from limits.report.view import View
    from limits.scaling.answers.gain import GainAt, GainRecord
    from limits.value import Value

_LOSS_DIGITS = 5
_COLUMNS = (
    ">compute of the\nnew [FLOP]|>loss|>the old needs\n[FLOP]|>gain|>low|>high"
    "|>decades beyond\nthe new runs|>decades beyond\nthe old runs"
)


def gains(record: GainRecord) -> View:
    """Return the view of a gain."""
    lines = [Line(_cells(each), kind=record.kind) for each in record.rows]
    said = [f"At {each}." for each in grouped([(_at(row), why) for row in record.rows for why in _whys(row)])]
    if record.shared_low is None or record.shared_high is None:
        said.append(f"No range in which both have runs: {record.unknown['shared_low']}.")
    else:
        ends = f"{significant(record.shared_low.value)} to {significant(record.shared_high.value)} FLOP"
        said.append(f"Both have runs from {ends}.")
    size = "" if record.parameters is None else f" of models of {significant(record.parameters.value)} parameters"
    laws = [f"Old: {record.old.title}. New: {record.new.title}."]
    laws += [f"{law.key}: {note.rstrip('.')}." for law in (record.old, record.new) for note in law.notes]
    sections = (
        Section("", table(_COLUMNS, lines), (*said, *record.no_intervals, *record.cautions)),
        Section("The laws", paragraphs=tuple(laws)),
    )
    headline = f"{kind_shown(record.kind)}: compute-equivalent gain of {record.new.key} over {record.old.key}{size}"
    return answer.view(Document(headline, (), sections, FOOT), record)


def _at(row: GainAt) -> str:
    return f"{significant(row.compute.value)} FLOP"


def _whys(row: GainAt) -> list[str]:
    """Return why the value or an end is not known, each once."""
    return list(dict.fromkeys(why for name, why in row.unknown.items() if name.startswith("gain") and why != SURE))


def _cells(row: GainAt) -> tuple[str, ...]:
    ends = (row.gain.value, row.gain.low, row.gain.high)
    return (
        significant(row.compute.value),
        UNKNOWN if row.loss is None else significant(row.loss.value, _LOSS_DIGITS),
        UNKNOWN if row.old_compute is None else significant(row.old_compute.value),
        *(UNKNOWN if each is None else significant(each) for each in ends),
        *(_decades(each) for each in (row.new_decades, row.old_decades)),
    )


def _decades(value: Value | None) -> str:
    return UNKNOWN if value is None else fixed(value.value, 1)
