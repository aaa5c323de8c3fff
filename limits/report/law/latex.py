r"""What goes into a paper: a law as its equation with what its symbols mean, ready for ``\input``, and a list of laws.

ASCII for every engine; a comment on top names the packages. Labels are the same for the same question and differ from
those of any other, so that several pieces go into one paper. ``limits cite`` has the BibTeX of what is cited.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from limits.report.formats.tex import RAGGED, comment, escaped, label, numbers_set
from limits.report.law.record import DIGITS, FOOT, read_as
from limits.report.numbers import significant
from limits.report.rounding import outward

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from limits.laws import Law
    from limits.laws.input import Input

_PACKAGES = "% needs the packages amsmath, amssymb, booktabs"
_INVERSE = re.compile(r"1/(\w+)(?:\^(\d+))?")
_POWER = re.compile(r"\^(-?\d)")
_SIGNS = {"ohm": r"\Omega", "degC": r"^{\circ}C", "um": r"\mu m", "us": r"\mu s", "uW": r"\mu W", "uJ": r"\mu J"}
_FURTHER = r",\quad "  # what stands behind it defines further symbols of a formula
_TYPED = re.compile(r"([+-]?\d+(?:\.\d*)?)(?:[eE]([+-]?\d+))? *((?:[A-Za-z%]+(?:\^-?\d)?[*/ ]?)*)")
_BOUNDS = {"at least": r"\ge", "at most": r"\le"}
_WIDTHS = 0.28, 0.45  # of the line: for the values of a table, and for what a symbol means
_LISTED = 0.2, 0.42  # of the line: for kind and sense in the list, and for a formula


def listed(laws: Sequence[Law], words: str = "") -> str:
    r"""Return a table of laws with their formulas, over as many pages as it takes.

    Examples
    --------
    >>> from limits import laws
    >>> print(listed([laws.landauer], "heat").splitlines()[-4].replace(RAGGED, ""))
    landauer & theorem, at least & $E \ge n\,k_B T \ln 2$ \\
    """
    said = f"{len(laws)} laws of the package \\texttt{{limits}}" + (f" that say {escaped(words)}" if words else "")
    kinds, formulas = (rf"p{{{width}\linewidth}}" for width in _LISTED)
    heading = r"law & kind, sense & formula \\"
    lines = [rf"{law.key} & {RAGGED}{law.kind}, {_sense(law)} & {RAGGED}${law.latex}$ \\" for law in laws]
    return _page(
        r"\begingroup\renewcommand{\arraystretch}{1.4}",  # fractions of two rows do not touch
        rf"\begin{{longtable}}{{@{{}}l{kinds}{formulas}@{{}}}}",
        rf"\caption{{{said}. {escaped(FOOT)}.}} \label{{{label('tab', 'laws', *([words] if words else []))}}} \\",
        *(r"\toprule", heading, r"\midrule", r"\endfirsthead"),
        *(r"\toprule", heading, r"\midrule", r"\endhead"),
        *lines,
        r"\bottomrule",
        r"\end{longtable}",
        r"\endgroup",
        packages=f"{_PACKAGES}, longtable; a table for one column of text",
    )


def stated(law: Law) -> str:
    r"""Return a law without numbers: equation, symbols, conditions, citation.

    Examples
    --------
    >>> from limits import laws
    >>> print(stated(laws.landauer).partition(r"\begin{center}")[0])
    % limits 0.1.0, CODATA 2022
    % needs the packages amsmath, amssymb, booktabs
    \begin{equation}
      E \ge n\,k_B T \ln 2
      \label{eq:landauer}
    \end{equation}
    <BLANKLINE>
    """
    units = {
        entry.name: "" if entry.unit == "1" else f"${_upright(entry.unit)}$" for entry in (law.output, *law.inputs)
    }
    return _page(*_equation(law.latex, label("eq", law.key)), *_symbols(law, units, "unit"), *_conditions(law))


def valued(law: Law, given: Mapping[str, str], value: float) -> str:
    r"""Return a law with its value for some inputs; a value that is rounded stands on the side that stays true.

    Parameters
    ----------
    law
        The law.
    given
        Its inputs as they were typed, by name: so they are printed.
    value
        The law's value in its unit.

    Examples
    --------
    >>> from limits import laws
    >>> print(valued(laws.holographic, {"area": "1e-69 m^2"}, 1.380685524725).splitlines()[3])
      I \le \frac{A}{4\,\ell_P^2 \ln 2} \le 1.381\,\mathrm{bit},\quad \ell_P^2 = \frac{\hbar G}{c^3}
    """
    result = _result(law, value)
    formula, further, definitions = law.latex.partition(_FURTHER)
    shown = {name: _given(law, name, text) for name, text in given.items()} | {law.result: f"${result}$"}
    return _page(
        *_equation(f"{formula} {result}{further}{definitions}", label("eq", law.key, *_asked(given))),
        *_symbols(law, shown, "value"),
        *_conditions(law),
    )


def solved(law: Law, what: Input, given: Mapping[str, str], value: float) -> str:
    """Return a law and the value of the input at which it gives a known result; parameters as in `valued`."""
    found = number(value, what.unit)
    shown = {name: _given(law, name, text) for name, text in given.items()} | {what.name: f"${found}$"}
    asked = (*_asked(given), what.name)
    return _page(
        *_equation(law.latex, label("eq", law.key, *asked, "law")),
        *_equation(f"{what.symbol} = {found}", label("eq", law.key, *asked)),
        *_symbols(law, shown, "value"),
        *_conditions(law),
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


def typed(text: str) -> str:
    r"""Write a quantity as somebody typed it, its unit upright.

    Examples
    --------
    >>> print(typed("17.7 dB"), typed("1e26 bit"), typed("25 degC"), typed("5 m^2/s"), typed("40 %"), typed("1/2"))
    $17.7\,\mathrm{dB}$ $10^{26}\,\mathrm{bit}$ $25\,\mathrm{^{\circ}C}$ $5\,\mathrm{m^{2}/s}$ $40\,\mathrm{\%}$ 1/2
    """
    found = _TYPED.fullmatch(text.strip())
    if found is None:
        return numbers_set(escaped(text))
    mantissa, power, unit = found.groups()
    shown = mantissa
    if power is not None:
        shown = f"10^{{{int(power)}}}" if mantissa == "1" else rf"{mantissa} \times 10^{{{int(power)}}}"
    return f"${shown}$" if not unit else rf"${shown}\,{_upright(unit)}$"


def _given(law: Law, name: str, text: str) -> str:
    """Write an input as it was typed, with how it was read where it leaves that open."""
    how = read_as(law, name, text)
    return typed(text) + (f" ({typed(how)})" if how else "")


def _asked(given: Mapping[str, str]) -> list[str]:
    return [f"{name}={text}" for name, text in given.items()]


def _result(law: Law, value: float) -> str:
    """Write the law's value with the sign that is true of what is printed."""
    shown = outward(value, DIGITS, law.sense.value)
    exact = float(significant(shown, DIGITS)) == value
    sign = "=" if exact else _BOUNDS.get(law.sense.value, r"\approx")
    return f"{sign} {number(shown, law.unit)}"


