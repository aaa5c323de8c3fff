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
from limits.errors import InputError, NoSolutionError
from limits.scaling.frontier import repetition as rep
from limits.scaling.frontier.repetition import MUENNIGHOFF2023

LAW = scaling.get("muennighoff2023")
OTHERS = [LAW, scaling.get("besiroglu2024"), scaling.get("kaplan2020")]
computes = st.floats(18, 27).map(lambda x: 10**x)
uniques = st.floats(8, 15).map(lambda x: 10**x)
laws = st.sampled_from(OTHERS)


def test_published_values():
    assert rep.effective(4.0, 1.0, MUENNIGHOFF2023.decay_tokens) == pytest.approx(3.7257, abs=1e-4)  # SC061
    assert rep.effective(4.0, 1.0, MUENNIGHOFF2023.decay_tokens) / 4 == pytest.approx(0.93, abs=0.005)
    assert rep.matched_parameters(LAW, 1e10) / 1e10 == pytest.approx(0.051, rel=0.005, abs=0)  # SC059
    assert rep.loss(LAW, MUENNIGHOFF2023, 1e9, 2e10, 2e10) == pytest.approx(
        2.5646, rel=1e-4, abs=0
    )  # SC060, 2e10 matches 1e9
    rounded = LAW.coefficients._replace(alpha=0.35, beta=0.35)
    assert scaling.loss(replace(LAW, coefficients=rounded), 1e9, 2e10) == pytest.approx(
        2.608, rel=1e-3, abs=0
    )  # trap 29
    assert scaling.optimum(LAW, 1e22).tokens_per_parameter == pytest.approx(19.61, rel=1e-3, abs=0)  # SC062


def test_limits_of_repetition():
    assert rep.effective(1e30, 1.0, 15.387756) == pytest.approx(16.387756, rel=1e-6, abs=0)
    assert rep.effective(1e30, 1.0, 5.309743) == pytest.approx(6.309743, rel=1e-6, abs=0)
    assert rep.loss(LAW, MUENNIGHOFF2023, 1e40, 1e40, 1e12) == pytest.approx(
        rep.wall(LAW, MUENNIGHOFF2023, 1e12), rel=1e-6, abs=0
    )


@pytest.mark.parametrize("name", scaling.names())
def test_decays_of_another_law_are_said_to_be_borrowed(name):
    cautions = MUENNIGHOFF2023.cautions(scaling.get(name))
    assert any("are borrowed here" in each for each in cautions) == (name != MUENNIGHOFF2023.law)


@pytest.mark.parametrize("epochs", [0.5, 1.5, 4.0, 40.0])
def test_the_next_token_is_worth_the_slope_of_the_worth_of_all(epochs):
    unique, decay, step = 3e11, 15.387756, 3e6
    ahead, behind = (rep.effective(epochs * unique + side, unique, decay) for side in (step, -step))
    assert rep.next_worth(epochs * unique, unique, decay) == pytest.approx(
        (ahead - behind) / (2 * step), rel=1e-6, abs=0
    )


@pytest.mark.parametrize("decay", [1e-3, 1.0, 15.387756, 1e8, 1e17])
@pytest.mark.parametrize("amount", [0.5, 1.0 + 1e-12, 4.0, 1e6])
def test_worth_keeps_its_digits(amount, decay):
    """Trap 11: written with 1 - exp(-x), a large decay rounds to no worth at all, and a fit finds a false minimum."""
    with mpmath.workdps(50):
        R = max(mpmath.mpf(amount) - 1, 0)
        exact = min(mpmath.mpf(amount), 1) + decay * (1 - mpmath.exp(-R / decay))
    assert rep.effective(amount, 1.0, decay) == pytest.approx(float(exact), rel=1e-15, abs=0)


@pytest.mark.parametrize("decay", [0.05, 15.387756, 1e17])
@pytest.mark.parametrize("law", OTHERS, ids=lambda law: law.key)
def test_loss_at_fifty_digits(law, decay):
    """The whole law once more by mpmath, N and D far beyond what the unique tokens call for."""
    decays = replace(MUENNIGHOFF2023, decay_tokens=decay, decay_parameters=decay)
    with mpmath.workdps(50):
        E, A, B, alpha, beta, q = (mpmath.mpf(float(x)) for x in law.coefficients)
        U, N, D = mpmath.mpf(10) ** 10, mpmath.mpf(10) ** 12, 7 * mpmath.mpf(10) ** 11
        # alpha (A N^-alpha)^(1/q) = beta (B U^-beta)^(1/q) where U tokens are optimal
        matched = ((alpha / beta) ** q * A / B * U**beta) ** (1 / alpha)
        worth = [u * (1 + decay * (1 - mpmath.exp(-(x / u - 1) / decay))) for x, u in ((N, matched), (D, U))]
        exact = E + ((A * worth[0] ** -alpha) ** (1 / q) + (B * worth[1] ** -beta) ** (1 / q)) ** q
    assert rep.matched_parameters(law, 1e10) == pytest.approx(float(matched), rel=1e-12, abs=0)
    assert rep.loss(law, decays, 1e12, 7e11, 1e10) == pytest.approx(float(exact), rel=1e-13, abs=0)


