"""Number formats whose numbers share a scale: bits, bytes, what they erase, and where they have a peak."""

import numpy as np
import pytest

from limits import assess, catalog
from limits.catalog.peaks import PEAKS, SCALED, peak_column
from limits.errors import DataError, InputError
from limits.formats import NumberFormat, number_format, number_formats
from limits.laws.formulary.energy.erasure import erased_bits, every_convention
from limits.runs import TrainingRun

STORED = {  # OCP MX 1.0: 8 bit of scale for 32 numbers; NVFP4: 8 bit for 16
    "mxfp8": (8 + 8 / 32, 33, 32),
    "mxfp8-e5m2": (8 + 8 / 32, 33, 32),
    "mxfp6": (6 + 8 / 32, 25, 32),
    "mxfp4": (4 + 8 / 32, 17, 32),
    "nvfp4": (4 + 8 / 16, 9, 16),
}


@pytest.mark.parametrize("name", STORED)
def test_bits_and_bytes_of_a_number_with_its_share_of_the_scale(name):
    bits, octets, block = STORED[name]
    form = number_format(name)
    assert form.stored == bits
    assert form.stored * form.block == octets * 8
    assert form.block == block


def test_seventy_billion_weights_in_nvfp4():
    assert 70e9 * number_format("NVFP4").stored / 8 == 39.375e9
    assert number_format("nvfp4").tensor == 32  # one for each tensor: nothing for each number


@pytest.mark.parametrize("form", number_formats().values(), ids=lambda form: form.name)
def test_numbers_are_those_of_their_element(form):
    if form.element:
        element = number_format(form.element)
        assert (form.width, form.exponent, form.mantissa) == (element.width, element.exponent, element.mantissa)
        assert np.array_equal(form.magnitudes(), element.magnitudes(), equal_nan=True)
        assert form.stored > element.stored == element.width
    else:
        assert form.stored == form.width


@pytest.mark.parametrize("name", STORED)
def test_what_they_erase(name):
    bits = STORED[name][0]
    assert erased_bits("operands_inplace", name) == bits
    assert erased_bits("operands", name) == bits + 16
    assert erased_bits("output_overwrite", name) == 16
    assert erased_bits("gemm_amortised", name, shape=(1, 1, 1)) == bits
    with pytest.raises(InputError, match="share no scale, as fp"):
        erased_bits("logical", name)
    assert "share a scale" in {convention: why for convention, _, why in every_convention(name)}["logical"]


def test_a_common_scale_is_said_in_full():
    with pytest.raises(DataError, match="a common scale needs"):
        NumberFormat("mxfp7", "made up", 8, 32, sources=("ptx",), exponent=4, mantissa=3, block=32, scale=8)
    with pytest.raises(DataError, match="a common scale needs"):
        NumberFormat("mxfp7", "made up", 8, 32, sources=("ptx",), exponent=4, mantissa=3, element="fp8-e4m3")


@pytest.mark.parametrize(
    ("precision", "accelerator", "peak"),
    [
        ("nvfp4", "b200", 9e15),
        ("nvfp4", "gb300", 15e15),
        ("mxfp8", "b300", 4.5e15),
        ("mxfp4", "mi355x", 10.1e15),
        ("mxfp8", "mi355x", 5e15),
        ("mxfp8", "trn3", 2.517e15),
    ],
)
def test_the_peak_is_that_of_the_units_that_multiply_them(precision, accelerator, peak):
    run = TrainingRun("mine", flop="1e24 FLOP", accelerator=accelerator, count=8, precision=precision)
    assert assess(run).run.numbers["peak"].value == peak


@pytest.mark.parametrize(
    ("precision", "accelerator"), [("mxfp8", "h100-sxm"), ("nvfp4", "mi355x"), ("nvfp4", "h200"), ("mxfp6", "b200")]
)
def test_units_that_do_not_multiply_them_have_no_peak(precision, accelerator):
    run = TrainingRun("mine", flop="1e24 FLOP", accelerator=accelerator, count=8, precision=precision)
    found = assess(run)
    assert "peak" not in found.run.numbers
    said = (
        f"the catalogue knows no {number_format(precision).name} peak of {catalog.row('accelerator', accelerator).name}"
    )
    assert found.run.unknown["peak"] == said


def test_scaled_formats_of_accelerators_are_known_and_have_their_column():
    words = {word for word, _ in SCALED.values()} | {"mxfp6"}
    assert not set(SCALED) & set(PEAKS)
    assert all(number_format(name).element for name in SCALED)
    for row in catalog.rows("accelerator"):
        named = [word for word in row.texts.get("scaled_formats", "").split("; ") if word]
        assert set(named) <= words
        for precision, (word, column) in SCALED.items():
            assert (peak_column(precision, row) == column) == (word in named)
            assert word not in named or column in row.cells, (row.name, precision)
