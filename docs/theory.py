"""Reference pages of what bounds a run and what has been seen: bounds, scaling laws, trends."""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from layout import bullets, code, page, table

from limits import scaling
from limits.bounds import ALL
from limits.bounds.growth import demand_grows_as
from limits.runs.batch import CATEGORIES, Batch
from limits.runs.fields import NUMBERS, path_of
from limits.runs.run import number_of
from limits.scaling import trends as published_trends
from limits.scaling.trends.relations import RELATIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from limits.bounds import Applied, Bound
    from limits.scaling.law import ScalingLaw, Span
    from limits.scaling.trends.trend import Trend

_BOUNDS = """
A bound is a law applied to one resource of a run. [From law to frontier](../explanation/from-law-to-frontier.md) has
the rule by which each is placed on the ladder. C is the compute of the run on its expansion path N ~ C^a, D ~ C^b.
"""

_A, _B = np.array(0.4), np.array(0.6)  # exponents of some path: the pages only say which of them enters

_SCALING_LAWS = """
Fits of the loss against parameters and tokens: what has been seen, kind trend, never a bound. `--scaling KEY` and
`assess(run, scaling=KEY)` choose one; the default is `{default}`.
"""

_TRENDS = """
Published relations between quantities of training beside the [scaling laws](scaling-laws.md) of parameters and tokens:
kind trend, never a bound. `limits frontier trend KEY name=value ...` and `scaling.trends.get(KEY)(name=value, ...)`
evaluate one, `--solve` and `.solve` invert it. Constants stand as their source prints them.
"""


def bounds() -> str:
    """Return the page of all bounds: laws applied to the resources of a run."""
    return page(
        "Bounds",
        _BOUNDS,
        table(
            ["bound", "law", "resource", "unit", "demand grows as"],
            [
                [_link(each.key), f"[{each.law.key}](laws/{each.law.key}.md)", each.resource, each.unit, _growth(each)]
                for each in ALL
            ],
        ),
        *map(_bound, ALL),
    )


def _bound(bound: Bound) -> str:
    facts = [
        ["kind, sense", f"{bound.law.kind}, {bound.law.sense}"],
        ["the run demands, from", ", ".join(_paths(_applied(bound).demand_reads))],
        ["its budget allows, from", ", ".join(_paths(_applied(bound).budget_reads))],
        ["held fixed", ", ".join(bound.held)],
        ["unknown where", f"one of these is not known, or {bound.otherwise}"],
    ]
    assumed = bullets((*bound.law.holds_under, *bound.assumes))
    return f"## {bound.key}\n\n{bound.law.statement}\n\n{table(['what', ''], facts)}\n\nAssumes:\n\n{assumed}"


def _growth(bound: Bound) -> str:
    """Return the power of the compute as which a demand grows along the path, asked of the demand itself."""
    applied = _applied(bound)
    powers = demand_grows_as(bound.total, _example().only(applied.demand_reads), applied.demand)
    if powers is None or float(applied.growth[0]) != float((applied.headroom / powers.elasticity(_A, _B))[0]):
        return "no power: found numerically"
    if powers.N == powers.D:
        return _power("C", powers.C + powers.N)
    parts = (("C", powers.C), ("C^a", powers.N), ("C^b", powers.D))
    return " ".join(_power(base, exponent) for base, exponent in parts if exponent)


def _power(base: str, exponent: float) -> str:
    return base if exponent == 1.0 else f"({base})^{exponent:g}"


@cache
def _example() -> Batch:
    """Return a run that states everything, each number as its own example."""
    return Batch.of({row.name: np.array([number_of(row, row.eg).value]) for row in NUMBERS})


def _applied(bound: Bound) -> Applied:
    return bound.apply(_example(), _A, _B)


def _paths(names: Sequence[str]) -> list[str]:
    return [code(path_of(CATEGORIES.get(name, name))) for name in names]


def scaling_laws() -> str:
    """Return the page of all published fits."""
    published = scaling.LAWS.values()
    return page(
        "Scaling laws",
        _SCALING_LAWS.format(default=scaling.DEFAULT),
        table(
            ["key", "title", "modality", "N counts", "fitted compute [FLOP]", "evidence"],
            [
                [
                    _link(law.key),
                    law.title,
                    law.modality,
                    law.counts,
                    _span(law.fitted.compute),
                    law.evidence,
                ]
                for law in published
            ],
        ),
        *map(_scaling_law, published),
    )


def _scaling_law(law: ScalingLaw) -> str:
    facts = [
        ["form", code(law.form)],
        *([code(name), f"{value!r}"] for name, value in law.published.items()),
        ["predicts", f"{law.objective} [{law.loss_unit}]"],
        ["corpus", law.corpus],
        ["tokenizer", law.tokenizer],
        ["fitted parameters", _span(law.fitted.parameters)],
        ["fitted tokens", _span(law.fitted.tokens)],
        ["source", law.source],
    ]
    parts = [f"## {law.key}", table(["what", "value"], facts), bullets(law.notes)]
    return "\n\n".join(part for part in parts if part)


def trends() -> str:
    """Return the page of all published trends."""
    published = published_trends.everything().values()
    rows = [
        [_link(trend.key), trend.title, trend.says, f"{trend.output.name} [{trend.output.unit}]", trend.evidence]
        for trend in published
    ]
    headers = ["key", "study", "says", "gives", "evidence"]
    return page("Trends", _TRENDS, table(headers, rows), *map(_trend, published))


def _trend(trend: Trend) -> str:
    facts = [
        ["formula", f"${RELATIONS[trend.relation].latex}$"],
        ["gives", f"{code(trend.output.name)} [{trend.output.unit}], {trend.output.doc}"],
        *(["of", f"{code(each.name)} [{each.unit}], {each.doc}{_seen(trend, each.name)}"] for each in trend.inputs),
        *([code(name), f"{value}"] for name, value in trend.printed.items()),
        ["predicts", f"{trend.objective}, {trend.modality}"],
        ["corpus", trend.corpus],
        ["tokenizer", trend.tokenizer],
        ["N counts", trend.counts],
        ["source", trend.source],
    ]
    parts = [f"## {trend.key}", table(["what", "value"], facts), bullets(trend.notes)]
    return "\n\n".join(part for part in parts if part)


def _seen(trend: Trend, name: str) -> str:
    span = trend.fitted.get(name)
    return f"; fitted from {_span(span)}" if span else ""


def _span(span: Span) -> str:
    return "not stated" if math.isnan(span.low) else f"{span.low:g} to {span.high:g}"


def _link(key: str) -> str:
    return f"[{key}](#{key})"
