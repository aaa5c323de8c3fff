"""What a fit costs beside SciPy's optimiser as it is published: the same points, the same grid of 4500 starts."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.special import huber, logsumexp

from limits import scaling
from limits.scaling.huber import Objective
from limits.scaling.newton import minimise

GRID = np.array(
    list(
        itertools.product(
            np.arange(0, 30, 5.0), np.arange(0, 30, 5.0), np.linspace(-1, 1, 5), np.arange(0, 2.5, 0.5), np.arange(0, 2.5, 0.5)
        )
    )
)  # (a, b, e, alpha, beta) of Hoffmann et al. 2022, appendix D.2
TENTH = np.random.default_rng(0).choice(len(GRID), 450, replace=False)
RESAMPLES = 4000


@pytest.fixture(scope="module")
def points():
    """240 runs in the range of the Chinchilla points, with errors of their size."""
    rng = np.random.default_rng(0)
    N, D = 10 ** rng.uniform(7.8, 10.2, 240), 10 ** rng.uniform(8.9, 11.5, 240)
    loss = scaling.loss(scaling.get("besiroglu2024"), N, D) * np.exp(0.004 * rng.standard_t(3, 240))
    return scaling.Points.of(N, D, loss)


@pytest.fixture(scope="module")
def published(points):
    """Return a call that runs L-BFGS-B with numerical gradients from one start."""
    log_N, log_D, log_L = np.log(points.parameters), np.log(points.tokens), np.log(points.loss)

    def objective(v):
        z = logsumexp([v[0] - v[3] * log_N, v[1] - v[4] * log_D, np.full_like(log_N, v[2])], axis=0)
        return np.sum(huber(1e-3, z - log_L))

    def run(start):
        with np.errstate(all="ignore"):
            return minimize(objective, start, method="L-BFGS-B")

    return run


def from_all_starts(points):
    """Go down from the whole grid, in the centred coordinates of the method."""
    x, y = np.log(points.parameters), np.log(points.tokens)
    centred = GRID.copy()
    centred[:, 0] -= GRID[:, 3] * x.mean()
    centred[:, 1] -= GRID[:, 4] * y.mean()
    objective = Objective(x - x.mean(), y - y.mean(), np.log(points.loss))
    return [minimise(objective, rows) for rows in np.array_split(centred, 9)]


def test_single_fit_end_to_end(within, points, published):
    ours, theirs = lambda: scaling.fit(points), lambda: [published(start) for start in GRID[TENTH]]
    within("fit / a tenth of SciPy from 4500 starts", ours, theirs, 10 / 5000, runs=1)


def test_single_fit_from_the_same_starts(within, points, published):
    ours, theirs = lambda: from_all_starts(points), lambda: [published(start) for start in GRID[TENTH]]
    within("4500 starts / a tenth of SciPy from 4500 starts", ours, theirs, 10 / 8, runs=1)


def test_bootstrap(within, points, published):
    best = scaling.fit(points)
    start = [*np.log([best.coefficients[name].value for name in ("A", "B", "E")])]
    start += [best.coefficients[name].value for name in ("alpha", "beta")]
    ours, theirs = lambda: scaling.fit(points, bootstrap=RESAMPLES), lambda: [published(start) for _ in range(40)]
    within("4000 resamples / SciPy on a hundredth of them", ours, theirs, 100 / 100, runs=1)


def test_all_find_the_same(points, published):
    found = scaling.fit(points)
    assert min(minima.values.min() for minima in from_all_starts(points)) >= found.objective * (1 - 1e-9)
    assert min(published(start).fun for start in GRID[TENTH[:60]]) >= found.objective * (1 - 1e-9)
