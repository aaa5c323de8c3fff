"""What an assessment says, as records; what they order or join was computed elsewhere.

The JSON output and its schema are generated from these types; a report is a view of them.
"""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum
from typing import TYPE_CHECKING

from limits.assessment.beside import Beside  # noqa: TC001 - the schema reads the types of the records
from limits.frozen import frozen
from limits.rows import Records
from limits.runs.contradictions import Contradiction  # noqa: TC001 - the schema reads the types of the records
from limits.runs.sources import Source  # noqa: TC001
from limits.value import Value  # noqa: TC001 - the schema reads the types of the records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from limits.estimates.estimate import Estimate
    from limits.estimates.flop import FlopCounts
    from limits.estimates.memory import MemoryEstimate
    from limits.estimates.parameters import ParameterCounts

SCHEMA = "limits.assessment/4"


@frozen
class Choice:
    """The law's side of a bound under one convention; None where it cannot be said, and `because` says why."""

    convention: str
    value: Value | None
    because: str | None


class Status(StrEnum):
    """What kind of statement an input is; what is derived is the weakest of what it was made of."""

    STATED = "stated"  # by the run
    PUBLISHED = "published"  # by the row of the run in the catalogue
    REPORTED = "reported"  # by a driver, of the very device
    DERIVED = "derived"  # from any of the above
    CONVENTION = "convention"
    DEFAULT = "default"
    RATING = "rating"  # what a data sheet promises


class Met(StrEnum):
    """Whether a run meets a condition."""

    YES = "yes"
    NO = "no"
    NOT_STATED = "not stated"


@frozen
class Basis:
    """An input without which a bound's number means nothing, and what it is: stated, a convention, a rating, ..."""

    name: str
    value: Value
    status: Status


@frozen
class ConditionOfRun:
    """A condition of a bound, the field that states it, and whether the run meets it: yes, no or not stated."""

    says: str
    field: str
    met: Met


@frozen
class Row:
    """One bound of one run. A number is None where it is not known; `because` then says why.

    `missing` are the fields each of which alone, if stated, would make the first number known that is not.

    `plain` says in a few words what the limit is, with the names of `basis` in braces where their values belong.
    `needs` is what the run demands of the resource and `has` what it has of it; `side` says which of the two the law
    gives. `basis` are the inputs without which that number means nothing, `conditions` what has to be true of the run,
    `unproved` what keeps a run beyond the bound from being impossible, and `beyond` what it means that it is beyond.
    `holding` lists what was held fixed while the compute grew, `reads` the inputs that both numbers hang on, `supposed`
    those of them that nobody stated: defaults and conventions, by their path in a run file. `terms` are the parts of
    the run's demand where several add up, `choices` the law's side under every convention. What is no `rung` stands
    beside another bound and stops no run.
    """

    law: str
    title: str
    plain: str
    kind: str
    sense: str
    resource: str
    rung: bool
    needs: Value | None
    has: Value | None
    side: str
    headroom: Value | None
    binds_at: Value | None
    doublings_left: Value | None
    loss_gained: Value | None
    share_of_reducible_loss: Value | None
    impossible: bool
    beyond: str | None
    because: str | None
    missing: tuple[str, ...]
    remark: str | None
    basis: tuple[Basis, ...]
    conditions: tuple[ConditionOfRun, ...]
    unproved: tuple[str, ...]
    holding: tuple[str, ...]
    reads: tuple[str, ...]
    supposed: tuple[str, ...]
    terms: dict[str, Value]
    choices: tuple[Choice, ...]
    assumptions: tuple[str, ...]
    reached_only: tuple[str, ...]
    references: tuple[str, ...]

    @property
    def starred(self) -> bool:
        """Whether the law's side hangs on a convention."""
        return any(each.status is Status.CONVENTION for each in self.basis)

    @property
    def assumed(self) -> bool:
        """Whether the law's side hangs on a default."""
        return any(each.status is Status.DEFAULT for each in self.basis)

    @property
    def free(self) -> bool:
        """Whether under one of the conventions there is no limit at all."""
        return any(each.value is not None and each.value.value == 0.0 for each in self.choices)


@frozen
class Optimum:
    """The compute-optimal run of a scaling law at some compute."""

    parameters: Value
    tokens: Value
    loss: Value


@frozen
class Frontier:
    """The place of one run on the empirical frontier. A number is None where it is not known.

    `reducible_loss` is what lies above the irreducible term at the run's own point, or at the optimum where it `start`s
    there; its interval is its own, since both terms are uncertain together.
    """

    law: str
    title: str
    kind: str
    modality: str
    start: str
    parameters: Value | None
    tokens: Value | None
    loss: Value | None
    irreducible_loss: Value
    reducible_loss: Value
    optimum: Optimum
    excess_loss: Value | None
    compute_for_same_loss: Value | None
    parameters_exponent: Value
    tokens_exponent: Value
    extrapolation: Value | None
    because: str | None
    notes: tuple[str, ...]
    references: tuple[str, ...]


