"""Coefficients drawn together: what they do to losses, gains and optima, and what a law without errors says."""

from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest

import limits
from limits import scaling
from limits.draws import interval
from limits.runs.fields import NUMBERS
from limits.scaling import answers, uncertain
from limits.scaling.forms import hoffmann
from limits.scaling.uncertain import LINEAR, Scale, asymptote, refused, spread

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


def answer(law, ask, scale=None):
    """Return the draws of one answer of a law."""
    return spread(law, lambda law: {"it": ask(law)}, {} if scale is None else {"it": scale})["it"]


def logarithms(law):
    def asked(law):
        c = law.coefficients
        return dict(enumerate([np.log(c.E), np.log(c.A), np.log(c.B), c.alpha, c.beta]))

    return np.array(list(spread(law, asked, dict.fromkeys(range(5), LINEAR)).values()))


def test_the_first_draw_is_the_law_itself(normal, rows):
    for law in (normal, rows):
        found = spread(law, lambda law: {**law.coefficients._asdict(), "loss": scaling.loss(law, *RUN)})
        assert [np.asarray(found[name]).flat[0] for name in law.coefficients._fields] == list(law.coefficients)
        assert found["loss"][0] == scaling.loss(law, *RUN)


def test_draws_have_the_covariance(normal):
    sample = np.cov(logarithms(normal)[:, 1:])
    deviation = np.sqrt(np.diag(normal.covariance))
    assert sample / np.outer(deviation, deviation) == pytest.approx(
        np.array(normal.covariance) / np.outer(deviation, deviation), abs=0.05
    )


@pytest.fixture(params=["a fit", "besiroglu2024-minimum"])
def uncertain_law(request, normal):
    return normal if request.param == "a fit" else scaling.get(request.param)


def test_draws_do_not_hang_on_the_signs_of_eigenvectors(uncertain_law, monkeypatch):
    """LAPACK chooses them, by the last digit of the covariance or by the machine."""
    usual, eigh = logarithms(uncertain_law), np.linalg.eigh
    turned = np.array([1.0, -1.0, 1.0, -1.0, -1.0])
    monkeypatch.setattr(np.linalg, "eigh", lambda matrix: (eigh(matrix)[0], eigh(matrix)[1] * turned))
    deviation = np.sqrt(np.diag(uncertain_law.covariance))[:, None]
    assert np.abs((logarithms(uncertain_law) - usual) / deviation).max() < 1e-9


def test_draws_move_little_where_a_covariance_does(uncertain_law):
    """So two machines, whose covariances differ in the last digits, print the same intervals."""
    noise = np.random.default_rng(0).standard_normal((5, 5))
    covariance = np.array(uncertain_law.covariance)
    moved = covariance * (1.0 + 1e-10 * (noise + noise.T))
    deviation = np.sqrt(np.diag(covariance))[:, None]
    other = replace(uncertain_law, covariance=tuple(map(tuple, moved.tolist())))
    assert np.abs((logarithms(other) - logarithms(uncertain_law)) / deviation).max() < 1e-4


def test_intervals_are_those_of_many_random_draws(normal):
    """A second method: independent random draws, a thousand times as many."""
    many = RNG.multivariate_normal(logarithms(normal)[:, 0], normal.covariance, 200_000).T
    other = replace(
        normal,
        coefficients=hoffmann(E=np.exp(many[0]), A=np.exp(many[1]), B=np.exp(many[2]), alpha=many[3], beta=many[4]),
    )
    for ask in (
        lambda law: scaling.loss(law, *RUN),
        lambda law: scaling.loss_gained(law, *RUN, 16.0),
        lambda law: np.log(scaling.optimum(law, 3.8e25).parameters),
    ):
        ours, theirs = interval(answer(normal, ask)), np.percentile(ask(other), [5, 95])
        assert ours == pytest.approx(theirs, abs=0.05 * (theirs[1] - theirs[0]))


