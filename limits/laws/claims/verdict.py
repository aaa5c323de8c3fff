"""A claim against a law: their ratio, whether a law is violated, and which usual slip explains the number."""

from __future__ import annotations

import math
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from limits.errors import LimitsError
from limits.frozen import frozen
from limits.laws.claims.claim import read_claim
from limits.laws.claims.explanation import single
from limits.laws.claims.slips import matches
from limits.laws.claims.solved_for import solved_for
from limits.laws.claims.tolerance import reaches
from limits.laws.input import Kind, Sense
from limits.laws.solving import solution

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from limits.laws.claims.claim import Claim
    from limits.laws.claims.slips import Match
    from limits.laws.law import Law

__all__ = ["Finding", "Verdict", "judge"]

_ALIKE = 0.01  # relative difference up to which a claim is the law's value
_NEARLY = "within 1 %"
_ROUNDED = "rounded to its digits"
_MAGNITUDE = "as an order of magnitude"
FAR = 3.0
"""Decades on the allowed side from which no slip is looked for."""
_PROVING = (Kind.DEFINITION, Kind.THEOREM, Kind.LAW)
_SHOWN = 5  # slips; of more, none is likelier than the rest


class Finding(StrEnum):
    """What comes out when a claim is held against a law."""

    VIOLATED = "violated"  # a definition, a theorem or a law of nature says otherwise, under its conditions
    BEYOND = "beyond this model"  # so does a model, a trend or a rating, which proves nothing
    AGREES = "agrees"  # within the digits of the claim, what is known of constants, or 1 % on the allowed side
    ALLOWED = "allowed"  # on the side on which the actual value must lie
    FOLLOWS = "follows"  # a claimed bound that is true because the law's is tighter
    UNPROVED = "does not follow"  # a claimed bound that is tighter than the law's
    DIFFERS = "differs"  # from a value that is neither a floor nor a ceiling


@frozen
class Verdict:
    """A claim held against a law.

    Attributes
    ----------
    law, written, values
        The law, its inputs as written, and in SI.
    value
        What the law gives, in its unit.
    claim, claimed
        The claim as written, and in the law's unit.
    sense
        At least or at most, where the claim is a bound; None where it is a value.
    finding
        What comes out.
    as_bound
        What comes out if a claim that says neither is read as the bound that the law gives: at least what is claimed,
        of a floor; None where it says so itself, agrees, or where the law bounds nothing.
    holds_at
        For each input the value at which the law would give the claim, in SI; inputs that no value of gives it are left
        out.
    within
        Within what the claim agrees, ``within its digits`` or wider; empty where it does not.
    slips
        The five nearest of the usual slips that reproduce the claim better than the law does, the nearest first; their
        `where` names several quantities where the same slip in each gives the same.
    """

    law: Law
    written: dict[str, str]
    values: dict[str, float]
    value: float
    claim: str
    claimed: float
    sense: Sense | None
    finding: Finding
    as_bound: Finding | None
    within: str
    holds_at: dict[str, float]
    slips: tuple[Match, ...]

    @property
    def ratio(self) -> float | None:
        """The claim divided by the law's value; None where that is 0, or the ratio beyond the range of floats."""
        ratio = self.claimed / self.value if self.value else math.inf
        return ratio if math.isfinite(ratio) else None

    @property
    def decades(self) -> float | None:
        """Decades between the claim and the law's value, positive above it; None where one of them is 0."""
        return _decades(self.claimed, self.value)

    @property
    def false(self) -> bool:
        """Whether the claim as it stands is false by what is proved or defined: it is violated, or no bound follows."""
        return self.finding is Finding.VIOLATED or (self.finding is Finding.UNPROVED and self.law.kind in _PROVING)


