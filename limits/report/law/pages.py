"""Views of laws: the list of all, the page of one, its value, and the solution for one of its inputs."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any

from limits.constants import CODATA2022
from limits.errors import shown
from limits.laws.formulary.table import limit_of
from limits.references import entry
from limits.report.document import Document, Formula, Line, Section, kind_shown, table
from limits.report.law import latex as law_latex
from limits.report.law.elsewhere import elsewhere
from limits.report.law.record import (
    FOOT,
    SIGNS,
    conditions,
    in_decibels,
    law_to_dict,
    law_value_to_dict,
    titled,
    with_unit,
    written,
)
from limits.report.view import View

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from limits.laws import Law
    from limits.laws.input import Input


_STAMP = {"constants": CODATA2022.vintage}
_HEADERS = (
    "key",
    "kind",
    "sense",
    "title",
    "result",
    "unit",
    "inputs",
    "latex",
    "holds_under",
    "reached_only",
    "references",
)


def listing(laws: Sequence[Law]) -> View:
    """Return the view of several laws, by kind of limit."""
    sections = [
        Section(limit, table("law|kind|sense|result|function of", [_line(law) for law in group]))
        for limit, group in groupby(laws, key=limit_of)
    ]
    document = Document(f"{len(laws)} laws (limits law KEY shows one)", (), tuple(sections), FOOT)
    return View(document, partial(_records, laws), partial(_cells, laws), latex=partial(law_latex.listed, laws))


def matching(laws: Sequence[Law], words: str) -> View:
    """Return the view of the laws that say some words, the best match first."""
    lines = table("law|kind|sense|result|says", [_match(law) for law in laws])
    sections = [Section("Laws", lines)] if laws else []
    if said := elsewhere(words, laws):
        sections.append(Section("Elsewhere", paragraphs=tuple(said)))
    many = "1 law says" if len(laws) == 1 else f"{len(laws) or 'no'} laws say"
    document = Document(f"{many} {shown(words)}", (), tuple(sections), FOOT)
    return View(document, partial(_records, laws), partial(_cells, laws), latex=partial(law_latex.listed, laws, words))


def page(law: Law) -> View:
    """Return the page of a law: formula, symbols, conditions, sources and an example."""
    symbols = [_symbol(described) for described in (law.output, *law.inputs)]
    typed = " ".join(f'{described.name}="{described.eg}"' for described in law.inputs)
    sections = (
        Section("Symbols", table("name|symbol|unit|domain|what", symbols)),
        *conditions(law),
        Section("Sources", paragraphs=tuple(f"{key}: {entry(key).line}" for key in law.refs)),
        Section("Example", paragraphs=(f"limits law {law.key} {typed}",)),
    )
    document = Document(titled(law), (Formula(law.latex),), sections, FOOT)
    return View(document, law_to_dict(law), partial(_cells, [law]), latex=partial(law_latex.stated, law))


def evaluated(law: Law, given: Mapping[str, str], value: float) -> View:
    """Return the view of a law's value, in the law's unit."""
    return _valued(law, law.output, SIGNS[law.sense.value], given, float(value))


def solved(law: Law, name: str, given: Mapping[str, str], root: float) -> View:
    """Return the view of the input at which a law gives the stated result, in its unit: there, equality holds."""
    wanted = next((described for described in law.inputs if described.name == name), law.output)
    return _valued(law, wanted, "=", given, float(root))


def explained(law: Law, given: Mapping[str, str]) -> View:
    """Return the view of a law's value with everything it rests on."""
    from limits.laws.claims.explanation import explain
    from limits.report.law.explained import explained, explained_to_dict

    told = explain(law, given)
    latex = partial(law_latex.valued, law, given, told.value)
    return View(partial(explained, told), partial(explained_to_dict, told), latex=latex, stamp=_STAMP)


def judged(law: Law, given: Mapping[str, str], claim: str, *, solve: str = "") -> tuple[View, int]:
    """Return the view of a claim held against a law, and the exit code: 1 where it is false by what is proved."""
    from limits.laws.claims.verdict import judge
    from limits.report.law.verdict import judged, verdict_to_dict

    verdict = judge(law, given, claim, solve=solve)
    latex = partial(law_latex.solved, law, law.input(solve)) if solve else partial(law_latex.valued, law)
    latex = partial(latex, verdict.written, verdict.value)
    view = View(partial(judged, verdict), partial(verdict_to_dict, verdict), latex=latex, stamp=_STAMP)
    return view, int(verdict.false)


def _valued(law: Law, what: Input, sign: str, given: Mapping[str, str], value: float) -> View:
    from limits.units import si

    side = law.sense.value if what is law.output else ""
    headline = f"{what.name} {sign} {with_unit(value, what.unit, sense=side)}{in_decibels(law, what, value)}"
    sections = conditions(law)
    document = Document(headline, (f"for {written(law, given)}", titled(law), Formula(law.latex)), sections, FOOT)
    known = {
        i.name: si(given[i.name], i.unit, counted=i.domain.whole).value
        for i in (*law.inputs, law.output)
        if i.name in given
    }
    record = law_value_to_dict(law, value, known, solved=what.name)
    solved = what in law.inputs
    latex = partial(law_latex.solved, law, what) if solved else partial(law_latex.valued, law)
    return View(document, record, latex=partial(latex, given, value), stamp=_STAMP)


def _records(laws: Sequence[Law]) -> list[dict[str, Any]]:
    return [law_to_dict(law) for law in laws]


def _cells(laws: Sequence[Law]) -> list[tuple[str, ...]]:
    """Return a line for each law: what is a list in its record is joined."""
    return [_HEADERS, *(tuple(_joined(said[name]) for name in _HEADERS) for said in _records(laws))]


def _joined(part: Any) -> str:
    if isinstance(part, list):
        return "; ".join(f"{each['name']} [{each['unit']}]" if isinstance(each, dict) else each for each in part)
    return str(part)


def _line(law: Law) -> Line:
    inputs = ", ".join(described.name for described in law.inputs)
    kind = law.kind.value
    return Line((law.key, kind_shown(kind), law.sense.value, f"{law.result} [{law.unit}]", inputs), kind=kind)


def _symbol(described: Input) -> Line:
    return Line((described.name, Formula(described.symbol), described.unit, str(described.domain), described.doc))


def _match(law: Law) -> Line:
    kind = law.kind.value
    return Line((law.key, kind_shown(kind), law.sense.value, f"{law.result} [{law.unit}]", law.statement), kind=kind)
