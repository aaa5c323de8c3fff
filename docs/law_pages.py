"""Reference pages of the laws: one for each, and the list of all."""

from __future__ import annotations

import inspect
import re
from itertools import groupby
from typing import TYPE_CHECKING

from agreement import PRINTED, published
from layout import block, bullets, code, page, table

from limits import laws as room_of_laws
from limits.constants import CODATA2022, record
from limits.laws.claims.explanation import explain
from limits.laws.formulary.table import limit_of
from limits.laws.page import SIDES, example
from limits.references import entry
from limits.report.law.record import SIGNS, with_unit
from limits.report.numbers import significant

if TYPE_CHECKING:
    from limits.laws.claims.explanation import Explanation
    from limits.laws.input import Input
    from limits.laws.law import Law

_CONSTANTS = ("k_B", "h", "hbar", "c", "e", "N_A", "G", "m_e", "sigma_SB", "ln2")

_LAWS = """
Each law has a page, and is called with quantities or texts, `limits.laws.landauer(bits=..., temperature=...)`, on the
command line with `limits law KEY name=value ...`, and without units through `.kernel`. `limits.laws.landauer.solve` and
`--solve` return any input instead, `.elasticity` and `--explain` say what the result depends on, `--claim` holds a
claimed number against the law. `limits.laws.search` and `--search` find laws by words.
[Kinds and senses](../explanation/kinds-and-senses.md) says what theorem, law, model and trend promise;
[Matching digits](matching-digits.md) has the published numbers that the laws give back. In the repository,
`python docs/contact_sheet.py OUT.png` draws all formulas on one sheet.
"""


def laws() -> str:
    """Return the list of all laws, by kind of limit, with the constants that they use."""
    sections = [
        f"## {limit.capitalize()}\n\n" + table(["law", "kind", "gives", "says"], map(_listed, group))
        for limit, group in groupby(room_of_laws.LAWS, key=limit_of)
    ]
    constants = table(
        ["name", "value", "unit", "standard uncertainty", "what", "source"],
        [
            [code(each.name), repr(each.value), each.unit, f"{each.uncertainty:g}", each.title, each.source]
            for each in map(record, _CONSTANTS)
        ],
    )
    return page("Laws", _LAWS, *sections, f"## Constants\n\n{CODATA2022.vintage}.", constants)


def law(one: Law) -> str:
    """Return the page of one law: what it says, of what, under which conditions, with an example worked through."""
    told = explain(one, {each.name: each.eg for each in one.inputs})
    symbols = table(
        ["name", "symbol", "unit", "domain", "typical", "meaning"],
        [
            *([each.name, f"${each.symbol}$", each.unit, each.domain, _span(each), each.doc] for each in one.inputs),
            [f"**{one.result}**", f"${one.symbol}$", one.unit, "", "", one.gives],
        ],
    )
    side = f", the {one.result.replace('_', ' ')} is {SIDES[one.sense.value]}" if one.sense != "none" else ""
    notes = _notes(one)
    parts = [
        one.statement,
        f"{one.kind.capitalize()}{side}:",
        f"$$ {one.latex} $$",
        symbols,
        *(f"## {title}\n\n{bullets(listed)}" for title, listed in one.conditions),
        f"## Notes\n\n{notes}" if notes else "",
        f"## Example\n\n{_example(told)}",
        "## Sensitivity\n\nd log(result) / d log(input) at the example, and how each input is found by `solve`:",
        table(["input", "elasticity", "solved"], _sensitivities(told)),
        "## Published numbers",
        table(PRINTED, published(one)),
        "## Sources\n\n" + bullets(f"`{key}`: {entry(key).line} ({entry(key).evidence})" for key in one.refs),
        "[All laws](../laws.md)",
    ]
    return page(one.key, *(part for part in parts if part))


def _listed(one: Law) -> list[str]:
    sense = "" if one.sense == "none" else SIDES[one.sense.value]
    return [f"[{one.key}](laws/{one.key}.md)", one.kind, f"{one.result} [{one.unit}] {sense}".strip(), one.statement]


def _span(each: Input) -> str:
    return f"{each.typical[0]:g} to {each.typical[1]:g}"


def _notes(one: Law) -> str:
    """Return the notes of the kernel's docstring, citations as keys."""
    _, _, after = (inspect.getdoc(one.kernel) or "").partition("Notes\n-----\n")
    notes = re.split(r"\n\n(?=\w[\w ]*\n-{3,}\n)", after)[0]
    return re.sub(r"\[([\w.-]+)\]_", r"`\1`", notes).strip()


def _example(told: Explanation) -> str:
    """Show the example in Python, and its numbers put in step by step."""
    one = told.law
    calls = block("python", "\n".join(example(one)))
    sign = SIGNS[one.sense.value]
    if not told.steps:
        return f"{calls}\n\n{one.result} {sign} {with_unit(told.value, one.unit)}"
    *middle, last = told.steps
    lines = [f"{one.result} {sign} {told.formula}", *(f"= {step}" for step in middle)]
    unit = "" if one.unit == "1" else f" {one.unit}"
    return f"{calls}\n\n{block('text', chr(10).join((*lines, f'= {last}{unit}')))}"


def _sensitivities(told: Explanation) -> list[list[str]]:
    rows = []
    for each, moved in zip(told.law.inputs, told.sensitivities, strict=True):
        closed = each.name in told.law.inverse or each.power is not None
        slope = "no slope" if moved.elasticity is None else significant(moved.elasticity + 0.0, 3)
        rows.append([code(each.name), slope, "in closed form" if closed else "by search"])
    return rows
