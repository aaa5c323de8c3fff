"""The test of the form warns where it is wrong and hardly where it is right; `tests/lack_of_fit_power.py` has more."""

import runpy
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from limits import scaling
from limits.scaling.answers.misfit import misfit
from limits.scaling.fits.lack_of_fit import lack_of_fit
from limits.scaling.published import get

SCRIPT = runpy.run_path(str(Path(__file__).parents[2] / "lack_of_fit_power.py"))
asked, right, checkpoints, WRONG = (SCRIPT[name] for name in ("asked", "right", "checkpoints", "WRONG"))
LAW = get("besiroglu2024")


@pytest.mark.parametrize("errors", SCRIPT["RIGHT"])
def test_a_right_form_hardly_ever_warns(errors):
    """Of 20 sets with a chance of 1 % each, 3 or more warn in one of a thousand tests."""
    assert asked(partial(right, errors=errors), 30, 20, seed=3).share <= 2 / 20


def test_checkpoints_by_run_hardly_ever_warn():
    assert asked(checkpoints, 20, 15, seed=4).share <= 2 / 15


@pytest.mark.parametrize("kind", ["N x D, 10 x noise", "overtrained runs high, 10 x noise", "q = 2", "Kaplan's form"])
def test_a_wrong_form_is_said_to_be(kind):
    """With a share of 80 %, 5 or more of 10 sets warn in all but one of a hundred tests."""
    assert asked(WRONG[kind], 80, 10, seed=5).share >= 5 / 10


def made(factor, count=80, noise=0.004, seed=1):
    rng = np.random.default_rng(seed)
    N, D = 10 ** rng.uniform(7.5, 9.5, count), 10 ** rng.uniform(9, 11.5, count)
    return scaling.fit(N, D, scaling.loss(LAW, N, D) * factor(N, D) * np.exp(noise * rng.standard_normal(count)))


def test_what_is_said_names_the_direction_and_its_size():
    found = lack_of_fit(made(lambda N, _: np.where(N > 1e9, 1.04, 1.0)))
    assert found.failed
    assert "parameters" in found.direction
    assert found.off > 0.005
    assert "above the law" in found.words or "jump up" in found.words


def test_the_sign_is_that_of_the_losses():
    found = lack_of_fit(made(lambda N, _: np.where(N > 1e9, 0.96, 1.0)))
    assert found.off < -0.005
    assert "below the law" in found.words or "jump down" in found.words


def test_a_failure_stands_in_the_warnings_of_the_fit_and_of_its_law():
    fit = made(lambda N, D: np.where(D / N > 100, 1.05, 1.0))
    (said,) = [each for each in fit.warnings if "the form does not fit" in each]
    assert lack_of_fit(fit).words in said
    assert said in fit.law().notes
    record = misfit(fit).lack_of_fit
    assert record.fits is False
    assert record.p < record.alarm


def test_nothing_is_tested_where_nothing_can_be():
    few = made(lambda *_: 1.0, count=9)
    assert np.isnan(lack_of_fit(few).p)
    assert "too few to test the form" in misfit(few).lack_of_fit.finding
    exact = made(lambda *_: 1.0, noise=0.0)
    assert "rounding" in lack_of_fit(exact).words
    assert not lack_of_fit(exact).failed


def test_as_many_sizes_as_coefficients_leave_nothing_to_test():
    """Three sizes, however many runs of each: E, A and alpha meet any three means."""
    N = np.repeat([1e8, 1e9, 1e10], 8)
    loss = (1.8 + 480 / N**0.35) * np.exp(0.01 * np.random.default_rng(0).standard_normal(24))
    fit = scaling.fit(scaling.Points.along("parameters", N, loss), form="parameters")
    assert np.isnan(lack_of_fit(fit).p)
    assert "sizes are so few" in misfit(fit).lack_of_fit.finding


@pytest.mark.parametrize("scale", [1e-3, 1e3])
def test_units_move_no_chance(scale):
    rng = np.random.default_rng(7)
    N, D = 10 ** rng.uniform(7.5, 9.5, 40), 10 ** rng.uniform(9, 11.5, 40)
    L = scaling.loss(LAW, N, D) * np.exp(0.004 * rng.standard_normal(40)) * np.where(N > 1e9, 1.01, 1.0)
    here, there = lack_of_fit(scaling.fit(N, D, L)), lack_of_fit(scaling.fit(N * scale, D / scale, L))
    assert there.direction == here.direction
    assert there.p == pytest.approx(here.p, rel=1e-3, abs=0)


def test_the_score_of_a_direction_is_that_of_an_added_column():
    """A second method: t of a column that is added to the tangent space, by least squares, is the same t."""
    from limits.scaling.fits import lack_of_fit as room

    fit = made(lambda N, _: 1.0 + 0.01 * (N > 1e9), count=60)
    tangent = room._orthonormal(fit.minimised.jacobian(fit.vector))
    columns, names = room._freed(room._directions(fit, fit.minimised.evaluate(fit.vector[None])), tangent)
    score = np.random.default_rng(0).standard_normal(60)
    k = names.index("nesting")
    chance = room._of_rows(columns, score, tangent, 54)[k]
    design = np.column_stack([tangent, columns[:, k]])
    best, rest, *_ = np.linalg.lstsq(design, score, rcond=None)
    t = abs(best[-1]) / np.sqrt(rest[0] / 54 * np.linalg.inv(design.T @ design)[-1, -1])
    from scipy.stats import t as student

    assert chance >= 2 * student.sf(t, 54) * (1 - 1e-9)  # White's error doubts as much, or more


def test_one_run_that_the_fit_follows_is_no_form_that_fails():
    """A diverged run of high leverage bends the law, so that the others seem to leave it."""
    rng = np.random.default_rng(77)
    for _ in range(138):
        points, _ = right(rng, 16, errors="one run diverged")
    fit = scaling.fit(points)
    assert lack_of_fit(fit).p > 0.003
    assert not any("the form does not fit" in each for each in fit.warnings)


def test_a_form_that_fails_is_said_to_without_each_leader_too():
    fit = made(lambda N, D: np.where(D / N > 100, 1.05, 1.0), count=30)
    assert lack_of_fit(fit).failed


def test_the_test_is_run_once():
    fit = made(lambda *_: 1.0)
    assert fit.lack_of_fit is not None
    assert lack_of_fit(fit) is fit.lack_of_fit


def test_a_bend_says_how_far_runs_leave_the_law_to_either_side():
    said = lack_of_fit(made(lambda N, _: np.exp(0.05 * np.log10(N / 3e8) ** 2), count=240))
    assert said.direction == "bend in parameters"
    assert "below the law; along this the runs leave the law by -0.57 % to +0.68 %" in said.words
