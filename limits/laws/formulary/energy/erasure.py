"""What does a FLOP erase? The most contested input of a Landauer bound, answered by named conventions.

Landauer's law takes bits; nothing in physics says how many bits a FLOP erases. The only unconditional answer is 0,
since any function can be computed reversibly (bennett1973). Every other answer is a convention about which registers
are overwritten; what a deterministic map erases is the entropy of its input given its output (faist2015). One fused
multiply-add (FMA), ``acc + a * b``, counts as 2 FLOP.

Examples
--------
>>> erased_bits("operands_inplace", "bf16")
16.0
"""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from limits.errors import InputError, Problem, UnknownNameError
from limits.formats import NumberFormat, number_format
from limits.laws.reading import in_floats, reals

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = ["CONVENTIONS", "erased_bits", "every_convention", "logical_erasure", "multiply_erasure"]

CONVENTIONS = (
    "none",
    "output_overwrite",
    "logical",
    "gemm_amortised",
    "operands",
    "operands_inplace",
    "gates",
)
"""Names of the erasure conventions; `erased_bits` says what each one counts."""

_FLOP_PER_FMA = 2.0
_WIDEST = 8  # bits; two 8-bit operands have 65,536 joint states, two 16-bit ones 4.3e9
_BITS_PER_GATE = 0.75 * math.log2(3.0)  # AND, OR, NAND: `logical_erasure`, where three of four inputs share an output


def erased_bits(
    convention: str,
    precision: str,
    shape: ArrayLike | None = None,
    gates_per_flop: float | None = None,
) -> float:
    r"""Bits that one FLOP erases under a named convention.

    With operand width :math:`w` (its share of a scale that a block of operands has in common included), accumulator
    width :math:`w_a` (both of ``data/formats.toml``) and one FMA = 2 FLOP:

    ==================  ===========================  ==================================================================
    convention          bit per FLOP                 what is erased
    ==================  ===========================  ==================================================================
    `none`              0                            nothing: reversible computing, the only unconditional bound
    `output_overwrite`  :math:`w_a/2`                the overwritten result register
    `logical`           :math:`H(a, b\mid ab)/2`     what the exact product forgets of uniform operands
    `gemm_amortised`    :math:`w(mk+kn)/(2mnk)`      each operand of a matrix product, once per product
    `operands`          :math:`(2w+w_a)/2`           every input register of every FMA: an upper convention
    `operands_inplace`  :math:`w`                    both operands; the accumulator's map is (nearly) one-to-one
    `gates`             :math:`1.1887` per gate      one output of each two-input gate, uniform inputs
    ==================  ===========================  ==================================================================

    Parameters
    ----------
    convention
        One of `CONVENTIONS`.
    precision
        Name of a number format, such as ``bf16``.
    shape
        Matrix product as (m, n, k); `gemm_amortised` needs it.
    gates_per_flop
        Irreversible two-input gates per FLOP; `gates` needs it, since no published synthesis count is known for it.

    Returns
    -------
    float
        Erased bits per FLOP [bit/FLOP].

    Raises
    ------
    UnknownNameError
        If there is no such convention or number format.
    InputError
        If `shape` or `gates_per_flop` is needed and missing or not positive, or the format is too wide to enumerate.

    Notes
    -----
    Conventions are choices, never sampled: they span 0 to some thousand bit per FLOP, and a report states its own.

    Examples
    --------
    >>> erased_bits("gemm_amortised", "bf16", shape=(8192, 8192, 8192))
    0.001953125
    >>> erased_bits("operands", "fp32") * 2  # per FMA
    96.0
    >>> erased_bits("operands_inplace", "nvfp4")  # 4 bit, and a scale of 8 bit for 16 of them
    4.5
    """
    form = number_format(precision)
    registers = _registers(form)
    if convention in registers:
        return registers[convention] / _FLOP_PER_FMA
    if convention == "logical":
        return multiply_erasure(form.name) / _FLOP_PER_FMA
    if convention == "gemm_amortised":
        return _gemm_amortised(form.stored, shape)
    if convention == "gates":
        return _gates(gates_per_flop)
    raise UnknownNameError("erasure convention", convention, CONVENTIONS, see=f"one of {', '.join(CONVENTIONS)}")


