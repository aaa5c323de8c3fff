"""What a run may state: one table of numbers and one of texts.

The two tables are the only list of a run's fields. The run file and its schema, the keyword arguments of
`TrainingRun`, the columns of a `Batch` and the documentation are all read from them.
"""

from __future__ import annotations

from limits.errors import UnknownNameError
from limits.runs.fields.field import INFINITY, LONGEST_NAME, LONGEST_TEXT, Number, Text
from limits.runs.fields.numbers import NUMBERS
from limits.runs.fields.texts import ARCHITECTURES, MODALITIES, OBJECTIVES, TEXTS

__all__ = [
    "ARCHITECTURES",
    "INFINITY",
    "LONGEST_NAME",
    "LONGEST_TEXT",
    "MODALITIES",
    "NUMBERS",
    "OBJECTIVES",
    "ROWS",
    "TEXTS",
    "Number",
    "Text",
    "is_text",
    "number",
    "path_of",
    "text",
]

ROWS: tuple[Number | Text, ...] = (*NUMBERS, *TEXTS)

_NUMBERS = {number.name: number for number in NUMBERS}
_TEXTS = {text.name: text for text in TEXTS}


def number(name: str) -> Number:
    """Return the row of the table of numbers that `name` names."""
    if name not in _NUMBERS:
        raise UnknownNameError("field of a run", name, [*_NUMBERS, *_TEXTS])
    return _NUMBERS[name]


def is_text(name: str) -> bool:
    """Tell whether `name` names one of the texts of a run."""
    return name in _TEXTS


def text(name: str) -> Text:
    """Return the row of the table of texts that `name` names."""
    if name not in _TEXTS:
        raise UnknownNameError("field of a run", name, [*_NUMBERS, *_TEXTS])
    return _TEXTS[name]


def path_of(name: str) -> str:
    """Return where a number or a text stands in a run file.

    Examples
    --------
    >>> path_of("mfu"), path_of("grid")
    ('cluster.mfu', 'facility.grid')
    """
    return _TEXTS[name].path if name in _TEXTS else number(name).path
