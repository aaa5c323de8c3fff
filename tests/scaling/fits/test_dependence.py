"""Rows that err together: errors by run, resamples by run, the last and the best row, and what is said of repeats."""

import numpy as np
import pytest

from limits import scaling
from limits.errors import InputError
from limits.scaling.answers import predict
from limits.scaling.fits.bootstrap import resamples
from limits.scaling.fits.dependence import described
from limits.scaling.fits.record import NAMES
from limits.scaling.published import get

LAW = get("besiroglu2024")


def checkpoints(count=20, rows=40, noise=0.005, seed=0):
    """Runs whose rows share one error each: as far from independent as rows can be."""
    rng = np.random.default_rng(seed)
    N, D = 10 ** rng.uniform(7.7, 10.2, count), 10 ** rng.uniform(9.5, 11.5, count)
    sizes, tokens = np.repeat(N, rows), (D[:, None] * np.geomspace(0.05, 1.0, rows)).ravel()
    error = np.repeat(noise * rng.standard_normal(count), rows)
    names = np.repeat([f"run {place}" for place in range(count)], rows)
    return sizes, tokens, scaling.loss(LAW, sizes, tokens) * np.exp(error), names


@pytest.fixture(scope="module")
def fits():
    N, D, L, names = checkpoints()
    named, alone = scaling.Points.of(N, D, L, names), scaling.Points.of(N, D, L)
    return scaling.fit(named, objective="squares"), scaling.fit(alone, objective="squares")


def test_errors_by_run_move_no_coefficient_and_are_wider(fits):
    named, alone = fits
    for name in NAMES:
        assert named.coefficients[name].value == alone.coefficients[name].value
    for name in ("E", "alpha", "beta"):
        assert named.coefficients[name].standard_error > 2.0 * alone.coefficients[name].standard_error
    assert (named.degrees, alone.degrees) == (15, 795)
    assert named.law().degrees == 15
    assert named.law().title == "Fit to 800 rows of 20 runs"


def test_errors_by_run_by_hand(fits):
    """The sandwich of Liang and Zeger (1986): scores summed by run, times G/(G - p)."""
    named, _ = fits
    objective, vector = named.minimised, named.vector
    jacobian, error = objective.jacobian(vector), objective.errors(vector[None])[0]
    inverse = np.linalg.inv(jacobian.T @ jacobian)
    scores = (jacobian * error[:, None]).reshape(20, 40, 5).sum(axis=1)
    by_hand = inverse @ (scores.T @ scores) @ inverse * 20 / 15
    assert named.sandwich.covariance == pytest.approx(by_hand, rel=1e-4, abs=1e-6 * np.abs(by_hand).max())


def test_a_run_for_each_row_changes_nothing():
    N, D, L, _ = checkpoints(rows=1, count=30)
    named = scaling.fit(scaling.Points.of(N, D, L, range(30)), bootstrap=30, seed=1)
    alone = scaling.fit(scaling.Points.of(N, D, L), bootstrap=30, seed=1)
    assert named.coefficients == alone.coefficients
    assert np.allclose(named.covariance, alone.covariance, rtol=1e-12)
    assert described(named.points) == "30 runs"


def test_resamples_by_run_take_all_rows_of_a_run(fits):
    named, _ = fits
    drawn = scaling.fit(named.points, objective="squares", bootstrap=200, seed=3)
    for name in ("E", "alpha", "beta"):
        assert drawn.coefficients[name].standard_error == pytest.approx(
            named.coefficients[name].standard_error, rel=0.5, abs=0
        )
    (counts,) = resamples(20, 5, seed=3)
    assert (counts.sum(axis=1) == 20).all()


def test_as_few_runs_as_coefficients_have_no_interval():
    N, D, L, names = checkpoints(count=5)
    found = scaling.fit(scaling.Points.of(N, D, L, names))
    assert found.covariance is None
    assert all(np.isinf(found.coefficients[name].high) for name in NAMES)
    assert "rows of 5 runs for 5 coefficients: too few to tell their errors" in found.warnings
    assert predict(found.law(), 1e10, 1e12).loss.low is None


def test_rows_that_go_together_are_said(fits):
    named, alone = fits
    (said,) = [each for each in alone.warnings if "go together" in each]
    assert "name the column of the run" in said
    assert not any("go together" in each for each in named.warnings)


