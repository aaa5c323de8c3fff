"""Power laws of several variables: exact ones, a second method, coverage of their intervals, and what is refused."""

import numpy as np
import pytest

from limits import scaling
from limits.errors import InputError
from limits.scaling.fits.power_product import power_product


def grid(rng, count):
    N = 10 ** rng.uniform(8, 9.5, count)
    return N, N * 10 ** rng.uniform(0.5, 2.5, count)


def test_exact_laws_come_back():
    N, D = grid(np.random.default_rng(0), 9)
    found = power_product(1.79 * N**-0.713 * D**0.307, N=N, D=D)
    assert found.coefficient == pytest.approx(1.79, rel=1e-9, abs=0)
    assert [each.value for each in found.exponents.values()] == pytest.approx([-0.713, 0.307], abs=1e-10)
    assert found(N=1e9, D=1e10) == pytest.approx(1.79 * 1e9**-0.713 * 1e10**0.307, rel=1e-9, abs=0)


def test_of_one_variable_it_is_the_power_law():
    rng = np.random.default_rng(1)
    x = 10 ** rng.uniform(0, 3, 20)
    y = 2 * x**0.5 * np.exp(0.1 * rng.standard_normal(20))
    one, other = power_product(y, x=x).exponents["x"], scaling.power_law(x, y)
    assert (one.value, one.standard_error, one.low, one.high) == pytest.approx(
        (other.exponent, other.standard_error, other.low, other.high), rel=1e-9, abs=0
    )


def test_normal_equations():
    rng = np.random.default_rng(2)
    N, D = grid(rng, 30)
    y = 1.79 * N**-0.713 * D**0.307 * np.exp(0.2 * rng.standard_normal(30))
    X = np.column_stack([np.ones(30), np.log(N), np.log(D)])
    plain = np.linalg.solve(X.T @ X, X.T @ np.log(y))
    found = power_product(y, N=N, D=D)
    assert [each.value for each in found.exponents.values()] == pytest.approx(plain[1:].tolist(), rel=1e-6, abs=0)


def test_intervals_hold_as_often_as_they_say():
    """Of 400 sets of 18 models, 360 within three standard deviations."""
    rng, held = np.random.default_rng(3), 0
    for _ in range(400):
        N, D = grid(rng, 18)
        found = power_product(1.79 * N**-0.713 * D**0.307 * np.exp(0.2 * rng.standard_normal(18)), N=N, D=D)
        held += found.exponents["N"].low <= -0.713 <= found.exponents["N"].high
    assert 342 <= held <= 378


@pytest.mark.parametrize(
    ("y", "variables", "said"),
    [
        ([1.0, 2.0, 3.0, 4.0], {"N": [1, 2, 3, 4], "D": [2, 4, 6, 8]}, "change together"),
        ([1.0, 2.0, 3.0, 4.0], {"N": [1, 1, 1, 1]}, "change together or not at all"),
        ([1.0, 2.0], {"N": [1, 2]}, "points: given 2, wanted more than 2 coefficients"),
        ([1.0, -2.0, 3.0], {"N": [1, 2, 3]}, "y: given numbers that are 0, negative or infinite"),
        ([1.0, 2.0, 3.0], {"N": [1, 2]}, "N: given shape (2,)"),
        ([1.0, 2.0, 3.0], {}, "variables: given none"),
        ([1.0, 2.0, np.nan], {"N": [1, 2, 3]}, "points: given 2"),
    ],
)
def test_what_cannot_be_fitted(y, variables, said):
    with pytest.raises(InputError) as caught:
        power_product(y, **variables)
    assert said in str(caught.value)
