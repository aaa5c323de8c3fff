"""Every number of every bound, of the frontier and of the estimates, for many runs at once: columns in, columns out.

What a sweep calls; an assessment joins one run's slice of these columns with its provenance.
"""

from __future__ import annotations

from dataclasses import fields
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from limits.bounds import ALL
from limits.estimates.energy import drawn
from limits.estimates.occupied import occupied
from limits.runs.fields import MODALITIES, OBJECTIVES
from limits.scaling.frontier import prediction
from limits.scaling.parameter_counts import in_count
from limits.scaling.uncertain import LINEAR, Scale, spread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from limits.bounds import Applied, Bound
    from limits.runs.batch import Batch
    from limits.scaling.law import ScalingLaw
    from limits.typing import Array, Num

    Columns = dict[str, Array]


_SCALES = {
    "excess_loss": Scale(least=0.0),
    "overcompute": Scale(least=1.0),
    "extrapolation": LINEAR,
}


class Evaluated(NamedTuple):
    """What `evaluate` returns: columns by name, and each bound as it was applied, by its key."""

    columns: Columns
    applied: dict[str, Applied]


def evaluate(batch: Batch, law: ScalingLaw, bounds: Sequence[Bound] = ALL) -> Evaluated:
    """Return every number of every bound, of the frontier and of the estimates, for all runs of a batch at once.

    The same columns for every batch, each with axes (*axes, draw), NaN where unknown: `KEY.needs` and `KEY.has`, what
    the run demands and what its budget allows, `KEY.headroom`, `KEY.binds_at`, `KEY.doublings_left`, `KEY.loss_gained`,
    `KEY.share_of_reducible_loss` for each bound, `KEY.terms.NAME` where its demand has several terms, `frontier.*`, and
    `estimate.*`: energy, carbon, cost, power, and memory of each device.
    """
    columns, applied = bounds_and_frontier(batch, law, bounds)
    return Evaluated(columns | _estimated(batch), applied)


@np.errstate(over="ignore", invalid="ignore", divide="ignore")  # what overflows is unknown, and says so
def bounds_and_frontier(
    batch: Batch, law: ScalingLaw, bounds: Sequence[Bound] = ALL, *, uncertain: bool = False
) -> Evaluated:
    """Return the same columns without those of the estimates, of which an assessment makes records when it is asked.

    What is uncertain in the law is drawn too if that is asked for.
    """
    every = {}
    columns = _on_the_frontier(batch, law, uncertain=uncertain)
    a, b, gamma = (columns[f"frontier.{name}"] for name in ("a", "b", "gamma"))
    for bound in bounds:
        applied = bound.apply(batch, a, b)
        growth = applied.growth
        every[bound.key] = applied
        share = np.where(np.isnan(a), np.nan, prediction.share_closed(gamma, 10.0**growth))
        columns |= {
            f"{bound.key}.needs": applied.demand,
            f"{bound.key}.has": applied.budget,
            f"{bound.key}.headroom": applied.headroom,
            f"{bound.key}.binds_at": batch.flop * 10.0**growth,
            f"{bound.key}.doublings_left": growth * np.log2(10.0),
            f"{bound.key}.share_of_reducible_loss": share,
            f"{bound.key}.loss_gained": share * columns["frontier.reducible"],
            **{f"{bound.key}.terms.{name}": term for name, term in applied.terms.items()},
        }
    return Evaluated(columns, every)


@np.errstate(over="ignore", invalid="ignore", divide="ignore")
def _estimated(batch: Batch) -> Columns:
    found = drawn(batch)
    columns = {each.name: getattr(found, each.name) for each in fields(found)}
    columns["memory_per_device"] = occupied(batch).total
    return {f"estimate.{name}": column for name, column in columns.items()}


def _on_the_frontier(batch: Batch, law: ScalingLaw, *, uncertain: bool) -> Columns:
    """Place runs on the frontier: at their own N and D, or at the optimum of their compute where these are unknown."""
    placed = partial(_placed, batch)
    found = spread(law, placed, _SCALES) if uncertain else placed(law)
    whole = found["a"] + found["b"]  # 1, and a little else where each was followed by itself
    found["a"], found["b"] = found["a"] / whole, found["b"] / whole
    found["compute_for_same_loss"] = found["compute_of_own"] / found["overcompute"]
    return {f"frontier.{name}": np.asarray(column) for name, column in found.items()}


def _placed(batch: Batch, law: ScalingLaw) -> dict[str, Num]:
    described = (batch.modality == _place(MODALITIES, law.modality)) & (
        batch.objective == _place(OBJECTIVES, law.objective)
    )

    def here(column: Num) -> Array:
        """Leave out the runs that the law does not describe."""
        return np.where(described, column, np.nan)

    path, best = prediction.path(law), prediction.optimum(law, here(batch.flop))
    counted = in_count(law, batch.active_parameters, batch.vocabulary, batch.width)
    own_N, own_D = here(np.where(np.isnan(counted), batch.active_parameters, counted)), here(batch.tokens)
    placed = ~(np.isnan(own_N) | np.isnan(own_D))
    N, D = np.where(placed, own_N, best.parameters), np.where(placed, own_D, best.tokens)

    def own(column: Num) -> Array:
        """Leave out the runs that stand at the optimum."""
        return np.where(placed, column, np.nan)

    return {
        "a": here(path.a),
        "b": here(path.b),
        "gamma": here(path.gamma),
        "reducible": prediction.reducible(law, N, D),
        "parameters": own(own_N),
        "tokens": own(own_D),
        "loss": own(prediction.loss(law, N, D)),
        "excess_loss": own(prediction.excess(law, N, D)),
        "overcompute": own(prediction.overcompute(law, N, D)),
        "compute_of_own": own(prediction.FLOP_PER_PARAMETER_TOKEN * N * D),
        "extrapolation": here(prediction.extrapolation(law, batch.flop)),
        "optimum.parameters": best.parameters,
        "optimum.tokens": best.tokens,
        "optimum.loss": best.loss,
    }


def _place(names: Sequence[str], name: str) -> float:
    """Return the place of a name, NaN for one that no run has: nothing equals it, and the law describes no run."""
    return float(names.index(name)) if name in names else float("nan")
