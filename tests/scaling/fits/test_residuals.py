"""Errors of the runs of a fit: their sign, their scale, the worst, and means by size and budget."""

import itertools

import numpy as np
import pytest

from limits import scaling
from limits.errors import UnknownNameError
from limits.scaling.fits.points import Points
from limits.scaling.fits.residuals import Residuals, residuals
from limits.scaling.published import get

LAW = get("besiroglu2024")


def noisy(count=60, noise=0.005, seed=0):
    rng = np.random.default_rng(seed)
    N, D = 10 ** rng.uniform(7.7, 10.2, count), 10 ** rng.uniform(9.5, 11.5, count)
    return N, D, scaling.loss(LAW, N, D) * np.exp(noise * rng.standard_normal(count))


@pytest.mark.parametrize("objective", ["huber", "squares"])
def test_errors_are_those_of_the_law_that_the_fit_gives(objective):
    fit = scaling.fit(*noisy(), objective=objective)
    found = residuals(fit)
    predicted = scaling.loss(fit.law(), fit.points.parameters, fit.points.tokens)
    assert found.predicted == pytest.approx(predicted, rel=1e-9, abs=0)
    assert found.errors == pytest.approx(np.log(predicted / fit.points.loss), rel=0, abs=1e-9)
    assert found.rms == pytest.approx(0.005, rel=0.25, abs=0)
    assert found.scale == pytest.approx(0.005, rel=0.35, abs=0)


def test_a_wild_run_is_the_worst_and_moves_the_scale_little():
    N, D, L = noisy()
    L[17] *= 1.2
    found = residuals(scaling.fit(N, D, L))
    assert found.worst(1).tolist() == [17]
    assert found.points.label(17) == "row 18"
    assert found.errors[17] < -0.15  # the law lies below a run that lies high
    assert found.scale < 0.01 < found.rms


def test_means_by_hand():
    points = Points.of([1e8, 1e8, 1e8, 1e9], [1e9, 2e9, 4e9, 2e10], [4.1, 3.9, 3.8, 3.1], ["a", "a", "b", "c"])
    found = Residuals(points, points.loss, np.array([0.01, 0.02, -0.01, 0.05]))
    small, large = found.by("parameters")
    assert (small.rows, small.runs, large.rows, large.runs) == (3, 2, 1, 1)
    mean = 0.02 / 3
    by_run = [0.03 - 2 * mean, -0.01 - mean]
    assert small.mean == pytest.approx(mean, rel=1e-12, abs=0)
    assert small.standard_error == pytest.approx(np.sqrt(np.sum(np.square(by_run)) * 2) / 3, rel=1e-12, abs=0)
    assert np.isnan(large.standard_error)


def test_rows_alone_have_the_textbook_standard_error():
    points = Points.of([1e8] * 8, np.geomspace(1e9, 1e10, 8), np.linspace(4, 3, 8))
    error = np.random.default_rng(3).normal(size=8)
    (group,) = Residuals(points, points.loss, error).by("parameters")
    assert group.standard_error == pytest.approx(np.std(error, ddof=1) / np.sqrt(8), rel=1e-12, abs=0)


@pytest.mark.parametrize("variable", ["parameters", "tokens", "compute"])
def test_every_row_is_in_one_group(variable):
    points = Points.of(*noisy(240))
    groups = Residuals(points, points.loss, np.zeros(240)).by(variable)
    assert sum(group.rows for group in groups) == 240
    assert len(groups) <= 12
    assert all(before.high < after.low for before, after in itertools.pairwise(groups))
    with pytest.raises(UnknownNameError, match="there are parameters, tokens, compute"):
        Residuals(points, points.loss, np.zeros(240)).by("loss")


def test_budgets_that_are_not_quite_equal_are_one_group():
    points = Points.of([1e8, 2e8, 1e9], [1e10, 5.02e9, 1e9], [3.1, 3.2, 3.3])
    (group,) = Residuals(points, points.loss, np.zeros(3)).by("compute")
    assert group.rows == 3


def test_rows_know_where_they_came_from(tmp_path):
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    first.write_text("name,N,D,L\na,1e8,1e9,4.1\na,1e8,,4.0\nb,1e9,2e10,3.1\n")
    second.write_text("name,N,D,L\nc,1e8,1e9,4.1\n")
    columns = {"parameters": "N", "tokens": "D", "loss": "L", "run": "name"}
    both = Points.read([first, second], columns)
    assert [both.label(k) for k in range(3)] == [
        "a, row 2 of first.csv",
        "b, row 4 of first.csv",
        "c, row 2 of second.csv",
    ]
    alone = Points.read(first, columns)
    assert [alone.label(k) for k in range(2)] == ["a, row 2", "b, row 4"]
    assert alone.last().label(1) == "b, row 4"
    kept = both.taken(np.array([2, 1]))
    assert (kept.run.tolist(), kept.label(0), kept.independent) == ([1, 0], "c, row 2 of second.csv", 2)
