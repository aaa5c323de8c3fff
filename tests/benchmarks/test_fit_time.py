"""What a fit costs beside SciPy's optimiser as it is published: the same points, the same grid of 4500 starts."""

from __future__ import annotations

import itertools
import time
from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import minimize

from limits import scaling
from limits.scaling.fits.huber import Objective
from limits.scaling.fits.newton import minimise

GRID = np.array(
    list(
        itertools.product(
            np.arange(0, 30, 5.0),
            np.arange(0, 30, 5.0),
            np.linspace(-1, 1, 5),
            np.arange(0, 2.5, 0.5),
            np.arange(0, 2.5, 0.5),
        )
    )
)  # (a, b, e, alpha, beta) of Hoffmann et al. 2022, appendix D.2
TENTH = np.random.default_rng(0).choice(len(GRID), 450, replace=False)
RESAMPLES, SAMPLED = 4000, 200
DELTA = 1e-3


@pytest.fixture(scope="module")
def points():
    """240 runs in the range of the Chinchilla points, with errors of their size."""
    rng = np.random.default_rng(0)
    N, D = 10 ** rng.uniform(7.8, 10.2, 240), 10 ** rng.uniform(8.9, 11.5, 240)
    loss = scaling.loss(scaling.get("besiroglu2024"), N, D) * np.exp(0.004 * rng.standard_t(3, 240))
    return scaling.Points.of(N, D, loss)


def published(points, start):
    """Run L-BFGS-B with numerical gradients from one start, on the objective as one writes it in NumPy."""
    log_N, log_D, log_L = np.log(points.parameters), np.log(points.tokens), np.log(points.loss)

    def objective(v):
        first, second = v[0] - v[3] * log_N, v[1] - v[4] * log_D
        top = np.maximum(np.maximum(first, second), v[2])
        error = np.abs(top + np.log(np.exp(first - top) + np.exp(second - top) + np.exp(v[2] - top)) - log_L)
        return np.where(error <= DELTA, 0.5 * error**2, DELTA * (error - 0.5 * DELTA)).sum()

    with np.errstate(all="ignore"):
        return minimize(objective, start, method="L-BFGS-B")


@pytest.fixture(scope="module")
def whole_grid(points):
    """Seconds that SciPy takes for the whole grid, from a random tenth of it, and the least objective it finds."""
    start = time.perf_counter()
    least = min(published(points, GRID[k]).fun for k in TENTH)
    return len(GRID) / len(TENTH) * (time.perf_counter() - start), least


def from_the_grid(points):
    """Go down from the whole grid, in the centred coordinates of the method."""
    x, y = np.log(points.parameters), np.log(points.tokens)
    centred = GRID.copy()
    centred[:, 0] -= GRID[:, 3] * x.mean()
    centred[:, 1] -= GRID[:, 4] * y.mean()
    objective = Objective(x - x.mean(), y - y.mean(), np.log(points.loss))
    return min(minimise(objective, rows, rivals=True).values.min() for rows in np.array_split(centred, 36))


def test_a_fit_from_start_to_end(faster, points, whole_grid):
    faster("fit, against SciPy from 4500 starts", lambda: scaling.fit(points), whole_grid[0], 5000)


def test_the_form_is_tested_in_an_eighth_of_the_fit(within, points):
    untested = replace(scaling.fit(points), lack_of_fit=None)
    within(
        "test of the form / the fit with it", lambda: scaling.lack_of_fit(untested), lambda: scaling.fit(points), 0.125
    )


def test_a_fit_from_the_same_starts(faster, points, whole_grid):
    faster("4500 starts, against SciPy from the same", lambda: from_the_grid(points), whole_grid[0], 8, runs=3)


def test_bootstrap(faster, points):
    rng = np.random.default_rng(0)

    def resamples():
        for start in GRID[TENTH[:SAMPLED]]:
            drawn = rng.integers(0, len(points), len(points))
            published(scaling.Points(points.parameters[drawn], points.tokens[drawn], points.loss[drawn]), start)

    begun = time.perf_counter()
    resamples()
    theirs = RESAMPLES / SAMPLED * (time.perf_counter() - begun)
    faster(
        "4000 resamples, against SciPy from one start of the grid on each",
        lambda: scaling.fit(points, bootstrap=RESAMPLES),
        theirs,
        100,
        runs=3,
    )


def test_all_find_the_same_minimum(points, whole_grid):
    found = scaling.fit(points).objective
    assert whole_grid[1] >= found * (1 - 1e-9)
    assert from_the_grid(points) == pytest.approx(found, rel=1e-9, abs=0)


def test_beside_the_package_chinchilla(faster, points, tmp_path):
    """A fifth of the grid (one value of e), scaled; its objective is the mean over runs, found by BFGS."""
    theirs = pytest.importorskip("chinchilla", reason="the package chinchilla is not installed")
    from chinchilla._metrics import log_huber

    def objective(y_true, y_pred):
        return log_huber(y_true, y_pred, DELTA)

    grid = {"e": [0.0], "a": np.arange(0, 30, 5.0), "b": np.arange(0, 30, 5.0)}
    grid |= {"alpha": np.arange(0, 2.5, 0.5), "beta": np.arange(0, 2.5, 0.5)}
    seeds = {"C": (1e15, 1e16), "N_to_D": (10, 100)}  # asked for, and not used by a fit
    fit = theirs.Chinchilla(str(tmp_path), grid, seeds, loss_fn=objective, log_level=100)
    for N, D, loss in zip(points.parameters, points.tokens, points.loss, strict=True):
        fit.append(N=float(N), D=float(D), C=float(6 * N * D), loss=float(loss))
    begun = time.perf_counter()
    with np.errstate(all="ignore"):
        fit.fit(parallel=False)
    faster(
        "fit, against the package chinchilla from 4500 starts",
        lambda: scaling.fit(points),
        5 * (time.perf_counter() - begun),
        5000,
    )
    found = scaling.Coefficients(fit.E, fit.A, fit.B, fit.alpha, fit.beta)
    x, y = np.log(points.parameters), np.log(points.tokens)
    centred = Objective(x - x.mean(), y - y.mean(), np.log(points.loss))
    a, b = np.log(found.A) - found.alpha * x.mean(), np.log(found.B) - found.beta * y.mean()
    least = centred.value(np.array([[a, b, np.log(found.E), found.alpha, found.beta]]))[0]
    assert least >= scaling.fit(points).objective * (1 - 1e-9)
