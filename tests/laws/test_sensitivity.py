"""Elasticities as users ask for them: shapes, edges, jumps; that they are right for every law is in test_laws.py."""

import math
from statistics import NormalDist

import mpmath
import numpy as np
import pytest

from limits import laws, units
from limits.errors import InputError
from limits.laws.claims.explanation import explain
from limits.laws.domain import POSITIVE, PROBABILITY
from limits.laws.input import Input, Kind, Sense
from limits.laws.law import Law
from limits.laws.sensitivity import slope

WIRE = {"bandwidth": "1 GHz", "snr": "20 dB"}


def made(kernel, domain=POSITIVE, typical=(0.1, 1.0)):
    """A law of one input x without a declared power."""
    entry = Input("x", "x", "1", domain, typical, "x", "0.5")
    return Law("made", kernel, Kind.LAW, Sense.NONE, "y", "y", "1", "y", (entry,), "y", (), ())


def at(law, x):
    return slope(law, law.inputs[0], {"x": x})


def test_a_power_is_its_exponent_for_any_shape():
    bits = units.quantity(np.array([1.0, 2.0, 0.0]), "bit")
    assert laws.landauer.elasticity("bits", bits=bits, temperature="300 K").tolist() == [1.0, 1.0, 1.0]
    assert laws.switch_size.elasticity("temperature", mass="1 kg", temperature="1 K") == -0.5


def test_all_at_once_and_one_by_one():
    found = laws.shannon.elasticities(**WIRE)
    assert list(found) == ["bandwidth", "snr"]
    assert found == {name: laws.shannon.elasticity(name, **WIRE) for name in found}
    assert found["snr"] == pytest.approx(100 / 101 / math.log(101), rel=1e-15, abs=0)


def test_arrays_broadcast():
    snr = np.array([[1.0], [1e-12]])
    found = laws.shannon.elasticity("snr", bandwidth=units.quantity(np.ones(3), "Hz"), snr=snr)
    assert found.shape == (2, 3)
    assert found[0] == pytest.approx([0.5 / math.log(2)] * 3, rel=1e-15, abs=0)
    assert found[1] == pytest.approx([1.0] * 3, rel=1e-11, abs=0)


def test_what_numpy_loses_in_complex_numbers_is_found_by_differences():
    wide = {"bandwidth": 1e15, "power": 1e-12, "noise_density": 1e-12}  # complex log1p is 100 % off here
    entry = laws.shannon_power.input("bandwidth")
    moved = laws.shannon_power.kernel(complex(1e15, 1e-15), 1e-12, 1e-12).imag / 1e-30
    assert abs(moved / laws.shannon_power.kernel(**wide)) > 1e-3
    assert slope(laws.shannon_power, entry, wide) == pytest.approx(5e-16, abs=1e-12)


def test_a_kernel_that_is_not_analytic():
    assert at(made(lambda x: np.abs(x) ** 3), 0.7) == pytest.approx(3.0, rel=1e-10, abs=0)
    assert at(made(lambda x: float(np.sqrt(x.real))), 0.7) == pytest.approx(0.5, rel=1e-10, abs=0)
    assert at(made(lambda x: np.real(x) ** 2), 0.7) == pytest.approx(2.0, rel=1e-10, abs=0)


def test_a_steep_law_keeps_its_digits():
    assert at(made(lambda x: np.exp(-1.0 / x)), 1e-2) == pytest.approx(100.0, rel=1e-14, abs=0)
    assert at(made(lambda x: math.exp(-1.0 / x)), 1e-2) == pytest.approx(100.0, rel=1e-9, abs=0)


@pytest.mark.parametrize("x", [1.0, 1.0 - 1e-12, 1e-300])
def test_edges_of_the_domain_are_not_crossed(x):
    def kernel(x):
        assert 0 <= x.real <= 1
        return 2.0 - x.real

    assert at(made(kernel, PROBABILITY), x) == pytest.approx(-x / (2 - x), rel=1e-8, abs=1e-12)


