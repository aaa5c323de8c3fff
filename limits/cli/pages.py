"""Views of laws: the list of all, the page of one, its value, and the solution for one of its inputs."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from limits import __version__
from limits.cli.view import View
from limits.constants import CODATA2022
from limits.references import entry
from limits.report.document import Document, Line, Section, kind_shown, table
from limits.report.law import law_to_dict, law_value_to_dict
from limits.report.numbers import significant

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from limits.laws import Law
    from limits.laws.law import Input

_FOOT = f"limits {__version__}, {CODATA2022.vintage}"
_SIGNS = {"at least": ">=", "at most": "<=", "none": "="}
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class LawView(View):
    """A view that can also be written as LaTeX."""

    latex: str = ""


def listing(laws: Sequence[Law]) -> LawView:
    """Return the view of several laws, by kind of limit: the file of `limits.laws` in which each one stands."""
    sections = [
        Section(room, table("law|kind|sense|result|function of", [_line(law) for law in group]))
        for room, group in groupby(laws, key=lambda law: law.kernel.__module__.rpartition(".")[2])
    ]
    document = Document(f"{len(laws)} laws (limits law KEY shows one)", (), tuple(sections), _FOOT)
    latex = "\n".join(f"% {law.key}\n\\[ {law.latex} \\]" for law in laws)
    return LawView(document, [law_to_dict(law) for law in laws], latex=latex)


def page(law: Law) -> LawView:
    """Return the page of a law: formula, symbols, conditions, sources and an example."""
    symbols = [_symbol(described) for described in (law.output, *law.inputs)]
    typed = " ".join(f'{described.name}="{described.eg}"' for described in law.inputs)
    sections = (
        Section("Symbols", table("name|symbol|unit|domain|what", symbols)),
        Section("Holds under", paragraphs=law.assumes),
        Section("Sources", paragraphs=tuple(f"{key}: {entry(key).line}" for key in law.refs)),
        Section("Example", paragraphs=(f"limits law {law.key} {typed}",)),
    )
    document = Document(_titled(law), (law.latex,), sections, _FOOT)
    return LawView(document, law_to_dict(law), latex=law.latex)


def evaluated(law: Law, given: Mapping[str, str], result: Any) -> LawView:
    """Return the view of a law's value, a quantity in the law's unit."""
    sign = _SIGNS[law.sense.value]
    return _valued(law, law.output, sign, given, float(result.magnitude))


def solved(law: Law, name: str, given: Mapping[str, str], found: Any) -> LawView:
    """Return the view of the input at which a law gives the stated result: there, equality holds."""
    wanted = next((described for described in law.inputs if described.name == name), law.output)
    return _valued(law, wanted, "=", given, float(found.magnitude))


def _valued(law: Law, what: Input, sign: str, given: Mapping[str, str], value: float) -> LawView:
    from limits.units import si

    said = f"{what.name} {sign} {_with_unit(significant(value, _DIGITS), what.unit)}"
    inputs = ", ".join(f"{name} = {text}" for name, text in given.items())
    sections = (Section("Holds under", paragraphs=law.assumes),)
    document = Document(said, (f"for {inputs}", _titled(law), law.latex), sections, _FOOT)
    known = {i.name: si(given[i.name], i.unit).value for i in (*law.inputs, law.output) if i.name in given}
    record = law_value_to_dict(law, value, known, solved=what.name)
    latex = f"{law.latex if what is law.output else what.symbol} = {_latex_number(value, what.unit)}"
    return LawView(document, record, latex=latex)


def _titled(law: Law) -> str:
    return f"{kind_shown(law.kind.value)} {law.key}: {law.statement}"


def _line(law: Law) -> Line:
    inputs = ", ".join(described.name for described in law.inputs)
    kind = law.kind.value
    return Line((law.key, kind_shown(kind), law.sense.value, f"{law.result} [{law.unit}]", inputs), kind=kind)


def _symbol(described: Input) -> Line:
    return Line((described.name, described.symbol, described.unit, str(described.domain), described.doc))


def _with_unit(number: str, unit: str) -> str:
    return number if unit == "1" else f"{number} {unit}"


def _latex_number(value: float, unit: str) -> str:
    r"""Write a number with its unit as LaTeX.

    Examples
    --------
    >>> print(_latex_number(2.8709e-21, "J"))
    2.871 \times 10^{-21}\,\mathrm{J}
    """
    mantissa, _, power = significant(value, _DIGITS).partition("e")
    number = rf"{mantissa} \times 10^{{{power}}}" if power else mantissa
    return number if unit == "1" else rf"{number}\,\mathrm{{{unit}}}"
