"""How fast repeated tokens lose their worth in one's own runs: the two decays, and whether the runs determine them.

The scaling law is held; only R_D* and R_N* are fitted, by Huber's function of the error in ln(loss) as everywhere here.
On the published runs the objective is so flat that a point alone would mislead, so that a profile belongs to every fit.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from limits.errors import InputError, Problem
from limits.interval import LEAST, MOST
from limits.scaling.fits import columns as sheets
from limits.scaling.fits.covariance import chance
from limits.scaling.fits.huber import PUBLISHED_DELTA
from limits.scaling.fits.losses import NATS
from limits.scaling.frontier.repetition import Repetition, loss
from limits.scaling.law import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import ArrayLike

    from limits.scaling.law import ScalingLaw
    from limits.typing import Array

__all__ = ["Decay", "RepeatedRuns", "RepetitionFit", "fit_repetition"]

_COLUMNS = ("parameters", "tokens", "unique_tokens", "loss")
_DECAYS = 2
_RANGE = np.log(0.1), np.log(1e4)  # of a decay that is looked for: from a tenth of a pass to ten thousand
_SCANNED = 49  # values of each decay, from which the starts are taken
_STARTS = 6
_PROFILED = 60
_WIDE = 10.0  # ratio of the ends of an interval from which a decay counts as not determined
_CELLS = 400_000  # decays times runs at once


class RepeatedRuns(NamedTuple):
    """Runs on limited text, one entry each.

    Parameters
    ----------
    parameters, tokens, unique_tokens, loss
        Model sizes as the law counts them [parameter], tokens seen and those that are different [token], final losses
        [law.loss_unit].
    left_out
        Runs that were given but lack a number.
    """

    parameters: Array
    tokens: Array
    unique_tokens: Array
    loss: Array
    left_out: int = 0

    @classmethod
    def of(cls, parameters: ArrayLike, tokens: ArrayLike, unique_tokens: ArrayLike, losses: ArrayLike) -> RepeatedRuns:
        """Take arrays of runs; those with a NaN are left out, and counted.

        Raises
        ------
        InputError
            When lengths differ, a number is not positive and finite, or fewer runs remain than there are decays.
        """
        given = dict(zip(_COLUMNS, (parameters, tokens, unique_tokens, losses), strict=True))
        arrays = {name: np.atleast_1d(np.asarray(values, dtype=float)) for name, values in given.items()}
        count = len(arrays["loss"])
        problems = [
            Problem(name, f"shape {values.shape}", f"{count} numbers, one for each run")
            for name, values in arrays.items()
            if values.shape != (count,)
        ]
        problems += [
            Problem(name, f"{values.min():g} to {values.max():g}", "finite numbers > 0, or NaN")
            for name, values in arrays.items()
            if np.any((values < LEAST) | (values > MOST))
        ]
        if problems:
            raise InputError("runs", problems)
        table = np.stack(list(arrays.values()))
        kept = table[:, ~np.isnan(table).any(axis=0)]
        if kept.shape[1] <= _DECAYS:
            raise InputError(
                "runs", [Problem("runs", f"{kept.shape[1]}", f"more than {_DECAYS}, with all four numbers")]
            )
        N, D, unique, L = kept
        return cls(N, D, unique, L, left_out=table.shape[1] - kept.shape[1])

    @classmethod
    def read(cls, path: str | Path, columns: Mapping[str, str] | None = None) -> RepeatedRuns:
        """Read runs from a table with columns parameters, tokens, unique_tokens and loss, as `Points.read` does.

        Raises
        ------
        InputError
            When the file cannot be used; every reason is named.
        """
        (sheet,) = sheets.read_all(path, _COLUMNS, [], columns, None)
        found = sheet.numbers
        if any(name not in found for name in _COLUMNS):
            raise InputError(Path(path).name, [sheet.lacks(f"all of {', '.join(_COLUMNS)}", "unique_tokens=U")])
        if sheet.loss_unit != NATS:
            raise InputError(sheet.where, [Problem("loss", sheet.loss_unit, f"losses in {NATS}, as the law has them")])
        return cls.of(*(found[name] for name in _COLUMNS))


class Decay(NamedTuple):
    """One decay: its value at the minimum, and the ends between which all values fit as well as chance allows.

    Parameters
    ----------
    value, low, high
        Repetitions [1]; an end is 0 or infinite where the objective never rises enough within what was searched.
    """

    value: float
    low: float
    high: float

    @property
    def range(self) -> str:
        """The interval in words."""
        if math.isinf(self.high):
            return f"anything from {self.low:.3g} on" if self.low > 0 else "anything"
        return f"anything from {self.low:.3g} to {self.high:.3g}"

    @property
    def determined(self) -> bool:
        """Tell whether the runs determine the decay within a factor of ten."""
        return self.low > 0 and self.high / self.low < _WIDE


@dataclass(frozen=True, eq=False)
class RepetitionFit:
    """The decays that fit runs best, with the profile of R_D*.

    Parameters
    ----------
    law
        Key of the scaling law that was held.
    tokens, parameters
        R_D* and R_N* with their 90 % intervals, from their profiles.
    objective
        The sum over the runs at the minimum [1].
    profile
        Values of R_D*, the least objective at each, and the R_N* that goes with it, shape (3, any).
    runs, left_out
        How many runs were used, and how many more were given that lack a number.
    epochs
        Passes over the unique tokens of the runs [1].
    warnings
        What the runs do not determine.
    """

    law: str
    tokens: Decay
    parameters: Decay
    objective: float
    profile: Array
    runs: int
    left_out: int
    epochs: Span
    warnings: tuple[str, ...]

    def repetition(self) -> Repetition:
        """Return the decays for the functions of `limits.scaling.frontier.repetition`."""
        said = f"fit to {self.runs} runs, objective {self.objective:.10g}"
        return Repetition(
            self.tokens.value, self.parameters.value, self.law, said, "own", (), self.epochs, self.warnings
        )


def fit_repetition(law: ScalingLaw, runs: RepeatedRuns, *, delta: float = PUBLISHED_DELTA) -> RepetitionFit:
    """Fit the decays of repeated tokens and excess parameters to runs, a scaling law being held.

    Parameters
    ----------
    law
        The law of runs without repetition, whose count of parameters the runs must share.
    runs
        `RepeatedRuns`.
    delta
        Error in ln(loss) at which Huber's function passes from square to size.

    Raises
    ------
    InputError
        When no run repeats a token, so that nothing decays.

    Examples
    --------
    >>> from limits.scaling import get
    >>> from limits.scaling.frontier.repetition import MUENNIGHOFF2023
    >>> law, rng = get("muennighoff2023"), np.random.default_rng(0)
    >>> N, U, epochs = 10 ** rng.uniform(8, 10, 80), 10 ** rng.uniform(8.5, 10.5, 80), 10 ** rng.uniform(0, 2, 80)
    >>> exact = loss(law, MUENNIGHOFF2023, N, U * epochs, U)
    >>> found = fit_repetition(law, RepeatedRuns.of(N, U * epochs, U, exact))
    >>> f"{found.tokens.value:.2f} {found.parameters.value:.2f}", found.warnings
    ('15.39 5.31', ())
    """
    if not np.any(runs.tokens > runs.unique_tokens):
        raise InputError("repetition", [Problem("tokens", "no more than unique tokens", "runs that repeat some")])
    log_loss = np.log(runs.loss)
    passes = runs.tokens / runs.unique_tokens
    epochs = Span(float(passes.min()), float(passes.max()))

    def errors(log_decays: Array) -> Array:
        """Return the error of each run for rows (ln R_D*, ln R_N*), shape (rows, runs)."""
        tokens, parameters = (np.exp(column)[:, None] for column in log_decays.T)
        decays = Repetition(tokens, parameters, law.key, "", "", (), epochs)
        predicted = loss(law, decays, runs.parameters, runs.tokens, runs.unique_tokens)
        return np.log(predicted) - log_loss

    def objective(log_decays: Array) -> Array:
        rows = max(1, _CELLS // len(log_loss))
        parts = [errors(log_decays[first : first + rows]) for first in range(0, len(log_decays), rows)]
        size = np.abs(np.concatenate(parts))
        return np.where(size <= delta, 0.5 * size**2, delta * (size - 0.5 * delta)).sum(axis=1)  # type: ignore[no-any-return]

    best, least = _lowest(objective)
    rise = chance(errors(best[None])[0], delta, _DECAYS)
    grid = np.linspace(*_RANGE, _PROFILED)
    profiles = [_profile(objective, place, np.union1d(grid, best[place]), best) for place in range(_DECAYS)]
    tokens, parameters = (
        Decay(math.exp(best[place]), *_ends(profiles[place], least + rise)) for place in range(_DECAYS)
    )
    held, values, others = profiles[0]
    warnings = tuple(
        f"{name} is not determined: {decay.range} fits as well as {decay.value:.3g}"
        for name, decay in (("R_D*", tokens), ("R_N*", parameters))
        if not decay.determined
    )
    return RepetitionFit(
        law=law.key,
        tokens=tokens,
        parameters=parameters,
        objective=least,
        profile=np.stack([np.exp(held), values, np.exp(others)]),
        runs=len(log_loss),
        left_out=runs.left_out,
        epochs=epochs,
        warnings=warnings,
    )


def _lowest(objective: Any) -> tuple[Array, float]:
    """Return the lowest minimum that a scan and a descent without derivatives find: the objective has kinks."""
    from scipy.optimize import minimize

    axis = np.linspace(*_RANGE, _SCANNED)
    rows = np.stack([each.ravel() for each in np.meshgrid(axis, axis, indexing="ij")], axis=1)
    values = objective(rows)
    ends = [_descended(minimize, objective, rows[k]) for k in np.argsort(values, kind="stable")[:_STARTS]]
    return min(ends, key=lambda end: end[1])


def _descended(minimize: Any, objective: Any, start: Array) -> tuple[Array, float]:
    """Go down from one start, and once more from where that ended: a simplex may shrink too early."""
    here = start
    for _ in range(2):
        found = minimize(
            lambda v: float(objective(np.asarray(v)[None])[0]),
            here,
            method="Nelder-Mead",
            bounds=(_RANGE, _RANGE),  # where nothing decays the objective is flat, and a descent without end
            options={"xatol": 1e-9, "fatol": 1e-15, "maxiter": 2000, "initial_simplex": here + _SIMPLEX},
        )
        here = found.x
    return here, float(found.fun)


_SIMPLEX = np.array([[0.0, 0.0], [0.3, 0.0], [0.0, 0.3]])


def _profile(objective: Any, place: int, held: Array, best: Array) -> tuple[Array, Array, Array]:
    """Return the least objective with one decay held at several values, and where the other one is then."""
    from scipy.optimize import minimize_scalar

    axis = np.union1d(np.linspace(*_RANGE, _SCANNED), best[1 - place])
    least, other = np.empty(len(held)), np.empty(len(held))
    for k, value in enumerate(held):

        def at(free: Any, value: float = value) -> Array:
            free = np.atleast_1d(np.asarray(free, dtype=float))
            columns = [np.full_like(free, value), free]
            return objective(np.stack(columns[:: 1 if place == 0 else -1], axis=1))  # type: ignore[no-any-return]

        scanned = at(axis)
        nearest = int(np.argmin(scanned))
        ends = axis[max(nearest - 1, 0)], axis[min(nearest + 1, len(axis) - 1)]
        found = minimize_scalar(
            lambda v, at=at: float(at(v)[0]), bounds=ends, method="bounded", options={"xatol": 1e-7}
        )
        least[k], other[k] = min((found.fun, found.x), (scanned[nearest], axis[nearest]))
    return held, least, other


def _ends(profile: tuple[Array, Array, Array], limit: float) -> tuple[float, float]:
    """Return the least and the largest value whose objective chance explains: 0 or infinity at the ends searched."""
    held, values, _ = profile
    fits = np.flatnonzero(values <= max(limit, values.min()))  # the least of exact runs is rounding
    first, last = int(fits[0]), int(fits[-1])
    low = -math.inf if first == 0 else _crossing(held, values, first - 1, limit)
    high = math.inf if last == len(held) - 1 else _crossing(held, values, last, limit)
    return math.exp(low), math.exp(high) if math.isfinite(high) else math.inf


def _crossing(held: Array, values: Array, k: int, limit: float) -> float:
    """Return where a profile passes a limit between its places k and k + 1."""
    share = (limit - values[k]) / (values[k + 1] - values[k])
    return float(held[k] + share * (held[k + 1] - held[k]))
