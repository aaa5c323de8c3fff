"""Coefficients drawn together: what they do to losses, gains and optima, and what a law without errors says."""

from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest

import limits
from limits import scaling
from limits.draws import DRAWS, interval
from limits.runs.fields import NUMBERS
from limits.scaling import uncertain
from limits.scaling.forms import hoffmann
from limits.scaling.uncertain import drawn

RNG = np.random.default_rng(3)
N, D = 10 ** RNG.uniform(7.5, 10, 120), 10 ** RNG.uniform(9, 11.5, 120)
LOSS = (1.8 + 480 / N**0.35 + 2100 / D**0.37) * np.exp(0.005 * RNG.standard_normal(120))
FIT = scaling.fit(N, D, LOSS, objective="squares", bootstrap=400, seed=1)
RUN = (4.06e11, 1.56e13)


@pytest.fixture(scope="module")
def normal():
    """A law with a covariance and no rows."""
    return replace(FIT.law("ours"), resamples=None)


@pytest.fixture(scope="module")
def rows():
    """A law with the rows of a bootstrap."""
    return FIT.law("ours")


def logarithms(law):
    c = law.coefficients
    return np.array([np.log(c.E), np.log(c.A), np.log(c.B), c.alpha, c.beta])


def test_the_first_draw_is_the_law_itself(normal, rows):
    for law in (normal, rows):
        first = [np.asarray(each).flat[0] for each in drawn(law).coefficients]
        assert first == list(law.coefficients)


def test_draws_have_the_covariance(normal):
    sample = np.cov(logarithms(drawn(normal))[:, 1:])
    deviation = np.sqrt(np.diag(normal.covariance))
    assert sample / np.outer(deviation, deviation) == pytest.approx(
        np.array(normal.covariance) / np.outer(deviation, deviation), abs=0.05
    )


def test_intervals_are_those_of_many_random_draws(normal):
    """A second method: independent random draws, a thousand times as many."""
    many = RNG.multivariate_normal(logarithms(normal), normal.covariance, 200_000).T
    other = replace(
        normal,
        coefficients=hoffmann(E=np.exp(many[0]), A=np.exp(many[1]), B=np.exp(many[2]), alpha=many[3], beta=many[4]),
    )
    for ask in (
        lambda law: scaling.loss(law, *RUN),
        lambda law: scaling.loss_gained(law, *RUN, 16.0),
        lambda law: np.log(scaling.optimum(law, 3.8e25).parameters),
    ):
        ours, theirs = interval(ask(drawn(normal))), np.percentile(ask(other), [5, 95])
        assert ours == pytest.approx(theirs, abs=0.03 * (theirs[1] - theirs[0]))


def test_drawing_apart_would_overstate_the_error(normal):
    """What the joint draw is for: A and alpha are correlated, so that errors one by one make losses nobody has seen."""
    apart = replace(normal, covariance=tuple(map(tuple, np.diag(np.diag(normal.covariance)))))
    (low, high), (too_low, too_high) = (interval(scaling.loss(drawn(law), 3e9, 6e10)) for law in (normal, apart))
    assert too_high - too_low > 5 * (high - low)


def test_rows_stay_together(rows):
    found = drawn(rows).coefficients
    ours = {tuple(np.round(np.log(row), 9)) for row in rows.resamples}
    for row in zip(*(found[place][1:] for place in (0, 1, 2, 3, 4)), strict=True):
        assert tuple(np.round(np.log(row), 9)) in ours
    assert len({tuple(row) for row in zip(*(found[place][1:] for place in range(5)), strict=True)}) == len(ours)


def test_the_irreducible_term_cancels_in_a_gain(normal):
    """Two laws that differ in how well E is known have the same interval of the gain."""
    surer = np.array(normal.covariance)
    surer[0, :] = surer[:, 0] = 0.0
    rest = replace(normal, covariance=tuple(map(tuple, surer)))
    gain = [np.ptp(interval(scaling.loss_gained(drawn(law), *RUN, 16.0))) for law in (normal, rest)]
    asymptote = [np.ptp(interval(np.broadcast_to(drawn(law).coefficients.E, DRAWS))) for law in (normal, rest)]
    assert gain[0] == pytest.approx(gain[1], rel=0.1, abs=0)
    assert asymptote[1] < 1e-12 < asymptote[0]


