"""A result in every format that a command offers, and how it is printed."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from limits.cli.output import emit, emit_rich

if TYPE_CHECKING:
    from collections.abc import Sequence

    from limits.report.document import Document


@dataclass(frozen=True, slots=True)
class View:
    """One result: for readers, for programs, and for spreadsheets.

    Parameters
    ----------
    document
        What text and Markdown are rendered from.
    records
        What JSON is written from: lists, dictionaries, texts, finite numbers and None.
    cells
        The lines of the CSV, headers first.
    """

    document: Document
    records: Any
    cells: Sequence[Sequence[object]] = ()


def emit_view(view: View, form: str, output: str | None) -> None:
    """Print a view in one of the formats text, json, markdown, csv."""
    if form == "json":
        from limits.report.json import dumped

        emit(dumped(view.records), output)
    elif form == "csv":
        emit(as_csv(view.cells), output)
    elif form == "markdown":
        from limits.report.markdown import rendered

        emit(rendered(view.document), output)
    else:
        from limits.report.text import plain, styled

        emit_rich(lambda: styled(view.document), lambda: plain(view.document), output)


def as_csv(cells: Sequence[Sequence[object]]) -> str:
    r"""Write lines of cells as CSV; what is None is an empty cell.

    Examples
    --------
    >>> as_csv([("name", "notes"), ("a", "b, c"), ("d", None)])
    'name,notes\na,"b, c"\nd,\n'
    """
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(cells)
    return text.getvalue()
