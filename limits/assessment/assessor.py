"""From runs to assessments: columns joined with provenance, and what was assumed. Knows no physics."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from limits import __version__
from limits.assessment.columns import evaluate
from limits.assessment.records import Assessment, Assumption, Frontier, Optimum, Range, Row, Rows, RunFacts, Value
from limits.bounds import ALL
from limits.catalog import shipped
from limits.constants import CODATA2022
from limits.draws import interval
from limits.errors import InputError, Problem
from limits.interval import BEYOND_FLOATS
from limits.laws.input import Sense
from limits.runs.batch import Resolved
from limits.runs.field import NUMBERS, number, text
from limits.runs.resolve import from_row
from limits.scaling.parameter_counts import to_count
from limits.scaling.published import DEFAULT, get
from limits.scaling.uncertain import drawn

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from limits.assessment.columns import Columns
    from limits.bounds import Bound
    from limits.catalog import Catalog
    from limits.runs.field import Field
    from limits.runs.run import TrainingRun
    from limits.scaling.law import ScalingLaw
    from limits.typing import Array

_SLACK = 15.0  # decades of headroom beyond which a row is pointed to the bound of the same resource that comes first


def assess(
    run: TrainingRun | str,
    *,
    scaling: str | ScalingLaw = DEFAULT,
    bounds: Sequence[Bound] = ALL,
    catalog: Catalog | None = None,
) -> Assessment:
    """Set one run beside its bounds and the empirical frontier.

    Parameters
    ----------
    run
        A run, or the name of one in the catalogue.
    scaling
        The scaling law on which doublings of compute are valued: a published name, or a law of one's own.
    bounds
        The bounds to apply.
    catalog
        Where names are looked up; the shipped catalogue unless given.

    Raises
    ------
    UnknownNameError
        If nothing is called so.
    InputError
        If the run does not say enough to know its compute, with what is missing.

    Examples
    --------
    >>> a = assess("llama-3.1-405b")
    >>> print(f"{a.bounds['landauer'].headroom:.2f} decades, {a.bounds['landauer'].doublings_left:.0f} doublings")
    7.65 decades, 25 doublings
    """
    return assess_all([run], scaling=scaling, bounds=bounds, catalog=catalog)[0]


def assess_all(
    runs: Iterable[TrainingRun | str],
    *,
    scaling: str | ScalingLaw = DEFAULT,
    bounds: Sequence[Bound] = ALL,
    catalog: Catalog | None = None,
) -> list[Assessment]:
    """Set several runs beside their bounds, in one batch; parameters as in `assess`.

    Examples
    --------
    >>> [a.run.name for a in assess_all(["gpt-3", "llama-3.1-405b"])]
    ['gpt-3-175b', 'llama-3.1-405b']
    """
    catalog = shipped() if catalog is None else catalog
    law = drawn(get(scaling) if isinstance(scaling, str) else scaling)
    stated = [from_row(catalog.row("run", run)) if isinstance(run, str) else run for run in runs]
    resolved = Resolved(stated, catalog)
    columns = evaluate(resolved.batch, law, bounds)
    return [
        _One(resolved, index, columns, law=law, bounds=bounds, catalog=catalog).assessment()
        for index in range(len(stated))
    ]


class _One:
    """One run's slice of the columns, joined with its provenance."""

    def __init__(
        self,
        resolved: Resolved,
        index: int,
        columns: Columns,
        *,
        law: ScalingLaw,
        bounds: Sequence[Bound],
        catalog: Catalog,
    ) -> None:
        self.resolved, self.index, self.columns = resolved, index, columns
        self.law, self.bounds, self.catalog = law, bounds, catalog
        self.run = resolved.runs[index]
        if not resolved.known(index, "flop"):
            why = resolved.because(index, ("flop",))
            problem = Problem("compute.flop", "nothing", "the compute of the run, or what gives it", why)
            raise InputError(f"run {self.run.name}", [problem])

    def assessment(self) -> Assessment:
        rows = _remarked([self._row(bound) for bound in self.bounds])
        fields = self._known()
        texts = {name: str(said) for name, said in self.run.texts.items()}
        return Assessment(
            run=RunFacts(
                name=self.run.name,
                numbers={name: _value(field) for name, field in fields.items()},
                unknown=self._unknown(),
                texts=texts,
                notes=self.run.notes,
            ),
            bounds=Rows(rows),
            frontier=self._frontier(),
            frontier_because=self._no_frontier(),
            assumed=tuple(self._assumed()),
            references=tuple(dict.fromkeys((*(ref for row in rows for ref in row.references), *self.law.references))),
            limits_version=__version__,
            constants=CODATA2022.vintage,
            catalogue=self.catalog.sha256,
            input_sha256=self.resolved.sha256(self.index),
        )

    def _known(self) -> dict[str, Field]:
        """Return every known number, of the defaults those that something else was made of."""
        fields = self.resolved.fields(self.index)
        asked = [need for bound in self.bounds for need in bound.needs]
        made = [name for name, field in fields.items() if field.origin.startswith("derived")]
        used = self.resolved.used(self.index, [*asked, *made])
        return {name: field for name, field in fields.items() if name in used or not field.origin.startswith("default")}

    def _unknown(self) -> dict[str, str]:
        """Say why each number is unknown that a bound or the frontier asks for."""
        asked = {need for bound in self.bounds for need in bound.needs} | {"parameters", "active_parameters", "tokens"}
        reasons = {row.name: self.resolved.because(self.index, (row.name,)) for row in NUMBERS if row.name in asked}
        return {name: why for name, why in reasons.items() if why}

    def _drawn(self, column: str) -> Array:
        found = self.columns[column]  # with draws of its own where the coefficients of the scaling law are uncertain
        whole = np.broadcast_to(found, np.broadcast_shapes(found.shape, self.resolved.batch.shape))
        return whole[self.index]  # type: ignore[no-any-return]

    def _number(self, column: str, unit: str, origin: str | None = None) -> Value | None:
        return _of_draws(self._drawn(column), unit, origin)

    def _row(self, bound: Bound) -> Row:
        at_least = bound.law.sense is Sense.AT_LEAST
        sides = (bound.budget_needs, bound.demand_needs)
        actual_needs, limit_needs = sides if at_least else sides[::-1]
        headroom = self._number(f"{bound.key}.headroom", "1")
        doublings = self._number(f"{bound.key}.doublings_left", "1")
        binds_at = self._number(f"{bound.key}.binds_at", "FLOP")
        return Row(
            law=bound.key,
            title=bound.law.statement,
            kind=str(bound.law.kind),
            sense=str(bound.law.sense),
            resource=bound.resource,
            actual=self._number(f"{bound.key}.actual", bound.unit, self._origin(actual_needs)),
            limit=self._number(f"{bound.key}.limit", bound.unit, self._origin(limit_needs)),
            headroom=headroom,
            binds_at=binds_at,
            doublings_left=doublings,
            loss_gained=self._number(f"{bound.key}.loss_gained", self.law.loss_unit),
            share_of_reducible_loss=self._number(f"{bound.key}.share_of_reducible_loss", "1"),
            impossible=self._impossible(bound, headroom),
            because=self._because(bound, headroom, doublings) or (BEYOND_FLOATS if binds_at is None else None),
            remark=None,
            holding=bound.held,
            supposed=tuple(number(name).path for name in self._supposed(bound.needs)),
            range=self._range(bound),
            assumptions=(*bound.law.assumes, *bound.assumes),
            references=tuple(dict.fromkeys((*bound.law.refs, *bound.refs))),
        )

    def _origin(self, needs: tuple[str, ...]) -> str | None:
        if len(needs) == 1:
            field = self.resolved.field(self.index, needs[0])
            return field.origin if field is not None else None
        return "derived: from " + ", ".join(number(need).path for need in needs)

    def _because(self, bound: Bound, headroom: Value | None, doublings: Value | None) -> str | None:
        if headroom is None:
            overflows = any(np.isinf(self._drawn(f"{bound.key}.{side}")).any() for side in ("actual", "limit"))
            otherwise = BEYOND_FLOATS if overflows else bound.otherwise
            return self.resolved.because(self.index, bound.needs) or otherwise
        return None if doublings is not None else self._no_frontier()

    def _impossible(self, bound: Bound, headroom: Value | None) -> bool:
        """Tell whether a theorem or law, whose conditions the run itself states, forbids the run."""
        if headroom is None or not bound.proves:
            return False
        return not self._supposed(bound.needs) and max(float(headroom), headroom.high or float("-inf")) < 0

    def _supposed(self, needs: Sequence[str]) -> dict[str, Field]:
        """Return the numbers behind `needs` that nobody stated, in the order of the table of fields."""
        used = self.resolved.used(self.index, needs)
        unstated = {name: field for name, field in used.items() if self._unstated(name, field)}
        return {row.name: unstated[row.name] for row in NUMBERS if row.name in unstated}

    def _unstated(self, name: str, field: Field) -> bool:
        if name == "erased" and field.origin.startswith("convention"):
            return any(self.run.texts[text].origin.startswith("default") for text in ("erasure", "precision"))
        return field.origin.startswith("default")

    def _range(self, bound: Bound) -> Range | None:
        """Return the limit under the extremes of its convention, from the draws' centre."""
        if bound.conventions is None or any(not self.resolved.known(self.index, n) for n in bound.demand_needs):
            return None
        column, extremes = bound.conventions
        (low, low_name), (high, high_name) = (
            (self._limit_at(bound, column, choice), name) for choice, name in extremes(self.run.texts["precision"])
        )
        return Range(low, low_name, high, high_name)

    def _limit_at(self, bound: Bound, column: str, choice: float) -> Value:
        batch = self.resolved.batch.but(**{column: np.array([choice])})
        demand = np.broadcast_to(bound.demand(batch), self.resolved.batch.shape)
        return Value(float(demand[self.index, 0]), bound.unit)

    def _no_frontier(self) -> str | None:
        for name, of_law in (("modality", self.law.modality), ("objective", self.law.objective)):
            if self.run.texts[name] != of_law:
                return f"{self.law.key} describes {name} {of_law}; this run is of {name} {self.run.texts[name]}"
        return None

    def _frontier(self) -> Frontier | None:
        if self._no_frontier() is not None:
            return None
        own, loss_unit = "frontier.", self.law.loss_unit

        def sure(name: str, unit: str) -> Value:
            found = self._number(own + name, unit)
            if found is None:
                given = f"{self.law.key}, which has no {name} at the compute of the run"
                raise InputError(f"run {self.run.name}", [Problem("scaling law", given, "one that answers there")])
            return found

        loss = self._number(own + "loss", loss_unit)
        asymptote = _of_draws(np.atleast_1d(self.law.coefficients.E), loss_unit)
        assert asymptote is not None  # a law without it is not read
        return Frontier(
            law=self.law.key,
            title=self.law.title,
            kind=self.law.kind,
            modality=self.law.modality,
            start="own point" if loss is not None else "optimum at its compute",
            parameters=self._number(own + "parameters", "parameter"),
            tokens=self._number(own + "tokens", "token"),
            loss=loss,
            irreducible_loss=asymptote,
            optimum=Optimum(
                sure("optimum.parameters", "parameter"),
                sure("optimum.tokens", "token"),
                sure("optimum.loss", loss_unit),
            ),
            excess_loss=self._number(own + "excess_loss", loss_unit),
            compute_for_same_loss=self._number(own + "compute_for_same_loss", "FLOP"),
            parameters_exponent=sure("a", "1"),
            tokens_exponent=sure("b", "1"),
            extrapolation=self._number(own + "extrapolation", "1"),
            because=self.resolved.because(self.index, ("active_parameters", "tokens")) or None,
            notes=self.law.notes,
            references=self.law.references,
        )

    def _assumed(self) -> Iterable[Assumption]:
        """List what the answers used and nobody stated, in the order of the table of fields."""
        texts = {name: said for name, said in self.run.texts.items() if said.origin.startswith("default")}
        for name, said in texts.items():
            yield Assumption(text(name).path, str(said), _why(said.origin))
        known = [bound for bound in self.bounds if not np.isnan(self._drawn(f"{bound.key}.headroom")[0])]
        for name, field in self._supposed([need for bound in known for need in bound.needs]).items():
            yield Assumption(number(name).path, _value(field), _why(field.origin))
        yield from self._counted()

    def _counted(self) -> Iterable[Assumption]:
        """Say what N stands for on the frontier, where it is not simply what the law counts."""
        run_N = self.resolved.field(self.index, "active_parameters")
        if run_N is None or self._no_frontier() is not None:
            return
        vocabulary, width = (self.resolved.field(self.index, name) for name in ("vocabulary", "width"))
        unknown = float("nan")
        counted = to_count(
            self.law,
            run_N.value,
            vocabulary.value if vocabulary else unknown,
            width.value if width else unknown,
        )
        parameters = Value(counted.parameters, "parameter")
        if not counted.converted:
            yield Assumption("frontier.parameters", parameters, counted.sentence)
        if self.run.texts["architecture"] == "moe":
            why = f"{self.law.key} was fitted to dense models; N is the number of active parameters"
            yield Assumption("frontier.parameters", parameters, why)


