"""From runs to assessments: columns joined with provenance, and what was assumed. Knows no physics."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, overload

import numpy as np

from limits import __version__
from limits.assessment.beside import Beside
from limits.assessment.columns import bounds_and_frontier
from limits.assessment.common import comparable
from limits.assessment.proof import Proof, supposed
from limits.assessment.records import Assessment, Assumption, Choice, Frontier, Optimum, Row, Rows, RunFacts
from limits.assessment.remarks import remarked
from limits.bounds import ALL
from limits.catalog import shipped
from limits.constants import CODATA2022
from limits.errors import InputError, Problem, shown
from limits.interval import BEYOND_FLOATS
from limits.laws.input import Sense
from limits.runs.batch import CATEGORIES, Resolved
from limits.runs.called import called
from limits.runs.contradictions import contradictions
from limits.runs.described import Described
from limits.runs.draws import of_draws
from limits.runs.fields import NUMBERS, is_text, path_of
from limits.runs.run import place_of
from limits.runs.sources import sources_of
from limits.runs.unpublished import no_compute
from limits.scaling.held_out import beyond_the_runs
from limits.scaling.law import ScalingLaw
from limits.scaling.parameter_counts import to_count
from limits.scaling.published import DEFAULT, get
from limits.scaling.uncertain import asymptote
from limits.value import Origin, OriginKind, Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path
    from typing import TypeAlias

    from limits.assessment.columns import Evaluated
    from limits.bounds import Bound
    from limits.catalog import Catalog
    from limits.runs.run import TrainingRun
    from limits.typing import Array

    RunLike: TypeAlias = TrainingRun | str | Path | Mapping[str, Any]
    _Several: TypeAlias = list[RunLike] | list[TrainingRun] | list[str] | tuple[RunLike, ...]


@overload
def assess(
    run: RunLike,
    *,
    scaling: str | ScalingLaw = DEFAULT,
    bounds: Sequence[Bound] | None = None,
    catalog: Catalog | None = None,
) -> Assessment: ...
@overload
def assess(
    run: _Several,
    *,
    scaling: str | ScalingLaw = DEFAULT,
    bounds: Sequence[Bound] | None = None,
    catalog: Catalog | None = None,
) -> list[Assessment]: ...
def assess(
    run: RunLike | _Several,
    *,
    scaling: str | ScalingLaw = DEFAULT,
    bounds: Sequence[Bound] | None = None,
    catalog: Catalog | None = None,
) -> Assessment | list[Assessment]:
    """Set one run, or each of a list, beside its bounds and the empirical frontier.

    Parameters
    ----------
    run
        A run; the name of one in the catalogue; a run file by its path, told from a name by its ending .toml or by a
        folder before it; a dictionary of the same shape; or a compute with its unit, as in `"1e26 FLOP"`. A list of
        them is assessed in one batch, and gives a list.
    scaling
        The scaling law on which doublings of compute are valued: a published name, or a law of one's own.
    bounds
        The bounds to apply; those of `limits.bounds.ALL` unless given.
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
    if isinstance(run, list | tuple):
        return assess_all(run, scaling=scaling, bounds=bounds, catalog=catalog)
    return assess_all([run], scaling=scaling, bounds=bounds, catalog=catalog)[0]


def assess_all(
    runs: Iterable[RunLike],
    *,
    scaling: str | ScalingLaw = DEFAULT,
    bounds: Sequence[Bound] | None = None,
    catalog: Catalog | None = None,
) -> list[Assessment]:
    """Set several runs beside their bounds, in one batch; parameters as in `assess`.

    Examples
    --------
    >>> [a.run.name for a in assess_all(["gpt-3", "llama-3.1-405b"])]
    ['gpt-3-175b', 'llama-3.1-405b']
    """
    catalog = shipped() if catalog is None else catalog
    law = _law(scaling)
    bounds = ALL if bounds is None else bounds
    stated = [called(run, catalog) for run in runs]
    if not stated:
        return []
    resolved = Resolved(stated, catalog)
    evaluated = bounds_and_frontier(resolved.batch, law, bounds, uncertain=True)
    return [
        _One(resolved, index, evaluated, law=law, bounds=bounds, catalog=catalog).assessment()
        for index in range(len(stated))
    ]


