"""The bounds of one or more runs as CSV: a line per number, in canonical units, empty where it is unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.report.formats.csv import as_csv

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from limits.assessment.records import Assessment, Row, Value

COLUMNS = (
    "run", "law", "kind", "sense", "resource", "quantity", "value", "unit", "low", "high", "because",
    "limits_version", "catalogue", "input_sha256",
)  # fmt: skip
_QUANTITIES = (
    "actual",
    "limit",
    "headroom",
    "binds_at",
    "doublings_left",
    "loss_gained",
    "share_of_reducible_loss",
)


def to_csv(assessments: Sequence[Assessment]) -> str:
    """Return the bounds of one or more runs as one CSV table.

    Examples
    --------
    >>> import limits
    >>> lines = to_csv([limits.assess("gpt-3")]).splitlines()
    >>> lines[1].split(",")[:6]
    ['gpt-3-175b', 'landauer', 'theorem', 'at least', 'energy', 'actual']
    """
    return as_csv([COLUMNS, *(line for assessment in assessments for line in _lines(assessment))])


def _lines(assessment: Assessment) -> Iterator[tuple[object, ...]]:
    made = (assessment.limits_version, assessment.catalogue, assessment.input_sha256)
    for row in assessment.bounds:
        for cells in _cells(row):
            yield (assessment.run.name, *cells, *made)


def _cells(row: Row) -> Iterator[tuple[object, ...]]:
    for name in _QUANTITIES:
        value: Value | None = getattr(row, name)
        number = (None, None, None, None) if value is None else (float(value), value.unit, value.low, value.high)
        because = row.because if value is None else None
        yield (row.law, row.kind, row.sense, row.resource, name, *number, because)
