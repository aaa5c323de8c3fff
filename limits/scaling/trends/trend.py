"""A published trend: a relation with the constants of one study, and everything that limits what it may be asked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from limits.errors import NoSolutionError
from limits.laws.input import Kind, Sense
from limits.laws.law import Law
from limits.laws.reading import nameless, shortly
from limits.pickling import by_fields
from limits.scaling.law import Span
from limits.scaling.trends.relations import RELATIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from limits.laws.input import Input
    from limits.typing import Num, PureNumber, Quantity

__all__ = ["Trend"]


@dataclass(frozen=True, eq=False)
class Trend:
    """An empirical relation between quantities of training: what has been seen, never what is possible.

    Call it with quantities or texts, solve it for any of its variables; `value` takes numbers in canonical units.

    Parameters
    ----------
    key, title, says
        Name, the study, and what it connects in a few words.
    relation
        Key of `relations.RELATIONS`.
    inputs, output
        Its variables in the order of the relation, and the one that results.
    printed, constants
        The constants as the source prints them, and in canonical units.
    modality, objective, corpus, tokenizer, counts
        What was predicted, on what, in which tokens, and what N counts: two trends compare where these agree.
    fitted
        The range of each variable behind the fit, by name.
    source, evidence, references
        Where the constants were read, how (`law.EVIDENCE`), and the keys of the bibliography.
    notes
        What a reader of its results must know.

    Examples
    --------
    >>> from limits.scaling import trends
    >>> trend = trends.get("brown2020-compute")
    >>> f"{trend(compute='3640 PF-day'):.3f~}", f"{trend.decades_beyond(compute=3.8e25)['compute']:.1f}"
    ('1.734 nat / token', '2.1')
    """

    kind: ClassVar[str] = "trend"

    key: str
    title: str
    says: str
    relation: str
    inputs: tuple[Input, ...]
    output: Input
    printed: Mapping[str, float | str]
    constants: Mapping[str, float]
    modality: str
    objective: str
    corpus: str
    tokenizer: str
    counts: str
    fitted: Mapping[str, Span]
    source: str
    evidence: str
    references: tuple[str, ...]
    notes: tuple[str, ...] = ()

    def __reduce__(self) -> tuple[Any, ...]:
        from limits.scaling.trends import everything, get

        return (get, (self.key,)) if everything().get(self.key) is self else by_fields(self)

    def value(self, /, **values: Num) -> Num:
        """Return what the trend gives for numbers or arrays in canonical units; nothing is checked."""
        return RELATIONS[self.relation].function(*(values[each.name] for each in self.inputs), **self.constants)

    def __call__(self, /, *unnamed: object, **given: PureNumber) -> Quantity:
        """Return what the trend gives for quantities or texts, as a quantity.

        Raises
        ------
        InputError
            If anything is missing, unknown, of another dimension or outside its domain; all of it at once.
        """
        if unnamed:
            raise nameless(self.key, f'trends.get("{self.key}")', self.inputs, unnamed, given)
        return self.record(**given)

    def solve(self, name: str, /, *unnamed: object, **known: PureNumber) -> Quantity:
        """Return the variable called `name` at which the trend gives the known result, as a quantity.

        Raises
        ------
        InputError
            As in a call.
        NoSolutionError
            If no value gives the result, such as a loss below the constant that the fit tends to, or several may,
            since the trend falls and rises again.
        """
        if name in {self.inputs[place].name for place in RELATIONS[self.relation].turns}:
            why = f"the {self.output.name} falls and rises again with it, so that there may be two: evaluate the trend"
            raise NoSolutionError(self.key, name, why)
        if unnamed:
            others = (*(each for each in self.inputs if each.name != name), self.output)
            raise nameless(self.key, f'trends.get("{self.key}").solve("{name}", ...)', others, unnamed, known)
        return self.record.solve(name, **known)

    def decades_beyond(self, /, **values: Num) -> dict[str, Num]:
        """Return the decades by which each variable lies above what was fitted: 0 inside, negative below.

        NaN where the study does not say; values are numbers or arrays in canonical units.
        """
        return {name: self.fitted.get(name, Span()).decades_beyond(value) for name, value in values.items()}

    @cached_property
    def record(self) -> Law:
        """The trend as a record of kind trend, with what every such record can do: it is not among `laws.LAWS`."""
        relation = RELATIONS[self.relation]

        def kernel(**values: Num) -> Num:
            return self.value(**values)

        kernel.__doc__ = f"{self.title}: {self.says}."
        return Law(
            key=self.key,
            kernel=kernel,
            kind=Kind.TREND,
            sense=Sense.NONE,
            result=self.output.name,
            symbol=self.output.symbol,
            unit=self.output.unit,
            gives=self.output.doc,
            inputs=tuple(self._ranged(each) for each in self.inputs),
            latex=relation.latex,
            holds_under=self.notes,
            refs=self.references,
            inverse={self.inputs[place].name: self._inverted(place) for place in relation.inverse},
        )

    def _ranged(self, variable: Input) -> Input:
        """Return a variable with the range of this study as its typical one."""
        span = self.fitted.get(variable.name)
        return replace(variable, typical=(span.low, span.high)) if span else variable

    def _inverted(self, place: int) -> Callable[..., Num]:
        wanted, others = self.inputs[place], [each.name for at, each in enumerate(self.inputs) if at != place]
        closed = RELATIONS[self.relation].inverse[place]

        def inverse(**known: Num) -> Num:
            target = known[self.output.name]
            found = closed(target, *(known[name] for name in others), **self.constants)
            if not np.all(np.isfinite(found)):  # the logarithm of what the trend never reaches
                why = f"the trend does not reach a {self.output.name} of {shortly(target)} {self.output.unit}"
                raise NoSolutionError(self.key, wanted.name, why.removesuffix(" 1"))
            return found

        return inverse
