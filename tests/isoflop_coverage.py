"""How often intervals of iso-FLOP minima hold the truth: the simulation behind `docs/explanation/uncertainty.md`.

    python tests/isoflop_coverage.py          500 sets of each kind, about a minute
    python tests/isoflop_coverage.py 50       fewer sets

The truth is known, the noise is normal in the loss. Two truths are asked: the minimum of the parabola through losses
without noise, which the interval is of, and the optimum of the law, which the parabola misses by its bias.
"""

from __future__ import annotations

import sys
from typing import NamedTuple

import numpy as np

from limits.scaling.fits.isoflop import isoflop
from limits.scaling.fits.parabola import parabola
from limits.scaling.fits.points import Points
from limits.scaling.forms import hoffmann, log_optimal_parameters

LAWS = {
    "like exponents": hoffmann(E=1.8, A=480.0, B=2100.0, alpha=0.35, beta=0.37),
    "unlike exponents": hoffmann(E=1.7, A=4000.0, B=60.0, alpha=0.46, beta=0.20),
}
BUDGETS = np.array([1e18, 3e18, 1e19, 3e19, 1e20])
NOISE = 0.005  # of the loss [nat/token]


class Coverage(NamedTuple):
    """Shares of intervals that hold a truth, and the share of minima that have none."""

    parabola: float
    optimum: float
    exponent: float
    open: float


def runs(law, sizes: int, width: float, aside: float):
    """Return compute, parameters, tokens and losses without noise; sizes spread by `width`, shifted by `aside`."""
    C = np.repeat(BUDGETS, sizes)
    best = np.exp([log_optimal_parameters(law, np.log(each / 6)) for each in BUDGETS])
    N = (best[:, None] * aside * np.geomspace(1 / width, width, sizes)).ravel()
    D = C / 6 / N
    return best, N, D, law.E + law.A * N**-law.alpha + law.B * D**-law.beta


def covered(law, sizes: int, *, width: float = 4.0, aside: float = 1.0, sets: int = 500, seed: int = 0) -> Coverage:
    """Return how often the intervals hold the truth."""
    rng = np.random.default_rng(seed)
    best, N, D, loss = runs(law, sizes, width, aside)
    x = (0.5 * np.log(N / D)).reshape(len(BUDGETS), sizes)
    least = [parabola(*pair).x.value for pair in zip(x, loss.reshape(x.shape), strict=True)]
    through = np.sqrt(BUDGETS / 6) * np.exp(least)
    slope = np.polyfit(np.log(BUDGETS), np.log(through), 1)[0]
    held, optimal, exponent, none, asked = 0, 0, 0, 0, 0
    known = hoffmann_law(law)
    for _ in range(sets):
        found = isoflop(Points.of(N, D, loss + NOISE * rng.standard_normal(len(N))), law=known)
        power = found.parameters
        exponent += power is not None and power.low <= slope <= power.high
        for valley, truth, other in zip(found.valleys, through, best, strict=True):
            asked += 1
            low, high = valley.parameters.low, valley.parameters.high
            none += bool(np.isnan(low))
            held += bool(np.isnan(low) or low <= truth <= high)  # an interval without ends holds everything
            optimal += bool(np.isnan(low) or low <= other <= high)
    return Coverage(held / asked, optimal / asked, exponent / sets, none / asked)


def hoffmann_law(coefficients):
    """Return a law with these coefficients, so that none needs to be fitted."""
    from dataclasses import replace

    from limits.scaling import get

    return replace(get("besiroglu2024"), coefficients=coefficients)


def main(sets: int = 500) -> None:
    """Write the table of the documentation."""
    write = sys.stdout.write
    write("| law | sizes, up to | minimum of the parabola | optimum of the law | exponent | no ends |\n")
    write("|---|---|---|---|---|---|\n")
    for name, law in LAWS.items():
        for sizes, width, aside in ((4, 4, 1), (5, 4, 1), (7, 4, 1), (7, 16, 1), (7, 4, 2), (15, 16, 2)):
            found = covered(law, sizes, width=width, aside=aside, sets=sets)
            where = f"{sizes}, {width} x" + (f", around {aside} x the optimum" if aside != 1 else "")
            write(f"| {name} | {where} | {' | '.join(f'{100 * each:.0f} %' for each in found)} |\n")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
