"""How often the test of the form warns: where the form is right, and where it is wrong in the usual ways.

    python tests/lack_of_fit_power.py          500 sets of each kind, about half an hour of one core
    python tests/lack_of_fit_power.py 50       fewer sets

Runs are spread over two decades of size and almost two of tokens per parameter. A violation is stated by its largest
effect on ln(loss), in standard deviations of the noise; what the best law of the form leaves of it is printed beside
it, since a bend that the coefficients follow is no violation among the runs.
"""

from __future__ import annotations

import sys
from functools import partial
from typing import NamedTuple

import numpy as np

from limits import scaling
from limits.errors import InputError
from limits.scaling.fits.lack_of_fit import lack_of_fit
from limits.scaling.fits.points import Points
from limits.scaling.forms import hoffmann

TRUTH = hoffmann(E=1.8, A=480.0, B=2100.0, alpha=0.35, beta=0.37)
COUNTS = (6, 10, 16, 40, 240)
NOISE = 0.005  # of ln(loss)


class Place(NamedTuple):
    """Where runs stand in size, tokens and tokens per parameter, in logarithms, each from -1 to 1."""

    size: np.ndarray
    tokens: np.ndarray
    ratio: np.ndarray


class Asked(NamedTuple):
    """Sets that were fitted, the share with a warning, and what the best law left of the violation, over the noise."""

    sets: int
    share: float
    left: float


def law(N, D):
    return TRUTH.E + TRUTH.A * N**-TRUTH.alpha + TRUTH.B * D**-TRUTH.beta


def drawn(rng, count):
    """Return sizes and tokens of runs, and where they stand."""
    N = 10 ** rng.uniform(7.5, 9.5, count)
    ratio = 10 ** rng.uniform(0.5, 2.3, count)
    D = N * ratio
    return N, D, Place(np.log10(N) - 8.5, (np.log10(D) - 9.9) / 1.9, (np.log10(ratio) - 1.4) / 0.9)


# The logarithm of what a violation does to the loss of runs, at a size of 1.
BENDS = {
    "bend in ln N": lambda at: at.size**2,
    "bend in ln D": lambda at: at.tokens**2,
    "N x D": lambda at: at.size * at.ratio,
    "another E of large models": lambda at: 1.0 * (at.size > 0.2),
    "short runs not annealed": lambda at: 1.0 * (at.ratio < -0.2),
    "overtrained runs high": lambda at: np.maximum((at.ratio - 0.3) / 0.7, 0.0),
}


def bent(rng, count, kind, size):
    """Return runs of a law that is violated, and their losses without noise."""
    N, D, place = drawn(rng, count)
    exact = law(N, D) * np.exp(size * NOISE * BENDS[kind](place))
    return Points.of(N, D, exact * np.exp(NOISE * rng.standard_normal(count))), exact


def nested(rng, count, q):
    N, D, _ = drawn(rng, count)
    terms = (TRUTH.A * N**-TRUTH.alpha) ** (1 / q) + (TRUTH.B * D**-TRUTH.beta) ** (1 / q)
    exact = TRUTH.E + terms**q
    return Points.of(N, D, exact * np.exp(NOISE * rng.standard_normal(count))), exact


def kaplan(rng, count):
    """Return runs of the form and constants of Kaplan et al. (2020), equation 1.5."""
    N, D, _ = drawn(rng, count)
    exact = ((8.8e13 / N) ** (0.076 / 0.095) + 5.4e13 / D) ** 0.095
    return Points.of(N, D, exact * np.exp(NOISE * rng.standard_normal(count))), exact


def unequal(rng, count):
    """Return runs of a law with two exponents, for a fit with one."""
    N, D, _ = drawn(rng, count)
    exact = 1.8 + 1200.0 * N**-0.42 + 420.0 * D**-0.28
    return Points.of(N, D, exact * np.exp(NOISE * rng.standard_normal(count))), exact


