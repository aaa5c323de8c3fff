"""What a report says of the model and its FLOP: under each convention, by part, and the parameters by part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.estimates.flop import CONVENTIONS, PARTS
from limits.estimates.parameters import PartCount
from limits.report import numbers
from limits.report.document import Line, Section, grouped, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from limits.assessment.records import Assessment
    from limits.estimates.flop import FlopCounts
    from limits.estimates.parameters import ParameterCounts
    from limits.value import Value

SHOWN = {"6nd": "6 N D", "causal": "causal attention", "full": "full attention"}
"""The conventions as a table shows them."""
_DIGITS = 4  # conventions differ in the second digit, and 6 N D from a published compute in the fourth


def sections(assessment: Assessment) -> tuple[Section, ...]:
    """Return the FLOP of the training under each convention, by part, and the parameters by part where known.

    Examples
    --------
    >>> import limits
    >>> for line in sections(limits.assess("llama-3.1-405b"))[0].table.lines:
    ...     print(*line.cells[:4], sep=" | ")
    6 N D | 3.799e25 | 1 | 0.3458
    causal attention | 3.937e25 | 1.036 | 0.3584
    full attention | 4.096e25 | 1.078 | 0.3729
    """
    found, parameters = assessment.flop_counts, assessment.parameter_counts
    return (_by_convention(found), *_by_part(found), *(() if parameters is None else (_parameters(parameters),)))


def _by_convention(found: FlopCounts) -> Section:
    lines = [
        Line(
            (
                SHOWN[each.key],
                _number(each.value),
                _number(each.to_6nd),
                _number(each.mfu),
                _number(each.hardware),
                _number(each.hfu),
            )
        )
        for each in found.conventions
    ]
    heading = "convention|>model FLOP|>of 6 N D|>MFU|>hardware FLOP|>HFU"
    return Section("FLOP of the training, by convention", table(heading, lines), tuple(_below(found)))


def _below(found: FlopCounts) -> Iterator[str]:
    yield f"{'; '.join(f'{SHOWN[key]}: {words}' for key, words in CONVENTIONS.items())}."
    yield from _own(found)
    if found.capacity is not None:
        how = found.capacity.origin.why if found.capacity.origin is not None else "peak x accelerator-hours"
        yield (
            f"What the machine could have done in all hours of the run ({how}): {_number(found.capacity)} FLOP. MFU is "
            "model FLOP over it, HFU hardware FLOP. A reported MFU is of good steps, mostly, and higher."
        )
    else:
        yield f"MFU and HFU are not known: {found.capacity_because}."
    if found.recompute == "none":
        yield "Nothing is computed again for the backward pass: hardware FLOP are model FLOP."
    elif found.recompute is not None:
        yield f"Computed again for the backward pass: {found.recompute}. Hardware FLOP hold it, model FLOP do not."
    unknown = [(SHOWN[each.key], each.because) for each in found.conventions if each.because is not None]
    yield from (f"Not known, {said}." for said in grouped(unknown))
    again = [(SHOWN[each.key], each.hardware_because) for each in found.conventions if each.because is None]
    said = grouped([(shown, why) for shown, why in again if why is not None])
    yield from (f"Hardware FLOP of {each}." for each in said)
    yield f"Not counted: {found.not_counted}."


def _own(found: FlopCounts) -> Iterator[str]:
    """Say what the compute of the run itself is, and which count it is nearest to."""
    if found.run is None:
        return
    said = f"The bounds stand on {_number(found.run)} FLOP ({found.came_about})"
    if found.nearest is None or found.came_about == SHOWN[found.nearest]:
        yield f"{said}."
        return
    of = f"{'the hardware FLOP of ' if found.nearest_hardware else ''}{SHOWN[found.nearest]}"
    times = _number(found.to_nearest)
    yield f"{said}, the same as {of}." if times == "1" else f"{said}: nearest to {of}, {times} times that."


def _by_part(found: FlopCounts) -> tuple[Section, ...]:
    """Return what each part takes, and each way, under every convention that is known; nothing where 6 N D alone is."""
    known = [each for each in found.conventions if each.value is not None]
    if not any(each.parts for each in known):
        return ()
    lines = [
        Line((shown, *(_number(each.parts.get(name)) for each in known)))
        for name, shown in PARTS.items()
        if any(name in each.parts for each in known)
    ]
    ways = {
        "forward": "forward",
        "backward": "backward",
        "again": "computed again",
        "per_token": "one token, both ways",
    }
    lines += [
        Line((shown, *(_number(getattr(each, name)) for each in known)))
        for name, shown in ways.items()
        if any((value := getattr(each, name)) is not None and value.value > 0.0 for each in known)
    ]
    heading = "|".join(("part", *(f">{SHOWN[each.key]}" for each in known)))
    return (Section("FLOP by part, and by way", table(heading, lines)),)


def _number(value: Value | None) -> str:
    """Write a number without its unit, with its interval behind it where it has one."""
    if value is None:
        return numbers.UNKNOWN
    if numbers.interval(value) is None:
        return numbers.bare(value, digits=_DIGITS)
    return f"{numbers.significant(value.value)} ({numbers.bare(value)})"


def _parameters(found: ParameterCounts) -> Section:
    lines = [_part(each, found.total) for each in found.parts]
    lines.append(_part(PartCount("all", found.total, found.active, found.multiplied), found.total))
    below = [
        f"Input embedding {found.embedding:,}, all others {found.non_embedding:,}; counted as of {found.model_type}.",
        "A matrix that two parts share is counted with the first of them, and multiplied in both.",
    ]
    if found.assumed:
        taken = "; ".join(f"{key} {why}" for key, why in found.assumed.items())
        below.append(f"Taken where the configuration says nothing: {taken}.")
    below += [f"{note[:1].upper()}{note[1:]}." for note in found.notes]
    heading = "part|>parameters|>active for a token|>multiplied by a token|>share"
    return Section("Parameters by part", table(heading, lines), tuple(below))


def _part(each: PartCount, total: int) -> Line:
    return Line((each.part, *(f"{n:,}" for n in (each.total, each.active, each.multiplied)), _share(each.total, total)))


def _share(part: int, total: int) -> str:
    return f"{100.0 * part / total:.1f} %" if total else numbers.UNKNOWN
