"""Data: the tokens of a run, beside the distinct tokens that exist for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits import laws
from limits.bounds.bound import Bound

if TYPE_CHECKING:
    from limits.runs.batch import Batch
    from limits.typing import Num


def _seen(b: Batch) -> Num:
    return b.tokens


def _usable(b: Batch) -> Num:
    return laws.epochs.kernel(b.unique_tokens, b.epochs)


EPOCHS = Bound(
    law=laws.epochs,
    resource="data",
    unit="token",
    demand=_seen,
    budget=_usable,
    held=("unique tokens", "passes over them"),
    shows=("epochs",),
    plain="at most {epochs} passes over a text",
)
