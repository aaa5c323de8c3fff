"""A witness with its numbers put in, one level of the expression after another, as one would do it by hand.

Every number is computed at 50 digits, so that no step loses what it shows.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import mpmath
import sympy

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

__all__ = ["Substitution"]

_PRECISION = 50  # digits in which steps are computed
_GIVEN = 12  # digits in which a given number is shown
_SHOWN = 6  # digits in which a computed number is shown
_SUM, _PRODUCT, _POWER, _ATOM = range(4)  # how tightly an expression holds together
_NEARLY = mpmath.mpf("1e-40")  # how near a computed number must be to a whole one to be it


def _ceiling(number: Any) -> Any:
    nearest = mpmath.nint(number)
    return nearest if abs(number - nearest) < _NEARLY else mpmath.ceil(number)


_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "Abs": abs,
    "LambertW": mpmath.lambertw,
    "Max": max,
    "Min": min,
    "ceiling": _ceiling,
}
"""What mpmath calls differently, or does not have."""


@dataclass
class Substitution:
    """An expression, the names of its symbols in the order in which they are written, and their values.

    Examples
    --------
    >>> x, y = sympy.symbols("x y")
    >>> worked = Substitution(x * sympy.log(1 + y, 2), {"x": 3e9, "y": 100.0})
    >>> worked.formula
    'x * log(1 + y) / log(2)'
    >>> worked.lines
    ['3e9 * log(1 + 100) / log(2)', '3e9 * log(101) / 0.693147', '3e9 * 4.61512 / 0.693147', '1.99746e10']
    """

    expression: sympy.Expr
    values: Mapping[str, float]
    _known: dict[sympy.Basic, Any] = field(default_factory=dict, repr=False)

    @property
    def formula(self) -> str:
        """The expression in names."""
        return self._written(self.expression, -1)

    @property
    def lines(self) -> list[str]:
        """The expression in numbers, then with its innermost parts computed, and so on to the result."""
        levels = [self._written(self.expression, level) for level in range(_height(self.expression) + 1)]
        return list(dict.fromkeys(levels))

    @property
    def value(self) -> Any:
        """The result, a number of mpmath."""
        with mpmath.workdps(_PRECISION):
            return self._value(self.expression)

    def _value(self, node: sympy.Basic) -> Any:
        """Return what a part of the expression is worth, each part computed once."""
        if node not in self._known:
            self._known[node] = self._computed(node)
        return self._known[node]

    def _computed(self, node: sympy.Basic) -> Any:
        if node.is_Symbol:
            return mpmath.mpf(self.values[str(node)])
        if not node.args:
            return mpmath.mpmathify(sympy.N(node, _PRECISION + 10))
        parts = [self._value(part) for part in node.args]
        if node.is_Add:
            return mpmath.fsum(parts)
        if node.is_Mul:
            return mpmath.fprod(parts)
        if node.is_Pow:
            return mpmath.power(*parts)
        name = type(node).__name__
        brought = getattr(node, "_imp_", None)  # a function that the witness brings along
        function = brought or _FUNCTIONS.get(name) or getattr(mpmath, name)
        return function(*parts)

    def _written(self, node: sympy.Basic, level: int) -> str:
        """Write a part of the expression with everything up to a level computed; -1 keeps the names."""
        with mpmath.workdps(_PRECISION):
            return self._text(node, level)[0]

    def _text(self, node: sympy.Basic, level: int) -> tuple[str, int]:
        """Return a text and how tightly it holds together."""
        height = _height(node)
        if not node.args:
            return self._leaf(node, level)
        if height <= level and not (node.is_Add and node != self.expression and self._hides(node)):
            return _number(self._value(node), _SHOWN)
        return self._composed(node, level)

    def _composed(self, node: sympy.Basic, level: int) -> tuple[str, int]:
        if node.is_Add:
            return self._sum(node.args, level), _SUM
        if node.is_Mul or (node.is_Pow and node.exp.could_extract_minus_sign()):
            text = self._product(node, level)
            return text, _SUM if text.startswith("-") else _PRODUCT
        if node.is_Pow and node.exp == sympy.Rational(1, 2):
            return f"sqrt({self._text(node.base, level)[0]})", _ATOM
        if node.is_Pow:
            return f"{self._inside(node.base, level, _ATOM)}^{self._inside(node.exp, level, _ATOM)}", _POWER
        name = type(node).__name__
        return f"{name}({', '.join(self._text(part, level)[0] for part in node.args)})", _ATOM

    def _leaf(self, node: sympy.Basic, level: int) -> tuple[str, int]:
        if level >= 0 and node.is_Symbol:
            return _number(self._value(node), _GIVEN)
        return str(node), _PRODUCT if node.is_Rational and not node.is_Integer else _SUM if node.is_negative else _ATOM

    def _hides(self, node: sympy.Basic) -> bool:
        """Tell whether a sum would be shown as one of its terms, the others lost: it is better left as it stands."""
        total = _number(self._value(node), _SHOWN)
        return any(_number(self._value(part), _SHOWN) == total for part in node.args)

    def _inside(self, node: sympy.Basic, level: int, least: int) -> str:
        """Return a text, in brackets where it holds together less tightly than `least`."""
        text, tightness = self._text(node, level)
        return text if tightness >= least else f"({text})"

    def _sum(self, terms: Sequence[sympy.Basic], level: int) -> str:
        ordered = sorted(terms, key=lambda term: (term.could_extract_minus_sign(), self._place(term)))
        text = ""
        for term in ordered:
            minus = term.could_extract_minus_sign()
            part, tightness = self._text(-term if minus else term, level)
            if part.startswith("-") and tightness == _SUM:  # a negative number
                minus, part = not minus, part[1:]
            elif tightness < _PRODUCT:
                part = f"({part})"
            text += (" - " if minus else " + ") if text else "-" if minus else ""
            text += part
        return text

    def _product(self, node: sympy.Basic, level: int) -> str:
        above, below = [], []
        if node.is_Mul and node.could_extract_minus_sign():
            return f"-{self._inside(-node, level, _PRODUCT)}"
        for factor in sorted(sympy.Mul.make_args(node), key=self._place):
            if factor.is_Rational and factor.q != 1:
                above += [sympy.Integer(factor.p)] if factor.p != 1 else []
                below.append(sympy.Integer(factor.q))
            elif factor.is_Pow and factor.exp.could_extract_minus_sign():
                below.append(1 / factor)
            else:
                above.append(factor)
        numerator = " * ".join(self._inside(factor, level, _PRODUCT) for factor in above) or "1"
        if not below:
            return numerator
        denominator = " * ".join(self._inside(factor, level, _POWER) for factor in below)
        return f"{numerator} / {denominator}" if len(below) == 1 else f"{numerator} / ({denominator})"

    def _place(self, node: sympy.Basic) -> tuple[int, int]:
        """Order numbers before symbols, symbols as they are named, and what is made of them last."""
        if node.is_Pow:
            return self._place(node.base)
        if node.is_Symbol:
            return 1, list(self.values).index(str(node))
        return (0, 0) if not node.args else (2, 0)


def _height(node: sympy.Basic) -> int:
    """Return how many levels of operations a part of an expression has; in a product, dividing is none of its own."""
    if node.is_Mul:
        return 1 + max(_height(part.base if part.is_Pow and part.exp == -1 else part) for part in node.args)
    return 1 + max(map(_height, node.args)) if node.args else 0


def _number(value: Any, digits: int) -> tuple[str, int]:
    """Write a number in few digits, and say how tightly the text holds together.

    Examples
    --------
    >>> (
    ...     _number(mpmath.mpf("1e12"), 6)[0],
    ...     _number(mpmath.mpf(298.15), 6)[0],
    ...     _number(mpmath.mpf("6.62607015e-34"), 12)[0],
    ... )
    ('1e12', '298.15', '6.62607015e-34')
    """
    if mpmath.isint(value) and abs(value) < 10**5:
        text = str(int(value))
    else:
        text = mpmath.nstr(value, digits, min_fixed=-4, max_fixed=5)
        mantissa, _, power = text.partition("e")
        mantissa = mantissa.rstrip("0").rstrip(".") if "." in mantissa else mantissa
        text = f"{mantissa}e{int(power)}" if power else mantissa
    return text, _SUM if text.startswith("-") else _ATOM
