"""How often intervals of fitted laws hold the truth: the large simulation behind `docs/explanation/uncertainty.md`.

    python tests/interval_coverage.py          500 sets of each kind, about an hour of one core
    python tests/interval_coverage.py 50       fewer sets

The truth is known, the noise is normal in ln(loss) or has outliers, runs are spread over two decades of size and almost
two of tokens per parameter. Two predictions are asked: in the middle of the runs, and at 100 times the compute of the
largest that can be drawn.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from limits import scaling
from limits.errors import InputError
from limits.scaling.answers import predict
from limits.scaling.fits.points import Points
from limits.scaling.forms import hoffmann

if TYPE_CHECKING:
    from limits.scaling.forms import Coefficients

TRUTHS = {
    "E well known": hoffmann(E=1.8, A=480.0, B=2100.0, alpha=0.35, beta=0.37),
    "E hardly known": hoffmann(E=0.4, A=120.0, B=150.0, alpha=0.20, beta=0.22),
}
ASKED = {"inside": (10**8.5, 10**9.9), "100 x compute": (10**10.6, 10**12.7)}
"""Runs to predict, parameters and tokens: in the middle of all, and at 100 times the largest compute."""

NOISE = 0.005  # of ln(loss)
_STAYS = 0.9  # share of the error of one checkpoint that the next has too


class Coverage(NamedTuple):
    """Shares of sets whose interval holds the truth: of the predictions by name, and of E; how many sets have none."""

    predictions: dict[str, float]
    irreducible: float
    none: int


def loss(truth: Coefficients, N, D):
    return truth.E + truth.A * N**-truth.alpha + truth.B * D**-truth.beta


def runs(rng, count):
    N = 10 ** rng.uniform(7.5, 9.5, count)
    return N, N * 10 ** rng.uniform(0.5, 2.3, count)


def separate(rng, truth, count):
    """Return runs that err each by itself."""
    N, D = runs(rng, count)
    return Points.of(N, D, loss(truth, N, D) * np.exp(NOISE * rng.standard_normal(count)))


def astray(rng, truth, count):
    """Return runs of which each twentieth, by chance, is off by ten times the noise to either side."""
    points = separate(rng, truth, count)
    off = 10 * NOISE * (rng.random(count) < 0.05) * rng.choice([-1.0, 1.0], count)
    return replace(points, loss=points.loss * np.exp(off))


def diverged(rng, truth, count):
    """Return runs of which one has diverged: its loss is half as high again."""
    points = separate(rng, truth, count)
    return replace(points, loss=points.loss * np.where(np.arange(count) == 0, 1.5, 1.0))


def heavy_tailed(rng, truth, count):
    """Return runs whose errors follow Student's distribution of three degrees of freedom."""
    N, D = runs(rng, count)
    return Points.of(N, D, loss(truth, N, D) * np.exp(NOISE * rng.standard_t(3, count)))


OUTLIERS = {"5 % off by 10 x": astray, "one diverged": diverged, "heavy tails": heavy_tailed}
"""Ways in which errors are not normal, by what the table calls them."""


def checkpoints(rng, truth, count, rows=40):
    """Return runs with rows along their training: half of the error is the run's own, half changes along it."""
    N, D = runs(rng, count)
    late = np.geomspace(0.05, 1.0, rows)
    errors = np.empty((count, rows))
    errors[:, 0] = rng.standard_normal(count)
    for place in range(1, rows):
        errors[:, place] = _STAYS * errors[:, place - 1] + np.sqrt(1 - _STAYS**2) * rng.standard_normal(count)
    errors = NOISE * np.sqrt(0.5) * (errors + rng.standard_normal((count, 1)))
    sizes, tokens = np.repeat(N, rows), (D[:, None] * late).ravel()
    names = np.repeat(np.arange(count), rows)
    return Points.of(sizes, tokens, loss(truth, sizes, tokens) * np.exp(errors.ravel()), names)


def unnamed(points):
    """Return the same rows without the names of their runs."""
    return replace(points, run=None)


def covered(truth: Coefficients, make, sets: int, seed: int = 1, **options) -> Coverage:
    """Fit many sets of runs, and count the intervals that hold the truth.

    Parameters
    ----------
    truth
        The coefficients that the runs come from.
    make
        A function of a generator and of the truth to `Points`.
    sets, seed
        How many sets, and the seed of the generator.
    options
        Those of `limits.scaling.fit`.
    """
    rng = np.random.default_rng(seed)
    held = dict.fromkeys((*ASKED, "E"), 0)
    none = 0
    for _ in range(sets):
        try:
            fitted = scaling.fit(make(rng, truth), **options)
            law = fitted.law("ours")
        except InputError:
            none += 1
            continue
        of_E = fitted.coefficients["E"]
        held["E"] += of_E.low <= truth.E <= of_E.high
        answers = {name: predict(law, *run).loss for name, run in ASKED.items()}
        if any(answer.low is None for answer in answers.values()):
            none += 1
            held["E"] -= of_E.low <= truth.E <= of_E.high
            continue
        for name, answer in answers.items():
            assert answer.low <= answer.value <= answer.high
            held[name] += answer.low <= loss(truth, *ASKED[name]) <= answer.high
    shares = {name: count / max(sets - none, 1) for name, count in held.items()}
    return Coverage({name: shares[name] for name in ASKED}, shares["E"], none)


def main(sets: int) -> None:
    sys.stdout.write(f"| runs | {' | '.join(TRUTHS)} |\n|---|---|---|\n")
    counts = {f"{count} runs": count for count in (6, 10, 16, 40, 240)}
    kinds = {name: (partial(separate, count=count), count) for name, count in counts.items()}
    for words, make in OUTLIERS.items():
        kinds |= {f"{count} runs, {words}": (partial(make, count=count), count) for count in (6, 10, 16, 40, 240)}
    kinds["20 runs of 40 checkpoints"] = partial(checkpoints, count=20), 20
    kinds["the same, runs not named"] = lambda rng, truth: unnamed(checkpoints(rng, truth, 20)), 20
    for name, (make, seed) in kinds.items():
        cells = [_said(covered(truth, make, sets, seed)) for truth in TRUTHS.values()]
        sys.stdout.write(f"| {name} | {' | '.join(cells)} |\n")


def _said(found: Coverage) -> str:
    said = ", ".join(f"{name} {100 * share:.0f} %" for name, share in found.predictions.items())
    none = f"; {found.none} sets without" if found.none else ""
    return f"{said}, E {100 * found.irreducible:.0f} %{none}"


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