@given(laws, st.floats(6, 13), st.floats(8, 15), st.floats(7, 15), st.floats(0.01, 2))
def test_loss_falls_with_everything_and_stays_above_the_law(law, log_N, log_D, log_U, more):
    N, D, U = 10**log_N, 10**log_D, 10**log_U
    here = rep.loss(law, MUENNIGHOFF2023, N, D, U)
    for other in ((N * 10**more, D, U), (N, D * 10**more, U), (N, D, U * 10**more)):
        assert rep.loss(law, MUENNIGHOFF2023, *other) <= here * (1 + 1e-14)
    assert here >= scaling.loss(law, N, D) * (1 - 1e-14)
    assert here >= rep.wall(law, MUENNIGHOFF2023, U) * (1 - 1e-14)
    if U >= D and rep.matched_parameters(law, U) >= N:
        assert here == pytest.approx(scaling.loss(law, N, D), rel=1e-15, abs=0)


@given(laws, computes)
def test_nothing_repeats_nothing_changes(law, C):
    best = scaling.optimum(law, C)
    assert rep.loss(law, MUENNIGHOFF2023, best.parameters, best.tokens, best.tokens * 1.0001) == pytest.approx(
        best.loss, rel=1e-6, abs=0
    )
    free = rep.optimum(law, MUENNIGHOFF2023, C, 1e40)
    assert free.loss == pytest.approx(best.loss, rel=1e-12, abs=0)
    assert free.parameters == pytest.approx(best.parameters, rel=1e-6, abs=0)


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
    assert found.loss == pytest.approx(other.fun, rel=1e-8, abs=0)
    assert found.epochs == pytest.approx(C / 6 / found.parameters / unique, rel=1e-6, abs=0)


@given(laws, st.floats(-3, 6), uniques, uniques)
def test_one_shape_for_every_number_of_tokens(law, decades, one, other):
    """In units of the matched run nothing depends on the unique tokens."""
    found = [
        rep.optimum(law, MUENNIGHOFF2023, 10**decades * 6 * rep.matched_parameters(law, U) * U, U) for U in (one, other)
    ]
    assert found[0].epochs == pytest.approx(found[1].epochs, rel=1e-8, abs=0)
    scaled = [
        (each.loss - law.coefficients.E) * U**law.coefficients.beta for each, U in zip(found, (one, other), strict=True)
    ]
    assert scaled[0] == pytest.approx(scaled[1], rel=1e-8, abs=0)


@pytest.mark.parametrize("C", [1e30, 1e40, 1e60])
def test_far_beyond_the_wall_the_last_repetitions_balance(C):
    """Where both worths are spent, and the loss is flat to every digit, ln of the two slopes still decides."""
    best = rep.optimum(LAW, MUENNIGHOFF2023, C, 1e10)
    spent = (
        best.epochs / MUENNIGHOFF2023.decay_tokens,
        best.parameters / rep.matched_parameters(LAW, 1e10) / MUENNIGHOFF2023.decay_parameters,
    )
    assert spent[0] == pytest.approx(spent[1], rel=1e-2, abs=0)
    assert best.loss == pytest.approx(rep.wall(LAW, MUENNIGHOFF2023, 1e10), rel=1e-15, abs=0)


@given(laws, computes, uniques)
def test_order_of_losses(law, C, unique):
    """Never below the law without repetition, never below the wall, and better with more of anything."""
    found = rep.optimum(law, MUENNIGHOFF2023, C, unique)
    assert found.loss >= scaling.optimum(law, C).loss * (1 - 1e-12)
    assert found.loss >= rep.wall(law, MUENNIGHOFF2023, unique) * (1 - 1e-12)
    assert rep.optimum(law, MUENNIGHOFF2023, 2 * C, unique).loss <= found.loss * (1 + 1e-12)
    assert rep.optimum(law, MUENNIGHOFF2023, C, 2 * unique).loss <= found.loss * (1 + 1e-12)