def test_a_negative_input():
    known = {"log10_error": "-15", "temperature": "300 K"}
    deviations = -NormalDist().inv_cdf(1e-15)
    slope_of_margin = 2 * 15 * math.log(10) * 1e-15 / (deviations * NormalDist().pdf(deviations))
    assert laws.barrier.elasticity("log10_error", **known) == 1.0
    assert laws.noise_margin.elasticity("log10_error", **known) == pytest.approx(slope_of_margin, rel=1e-9, abs=0)


def test_a_kink_has_no_slope():
    assert at(made(lambda x: max(1.0, x.real)), 1.0) is None
    assert at(made(lambda x: np.maximum(1.0, x)), 1.0) is None
    assert at(made(lambda x: np.maximum(1.0, x)), 1.5) == 1.0
    assert at(made(lambda x: np.maximum(1.0, x)), 0.5) == 0.0


def information_slope(p):
    """Elasticity of 1 - H(p) in p, from its closed form at 60 digits."""
    with mpmath.workdps(60):
        p = mpmath.mpf(p)
        entropy = -p * mpmath.log(p) - (1 - p) * mpmath.log(1 - p)
        return float(p * mpmath.log(p / (1 - p)) / (mpmath.log(2) - entropy))


@pytest.mark.parametrize("error", [0.3, 0.49, 0.4999, 0.49999, 0.499999, 0.4999999999])
@pytest.mark.parametrize("law", [laws.landauer_reset, laws.szilard, laws.bsc], ids=lambda law: law.key)
def test_a_result_that_vanishes_near_by_has_a_steep_slope(law, error):
    known = {} if law is laws.bsc else {"bits": "1 bit", "temperature": "300 K"}
    assert law.elasticity("error", error=error, **known) == pytest.approx(information_slope(error), rel=1e-7, abs=0)


@pytest.mark.parametrize("error", [0.5001, 0.5 + 1e-7, 0.99, 0.9999999])
def test_on_the_far_side_of_the_zero_too(error):
    assert laws.bsc.elasticity("error", error=error) == pytest.approx(information_slope(error), rel=1e-7, abs=0)


@pytest.mark.parametrize("margin", [0.4999, 0.4999999, 0.49999999999, -0.4999])
def test_a_slope_that_grows_without_end_towards_the_end_of_the_domain(margin):
    error = mpmath.mpf(1) / 2 - mpmath.mpf(margin)
    truth = float(-information_slope(error) * margin / error)
    assert laws.bsc_margin.elasticity("margin", margin=margin) == pytest.approx(truth, rel=1e-9, abs=0)
    if margin > 0:
        found = laws.landauer_reset_margin.elasticity("margin", bits="1 bit", margin=margin, temperature="300 K")
        assert found == pytest.approx(truth, rel=1e-9, abs=0)


def test_laws_of_the_gaussian_tail_near_one_half():
    with mpmath.workdps(40):
        p = mpmath.mpf(0.4999)
        deviations = mpmath.sqrt(2) * mpmath.erfinv(1 - 2 * p)
        truth = float(2 * p / (deviations * mpmath.npdf(deviations)))
    known = {"code_rate": 0.9}
    assert laws.net_coding_gain.elasticity("before", before=0.4999, after=1e-15, **known) == pytest.approx(
        truth, rel=1e-9, abs=0
    )
    assert laws.net_coding_gain.elasticity("after", before=0.01, after=0.4999, **known) == pytest.approx(
        -truth, rel=1e-9, abs=0
    )
    assert laws.snr_gap.elasticity("error", error=0.4999) == pytest.approx(-truth, rel=1e-9, abs=0)


