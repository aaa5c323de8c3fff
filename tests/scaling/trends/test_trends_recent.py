"""Trends of 2024 to 2026 against what their authors released, second methods, and what was widened."""

import math
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from limits.errors import InputError, NoSolutionError
from limits.scaling import trends

OPTIMA = [  # budget [FLOP], Paloma macro [nat/token], C4 [bit/byte]: best runs of the sweep, as the README prints them
    (1e18, 3.5273, 1.0658),
    (3e18, 3.3398, 1.0122),
    (1e19, 3.1494, 0.9541),
    (3e19, 3.0066, 0.9123),
    (1e20, 2.8509, 0.8665),
    (3e20, 2.7222, 0.8289),
]


def value(key, **values):
    return trends.get(key).value(**values)


class TestMarin:
    @pytest.mark.parametrize(("C", "loss", "bits"), [(1e21, 2.606, 0.7923), (1e23, 2.252, 0.6854)])
    def test_projections_as_printed(self, C, loss, bits):
        assert value("marin2026-loss", compute=C) == pytest.approx(loss, abs=6e-4)
        assert value("marin2026-bits-per-byte", compute=C) == pytest.approx(bits, abs=4e-4)

    @pytest.mark.parametrize(("C", "loss", "bits"), OPTIMA)
    def test_the_optima_it_was_fitted_to(self, C, loss, bits):
        assert value("marin2026-loss", compute=C) == pytest.approx(loss, rel=0.005, abs=0)
        assert value("marin2026-bits-per-byte", compute=C) == pytest.approx(bits, rel=0.006, abs=0)

    def test_a_line_through_the_optima_gives_the_constants_back(self):
        """Least squares of ln(L - 1.6) on ln C, the asymptote being pinned."""
        C, loss, _ = np.array(OPTIMA).T
        slope, level = np.polyfit(np.log(C), np.log(loss - 1.6), 1)
        constants = trends.get("marin2026-loss").constants
        assert slope == pytest.approx(constants["p"], abs=5e-4)
        assert math.exp(level) == pytest.approx(constants["k"], rel=0.02, abs=0)

    def test_the_run_that_was_kept_apart(self):
        """Measured at 1e21 FLOP: 2.599 nat/token and 0.7923 bit/byte."""
        assert value("marin2026-loss", compute=1e21) == pytest.approx(2.599, rel=0.004, abs=0)
        assert value("marin2026-bits-per-byte", compute=1e21) == pytest.approx(0.7923, rel=0.001, abs=0)

    @given(st.floats(1e18, 3e20))
    def test_six_parameters_times_tokens_is_the_compute(self, C):
        N, D = value("marin2026-parameters", compute=C), value("marin2026-tokens", compute=C)
        compute = 6 * N * D
        assert compute == pytest.approx(C, rel=0.01, abs=0)

    def test_constants_as_printed(self):
        printed = {
            "loss": {"L_inf": 1.6, "k": 95.18, "p": -0.0941},
            "bits-per-byte": {"L_inf": 0.4814, "k": 25.97, "p": -0.0915},
            "parameters": {"k": 1.09e-2, "p": 0.535},
            "tokens": {"k": 16.0, "p": 0.464},
        }
        for name, constants in printed.items():
            trend = trends.get(f"marin2026-{name}")
            assert dict(trend.constants) == constants
            assert (trend.counts, trend.evidence) == ("active, of a mixture", "primary")

    def test_below_its_asymptote_there_is_no_compute(self):
        trend = trends.get("marin2026-loss")
        with pytest.raises(NoSolutionError, match="does not reach a loss of"):
            trend.solve("compute", loss="1.5 nat/token")
        assert trend.solve("compute", loss="2.606 nat/token").magnitude == pytest.approx(1e21, rel=0.01, abs=0)
        assert any("set to 1.6 and not fitted" in note for note in trend.notes)

    def test_a_run_of_today_lies_decades_beyond(self):
        assert trends.get("marin2026-loss").decades_beyond(compute=3e25)["compute"] == pytest.approx(5, abs=1e-9)


