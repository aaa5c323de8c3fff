"""Training runs to fit: simulated ones of known truth, and published ones where the folder of facts is at hand."""

import csv
import dataclasses
import math

import numpy as np
import pytest

from limits.scaling import Coefficients, Points, loss
from limits.scaling.published import get


@pytest.fixture
def simulated():
    """Make runs of a known law: `simulated(count, noise, seed)`; the noise is that of ln(loss)."""

    def make(count, noise=0.0, seed=0, law=None):
        law = get("besiroglu2024") if law is None else law
        rng = np.random.default_rng(seed)
        N, D = 10 ** rng.uniform(7.7, 10.2, count), 10 ** rng.uniform(9, 11.5, count)
        return Points.of(N, D, loss(law, N, D) * np.exp(noise * rng.standard_normal(count)))

    return make


@pytest.fixture(scope="session")
def chinchilla(facts):
    """The 240 of 245 points of figure 4 that the published refit keeps: those strictly below the fifth largest loss."""
    columns = {"parameters": "params_N", "compute": "flop_C", "loss": "loss"}
    points = Points.read(facts / "data" / "scaling" / "chinchilla_fig4_points.csv", columns)
    kept = points.loss < np.sort(points.loss)[-5]
    return Points.of(points.parameters[kept], points.tokens[kept], points.loss[kept])


@pytest.fixture(scope="session")
def table(tables, request):
    """Return a function that reads a CSV file: rows of texts and floats, NaN where nothing stands.

    The file is one of those that ship with the tests, or else one of the facts, which do not.
    """

    def number(text):
        try:
            return float(text) if text else math.nan
        except ValueError:
            return text

    def read(name):
        shipped = tables / name
        place = shipped if shipped.exists() else request.getfixturevalue("facts") / "data" / "scaling" / name
        with place.open(encoding="utf-8", newline="") as file:
            return [{key: number(text) for key, text in row.items()} for row in csv.DictReader(file)]

    return read


@pytest.fixture
def broadcasts():
    """Hold a question to single calls: `broadcasts(ask, runs, rel)`, three runs of which the second is unknown."""

    def check(ask, runs, rel):
        law = get("kaplan2020")
        spread = 1 + 0.01 * np.random.default_rng(0).standard_normal((6, 5))
        drawn = [value * factor for value, factor in zip(law.coefficients, spread, strict=True)]
        got = ask(dataclasses.replace(law, coefficients=Coefficients(*drawn)), np.array(runs)[:, None])
        assert got.shape == (3, 5)
        assert np.isnan(got).any(axis=1).tolist() == [False, True, False]
        for k in range(5):
            one = dataclasses.replace(law, coefficients=Coefficients(*(float(np.asarray(value)[k]) for value in drawn)))
            assert got[2, k] == pytest.approx(ask(one, runs[2]), rel=rel, abs=0)

    return check
