"""What a law costs beside the same formula by hand: in floats, in arrays, in quantities operation by operation."""

from __future__ import annotations

import math

import numpy as np
import pint
import pytest

from limits import laws
from limits.constants import CODATA2022
from limits.units import quantity

K, LN2 = CODATA2022.k_B, CODATA2022.ln2
MANY = 1_000_000


@pytest.fixture(scope="module")
def stock():
    """The registry that users have without this package, for formulas computed operation by operation."""
    return pint.UnitRegistry()


def test_landauer_on_quantities(within, often, stock):
    bits, temperature = quantity(1e26, "bit"), quantity(300.0, "K")
    ours = often(lambda: laws.landauer(bits=bits, temperature=temperature), 300)
    n, T, k_B = stock.Quantity(1e26, "bit"), stock.Quantity(300.0, "K"), stock.boltzmann_constant
    theirs = often(lambda: (n * k_B * T * math.log(2.0)).to("J"), 300)
    within("landauer on quantities / operation by operation", ours, theirs, 0.25)


def test_shannon_on_quantities(within, often, stock):
    bandwidth, power, density = quantity(50.0, "GHz"), quantity(1.0, "mW"), quantity(4e-21, "W/Hz")
    ours = often(lambda: laws.shannon_power(bandwidth=bandwidth, power=power, noise_density=density), 300)
    B, S, N0 = stock.Quantity(50.0, "GHz"), stock.Quantity(1.0, "mW"), stock.Quantity(4e-21, "W/Hz")
    theirs = often(lambda: (B * math.log2(1.0 + (S / (N0 * B)).to("").magnitude)).to("Hz"), 300)
    within("shannon-power on quantities / operation by operation", ours, theirs, 0.25)


def test_kernel_of_a_product(within, often):
    kernel = laws.landauer.kernel  # at hand, as whoever calls it often has it: looking it up takes a third as long
    ours = often(lambda: kernel(1e26, 300.0), 20_000)
    theirs = often(lambda: 1e26 * LN2 * K * 300.0, 20_000)
    within("landauer's kernel / a line of Python", ours, theirs, 2.0)


def test_kernel_of_a_logarithm(within, often):
    kernel = laws.shannon.kernel
    bandwidth, snr = 5e10, 100.0
    ours = often(lambda: kernel(bandwidth, snr), 20_000)
    theirs = often(lambda: bandwidth * math.log1p(snr) / LN2, 20_000)
    within("shannon's kernel / a line of math", ours, theirs, 5.0)


def test_a_million_values(within):
    bandwidth, snr = np.linspace(1e9, 1e11, MANY), np.geomspace(1e-3, 1e6, MANY)
    B = quantity(bandwidth, "Hz")
    ours, theirs = lambda: laws.shannon(bandwidth=B, snr=snr), lambda: bandwidth * np.log1p(snr) / LN2
    within("shannon, 1e6 values / numpy", ours, theirs, 2.0)


def test_capacity_of_a_thousand_levels(within):
    ours, terms = lambda: laws.pam_capacity.kernel(1024.0, 0.0122), np.linspace(-1.0, 1.0, 100_000)
    within("pam-capacity of 1024 levels / 1e5 exponentials", ours, lambda: np.exp(terms), 4.0)


def test_a_code_of_a_million_symbols(within):
    ratios = np.full(MANY, 0.999999)
    code = (0.02, 1e6, 183_000.0, 10.0)
    ours, theirs = lambda: laws.codeword_failure.kernel(*code), lambda: np.cumprod(ratios)
    within("codeword-failure of 1e6 symbols / a product of 1e6 ratios", ours, theirs, 0.5)
