r"""Formulas of LaTeX in letters, for a terminal: one line that is read aloud as the formula would be.

Only what formulas of this package are made of is known: fractions, roots, sums, letters, sub- and superscripts. A name
that is not known stays as it is, its backslash too, so that nothing is lost in silence.
"""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["GREEK", "in_letters"]

_GREEK = (
    "alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ kappa κ lambda λ mu μ nu ν xi ξ pi π"
)
_GREEK += " rho ρ sigma σ tau τ phi φ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Sigma Σ Phi Φ Psi Ψ"
_GREEK += " Omega Ω hbar ħ"
GREEK = dict(zip(_GREEK.split()[::2], _GREEK.split()[1::2], strict=True))
"""Letters that are not of ASCII, by their names in LaTeX."""

_SIGNS = {"le": "≤", "ge": "≥", "approx": "≈", "equiv": "≡", "propto": "∝", "sim": "~", "mid": "|", "cdot": "·"}
_SIGNS |= {
    "times": "x",
    "infty": "inf",
    "lceil": "ceil(",
    "rceil": ")",
    "lfloor": "floor(",
    "rfloor": ")",
    "ell": "l",
    "star": "*",
}
_FUNCTIONS = ("ln", "log", "exp", "min", "max", "sum", "prod", "sinh", "arcsinh", "sin", "cos")
_BLANKS = frozenset({" ", ",", ";", ":", "quad", "qquad"})
_NOTHING = ("left", "right", "!", "displaystyle")
_FRACTIONS = frozenset({"frac", "tfrac", "dfrac"})
_CALLS = {"sqrt": 1, "binom": 2}  # functions, with how many groups they take
_OVER = dict.fromkeys(("mathrm", "mathcal", "mathbb", "mathit", "mathbf", "text"), "")  # letters in another type
_OVER |= {mark: mark for mark in ("bar", "dot", "hat", "tilde")}  # what is written over a letter

_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|.", re.DOTALL)
_CORNERS = r"(?:[\^_](?:-?\w+|\([^()]*\)))*"
_ONE = r"\d+|[^\W\d_]|[A-Z]+|\w+(?:bar|dot|hat)|\|[^|]+\||\([^()]*\)"  # number, letter, name, size, or in brackets
_ATOM = re.compile(rf"(?:{_ONE}){_CORNERS}")  # needs no brackets below a line
_SHORT = re.compile(r"-?\w+|\*")  # needs none in a corner
_CALL = re.compile(rf"\w+{_CORNERS}(?=\()")


class _Piece(NamedTuple):
    """A part of a formula in letters, and what it is: that decides what stands between it and the next one."""

    text: str
    what: str = "sign"  # or letter, difference, word, function, corner, fraction, blank


_BLANK = _Piece(" ", "blank")
_ESCAPED = "{}|%_&#"
_KNOWN = {
    **{name: _Piece(letter, "letter") for name, letter in GREEK.items()},
    **{name: _Piece(sign, "letter" if name == "ell" else "sign") for name, sign in _SIGNS.items()},
    **{name: _Piece(name, "function") for name in _FUNCTIONS},
    **{name: _Piece("") for name in _NOTHING},
    "Delta": _Piece(GREEK["Delta"], "difference"),
}


def in_letters(latex: str) -> str:
    r"""Return a formula in letters.

    Examples
    --------
    >>> in_letters(r"E \ge n\,k_B T \ln 2"), in_letters(r"\eta \le \frac{\Delta T}{T_h} = 1 - \frac{T_c}{T_h}")
    ('E ≥ n k_B T ln 2', 'η ≤ ΔT/T_h = 1 - T_c/T_h')
    >>> in_letters(r"R \le \frac{\pi}{\ln 2}\sqrt{\frac{2P}{3h}}")
    'R ≤ (π / (ln 2)) sqrt(2P/(3h))'
    """
    return _Reader(_TOKEN.findall(latex)).whole()