def _of_draws(drawn: Array, unit: str, origin: str | None = None) -> Value | None:
    """Return the first of several draws with the interval that the others span; None if it is unknown."""
    with np.errstate(invalid="ignore"):
        low, high = (float(end) for end in interval(drawn))
    endless = np.isinf(drawn).any() and not np.isfinite([low, high]).all()  # an end of the interval is no float
    if endless or not np.isfinite(drawn[0]):
        return None
    certain = low == high or np.isnan(low)
    return Value(float(drawn[0]), unit, None if certain else low, None if certain else high, origin)


def _value(field: Field) -> Value:
    return Value(field.value, field.unit, field.low, field.high, field.origin)


def _why(origin: str) -> str:
    return origin.removeprefix("default: ")


def _remarked(rows: list[Row]) -> list[Row]:
    """Point each row with absurd slack to the bound of the same resource that comes first."""
    return [replace(row, remark=_remark(row, rows)) for row in rows]


def _remark(row: Row, rows: list[Row]) -> str | None:
    if row.headroom is None or row.doublings_left is None or row.headroom < _SLACK:
        return None
    earlier = [
        other
        for other in rows
        if other.resource == row.resource
        and other.doublings_left is not None
        and other.doublings_left < row.doublings_left
    ]
    if not earlier:
        return None
    first = min(earlier, key=lambda other: float(other.doublings_left or 0.0))
    return f"{first.law} of the same machine comes first, after {float(first.doublings_left or 0.0):.0f} doublings"
