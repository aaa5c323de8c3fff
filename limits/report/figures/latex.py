r"""A figure as a piece of a paper: ready for ``\input``, its first sentence the caption, what else it says below it."""

from __future__ import annotations

import re

from limits.report.formats.tex import comment, label, running

__all__ = ["piece"]

_SIGN = re.compile(r"(?<=, )= (?=data sheet)")  # of a kind, beside its word


def piece(name: str, width: float, caption: str) -> str:
    r"""Write the environment of a figure, no wider than the column in which it stands.

    Parameters
    ----------
    name
        The file of the figure, as LaTeX is to find it.
    width
        Its width in inch.
    caption
        Its paragraphs, the last of which is the stamp.

    Examples
    --------
    >>> print(piece("ladder.pdf", 3.3, "Loss against\ncompute.\n\nBars: 5 to 95 %; 1e16x.\n\nlimits 0.1.0\n"))
    % limits 0.1.0
    % needs the package graphicx
    \begin{figure}[htbp]
    \centering
    \includegraphics[width=\ifdim 3.3in>\linewidth \linewidth\else 3.3in\fi]{ladder.pdf}
    \caption{Loss against compute.}
    \label{fig:ladder}
    \smallskip\raggedright\footnotesize
    Bars: 5 to 95 \%; $10^{16}$$\times$.
    limits 0.1.0.
    \end{figure}
    <BLANKLINE>
    """
    first, *said = (" ".join(each.split()) for each in caption.split("\n\n"))
    within = rf"\ifdim {width:g}in>\linewidth \linewidth\else {width:g}in\fi"
    lines = (
        comment(said[-1] if said else first),
        "% needs the package graphicx",
        r"\begin{figure}[htbp]",
        r"\centering",
        rf"\includegraphics[width={within}]{{{name}}}",
        rf"\caption{{{_set(first)}}}",
        rf"\label{{{label('fig', name.rpartition('.')[0])}}}",
        *([r"\smallskip\raggedright\footnotesize"] if said else []),
        *map(_set, said),
        r"\end{figure}",
    )
    return "\n".join(lines) + "\n"


def _set(text: str) -> str:
    """Write a paragraph of a caption as a sentence."""
    ended = text if text.endswith((".", ":", ";")) else f"{text}."
    return running(_SIGN.sub("", ended))
