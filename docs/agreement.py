"""The numbers that others printed, and reference values, with the digits in which the laws give them back."""

from __future__ import annotations

import ast
import math
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from layout import code, page, table

from limits import laws
from limits.report.law.record import with_unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from limits.laws.law import Law

_TESTS = Path(__file__).parents[1] / "tests" / "laws"
_DIGITS = {"EXACT": 13, "INEXACT": 12}  # to which the tests hold the rows of each table of reference values
_NUMBER = re.compile(r"[+-]?[\d_.]+(?:[eE][+-]?\d+)?")
PRINTED = ("inputs", "source prints", "law gives", "digits", "source", "where")
"""Headers of the table of published numbers."""

_INTRO = """
What a source prints, and what the law gives for the same inputs. The digits are those of the source that the law gives,
of those that it prints; a last digit that was cut off instead of rounded counts.

Every law is also held against an independent statement of itself at 50 digits, over draws from the whole typical range
of its inputs: the difference is at most 8 units in the last place, times one plus the sum of its elasticities.
"""

_REFERENCE = """
## Reference values

Rows of a table of reference values in 50-digit arithmetic, with what computes them in the tests and the digits to which
these hold it: 13, or 12 where the constant of gravitation enters.
"""


def matching_digits() -> str:
    """Return the page of published numbers and reference values with the digits in which they match."""
    return page(
        "Matching digits",
        _INTRO,
        table(["law", *PRINTED], [[_link(row["law"]), *_agreement(row)] for row in _rows()]),
        _REFERENCE,
        table(["row", "law", "computed as", "digits"], _reproduced()),
    )


def published(one: Law) -> list[list[str]]:
    """Return the published numbers of a law, as rows under `PRINTED`."""
    return [_agreement(row) for row in _rows() if row["law"] == one.key]


@cache
def _rows() -> list[dict[str, Any]]:
    """Return the published numbers that the tests hold the laws against."""
    rows: list[dict[str, Any]] = tomllib.loads((_TESTS / "published.toml").read_text(encoding="utf-8"))["row"]
    return rows


def _agreement(row: dict[str, Any]) -> list[str]:
    """Return the inputs, what a source prints, what the law gives in as many digits, how many match, and where."""
    from limits.units import si

    one = laws.get(row["law"])
    inputs = ", ".join(f"{name} = {value}" for name, value in row["inputs"].items())
    value, digits = float(one(**row["inputs"]).m), row["digits"]
    printed = si(row["value"], one.unit).value
    number = _NUMBER.match(row["value"])
    unit = row["value"][number.end() :].strip() if number else ""
    linear = number is not None and printed and not unit.startswith(("dB", "deg"))
    ours = (
        with_unit(value * float(number[0]) / printed, unit or "1", digits)
        if linear and number
        else f"{value:.{digits}g}"
    )
    return [
        inputs,
        row["value"],
        ours,
        f"{_shared(value, printed, digits)} of {digits}",
        code(row["source"]),
        row["where"],
    ]


def _shared(value: float, printed: float, digits: int) -> int:
    """Return how many of the printed digits a value has; the last may have been cut off instead of rounded."""
    for count in range(digits, 0, -1):
        last = 10.0 ** (math.floor(math.log10(abs(printed))) + 1 - count)
        if abs(value - printed) <= last:
            return count
    return 0


def _reproduced() -> Iterator[list[object]]:
    """Yield the rows of the reference values: id, law, expression, digits."""
    for file in sorted(_TESTS.glob("test_reference_values*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict)):
                continue
            digits = _DIGITS.get(ast.unparse(node.targets[0]))
            pairs = zip(node.value.keys, node.value.values, strict=True)
            for key, computed in pairs if digits else ():
                if isinstance(key, ast.Constant) and isinstance(computed, ast.Lambda):
                    yield [key.value, _computed_by(computed), code(ast.unparse(computed.body)), digits]


def _computed_by(node: ast.AST) -> str:
    """Return links to the laws that an expression of a test names."""
    known = {each.key for each in laws.LAWS}
    named = [
        each.attr if isinstance(each, ast.Attribute) else each.id
        for each in ast.walk(node)
        if isinstance(each, (ast.Attribute, ast.Name))
    ]
    keys = dict.fromkeys(name.lower().replace("_", "-") for name in named)
    return ", ".join(_link(key) for key in keys if key in known)


def _link(key: str) -> str:
    return f"[{key}](laws/{key}.md)"