def test_an_assessment_has_the_interval(normal):
    sure = limits.assess("llama-3.1-405b", scaling=replace(normal, covariance=None))
    found = limits.assess("llama-3.1-405b", scaling=normal)
    assert float(found.frontier.loss) == float(sure.frontier.loss)
    assert sure.frontier.loss.low is None
    for value in (
        found.frontier.loss,
        found.frontier.irreducible_loss,
        found.frontier.optimum.parameters,
        found.bounds["landauer"].loss_gained,
        found.bounds["memory-capacity"].binds_at,
    ):
        assert value.low < float(value) < value.high
    assert found.bounds["landauer"].binds_at.low is None  # energy grows as the compute, whatever the law
    direct = interval(scaling.loss_gained(drawn(normal), *RUN, float(found.bounds["landauer"].binds_at) / 3.8e25))
    gained = found.bounds["landauer"].loss_gained
    # The compute that the run states is 6 N D within its printed digits.
    assert (gained.low, gained.high) == pytest.approx(tuple(map(float, direct)), rel=2e-3, abs=0)


def test_a_law_without_errors_has_no_interval():
    for name in ("besiroglu2024", "hoffmann2022", "kaplan2020"):
        assert drawn(scaling.get(name)) is scaling.get(name)
        assert limits.assess("gpt-3", scaling=name).frontier.optimum.loss.low is None


def test_an_uncertainty_beyond_sense_is_said_and_not_shown(normal):
    wide = replace(normal, covariance=tuple(map(tuple, 900.0 * np.array(normal.covariance))))
    law = drawn(wide)
    assert law.coefficients == wide.coefficients
    assert "too uncertain for intervals" in law.notes[-1]
    assert "too uncertain for intervals" in " ".join(
        limits.assess("llama-3.1-405b", scaling=wide).to_markdown().split()
    )


@pytest.mark.parametrize("name", ["covariance", "resamples"])
def test_a_file_keeps_what_is_uncertain(tmp_path, normal, rows, name):
    law = {"covariance": normal, "resamples": rows}[name]
    path = tmp_path / "ours.toml"
    path.write_text(scaling.to_toml(law), encoding="utf-8")
    again = scaling.load(path)
    assert getattr(again, name) == getattr(law, name)
    assert np.array_equal(logarithms(drawn(again)), logarithms(drawn(law)))


@pytest.mark.parametrize(
    "rows", ["[[1.0, 2, 3, 4, 5]]", "[1, 2]", "[]", str([[1.0, 2, 3, -4, 5]] * 30), str([[1.0, 2, 3, 4]] * 30), "7"]
)
def test_wrong_rows_are_refused(tmp_path, normal, rows):
    path = tmp_path / "ours.toml"
    text = scaling.to_toml(replace(normal, covariance=None, published=MappingProxyType(dict(normal.published))))
    path.write_text(text.replace("[ours.constants]", f"resamples = {rows}\n[ours.constants]"), encoding="utf-8")
    with pytest.raises(limits.errors.InputError, match="at least 20 rows of 5 numbers"):
        scaling.load(path)


def test_few_resamples_are_not_kept():
    few = scaling.fit(N, D, LOSS, objective="squares", bootstrap=5, seed=1).law("ours")
    assert few.resamples is None
    assert few.covariance is not None


def test_the_shipped_covariance_is_that_of_the_published_resamples(chinchilla):
    resamples = scaling.fit(chinchilla, bootstrap=4000, seed=42).resamples
    vectors = np.concatenate([np.log(resamples[:, :3]), resamples[:, 3:]], axis=1)
    found = scaling.get("besiroglu2024-minimum").covariance
    deviation = vectors.std(axis=0)
    scaled = (np.array(found) - np.cov(vectors.T)) / np.outer(deviation, deviation)
    assert scaled == pytest.approx(np.zeros((5, 5)), abs=1e-4)


def test_few_runs_widen_the_interval(normal):
    """Student's distribution: with three degrees of freedom 95 % are at 3.2 standard errors instead of 2."""
    few, many = (interval(scaling.loss(drawn(replace(normal, degrees=degrees)), *RUN)) for degrees in (3.0, None))
    assert np.ptp(few) == pytest.approx(3.18 / 1.96 * np.ptp(many), rel=0.05, abs=0)
    assert normal.degrees == len(N) - 5


def test_a_file_keeps_the_degrees(tmp_path, normal):
    path = tmp_path / "ours.toml"
    path.write_text(scaling.to_toml(normal), encoding="utf-8")
    assert scaling.load(path).degrees == normal.degrees
    path.write_text(scaling.to_toml(normal).replace(f"degrees = {normal.degrees!r}", "degrees = 0"), encoding="utf-8")
    with pytest.raises(limits.errors.InputError, match="degrees: given '0'"):
        scaling.load(path)


def test_an_objective_that_no_run_has(normal):
    other = limits.assess("gpt-3", scaling=replace(normal, objective="something else"))
    assert other.frontier is None
    assert "something else" in other.frontier_because


def test_coefficients_share_no_draws_with_a_field_of_a_run():
    assert not {*uncertain._NAMES, "scaling law, resample"} & {row.name for row in NUMBERS}
