"""Views of a claim held against a law: a document for readers, a record for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from limits.frozen import frozen
from limits.laws.claims.verdict import FAR, Finding
from limits.report.document import Document, Formula, Line, Section, table
from limits.report.formats.json import plain
from limits.report.law.record import FOOT, SCHEMA, SIGNS, conditions, titled, with_unit, written
from limits.report.numbers import significant
from limits.value import Value

if TYPE_CHECKING:
    from limits.laws.claims.slips import Match
    from limits.laws.claims.verdict import Verdict

_SAID = {
    Finding.VIOLATED: "violates the {kind}: no {result} {beyond} is possible under its conditions",
    Finding.FOLLOWS: "follows from the {kind}: the {result} is {sense} its value",
    Finding.UNPROVED: "does not follow from the {kind}, which says only {sense} {value}",
    Finding.BEYOND: "beyond this {kind}: {beyond} what it gives, which proves nothing",
    Finding.AGREES: "agrees with the {kind} {within}",
    Finding.ALLOWED: "allowed by the {kind}: the {result} is {sense} its value",
    Finding.DIFFERS: "differs from the {kind}, which is neither a floor nor a ceiling",
}
_EQUAL = "is wrong by the {kind}: the {result} is exactly its value"
_AGAINST = "violates the {kind}: the {result} is {sense} its value, under its conditions"
_NONE = "None of the usual slips gives the claim within 1 %."
_SILENT = "is not decided by the {kind}, which says only {sense} {value}"
_DECADE = 1.0  # decades from which the distance is told
_ROUNDING, _CLOSE = 1e-12, 1e-3  # relative differences between which a ratio is written as 1 and what it is off by


@frozen
class FoundSlip:
    """A usual slip that gives the claim: what went wrong, in which quantity, and what the law gives with it."""

    key: str
    said: str
    where: str
    value: Value
    deviation: float


@frozen
class LawVerdict:
    """A claim held against a law; `ratio` is claim over law, null where the law gives 0, and `slips` explain the claim.

    `finding` is one of violated, beyond this model, agrees, allowed, follows, does not follow, differs; `within` says
    within what the claim agrees, and is empty where it does not. `claimed_sense` is that of a claimed bound, and
    `as_bound` what comes out if a claim without one is read as the bound that the law gives. `holds_at` has, for each
    input, the value at which the law would give the claim.
    """

    key: str
    kind: str
    sense: str
    name: str
    limit: Value
    claim: Value
    ratio: float | None
    claimed_sense: str | None
    finding: str
    as_bound: str | None
    within: str
    inputs: dict[str, Value]
    holds_at: dict[str, Value]
    slips: tuple[FoundSlip, ...]
    holds_under: tuple[str, ...]
    reached_only: tuple[str, ...]


def verdict_to_dict(verdict: Verdict) -> dict[str, Any]:
    """Return a verdict as plain data.

    Examples
    --------
    >>> from limits import laws
    >>> from limits.laws.claims.verdict import judge
    >>> said = verdict_to_dict(judge(laws.landauer, {"bits": "1 bit", "temperature": "300 K"}, "4.14 zJ"))
    >>> said["finding"], said["slips"][0]["key"], said["claim"]["unit"]
    ('allowed', 'ln2', 'J')
    """
    law = verdict.law
    record = LawVerdict(
        key=law.key,
        kind=str(law.kind),
        sense=str(law.sense),
        name=law.result,
        limit=Value(verdict.value, law.unit),
        claim=Value(verdict.claimed, law.unit),
        ratio=verdict.ratio,
        claimed_sense=None if verdict.sense is None else str(verdict.sense),
        finding=str(verdict.finding),
        as_bound=None if verdict.as_bound is None else str(verdict.as_bound),
        within=verdict.within,
        inputs={each.name: Value(verdict.values[each.name], each.unit) for each in law.inputs},
        holds_at={name: Value(value, law.input(name).unit) for name, value in verdict.holds_at.items()},
        slips=tuple(
            FoundSlip(match.slip.key, match.slip.title, match.where, Value(match.value, law.unit), match.deviation)
            for match in verdict.slips
        ),
        holds_under=law.holds_under,
        reached_only=law.reached_only,
    )
    return {"schema": SCHEMA, **plain(record)}


def judged(verdict: Verdict) -> Document:
    """Return a verdict as a document: what comes out, both numbers and their ratio, the slips, the conditions."""
    law = verdict.law
    bound = f"{law.result} {SIGNS[law.sense.value]} {with_unit(verdict.value, law.unit, sense=law.sense.value)}"
    facts = (
        *_other_reading(verdict),
        f"{bound} for {written(law, verdict.written)}",
        titled(law),
        Formula(law.latex),
    )
    slips = Section("Usual slips", paragraphs=(_NONE,))
    if verdict.slips:
        lines = [_slip(verdict, match) for match in verdict.slips]
        slips = Section("Usual slips that give the claim", table("slip|in|gives|>off by", lines))
    quiet = verdict.finding in (Finding.AGREES, Finding.FOLLOWS) or abs(verdict.decades or 0.0) >= FAR
    shown = () if quiet and not verdict.slips else (slips,)
    sections = (*shown, *_holding(verdict), *conditions(law))
    return Document(f"{verdict.claim} {_said(verdict, verdict.finding)}{_ratio(verdict)}", facts, sections, FOOT)


def _other_reading(verdict: Verdict) -> tuple[str, ...]:
    """Say what comes out if the claim is meant as a bound."""
    if verdict.as_bound is None:
        return ()
    sense = verdict.law.sense.value
    return (f'Read as "{sense} {verdict.claim}", it {_said(verdict, verdict.as_bound)}.',)


def _holding(verdict: Verdict) -> tuple[Section, ...]:
    """Say which value of each input would give the claim."""
    law, lines = verdict.law, []
    for name, value in verdict.holds_at.items():
        unit = law.input(name).unit
        lines.append(Line((name, with_unit(value, unit), with_unit(verdict.values[name], unit))))
    return (Section("The claim would hold at", table("input|would be|is", lines)),) if lines else ()


def _said(verdict: Verdict, finding: Finding) -> str:
    law = verdict.law
    result = law.result.replace("_", " ")
    below = law.sense == "at least"
    beyond = "below its value" if below else "above its value"
    said = _SAID[finding]
    if finding is Finding.VIOLATED and law.sense == "equal":
        said = _EQUAL
    elif finding is Finding.VIOLATED and verdict.sense is not None:
        said = _AGAINST
    elif finding is Finding.BEYOND:
        beyond = beyond.partition(" ")[0]
    elif finding is Finding.ALLOWED and verdict.sense is None and abs(verdict.decades or 0.0) >= _DECADE:
        decades = significant(abs(verdict.decades or 0.0), 2)
        said += f", {decades} decade{'' if decades == '1' else 's'} {'above' if below else 'below'} it"
    elif finding is Finding.ALLOWED and verdict.sense is not None:
        said = _SILENT
    return said.format(
        kind=law.kind.value,
        result=result,
        beyond=beyond,
        sense=law.sense.value,
        within=verdict.within,
        value=with_unit(verdict.value, law.unit, sense=law.sense.value),
    )


def _ratio(verdict: Verdict) -> str:
    if verdict.ratio is None:
        return ""
    off = verdict.ratio - 1.0
    ratio = significant(verdict.ratio, 4)
    if _ROUNDING < abs(off) < _CLOSE:
        ratio = f"1 {'-' if off < 0 else '+'} {significant(abs(off), 2)}"
    return f" (claim / law = {ratio})"


def _slip(verdict: Verdict, match: Match) -> Line:
    off = f"{significant(100.0 * match.deviation, 2)} %"
    return Line((match.slip.title, match.where, with_unit(match.value, verdict.law.unit), off))