def right(rng, count, errors="normal"):
    """Return runs whose form is right, with errors of some kind."""
    N, D, _ = drawn(rng, count)
    error = rng.standard_t(3, count) if errors == "t of 3 degrees" else rng.standard_normal(count)
    if errors == "5 % of rows 10 x":
        error *= np.where(rng.random(count) < 0.05, 10.0, 1.0)
    if errors == "smaller of large models":
        error *= (N / 1e8) ** -0.25
    if errors == "one run diverged":
        error[rng.integers(count)] += 30.0
    exact = law(N, D)
    return Points.of(N, D, exact * np.exp(NOISE * error)), exact


def checkpoints(rng, count, named=True, rows=20):
    """Return checkpoints: half of the variance is the run's own, half changes along it."""
    N, D, _ = drawn(rng, count)
    late = np.geomspace(0.05, 1.0, rows)
    errors = rng.standard_normal((count, rows))
    for place in range(1, rows):
        errors[:, place] = 0.9 * errors[:, place - 1] + np.sqrt(0.19) * errors[:, place]
    errors = NOISE * np.sqrt(0.5) * (errors + rng.standard_normal((count, 1)))
    sizes, tokens = np.repeat(N, rows), (D[:, None] * late).ravel()
    exact = law(sizes, tokens)
    names = np.repeat(np.arange(count), rows) if named else None
    return Points.of(sizes, tokens, exact * np.exp(errors.ravel()), names), exact


RIGHT = ("normal", "t of 3 degrees", "5 % of rows 10 x", "one run diverged", "smaller of large models")
WRONG = {
    **{f"{kind}, {size} x noise": partial(bent, kind=kind, size=size) for kind in BENDS for size in (3, 6, 10)},
    "q = 1.5": partial(nested, q=1.5),
    "q = 2": partial(nested, q=2.0),
    "Kaplan's form": kaplan,
    "exponents tied wrongly": unequal,
}


def asked(make, count: int, sets: int, *, seed: int = 1, form: str = "hoffmann") -> Asked:
    """Fit many sets, and count the warnings."""
    rng = np.random.default_rng(seed)
    fitted = warned = 0
    left = 0.0
    for _ in range(sets):
        points, exact = make(rng, count)
        try:
            found = scaling.fit(points, form=form)
        except InputError:
            continue
        fitted += 1
        warned += lack_of_fit(found).failed
        best = found.minimised.errors(found.vector[None])[0] + np.log(points.loss) - np.log(exact)
        left += float(np.sqrt(np.mean(best**2))) / NOISE
    return Asked(fitted, warned / max(fitted, 1), left / max(fitted, 1))


def main(sets: int) -> None:
    out = sys.stdout
    out.write(f"| the form is right; errors | {' | '.join(f'{count} runs' for count in COUNTS)} |\n")
    out.write(f"|---|{'---|' * len(COUNTS)}\n")
    for errors in RIGHT:
        cells = [f"{100 * asked(partial(right, errors=errors), count, sets).share:.1f} %" for count in COUNTS]
        out.write(f"| {errors} | {' | '.join(cells)} |\n")
        out.flush()
    for name, named in (("checkpoints by run", True), ("checkpoints, runs not named", False)):
        cells = [
            "" if count > 40 else f"{100 * asked(partial(checkpoints, named=named), count, sets).share:.1f} %"
            for count in COUNTS
        ]
        out.write(f"| {name} | {' | '.join(cells)} |\n")
        out.flush()
    out.write("\n| the form is wrong | 40 runs | 80 runs | 240 runs | left by the best law of 240 runs |\n")
    out.write("|---|---|---|---|---|\n")
    for name, make in WRONG.items():
        form = "hoffmann-tied" if make is unequal else "hoffmann"
        found = [asked(make, count, sets, form=form) for count in (40, 80, 240)]
        cells = [f"{100 * each.share:.0f} %" for each in found]
        out.write(f"| {name} | {' | '.join(cells)} | {found[-1].left:.2f} x noise |\n")
        out.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
