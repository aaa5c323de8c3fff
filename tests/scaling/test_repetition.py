"""Limited text: published values, the optimum against a dense grid and SciPy, walls, inverses, limits."""

import math
from dataclasses import replace

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar

from limits import scaling
from limits.errors import NoSolutionError
from limits.scaling import repetition as rep
from limits.scaling.repetition import MUENNIGHOFF2023

LAW = scaling.get("muennighoff2023")
OTHERS = [LAW, scaling.get("besiroglu2024"), scaling.get("kaplan2020")]
computes = st.floats(18, 27).map(lambda x: 10**x)
uniques = st.floats(8, 15).map(lambda x: 10**x)
laws = st.sampled_from(OTHERS)


def test_published_values():
    assert rep.effective(4.0, 1.0, MUENNIGHOFF2023.decay_tokens) == pytest.approx(3.7257, abs=1e-4)  # SC061
    assert rep.effective(4.0, 1.0, MUENNIGHOFF2023.decay_tokens) / 4 == pytest.approx(0.93, abs=0.005)
    assert rep.matched_parameters(LAW, 1e10) / 1e10 == pytest.approx(0.051, rel=0.005)  # SC059
    assert rep.loss(LAW, MUENNIGHOFF2023, 1e9, 2e10, 2e10) == pytest.approx(2.5646, rel=1e-4)  # SC060, 2e10 matches 1e9
    rounded = LAW.coefficients._replace(alpha=0.35, beta=0.35)
    assert scaling.loss(replace(LAW, coefficients=rounded), 1e9, 2e10) == pytest.approx(2.608, rel=1e-3)  # trap 29
    assert scaling.optimum(LAW, 1e22).tokens_per_parameter == pytest.approx(19.61, rel=1e-3)  # SC062


def test_limits_of_repetition():
    assert rep.effective(1e30, 1.0, 15.387756) == pytest.approx(16.387756)
    assert rep.effective(1e30, 1.0, 5.309743) == pytest.approx(6.309743)
    assert rep.loss(LAW, MUENNIGHOFF2023, 1e40, 1e40, 1e12) == pytest.approx(rep.wall(LAW, MUENNIGHOFF2023, 1e12))


@pytest.mark.parametrize("decay", [1e-3, 1.0, 15.387756, 1e8, 1e17])
@pytest.mark.parametrize("amount", [0.5, 1.0 + 1e-12, 4.0, 1e6])
def test_worth_keeps_its_digits(amount, decay):
    """Trap 11: written with 1 - exp(-x), a large decay rounds to no worth at all, and a fit finds a false minimum."""
    with mpmath.workdps(50):
        R = max(mpmath.mpf(amount) - 1, 0)
        exact = min(mpmath.mpf(amount), 1) + decay * (1 - mpmath.exp(-R / decay))
    assert rep.effective(amount, 1.0, decay) == pytest.approx(float(exact), rel=1e-15)


@given(laws, computes)
def test_nothing_repeats_nothing_changes(law, C):
    best = scaling.optimum(law, C)
    assert rep.loss(law, MUENNIGHOFF2023, best.parameters, best.tokens, best.tokens * 1.0001) == pytest.approx(
        best.loss
    )
    free = rep.optimum(law, MUENNIGHOFF2023, C, 1e40)
    assert free.loss == pytest.approx(best.loss, rel=1e-12)
    assert free.parameters == pytest.approx(best.parameters, rel=1e-6)


@given(laws, computes, uniques)
def test_optimum_is_the_least_of_a_dense_grid_and_of_scipy(law, C, unique):
    found = rep.optimum(law, MUENNIGHOFF2023, C, unique)
    log_N = math.log(found.parameters) + np.linspace(-20, 20, 4001)
    grid = rep.loss(law, MUENNIGHOFF2023, np.exp(log_N), C / 6 / np.exp(log_N), unique)
    assert found.loss <= grid.min() * (1 + 1e-12)
    other = minimize_scalar(
        lambda x: rep.loss(law, MUENNIGHOFF2023, math.exp(x), C / 6 / math.exp(x), unique),
        bounds=(log_N[0], log_N[-1]),
        method="bounded",
    )
    assert found.loss == pytest.approx(other.fun, rel=1e-8)
    assert found.epochs == pytest.approx(C / 6 / found.parameters / unique)


@given(laws, computes, uniques)
def test_order_of_losses(law, C, unique):
    """Never below the law without repetition, never below the wall, and better with more of anything."""
    found = rep.optimum(law, MUENNIGHOFF2023, C, unique)
    assert found.loss >= scaling.optimum(law, C).loss * (1 - 1e-12)
    assert found.loss >= rep.wall(law, MUENNIGHOFF2023, unique) * (1 - 1e-12)
    assert rep.optimum(law, MUENNIGHOFF2023, 2 * C, unique).loss <= found.loss * (1 + 1e-12)
    assert rep.optimum(law, MUENNIGHOFF2023, C, 2 * unique).loss <= found.loss * (1 + 1e-12)


@settings(max_examples=20, deadline=None)
@given(laws, st.floats(18, 25).map(lambda x: 10**x), st.floats(8, 14).map(lambda x: 10**x))
def test_inverses(law, C, unique):
    L = rep.optimum(law, MUENNIGHOFF2023, C, unique).loss
    if rep.wall(law, MUENNIGHOFF2023, unique) * (1 + 1e-6) < L:
        assert rep.compute_for_loss(law, MUENNIGHOFF2023, L, unique) <= C * (1 + 1e-6)
        again = rep.compute_for_loss(law, MUENNIGHOFF2023, L, unique)
        assert rep.optimum(law, MUENNIGHOFF2023, again, unique).loss == pytest.approx(L, rel=1e-9)
    if scaling.optimum(law, C).loss * (1 + 1e-6) < L:
        fewest = rep.unique_for_loss(law, MUENNIGHOFF2023, L, C)
        assert rep.optimum(law, MUENNIGHOFF2023, C, fewest).loss == pytest.approx(L, rel=1e-9)


def test_beyond_the_wall_is_said():
    with pytest.raises(
        NoSolutionError, match=r"muennighoff2023: no compute solves this: with these unique tokens .* 1.947"
    ):
        rep.compute_for_loss(LAW, MUENNIGHOFF2023, 1.9, 1e12)
    with pytest.raises(NoSolutionError, match="no unique_tokens solves this"):
        rep.unique_for_loss(LAW, MUENNIGHOFF2023, 1.9, 1e22)


def test_borrowed_decays_are_said():
    assert not any("borrowed" in note for note in MUENNIGHOFF2023.cautions(LAW))
    assert any(
        "borrowed here: besiroglu2024" in note for note in MUENNIGHOFF2023.cautions(scaling.get("besiroglu2024"))
    )


def test_arrays_and_unknowns():
    C, unique = np.array([1e22, math.nan, 1e24])[:, None], np.array([1e10, 1e12])
    found = rep.optimum(LAW, MUENNIGHOFF2023, C, unique)
    assert found.loss.shape == (3, 2)
    assert np.isnan(found.loss[1]).all()
    assert found.loss[2, 1] == rep.optimum(LAW, MUENNIGHOFF2023, 1e24, 1e12).loss