@frozen
class RunFacts:
    """What is known of one run: every number with its origin, every text; `unknown` says why a number is not known.

    `contradictions` are numbers that cannot all be right, `sources` who says what the catalogue holds of the run.
    """

    name: str
    numbers: dict[str, Value]
    unknown: dict[str, str]
    texts: dict[str, str]
    notes: tuple[str, ...]
    contradictions: tuple[Contradiction, ...] = ()
    sources: tuple[Source, ...] = ()


@frozen
class Comparable:
    """What must be known of a run before its energy or its distance from Landauer's bound is set beside another's.

    `boundary` says what the run's own energy covers and how it came about, `erasure` at which bits per FLOP and bath
    its own distance stands. `energy` and `decades`, of that energy above Landauer's floor, are at the common
    `convention`; where they are None, the run is not comparable, and `because` says why.
    """

    boundary: str | None
    erasure: str | None
    convention: str
    energy: Value | None
    decades: Value | None
    because: str | None


@frozen
class Assumption:
    """Something that an answer used and nobody stated."""

    name: str
    value: Value | str
    why: str


class Rows(Records[Row]):
    """The bounds of one run in the order in which they were asked for; also to be had by the key of the law.

    Examples
    --------
    >>> import limits
    >>> limits.assess("gpt-3").bounds["landauer"].kind
    'theorem'
    """

    __slots__ = ()

    called = "bound"
    named_by = "law"


@frozen
class Assessment:
    """One run beside its bounds and the empirical frontier; prints as the text report."""

    run: RunFacts
    bounds: Rows
    frontier: Frontier | None
    frontier_because: str | None
    assumed: tuple[Assumption, ...]
    comparable: Comparable
    beside: Beside = field(repr=False, compare=False)
    references: tuple[str, ...]
    limits_version: str
    constants: str
    catalogue: str
    scaling_sha256: str
    input_sha256: str

    @property
    def flop_counts(self) -> FlopCounts:
        """The FLOP of the training under each convention, with its utilisations."""
        return self.beside.flop_counts

    @property
    def parameter_counts(self) -> ParameterCounts | None:
        """The parameters of the model by part, where the run states its configuration."""
        return self.beside.parameter_counts

    @property
    def memory_per_device(self) -> MemoryEstimate:
        """The memory of the fullest device: whether the layout fits, and what would make it fit."""
        return self.beside.memory_per_device

    @property
    def estimate(self) -> Estimate:
        """What the run will take: energy, carbon, cost, power and time, with what they rest on."""
        return self.beside.estimate

    @property
    def ladder(self) -> Rows:
        """The bounds whose place is known, in the order in which they would stop the same budget."""
        known = [row for row in self.bounds if row.rung and row.doublings_left is not None]
        return Rows(sorted(known, key=lambda row: _left(row).value))

    @property
    def off_the_ladder(self) -> Rows:
        """The bounds whose place on the ladder is not known."""
        return Rows(row for row in self.bounds if row.rung and row.doublings_left is None)

    @property
    def crowd(self) -> tuple[tuple[Row, ...], ...]:
        """The ladder in steps: bounds whose intervals overlap stand together."""
        return tuple(_steps(self.ladder))

    def to(self, form: str) -> str:
        """Return the report in a format of `limits.report.formats.FORMATS`, such as markdown or csv.

        Raises
        ------
        UnknownNameError
            If there is no such format.
        """
        from limits.report.assessment.view import one

        return one(self).to(form)

    def to_json(self) -> str:
        """Return the assessment as JSON (`limits schema assessment` prints its schema)."""
        return self.to("json")

    def to_markdown(self) -> str:
        """Return the report as Markdown."""
        return self.to("markdown")

    def __str__(self) -> str:
        return self.to("text")

    def __repr__(self) -> str:
        return f"<Assessment of {self.run.name}: {len(self.bounds)} bounds>"

    def _repr_html_(self) -> str:
        return self.to("html")


def _left(row: Row) -> Value:
    """Return the doublings left of a row on the ladder, which holds no others."""
    if row.doublings_left is None:
        raise ValueError(f"{row.law} has no place on the ladder")
    return row.doublings_left


def _steps(ladder: tuple[Row, ...]) -> Iterator[tuple[Row, ...]]:
    """Cut the ladder wherever everything below lies wholly below everything above."""
    ends = [left.ends for left in map(_left, ladder)]
    lows, highs = [low for low, _ in ends], [high for _, high in ends]
    start = 0
    for end in range(1, len(ladder) + 1):
        if end == len(ladder) or max(highs[:end]) < min(lows[end:]):
            yield ladder[start:end]
            start = end
