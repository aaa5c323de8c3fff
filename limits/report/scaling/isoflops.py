"""View of iso-FLOP minima: a line for each budget, the power laws, and the best run of a compute."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.report import answer
from limits.report.document import Document, Line, Section, grouped, kind_shown, table
from limits.report.numbers import UNKNOWN, significant
from limits.report.scaling.showing import FOOT

if TYPE_CHECKING:
    from limits.report.view import View
    from limits.scaling.answers.isoflop import BestAt, Budget, IsoflopRecord, MinimaLaw
    from limits.value import Value

_LOSS_DIGITS = 5
_EXPONENT_DIGITS = 4
_BUDGETS = "|".join(
    (
        *(">budget\n[FLOP]", ">runs", ">parameters", ">low", ">high", ">tokens per\nparameter", ">loss"),
        *(">optimum of\nthe law", ">bias of the\nparabola"),
    )
)
_LAWS = "of|>coefficient|>exponent|>low|>high|>exponent of\nthe law|>bias of the\nparabola"
_BEST = "by|>parameters|>low|>high|>tokens|>tokens per\nparameter|>loss"


def isoflops(record: IsoflopRecord) -> View:
    """Return the view of iso-FLOP minima."""
    lines = [Line(_budget(each), kind=record.kind) for each in record.budgets]
    refused = [(_compute(each), each.unknown["parameters"]) for each in record.budgets if each.parameters is None]
    open_ones = [
        (_compute(each), each.no_interval)
        for each in record.budgets
        if each.parameters is not None and each.no_interval
    ]
    said = [f"{each}." for each in (*grouped(refused), *grouped(open_ones))]
    if record.no_law:
        said.append(f"No law of all runs, so the bias of the parabola is not known: {record.no_law}.")
    sections = [Section("Minimum of the parabola of each budget", table(_BUDGETS, lines), (*said, *record.cautions))]
    if record.laws:
        rows = [Line(_law(each)) for each in record.laws]
        weights = f"Coefficient times C^exponent, over {record.laws[0].budgets} budgets."
        sections.append(Section("Power laws of compute", table(_LAWS, rows), (weights,)))
    sections += [_best(each) for each in record.best]
    if record.warnings:
        sections.append(Section("Remarks", paragraphs=record.warnings))
    headline = (
        f"{kind_shown(record.kind)}: iso-FLOP minima of {record.points} runs, "
        f"budgets within {100 * record.tolerance:.3g} %"
    )
    return answer.view(Document(headline, (), tuple(sections), FOOT), record)


def _compute(budget: Budget) -> str:
    return f"{significant(budget.compute.value)} FLOP"


def _budget(budget: Budget) -> tuple[str, ...]:
    return (
        significant(budget.compute.value),
        str(budget.runs),
        *_three(budget.parameters),
        _written(budget.tokens_per_parameter),
        _written(budget.loss, _LOSS_DIGITS),
        _written(budget.law_parameters),
        _percent(budget.bias),
    )


def _law(law: MinimaLaw) -> tuple[str, ...]:
    return (
        law.of,
        _written(law.coefficient),
        *_three(law.exponent, _EXPONENT_DIGITS),
        _written(law.law_exponent, _EXPONENT_DIGITS),
        UNKNOWN if law.bias is None else f"{law.bias.value:+.4f}",
    )


def _best(best: BestAt) -> Section:
    law = ("the law of all runs", *_three(best.law_parameters), _written(best.law_tokens))
    rows = [
        Line(
            ("the minima", *_three(best.parameters), *map(_written, (best.tokens, best.tokens_per_parameter)), UNKNOWN)
        ),
        Line((*law, _written(best.law_tokens_per_parameter), _written(best.law_loss, _LOSS_DIGITS))),
    ]
    said = [f"Not known: {each}." for each in dict.fromkeys(best.unknown.values())]
    if best.decades is not None and best.decades.value != 0.0:
        side = "above" if best.decades.value > 0 else "below"
        said.append(f"An extrapolation: {abs(best.decades.value):.1f} decades {side} the budgets.")
    return Section(f"Best run of {significant(best.compute.value)} FLOP", table(_BEST, rows), tuple(said))


def _three(value: Value | None, digits: int = 3) -> tuple[str, str, str]:
    if value is None:
        return UNKNOWN, UNKNOWN, UNKNOWN
    low, high = (UNKNOWN if end is None else significant(end, digits) for end in (value.low, value.high))
    return significant(value.value, digits), low, high


def _written(value: Value | None, digits: int = 3) -> str:
    return UNKNOWN if value is None else significant(value.value, digits)


def _percent(value: Value | None) -> str:
    return UNKNOWN if value is None else f"{100 * value.value:+.1f} %"
