"""Where floats do not reach: laws refuse in their own words, whatever their kernels are made of."""

import math

import numpy as np
import pytest

from limits import laws
from limits.errors import InputError, NoSolutionError, Problem
from limits.laws.claims.explanation import explain
from limits.laws.claims.verdict import judge
from limits.laws.domain import POSITIVE
from limits.laws.formulary.channel import frequency_selective as response
from limits.laws.formulary.channel import water_filling as parallel
from limits.laws.input import Input, Kind, Sense
from limits.laws.law import Law

BEYOND = "beyond the range of floating-point numbers"


def made(kernel, **more):
    """A law y of one number x."""
    entry = Input("x", "x", "1", POSITIVE, (0.1, 10.0), "x", "1")
    return Law("made", kernel, Kind.LAW, Sense.NONE, "y", "y", "1", "y", (entry,), "y", (), (), **more)


@pytest.mark.parametrize(
    "kernel",
    [
        lambda x: 1.0 / (x * 0.0),
        lambda x: -1.0 / (x * 0.0),
        lambda x: (1e200 + x) ** 2,
        lambda x: math.exp(1e4 * x),
        lambda x: math.log(x * 0.0),
        lambda x: (-x) ** 0.5,
        lambda x: 1.0 * int(x * math.inf),
        lambda x: 1.0 * int(x * math.nan),
        lambda x: x - math.inf,
    ],
)
def test_what_a_kernel_cannot_compute_is_refused(kernel):
    """Those of Python's floats raise, or become complex; those of numpy carry on to infinity or NaN."""
    law = made(kernel)
    for ask in (
        lambda: law(x=1.0),
        lambda: law(x=np.array([1.0])) if "math" not in kernel.__code__.co_names else law(x=1.0),
        lambda: law.elasticity("x", x=1.0),
        lambda: judge(law, {"x": "1"}, "1"),
        lambda: explain(law, {"x": "1"}),
    ):
        with pytest.raises(InputError, match=f"y: given inputs whose result is {BEYOND}"):
            ask()
    with pytest.raises(NoSolutionError):
        law.solve("x", y=1.0)


def test_a_number_gives_what_an_array_of_it_gives():
    """1/0 is infinite on the way to a finite result."""
    law = made(lambda x: 1.0 / (1.0 + 1.0 / (x * 0.0)))
    assert law(x=1.0).m == law(x=np.array([1.0])).m[0] == 0.0


def test_an_inverse_that_floats_do_not_hold_has_no_solution():
    for inverse in (lambda y: 1.0 / float(y - y), lambda y: math.exp(1e4 * y), lambda y: math.log(-y)):
        with pytest.raises(NoSolutionError, match=r"it would have to be (inf|nan), outside > 0"):
            made(lambda x: x, inverse={"x": inverse}).solve("x", y=1.0)


@pytest.mark.parametrize(
    "wrong", [lambda values: 1.0 / (values["x"] * 0.0) > 1.0, lambda values: int(values["x"] / 0.0)]
)
def test_a_condition_that_floats_cannot_tell_is_refused_or_told_by_numpy(wrong):
    law = made(lambda x: x, condition=lambda values: Problem("x", "1", "less") if wrong(values) else None)
    with pytest.raises(InputError, match="made: 1 input cannot be used"):
        law(x=1.0)
    with pytest.raises(NoSolutionError):
        law.solve("x", y=1.0)


def test_a_mistake_in_a_kernel_is_no_refusal():
    for kernel in (lambda x: x.missing, lambda x: x + "1", lambda x, z: x + z):
        with pytest.raises((AttributeError, TypeError)):
            made(kernel)(x=1.0)


def test_a_ratio_beyond_floats_is_none():
    assert judge(laws.thermal_noise, {"temperature": "1 K"}, "1e300 W/Hz").ratio is None
    assert judge(laws.thermal_noise, {"temperature": "1 K"}, "1.380649e-23 W/Hz").ratio == 1.0


@pytest.mark.parametrize(
    "call",
    [
        lambda: parallel.water_filling([1e-300], 1e300),
        lambda: parallel.water_filling([1.7e308], 1.7e308),
        lambda: parallel.mimo_capacity([[1e300]], 1.0),
        lambda: response.response_capacity(lambda _: 3.0, 0.0, 1.7e308),
        lambda: response.sampled_capacity([0.0, 1.7e308], [3.0, 3.0]),
        lambda: response.sampled_salz_snr([0.0, 1.7e308], [3.0, 3.0]),
        lambda: laws.erased_bits("gemm_amortised", "bf16", shape=(1e-300, 1e-300, 1.0)),
        lambda: laws.erased_bits("gates", "bf16", gates_per_flop=1.7e308),
    ],
)
def test_functions_of_arrays_refuse_what_floats_do_not_hold(call):
    with pytest.raises(InputError, match=BEYOND):
        call()
