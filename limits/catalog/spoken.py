"""How people and tools write a name that the catalogue has in small letters and with hyphens."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_LISTED = re.compile(r"gpu \d+: (.+?)(?: \(uuid: .*\))?")  # a line of `nvidia-smi -L`
_BETWEEN = re.compile(r"\s+")


def spellings(name: str) -> Iterator[str]:
    """Yield what a name may be called in the catalogue, the nearest to what was written first.

    Examples
    --------
    >>> list(spellings("NVIDIA H100 80GB HBM3"))
    ['nvidia h100 80gb hbm3', 'nvidia-h100-80gb-hbm3']
    >>> list(spellings("GPU 0: Tesla V100-SXM2-32GB (UUID: GPU-0a1b)"))[-1]
    'tesla-v100-sxm2-32gb'
    """
    said = name.strip().lower()
    yield said
    if listed := _LISTED.fullmatch(said):
        said = listed[1]
    joined = _BETWEEN.sub("-", said)
    if joined != name.strip().lower():
        yield joined
