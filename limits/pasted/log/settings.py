"""What two runs say of how they were made, where they say different things."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from limits.pasted.log.tuning_lines import spelled
from limits.pasted.words import size_shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from limits.pasted.judging.judged import Judged

_NAMED = 4  # hosts that are named


class Differing(NamedTuple):
    """A setting that differs: what it is called, and what the older and the newer run say; empty is nothing."""

    name: str
    old: str
    new: str


def differing(new: Judged, old: Judged) -> tuple[Differing, ...]:
    """Return the settings that differ between two runs; what one of them does not say is no difference.

    Variables of the environment are compared where both logs state any: one that only one of them sets differs.
    """
    found = [
        Differing(name, before, now)
        for name, told in _TOLD
        if (before := told(old)) and (now := told(new)) and before != now
    ]
    return (*found, *_algorithm(new, old), *_environment(new, old))


def _algorithm(new: Judged, old: Judged) -> Iterator[Differing]:
    """Yield what NCCL took at the largest size at which both logs tell it, and it differs."""
    now, before = new.measurement.evidence.choices, old.measurement.evidence.choices
    for key in sorted(now.keys() & before.keys(), key=lambda key: -key[1]):
        ways = [f"{spelled(each[key].algorithm)}, {each[key].protocol}" for each in (before, now)]
        if key[0] == new.measurement.operation and ways[0] != ways[1]:
            yield Differing(f"algorithm at {size_shown(key[1])}", *ways)
            return


def _environment(new: Judged, old: Judged) -> Iterator[Differing]:
    now, before = new.measurement.evidence, old.measurement.evidence
    if not now or not before:
        return  # the paste of one of them has no lines of the log
    for name in sorted({**now.environment, **before.environment}):
        values = before.environment.get(name, ""), now.environment.get(name, "")
        if values[0] != values[1]:
            yield Differing(name, *values)


def _hosts(judged: Judged) -> str:
    names = sorted(judged.measurement.hosts)
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more


def _count_of_hosts(judged: Judged) -> str:
    return _number(judged.ranks.hosts)


def _version(judged: Judged) -> str:
    return " ".join(filter(None, (judged.measurement.tool, judged.measurement.version)))


def _accelerators(judged: Judged) -> str:
    return ", ".join(sorted({rank.name for rank in judged.measurement.ranks_listed if rank.name}))


def _logged(told: Callable[[Judged], str]) -> Callable[[Judged], str]:
    """Return what tells a setting that a log states by a line, or by having none."""
    return lambda judged: told(judged) if judged.measurement.evidence.network else ""


def _rows(told: str) -> Callable[[Judged], str]:
    return lambda judged: ", ".join(sorted({value for row in judged.measurement if (value := getattr(row, told))}))


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


_TOLD: tuple[tuple[str, Callable[[Judged], str]], ...] = (
    ("tool", _version),
    ("NCCL version", lambda judged: judged.measurement.evidence.version),
    ("ranks", lambda judged: _number(judged.ranks.count)),
    ("number of hosts", _count_of_hosts),
    ("hosts", _hosts),
    ("devices", _accelerators),
    ("data type", _rows("datatype")),
    ("reduction", _rows("reduction")),
    ("network", lambda judged: judged.measurement.evidence.network),
    ("GPUDirect RDMA", _logged(lambda judged: "yes" if judged.measurement.evidence.direct else "no")),
    ("NVLink SHARP", lambda judged: {None: "", True: "yes", False: "no"}[judged.measurement.evidence.multicast]),
    ("channels", lambda judged: _number(judged.measurement.evidence.channels)),
    ("reduction in the network", _logged(lambda judged: "yes" if judged.measurement.evidence.in_network else "no")),
    ("adapters", lambda judged: ", ".join(judged.measurement.evidence.nics)),
)
"""What is compared, and what tells it of a run; what is empty is not known."""
