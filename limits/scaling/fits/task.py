"""What a fit looks for: a form, its objective on some runs, and the coefficients that are pinned.

A pinned coefficient is a plane in the space of the vector: starts are moved onto it, and no step leaves it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from limits.errors import InputError, Problem, UnknownNameError
from limits.pickling import by_fields
from limits.scaling.fits.fitted_forms import ABSENT, PLACES
from limits.scaling.fits.huber import Objective
from limits.scaling.fits.nested import NestedObjective
from limits.scaling.fits.nested_starts import scan_nested
from limits.scaling.fits.starts import Held, nothing, scan

if TYPE_CHECKING:
    from collections.abc import Mapping

    from limits.scaling.fits.fitted_forms import FittedForm
    from limits.scaling.fits.points import Points
    from limits.typing import Array

Pins: TypeAlias = "Mapping[str, float]"
"""Coefficients that are held, by name."""

_FIRST_EXPONENT = PLACES["alpha"]
_OF_PINS = 18  # starts where coefficients are pinned: without E, small alpha and small beta are two minima
_MET = 1e-9  # distance from a pin that is rounding
_LARGEST = 1e100  # of a pinned coefficient
_STEEPEST = 10.0  # of a pinned exponent


@dataclass(frozen=True, eq=False)
class Task:
    """What a fit looks for.

    Parameters
    ----------
    form
        The form of the law.
    objective
        What is minimised.
    outward
        The matrix from the vector to the coefficients, of some their logarithms.
    pins
        Coefficients that are held, by name.
    """

    form: FittedForm
    objective: Objective
    outward: Array
    pins: Pins

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle and copy by the fields."""
        return by_fields(self)

    @classmethod
    def of(cls, form: FittedForm, points: Points, delta: float, pins: Pins, *, in_loss: bool) -> Task:
        """Return the task of fitting a form to runs.

        Raises
        ------
        InputError
            When a pin is none.
        """
        _check(form, points, pins)
        kind = NestedObjective if form.nested else Objective
        objective = kind(*form.centred(points), np.log(points.loss), delta, in_loss=in_loss)
        task = cls(form, objective, form.outward(points), MappingProxyType(dict(pins)))
        task.refuse_contradictions()
        return task

    @property
    def names(self) -> tuple[str, ...]:
        """The coefficients in the order of a covariance."""
        return self.form.names

    @cached_property
    def basis(self) -> Array:
        """Columns whose combinations a step may be."""
        if not self.pins:
            return self.form.basis
        rows = self._rows @ self.form.basis
        rank = np.linalg.matrix_rank(rows)
        return np.asarray(self.form.basis @ np.linalg.svd(rows)[2][rank:].T)

    @property
    def free(self) -> int:
        """How many coefficients are fitted."""
        return int(self.basis.shape[1])

    @cached_property
    def held(self) -> dict[str, float]:
        """What is held by pins: the pinned coefficients, and of tied exponents the other one."""
        found = dict(self.pins)
        if self.form.tied:
            for exponent in self.form.exponents:
                found.update({name: found[exponent] for name in self.form.exponents if exponent in found})
        return found

    def starts(self, best: int | None = None) -> Array:
        """Return the most promising vectors, the best first, all on the pins."""
        chosen = [best] if best is not None else [_OF_PINS] if self.pins and not self.form.nested else []
        if self.form.nested:
            found = scan_nested(self.objective, *chosen, tied="q" not in self.names, constant="E" in self.names)
        else:
            found = scan(self.objective, *chosen, tied=self.form.tied, held=self._held)
        return self.placed(found)

    def placed(self, vectors: Array) -> Array:
        """Return vectors moved onto the pins, and terms that the form does not have set to nothing."""
        placed = np.array(vectors)
        for place, value in self._absent.items():
            placed[:, place] = value
        if self.pins:
            rows = self._rows @ self.form.basis
            placed += (self._targets - placed @ self._rows.T) @ np.linalg.pinv(rows).T @ self.form.basis.T
        return placed

    def coefficients(self, vectors: Array) -> Array:
        """Return the coefficients that vectors mean, in the order of `names`."""
        values = self.from_logarithms(self.logarithms(vectors))
        for name, value in self.pins.items():
            values[..., self.names.index(name)] = value
        return values

    def logarithms(self, vectors: Array) -> Array:
        """Return the coefficients that vectors mean, those that are fitted by their logarithm as that."""
        return self.form.named(vectors @ self.outward.T)

    def slopes(self, vector: Array) -> Array:
        """Return the derivatives of `logarithms` by the vector, at one, shape (names, size)."""
        return np.asarray(self.form.slopes(self.outward @ vector) @ self.outward)

    def from_logarithms(self, logarithms: Array) -> Array:
        """Return coefficients, some of which are given by their logarithms."""
        many = self.form.logarithms
        with np.errstate(over="ignore"):
            return np.concatenate([np.exp(logarithms[..., :many]), logarithms[..., many:]], axis=-1)

    def refuse_contradictions(self) -> None:
        """Refuse pins that cannot be met together."""
        if self.pins:
            start = self.placed(np.zeros((1, len(self.form.basis))))
            if np.abs(start @ self._rows.T - self._targets).max() > _MET * (1.0 + np.abs(self._targets).max()):
                given = ", ".join(f"{name} = {value:g}" for name, value in self.pins.items())
                raise InputError("fit", [Problem("pin", given, f"pins that {self.form.formula} can meet together")])

    @cached_property
    def _rows(self) -> Array:
        return self.outward[[self.names.index(name) for name in self.pins]]

    @cached_property
    def _targets(self) -> Array:
        """Return the pins as the vector holds them: logarithms, and of E = 0 one that is 0 to all digits."""
        logarithms = self.names[: self.form.logarithms]
        return np.array(
            [
                value if name not in logarithms else np.log(value) if value > 0 else nothing(self.objective)
                for name, value in self.pins.items()
            ]
        )

    @cached_property
    def _absent(self) -> dict[int, float]:
        """What stands in the vector for terms that the form does not have: nothing, with any exponent that falls."""
        constant = {} if "E" in self.names else {PLACES["E"]: ABSENT}
        return constant | {
            place: value
            for factor, exponent in ((PLACES["A"], PLACES["alpha"]), (PLACES["B"], PLACES["beta"]))
            if not self.form.basis[factor].any()
            for place, value in ((factor, ABSENT), (exponent, 1.0))
        }

    @cached_property
    def _held(self) -> Held:
        factors: list[tuple[float, float] | None] = [None, None, None]
        exponents: list[float | None] = [None, None]
        for place, value in self._absent.items():
            if place < _FIRST_EXPONENT:
                factors[place] = (value, 0.0)
            else:
                exponents[place - _FIRST_EXPONENT] = value
        for row, target in zip(self._rows, self._targets, strict=True):
            place = int(np.flatnonzero(row)[0])
            if place < _FIRST_EXPONENT:
                factors[place] = (float(target), float(row[_FIRST_EXPONENT:].sum()))
            else:
                exponents[place - _FIRST_EXPONENT] = float(target / row[place])
        if self.form.tied and any(each is not None for each in exponents):
            exponents = [next(each for each in exponents if each is not None)] * 2
        return Held(tuple(factors), tuple(exponents))


def _check(form: FittedForm, points: Points, pins: Pins) -> None:
    problems = []
    for name, value in pins.items():
        if name not in form.names:
            raise UnknownNameError("coefficient", name, form.names, see=f"there are {', '.join(form.names)}")
        if name in form.bent:
            mend = f"pin {' or '.join(form.exponents)}"
            problems.append(Problem(f"pin {name}", f"{value:g}", "a coefficient that can be held alone", mend))
            continue
        if name == "E":
            least = float(points.loss.min())
            fits, wanted = 0.0 <= value < least, f"0 or more, below the least loss of these runs, {least:.4g} nat/token"
        elif name in form.names[: form.logarithms]:
            fits, wanted = 1.0 / _LARGEST < value < _LARGEST, "a number > 0"
        else:
            fits, wanted = 0.0 < value <= _STEEPEST, f"a number > 0, at most {_STEEPEST:g}"
        if not fits:
            problems.append(Problem(f"pin {name}", f"{value:g}", wanted))
    if problems:
        raise InputError("fit", problems)
