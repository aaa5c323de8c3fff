"""Parameters with and without the embedding, and the exponent that a study without it sees, by second methods."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import brentq, minimize_scalar

from limits import scaling
from limits.errors import InputError
from limits.scaling import trends
from limits.scaling.trends.relations import embedding as counting

KAPLAN = 0.73  # Kaplan et al. 2020, table 6


class TestCounting:
    OMEGA = trends.get("pearce2024-total").constants["omega"]
    BESIROGLU = scaling.get("besiroglu2024").coefficients
    HOFFMANN = scaling.get("hoffmann2022").coefficients

    def law(self, c):
        return {"A": c.A, "alpha": c.alpha, "B": c.B, "beta": c.beta, "omega": self.OMEGA}

    def exponents(self, c):
        return {"alpha": c.alpha, "beta": c.beta, "omega": self.OMEGA}

    def test_constant_of_the_shape(self):
        of_shape = 32000 * (39.2 / 12) ** (1 / 3)
        assert of_shape == pytest.approx(self.OMEGA, rel=1e-3, abs=0)

    @given(st.floats(1.0, 1e14))
    def test_back_and_forth(self, N):
        total = counting.total_parameters(N, omega=self.OMEGA)
        assert counting.non_embedding(total, omega=self.OMEGA) == pytest.approx(N, rel=1e-12, abs=0)
        assert total > N

    @given(st.floats(1e6, 1e14))
    def test_the_root_of_the_cubic(self, total):
        root = brentq(lambda N: counting.total_parameters(N, omega=self.OMEGA) - total, 0, total, rtol=1e-14, xtol=1e-9)
        assert counting.non_embedding(total, omega=self.OMEGA) == pytest.approx(root, rel=1e-9, abs=0)

    @pytest.mark.parametrize("law", [BESIROGLU, HOFFMANN])
    @given(st.floats(1e3, 1e11))
    def test_no_other_size_does_better(self, law, N):
        """The optimum by search: the loss in all parameters at a fixed compute that leaves the embedding out."""
        C = counting.optimal_compute(N, **self.law(law))

        def loss(log_n):
            n = math.exp(log_n)
            total = counting.total_parameters(n, omega=self.OMEGA)
            return law.A * total**-law.alpha + law.B * (C / (6 * n)) ** -law.beta

        found = minimize_scalar(
            loss, bounds=(math.log(N) - 3, math.log(N) + 3), method="bounded", options={"xatol": 1e-9}
        )
        assert found.x == pytest.approx(math.log(N), abs=1e-4)

    @pytest.mark.parametrize("law", [BESIROGLU, HOFFMANN])
    @given(st.floats(1e2, 1e13))
    def test_local_exponent_is_the_slope(self, law, N):
        step = 1e-5
        up, down = (math.log(counting.optimal_compute(N * math.exp(h), **self.law(law))) for h in (step, -step))
        assert counting.local_exponent(N, **self.exponents(law)) == pytest.approx(
            2 * step / (up - down), rel=1e-6, abs=0
        )

    @pytest.mark.parametrize("law", [BESIROGLU, HOFFMANN])
    def test_both_ends(self, law):
        assert counting.local_exponent(1e-30, **self.exponents(law)) == pytest.approx(
            law.beta / (law.alpha / 3 + law.beta), rel=1e-6, abs=0
        )
        assert counting.local_exponent(1e40, **self.exponents(law)) == pytest.approx(law.a, rel=1e-6, abs=0)

    @pytest.mark.parametrize(("law", "uniform"), [(BESIROGLU, 0.7877), (HOFFMANN, 0.7502)])
    def test_range_of_kaplan(self, law, uniform):
        """The study of small models sees about Kaplan's 0.73, as the abstract of Pearce and Song (2024) says.

        Whatever law it was made from; uniform in ln N it would see 0.01 more.
        """
        found = counting.range_exponent(768, 1.5e9, **self.law(law))
        n = np.geomspace(768, 1.5e9, 20001)
        x, y = np.log(counting.optimal_compute(n, **self.law(law))), np.log(n)
        even = np.linspace(x[0], x[-1], 20001)
        assert found == pytest.approx(np.polyfit(even, np.interp(even, x, y), 1)[0], abs=1e-5)
        assert found == pytest.approx(uniform, abs=1e-4)
        assert abs(found - KAPLAN) < 0.06 < abs(law.a - KAPLAN)
        assert np.polyfit(x, y, 1)[0] - found == pytest.approx(0.008, abs=0.002)

    @pytest.mark.parametrize("law", [BESIROGLU, HOFFMANN])
    def test_the_compute_range_of_the_released_script(self, law):
        """From 10^12.95 to 10^20.7 FLOP it is nearer still to Kaplan's exponent than over his range of sizes."""

        def size(log10_C):
            return math.exp(
                brentq(lambda u: math.log10(counting.optimal_compute(math.exp(u), **self.law(law))) - log10_C, 0, 40)
            )

        found = counting.range_exponent(size(12.95), size(20.7), **self.law(law))
        assert KAPLAN < found < counting.range_exponent(768, 1.5e9, **self.law(law))

    @pytest.mark.parametrize(("low", "high"), [(1e9, 1e3), (0, 1e9), (-1, 1e9), (1e3, math.inf), (math.nan, 1e9)])
    def test_a_range_that_is_none(self, low, high):
        with pytest.raises(InputError, match="0 < low < high"):
            counting.range_exponent(low, high, **self.law(self.BESIROGLU))

    def test_exponents_without_an_optimum(self):
        law = {**self.law(self.BESIROGLU), "alpha": 0.01, "beta": 0.01}
        with pytest.raises(InputError, match="optimum grows with compute"):
            counting.range_exponent(768, 1.5e9, **law)