def every_convention(precision: str) -> tuple[tuple[str, float | None, str], ...]:
    """Bits per FLOP under every convention, and why where one cannot be said.

    Parameters
    ----------
    precision
        Name of a number format, such as ``bf16``.

    Returns
    -------
    tuple
        For each convention its name, bits per FLOP [bit/FLOP] or None, and why it has none.

    Raises
    ------
    UnknownNameError
        If there is no such number format.

    Notes
    -----
    `logical` forgets a part of the two operands, so it never exceeds `operands_inplace`; formats that are too wide to
    count its pairs have none. `gates` has no ceiling: it grows with the gates of a FLOP.

    Examples
    --------
    >>> [(name, bits) for name, bits, _ in every_convention("bf16") if bits is not None]
    [('none', 0.0), ('output_overwrite', 16.0), ('operands', 32.0), ('operands_inplace', 16.0)]
    >>> [(name, why) for name, bits, why in every_convention("bf16") if bits is None][0]
    ('logical', 'bf16 has too many pairs of operands to count')
    """
    form = number_format(precision)
    registers = _registers(form)
    lacking = {
        "logical": f"{form.name} has too many pairs of operands to count"
        if form.width > _WIDEST
        else f"operands of {form.name} share a scale, so that pairs of them are not counted alone",
        "gemm_amortised": "needs the shape of the matrix product",
        "gates": "needs the gates of a FLOP",
    }
    every: list[tuple[str, float | None, str]] = []
    for name in CONVENTIONS:
        if name in registers:
            every.append((name, registers[name] / _FLOP_PER_FMA, ""))
        elif name == "logical" and form.width <= _WIDEST and not form.element:
            every.append((name, multiply_erasure(form.name) / _FLOP_PER_FMA, ""))
        else:
            every.append((name, None, lacking[name]))
    return tuple(every)


def _registers(form: NumberFormat) -> dict[str, float]:
    """Bits per FMA under the conventions that only ask which registers are overwritten."""
    return {
        "none": 0.0,
        "output_overwrite": float(form.accumulator),
        "operands": 2.0 * form.stored + form.accumulator,
        "operands_inplace": 2.0 * form.stored,
    }


@cache
def multiply_erasure(precision: str, *, rounded: bool = False) -> float:
    r"""Bits that one multiplication of uniform operands erases, by enumeration of all pairs of bit patterns.

    For uniform bit patterns :math:`H(a,b\mid y) = \sum_y p_y \log_2 c_y`, with :math:`c_y` the number of pairs whose
    product is :math:`y`.

    Parameters
    ----------
    precision
        Name of a number format of at most 8 bit.
    rounded
        Round the product to the operand's format (to nearest, ties to even) before it is compared, instead of keeping
        it exactly. Where the format has no infinity, overflow saturates.

    Returns
    -------
    float
        Erased bits per multiplication [bit]; half of it per FLOP of an FMA.

    Raises
    ------
    InputError
        If the format is wider than 8 bit, or an integer format is to be rounded.

    Notes
    -----
    All NaN outputs count as one symbol, +0 and -0 as two, infinities by sign.

    Examples
    --------
    >>> round(multiply_erasure("fp8-e4m3"), 9), round(multiply_erasure("fp8-e4m3", rounded=True), 9)
    (5.440027554, 8.681825448)
    """
    form = number_format(precision)
    if form.element:
        wanted = f"a format whose operands share no scale, as {form.element}, whose pairs can be counted"
        raise _refused("precision", repr(precision), wanted)
    if form.width > _WIDEST:
        raise _refused("precision", repr(precision), f"a format of at most {_WIDEST} bit, whose pairs can be counted")
    if rounded and form.integer:
        raise _refused("rounded", "an integer format", "a floating-point format; an integer product keeps all its bits")
    values = form.values()
    with np.errstate(invalid="ignore"):  # 0 times infinity is NaN, as it should be
        product = np.multiply.outer(values, values).ravel()
    if rounded:
        product = _round(product, form)
    elif form.integer:
        product += 0.0  # an integer has one zero: this turns -0.0 into 0.0
    symbols = np.where(np.isnan(product), np.nan, product).view(np.int64)
    return logical_erasure(symbols)