def _upright(unit: str) -> str:
    r"""Set a unit upright, for math mode."""
    if inverse := _INVERSE.fullmatch(unit):
        unit = f"{inverse[1]}^-{inverse[2] or 1}"
    signed = "".join(_SIGNS.get(part, part) for part in re.split(r"([*/^ ])", unit))
    raised = _POWER.sub(r"^{\1}", signed).replace("*", r"\,").replace("%", r"\%")
    return rf"\mathrm{{{raised}}}"


def _equation(formula: str, named: str) -> tuple[str, ...]:
    return "\\begin{equation}", f"  {formula}", rf"  \label{{{named}}}", "\\end{equation}"


def _symbols(law: Law, shown: Mapping[str, str], heading: str) -> Iterator[str]:
    """Write a table of the symbols: what each is, and its value or its unit."""
    value, meaning = (rf"p{{{width}\linewidth}}" for width in _WIDTHS)
    yield from ("\\begin{center}", rf"\begin{{tabular}}{{@{{}}l{value}{meaning}@{{}}}}", r"\toprule")
    yield rf"symbol & {heading} & meaning \\"
    yield r"\midrule"
    for entry in (law.output, *law.inputs):
        yield rf"${entry.symbol}$ & {shown.get(entry.name, '')} & {RAGGED}{escaped(entry.doc)} \\"
    yield from (r"\bottomrule", "\\end{tabular}", "\\end{center}")


def _conditions(law: Law) -> Iterator[str]:
    """Say of which kind the law is, what it holds under, what its value is reached only with, and who says so."""
    said = [f"{title}: {'; '.join(map(escaped, listed))}." for title, listed in law.conditions]
    yield rf"\noindent {str(law.kind).capitalize()}, {_sense(law)}. {' '.join(said)}"
    yield f"% limits cite {law.key}"
    yield rf"\cite{{{','.join(law.refs)}}}"


def _sense(law: Law) -> str:
    return {"equal": "an equality", "none": "neither floor nor ceiling"}.get(law.sense.value, law.sense.value)


def _page(*lines: str, packages: str = _PACKAGES) -> str:
    return "\n".join((comment(FOOT), packages, *lines)) + "\n"
