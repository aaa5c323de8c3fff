"""A claim against a law: their ratio, whether a law is violated, and which usual slip explains the number."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from limits.laws.claims.explanation import single
from limits.laws.claims.slips import matches
from limits.laws.claims.tolerance import reaches, read_claim
from limits.laws.input import Kind, Sense

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from limits.laws.claims.slips import Match
    from limits.laws.claims.tolerance import Claim
    from limits.laws.law import Law

__all__ = ["Finding", "Verdict", "judge"]

_ALIKE = 0.01  # relative difference up to which a claim is the law's value
_NEARLY = "within 1 %"
_SHOWN = 5  # slips; of more, none is likelier than the rest


class Finding(StrEnum):
    """What comes out when a claim is held against a law."""

    VIOLATED = "violated"  # a theorem or a law of nature says otherwise, under its conditions
    BEYOND = "beyond this model"  # so does a model or a trend, which proves nothing
    AGREES = "agrees"  # within the digits of the claim, what is known of constants, or 1 % on the allowed side
    ALLOWED = "allowed"  # on the side on which the actual value must lie
    DIFFERS = "differs"  # from a value that is neither a floor nor a ceiling


@dataclass(frozen=True, slots=True)
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
    finding
        What comes out.
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
    finding: Finding
    within: str
    slips: tuple[Match, ...]

    @property
    def ratio(self) -> float | None:
        """The claim divided by the law's value; None where that is 0, or the ratio beyond the range of floats."""
        ratio = self.claimed / self.value if self.value else math.inf
        return ratio if math.isfinite(ratio) else None


def judge(law: Law, arguments: Mapping[str, Any], claim: str) -> Verdict:
    """Hold a claim against a law.

    Parameters
    ----------
    law
        The law.
    arguments
        Every input as a text or quantity, as in a call of the law.
    claim
        The claimed result as a text with its unit. Its last digit counts as rounded: ``2.87e-21 J`` does not violate a
        floor of 2.871e-21 J. Nor does what follows from constants of their time, see `limits.laws.claims.tolerance`.

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
    >>> verdict = judge(laws.landauer, {"bits": "1 bit", "temperature": "300 K"}, "4.14 zJ")
    >>> verdict.finding.value, verdict.slips[0].slip.title
    ('allowed', 'ln 2 left out, or applied twice')
    """
    values = single(law, arguments)
    value = float(law.evaluate(values))
    claimed = read_claim(law, claim)
    finding, within = _finding(law, values, value, claimed)
    miss = abs(claimed.value / value - 1.0) if value else 0.0
    explained = bool(within) and within != _NEARLY
    slips = () if explained else matches(law, values, claimed.value)
    return Verdict(
        law=law,
        written={name: str(text) for name, text in arguments.items()},
        values=values,
        value=value,
        claim=claim,
        claimed=claimed.value,
        finding=finding,
        within=within,
        slips=_merged(match for match in slips if abs(match.deviation) < miss)[:_SHOWN],
    )


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
            return Finding.AGREES, reach.within
    too_low = law.sense is Sense.AT_LEAST and claim.value < value
    too_high = law.sense is Sense.AT_MOST and claim.value > value
    if too_low or too_high:
        return (Finding.VIOLATED if law.kind in (Kind.THEOREM, Kind.LAW) else Finding.BEYOND), ""
    if abs(claim.value - value) <= _ALIKE * value:
        return Finding.AGREES, _NEARLY
    return (Finding.DIFFERS if law.sense is Sense.NONE else Finding.ALLOWED), ""
