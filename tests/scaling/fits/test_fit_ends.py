"""Fits at the ends of floats: few noisy runs, resamples without end, options that no fit can have."""

from __future__ import annotations

import warnings
from dataclasses import replace

import numpy as np
import pytest

from limits import scaling
from limits.errors import InputError
from limits.scaling.fits import profile
from limits.scaling.fits.covariance import LEVEL


def few(seed):
    """Six noisy runs of at most three sizes."""
    rng = np.random.default_rng(seed)
    N, D = 10 ** rng.uniform(7, 11, 3)[rng.integers(0, 3, 6)], 10 ** rng.uniform(8, 12, 3)[rng.integers(0, 3, 6)]
    return N, D, (1.8 + 480 / N**0.35 + 2100 / D**0.37) * np.exp(0.3 * rng.normal(size=6))


@pytest.mark.parametrize("seed", [38, 84])
@pytest.mark.parametrize("bootstrap", [0, 20])
def test_runs_whose_best_law_is_none_are_refused(seed, bootstrap):
    with pytest.raises(
        InputError, match=r"given 6 runs whose best law has .* beyond floats, wanted runs that determine"
    ):
        scaling.fit(*few(seed), bootstrap=bootstrap)


def test_resamples_beyond_floats_leave_an_interval_open():
    found = scaling.fit(*few(43), bootstrap=20)
    beyond = ~np.isfinite(found.resamples).all(axis=0)
    assert beyond.any()
    assert np.isfinite([each.value for each in found.coefficients.values()]).all()
    for each, endless in zip(found.coefficients.values(), beyond, strict=True):
        assert not np.isnan(each).any()
        assert np.isinf(each.standard_error) == endless
        assert each.low <= each.high


def test_intervals_of_other_resamples_are_their_percentiles(simulated):
    found = scaling.fit(simulated(40, noise=0.01), bootstrap=50)
    low, high = np.percentile(found.resamples, [50 * (1 - LEVEL), 100 - 50 * (1 - LEVEL)], axis=0)
    estimates = np.array(list(found.coefficients.values()))
    assert np.array_equal(estimates[:, 1], low)
    assert np.array_equal(estimates[:, 2], high)
    assert np.array_equal(estimates[:, 3], found.resamples.std(axis=0))


@pytest.mark.parametrize("seed", [-1, 2**32, 2**64])
def test_a_seed_that_the_generator_does_not_take(simulated, seed):
    with pytest.raises(InputError, match=r"seed: given .*, wanted a whole number from 0 to 4294967295"):
        scaling.fit(simulated(20), bootstrap=2, seed=seed)
    assert scaling.fit(simulated(20), bootstrap=2, seed=2**32 - 1).resamples.shape == (2, 5)


def test_resamples_have_a_ceiling(simulated):
    with pytest.raises(InputError, match="bootstrap: given '1000001', wanted 0, or 2 to 1,000,000 resamples"):
        scaling.fit(simulated(20), bootstrap=1_000_001)


@pytest.mark.parametrize("delta", [5e-324, 1e-13, 0.0, -1.0, float("nan")])
def test_a_delta_that_is_rounding(simulated, delta):
    with pytest.raises(InputError, match=r"delta: given .*, wanted an error in ln\(loss\) > 0, at least 1e-12"):
        scaling.fit(simulated(20), delta=delta)


@pytest.mark.parametrize("number", [5e-324, 1e-61, 1e61, 1.7e308])
@pytest.mark.parametrize("place", [0, 1, 2])
def test_runs_beyond_any_machine(simulated, number, place):
    points = simulated(20)
    columns = [points.parameters, points.tokens, points.loss]
    columns[place] = np.append(columns[place][1:], number)
    with pytest.raises(InputError, match=r"wanted finite numbers > 0"):
        scaling.fit(*columns)


def test_a_flat_valley_is_a_law_with_determined_predictions():
    """Few noisy runs of about twenty tokens a parameter: starts end at other coefficients and the same losses."""
    law, valleys = scaling.get("besiroglu2024"), 0
    for seed, apart, many, noise in ((0, 0.03, 8, 0.003), (0, 0.4, 8, 0.02), (4, 0.03, 6, 0.02), (5, 0.1, 8, 0.02)):
        rng = np.random.default_rng(seed)
        N = np.geomspace(1e8, 1e10, many)
        D = 20 * N * np.exp(apart * rng.standard_normal(many))
        truth = scaling.loss(law, N, D)
        found = scaling.fit(N, D, truth * np.exp(noise * rng.standard_normal(many)))
        valleys += any("flat valley" in said for said in found.warnings)
        assert found.converged
        assert scaling.loss(found.law("mine"), N, D) == pytest.approx(truth, rel=2.5 * noise, abs=0)
    assert valleys