def logical_erasure(outputs: ArrayLike) -> float:
    r"""Bits that a map forgets whose inputs are all equally likely: the entropy of the input given the output.

    .. math:: H(X \mid Y) = \frac{1}{N} \sum_y c_y \log_2 c_y

    Parameters
    ----------
    outputs
        The output of each input, as any values that can be told apart: N of them, of which :math:`c_y` are y.

    Returns
    -------
    float
        Erased bits per use of the map [bit]; 0 where no two inputs share an output.

    Raises
    ------
    InputError
        If there is no output at all.

    Notes
    -----
    What a map of this kind must release is this entropy times kT ln 2 (faist2015). A gate taken alone erases more than
    the same gate as a part of a block whose other outputs are kept.

    Examples
    --------
    >>> logical_erasure([0, 1, 1, 0])  # XOR
    1.0
    >>> f"{logical_erasure([0, 0, 0, 1]):.4f}"  # AND
    '1.1887'
    """
    _, counts = np.unique(np.asarray(outputs).ravel(), return_counts=True)
    if counts.size == 0:
        raise _refused("outputs", "nothing", "the output of each input, at least one")
    return math.fsum(c * math.log2(c) for c in counts.tolist()) / float(counts.sum())


def _round(product: NDArray[np.float64], form: NumberFormat) -> NDArray[np.float64]:
    """Round to the nearest number of the format, ties to the even bit pattern, overflow as the format has it."""
    grid = form.magnitudes()
    grid = grid[np.isfinite(grid)]
    size = np.abs(product)
    above = np.clip(np.searchsorted(grid, size), 1, grid.size - 1)
    below = above - 1
    up, down = grid[above] - size, size - grid[below]
    # Bit patterns of the same sign are in the order of their values, so an even index is an even pattern.
    nearest = np.where((up < down) | ((up == down) & (above % 2 == 0)), grid[above], grid[below])
    if form.special == "ieee":
        half_ulp = (grid[-1] - grid[-2]) / 2
        nearest = np.where(size >= grid[-1] + half_ulp, np.inf, nearest)
    return np.where(np.isnan(product), np.nan, np.copysign(nearest, product))


def _gemm_amortised(width: float, shape: ArrayLike | None) -> float:
    """Erase each operand of an (m, n, k) matrix product once."""
    wanted = "three positive sizes (m, n, k)"
    sides = np.empty(0) if shape is None else reals("erased_bits", "shape", shape, wanted)
    if sides.shape != (3,) or not np.all((sides > 0) & (sides < math.inf)):
        given = "nothing" if shape is None else str(shape)
        raise _refused("shape", given, wanted, "write e.g. shape=(8192, 8192, 8192)")
    m, n, k = sides
    with np.errstate(all="ignore"):
        return float(in_floats("erased_bits", "shape", width * (m * k + k * n) / (2.0 * m * n * k)))


def _gates(gates_per_flop: float | None) -> float:
    """Erase one output per irreversible two-input gate."""
    wanted, mend = "two-input gates per FLOP > 0", "no published count ships: pass your own"
    if gates_per_flop is None:
        raise _refused("gates_per_flop", "nothing", wanted, mend)
    gates = reals("erased_bits", "gates_per_flop", gates_per_flop, wanted)
    if gates.ndim or not 0 < gates < math.inf:
        raise _refused("gates_per_flop", str(gates_per_flop), wanted, mend)
    return float(in_floats("erased_bits", "gates_per_flop", float(gates) * _BITS_PER_GATE))


def _refused(where: str, given: str, wanted: str, mend: str = "") -> InputError:
    """Describe the one input that cannot be used."""
    return InputError("erased_bits", [Problem(where, given, wanted, mend)])