@settings(max_examples=20)
@given(laws, st.floats(18, 25).map(lambda x: 10**x), st.floats(8, 14).map(lambda x: 10**x))
def test_inverses(law, C, unique):
    L = rep.optimum(law, MUENNIGHOFF2023, C, unique).loss
    if rep.wall(law, MUENNIGHOFF2023, unique) * (1 + 1e-6) < L:
        assert rep.compute_for_loss(law, MUENNIGHOFF2023, L, unique) <= C * (1 + 1e-6)
        again = rep.compute_for_loss(law, MUENNIGHOFF2023, L, unique)
        assert rep.optimum(law, MUENNIGHOFF2023, again, unique).loss == pytest.approx(L, rel=1e-9, abs=0)
    if scaling.optimum(law, C).loss * (1 + 1e-6) < L:
        fewest = rep.unique_for_loss(law, MUENNIGHOFF2023, L, C)
        assert rep.optimum(law, MUENNIGHOFF2023, C, fewest).loss == pytest.approx(L, rel=1e-9, abs=0)


@given(laws, uniques)
def test_unique_tokens_of_a_wall(law, unique):
    assert rep.unique_at_wall(law, MUENNIGHOFF2023, rep.wall(law, MUENNIGHOFF2023, unique)) == pytest.approx(
        unique, rel=1e-9, abs=0
    )


def test_inverses_have_no_edge():
    """Brackets come from the law, so that neither tiny runs nor huge ones end at the limit of a search."""
    for C, unique in ((1e-6, 1e3), (1e90, 1e50)):
        L = rep.optimum(LAW, MUENNIGHOFF2023, C, unique).loss
        assert rep.compute_for_loss(LAW, MUENNIGHOFF2023, L, unique) == pytest.approx(C, rel=1e-3, abs=0)
    assert rep.unique_for_loss(LAW, MUENNIGHOFF2023, 1e3, 1e3) == pytest.approx(
        rep.unique_at_wall(LAW, MUENNIGHOFF2023, 1e3), rel=0.5, abs=0
    )


def test_beyond_the_wall_is_said():
    said = (
        "muennighoff2023: no compute solves this: with these unique tokens the loss tends to 1.947, and 1.9 is wanted"
    )
    with pytest.raises(NoSolutionError, match=said):
        rep.compute_for_loss(LAW, MUENNIGHOFF2023, np.array([2.0, 1.9]), 1e12)
    with pytest.raises(NoSolutionError, match=r"without repetition the least loss is 2.188, and 1.9 is wanted"):
        rep.unique_for_loss(LAW, MUENNIGHOFF2023, 1.9, 1e22)
    with pytest.raises(NoSolutionError, match=r"irreducible loss of this fit is 1.869, and 1.8 is wanted"):
        rep.unique_at_wall(LAW, MUENNIGHOFF2023, 1.8)
    with pytest.raises(NoSolutionError, match="beyond the range of floating-point numbers"):
        rep.unique_at_wall(LAW, MUENNIGHOFF2023, 1e300)


@pytest.mark.parametrize("decay", [0.0, -1.0, math.inf])
def test_decays_are_positive_and_finite(decay):
    with pytest.raises(InputError, match=r"decay_tokens: given .*, wanted repetitions > 0, finite"):
        replace(MUENNIGHOFF2023, decay_tokens=decay)
    with pytest.raises(InputError, match="decay_parameters"):
        replace(MUENNIGHOFF2023, decay_parameters=decay)


def test_range_of_the_runs_is_known():
    assert MUENNIGHOFF2023.kind == "trend"
    assert MUENNIGHOFF2023.epochs.decades_beyond(9e4) == pytest.approx(1.0, rel=1e-6, abs=0)
    assert MUENNIGHOFF2023.epochs.decades_beyond(40.0) == 0.0


def test_laws_of_many_draws():
    draws = LAW.coefficients._replace(E=np.array([1.8, 1.9]), beta=np.array([0.35, 0.36]))
    found = rep.optimum(replace(LAW, coefficients=draws), MUENNIGHOFF2023, 1e24, 1e11)
    for k in range(2):
        one = replace(LAW, coefficients=draws._replace(E=draws.E[k], beta=draws.beta[k]))
        assert found.loss[k] == pytest.approx(rep.optimum(one, MUENNIGHOFF2023, 1e24, 1e11).loss, rel=1e-14, abs=0)


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


@pytest.mark.parametrize("decay", [1e-3, 0.1, 5.0, 100.0])
@pytest.mark.parametrize("law", OTHERS, ids=lambda law: law.key)
def test_a_saturating_compute_has_the_loss_of_the_wall_however_little_a_repetition_is_worth(law, decay):
    repetition = replace(MUENNIGHOFF2023, decay_tokens=decay, decay_parameters=decay)
    C = rep.saturating_compute(law, repetition, 1e12)
    assert rep.optimum(law, repetition, C, 1e12).loss == rep.wall(law, repetition, 1e12)
