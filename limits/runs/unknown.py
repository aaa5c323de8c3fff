"""Why a number of a run is not known, as a record: texts are made of it, and never taken apart again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Unknown", "not_stated", "paths_of", "unstated"]


@frozen
class Unknown:
    """Why one number is not known: nobody stated it, or some other reason.

    Parameters
    ----------
    reason
        What stands in the way other than that nothing was stated; empty where that is all.
    ways
        Else what would have to be stated, in one of several ways: of each the paths of its fields. The first is the
        number itself.

    Examples
    --------
    >>> print(Unknown(ways=(("cluster.count",), ("cluster.accelerator_hours", "cluster.wall_time"))))
    not stated: cluster.count (or cluster.accelerator_hours and cluster.wall_time)
    """

    reason: str = ""
    ways: tuple[tuple[str, ...], ...] = ()

    def __str__(self) -> str:
        if self.reason:
            return self.reason
        first, *others = (" and ".join(way) for way in self.ways)
        return not_stated([first]) + (f" (or {', or '.join(others)})" if others else "")


def not_stated(paths: Iterable[str]) -> str:
    """Say which fields nobody stated.

    Examples
    --------
    >>> not_stated(["model.width", "model.layers"])
    'not stated: model.width, model.layers'
    """
    return f"not stated: {', '.join(paths)}"


def paths_of(found: Iterable[Unknown]) -> tuple[str, ...]:
    """Return the paths that would have to be stated, each number by its first way.

    Examples
    --------
    >>> paths_of([Unknown(ways=(("model.width",), ("model.config",))), Unknown(ways=(("model.layers",),))])
    ('model.width', 'model.layers')
    """
    return tuple(dict.fromkeys(path for why in found if why.ways for path in why.ways[0]))


def unstated(found: Iterable[Unknown]) -> str:
    """Say of several numbers which nobody stated, each by its own path; empty where none is.

    Examples
    --------
    >>> unstated([Unknown(ways=(("model.width",), ("model.config",))), Unknown(ways=(("model.layers",),))])
    'not stated: model.width, model.layers'
    """
    paths = dict.fromkeys(" and ".join(why.ways[0]) for why in found if why.ways)
    return not_stated(paths) if paths else ""
