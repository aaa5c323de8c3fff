"""The sympy witness of every law: the law once more, stated independently of its kernel.

Witnesses prove kernels and never replace them: code generated from sympy loses all digits of Shannon's capacity at
small signal-to-noise ratios. Importing this package loads sympy, so nothing imports it until somebody
asks for a formula. A witness stands in the file that is called as its kernel's.

Examples
--------
>>> witness("landauer")
T*k_B*n*log(2)
"""

from __future__ import annotations

import importlib
from types import SimpleNamespace
from typing import TYPE_CHECKING

import sympy

from limits.laws.formulary.table import HOMES, get

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["WITNESSES", "witness"]

WITNESSES: dict[str, Callable[[SimpleNamespace], sympy.Expr]] = {
    key: formula
    for home in dict.fromkeys(HOMES.values())
    for key, formula in importlib.import_module(f"limits.laws.symbolic.{home}").WITNESSES.items()
}
"""By key of the law: a function of a namespace that holds the law's inputs and the constants as symbols."""


def witness(key: str) -> sympy.Expr:
    """Return the law called `key` as an expression in its printed symbols.

    Raises
    ------
    UnknownNameError
        If there is no such law.

    Examples
    --------
    >>> witness("shannon")
    B*log(S/N + 1)/log(2)
    """
    law = get(key)
    inputs = {entry.name: sympy.Symbol(entry.symbol.strip("\\"), positive=True) for entry in law.inputs}
    constants = {name: sympy.Symbol(name, positive=True) for name in ("k_B", "h", "hbar", "c", "e", "G", "N_A")}
    return WITNESSES[law.key](SimpleNamespace(**inputs, **constants))
