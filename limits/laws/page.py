"""The page of the handbook that ``help()`` shows for a law, built from its record so that it cannot drift from it."""

from __future__ import annotations

from html import escape
from textwrap import fill
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from limits.laws.input import Input
    from limits.laws.law import Law

__all__ = ["SIDES", "example", "html", "page"]

_WIDTH = 88


def page(law: Law) -> str:
    """Return the law's page as a docstring: statement, formula, symbols, conditions, errors, sources, an example.

    Examples
    --------
    >>> from limits import laws
    >>> print(page(laws.landauer).splitlines()[0])
    Least heat released when bits of information are erased into a bath at temperature.
    """
    from limits.references import entry

    name = law.result.replace("_", " ")
    rows = [_symbol(entry_) for entry_ in (law.output, *law.inputs)]
    sources = [_wrapped(f"[{key}] {entry(key).line} [evidence: {entry(key).evidence}]") for key in law.refs]
    parts = [
        law.statement,
        f"{law.kind.value.capitalize()}; the {name} is {SIDES[law.sense.value]}\n\n    {law.latex}",
        _section("Symbols", rows),
        *(_section(title, [_wrapped(f"- {each}") for each in conditions]) for title, conditions in law.conditions),
        _section("Raises", _raises(law)),
        _section("Sources", sources),
        _section("Examples", example(law)),
    ]
    return "\n\n".join(parts)


def html(law: Law) -> str:
    """Return a law for a notebook: what it says, the formula for MathJax, its symbols and its conditions.

    Examples
    --------
    >>> from limits import laws
    >>> html(laws.landauer).partition("</p>")[0]
    '<div><p><b>landauer</b> (theorem, at least): Least heat released when bits of information are erased into a bath \
at temperature.'
    """
    head = "".join(f"<th>{escape(name)}</th>" for name in ("name", "symbol", "unit", "domain", "what"))
    rows = "".join(
        f"<tr><td>{escape(each.name)}</td><td>${escape(each.symbol)}$</td><td>{escape(each.unit)}</td>"
        f"<td>{escape(str(each.domain))}</td><td>{escape(each.doc)}</td></tr>"
        for each in (law.output, *law.inputs)
    )
    conditions = "".join(
        f"<p>{title}:</p><ul>{''.join(f'<li>{escape(each)}</li>' for each in listed)}</ul>"
        for title, listed in law.conditions
    )
    return (
        f"<div><p><b>{escape(law.key)}</b> ({law.kind}, {law.sense}): {escape(law.statement)}</p>\n"
        f"<p>$\\displaystyle {escape(law.latex)}$</p>\n"
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>\n"
        f"{conditions}</div>"
    )


SIDES = {"at least": "at least", "at most": "at most", "equal": "exactly", "none": "about"}
"""How each sense is said behind `the result is`."""


def _section(title: str, lines: list[str]) -> str:
    """Put a heading over lines, underlined as numpy docstrings have it."""
    return "\n".join([title, "-" * len(title), *lines])


def _symbol(entry: Input) -> str:
    """Describe one symbol: name, symbol, unit, domain, meaning and range of use."""
    low, high = entry.typical
    usual = f"; usually {low:g} to {high:g}" if high else ""
    return f"{entry.name} : {entry.symbol} [{entry.unit}] {entry.domain}\n    {entry.doc}{usual}"


def _raises(law: Law) -> list[str]:
    """Say when a call or a solution is refused."""
    together = " or not allowed together" if law.condition else ""
    return [
        "InputError",
        _wrapped(f"    inputs missing, unknown, of another dimension, outside their domain{together}; all at once"),
        "NoSolutionError",
        f"    solve: no value of the wanted input gives the {law.result}",
    ]


def example(law: Law) -> list[str]:
    """Call the law with the examples of its inputs, and show what comes back."""
    from limits import units

    arguments = [f"{entry.name}={entry.eg!r}" for entry in law.inputs]
    value = law.kernel(**{entry.name: units.si(entry.eg, entry.unit).value for entry in law.inputs})
    name = law.key.replace("-", "_")
    return [
        ">>> from limits import laws",
        *_call(f"{law.result} = laws.{name}", arguments),
        f'>>> f"{{{law.result}.magnitude:.4g}} {law.unit}"',
        repr(f"{value:.4g} {law.unit}"),
    ]


def _call(function: str, arguments: list[str]) -> list[str]:
    """Write a call as an example, on one line where it fits."""
    line = f">>> {function}({', '.join(arguments)})"
    if len(line) <= _WIDTH:
        return [line]
    return [f">>> {function}(", *(f"...     {argument}," for argument in arguments), "... )"]


def _wrapped(text: str) -> str:
    """Break a long line, its continuation indented."""
    return fill(text, _WIDTH, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False)
