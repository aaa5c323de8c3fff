"""What an acceptance test requires: a share of what healthy hardware shows, by operation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.errors import InputError, Problem, shown
from limits.network.collectives import Operation, called
from limits.pasted.judging.judged import Verdict, of_share
from limits.pasted.words import percent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from limits.pasted.judging.judged import Judged

_NO_BANDWIDTH = frozenset(
    (
        Verdict.NO_MEASUREMENT,
        Verdict.NOT_A_BANDWIDTH_MEASUREMENT,
        Verdict.LATENCY_BOUND,
        Verdict.INCONSISTENT,
        Verdict.IMPOSSIBLE,
        Verdict.STILL_RISING,
    )
)
_MOST = 2.0  # share that may be required: switches that reduce nearly double a bus bandwidth


def requirements(words: Sequence[str]) -> dict[Operation, float]:
    """Return the shares that are required, by operation.

    Raises
    ------
    InputError
        Where a word names no operation or no share.

    Examples
    --------
    >>> requirements(["all_reduce=0.9"])
    {<Operation.ALL_REDUCE: 'all_reduce'>: 0.9}
    """
    found: dict[Operation, float] = {}
    problems = []
    for word in words:
        name, _, share = word.partition("=")
        try:
            part = float(share.strip().removesuffix("%")) * (0.01 if share.strip().endswith("%") else 1.0)
            operation = called(name)
        except ValueError:
            part, operation = 0.0, None
        if operation is None or not 0.0 < part <= _MOST:
            known = ", ".join(each.value for each in Operation)
            problems.append(
                Problem(shown(word), "no such requirement", f"OPERATION=SHARE, as all_reduce=0.9; one of {known}")
            )
        else:
            found[operation] = part
    if problems:
        raise InputError("--require", problems)
    return found


def unmet(required: Mapping[Operation, float], judged: Sequence[Judged]) -> tuple[str, ...]:
    """Return a sentence for each requirement that no measurement, or not each, meets."""
    return tuple(
        sentence
        for operation, share in required.items()
        for sentence in _failures(
            operation, share, [each for each in judged if each.measurement.operation == operation]
        )
    )


def _failures(operation: Operation, share: float, judged: Sequence[Judged]) -> list[str]:
    if not judged:
        return [f"required {operation.value}={share:g}: the text has no such operation"]
    found = []
    for each in judged:
        if each.verdict in _NO_BANDWIDTH:
            found.append(f"required {operation.value}={share:g}: {each.because[0]}; run again")
        elif each.share is None:
            found.append(f"required {operation.value}={share:g}: {each.because[0]}; say --node or --nic")
        elif each.verdict is Verdict.LOW and of_share(each.share) is not Verdict.LOW:  # by no share: a shared device
            found.append(f"required {operation.value}={share:g}: {each.because[0]}")
        elif each.share < share:
            found.append(f"required {operation.value}={share:g}: it reaches {percent(each.share)} of healthy hardware")
    return found
