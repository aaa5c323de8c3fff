r"""What goes into a paper: the equation of a law, a row for a table, the keys to cite (``limits cite`` has the BibTeX).

LaTeX with the packages amsmath and amssymb. Units stand upright behind a thin space.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from limits.report.law.record import DIGITS, FOOT
from limits.report.numbers import significant

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from limits.laws import Law
    from limits.laws.input import Input

_HEAD = "law & kind & sense & inputs & result"
_POWER = re.compile(r"\^(-?\d)")
_SIGNS = {"ohm": r"\Omega"}
_FURTHER = r",\quad "  # what stands behind it defines further symbols of a formula
_EXACT = 15  # significant digits that a float surely holds


def listed(laws: Sequence[Law]) -> str:
    """Return a table of laws with their formulas."""
    lines = [rf"{law.key} & {law.kind} & {law.sense} & ${law.latex}$ \\" for law in laws]
    body = ["\\begin{tabular}{llll}", r"law & kind & sense & formula \\", *lines, "\\end{tabular}"]
    return _page(*body)


def stated(law: Law) -> str:
    r"""Return a law without numbers: equation, table row, citation.

    Examples
    --------
    >>> from limits import laws
    >>> print(stated(laws.landauer).partition("\n")[2])
    \begin{equation}
      E \ge n\,k_B T \ln 2
      \label{eq:landauer}
    \end{equation}
    % law & kind & sense & inputs & result \\
    landauer & theorem & at least & $n$ [$\mathrm{bit}$], $T$ [$\mathrm{K}$] & $E$ [$\mathrm{J}$] \\
    % limits cite landauer
    \cite{landauer1961,berut2012,bennett1982}
    """
    inputs = ", ".join(map(_symbol, law.inputs))
    return _page(*_equation(law.latex, law.key), *_row(law, inputs, _symbol(law.output)), *_cited(law))


def valued(law: Law, values: Mapping[str, float], value: float) -> str:
    r"""Return a law with its value for some inputs in SI; the value stands before what defines further symbols.

    Examples
    --------
    >>> from limits import laws
    >>> print(valued(laws.holographic, {"area": 1e-69}, 1.380685524725).splitlines()[2])
      I \le \frac{A}{4\,\ell_P^2 \ln 2} = 1.381\,\mathrm{bit},\quad \ell_P^2 = \frac{\hbar G}{c^3}
    """
    inputs = ", ".join(_set(entry, values[entry.name]) for entry in law.inputs)
    result = number(value, law.unit)
    formula, further, definitions = law.latex.partition(_FURTHER)
    equation = f"{formula} = {result}{further}{definitions}"
    return _page(*_equation(equation, law.key), *_row(law, inputs, f"${result}$"), *_cited(law))


def solved(law: Law, what: Input, values: Mapping[str, float], value: float) -> str:
    """Return a law and the value of the input at which it gives a known result."""
    found = f"{what.symbol} = {number(value, what.unit)}"
    inputs = ", ".join(f"${found}$" if entry is what else _set(entry, values[entry.name]) for entry in law.inputs)
    return _page(
        *_equation(law.latex, law.key),
        *_equation(found, f"{law.key}-{what.name.replace('_', '-')}"),
        *_row(law, inputs, f"${number(values[law.result], law.unit, _EXACT)}$"),
        *_cited(law),
    )


def number(value: float, unit: str, digits: int = DIGITS) -> str:
    r"""Write a number with its unit, for math mode.

    Examples
    --------
    >>> print(number(2.8709e-21, "J"), number(3676.04, "W/m^2"), number(0.5, "1"), number(6e33, "1/s"))
    2.871 \times 10^{-21}\,\mathrm{J} 3676\,\mathrm{W/m^{2}} 0.5 6 \times 10^{33}\,\mathrm{s^{-1}}
    """
    mantissa, _, power = significant(value, digits).partition("e")
    text = rf"{mantissa} \times 10^{{{power}}}" if power else mantissa
    return text if unit == "1" else rf"{text}\,{_upright(unit)}"


def _upright(unit: str) -> str:
    r"""Set a unit upright, for math mode."""
    if unit.startswith("1/") and unit.count("/") == 1 and "*" not in unit:
        base, _, power = unit[2:].partition("^")
        unit = f"{base}^-{power or 1}"
    signed = "".join(_SIGNS.get(part, part) for part in re.split(r"([*/^])", unit))
    raised = _POWER.sub(r"^{\1}", signed).replace("*", r"\,")
    return rf"\mathrm{{{raised}}}"


def _symbol(entry: Input) -> str:
    return f"${entry.symbol}$" if entry.unit == "1" else f"${entry.symbol}$ [${_upright(entry.unit)}$]"


def _set(entry: Input, value: float) -> str:
    """Write what was given, to the last digit: a rounded input would give another result."""
    return f"${entry.symbol} = {number(value, entry.unit, _EXACT)}$"


def _equation(formula: str, label: str) -> tuple[str, ...]:
    return "\\begin{equation}", f"  {formula}", rf"  \label{{eq:{label}}}", "\\end{equation}"


def _row(law: Law, inputs: str, result: str) -> tuple[str, str]:
    return rf"% {_HEAD} \\", rf"{law.key} & {law.kind} & {law.sense} & {inputs} & {result} \\"


def _cited(law: Law) -> tuple[str, str]:
    return f"% limits cite {law.key}", rf"\cite{{{','.join(law.refs)}}}"


def _page(*lines: str) -> str:
    return "\n".join((f"% {FOOT}", *lines))
