"""How the record of an answer becomes a view: as plain data under the name of its schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from limits import __version__
from limits.report.formats.json import plain
from limits.report.view import View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from limits.catalog import Catalog
    from limits.report.document import Document


def foot(catalog: Catalog) -> str:
    """Return the last line of a view of facts."""
    return f"limits {__version__}, catalogue {catalog.sha256}"


def to_dict(record: Any) -> dict[str, Any]:
    """Return a record as plain data, its schema first.

    Examples
    --------
    >>> from limits.scaling import answers
    >>> list(to_dict(answers.convert(1.9)))[:2], to_dict(answers.convert(1.9))["schema"]
    (['schema', 'loss'], 'limits.loss-units/1')
    """
    return {"schema": record.schema, **plain(record)}


def view(document: Document, record: Any, cells: Sequence[Sequence[object]] = ()) -> View:
    """Return the view of a record; without cells of its own, the CSV has a line for each of its numbers."""
    return View(document, to_dict(record), cells)
