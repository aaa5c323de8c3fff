"""Draw the formulas of all laws on one sheet, to be looked at: `python docs/contact_sheet.py OUT.png`.

The formulas are set by matplotlib (the extra `plot`), whose LaTeX is a small part of what papers understand: what it
takes, they take. A few commands that it lacks are replaced, and arguments that need no braces in LaTeX get them.
"""

from __future__ import annotations

import argparse
import math
import re
from typing import TYPE_CHECKING

from limits import laws

if TYPE_CHECKING:
    from limits.laws import Law

_SAME = {
    r"\tfrac": r"\frac",
    r"\ge": r"\geq",
    r"\le": r"\leq",
    r"\frac": r"\dfrac",
    r"\!": "",
    r"\lvert": "|",
    r"\rvert": "|",
}
_ARGUMENTS = {r"\dfrac": 2, r"\frac": 2, r"\sqrt": 1, r"\mathbb": 1, r"\mathcal": 1, r"\mathrm": 1}
_TOKEN = re.compile(r"\\(?:[A-Za-z]+|.)|\s+|.")
_COLUMNS = 3
_CELL = (5.6, 1.0)  # width and height in inch


def settable(latex: str) -> str:
    r"""Return a formula in what matplotlib knows.

    Examples
    --------
    >>> print(settable(r"E \ge \tfrac12 \sqrt M"), settable(r"\frac1{k_B}"))
    E \geq \frac{1}{2} \sqrt{M} \dfrac{1}{k_B}
    """
    tokens = [_SAME.get(token, token) for token in _TOKEN.findall(latex)]
    written, wanted = [], 0  # arguments that the last command still wants
    for place, token in enumerate(tokens):
        if wanted and token.isspace():
            continue
        bare = wanted and token not in ("{", "[")
        written.append(f"{{{token}}}" if bare else token)
        wanted = wanted - 1 if bare else 0
        if token in _ARGUMENTS:
            wanted = _ARGUMENTS[token]
        elif token == "}" and _opens_second(tokens, place):
            wanted = 1
    return "".join(written)


def _opens_second(tokens: list[str], place: int) -> bool:
    """Tell whether the brace that closes here closes the first argument of a fraction."""
    depth = 0
    for earlier in range(place, -1, -1):
        depth += {"}": 1, "{": -1}.get(tokens[earlier], 0)
        if depth == 0:
            return earlier > 0 and tokens[earlier - 1] in (r"\dfrac", r"\frac")
    return False


def drawn(shown: tuple[Law, ...], path: str) -> None:
    """Write the sheet to a file; the format is that of its name.

    Raises
    ------
    ValueError
        If matplotlib cannot set a formula.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    rows = math.ceil(len(shown) / _COLUMNS)
    figure = Figure(figsize=(_COLUMNS * _CELL[0], rows * _CELL[1]), facecolor="white")
    renderer = FigureCanvasAgg(figure).get_renderer()
    room = 0.94 * _CELL[0] * figure.dpi
    for place, law in enumerate(shown):
        column, row = divmod(place, rows)
        left = (column + 0.03) / _COLUMNS
        about = f"{law.key}  ({law.kind}, {law.sense})"
        figure.text(left, 1 - (row + 0.08) / rows, about, size=8, color="gray", va="top")
        formula = figure.text(left, 1 - (row + 0.62) / rows, f"${settable(law.latex)}$", size=14, va="center")
        width = formula.get_window_extent(renderer).width
        formula.set_size(14 * min(1.0, room / width))  # a long one smaller, rather than cut off
    figure.savefig(path, dpi=100)


def main() -> None:
    """Draw all laws to the file named on the command line."""
    parser = argparse.ArgumentParser(description="Draw the formulas of all laws on one sheet.")
    parser.add_argument("path", metavar="OUT.png", help="where to write the sheet; also .pdf or .svg")
    drawn(laws.LAWS, parser.parse_args().path)


if __name__ == "__main__":
    main()
