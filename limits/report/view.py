"""A result for readers, for programs and for spreadsheets: what every format is written from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

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