@pytest.mark.parametrize("seed", range(10))
def test_grids_of_separate_runs_are_not_called_checkpoints(seed):
    rng = np.random.default_rng(seed)
    N, D = (each.ravel() for each in np.meshgrid(np.geomspace(1e8, 1e10, 8), np.geomspace(1e9, 1e11, 8)))
    found = scaling.fit(N, D, scaling.loss(LAW, N, D) * np.exp(0.005 * rng.standard_normal(64)))
    assert found.warnings == ()


def test_repeated_pairs_with_losses_far_apart_are_said():
    rng = np.random.default_rng(1)
    N, D = np.repeat(10 ** rng.uniform(8, 10, 17), 20), np.repeat(10 ** rng.uniform(9, 11, 17), 20)
    exact = scaling.loss(LAW, N, D)
    worse = scaling.Points.of(N, D, exact * np.exp(np.abs(0.05 * rng.standard_normal(340))))
    (said,) = [each for each in scaling.fit(worse).warnings if "340 rows have 17 pairs" in each]
    assert "--best takes the least of each" in said
    assert len(worse.best()) == 17
    assert sorted(worse.best().loss) == sorted(worse.loss.reshape(17, 20).min(axis=1))
    near = scaling.Points.of(N, D, exact * np.exp(0.001 * rng.standard_normal(340)))
    assert not any("pairs" in each for each in scaling.fit(near).warnings)


def test_the_last_and_the_best_row():
    points = scaling.Points.of(
        [1e8, 1e8, 1e8, 1e9, 1e9], [1e9, 3e9, 2e9, 2e10, 4e10], [4.1, 3.95, 3.9, 3.1, 3.0], ["b", "b", "b", "a", "a"]
    )
    assert (points.last().tokens.tolist(), points.last().loss.tolist()) == ([3e9, 4e10], [3.95, 3.0])
    assert points.best().loss.tolist() == [3.9, 3.0]
    assert points.last().independent == 2


def test_the_last_row_of_runs_that_nobody_names():
    with pytest.raises(InputError, match="run: given no rows of one run, wanted a column with the run of each row"):
        scaling.Points.of([1e8], [1e9], [3.0]).last()


def test_runs_of_another_length():
    with pytest.raises(InputError, match="run: given 2 names, wanted 1, one for each row"):
        scaling.Points.of([1e8], [1e9], [3.0], ["a", "b"])


def test_rows_without_all_numbers_leave_no_run_behind():
    points = scaling.Points.of([1e8, 1e8, 1e9], [1e9, np.nan, 1e10], [4.0, 3.9, 3.0], ["a", "b", "c"])
    assert (points.run.tolist(), points.independent, points.left_out) == ([0, 1], 2, 1)


def test_a_file_with_runs(tmp_path):
    file = tmp_path / "runs.csv"
    file.write_text("name,parameters,tokens,loss\na,1e8,1e9,4\na,1e8,2e9,3.9\nb,1e9,2e10,3\n", encoding="utf-8")
    assert scaling.Points.read(file).run is None
    assert scaling.Points.read(file, {"run": "name"}).run.tolist() == [0, 0, 1]


def test_a_row_of_a_run_without_name_is_left_out():
    points = scaling.Points.of([1e8, 1e8, 1e9], [1e9, 2e9, 1e10], [4.0, 3.9, 3.0], ["a", "", "a"])
    assert (points.run.tolist(), points.left_out) == ([0, 0], 1)


def test_a_name_of_a_run_is_no_curve_where_none_is_asked_for(tmp_path):
    file = tmp_path / "runs.csv"
    file.write_text("run,N,D,val\na,1e8,1e9,4\n", encoding="utf-8")
    with pytest.raises(InputError) as refused:
        scaling.Points.read(file)
    assert "--columns parameters=N,tokens=D,loss=val" in str(refused.value)


def test_a_profile_is_wider_by_run(fits):
    """As much wider as the standard error, and Student's reach of 15 degrees of freedom over that of 795."""
    named, alone = (each.profile("E") for each in fits)
    errors = [each.coefficients["E"].standard_error for each in fits]
    wider = np.log(named.high / named.low) / np.log(alone.high / alone.low)
    assert wider == pytest.approx(errors[0] / errors[1] * 1.753 / 1.647, rel=0.15, abs=0)
