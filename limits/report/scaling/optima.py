"""Views of the best use of a budget: of one law with what it takes, and of several laws side by side."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from limits import scaling
from limits.report.document import Document, Line, Section, kind_shown, table
from limits.report.numbers import significant
from limits.report.scaling import budget as budget_views
from limits.report.scaling.showing import FOOT, cautions, intervals, known_or_none, shown, titled, written
from limits.report.view import View
from limits.scaling.frontier import budget
from limits.scaling.uncertain import drawn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from limits.cli.frontier.rates import Stated
    from limits.scaling import ScalingLaw

_COLUMNS = {
    "compute": ">compute\n[FLOP]",
    "parameters": ">parameters",
    "tokens": ">tokens",
    "tokens_per_parameter": ">tokens per\nparameter",
    "loss": ">loss",
    "extrapolation": ">decades of compute\nbeyond its runs",
}


_LABELS = {
    "compute": ("compute", "FLOP"),
    "parameters": ("parameters", "parameter"),
    "tokens": ("tokens", "token"),
    "tokens_per_parameter": ("tokens per parameter", "1"),
    "loss": ("loss", ""),
    "doubling_gain": ("one more doubling would save", ""),
}


def compared(laws: Sequence[ScalingLaw], asked: float, of_loss: bool) -> View:
    """Return the view of the optimum of several laws, for a compute or for a loss.

    Raises
    ------
    NoSolutionError
        When the only law asked never reaches the loss.
    """
    if of_loss and len(laws) == 1:
        scaling.compute_for_loss(laws[0], asked)
    records = [_optimum(law, asked, of_loss=of_loss) for law in laws]
    lines = [
        Line((law.key, *(written(record[name], "1", name) for name in _COLUMNS)), kind=law.kind)
        for law, record in zip(laws, records, strict=True)
    ]
    what = (
        f"least compute for a loss of {significant(asked, 6)}" if of_loss else f"best run of {significant(asked)} FLOP"
    )
    columns = "|".join(("law", *_COLUMNS.values()))
    if len(laws) > 1:
        said = [f"{record['law']}: {record['because']}." for record in records if record["because"]]
        said += [f"{law.key}: N counts {law.counts} parameters." for law in laws if law.counts != "total"]
        said += [f"{law.key}: {note}" for law in laws if law.coefficients.q != 1 for note in law.notes]
        paragraphs = (*_spread(records), *said)
    else:
        paragraphs = cautions(laws[0], records[0]["compute"])
    sections = (Section("", table(columns, lines), paragraphs),)
    keys = tuple(records[0])
    cells = [keys, *(tuple(record[key] for key in keys) for record in records)]
    headline = f"{kind_shown('trend')}s: {what}" if len(laws) > 1 else f"{titled(laws[0])}: {what}"
    return View(Document(headline, (), sections, FOOT), records if len(laws) > 1 else records[0], cells)


def optimal(
    law: ScalingLaw,
    asked: float,
    of_loss: bool,
    known: Stated,
    *,
    served: Sequence[float] | None = None,
    doublings: int | None = None,
) -> View:
    """Return the view of the optimum of one law: the run, what it takes at known rates, and what more would buy.

    `served` are the tokens of inference and their price ratio, if inference counts. With doublings, these are the CSV.

    Raises
    ------
    NoSolutionError
        When the law never reaches the loss.
    """
    view = compared([law], asked, of_loss)
    C, N, D = (view.record[name] for name in ("compute", "parameters", "tokens"))
    slope, gain = float(budget.slope(law, N, D)), float(scaling.loss_gained(law, N, D, 2.0))
    rates = {f"flop_{name}": rate for name, rate in known.rates._asdict().items()}
    numbers = known.rates.resources(C)._asdict() | rates | {"slope": slope, "doubling_gain": gain}
    record = {**view.record, **{name: known_or_none(value) for name, value in numbers.items()}}
    sections = [*view.document.sections]
    if known.origins:
        sections.append(budget_views.taken(law, C, slope, known))
    more = f"One more doubling would save {significant(gain, 2)} {law.loss_unit}: dL/dlnC = {significant(slope)}."
    sections[-1] = replace(sections[-1], paragraphs=(*sections[-1].paragraphs, more))
    lifetime: dict[str, Any] = {}
    steps: list[dict[str, Any]] = []
    if served is not None:
        section, lifetime = budget_views.lifetime(law, asked, *served)
        sections.append(section)
    if doublings is not None:
        section, steps = budget_views.doubled(law, budget.doublings(law, N, D, doublings), known)
        sections.append(section)
    rows = steps or [record | {f"lifetime_{name}": value for name, value in lifetime.items()}]
    nested: dict[str, Any] = {"rates_from": known.origins, "lifetime": lifetime or None, "doublings": steps or None}
    nested["intervals"] = None
    uncertain = drawn(law)
    ends = _ends(uncertain, asked, of_loss=of_loss)
    if isinstance(ends, dict):
        sections.insert(1, shown(ends, _LABELS, law.loss_unit))
        nested["intervals"] = ends
    said = (*uncertain.notes[len(law.notes) :], *((ends,) if isinstance(ends, str) else ()))
    sections[0] = replace(sections[0], paragraphs=(*sections[0].paragraphs, *said))
    document = replace(view.document, sections=tuple(sections))
    return View(document, record | nested, [tuple(rows[0]), *(tuple(row.values()) for row in rows)])


def _optimum(law: ScalingLaw, asked: float, *, of_loss: bool) -> dict[str, Any]:
    record: dict[str, Any] = {"kind": law.kind, "law": law.key, "evidence": law.evidence, "because": None}
    numbers = dict.fromkeys(("compute", "parameters", "tokens", "tokens_per_parameter", "loss", "extrapolation"))
    if of_loss and asked <= law.coefficients.E:
        record["because"] = f"the irreducible loss of this fit is {law.coefficients.E:.4g}"
        return {**record, **numbers, "loss_unit": law.loss_unit}
    found = _answered(law, asked, of_loss=of_loss)
    return {**record, **{name: known_or_none(found[name]) for name in numbers}, "loss_unit": law.loss_unit}


def _answered(law: ScalingLaw, asked: float, *, of_loss: bool) -> dict[str, Any]:
    """Return the optimum and what another doubling would save there, by name; arrays if coefficients are draws."""
    C = scaling.compute_for_loss(law, asked) if of_loss else asked
    best = scaling.optimum(law, C)
    return {
        "compute": C,
        "parameters": best.parameters,
        "tokens": best.tokens,
        "tokens_per_parameter": best.tokens_per_parameter,
        "loss": best.loss,
        "doubling_gain": scaling.loss_gained(law, best.parameters, best.tokens, 2.0),
        "extrapolation": scaling.extrapolation(law, C),
    }


def _ends(uncertain: ScalingLaw, asked: float, *, of_loss: bool) -> dict[str, tuple[float, float]] | str | None:
    """Return the intervals of the answer, or why there are none although the law has an uncertainty."""
    E = np.atleast_1d(uncertain.coefficients.E)
    never = int(np.sum(E[1:] >= asked)) if of_loss else 0
    if never:
        return f"In {never} of {len(E) - 1} draws of its coefficients no compute reaches this loss: no intervals."
    ends = intervals(uncertain, lambda each: _answered(each, asked, of_loss=of_loss))
    return ends and {name: each for name, each in ends.items() if not (of_loss and name == "loss")}


def _spread(records: Sequence[dict[str, Any]]) -> tuple[str, ...]:
    """Say how far several laws are apart."""
    sizes = [record["parameters"] for record in records if record["parameters"]]
    if len(sizes) < 2:  # noqa: PLR2004 - a spread is between two
        return ()
    apart = significant(max(sizes) / min(sizes))
    losses = "Their losses belong to different tokenizers and corpora and do not compare."
    return (f"Best sizes differ by a factor of {apart} between these laws. {losses}",)
