"""What is inside and outside an estimated energy: told by the numbers that it was made of, never by a fixed list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.frozen import frozen
from limits.runs.fields import path_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from limits.runs.batch import Resolved

__all__ = ["AROUND", "Coverage", "coverage", "listed"]

AROUND = {"network_power": "switches", "storage_power": "storage"}
"""Powers beside that of the nodes, with what draws them; each is in the energy where it is stated."""

_HOSTS = ("hosts", "fans", "power supplies")
_COOLING = ("cooling",)
_HOURS = "restarts, repeated steps, evaluation and idling, as far as the accelerator-hours have them"
_PHASES = {"long_context_flop": "long context", "post_training_flop": "post-training"}


@frozen
class Coverage:
    """What an energy counts.

    Attributes
    ----------
    inside, outside
        Things that draw power for a run, those whose power is in the energy and those whose is not.
    counted, not_counted
        The same in sentences, with the phases of a run and what else people ask for.
    would_add
        Fields which, if stated, would take in, or tell beside it, what is not counted.
    """

    inside: tuple[str, ...]
    outside: tuple[str, ...]
    counted: str
    not_counted: str
    would_add: tuple[str, ...]


def coverage(resolved: Resolved, index: int) -> Coverage:
    """Return what the energy of one run counts, from what is known of the run.

    Parameters
    ----------
    resolved
        Runs with everything that is known of them.
    index
        Which of them.

    Examples
    --------
    >>> import limits
    >>> from limits.catalog import shipped
    >>> from limits.runs.batch import Resolved
    >>> run = limits.TrainingRun("mine", flop="1e24 FLOP", accelerator="h100-sxm", network_power="100 W", pue=1)
    >>> found = coverage(Resolved([run], shipped()), 0)
    >>> found.inside
    ('accelerators', 'hosts', 'fans', 'power supplies', 'switches')
    >>> found.outside
    ('storage', 'cooling')
    """

    def known(name: str) -> bool:
        return resolved.known(index, name)

    boards = _of_boards_alone(resolved, index)
    around, missing = ([name for name in AROUND if known(name) is wanted] for wanted in (True, False))
    cooled = _cooled(resolved, index)
    phases = [name for name in _PHASES if known(name)]
    inside = ("accelerators", *(() if boards else _HOSTS), *(AROUND[name] for name in around))
    outside = (*(_HOSTS if boards else ()), *(AROUND[name] for name in missing))
    counted = (
        listed(inside),
        *(("cooling and distribution, by the PUE",) if cooled else ()),
        _HOURS,
        *((f"{listed([_PHASES[name] for name in phases])}, by their compute",) if phases else ()),
    )
    not_counted = (
        *((listed(outside),) if outside else ()),
        *(() if cooled else ("cooling and distribution, as the PUE is 1",)),
        *_phases_outside([_PHASES[name] for name in _PHASES if name not in phases]),
        "failed runs, tuning trials and other development" + (", told beside it" if known("development") else ""),
        "making the machine"
        + (", whose carbon is told beside it" if known("embodied_carbon") and known("lifetime") else ""),
        "inference",
        "transients on the grid",
    )
    would_add = (
        *(("node_power",) if boards else ()),
        *missing,
        *(() if known("development") else ("development",)),
        *_making_lacks(resolved, index),
    )
    return Coverage(
        inside=(*inside, *(_COOLING if cooled else ())),
        outside=(*outside, *(() if cooled else _COOLING)),
        counted="; ".join(counted),
        not_counted="; ".join(not_counted),
        would_add=tuple(path_of(name) for name in would_add),
    )


def _of_boards_alone(resolved: Resolved, index: int) -> bool:
    """Tell whether the power of the nodes is that of their boards, as nothing tells that of their hosts."""
    power = resolved.number(index, "node_power")
    return power is not None and power.origin is not None and power.origin.needs == ("power",)


def _cooled(resolved: Resolved, index: int) -> bool:
    """Tell whether the PUE counts anything: at 1 the computers are all that draws power."""
    return bool((resolved.drawn(index, "pue") > 1.0).any())


def _making_lacks(resolved: Resolved, index: int) -> tuple[str, ...]:
    """Return what a run would have to state for the carbon of making its accelerators.

    A lifetime is enough where the catalogue knows the carbon of making one.
    """
    lacking = tuple(name for name in ("embodied_carbon", "lifetime") if not resolved.known(index, name))
    name = resolved.rows[index].get("accelerator")
    listed_there = name is not None and "embodied_carbon" in resolved.catalog.row("accelerator", name).cells
    return ("lifetime",) if lacking and listed_there else lacking


def _phases_outside(phases: list[str]) -> tuple[str, ...]:
    return (f"phases whose compute the run leaves out, as {' or '.join(phases)}",) if phases else ()


def listed(words: Sequence[str]) -> str:
    """Join words as a sentence does.

    Examples
    --------
    >>> listed(["hosts", "fans", "switches"]), listed(["storage"])
    ('hosts, fans and switches', 'storage')
    """
    return f"{', '.join(words[:-1])} and {words[-1]}" if words[1:] else words[0]
