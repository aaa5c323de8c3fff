"""What all answers of scaling laws have in common: which law was asked, its numbers, what must be said beside them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from limits.draws import interval
from limits.errors import InputError, Problem, shown
from limits.frozen import frozen
from limits.interval import BEYOND_FLOATS
from limits.scaling.frontier.prediction import extrapolation
from limits.scaling.held_out import beyond_the_runs
from limits.scaling.law import beyond
from limits.value import Origin, OriginKind, Value

if TYPE_CHECKING:
    from collections.abc import Mapping

    from limits.scaling.law import ScalingLaw
    from limits.typing import Num

__all__ = [
    "LAW_UNIT",
    "NO_RANGE",
    "QUIETLY",
    "AskedLaw",
    "Numbers",
    "asked_law",
    "cautions",
    "derived",
    "number",
    "numbers",
    "one_of",
    "positive",
]

_NUMBER = (int, float, np.number)
LAW_UNIT = ""
"""Stands for the unit of a law's loss where units are listed by name."""

QUIETLY = np.errstate(over="ignore", divide="ignore", invalid="ignore")
"""Around a question: what is beyond floats becomes a number that is not known, with the reason, and no warning."""

NO_RANGE = "nobody says which compute the runs of this law had"


@frozen
class AskedLaw:
    """The scaling law behind an answer, with what its readers must know.

    `sha256` is over its coefficients, which tells laws of one key apart; `additive` says whether the loss is a sum of a
    term of the size and one of the tokens.
    """

    key: str
    title: str
    kind: str
    sha256: str
    form: str
    counts: str
    loss_unit: str
    evidence: str
    source: str
    additive: bool
    notes: tuple[str, ...]


def asked_law(law: ScalingLaw) -> AskedLaw:
    """Return what an answer says of the law that was asked."""
    return AskedLaw(
        key=law.key,
        title=law.title,
        kind=law.kind,
        sha256=law.sha256,
        form=law.form,
        counts=law.counts,
        loss_unit=law.loss_unit,
        evidence=law.evidence,
        source=law.source,
        additive=bool(np.all(law.coefficients.q == 1)),
        notes=law.notes,
    )


def cautions(law: ScalingLaw, compute: float) -> tuple[str, ...]:
    """Return what must be said beside the answer of one law at some compute [FLOP], and does not stand in its notes."""
    said = [f"Evidence: {law.evidence}, {law.source}."]
    decades = float(extrapolation(law, compute))
    if math.isfinite(decades) and decades != 0.0:
        said.append(f"An extrapolation: {beyond(decades)} the compute of the runs behind this law.")
        if decades > 0.0 and (said_of_it := beyond_the_runs(law)):
            said.append(said_of_it)
    if law.counts != "total":
        said.append(f"N counts {law.counts} parameters.")
    return tuple(said)


def positive(where: str, **amounts: object) -> None:
    """Refuse amounts that are not positive and finite, all of them at once.

    Raises
    ------
    InputError
        Naming each.

    Examples
    --------
    >>> positive("predict", parameters=-1.0, tokens=1e12)
    Traceback (most recent call last):
    limits.errors.InputError: predict: 1 input cannot be used
      parameters: given -1, wanted a finite number > 0
    """
    problems = [
        Problem(name, f"{amount:g}" if isinstance(amount, _NUMBER) else shown(amount), "a finite number > 0")
        for name, amount in amounts.items()
        if not (isinstance(amount, _NUMBER) and 0.0 < float(amount) < math.inf)
    ]
    if problems:
        raise InputError(where, problems)


def one_of(where: str, **amounts: float | None) -> tuple[str, float]:
    """Return the one amount that was asked for, with its name.

    Raises
    ------
    InputError
        When there is not exactly one, or it is not positive and finite.

    Examples
    --------
    >>> one_of("compare", compute=1e24, loss=None)
    ('compute', 1e+24)
    """
    given = {name: amount for name, amount in amounts.items() if amount is not None}
    if len(given) != 1:
        wanted = f"one of {', '.join(amounts)}"
        raise InputError(where, [Problem("budget", " and ".join(given) or "nothing", wanted)])
    positive(where, **given)
    ((name, amount),) = given.items()
    return name, float(amount)


def derived(how: str, row: str = "") -> Origin:
    """Return the origin of a number that was computed, by its formula."""
    return Origin(OriginKind.DERIVED, how=how, row=row)


def number(value: Any, unit: str, how: str = "") -> Value | None:
    """Return a finite number with its unit, and None for any other."""
    return Value(float(value), unit, origin=derived(how) if how else None) if math.isfinite(value) else None


class Numbers(dict[str, "Value | None"]):
    """Numbers by name, None where they are not known, and beside them the reasons."""

    def __init__(self, values: Mapping[str, Value | None], unknown: Mapping[str, str]) -> None:
        super().__init__(values)
        self.unknown = dict(unknown)


def numbers(
    asked: Mapping[str, Num],
    law: ScalingLaw,
    about: Mapping[str, tuple[str, Origin]],
    *,
    drawn: Mapping[str, Num] | None = None,
    why: Mapping[str, str] | None = None,
) -> Numbers:
    """Return what a law answers: each number with unit, origin and, where it was drawn, its 5 and 95 % points.

    Parameters
    ----------
    asked, law
        Numbers by name, as the law gives them.
    about
        Unit and origin of each; `LAW_UNIT` is that of the law's loss.
    drawn
        The same numbers from the law with uncertain coefficients, as draws.
    why
        Why a number is not known, where it is not; otherwise it is too large or too small for a float.
    """
    values: dict[str, Value | None] = {}
    unknown: dict[str, str] = {}
    for name, plain in asked.items():
        unit, origin = about[name]
        if math.isfinite(plain):
            low, high = _ends((drawn or {}).get(name))
            values[name] = Value(float(plain), unit or law.loss_unit, low, high, origin=origin)
        else:
            values[name] = None
            unknown[name] = (why or {}).get(name, BEYOND_FLOATS)
    return Numbers(values, unknown)


def _ends(drawn: Num | None) -> tuple[float, float] | tuple[None, None]:
    """Return both ends of the interval of some draws; None where nothing was drawn, or all draws agree."""
    values = np.asarray(np.nan if drawn is None else drawn)
    if not values.ndim or not np.ptp(values) > 0:
        return None, None
    low, high = (float(end) for end in interval(values))
    return (low, high) if math.isfinite(low) and math.isfinite(high) else (None, None)