def test_a_minimum_that_is_none_is_no_valley(monkeypatch):
    """Where the gradient has not vanished, starts that agree within the noise prove nothing."""
    from limits.scaling.fits import fit as room

    end = room.at_the_end
    monkeypatch.setattr(room, "at_the_end", lambda *words: (1e-4, end(*words)[1]))
    rng = np.random.default_rng(0)
    N = np.geomspace(1e8, 1e10, 8)
    D = 20 * N * np.exp(0.4 * rng.standard_normal(8))
    loss = scaling.loss(scaling.get("besiroglu2024"), N, D) * np.exp(0.02 * rng.standard_normal(8))
    found = scaling.fit(N, D, loss)
    assert not found.converged
    assert not any("flat valley" in said for said in found.warnings)


@pytest.mark.parametrize(
    ("parameters", "tokens", "loss"),
    [
        ((0.38, 1.1311e7, 4.315e8, 1.1665e9, 1.1311e7), (1.22e21, 1.412e11, 6.665e8, 1.412e11, 6.1125e8), 6.5),
        ((3.284e9, 1.0, 4.315e8, 1.1665e9, 1.1311e7), (1.412e11, 1.412e11, 6.665e8, 1.412e11, 6.1125e8), 4.61),
    ],
)
def test_trials_beyond_floats_are_refused_without_a_word(parameters, tokens, loss):
    """Exponents tied to one value, and one run of a single parameter: trial steps overflow on the way to a minimum."""
    points = scaling.Points(np.array(parameters), np.array(tokens), np.array([2.1814, 3.5885, 3.3973, 2.2793, loss]))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        fit = scaling.fit(points, form="hoffmann-tied", objective="squares", bootstrap=0)
    assert fit.coefficients["alpha"].value == fit.coefficients["beta"].value
    assert fit.coefficients["E"].value < 2.7


@pytest.mark.parametrize(
    ("rise", "end"),
    [([0.0, 0.0, 0.0], None), ([0.0, 0.0, 1e-16], 2.0), ([1e-16, 0.0, 0.0], 0.5), ([4.0, 9.0, 16.0], 0.5)],
)
def test_of_runs_that_are_met_exactly_an_end_is_where_the_profile_first_rises(rise, end):
    """Nothing is left for chance to explain: where the profile stays flat too, there is no end."""
    assert profile._interpolated(np.array([1.0, 2.0, 3.0]), np.array(rise), 0.0, 0.5) == end


def test_resamples_with_infinite_losses_leave_the_loss_at_a_place_open(simulated):
    """Half of the refits have exponents at the end of floats: their losses there are infinite."""
    fit = scaling.fit(simulated(40, noise=0.01), bootstrap=20)
    wild = np.array(fit.drawn)
    wild[::2, 3:5] = -1.7e308
    said = replace(fit, drawn=wild).at(parameters=7e10, tokens=1e24)
    assert np.isfinite(said.loss)
    assert (said.low > 0.0, said.high) == (True, np.inf)


@pytest.mark.parametrize(("N_c", "alpha_N"), [(1e200, 2.0), (1e-200, 2.0)])
def test_a_coefficient_of_the_family_beyond_floats_is_no_law(N_c, alpha_N):
    """N_c and alpha_N are floats, and N_c^alpha_N is not, or 0."""
    rng = np.random.default_rng(0)
    N, D = 10 ** rng.uniform(7, 10, 40), 10 ** rng.uniform(9, 11, 40)
    fit = scaling.fit(N, D, ((6.4e13 / N) ** (0.076 / 0.103) + 1.8e13 / D) ** 0.103, form="kaplan")
    beyond = fit.coefficients | {
        name: fit.coefficients[name]._replace(value=value) for name, value in {"N_c": N_c, "alpha_N": alpha_N}.items()
    }
    with pytest.raises(InputError, match="coefficients that answer for few runs only"):
        replace(fit, coefficients=beyond).law()
