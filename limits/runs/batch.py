"""Many runs as numbers only: what the core of the package sees."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING

import numpy as np

from limits.catalog import shipped
from limits.draws import DRAWS
from limits.runs.derive import complete, follows, lacking, not_given, ways
from limits.runs.draws import draw, of_draws
from limits.runs.fields import MODALITIES, NUMBERS, OBJECTIVES, number, path_of, text
from limits.runs.fields.money import currency_in, in_currency
from limits.runs.resolve import NAMED, Names
from limits.runs.unknown import Unknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from limits.catalog import Catalog
    from limits.runs.derive import Mask
    from limits.runs.run import TrainingRun
    from limits.typing import Array
    from limits.value import Origin, Value

_OBJECTIVE = {name: float(index) for index, name in enumerate(OBJECTIVES)}
_MODALITY = {name: float(index) for index, name in enumerate(MODALITIES)}


CHOICES = ("shard", "recompute", "sequence", "scores", "dropout", "tied", "offload", "offloaded")
"""Texts that columns of the same name hold as their places among the choices, 0 where nothing is stated."""

_TAKEN_FOR = {"modality": 0.0, "objective": 0.0, "dense": 1.0, **dict.fromkeys(CHOICES, 0.0)}
CATEGORIES = {"modality": "modality", "objective": "objective", "dense": "architecture"} | {n: n for n in CHOICES}
"""Columns that hold categories, with the text of a run that each comes from."""


class Batch:
    """Columns of floats in canonical units, NaN where unknown, each broadcastable to (*axes, draw).

    The last axis is always `draw`: draw 0 is the centre of every input, and the axis has length 1 where nothing is
    uncertain. Money is in the currency in which each run states it. A column is read as an attribute: `batch.flop`,
    `batch.wall_time`; `limits.runs.fields.NUMBERS` lists them. More hold categories: `modality` and `objective` (their
    places in MODALITIES and OBJECTIVES, -1 for an objective that no scaling law describes), `dense` (1, or 0 for a
    mixture of experts), and those of `CHOICES`.
    """

    def __init__(
        self, columns: Mapping[str, Array], filled: Mapping[str, list[tuple[Origin, Mask]]] | None = None
    ) -> None:
        self.columns = dict(columns)
        self.filled = dict(filled or {})

    def __getattr__(self, name: str) -> Array:
        """Return one column."""
        try:
            return self.__dict__["columns"][name]  # type: ignore[no-any-return]
        except KeyError:
            raise AttributeError(f"a batch has no column {name!r}") from None

    @cached_property
    def shape(self) -> tuple[int, ...]:
        """Shape (*axes, draw) to which all columns broadcast."""
        return np.broadcast_shapes(*(column.shape for column in self.columns.values()))

    @classmethod
    def of(cls, stated: Mapping[str, Array]) -> Batch:
        """Make a batch from stated columns; what follows from them and the defaults are filled in.

        Examples
        --------
        >>> batch = Batch.of({"parameters": np.array([[7e9], [70e9]]), "tokens": np.array([2e12])})
        >>> batch.flop.ravel().tolist()
        [8.4e+22, 8.4e+23]
        """
        base = dict(stated)
        if "active_parameters" not in base and "parameters" in base:
            base["active_parameters"] = base["parameters"]
        categories = {name: base.pop(name, np.array([value])) for name, value in _TAKEN_FOR.items()}
        columns, filled = complete(base)
        return cls({**columns, **categories}, filled)

    def but(self, **columns: Array) -> Batch:
        """Return the same runs with some columns replaced."""
        return Batch({**self.columns, **columns})

    def only(self, names: Iterable[str]) -> Batch:
        """Return the same runs with some of their columns."""
        return Batch({name: self.columns[name] for name in names})

    def times(self, factors: Mapping[str, Array]) -> Batch:
        """Return the same runs with some columns multiplied; of those that it has."""
        moved = {name: self.columns[name] * factor for name, factor in factors.items() if name in self.columns}
        return self.but(**moved)

    def run(self, index: int) -> Batch:
        """Return one run of a batch with axes (run, draw), with all of its draws: columns of shape (draw,)."""
        columns = self.columns.items()
        return Batch({name: each if each.ndim == 1 else each[min(index, len(each) - 1)] for name, each in columns})

    def at(self, place: Sequence[int]) -> Batch:
        """Return one draw of one run, by its place along all axes, with columns of shape (1,)."""
        return Batch({name: _at(column, place) for name, column in self.columns.items()})

    def grown(self, factor: Array, a: Array, b: Array) -> Batch:
        """Return the same runs further along the expansion path: N s^a, D s^b, C s; all else held."""
        moved: dict[str, Array] = {}
        if "parameters" in self.columns or "active_parameters" in self.columns:
            moved |= dict.fromkeys(("parameters", "active_parameters"), factor**a)
        if "tokens" in self.columns:
            moved["tokens"] = factor**b
        return self.times({**moved, "flop": factor})


def _place(run: TrainingRun, name: str) -> float:
    """Return the place of a text of a run among its choices, 0 where it is not stated."""
    stated = run.texts.get(name)
    return 0.0 if stated is None else float(text(name).choices.index(stated))


def _at(column: Array, place: Sequence[int]) -> Array:
    """Return one element of a column that broadcasts, as an array of shape (1,)."""
    own = place[len(place) - column.ndim :]
    element: Array = column[tuple(min(each, size - 1) for each, size in zip(own, column.shape, strict=True))][None]
    return element


class Resolved:
    """Some runs with everything that is known about them: names looked up, numbers derived, origins kept.

    Parameters
    ----------
    runs
        Runs as stated.
    catalog
        Where their names are looked up; the shipped one if none is given.

    Attributes
    ----------
    stated
        The runs as they were stated.
    catalog
        Where their names were looked up.
    runs
        The runs with their names looked up.
    rows
        Of each, the rows of the catalogue that its texts name.
    batch
        Their numbers, axes (run, draw).
    """

    def __init__(self, runs: Sequence[TrainingRun], catalog: Catalog | None = None) -> None:
        self.stated, self.catalog = tuple(runs), shipped() if catalog is None else catalog
        names = [Names(run, self.catalog) for run in runs]
        self.runs = [found.run for found in names]
        self.reasons = [found.reasons for found in names]
        self.rows = [found.rows for found in names]
        uncertain = any(field.uncertain for run in self.runs for field in run.fields.values())
        draws = DRAWS if uncertain else 1
        unknown = np.full(draws, np.nan)

        def column(name: str) -> Array:
            row = number(name)
            values = [run.fields.get(name) for run in self.runs]
            if not any(value is not None and value.uncertain for value in values):  # one number a run, drawn nowhere
                return np.array([[np.nan if value is None else value.value] for value in values])
            drawn = [unknown if value is None else np.broadcast_to(draw(value, row), (draws,)) for value in values]
            return np.stack(drawn)

        columns = {row.name: column(row.name) for row in NUMBERS if any(row.name in run.fields for run in self.runs)}
        columns.setdefault("active_parameters", unknown)  # an unknown active count stays unknown
        columns["modality"] = np.array([[_MODALITY[run.texts["modality"]]] for run in self.runs])
        columns["objective"] = np.array([[_OBJECTIVE.get(run.texts["objective"], -1.0)] for run in self.runs])
        columns["dense"] = np.array([[float(run.texts["architecture"] == "dense")] for run in self.runs])
        columns |= {name: np.array([[_place(run, name)] for run in self.runs]) for name in CHOICES}
        self.batch = Batch.of(columns)
        self._numbers: dict[tuple[int, str], Value | None] = {}

    def known(self, index: int, name: str) -> bool:
        """Tell whether number `name` of run `index` is known."""
        return not np.isnan(self._centre(index, name))

    def _centre(self, index: int, name: str) -> float:
        return float(_at(getattr(self.batch, name), (index, 0))[0])

    def drawn(self, index: int, name: str) -> Array:
        """Return all draws of number `name` of run `index`, the first of them its centre."""
        column = getattr(self.batch, name)
        return np.broadcast_to(column, self.batch.shape)[index]  # type: ignore[no-any-return]

    def number(self, index: int, name: str) -> Value | None:
        """Return number `name` of run `index` with its origin and its 5 to 95 % interval, or None where unknown."""
        if (index, name) not in self._numbers:
            self._numbers[index, name] = self._number(index, name)
        return self._numbers[index, name]

    def _number(self, index: int, name: str) -> Value | None:
        if not self.known(index, name):
            return None
        stated = self.runs[index].fields.get(name)
        origin = stated.origin if stated is not None else self._how(index, name)
        return of_draws(self.drawn(index, name), self._unit(index, name), origin)

    def _unit(self, index: int, name: str) -> str:
        """Return the unit of number `name` of run `index`: of money the currency of what it was made from."""
        row, stated = number(name), self.runs[index].fields.get(name)
        if not row.money:
            return row.unit
        if stated is not None:
            return stated.unit
        made_from = [need for need in self._how(index, name).needs if number(need).money]
        return in_currency(row.unit, currency_in(self._unit(index, made_from[0]))) if made_from else row.unit

    def _how(self, index: int, name: str) -> Origin:
        for origin, mask in self.batch.filled[name]:
            if np.broadcast_to(mask, self.batch.shape)[index, 0]:
                return origin
        raise AssertionError(f"{name} is known and nobody filled it")

    def numbers(self, index: int) -> dict[str, Value]:
        """Return every known number of run `index`, in the order of the table of numbers."""
        numbers = {row.name: self.number(index, row.name) for row in NUMBERS}
        return {name: value for name, value in numbers.items() if value is not None}

    def because(self, index: int, names: Sequence[str]) -> str:
        """Say why the first unknown number among `names` is unknown for run `index`; empty where all are known."""
        return next((str(why) for name in names if (why := self.unknown(index, name)) is not None), "")

    def unknown(self, index: int, name: str) -> Unknown | None:
        """Return why number `name` of run `index` is not known; None where it is."""
        if name in CATEGORIES or self.known(index, name):
            return None
        known, reason = partial(self.known, index), self.reasons[index].get(name)
        return Unknown(reason) if reason else not_given(name, known) or lacking(name, known)

    def missing(self, index: int, names: Sequence[str]) -> tuple[str, ...]:
        """Return the fields each of which alone would tell the first unknown number among `names` of run `index`.

        A name whose row tells the number stands first; what would only make it a default is left out.
        """
        known = partial(self.known, index)
        for name in names:
            if name not in CATEGORIES and not known(name):
                if name in self.reasons[index] or not_given(name, known) is not None:
                    return ()
                named = (path_of(text) for text in dict.fromkeys(NAMED.values()) if self._tells(index, text, name))
                return (*named, *(way[0] for way in ways(name, known) if len(way) == 1))
        return ()

    def _tells(self, index: int, text: str, name: str) -> bool:
        """Tell whether number `name` of run `index` would be known if `text`, which it does not state, named a row."""
        stated = text in self.runs[index].texts
        return not stated and follows(name, lambda each: NAMED.get(each) == text or self.known(index, each))

    def used(self, index: int, names: Iterable[str]) -> dict[str, Value]:
        """Return the known numbers among `names`, and those from which they were derived, with their origins."""
        found: dict[str, Value] = {}
        waiting = [name for name in names if name not in CATEGORIES]
        while waiting:
            name = waiting.pop(0)
            value = None if name in found else self.number(index, name)
            if value is not None:
                found[name] = value
                waiting += value.origin.needs if value.origin is not None else ()
        return found
