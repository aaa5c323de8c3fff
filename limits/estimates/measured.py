"""Measured peaks of memory by layout: what the estimate is held against, and where its interval comes from."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from limits.estimates.occupied import occupied
from limits.frozen import frozen
from limits.runs.batch import Resolved
from limits.runs.fields import is_text, number
from limits.runs.run import TrainingRun
from limits.value import Value

if TYPE_CHECKING:
    from limits.typing import Array

__all__ = ["FILE", "Measured", "layouts", "ratios"]

FILE = Path(__file__).parents[1] / "data" / "measured_memory.csv"
_UNITS = {
    "parameter": " parameter",
    "token": " token",
    "bit/parameter": " byte/parameter",
    "bit/token": " byte/token",
    "1": "",
}
_ABOUT = ("name", "source", "kind", "micro_batches", "measured_gib", "evidence", "notes")


@frozen
class Measured:
    """One measured peak: the run with its layout, the memory of the fullest device, what was read off, and where."""

    run: TrainingRun
    memory: Value
    kind: str
    source: str
    notes: str

    @property
    def project(self) -> str:
        """Owner of the repository that publishes it: rows of one owner are kept together when some are held out."""
        return self.source.removeprefix("https://github.com/").partition("/")[0]


@cache
def layouts() -> tuple[Measured, ...]:
    """Return every measured layout.

    Examples
    --------
    >>> found = layouts()
    >>> len(found), sorted({each.project for each in found})
    (68, ['MooreThreads', 'NVIDIA', 'bigscience-workshop', 'pytorch'])
    """
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(_measured(row) for row in csv.DictReader(file))


def _measured(row: dict[str, str]) -> Measured:
    stated: dict[str, Any] = {
        name: text if is_text(name) else text + _UNITS[number(name).unit]
        for name, text in row.items()
        if text and name not in _ABOUT
    }
    if row["micro_batches"]:
        per_rank = float(row["micro_batches"]) * float(row["micro_batch"])
        stated["batch"] = f"{per_rank * float(row['data']) / float(row['context_ranks'])} token"
    run = TrainingRun(row["name"], tokens="1e12 token", architecture="dense", **stated)
    gibibyte = 8.0 * 2**30
    return Measured(run, Value(float(row["measured_gib"]) * gibibyte, "bit"), row["kind"], row["source"], row["notes"])


def resolved() -> Resolved:
    """Return the runs of all measured layouts with everything that is known of them."""
    return Resolved([each.run for each in layouts()])


def ratios() -> Array:
    """Return how many times what is counted each layout measures: what `assumptions.overhead` stands for.

    Examples
    --------
    >>> print(np.quantile(ratios(), [0.1, 0.5, 0.9]).round(2).tolist())
    [1.02, 1.16, 1.34]
    """
    batch = resolved().batch
    counted = np.broadcast_to(occupied(batch).counted, batch.shape)
    found_ratios: Array = np.array([each.memory.value for each in layouts()]) / counted[:, 0]
    return found_ratios