def test_drawing_apart_would_overstate_the_error(normal):
    """What the joint draw is for: A and alpha are correlated, so that errors one by one make losses nobody has seen."""
    apart = replace(normal, covariance=tuple(map(tuple, np.diag(np.diag(normal.covariance)))))
    (low, high), (too_low, too_high) = (
        interval(answer(law, lambda law: scaling.loss(law, 3e9, 6e10))) for law in (normal, apart)
    )
    assert too_high - too_low > 5 * (high - low)


def test_rows_stay_together(rows):
    found = list(spread(rows, lambda law: law.coefficients._asdict()).values())
    ours = {tuple(np.round(np.log(row), 9)) for row in rows.resamples}
    for row in zip(*(found[place][1:] for place in (0, 1, 2, 3, 4)), strict=True):
        assert tuple(np.round(np.log(row), 9)) in ours
    assert len({tuple(row) for row in zip(*(found[place][1:] for place in range(5)), strict=True)}) == len(ours)


def test_the_irreducible_term_cancels_in_a_gain(normal):
    """Two laws that differ in how well E is known have the same interval of the gain."""
    surer = np.array(normal.covariance)
    surer[0, :] = surer[:, 0] = 0.0
    rest = replace(normal, covariance=tuple(map(tuple, surer)))
    gain = [np.ptp(interval(answer(law, lambda law: scaling.loss_gained(law, *RUN, 16.0)))) for law in (normal, rest)]
    of_E = [np.ptp(interval(asymptote(replace(law, irreducible=None)))) for law in (normal, rest)]
    assert gain[0] == pytest.approx(gain[1], rel=0.1, abs=0)
    assert of_E[1] < 1e-12 < of_E[0]


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
    growth = float(found.bounds["landauer"].binds_at) / 3.8e25
    direct = interval(answer(normal, lambda law: scaling.loss_gained(law, *RUN, growth)))
    gained = found.bounds["landauer"].loss_gained
    # The compute that the run states is 6 N D within its printed digits.
    assert (gained.low, gained.high) == pytest.approx(tuple(map(float, direct)), rel=2e-3, abs=0)


def test_a_law_without_errors_has_no_interval():
    for name in ("besiroglu2024", "hoffmann2022", "kaplan2020"):
        assert answer(scaling.get(name), lambda law: law) is scaling.get(name)
        assert limits.assess("gpt-3", scaling=name).frontier.optimum.loss.low is None


def test_an_interval_is_thirty_times_wider_where_the_errors_are(normal):
    """The delta method by hand: no draw of a coefficient, however far, leaves its tangent."""
    wide = replace(normal, covariance=tuple(map(tuple, 900.0 * np.array(normal.covariance))))
    for ask in (lambda law: scaling.loss(law, *RUN), lambda law: scaling.loss_gained(law, *RUN, 16.0)):
        near, far = (np.log(interval(answer(law, ask))) for law in (normal, wide))
        assert np.ptp(far) == pytest.approx(30.0 * np.ptp(near), rel=1e-3, abs=0)
    assert limits.assess("llama-3.1-405b", scaling=wide).frontier.loss.low is not None


def test_the_delta_method_by_hand(normal):
    N, D = RUN
    c = normal.coefficients
    terms = np.array([c.E, c.A * N**-c.alpha, c.B * D**-c.beta])
    shares = terms / terms.sum()
    slope = np.array([*shares, -shares[1] * np.log(N), -shares[2] * np.log(D)])
    sure = replace(normal, degrees=None)
    reach = 1.6448536 * np.sqrt(slope @ np.array(normal.covariance) @ slope)
    low, high = interval(answer(sure, lambda law: scaling.loss(law, N, D)))
    assert [low, high] == pytest.approx(terms.sum() * np.exp([-reach, reach]), rel=0.08 * reach, abs=0)


