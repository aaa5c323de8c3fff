"""The largest runs left out and predicted: which they are, how often intervals hold them, and where it is said."""

import json
import tomllib

import numpy as np
import pytest
from click.testing import CliRunner

from limits import scaling
from limits.cli import main
from limits.errors import InputError
from limits.scaling.answers import optimal, predict
from limits.scaling.fits.holdout import holdout
from limits.scaling.fits.points import Points
from limits.scaling.published import get

LAW = get("besiroglu2024")


def made(count=60, factor=lambda _: 1.0, seed=0, noise=0.004):
    rng = np.random.default_rng(seed)
    N, D = 10 ** rng.uniform(7.5, 9.5, count), 10 ** rng.uniform(9, 11.5, count)
    return Points.of(N, D, scaling.loss(LAW, N, D) * factor(6 * N * D) * np.exp(noise * rng.standard_normal(count)))


def test_the_rest_is_fitted_as_it_would_be_alone():
    points = made()
    found = holdout(scaling.fit(points), 10.0)
    late = points.compute > points.compute.max() / 10
    assert found.summary.predicted == late.sum()
    assert found.summary.fitted == (~late).sum()
    alone = scaling.fit(points.taken(~late))
    predicted = scaling.loss(alone.law(), points.parameters[late], points.tokens[late])
    assert found.predicted == pytest.approx(predicted, rel=1e-7, abs=0)
    assert found.errors == pytest.approx(np.log(predicted / points.loss[late]), rel=0, abs=1e-7)
    assert found.summary.rms == pytest.approx(np.sqrt(np.mean(found.errors**2)), rel=1e-12, abs=0)


def test_the_interval_of_the_law_is_that_of_its_predictions():
    points = made()
    found = holdout(scaling.fit(points), 10.0)
    law = scaling.fit(points.taken(points.compute <= points.compute.max() / 10)).law()
    for place in range(3):
        loss = predict(law, found.points.parameters[place], found.points.tokens[place]).loss
        half = np.log(loss.high / loss.low) / 2
        assert found.of_law[place] == pytest.approx(half, rel=0.06, abs=0)
        assert found.of_run[place] > found.of_law[place]


def test_right_forms_are_held_and_wrong_ones_are_not():
    right = [holdout(scaling.fit(made(seed=seed)), 10.0).summary for seed in range(10)]
    assert np.mean([each.held_with_scatter for each in right]) == pytest.approx(0.9, abs=0.1)
    assert sum(each.failed for each in right) <= 2
    bent = holdout(scaling.fit(made(factor=lambda C: np.where(C > 3e20, 1.05, 1.0))), 10.0).summary
    assert bent.failed
    assert bent.mean < -0.01  # predictions too low


def test_runs_are_left_out_whole():
    names = np.repeat(np.arange(20), 5)
    rng = np.random.default_rng(1)
    N, D = np.repeat(10 ** rng.uniform(7.5, 9.5, 20), 5), np.tile(np.geomspace(0.1, 1, 5), 20)
    D = D * np.repeat(10 ** rng.uniform(9.5, 11.5, 20), 5)
    points = Points.of(N, D, scaling.loss(LAW, N, D) * np.exp(0.004 * rng.standard_normal(100)), names)
    found = holdout(scaling.fit(points), 10.0)
    assert not set(found.points.name) & set(found.rest.name)
    assert found.points.compute.min() > points.compute.max() / 10
    assert found.summary.fitted + found.summary.predicted == 20


@pytest.mark.parametrize("factor", [1.0, 0.5, float("inf"), float("nan")])
def test_a_factor_that_is_none(factor):
    with pytest.raises(InputError, match="a finite factor of compute > 1"):
        holdout(scaling.fit(made()), factor)


def test_too_few_remain():
    with pytest.raises(InputError, match="a smaller factor leaves out fewer") as error:
        holdout(scaling.fit(made(8)), 1e4)
    assert "of the largest factor 10000 of compute" in str(error.value)


def test_a_law_carries_it_and_every_answer_beyond_its_runs_says_it(tmp_path):
    fit = scaling.fit(made(factor=lambda C: np.where(C > 3e20, 1.05, 1.0)))
    said = holdout(fit, 10.0).summary
    law = fit.law("ours", holdout=said)
    text = scaling.to_toml(law)
    file = tmp_path / "ours.toml"
    file.write_text(text, encoding="utf-8")
    read = scaling.load(file)
    assert read.holdout == said
    assert read.sha256 == fit.law("ours").sha256  # no number is computed from it
    far = predict(read, 1e12, 2e13)
    (line,) = [each for each in far.cautions if "Hold-out" in each]
    assert "an interval here is too narrow" in line
    assert any("Hold-out" in each for each in optimal(read, compute=1e26).cautions)
    assert not any("Hold-out" in each for each in predict(read, 3e8, 1e10).cautions)
    untested = predict(fit.law("ours"), 1e12, 2e13).cautions
    assert any("--holdout tells" in each for each in untested)
    assert not any("--holdout" in each for each in predict(get("hoffmann2022"), 1e12, 2e13).cautions)
    import limits

    (noted,) = [each for each in limits.assess("llama-3.1-405b", scaling=read).frontier.notes if "Hold-out" in each]
    assert noted == line


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("factor = 0.5", "from 1 to"),
        ("fitted = 3.5", "whole number"),
        ("held = 2", "from 0 to 1"),
        ("rms = true", "ours.holdout.rms"),
        ("mean = nan", "ours.holdout.mean"),
        ("more = 1", "no key but"),
    ],
)
def test_what_a_table_may_not_say(given, said):
    fit = scaling.fit(made())
    table = tomllib.loads(scaling.to_toml(fit.law("ours", holdout=holdout(fit).summary)))["ours"]
    table["holdout"] |= tomllib.loads(given)
    from limits.scaling.published.reader import law_from_table

    with pytest.raises(InputError, match=said):
        law_from_table("ours", table, where="ours.toml")


def test_on_the_command_line(tmp_path):
    points = made()
    file = tmp_path / "runs.csv"
    rows = zip(points.parameters, points.tokens, points.loss, strict=True)
    file.write_text("parameters,tokens,loss\n" + "\n".join(",".join(map(str, row)) for row in rows), encoding="utf-8")
    run = CliRunner().invoke
    text = run(main, ["frontier", "fit", str(file), "--holdout", "10"])
    assert "Hold-out" in text.output
    found = json.loads(run(main, ["frontier", "fit", str(file), "--holdout", "10", "--format", "json"]).output)
    assert found["holdout"]["predicted"] == holdout(scaling.fit(points), 10).summary.predicted
    assert found["misfit"]["lack_of_fit"]["fits"] is True
    assert "holdout.rms" in run(main, ["frontier", "fit", str(file), "--holdout", "10", "--format", "csv"]).output
    assert json.loads(run(main, ["frontier", "fit", str(file), "--format", "json"]).output)["holdout"] is None
    refused = run(main, ["frontier", "fit", str(file), "--holdout", "1e9"])
    assert refused.exit_code != 0
