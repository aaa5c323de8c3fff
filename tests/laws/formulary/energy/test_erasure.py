"""Erasure conventions and number formats."""

import math

import numpy as np
import pytest

from limits import laws
from limits.errors import DataError, InputError, UnknownNameError
from limits.formats import NumberFormat, number_format, number_formats
from limits.laws.formulary.energy.erasure import (
    CONVENTIONS,
    erased_bits,
    every_convention,
    logical_erasure,
    multiply_erasure,
)
from limits.references import entry


@pytest.mark.parametrize(
    ("precision", "kept", "rounded"),
    [  # exact counts with 50-digit logarithms, and, rounded, the casts of an independent library
        ("fp8-e4m3", 5.440027554086797932, 8.681825448381314150),
        ("fp8-e5m2", None, 8.886922447071074),
        ("fp6-e3m2", 4.183518709106, 6.454152822482),
        ("fp4-e2m1", 3.185743303894875902, None),
        ("uint8", 2.294521453188572106, None),
    ],
)
def test_what_a_multiplication_forgets(precision, kept, rounded):
    if kept is not None:
        assert multiply_erasure(precision) == pytest.approx(kept, rel=2e-13, abs=0)
        assert erased_bits("logical", precision) == multiply_erasure(precision) / 2
    if rounded is not None:
        assert multiply_erasure(precision, rounded=True) == pytest.approx(rounded, rel=2e-13, abs=0)


@pytest.mark.parametrize(
    ("convention", "precision", "bits"),
    [
        ("none", "bf16", 0.0),
        ("output_overwrite", "bf16", 16.0),
        ("operands", "bf16", 32.0),
        ("operands", "fp32", 48.0),
        ("operands_inplace", "bf16", 16.0),
        ("operands_inplace", "fp8", 8.0),
        ("operands_inplace", "fp4", 4.0),
    ],
)
def test_register_conventions(convention, precision, bits):
    assert erased_bits(convention, precision) == bits


def test_amortised_over_a_matrix_product():
    assert erased_bits("gemm_amortised", "bf16", shape=(8192, 8192, 8192)) == 0.001953125
    assert erased_bits("gemm_amortised", "bf16", shape=(1, 1, 1)) == erased_bits("operands_inplace", "bf16")


def test_gates():
    assert erased_bits("gates", "bf16", gates_per_flop=1.0) == pytest.approx(1.188721875540867136, rel=1e-15, abs=0)


@pytest.mark.parametrize("precision", ["fp8-e4m3", "fp8-e5m2", "fp6-e3m2", "fp4-e2m1", "int8", "uint8"])
def test_multiplying_and_adding_together_erase_the_operands(precision):
    """H(a, b) = H(a, b | ab) + H(ab): what the product forgets and what dropping it forgets sum to both operands."""
    width = number_format(precision).width
    assert 0 < multiply_erasure(precision) < 2 * width
    product_entropy = 2 * width - multiply_erasure(precision)
    assert product_entropy <= 2 * width
    if precision == "fp8-e4m3":
        assert product_entropy == pytest.approx(10.559972445913, rel=1e-12, abs=0)


def test_blocks_forget_less_than_their_gates():
    """A full adder taken as one block against its five gates, each with uniform inputs (2 XOR, 2 AND, 1 OR)."""
    adder = logical_erasure([a + b + c for a in (0, 1) for b in (0, 1) for c in (0, 1)])
    xor, conjunction = logical_erasure([0, 1, 1, 0]), logical_erasure([0, 0, 0, 1])
    assert adder == pytest.approx(3 - 1.811278124459133, rel=1e-14, abs=0)
    assert 2 * xor + 3 * conjunction == pytest.approx(5.566165626622601, rel=1e-14, abs=0)
    assert logical_erasure(range(16)) == 0.0
    assert logical_erasure([[7, 7], [7, 7]]) == 2.0
    assert conjunction == erased_bits("gates", "bf16", gates_per_flop=1.0)


@pytest.mark.parametrize("width", [4, 8, 11])
def test_an_adder_that_keeps_its_carry(width):
    """Uniform operands of n bit: n - 1/(2 ln 2) bit, up to terms of order n 4^-n."""
    numbers = np.arange(2**width)
    erased = logical_erasure(np.add.outer(numbers, numbers))
    assert erased == pytest.approx(width - 0.5 / math.log(2.0), abs=width * 4.0**-width)


def test_nothing_forgets_nothing_to_say():
    with pytest.raises(InputError, match="at least one"):
        logical_erasure([])


@pytest.mark.parametrize("precision", number_formats())
def test_every_convention_has_its_bits_or_a_reason(precision):
    every = every_convention(precision)
    assert tuple(name for name, _, _ in every) == CONVENTIONS
    for name, bits, why in every:
        assert (bits is None) == bool(why)
        if bits is None:
            with pytest.raises(InputError):
                erased_bits(name, precision)
        else:
            assert bits == erased_bits(name, precision)
    known = [bits for _, bits, _ in every if bits is not None]
    assert (min(known), max(known)) == (0.0, erased_bits("operands", precision))


@pytest.mark.parametrize(
    ("arguments", "where"),
    [
        (("logical", "bf16"), "precision"),
        (("gemm_amortised", "bf16"), "shape"),
        (("gemm_amortised", "bf16", (0, 1, 1)), "shape"),
        (("gates", "bf16"), "gates_per_flop"),
        (("gates", "bf16", None, -1.0), "gates_per_flop"),
        (("gates", "bf16", None, math.nan), "gates_per_flop"),
    ],
)
def test_conventions_ask_for_what_they_need(arguments, where):
    with pytest.raises(InputError) as refused:
        erased_bits(*arguments)
    assert refused.value.problems[0].where == where


def test_unknown_names():
    with pytest.raises(UnknownNameError, match="operands_inplace"):
        erased_bits("operand_inplace", "bf16")
    with pytest.raises(UnknownNameError, match="bf16"):
        erased_bits("none", "bf17")
    with pytest.raises(InputError, match="floating-point format"):
        multiply_erasure("uint8", rounded=True)


def test_every_convention_answers():
    extra = {"gemm_amortised": {"shape": (8, 8, 8)}, "gates": {"gates_per_flop": 45.0}}
    assert all(erased_bits(name, "fp8", **extra.get(name, {})) >= 0 for name in CONVENTIONS)
    assert laws.erased_bits is erased_bits


@pytest.mark.parametrize(
    ("precision", "largest", "smallest"),
    [  # micikevicius2022 and rouhani2023, tables of the formats
        ("fp8-e4m3", 448.0, 2.0**-9),
        ("fp8-e5m2", 57344.0, 2.0**-16),
        ("fp6-e3m2", 28.0, 0.0625),
        ("fp4-e2m1", 6.0, 0.5),
    ],
)
def test_extremes_of_the_formats(precision, largest, smallest):
    finite = [value for value in number_format(precision).magnitudes() if math.isfinite(value)]
    assert finite[-1] == largest
    assert finite[1] == smallest
    assert finite == sorted(finite)


def test_formats_are_sourced():
    for name, row in number_formats().items():
        assert row.name == name
        assert all(entry(source).line for source in row.sources)
    with pytest.raises(DataError, match="no sources"):
        NumberFormat("fp7", "made up", 7, 32, sources=(), exponent=3, mantissa=3)
    with pytest.raises(DataError, match="do not add up"):
        NumberFormat("fp7", "made up", 7, 32, sources=("ptx",), exponent=3, mantissa=2)
