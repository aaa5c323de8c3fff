"""Standard errors and intervals at a minimum, against second methods."""

import math

import numpy as np
import pytest
from scipy.optimize import curve_fit
from scipy.stats import t

from limits import scaling
from limits.scaling.fits.covariance import student
from limits.scaling.fits.record import NAMES


@pytest.mark.parametrize("degrees", [1, 2, 3, 4, 5, 8, 20, 235, 10_000])
def test_students_distribution(degrees):
    assert student(degrees) == pytest.approx(t.ppf(0.95, degrees), rel=0.008, abs=0)


def test_least_squares_agrees_with_curve_fit(simulated):
    points = simulated(2000, noise=0.01)

    def law(sizes, *c):
        ln_E, ln_A, ln_B, alpha, beta = c
        return np.log(np.exp(ln_E) + np.exp(ln_A - alpha * sizes[0]) + np.exp(ln_B - beta * sizes[1]))

    sizes = np.log([points.parameters, points.tokens])
    start = [0.6, 6.0, 7.6, 0.35, 0.37]
    values, covariance = curve_fit(law, sizes, np.log(points.loss), start, xtol=1e-12, ftol=1e-12)
    found = scaling.fit(points, delta=math.inf)
    logarithms = [math.log(found.coefficients[name].value) for name in NAMES[:3]]
    assert logarithms == pytest.approx(values[:3], rel=1e-5, abs=0)
    # the sandwich and the formula for errors of one size estimate the same, each with its own scatter
    assert np.sqrt(np.diag(found.covariance)) == pytest.approx(np.sqrt(np.diag(covariance)), rel=0.1, abs=0)
    correlation = covariance / np.sqrt(np.outer(np.diag(covariance), np.diag(covariance)))
    ours = found.covariance / np.sqrt(np.outer(np.diag(found.covariance), np.diag(found.covariance)))
    assert ours == pytest.approx(correlation, abs=0.05)


def test_hubers_errors_agree_with_resamples(simulated):
    points = simulated(1000, noise=0.005)
    near, drawn = scaling.fit(points), scaling.fit(points, bootstrap=1000, seed=1)
    for name in NAMES:
        assert near.coefficients[name].standard_error == pytest.approx(
            drawn.coefficients[name].standard_error, rel=0.2, abs=0
        )
        assert near.coefficients[name].value == drawn.coefficients[name].value


def test_the_same_seed_gives_the_same_intervals(simulated):
    points = simulated(60, noise=0.005)
    first, second, other = (scaling.fit(points, bootstrap=50, seed=seed) for seed in (3, 3, 4))
    assert first.coefficients == second.coefficients
    assert first.coefficients != other.coefficients
