"""The first lines of a fit: how near the runs lie to its form, the law in numbers, and the best run of the largest."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from limits.report.document import kind_shown
from limits.report.numbers import significant
from limits.report.scaling.showing import end
from limits.scaling.fits.covariance import NORMAL_MEDIAN

if TYPE_CHECKING:
    from limits.scaling.answers.fits import FitRecord

_DIGITS = 4
_WORD = re.compile(r"[A-Za-z_]+")


def headline(record: FitRecord) -> str:
    """Return line one: the form, and whether it may be used for these runs."""
    said = f"{kind_shown(record.kind)}: {record.formula}"
    rows = f"{record.points} rows of {record.runs} runs" if record.runs < record.points else f"{record.points} runs"
    if not record.converged:
        return f"{said}: no minimum was found for {rows}; do not use the coefficients"
    if record.misfit.lack_of_fit.fits is False:
        return f"{said}: this form does not fit; {_near(record, rows)}"
    return f"{said}; {_near(record, rows)}"


def facts(record: FitRecord) -> tuple[str, ...]:
    """Return the law in numbers, and what it says of the best run of the largest compute among the runs."""
    if not record.converged:
        return ()
    found = [_in_numbers(record)]
    best = next((each for each in record.implied.best if each.largest), None) if record.implied is not None else None
    if best is not None and best.compute is not None and best.tokens_per_parameter is not None:
        ratio = best.tokens_per_parameter
        ends = ratio.interval
        between = "" if ends is None else " ({} .. {})".format(*(end(each, "1") for each in ends))
        loss = "" if best.loss is None else f", loss {end(best.loss.value, '1', 'loss')} {record.loss_unit}"
        found.append(
            f"Best run of {significant(best.compute.value)} FLOP, the largest of the runs, by it: "
            f"{end(ratio.value, '1')} tokens per parameter{between}{loss}"
        )
    return tuple(found)


def _in_numbers(record: FitRecord) -> str:
    """Return the formula with numbers in the place of its coefficients."""
    left, _, right = record.formula.partition(", alpha = beta")[0].partition(" = ")
    values = {name: each.value for name, each in record.coefficients.items()}

    def number(word: re.Match[str]) -> str:
        value = values.get(word[0])
        if value is None:
            return word[0]
        text = significant(value, _DIGITS)
        return f"({text})" if value < 0.0 else text

    return f"{left} = {_WORD.sub(number, right)}, in {record.loss_unit}"


def _near(record: FitRecord, rows: str) -> str:
    """Say how near the runs lie; a wild run moves the last number alone."""
    middle = NORMAL_MEDIAN * record.misfit.scale
    farthest = max(abs(each.error) for each in record.misfit.worst)
    return f"half of {rows} lie within {100.0 * middle:.2g} % of it, all within {100.0 * farthest:.2g} %"