def judge(law: Law, arguments: Mapping[str, Any], claim: str, *, solve: str = "") -> Verdict:
    """Hold a claim against a law.

    Parameters
    ----------
    law
        The law.
    arguments
        Every input as a text or quantity, as in a call of the law; with `solve`, the result in the place of that input.
    claim
        The claimed result as a text with its unit. Its last digit counts as rounded: ``2.87e-21 J`` does not violate a
        floor of 2.871e-21 J. Nor does what follows from constants of their time, see `limits.laws.claims.tolerance`.
        ``at least``, ``at most`` and ``about`` before it are read, see `limits.laws.claims.claim`.
    solve
        Name of an input that the claim is of, instead of the result.

    Raises
    ------
    InputError
        If an input or the claim cannot be used.

    Examples
    --------
    >>> from limits import laws
    >>> verdict = judge(laws.landauer, {"bits": "1 bit", "temperature": "300 K"}, "2.75e-21 J")
    >>> verdict.finding.value, f"{verdict.ratio:.3f}"
    ('violated', '0.958')
    >>> judge(laws.landauer, {"bits": "1 TB", "temperature": "300 K"}, "at least 33 nJ").finding.value
    'does not follow'
    >>> verdict = judge(laws.landauer, {"bits": "1 bit", "temperature": "300 K"}, "4.14 zJ")
    >>> verdict.finding.value, verdict.slips[0].slip.title
    ('allowed', 'ln 2 left out, or applied twice')
    """
    if solve:
        law = solved_for(law, solve, arguments)
    values = single(law, arguments)
    value = float(law.evaluate(values))
    claimed = read_claim(law, claim)
    finding, within = _finding(law, values, value, claimed)
    miss = abs(claimed.value / value - 1.0) if value else 0.0
    explained = bool(within) and within != _NEARLY
    far = finding is Finding.ALLOWED and abs(_decades(claimed.value, value) or 0.0) >= FAR
    slips = () if explained or far else matches(law, values, claimed.value)
    bounding = law.sense in (Sense.AT_LEAST, Sense.AT_MOST) and claimed.sense is None and not claimed.about
    return Verdict(
        law=law,
        written={name: str(text) for name, text in arguments.items()},
        values=values,
        value=value,
        claim=claim,
        claimed=claimed.value,
        sense=claimed.sense,
        finding=finding,
        as_bound=_bound(law, value, claimed.value, law.sense) if bounding and not within else None,
        within=within,
        holds_at={} if within or solve else _holds_at(law, values, claimed.value),
        slips=_merged(match for match in slips if abs(match.deviation) < miss)[:_SHOWN],
    )


def _decades(claimed: float, value: float) -> float | None:
    """Return the decades from a value up to what is claimed; None where one of them is 0."""
    return math.log10(claimed) - math.log10(value) if claimed > 0 and value > 0 else None


def _holds_at(law: Law, values: Mapping[str, float], claimed: float) -> dict[str, float]:
    """Return for each input the value at which the law gives the claim."""
    found = {}
    for entry in law.inputs:
        known = {name: value for name, value in values.items() if name != entry.name}
        try:
            found[entry.name] = float(solution(law, entry, claimed, known))
        except (LimitsError, ArithmeticError):  # no value of this input gives it
            continue
    return found


def _merged(matches: Iterable[Match]) -> tuple[Match, ...]:
    """Make one of matches that cannot be told apart: the same slip in several quantities, with the same value."""
    merged: list[Match] = []
    for match in matches:
        for place, other in enumerate(merged):
            if other.slip is match.slip and math.isclose(other.value, match.value):
                merged[place] = replace(other, where=f"{other.where}, {match.where}")
                break
        else:
            merged.append(match)
    return tuple(merged)


def _finding(law: Law, values: Mapping[str, float], value: float, claim: Claim) -> tuple[Finding, str]:
    """Return what comes out, and within what the claim agrees."""
    for reach in reaches(law, values, value, claim.digits):
        if claim.low <= reach.high and claim.high >= reach.low:
            return Finding.AGREES, _MAGNITUDE if claim.about and claim.digits == 1 else reach.within
    if claim.sense is not None:
        return _bound(law, value, claim.value, claim.sense), ""
    too_low = law.sense is Sense.AT_LEAST and claim.value < value
    too_high = law.sense is Sense.AT_MOST and claim.value > value
    if too_low or too_high or law.sense is Sense.EQUAL:
        return (Finding.VIOLATED if law.kind in _PROVING else Finding.BEYOND), ""
    if claim.rounded is not None and claim.rounded[0] <= value <= claim.rounded[1]:
        return Finding.AGREES, _ROUNDED
    if abs(claim.value - value) <= _ALIKE * value:
        return Finding.AGREES, _NEARLY
    return (Finding.DIFFERS if law.sense is Sense.NONE else Finding.ALLOWED), ""


def _bound(law: Law, value: float, claimed: float, sense: Sense) -> Finding:
    """Return what comes out for a claimed bound: true, not proved by the law, or against it."""
    against = Finding.VIOLATED if law.kind in _PROVING else Finding.BEYOND
    weaker = claimed <= value if sense is Sense.AT_LEAST else claimed >= value
    if law.sense is Sense.EQUAL:
        return Finding.FOLLOWS if weaker else against
    if law.sense is sense:
        return Finding.FOLLOWS if weaker else Finding.UNPROVED
    if law.sense is Sense.NONE:
        return Finding.FOLLOWS if weaker else Finding.DIFFERS
    return Finding.ALLOWED if weaker else against  # a floor against a claimed ceiling, or the reverse
