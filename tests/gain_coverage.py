"""How often the interval of a compute-equivalent gain holds the truth.

    python tests/gain_coverage.py          500 pairs of fits of each kind, about four minutes
    python tests/gain_coverage.py 50       fewer

Old and new runs are drawn from two laws that are known, with normal noise in ln(loss); a law is fitted to each, and the
gain is asked in the middle of the runs and at 100 times the largest compute.
"""

from __future__ import annotations

import sys
from dataclasses import replace

import numpy as np

from limits import scaling
from limits.errors import InputError
from limits.scaling.fits.points import Points
from limits.scaling.forms import hoffmann
from limits.scaling.frontier.gain import gain

OLD = hoffmann(E=1.8, A=480.0, B=2100.0, alpha=0.35, beta=0.37)
NEW = hoffmann(E=1.75, A=430.0, B=1500.0, alpha=0.35, beta=0.36)
ASKED = {"inside": 1e20, "100 x compute": 10**24.3}
NOISE = 0.005  # of ln(loss)


def runs(rng, law, count):
    """Return runs that err each by itself."""
    N = 10 ** rng.uniform(7.5, 9.5, count)
    D = N * 10 ** rng.uniform(0.5, 2.3, count)
    L = law.E + law.A * N**-law.alpha + law.B * D**-law.beta
    return Points.of(N, D, L * np.exp(NOISE * rng.standard_normal(count)))


def covered(count: int, sets: int = 500, seed: int = 0) -> dict[str, float]:
    """Return the share of intervals that hold the truth, by where it is asked; what is no law counts as missed."""
    rng = np.random.default_rng(seed)
    one = scaling.get("besiroglu2024")
    truth = {
        name: gain(replace(one, coefficients=OLD), replace(one, coefficients=NEW), C).gain for name, C in ASKED.items()
    }
    held = dict.fromkeys(ASKED, 0)
    for _ in range(sets):
        try:
            old, new = (scaling.fit(runs(rng, law, count)).law() for law in (OLD, NEW))
        except InputError:
            continue
        for name, C in ASKED.items():
            found = gain(old, new, C)
            held[name] += found.low <= truth[name] <= found.high
    return {name: each / sets for name, each in held.items()}


def main(sets: int = 500) -> None:
    """Write the table of the documentation."""
    sys.stdout.write(f"| runs of each | {' | '.join(ASKED)} |\n|---|---|---|\n")
    for count in (10, 40):
        shares = covered(count, sets)
        sys.stdout.write(f"| {count} | {' | '.join(f'{100 * each:.0f} %' for each in shares.values())} |\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
