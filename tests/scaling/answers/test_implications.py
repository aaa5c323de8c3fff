"""What a fitted law implies: against hand calculation, the bootstrap, and the other answers of the same law."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from limits import scaling
from limits.errors import InputError
from limits.scaling.answers import fitted, implied, optimal
from limits.scaling.frontier import balance, prediction

RUNS = "docs/examples/fits/runs.csv"


@pytest.fixture(scope="module")
def law():
    return scaling.fit(scaling.Points.read(RUNS)).law("ours")


@pytest.fixture(scope="module")
def resampled():
    return scaling.fit(scaling.Points.read(RUNS), bootstrap=1000, seed=1).law("ours")


def test_by_hand():
    exact = replace(
        scaling.get("besiroglu2024"),
        coefficients=scaling.forms.hoffmann(E=1.8, A=400.0, B=900.0, alpha=0.3, beta=0.2),
        fitted=scaling.law.Fitted(scaling.law.Span(1e8, 1e10), scaling.law.Span(), scaling.law.Span(1e18, 6e20)),
    )
    found = implied(exact, [6e22])
    assert [float(getattr(found, f"{name}_exponent")) for name in ("parameters", "tokens", "loss", "ratio")] == (
        pytest.approx([0.4, 0.6, 0.12, 0.2], abs=1e-12)
    )
    assert float(found.balance_exponent) == pytest.approx(0.5, rel=1e-9, abs=0)
    best = found.best[1]
    N = (0.3 * 400 / (0.2 * 900)) ** 2 * 1e22**0.4
    assert (float(best.parameters), float(best.tokens)) == pytest.approx((N, 1e22 / N), rel=1e-9, abs=0)
    assert float(best.loss) == pytest.approx(1.8 + 400 * N**-0.3 + 900 * (1e22 / N) ** -0.2, rel=1e-9, abs=0)
    assert float(best.extrapolation) == pytest.approx(2.0, rel=1e-9, abs=0)
    assert (found.best[0].largest, best.largest) == (True, False)
    D = (900 / 400 * 1e8**0.3) ** 5
    assert float(found.balance[0].tokens_per_parameter) == pytest.approx(D / 1e8, rel=1e-9, abs=0)
    ratio = found.balance[1].tokens_per_parameter / found.balance[0].tokens_per_parameter.value
    assert ratio == pytest.approx(100**0.5, rel=1e-9, abs=0)
    assert found.no_intervals  # nothing is said of the errors of these coefficients


@given(N=st.floats(1e3, 1e13), name=st.sampled_from(["besiroglu2024", "kaplan2020", "busbridge2025", "gadre2024-c4"]))
def test_the_terms_are_equal_at_the_balance(N, name):
    law = scaling.get(name)
    terms = prediction.terms(law, N, balance.tokens(law, N))
    assert math.isclose(terms.size, terms.data, rel_tol=1e-9)


def test_the_best_runs_are_those_of_the_other_answer(law):
    found = implied(law, [1e21, 1e24, 1e24])
    assert [best.compute.value for best in found.best] == [law.fitted.compute.high, 1e21, 1e24]
    for best in found.best:
        same = optimal(law, compute=best.compute.value)
        for name in ("parameters", "tokens", "tokens_per_parameter", "loss", "extrapolation"):
            assert getattr(best, name) == getattr(same, name)


def test_covariance_and_bootstrap_agree(law, resampled):
    """Two ways to the same intervals: their widths agree to a third, their places to a fraction of that."""
    for name in ("parameters_exponent", "loss_exponent", "ratio_exponent", "balance_exponent"):
        one, other = (getattr(implied(each), name) for each in (law, resampled))
        assert one.low < one.value < one.high
        assert (one.high - one.low) / (other.high - other.low) == pytest.approx(1.0, abs=0.35)
        assert abs(one.low + one.high - other.low - other.high) < 0.4 * (one.high - one.low)


def test_exponents_of_a_share_stay_between_0_and_1():
    """However badly alpha is known."""
    rng = np.random.default_rng(0)
    N, D = 10 ** rng.uniform(8, 8.7, 12), 10 ** rng.uniform(9.5, 10.1, 12)
    found = fitted(scaling.fit(N, D, (1.8 + 480 / N**0.35 + 2100 / D**0.37) * np.exp(0.01 * rng.standard_normal(12))))
    if found.implied is not None:
        a = found.implied.parameters_exponent
        assert a.low is None or 0 <= a.low <= a.value <= a.high <= 1


def test_one_exponent_leaves_the_ratio_a_constant():
    found = fitted(scaling.fit(scaling.Points.read(RUNS), form="hoffmann-tied")).implied
    assert (found.parameters_exponent.value, found.parameters_exponent.low) == (0.5, None)
    ratios = [each.tokens_per_parameter.value for each in (*found.balance, *found.best)]
    assert ratios == pytest.approx([ratios[0]] * 3, rel=1e-9, abs=0)


def test_a_fit_that_is_no_law_says_so():
    rows = [(N, D, 2 + 2100 * D**-0.37) for N in (1e8, 2e8, 4e8, 8e8) for D in (1e9, 4e9, 2e10)]
    record = fitted(scaling.fit(*map(list, zip(*rows, strict=True))))
    assert record.implied is None or record.implied.no_intervals
    if record.implied is None:
        assert "no law" in record.unknown["implied"]


@pytest.mark.parametrize("compute", [0.0, -1.0, math.nan, math.inf])
def test_budgets_that_are_none(law, compute):
    with pytest.raises(InputError, match="finite number of FLOP"):
        implied(law, [compute])
