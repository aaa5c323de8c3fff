"""The section of a fit that says what its law implies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.report.document import Line, Section, Table, table
from limits.report.numbers import UNKNOWN, significant
from limits.report.scaling.showing import end, written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from limits.scaling.answers.implications import BestRun, Implied
    from limits.value import Value

_EXPONENTS = {
    "parameters_exponent": "a: best N ~ C^a",
    "tokens_exponent": "b: best D ~ C^b",
    "loss_exponent": "gamma: least L - E ~ C^-gamma",
    "ratio_exponent": "best D/N ~ C^(b - a)",
    "balance_exponent": "balanced D/N ~ N^(alpha/beta - 1)",
}
_RUN = {
    "parameters": "parameters",
    "tokens": "tokens",
    "tokens_per_parameter": "tokens per parameter",
    "loss": "loss",
}
_SAME = 1e-9  # difference of the exponents alpha and beta that is rounding
_SAYS = (
    "Best is the least loss at C = 6 N D. Balanced is D/N where A N^-alpha = B D^-beta: with fewer tokens the data "
    "holds the loss back more, with more of them the size."
)
_NO_CONSTANT = "It is no constant: it changes with size unless alpha = beta."
_TOLD = 0.05  # decades that are written as 0.1


def section(record: Implied | None, level: float, because: str) -> Section:
    """Return the section, or why there is nothing to say; its title says which share an interval holds."""
    if record is None:
        return Section("What the law implies", None, (f"Nothing: {because}.",))
    lines = [_line(label, getattr(record, name), name) for name, label in _EXPONENTS.items()]
    for best in record.best:
        lines += [_line(f"{_at(best)}: {label}", getattr(best, name), name) for name, label in _RUN.items()]
    for each in record.balance:
        lines.append(
            _line(
                f"balanced D/N at {written(each.parameters, unit=False)} parameters",
                each.tokens_per_parameter,
                "balance",
            )
        )
    far = [
        f"{_budget(best)} is {written(best.extrapolation, 'extrapolation')} decades beyond the runs: how far a fit "
        "holds there, no interval says."
        for best in record.best
        if best.extrapolation is not None and abs(best.extrapolation.value) >= _TOLD
    ]
    exponent = record.balance_exponent
    varies = exponent is None or abs(exponent.value) > _SAME
    said = (" ".join((_SAYS, _NO_CONSTANT)) if varies else _SAYS, *far, *record.no_intervals)
    return Section(f"What the law implies, with {100 * level:g} % intervals", _table(lines), said)


def cells(record: Implied) -> Iterator[tuple[object, ...]]:
    """Yield the same numbers as lines of CSV below those of the coefficients: name, value, low, high."""
    for name in _EXPONENTS:
        yield _cell(name, getattr(record, name))
    for best in record.best:
        for name in (*_RUN, "extrapolation"):
            yield _cell(f"best at {_plain(best.compute)} FLOP: {name}", getattr(best, name))
    for each in record.balance:
        yield _cell(f"balance at {_plain(each.parameters)} parameters: tokens_per_parameter", each.tokens_per_parameter)


def _table(lines: list[Line]) -> Table:
    return table("what|>value|>low|>high", lines)


def _line(label: str, value: Value | None, name: str) -> Line:
    if value is None:
        return Line((label, UNKNOWN, UNKNOWN, UNKNOWN))
    ends = (UNKNOWN, UNKNOWN) if value.interval is None else (end(each, "1", name) for each in value.interval)
    return Line((label, end(value.value, "1", name), *ends))


def _cell(name: str, value: Value | None) -> tuple[object, ...]:
    return (name, None, None, None, None) if value is None else (name, value.value, value.low, value.high, None)


def _budget(best: BestRun) -> str:
    return UNKNOWN if best.compute is None else f"{significant(best.compute.value)} FLOP"


def _at(best: BestRun) -> str:
    return f"best at {_budget(best)}" + (", the largest run" if best.largest else "")


def _plain(value: Value | None) -> str:
    return "" if value is None else f"{value.value:.6g}"
