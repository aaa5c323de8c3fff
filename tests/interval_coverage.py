"""How often intervals of fitted laws hold the truth: the large simulation behind `docs/explanation/uncertainty.md`.

    python tests/interval_coverage.py          500 sets of each kind, about six minutes of one core
    python tests/interval_coverage.py 50       fewer sets

The truth is known, the noise is normal in ln(loss), runs are spread over two decades of size and almost two of tokens
per parameter. Two predictions are asked: in the middle of the runs, and at 100 times the compute of the largest.
"""

from __future__ import annotations

import sys
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
ASKED = {"inside": (10**8.5, 10**9.9), "100 x compute": (10**10.1, 10**12.2)}
"""Runs to predict: parameters and tokens, in the middle of all runs, and 100 times beyond the largest."""

NOISE = 0.005  # of ln(loss)


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
    for count in (6, 10, 16, 40, 240):
        cells = []
        for truth in TRUTHS.values():
            found = covered(truth, lambda rng, truth, count=count: separate(rng, truth, count), sets, seed=count)
            said = ", ".join(f"{name} {100 * share:.0f} %" for name, share in found.predictions.items())
            none = f"; {found.none} sets without" if found.none else ""
            cells.append(f"{said}, E {100 * found.irreducible:.0f} %{none}")
        sys.stdout.write(f"| {count} | {' | '.join(cells)} |\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
