"""A claim against a law: their ratio, whether a law is violated, and which usual slip explains the number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from limits.errors import InputError
from limits.laws.explain import single
from limits.laws.law import Kind, Sense
from limits.laws.reading import read
from limits.laws.slips import matches

if TYPE_CHECKING:
    from collections.abc import Mapping

    from limits.laws.law import Law
    from limits.laws.slips import Match

__all__ = ["Finding", "Verdict", "judge"]

_NUMBER = re.compile(r"(\s*[+-]?)(\d+(?:_\d+)*(?:\.\d+)?)(.*)", re.DOTALL)
_EXACT = 1e-12  # relative difference that is rounding, not a claim
_ALIKE = 0.01  # relative difference up to which a claim is the law's value


class Finding(StrEnum):
    """What comes out when a claim is held against a law."""

    VIOLATED = "violated"  # a theorem or a law of nature says otherwise, under its conditions
    BEYOND = "beyond this model"  # so does a model or a trend, which proves nothing
    AGREES = "agrees"  # within 1 %, or within the digits of the claim
    ALLOWED = "allowed"  # on the side on which the actual value must lie
    DIFFERS = "differs"  # from a value that is neither a floor nor a ceiling


@dataclass(frozen=True, slots=True)
class Verdict:
    """A claim held against a law.

    Attributes
    ----------
    law, given, values
        The law, its inputs as written, and in SI.
    value
        What the law gives, in its unit.
    claim, claimed
        The claim as written, and in the law's unit.
    finding
        What comes out.
    slips
        The usual slips that reproduce the claim better than the law does, the nearest first.
    """

    law: Law
    given: dict[str, str]
    values: dict[str, float]
    value: float
    claim: str
    claimed: float
    finding: Finding
    slips: tuple[Match, ...]

    @property
    def ratio(self) -> float | None:
        """The claim divided by the law's value; None where that is 0."""
        return self.claimed / self.value if self.value else None


def judge(law: Law, given: Mapping[str, Any], claim: str) -> Verdict:
    """Hold a claim against a law.

    Parameters
    ----------
    law
        The law.
    given
        Every input as a text or quantity, as in a call of the law.
    claim
        The claimed result as a text with its unit. Its last digit counts as rounded: ``2.87e-21 J`` does not violate a
        floor of 2.871e-21 J.

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
    >>> verdict.finding.value, verdict.slips[0].slip.said
    ('allowed', 'ln 2 left out, or applied twice')
    """
    values = single(law, given)
    value = float(law.evaluate(values))
    claimed = read("claim", (law.output,), {law.result: claim})[law.result]
    low, high = _rounded_from(law, claim, claimed)
    finding = _finding(law, value, claimed, low, high)
    miss = abs(claimed / value - 1.0) if value else 0.0
    known = low <= value <= high
    slips = () if known else matches(law, values, claimed)
    return Verdict(
        law=law,
        given={name: str(text) for name, text in given.items()},
        values=values,
        value=value,
        claim=claim,
        claimed=claimed,
        finding=finding,
        slips=tuple(match for match in slips if abs(match.deviation) < miss),
    )


def _finding(law: Law, value: float, claimed: float, low: float, high: float) -> Finding:
    too_low = law.sense is Sense.AT_LEAST and high < value
    too_high = law.sense is Sense.AT_MOST and low > value
    if too_low or too_high:
        return Finding.VIOLATED if law.kind in (Kind.THEOREM, Kind.LAW) else Finding.BEYOND
    if low <= value <= high or abs(claimed - value) <= _ALIKE * value:
        return Finding.AGREES
    return Finding.DIFFERS if law.sense is Sense.NONE else Finding.ALLOWED


def _rounded_from(law: Law, claim: str, claimed: float) -> tuple[float, float]:
    """Return the ends of the numbers that are written like the claim: half a unit of its last digit to each side."""
    found = _NUMBER.fullmatch(claim)
    if found is None or claimed == 0.0:  # nobody rounds to nothing
        return claimed, claimed
    sign, digits, rest = found.groups()
    number = Decimal(digits.replace("_", ""))
    half = Decimal(5).scaleb(int(number.as_tuple().exponent) - 1)
    ends = []
    for moved in (max(number - half, Decimal(0)), number + half):
        try:
            ends.append(read("claim", (law.output,), {law.result: f"{sign}{moved:f}{rest}"})[law.result])
        except InputError:  # beyond the domain, or too long: the claim itself stands
            ends.append(claimed)
    return min(ends) * (1.0 - _EXACT), max(ends) * (1.0 + _EXACT)