def test_what_touches_its_least_value_grows_as_a_square_from_there(normal):
    """The best run has no excess; what its coefficients hide is half the curvature times the square of a distance."""
    best = scaling.optimum(normal, 1e24)
    ask = lambda law: scaling.excess(law, *best[:2])  # noqa: E731 - one line
    found = answer(normal, ask, Scale(least=0.0))
    many = RNG.multivariate_normal(logarithms(normal)[:, 0], normal.covariance, 200_000).T
    other = replace(
        normal,
        coefficients=hoffmann(E=np.exp(many[0]), A=np.exp(many[1]), B=np.exp(many[2]), alpha=many[3], beta=many[4]),
    )
    assert 0.0 <= found[0] < 1e-12
    assert found.min() >= 0.0
    assert interval(found)[1] == pytest.approx(np.percentile(ask(other), 95), rel=0.25, abs=0)


def test_few_senseless_rows_of_a_bootstrap_are_left_out_and_many_are_said(rows):
    bad = (1.8, 480.0, 2100.0, -0.35, 0.37)
    one = replace(rows, resamples=(bad, *rows.resamples))
    ask = lambda law: scaling.loss(law, *RUN)  # noqa: E731 - one line
    assert refused(one) == ()
    assert np.array_equal(answer(one, ask), answer(rows, ask))
    many = replace(rows, resamples=(*[bad] * 20, *rows.resamples))
    assert f"In 20 of {len(many.resamples)} resamples" in refused(many)[0]
    assert np.ndim(answer(many, ask)) == 0
    assert answers.predict(many, *RUN).no_intervals == refused(many)


def test_a_stated_interval_of_the_irreducible_loss_is_taken(normal):
    law = replace(normal, irreducible=(0.5, 2.0))
    assert interval(asymptote(law)) == pytest.approx((0.5, 2.0), abs=0.06)
    assert asymptote(law)[0] == law.coefficients.E
    together = np.corrcoef(asymptote(law)[1:], asymptote(replace(law, irreducible=None))[1:])[0, 1]
    assert together > 0.9  # its two halves are of other widths
    assert interval(asymptote(replace(law, covariance=None))) == pytest.approx((0.5, 2.0), rel=0.01, abs=0)


@pytest.mark.parametrize("name", ["covariance", "resamples"])
def test_a_file_keeps_what_is_uncertain(tmp_path, normal, rows, name):
    law = {"covariance": normal, "resamples": rows}[name]
    path = tmp_path / "ours.toml"
    path.write_text(scaling.to_toml(law), encoding="utf-8")
    again = scaling.load(path)
    assert getattr(again, name) == getattr(law, name)
    assert np.array_equal(logarithms(again), logarithms(law))


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
    """Student's distribution: with three degrees of freedom 90 % are within 2.35 standard errors instead of 1.64."""
    few, many = (
        interval(answer(replace(normal, degrees=degrees), lambda law: scaling.loss(law, *RUN)))
        for degrees in (3.0, None)
    )
    assert np.ptp(few) == pytest.approx(2.353 / 1.645 * np.ptp(many), rel=0.05, abs=0)
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


def test_a_part_of_a_loss_is_no_more_than_the_loss():
    """A ladder of 16 runs whose E is hardly known: each part may be nearly all of the loss, and not more."""
    rng = np.random.default_rng(16)
    N = 10 ** rng.uniform(7.5, 9.5, 16)
    D = N * 10 ** rng.uniform(0.5, 2.3, 16)
    exact = 0.4 + 120 / N**0.2 + 150 / D**0.22
    fitted = scaling.fit(N, D, exact * np.exp(0.005 * rng.standard_normal(16)))
    found = answers.predict(fitted.law(), 1e10, 1e12)
    assert fitted.coefficients["E"].high < fitted.points.loss.min()
    assert found.irreducible.high < fitted.points.loss.min() * 1.05
    for part in (found.loss, found.irreducible, found.reducible, found.size_term, found.data_term):
        assert part.low <= part.value <= part.high <= found.loss.high
    assert found.loss.high / found.loss.low < 1.3
