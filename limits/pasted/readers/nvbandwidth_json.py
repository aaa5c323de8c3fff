"""The document that nvbandwidth prints with `--json`; one that was cut is read as far as it goes."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

from limits.pasted.described.copies import Sum
from limits.pasted.readers import nvbandwidth
from limits.pasted.readers.documents import decoded, documents, entries
from limits.pasted.readers.tables import MOST, Growing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from limits.pasted.described.copies import Copies
    from limits.pasted.lines import Lines
    from limits.pasted.measurement import Measurement

BEGINS = r'\{?\s*"nvbandwidth"\s*:\s*(?:\{|$)'
WORDS = ()

_BEGIN = re.compile(BEGINS)
_TESTS = re.compile(r'"testcases"\s*:\s*\[\s*')
_MODEL = re.compile(r"(?:Process.{1,120}?device )?\d{1,3}: ([^()]{1,80}?) *\(")
_DIGITS = 6  # that a number has at most: the text of a C++ stream
_PARTS = 3  # tables of a test in both directions: there, back, and both together, of which the last is kept


def read(lines: Lines, own: Iterator[str]) -> Iterator[Measurement]:
    """Yield one measurement for each test; parameters as in `nccl_tests.read`.

    Raises
    ------
    InputError
        Where a document is longer than any that is written.
    """
    for text, begin in documents(lines, own, _BEGIN, "one run", within=0):
        yield from _measured(text, begin, lines)


def _measured(text: str, begin: int, lines: Lines) -> Iterator[Measurement]:
    """Yield the tests of a document."""
    said = re.search(r'"version"\s*:\s*"v?([\w.]{1,20})"', text)
    found = re.search(r'"GPU Device list"\s*:\s*(?=\[)', text)
    listed = decoded(text, found.end())[0] if found else None
    named = [_MODEL.match(each) for each in listed if isinstance(each, str)] if isinstance(listed, list) else []
    models = tuple(match[1] for match in named[:MOST] if match)
    version = said[1] if said else ""
    tests, yielded = 0, False
    for test in _tests(text):
        tests += 1
        if (copies := _copies(test, models)) is not None:
            yielded = True
            name = test.get("name")
            yield nvbandwidth.measured(lines, version, name[:100] if isinstance(name, str) else "", begin, copies)
    if not yielded:
        yield nvbandwidth.measured(lines, version, "", begin, nvbandwidth.nothing(tests, models))


def _tests(text: str) -> Iterator[dict[str, Any]]:
    found = _TESTS.search(text)
    return entries(text, found.end() if found else len(text))


def _copies(test: dict[str, Any], models: tuple[str, ...]) -> Copies | None:
    """Return what a test copied; None where it has no table."""
    name, title, rows = (test.get(key) for key in ("name", "bandwidth_description", "bandwidth_matrix"))
    if not isinstance(rows, list) or not rows or not all(isinstance(row, list) and row for row in rows):
        return None
    name, title = (word[:100] if isinstance(word, str) else "" for word in (name, title))
    if len(rows) == _PARTS * len(rows[0]):
        rows = rows[-len(rows[0]) :]
    table = Growing()
    table.takes(" ".join(map(str, range(min(len(rows[0]), MOST)))))
    for index, row in enumerate(rows[:MOST]):
        table.takes(f"{index} {' '.join(_word(cell) for cell in row[:MOST])}")
    if not table.begun:
        return None
    largest = max((cell.value for cell in table.matrix("", "", backwards=False).pairs), default=0.0)
    half = 0.5 * 10.0 ** (math.floor(math.log10(largest)) + 1 - _DIGITS) if largest else 0.0
    total = test.get("sum")
    whole = isinstance(total, (int, float)) and not isinstance(total, bool) and math.isfinite(total)
    printed = Sum(float(total), half * len(rows) * len(rows[0])) if whole and isinstance(total, (int, float)) else None
    return nvbandwidth.described(name, title, models, table, printed)


def _word(cell: object) -> str:
    """Return a cell as a word of a row, whatever it is."""
    text = str(cell)[:40].strip() if isinstance(cell, (str, int, float)) else ""
    return "x" if not text or " " in text else text
