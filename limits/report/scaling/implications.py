"""The sections of a fit that say what its law implies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.report.document import Line, Section, Table, table
from limits.report.numbers import UNKNOWN, fixed, significant
from limits.report.scaling.showing import end, written

if TYPE_CHECKING:
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


def sections(record: Implied | None, level: float, because: str) -> list[Section]:
    """Return the exponents and the balance, then each best run; or why there is nothing to say."""
    if record is None:
        return [Section("What the law implies", None, (f"Nothing: {because}.",))]
    lines = [_line(label, getattr(record, name), name) for name, label in _EXPONENTS.items()]
    for each in record.balance:
        size = written(each.parameters, unit=False)
        lines.append(_line(f"balanced D/N at {size} parameters", each.tokens_per_parameter, "balance"))
    exponent = record.balance_exponent
    varies = exponent is None or abs(exponent.value) > _SAME
    said = (" ".join((_SAYS, _NO_CONSTANT)) if varies else _SAYS, *record.no_intervals)
    title = f"What the law implies, with {100 * level:g} % intervals"
    return [Section(title, _table(lines), said), *map(_best, record.best)]


def _best(best: BestRun) -> Section:
    lines = [_line(label, getattr(best, name), name) for name, label in _RUN.items()]
    far = 0.0 if best.extrapolation is None else best.extrapolation.value
    side = "beyond" if far > 0.0 else "below"
    said = f"{fixed(abs(far), 1)} decades {side} the runs: how far a fit holds there, no interval says."
    title = f"Best run of {_budget(best)}" + (", the largest of the runs" if best.largest else "")
    return Section(title, _table(lines), (said,) if abs(far) >= _TOLD else ())


def _table(lines: list[Line]) -> Table:
    return table("what|>value|>low|>high", lines)


def _line(label: str, value: Value | None, name: str) -> Line:
    if value is None:
        return Line((label, UNKNOWN, UNKNOWN, UNKNOWN))
    ends = (UNKNOWN, UNKNOWN) if value.interval is None else (end(each, "1", name) for each in value.interval)
    return Line((label, end(value.value, "1", name), *ends))


def _budget(best: BestRun) -> str:
    return UNKNOWN if best.compute is None else f"{significant(best.compute.value)} FLOP"
