r"""Texts in LaTeX: what is special escaped, ASCII alone, so that every engine and encoding of fonts sets it.

Examples
--------
>>> print(escaped("50 % of R&D_1 -- ■ theorem, Bérut"), label("eq", "shannon", "snr=17.7 dB"))
50 \% of R\&D\_1 -{}- theorem, B\'{e}rut eq:shannon:snr-17.7dB
"""

from __future__ import annotations

import re
import unicodedata

from limits.report.document import MARKS

__all__ = ["KINDS", "RAGGED", "comment", "escaped", "label", "numbers_set", "running"]

KINDS = {f"{mark} {kind}": kind for kind, mark in MARKS.items()}
"""Each kind with its sign, and the word that stands for it."""

RAGGED = r"\rightskip=0pt plus 1fil\relax "
"""What begins a cell of a column of given width: its words are not driven apart."""

_TIMES = re.compile(r"(?<![\w.-])(\d[\d.,]*(?:e-?\d+)?)x\b|(?<=illion) x\b|(?<= )x(?= )")
_MICRO = re.compile(r"(?<=\d[ \N{NO-BREAK SPACE}])u(?=[smJW]\b)")
_ALONE = re.compile(r"(?<![\w.])1e(-?\d+)(?![\w.])")
_WORDS = re.compile("|".join(map(re.escape, KINDS)))
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
_POWER = re.compile(r"(?<![\w.])(-?\d+(?:\.\d+)?)e(-?\d+)(?![\w.])")
_NEGATIVE = re.compile(r"(?<![\w.$^{-])-(\d+(?:\.\d+)?)(?![\w.}-])")
_ODD = re.compile(r"[^\x00-\x7f]")
_LETTERS = ("o", "O", "ae", "AE", "aa", "AA", "l", "L")
_SIGNS = {
    **{sign: rf"\{sign}" for sign in "{}$&#_%"},
    "\\": r"\textbackslash{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    '"': "''",
    "`": r"\textasciigrave{}",
    "┌": r"$\lceil$",
    "│": r"$\vert$",
    "└": r"$\lfloor$",
    "■": r"\rule{1ex}{1ex}",
    "□": r"\framebox[1ex]{}",
    "≈": r"$\approx$",
    "≡": r"$\equiv$",
    "≥": r"$\ge$",
    "≤": r"$\le$",
    "†": r"\textdagger{}",
    "×": r"$\times$",
    "−": "$-$",
    "µ": r"$\mu$",
    "°": r"$^{\circ}$",
    "²": "$^{2}$",
    "³": "$^{3}$",
    "\N{EN DASH}": "--",
    "—": "---",
    "…": r"\dots{}",
    "\N{LEFT SINGLE QUOTATION MARK}": "`",
    "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    "\N{LEFT DOUBLE QUOTATION MARK}": "``",
    "\N{RIGHT DOUBLE QUOTATION MARK}": "''",
    "\N{NO-BREAK SPACE}": r"\,",
    "\N{EURO SIGN}": "EUR",
    "ß": r"\ss{}",
    "\N{LATIN SMALL LETTER DOTLESS I}": r"\i{}",
    **{letter: rf"\{name}{{}}" for letter, name in zip("øØæÆåÅłŁ", _LETTERS, strict=True)},
    "œ": r"\oe{}",
    "Œ": r"\OE{}",
}
_TRANSLATED = str.maketrans(_SIGNS)
_ACCENTS = {
    "\u0300": "`",
    "\u0301": "'",
    "\u0302": "^",
    "\u0303": "~",
    "\u0304": "=",
    "\u0306": "u",
    "\u0307": ".",
    "\u0308": '"',
    "\u030a": "r",
    "\u030b": "H",
    "\u030c": "v",
    "\u0323": "d",
    "\u0327": "c",
}
_OGONEK = "\u0328"  # which the fonts of the encoding OT1 have not
_GREEK = re.compile("GREEK (SMALL|CAPITAL) LETTER ([A-Z]+)$")
_SMALL = {
    *("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu"),
    *("xi", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega"),
}
_CAPITAL = {"Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Upsilon", "Phi", "Psi", "Omega"}
_AS_UNICODE_SAYS = {"LAMDA": "lambda"}


def escaped(text: str) -> str:
    r"""Write a text so that LaTeX prints it; what begins it is never read as an option of the command before.

    What no font of the usual encodings has is named by its code point.

    Examples
    --------
    >>> print(escaped("[1 .. 2]"), escaped("σ 東"))
    {}[1 .. 2] $\sigma$ [U+6771]
    """
    words = _WORDS.sub(lambda found: KINDS[found[0]], _CONTROL.sub(" ", text))
    written = words.replace("--", "-\0-").translate(_TRANSLATED).replace("\0", "{}")
    written = _ODD.sub(lambda found: _foreign(found[0]), written)
    return f"{{}}{written}" if written[:1] in ("[", "*") else written


def _foreign(letter: str) -> str:
    """Write a letter that is none of ASCII's."""
    base, accent = (parts := unicodedata.normalize("NFD", letter))[:1], parts[1:]
    if base.isascii() and accent == _OGONEK:
        return base
    if base.isascii() and accent in _ACCENTS:
        return rf"\{_ACCENTS[accent]}{{{base}}}"
    greek = _GREEK.match(unicodedata.name(letter, ""))
    if greek is not None:
        name = _AS_UNICODE_SAYS.get(greek[2], greek[2].lower())
        name = name if greek[1] == "SMALL" else name.capitalize()
        if name in _SMALL or name in _CAPITAL:
            return rf"$\{name}$"
    return f"[U+{ord(letter):04X}]"


def comment(text: str) -> str:
    """Write a text as a comment of one line.

    Examples
    --------
    >>> comment("limits 0.1.0, Erguvenc")
    '% limits 0.1.0, Erguvenc'
    """
    return f"% {_ODD.sub('?', _CONTROL.sub(' ', text))}"


def numbers_set(written: str) -> str:
    r"""Set the powers of ten and the minus signs of an escaped text as mathematics does.

    Examples
    --------
    >>> print(numbers_set("3.8e25 FLOP, -0.5"))
    $3.8 \times 10^{25}$ FLOP, $-0.5$
    """
    return _NEGATIVE.sub(r"$-\1$", _POWER.sub(r"$\1 \\times 10^{\2}$", written))


def running(text: str) -> str:
    r"""Write text as a caption or a cell has it: escaped, with powers of ten, signs of multiplication and micro set.

    Examples
    --------
    >>> print(running("16384 x h100-sxm, 31x, 1e16 .. 1e19x, 18 million x, 2.7 us"))
    16384 $\times$ h100-sxm, 31$\times$, $10^{16}$ .. $10^{19}$$\times$, 18 million$\times$, 2.7 $\mu$s
    """
    signed = _TIMES.sub(lambda found: f"{found[1] or ''}\N{MULTIPLICATION SIGN}", text)
    written = escaped(_MICRO.sub("\N{MICRO SIGN}", signed))
    return numbers_set(_ALONE.sub(r"$10^{\1}$", written))


def label(kind: str, *parts: str) -> str:
    """Return a label: the same for the same words, another one for other words.

    Examples
    --------
    >>> label("eq", "landauer", "bits=1 bit", "temperature=-5 degC"), label("tab", "a b"), label("tab", "ab")
    ('eq:landauer:bits-1bit:temperature-+m5degC', 'tab:ab', 'tab:ab')
    """
    return ":".join((kind, *map(_slug, parts)))


def _slug(part: str) -> str:
    name, sign, value = part.partition("=")
    return _plain(name) + (f"-{_plain(value).replace('-', '+m')}" if sign else "")


def _plain(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9.+-]", lambda found: "" if found[0] == " " else f"+{ord(found[0]):x}", text)
