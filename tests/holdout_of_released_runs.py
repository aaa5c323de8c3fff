"""How far laws held beyond the runs they were fitted to, on losses that others have released.

    python tests/holdout_of_released_runs.py

Of each set the largest factor of compute is left out, the rest is fitted, and what was left out is predicted, as
`limits frontier fit --holdout` does. The sets do not ship: the script reads them from ../shared/data/scaling beside
this checkout, and ends with a line that says so where they are not.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from limits import scaling
from limits.errors import InputError
from limits.scaling.fits.points import Points

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data" / "scaling"
FACTORS = (3.0, 10.0)
REPEATED = 1.05  # passes over the tokens, above which a run has seen them more than once


def table(file: str, wanted: Callable[[dict[str, str]], bool] = lambda _: True) -> list[dict[str, str]]:
    """Return the rows of a file that are wanted."""
    with (FOLDER / file).open(encoding="utf-8", newline="") as lines:
        return [row for row in csv.DictReader(lines) if wanted(row)]


def points(rows: list[dict[str, str]], parameters: str, tokens: str, loss: str, run: str = "") -> Points:
    columns = ([float(row[name]) for row in rows] for name in (parameters, tokens, loss))
    return Points.of(*columns, [row[run] for row in rows] if run else None)


def sets() -> Iterator[tuple[str, Points]]:
    """Yield each set with what it is called."""
    rows = table("chinchilla_fig4_points.csv")
    N, C = ([float(row[name]) for row in rows] for name in ("params_N", "flop_C"))
    D = [c / (6.0 * n) for n, c in zip(N, C, strict=True)]
    whole = Points.of(N, D, [float(row["loss"]) for row in rows])
    yield "Chinchilla, figure 4, digitised", whole
    few = (whole.tokens / whole.parameters).argsort()[:5]
    yield "the same, without the five runs with the fewest tokens per parameter", without(whole, few.tolist())
    for corpus in ("c4_original", "rpj", "rw_original"):
        rows = table("gadre2024_models.csv", lambda row, name=corpus: row["dataset_name"] == name)
        yield f"Gadre et al. 2024, {corpus}, loss on C4", points(rows, "N", "D", "loss_c4_val")
    once = table(
        "muennighoff2023_182_runs.csv", lambda row: float(row["tokens_D"]) <= REPEATED * float(row["unique_tokens_U"])
    )
    yield "Muennighoff et al. 2023, runs of one pass", points(once, "params_N", "tokens_D", "val_loss_c4_nats_gpt2tok")
    rows = table("gem_dclm.csv")
    gemstones = points(rows, "params_active_precise", "tokens", "final_loss", "run_name")
    yield "Gemstones, 22 runs of 35 checkpoints", gemstones
    yield "OLMo ladder, 16 runs, loss on C4", points(table("ladder_final16.csv"), "N", "tokens", "c4")
    yield (
        "nonemb.csv: losses by parameters without embeddings",
        points(table("nonemb.csv"), "parameters", "tokens", "loss"),
    )


def without(whole: Points, places: list[int]) -> Points:
    return whole.taken([place for place in range(len(whole)) if place not in places])


def main() -> int:
    """Write the table of the documentation."""
    out = sys.stdout
    if not FOLDER.is_dir():
        out.write("No released runs here: the files in ../shared/data/scaling do not ship with the project.\n")
        return 0
    out.write("| runs | factor | fitted | left out | rms | mean | in the interval of the law | of a next run |\n")
    out.write("|---|---|---|---|---|---|---|---|\n")
    for name, runs in sets():
        fit = scaling.fit(runs)
        for factor in FACTORS:
            try:
                said = scaling.holdout(fit, factor).summary
            except InputError as error:
                out.write(f"| {name} | {factor:g} | too few remain: {error} | | | | | |\n")
                continue
            held = [
                "none" if share is None else f"{100 * share:.0f} %" for share in (said.held, said.held_with_scatter)
            ]
            cells = [
                name,
                f"{factor:g}",
                said.fitted,
                said.predicted,
                f"{100 * said.rms:.2f} %",
                f"{100 * said.mean:+.2f} %",
            ]
            out.write(f"| {' | '.join(map(str, [*cells, *held]))} |\n")
            out.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
