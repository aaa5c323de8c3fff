"""Several forms compared: the likelihood against closed forms, the right form found, words that fit."""

import math

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.special import huber

from limits import scaling
from limits.errors import InputError
from limits.scaling.answers import compared_fits
from limits.scaling.fits.comparison import _least_surprise


class TestLikelihood:
    def test_least_squares_is_the_normal_likelihood(self):
        mean = 0.5 * 0.01**2  # V/n of errors with standard deviation 0.01
        wanted = 0.5 * math.log(2 * math.pi * 0.01**2) + 0.5
        assert _least_surprise(mean, math.inf) == pytest.approx(wanted, rel=1e-9, abs=0)

    def test_a_small_delta_is_the_likelihood_of_laplace(self):
        delta, size = 1e-6, 0.01  # V/n is delta times the mean size of an error
        assert _least_surprise(delta * size, delta) == pytest.approx(math.log(2 * size) + 1, rel=1e-3, abs=0)

    def test_a_delta_beyond_the_root_of_floats_is_least_squares(self):
        assert _least_surprise(3e-5, 1e300) == pytest.approx(_least_surprise(3e-5, math.inf), rel=1e-12, abs=0)

    @pytest.mark.parametrize("delta", [1e-3, 0.01, 0.1])
    def test_it_is_the_least_of_the_density_integrated_numerically(self, delta):
        mean = 3e-5

        def surprise(s):
            whole = 2 * quad(lambda e: math.exp(-huber(delta, e) / s), 0, 2.0, limit=500, points=[delta])[0]
            return math.log(whole) + mean / s

        least = min(surprise(s) for s in np.geomspace(mean / 2, mean * 5, 60))
        assert _least_surprise(mean, delta) == pytest.approx(least, rel=0, abs=1e-3)


class TestForms:
    def test_the_right_form_wins(self, simulated):
        tied = scaling.Coefficients(1.8, 600.0, 2000.0, 0.36, 0.36)
        apart = scaling.Coefficients(1.8, 100.0, 20000.0, 0.25, 0.5)
        said = []
        for law in (tied, apart):
            runs = simulated(60)
            noise = np.exp(0.003 * np.random.default_rng(3).standard_normal(60))
            exact = law.E + law.A * runs.parameters**-law.alpha + law.B * runs.tokens**-law.beta
            found = scaling.compare(
                scaling.Points.of(runs.parameters, runs.tokens, exact * noise), ["hoffmann", "hoffmann-tied"]
            )
            said.append(found)
        assert said[0].says == "hoffmann-tied explains these runs as well as hoffmann, with 1 coefficient less"
        assert said[1].says == "hoffmann explains these runs far better than the other forms"
        assert said[1].rows[0].criterion == 0.0
        assert said[1].rows[1].rms > 1.5 * said[1].rows[0].rms

    def test_more_coefficients_rarely_win_by_chance(self, simulated):
        wins = 0
        tied = scaling.Coefficients(1.8, 600.0, 2000.0, 0.36, 0.36)
        for seed in range(60):
            runs = simulated(40, seed=seed)
            noise = np.exp(0.004 * np.random.default_rng(seed + 1000).standard_normal(40))
            exact = tied.E + tied.A * runs.parameters**-tied.alpha + tied.B * runs.tokens**-tied.beta
            points = scaling.Points.of(runs.parameters, runs.tokens, exact * noise)
            found = scaling.compare(points, ["hoffmann", "hoffmann-tied"], delta=math.inf)
            wins += found.says.startswith("hoffmann explains")
        assert wins <= 8  # 2 beyond the penalty of one coefficient: 5 % of sets

    def test_rows_of_one_run_count_as_one(self, simulated):
        runs = simulated(30, 0.004)
        names = [str(k) for k in range(30)]
        doubled = scaling.Points.of(
            np.tile(runs.parameters, 4), np.tile(runs.tokens, 4), np.tile(runs.loss, 4), names * 4
        )
        once = scaling.compare(runs, ["hoffmann", "hoffmann-tied"])
        often = scaling.compare(doubled, ["hoffmann", "hoffmann-tied"])
        assert often.runs == 30
        assert often.rows[1].criterion == pytest.approx(once.rows[1].criterion, rel=0, abs=1e-3)

    def test_forms_of_one_variable_stand_beside_others(self, simulated):
        found = scaling.compare(simulated(40, 0.004), ["tokens", "hoffmann", "compute"])
        assert found.rows[0].fit.form == "hoffmann"
        record = compared_fits(found)
        assert [each.fitted for each in record.forms] == [5, 3, 3]
        assert record.says == found.says

    def test_too_few_runs(self, simulated):
        found = scaling.compare(simulated(7), ["hoffmann", "hoffmann-tied"])
        record = compared_fits(found)
        assert {each.form: each.criterion for each in record.forms} == {"hoffmann": None, "hoffmann-tied": 0.0}
        assert record.unknown == {"forms.1.criterion": "too few runs for so many coefficients"}

    @pytest.mark.parametrize("forms", [[], ["hoffmann"], ["hoffmann", "hoffmann"]])
    def test_one_form_is_no_comparison(self, simulated, forms):
        with pytest.raises(InputError, match="two forms or more"):
            scaling.compare(simulated(20), forms)