@pytest.mark.parametrize(
    ("log10_error", "within"),
    [(-0.302, 1e-10), (-0.301031, 1e-7), (-0.30103, 1e-5)],  # rounding of the result, over steps ever shorter
)
def test_noise_that_vanishes_at_the_end_of_the_domain(log10_error, within):
    with mpmath.workdps(40):
        p = mpmath.mpf(10) ** mpmath.mpf(log10_error)
        deviations = mpmath.sqrt(2) * mpmath.erfinv(1 - 2 * p)
        truth = float(-2 * mpmath.mpf(log10_error) * mpmath.log(10) * p / (deviations * mpmath.npdf(deviations)))
    found = laws.noise_margin.elasticity("log10_error", log10_error=log10_error, temperature="300 K")
    assert found == pytest.approx(truth, rel=within, abs=0)


def test_a_loss_that_vanishes():
    with mpmath.workdps(40):

        def g(n):
            return (n + 1) * mpmath.log(n + 1) - n * mpmath.log(n)

        def held(eta):
            return g(eta + (1 - eta) * 1000) - g((1 - eta) * 1000)

        eta = mpmath.mpf(0.9999)
        truth = float(eta * mpmath.diff(held, eta) / held(eta))
    found = laws.holevo_noisy.elasticity("transmission", photons=1, transmission=0.9999, noise=1000)
    assert found == pytest.approx(truth, rel=1e-9, abs=0)


def test_the_explanation_of_a_steep_slope_agrees_with_itself():
    told = explain(laws.landauer_reset, {"bits": "1 bit", "error": 0.49999, "temperature": "300 K"})
    row = told.sensitivities[1]
    assert row.step == "-1 %"
    assert row.change > 0 > row.elasticity


def test_across_a_zero_the_differences_are_not_believed():
    """Symmetric about its zero, the law shows wide steps nothing but the other side."""
    assert at(made(lambda x: abs(x.real - 0.5) ** 2, PROBABILITY), 0.5 + 1e-12) is None
    assert at(made(lambda x: (x.real - 0.5) ** 2, PROBABILITY), 0.5 + 1e-7) == pytest.approx(1e7, rel=1e-6, abs=0)
    assert at(made(lambda x: (x.real - 0.5) ** -2, PROBABILITY), 0.5 + 1e-7) == pytest.approx(-1e7, rel=1e-6, abs=0)


def test_a_kink_close_by_is_not_stepped_over():
    assert at(made(lambda x: max(1.0, x.real)), 1.0 + 1e-6) == pytest.approx(1.0, rel=1e-8, abs=0)
    assert at(made(lambda x: max(1.0, x.real)), 1.0 - 1e-6) == pytest.approx(0.0, abs=1e-8)


def test_a_refusal_shows_which_value_it_is():
    with pytest.raises(InputError, match=r"error: given 0\.49999999999999, where the energy has no slope"):
        laws.landauer_reset.elasticity("error", bits="1 bit", error=0.49999999999999, temperature="300 K")


def test_an_input_of_zero_does_not_move_a_result_that_is_not():
    known = {"distance": "0 m", "diffusion": "1 m^2/s", "time": "1 s", "temperature": "1 K"}
    assert laws.landauer_finite_time.elasticity("distance", bits="1 bit", **known) == 0.0


@pytest.mark.parametrize(
    ("law", "name", "given", "said"),
    [
        ("collective-rounds", "ranks", {"ranks": 8, "latency": "1 us"}, "ranks: given 8, where the time has no slope"),
        ("shannon", "snr", {"bandwidth": "1 Hz", "snr": 0}, "snr: given 0, where the capacity has no slope"),
        ("shannon", "power", WIRE, "input: given 'power', wanted one of bandwidth, snr"),
        ("shannon", "snr", {"bandwidth": "1 Hz"}, "snr: given nothing"),
        ("bekenstein", "mass", {"mass": "1 kg", "radius": "1e-28 m"}, "Schwarzschild"),
    ],
)
def test_no_slope_is_said(law, name, given, said):
    with pytest.raises(InputError) as refused:
        laws.get(law).elasticity(name, **given)
    assert said in str(refused.value)
