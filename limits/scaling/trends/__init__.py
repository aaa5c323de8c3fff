"""The published trends by name: `names`, `get`, and `everything` in the order of their files.

Each file of this folder has tables ``[studies.NAME]``, what is common to several trends, and ``[trends.NAME]``, one
relation with its constants. Names are immutable: a corrected constant gets a new name.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from limits.errors import UnknownNameError
from limits.scaling.trends.reader import read
from limits.scaling.trends.trend import Trend

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["FILES", "Trend", "everything", "get", "names"]

FILES = ("loss", "allocation", "batch", "experts", "precision", "downstream", "progress")
"""Files of trends, by what they are about."""


@cache
def everything() -> Mapping[str, Trend]:
    """Return every published trend by its key.

    Raises
    ------
    DataError
        When a table lacks its constants, source or evidence, or breaks another rule.

    Examples
    --------
    >>> {trend.kind for trend in everything().values()}
    {'trend'}
    """
    return read(Path(__file__).with_name(f"{name}.toml") for name in FILES)


def names() -> tuple[str, ...]:
    """Return the keys of the published trends.

    Examples
    --------
    >>> "brown2020-compute" in names()
    True
    """
    return tuple(everything())


def get(key: str) -> Trend:
    """Return a published trend by its key, in any case.

    Raises
    ------
    UnknownNameError
        With the nearest names, when nothing is called so.

    Examples
    --------
    >>> get("brown2020-compute").says
    'loss against compute'
    """
    try:
        return everything()[str(key).strip().lower()]
    except KeyError:
        raise UnknownNameError("trend", key, names(), see="'limits frontier trend' lists them") from None
