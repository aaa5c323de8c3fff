"""How the record of an answer becomes a view: as plain data under the name of its schema, and as lines of numbers."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

from limits.report.formats.json import plain
from limits.report.view import View

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from limits.report.document import Document

_NUMBER = ("value", "unit", "low", "high")


def to_dict(record: Any) -> dict[str, Any]:
    """Return a record as plain data, its schema first.

    Examples
    --------
    >>> from limits.scaling import answers
    >>> list(to_dict(answers.convert(1.9)))[:2], to_dict(answers.convert(1.9))["schema"]
    (['schema', 'loss'], 'limits.loss-units/1')
    """
    return {"schema": record.schema, **plain(record)}


def view(document: Document, record: Any, cells: Sequence[Sequence[object]] | None = None) -> View:
    """Return the view of a record; without cells of its own, the CSV has a line for each of its numbers."""
    return View(document, to_dict(record), cells or [("quantity", *_NUMBER), *_lines("", record)])


def _lines(path: str, thing: Any) -> Iterator[tuple[object, ...]]:
    """Yield name, value, unit and ends of every number inside a record."""
    if is_dataclass(thing) and all(hasattr(thing, name) for name in _NUMBER):
        yield (path, *(getattr(thing, name) for name in _NUMBER))
        return
    if is_dataclass(thing):
        parts = [(field.name, getattr(thing, field.name)) for field in fields(thing)]
    elif isinstance(thing, dict):
        parts = list(thing.items())
    elif isinstance(thing, tuple):
        parts = [(str(place), part) for place, part in enumerate(thing)]
    else:
        return
    for name, part in parts:
        yield from _lines(f"{path}.{name}" if path else name, part)