class TestHo:
    FITTED = (0.003938, 0.067982, 0.035620, 0.039587)

    def test_the_released_constants_double_in_8_7_months(self):
        alpha_year, alpha_param, beta_year, beta_data = self.FITTED
        assert tuple(trends.get("ho2024-progress").constants.values()) == self.FITTED
        by_size, by_data = (math.log(2) * a / b for a, b in ((alpha_param, alpha_year), (beta_data, beta_year)))
        months = 12 / (1 / by_size + 1 / by_data)  # as the authors' notebook joins the two
        assert months == pytest.approx(8.7, abs=0.05)
        found = trends.get("ho2024-progress").solve("time", compute_gain="2").magnitude
        assert 12 * found == pytest.approx(months, rel=1e-12, abs=0)

    def test_the_fit_itself_takes_as_long(self):
        """Twice the compute at the best size and a wait of one doubling lower the fitted loss alike."""
        alpha_year, alpha_param, beta_year, beta_data = self.FITTED

        def best(log_C, t):
            log_N = np.linspace(0.05, 0.95, 20_001) * log_C
            size = np.exp(0.912701 - alpha_year * t - alpha_param * log_N)
            return float(np.min(size + np.exp(0.771409 - beta_year * t - beta_data * (log_C - log_N))))

        log_C = math.log(1e15)  # over the smallest model and data, which the constants refer to
        wait = trends.get("ho2024-progress").solve("time", compute_gain="2").magnitude
        assert best(log_C, wait) == pytest.approx(best(log_C + math.log(2), 0.0), rel=1e-5, abs=0)

    def test_the_published_doubling(self):
        trend = trends.get("ho2024-doubling")
        assert 12 * trend.constants["T"] == pytest.approx(8.4, rel=1e-12, abs=0)
        assert trend(time="0.7 year").magnitude == pytest.approx(2, rel=1e-12, abs=0)
        assert trend(time="8.4 year").magnitude == pytest.approx(2**12, rel=1e-12, abs=0)
        for key in ("ho2024-progress", "ho2024-doubling"):
            assert any("4.5 to 14.3 months" in note for note in trends.get(key).notes)

    @given(st.floats(0.01, 20), st.floats(0.01, 20))
    def test_years_multiply(self, first, then):
        for key in ("ho2024-progress", "ho2024-doubling"):
            both = value(key, time=first) * value(key, time=then)
            assert value(key, time=first + then) == pytest.approx(both, rel=1e-9, abs=0)

    def test_a_year_may_be_said_in_days_and_is_no_compute(self):
        trend = trends.get("ho2024-doubling")
        assert trend(time="255.675 day").magnitude == pytest.approx(2, rel=1e-9, abs=0)
        with pytest.raises(InputError, match="time"):
            trend(time="1e20 FLOP")
        with pytest.raises(InputError, match="time"):
            trend(time="-1 year")

    def test_past_the_models_it_says_so(self):
        trend = trends.get("ho2024-progress")
        assert trend.decades_beyond(time=2.0)["time"] == 0
        assert trend.decades_beyond(time=110.0)["time"] == pytest.approx(1, abs=1e-9)

    def test_the_transformer(self):
        trend = trends.get("ho2024-transformer")
        assert trend(compute="1e22 FLOP").magnitude == pytest.approx(7.2e22, rel=1e-12, abs=0)
        assert any("3.3 to 45.7" in note for note in trend.notes)
        assert trend.evidence == "secondary"


class TestStepLawWidened:
    """The released grid gives N^-0.797(53) D^0.219(30), the released bootstrap N^-0.713(30) D^0.307(19)."""

    @pytest.mark.parametrize(
        ("name", "grid", "error", "own"), [("p", -0.797, 0.053, 0.030), ("q", 0.219, 0.030, 0.019)]
    )
    def test_one_widened_deviation_reaches_the_other_fit(self, name, grid, error, own):
        trend = trends.get("li2025-learning-rate")
        said = re.search(r"N\^-0\.71\((\d+)\) D\^0\.31\((\d+)\)", " ".join(trend.notes))
        wide = int(said[1 if name == "p" else 2]) / 100
        apart = abs(trend.constants[name] - grid)
        assert apart > 2.5 * own  # so that the bootstrap of rows excludes the grid
        assert apart <= wide <= math.hypot(apart, error) + 0.005

    def test_both_say_that_theirs_are_too_small(self):
        for key in ("li2025-learning-rate", "li2025-batch"):
            assert any("too small" in note for note in trends.get(key).notes)