def _law(scaling: object) -> ScalingLaw:
    """Return a scaling law that was given or named; refuse what is neither."""
    if isinstance(scaling, ScalingLaw):
        return scaling
    if isinstance(scaling, str):
        return get(scaling)
    raise InputError("assess", [Problem("scaling", shown(scaling), "a scaling law or the name of one", "leave it out")])


class _One:
    """One run's slice of the columns, joined with its provenance."""

    def __init__(
        self,
        resolved: Resolved,
        index: int,
        evaluated: Evaluated,
        *,
        law: ScalingLaw,
        bounds: Sequence[Bound],
        catalog: Catalog,
    ) -> None:
        self.resolved, self.index = resolved, index
        self.columns, self.applied = evaluated
        self.law, self.bounds, self.catalog = law, bounds, catalog
        self.run = resolved.runs[index]
        if not resolved.known(index, "flop"):
            because = resolved.because(index, ("flop",))
            raise InputError(place_of(self.run.name), [no_compute(resolved.stated[index], because, catalog)])

    def assessment(self) -> Assessment:
        rows = remarked([self._row(bound) for bound in self.bounds])
        return Assessment(
            run=RunFacts(
                name=self.run.name,
                numbers=self._known(),
                unknown=self._unknown(),
                texts={name: str(text) for name, text in self.run.texts.items()},
                notes=(*self.run.notes, *self._of_config()),
                contradictions=contradictions(self.resolved, self.index),
                sources=sources_of(self.resolved.stated[self.index], self.catalog),
            ),
            bounds=Rows(rows),
            frontier=self._frontier(),
            frontier_because=self._no_frontier(),
            assumed=tuple(self._assumed()),
            comparable=comparable(self.resolved, self.index),
            beside=Beside(self.resolved, self.index),
            references=tuple(dict.fromkeys((*(ref for row in rows for ref in row.references), *self.law.references))),
            limits_version=__version__,
            constants=CODATA2022.vintage,
            catalogue=self.catalog.sha256,
            scaling_sha256=self.law.sha256,
            input_sha256=self.resolved.stated[self.index].sha256,
        )

    def _of_config(self) -> tuple[str, ...]:
        """Return what has to be said of a model that the run names by its configuration."""
        config = self.resolved.stated[self.index].texts.get("config")
        return config.notes if isinstance(config, Described) else ()

    def _known(self) -> dict[str, Value]:
        """Return every known number, of the defaults those that something else was made of."""
        numbers = self.resolved.numbers(self.index)
        made = [name for name, value in numbers.items() if value.kind is OriginKind.DERIVED]
        used = self.resolved.used(self.index, [*self._read(), *made])
        return {name: value for name, value in numbers.items() if name in used or value.kind is not OriginKind.DEFAULT}

    def _read(self) -> dict[str, None]:
        """Return the columns that any bound reads."""
        return dict.fromkeys(name for bound in self.bounds for name in self.applied[bound.key].reads)

    def _unknown(self) -> dict[str, str]:
        """Say why each number is unknown that a bound or the frontier asks for."""
        asked = {*self._read(), "parameters", "active_parameters", "tokens"}
        reasons = {row.name: self.resolved.because(self.index, (row.name,)) for row in NUMBERS if row.name in asked}
        return {name: why for name, why in reasons.items() if why}

    def _drawn(self, column: str) -> Array:
        found = self.columns[column]  # with draws of its own where the coefficients of the scaling law are uncertain
        whole = np.broadcast_to(found, np.broadcast_shapes(found.shape, self.resolved.batch.shape))
        return whole[self.index]  # type: ignore[no-any-return]

    def _number(self, column: str, unit: str, origin: Origin | None = None) -> Value | None:
        return of_draws(self._drawn(column), unit, origin)

    def _row(self, bound: Bound) -> Row:
        applied, own = self.applied[bound.key], f"{bound.key}."
        terms = {name: self._number(f"{own}terms.{name}", bound.unit) for name in applied.terms}
        headroom = self._number(f"{own}headroom", "1")
        doublings = self._number(f"{own}doublings_left", "1")
        binds_at = self._number(f"{own}binds_at", "FLOP")
        proof = Proof(self.resolved, self.index, bound, applied, self.catalog)
        return Row(
            law=bound.key,
            title=bound.law.statement,
            plain=bound.plain.replace("{precision}", self._precision()),
            kind=str(bound.kind),
            sense=str(bound.law.sense),
            resource=bound.resource,
            rung=bound.rung and not proof.fails,
            needs=self._number(f"{own}needs", bound.unit, self._origin(applied.demand_reads)),
            has=self._number(f"{own}has", bound.unit, self._origin(applied.budget_reads)),
            side="needs" if bound.law.sense is Sense.AT_LEAST else "has",
            headroom=headroom,
            binds_at=binds_at,
            doublings_left=doublings,
            loss_gained=self._number(f"{own}loss_gained", self.law.loss_unit),
            share_of_reducible_loss=self._number(f"{own}share_of_reducible_loss", "1"),
            impossible=proof.impossible(headroom),
            beyond=proof.beyond(headroom),
            because=self._because(bound, headroom, doublings) or (BEYOND_FLOATS if binds_at is None else None),
            missing=() if headroom is not None else self.resolved.missing(self.index, applied.reads),
            remark=proof.fails or None,
            basis=proof.basis,
            conditions=proof.conditions,
            unproved=proof.unproved,
            holding=bound.held,
            reads=tuple(path_of(CATEGORIES.get(name, name)) for name in applied.reads),
            supposed=tuple(path_of(name) for name in proof.supposed),
            terms={name: term for name, term in terms.items() if term is not None},
            choices=self._choices(bound),
            assumptions=(*bound.law.holds_under, *bound.assumes),
            reached_only=bound.law.reached_only,
            references=tuple(dict.fromkeys((*bound.law.refs, *bound.refs))),
        )

    def _precision(self) -> str:
        """Return the number format of a run, and that it is assumed where nobody stated it."""
        said = self.run.texts["precision"]
        return f"{said} assumed" if said.origin.assumed else str(said)

    def _origin(self, reads: tuple[str, ...]) -> Origin | None:
        """Return the origin of a number that was made from some columns; of one column alone, that column's."""
        if len(reads) == 1:
            value = self.resolved.number(self.index, reads[0])
            return value.origin if value is not None else None
        needs = tuple(name for name in reads if name not in CATEGORIES)
        return Origin(OriginKind.DERIVED, how=f"from {', '.join(map(path_of, needs))}", needs=needs)

    def _because(self, bound: Bound, headroom: Value | None, doublings: Value | None) -> str | None:
        if headroom is None:
            overflows = any(np.isinf(self._drawn(f"{bound.key}.{side}")).any() for side in ("needs", "has"))
            otherwise = BEYOND_FLOATS if overflows else bound.otherwise
            return self.resolved.because(self.index, self.applied[bound.key].reads) or otherwise
        return None if doublings is not None else self._no_frontier()

    def _choices(self, bound: Bound) -> tuple[Choice, ...]:
        """Return the law's side under every convention, from the draws' centre."""
        side = "needs" if bound.law.sense is Sense.AT_LEAST else "has"
        if bound.choices is None or np.isnan(self._drawn(f"{bound.key}.{side}")[0]):
            return ()
        column, every = bound.choices
        return tuple(
            Choice(name, None if value is None else self._with(bound, column, value), why or None)
            for name, value, why in every(self.run.texts["precision"])
        )

    def _with(self, bound: Bound, column: str, choice: float) -> Value:
        run = self.resolved.batch.at((self.index, 0)).but(**{column: np.array([choice])})
        side = bound.total if bound.law.sense is Sense.AT_LEAST else bound.budget
        return Value(float(np.ravel(side(run))[0]), bound.unit)

    def _no_frontier(self) -> str | None:
        for name, of_law in (("modality", self.law.modality), ("objective", self.law.objective)):
            if self.run.texts[name] != of_law:
                return f"{self.law.key} describes {name} {of_law}; this run is of {name} {self.run.texts[name]}"
        return None

    def _frontier(self) -> Frontier | None:
        if self._no_frontier() is not None:
            return None
        own, loss_unit = "frontier.", self.law.loss_unit

        def had(found: Value | None, name: str) -> Value:
            if found is None:
                given = f"{self.law.key}, which has no {name} at the compute of the run"
                raise InputError(place_of(self.run.name), [Problem("scaling law", given, "one that answers there")])
            return found

        def sure(name: str, unit: str) -> Value:
            return had(self._number(own + name, unit), name)

        loss = self._number(own + "loss", loss_unit)
        return Frontier(
            law=self.law.key,
            title=self.law.title,
            kind=self.law.kind,
            modality=self.law.modality,
            start="own point" if loss is not None else "optimum at its compute",
            parameters=self._number(own + "parameters", "parameter"),
            tokens=self._number(own + "tokens", "token"),
            loss=loss,
            irreducible_loss=had(of_draws(np.atleast_1d(asymptote(self.law)), loss_unit), "irreducible loss"),
            reducible_loss=sure("reducible", loss_unit),
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
            notes=(*self.law.notes, *self._beyond()),
            references=self.law.references,
        )

    def _beyond(self) -> tuple[str, ...]:
        """Say what is known of a law of one's own where the run lies beyond its runs."""
        decades = self._number("frontier.extrapolation", "1")
        said = beyond_the_runs(self.law) if decades is not None and decades.value > 0.0 else ""
        return (said,) if said else ()

    def _assumed(self) -> Iterable[Assumption]:
        """List what the answers used and nobody stated, in the order of the table of fields."""
        texts = {name: text for name, text in self.run.texts.items() if text.origin.assumed}
        for name, text in texts.items():
            yield Assumption(path_of(name), str(text), text.origin.why)
        known = [bound for bound in self.bounds if not np.isnan(self._drawn(f"{bound.key}.headroom")[0])]
        read = dict.fromkeys(name for bound in known for name in self.applied[bound.key].reads)
        for name in supposed(self.resolved, self.index, read):
            value = None if is_text(name) else self.resolved.number(self.index, name)  # a text stands above
            if value is not None and value.origin is not None:
                # A default says why; a convention says that it is one.
                origin = value.origin
                yield Assumption(path_of(name), value, origin.why if origin.kind is OriginKind.DEFAULT else str(origin))
        yield from self._counted()

    def _counted(self) -> Iterable[Assumption]:
        """Say what N stands for on the frontier, where it is not simply what the law counts."""
        run_N = self.resolved.number(self.index, "active_parameters")
        if run_N is None or self._no_frontier() is not None:
            return
        vocabulary, width = (self.resolved.number(self.index, name) for name in ("vocabulary", "width"))
        unknown = float("nan")
        counted = to_count(
            self.law,
            run_N.value,
            unknown if vocabulary is None else vocabulary.value,
            unknown if width is None else width.value,
        )
        parameters = Value(counted.parameters, "parameter")
        if not counted.converted:
            yield Assumption("frontier.parameters", parameters, counted.sentence)
        if self.run.texts["architecture"] == "moe":
            why = f"{self.law.key} was fitted to dense models; N is the number of active parameters"
            yield Assumption("frontier.parameters", parameters, why)
