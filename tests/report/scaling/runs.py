"""The tables of runs that the transcripts of this folder read, by name: made up, but for those of the examples."""

from __future__ import annotations

import math
from pathlib import Path

from limits.scaling.frontier import repetition
from limits.scaling.frontier.repetition import MUENNIGHOFF2023
from limits.scaling.published import get

EXAMPLES = Path(__file__).parents[3] / "docs" / "examples" / "fits"
# Budget [FLOP], tokens and losses of https://github.com/marin-community/marin/issues/8003
MARIN = """compute,tokens,loss
1e18,5.77e9,3.399
1e18,2.33e9,3.364
1e18,9.23e8,3.456
3e18,1.73e10,3.298
3e18,7.00e9,3.204
3e18,2.77e9,3.224
3e18,1.57e9,3.289
"""
OUTSIDE = "parameters,compute,loss\n1e8,1e18,3.4\n2e8,1.05e18,3.3\n4e8,1.08e18,3.4\n1e9,9e20,2.4\n"


def wobble(place: int) -> float:
    """Return what stands for noise: between -1 and 1, the same everywhere."""
    return math.sin(12.9898 * place * place)


def loss(parameters: float, tokens: float) -> float:
    return 1.8 + 480.0 / parameters**0.35 + 2100.0 / tokens**0.37


def table(*columns: str, rows: list[tuple[object, ...]]) -> str:
    return "\n".join([",".join(columns), *(",".join(map(str, row)) for row in rows)]) + "\n"


def texts() -> dict[str, str]:
    """Return all tables by name."""
    found = {each.name: each.read_text(encoding="utf-8") for each in EXAMPLES.glob("*.csv")}
    found |= {"marin.csv": MARIN, "outside.csv": OUTSIDE}
    sizes = [(10.0 ** (7.7 + 0.5 * at), 10.0 ** (9.5 + 0.4 * to)) for at in range(6) for to in range(5)]
    found["mine.csv"] = table(
        "parameters",
        "tokens",
        "loss",
        rows=[(n, d, loss(n, d) * math.exp(0.004 * wobble(at))) for at, (n, d) in enumerate(sizes, start=1)],
    )
    found["bent.csv"] = table(
        "parameters",
        "tokens",
        "loss",
        rows=[(n, d, loss(n, d) + 0.05 * math.log10(n * d / 1e19) ** 2) for n, d in sizes],
    )
    found["checkpoints.csv"] = table(
        "run",
        "parameters",
        "tokens",
        "loss",
        rows=[
            (f"run-{at}", n, d * part, loss(n, d * part) * math.exp(0.004 * wobble(7 * at + step)))
            for at, (n, d) in enumerate(sizes)
            for step, part in enumerate((0.4, 0.7, 1.0))
        ],
    )
    computes = [10.0 ** (18.0 + at / 3.0) for at in range(10)]
    found["best.csv"] = table(
        "compute [FLOP]",
        "bpb [bit/byte]",
        rows=[(c, 0.6 + (1300.0 + wobble(at)) * c**-0.18) for at, c in enumerate(computes, start=1)],
    )
    curve = [1e8 + 7e7 * at for at in range(300)]
    found["curve.csv"] = table(
        "tokens",
        "loss",
        rows=[
            (d, (2.0 + 3e3 * d**-0.37) * math.exp(0.003 * math.sin(at / 9.0)) + 7.0 * math.exp(-d / 2e8))
            for at, d in enumerate(curve)
        ],
    )
    found["repeated.csv"] = _repeated(5)
    found["seen-once.csv"] = _repeated(1)
    return found


def _repeated(most: int) -> str:
    """Return runs on limited text, seen up to so many times the powers of two."""
    law = get("muennighoff2023")
    runs = [
        (1.3e8 * 4.0**size, 1e9 * 5.0**text * 2.0**times, 1e9 * 5.0**text)
        for size in range(4)
        for text in range(3)
        for times in range(most)
    ]
    rows = [
        (n, d, u, float(repetition.loss(law, MUENNIGHOFF2023, n, d, u)) * (1.0 + 0.002 * wobble(at)))
        for at, (n, d, u) in enumerate(runs)
    ]
    return table("parameters", "tokens", "U", "loss", rows=rows)
