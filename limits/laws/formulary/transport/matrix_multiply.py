"""Matrix multiplication: what has to move between a large memory and a small fast one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from limits.laws.domain import COUNT, POSITIVE
from limits.laws.input import Input, Kind, Sense
from limits.laws.law import Law

if TYPE_CHECKING:
    from limits.typing import Num

__all__ = ["MATMUL_INTENSITY", "MATMUL_TRAFFIC", "matmul_intensity", "matmul_traffic"]

_MEMORY = ("S", "bit", POSITIVE, (8e3, 8e9), "fast memory", "228 KiB")
_WORD = ("w", "bit", POSITIVE, (4.0, 64.0), "width of one element", "16 bit")
_CLASSICAL = "the classical algorithm, in any order: not Strassen's"
_TWO_LEVELS = "one fast memory before one slow one; for many processors take the share of each"


def matmul_traffic(rows: Num, columns: Num, inner: Num, memory: Num, word: Num) -> Num:
    r"""Least traffic of a matrix product C = A B through a fast `memory`.

    .. math:: Q \ge w\,\max\left(\frac{2mnk}{\sqrt{S/w}} - \frac{2S}{w},\; mn + nk + mk\right)

    Parameters
    ----------
    rows
        Rows of A and C, m [1].
    columns
        Columns of B and C, n [1].
    inner
        Columns of A and rows of B, k [1].
    memory
        Fast memory [bit].
    word
        Width of one element [bit].

    Returns
    -------
    Num
        Information moved between fast and slow memory [bit].

    Notes
    -----
    A theorem on the classical algorithm, which does m n k multiplications with addition, that is 2 m n k FLOP
    [smith2019]_; that it grows in this way is older [hong1981]_. Small products are bound by what has to be read and
    written at all. The published bounds count words; S/w words fit into the memory.

    Examples
    --------
    >>> f"{matmul_traffic(8192.0, 8192.0, 8192.0, 116736 * 16.0, 16.0) / 16:.6g} words"
    '3.21785e+09 words'
    """
    words = memory / word
    blocked = 2.0 * rows * columns * inner / np.sqrt(words) - 2.0 * words
    compulsory = rows * columns + columns * inner + rows * inner
    return word * np.maximum(blocked, compulsory)


MATMUL_TRAFFIC = Law(
    key="matmul-traffic",
    kernel=matmul_traffic,
    kind=Kind.THEOREM,
    sense=Sense.AT_LEAST,
    result="traffic",
    symbol="Q",
    unit="bit",
    gives="information moved between fast and slow memory",
    inputs=(
        Input("rows", "m", "1", COUNT, (1.0, 1e5), "rows of the first matrix", "8192"),
        Input("columns", "n", "1", COUNT, (1.0, 1e5), "columns of the second matrix", "8192"),
        Input("inner", "k", "1", COUNT, (1.0, 1e5), "columns of the first and rows of the second", "8192"),
        Input("memory", *_MEMORY),
        Input("word", *_WORD),
    ),
    latex=r"Q \ge w\,\max\left(\frac{2mnk}{\sqrt{S/w}} - \frac{2S}{w},\; mn + nk + mk\right)",
    holds_under=(
        _CLASSICAL,
        _TWO_LEVELS,
        "all matrices begin and end in the slow memory, their elements of one width",
    ),
    refs=("smith2019", "hong1981"),
)


def matmul_intensity(memory: Num, word: Num) -> Num:
    r"""Highest arithmetic intensity of a large matrix product through a fast `memory`.

    .. math:: I \le \frac{1}{w}\sqrt{\frac{S}{w}}

    Parameters
    ----------
    memory
        Fast memory [bit].
    word
        Width of one element [bit].

    Returns
    -------
    Num
        Operations for each bit moved [FLOP/bit]; times 8 for each byte.

    Notes
    -----
    The 2 m n k FLOP of a product over its `matmul_traffic`, for matrices that are large against the memory
    [smith2019]_.

    Examples
    --------
    >>> f"{8 * matmul_intensity(116736 * 16.0, 16.0):.4g} FLOP for each byte"
    '170.8 FLOP for each byte'
    """
    return np.sqrt(memory / word) / word


MATMUL_INTENSITY = Law(
    key="matmul-intensity",
    kernel=matmul_intensity,
    kind=Kind.THEOREM,
    sense=Sense.AT_MOST,
    result="intensity",
    symbol="I",
    unit="FLOP/bit",
    gives="operations for each bit moved",
    inputs=(Input("memory", *_MEMORY, power=0.5), Input("word", *_WORD, power=-1.5)),
    latex=r"I \le \frac{1}{w}\sqrt{\frac{S}{w}}",
    holds_under=(
        _CLASSICAL,
        _TWO_LEVELS,
        "matrices large against the fast memory; a multiplication with addition is 2 FLOP",
    ),
    refs=("smith2019", "hong1981"),
)