class _Reader:
    """Reads the tokens of a formula once, from the left."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens, self.place = tokens, 0

    def whole(self) -> str:
        """Return the rest of the formula, to its end or to that of the braces."""
        pieces: list[_Piece] = []
        while self.place < len(self.tokens):
            token = self._next()
            if token == "}":
                break
            pieces.append(self._piece(token))
        return _joined(pieces)

    def _next(self) -> str:
        self.place += 1
        return self.tokens[self.place - 1]

    def _group(self) -> str:
        """Return what stands in braces, or the one thing that needs none."""
        while self.place < len(self.tokens) and self.tokens[self.place].isspace():
            self.place += 1
        if self.place == len(self.tokens):
            return ""
        token = self._next()
        return self.whole() if token == "{" else self._piece(token).text

    def _piece(self, token: str) -> _Piece:
        name = token[1:] if token[0] == "\\" and len(token) > 1 else ""
        if token == "{":
            return _Piece(self.whole())
        if token in {"^", "_"}:
            return _Piece(token + _bracketed(self._group(), _SHORT), "corner")
        if token.isspace() or name in _BLANKS:
            return _BLANK
        if not name:
            return _Piece(token, "letter" if token.isalnum() else "sign")
        return self._named(name)

    def _named(self, name: str) -> _Piece:
        if name in _FRACTIONS:
            return _Piece(_fraction(self._group(), self._group()), "fraction")
        if name in _CALLS:
            return _Piece(f"{name}({', '.join(self._group() for _ in range(_CALLS[name]))})", "word")
        if name in _OVER:
            return _Piece(self._group() + _OVER[name], "word" if _OVER[name] else "letter")
        if name == "left" and self.tokens[self.place : self.place + 1] == ["["]:
            return _BLANK  # it stands before what is multiplied, and never before what a function takes
        return _KNOWN.get(name) or _Piece(name if name in _ESCAPED else f"\\{name}")


def _joined(pieces: list[_Piece]) -> str:
    """Write pieces one after the other, with a blank where two names would become one."""
    pieces = [piece for piece in pieces if piece.text]
    text, before, function = "", _Piece(""), False
    for place, piece in enumerate(pieces):
        after = _factor(pieces[place + 1 :])
        if piece.what == "blank":
            taken = after is not None and (
                before.what == "difference" or (before.what == "function" and _opens(after.text))
            )
            if not taken:
                text, before = f"{text} ", piece
            continue
        shown = f"({piece.text})" if piece.what == "fraction" and (function or after) else piece.text
        if _apart(before, piece, shown) and not _opens(text[-1:]):
            text += " "
        text += shown
        function = piece.what == "function" or (function and piece.what == "corner")
        before = piece
    text = re.sub(r" +", " ", text).strip()
    return re.sub(r"(?<=[(\[]) | (?=[)\],])", "", text)


def _apart(before: _Piece, piece: _Piece, shown: str) -> bool:
    """Tell whether two factors would read as one name, or as a function of what stands in brackets."""
    if not _begins_a_factor(piece):
        return False
    if before.what in {"fraction", "word"}:
        return True
    if before.what in {"corner", "function"}:
        return not _opens(shown)
    if piece.what in {"function", "word", "fraction"}:
        return before.text[-1:].isalnum() or before.text[-1:] in {")", "]"}
    return before.what == "letter" == piece.what and not before.text.isascii() and not piece.text.isdigit()


def _factor(rest: list[_Piece]) -> _Piece | None:
    """Return what comes next, if that is a factor."""
    after = next((piece for piece in rest if piece.what != "blank"), None)
    return after if after is not None and _begins_a_factor(after) else None


def _begins_a_factor(piece: _Piece) -> bool:
    return piece.what not in {"sign", "blank", "corner"} or _opens(piece.text)


def _opens(text: str) -> bool:
    return text[:1] in {"(", "["}


def _bracketed(text: str, fits: re.Pattern[str]) -> str:
    call = _CALL.match(text)
    alone = fits.fullmatch(text) or _whole(text) or (call and _whole(text[call.end() :]))
    return text if alone else f"({text})"


def _whole(text: str) -> bool:
    """Tell whether one pair of brackets holds all of a text."""
    depth = 0
    for place, sign in enumerate(text):
        depth += (sign in "([") - (sign in ")]")
        if depth == 0:
            return place == len(text) - 1 and _opens(text)
    return False


def _fraction(above: str, below: str) -> str:
    below = _bracketed(below, _ATOM)
    if _is_sum(above):
        above = f"({above})"
    sign = " / " if " " in above or " " in below else "/"
    return f"{above}{sign}{below}"


def _is_sum(text: str) -> bool:
    """Tell whether a text is a sum outside all brackets."""
    depth = 0
    for place, sign in enumerate(text):
        depth += (sign in "([") - (sign in ")]")
        if depth == 0 and sign in "+-" and place and text[place - 1] not in "^_":
            return True
    return False
