"""Machines and slices that clouds rent by name: which accelerators stand in them, and how many.

Facts of ``data/machines.csv``. A name of a slice of TPUs ends in a number: of cores up to v5p, of which a chip has two,
of chips where a chip has one.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).parents[1] / "data" / "machines.csv"
SOURCES = {
    "aws": "tables of EC2 instances in public repositories, two of which agree on each",
    "azure": "tables of Azure machine sizes in public repositories, two of which agree on each",
    "google": "GoogleCloudPlatform/cluster-toolkit, modules/internal/gpu-definition",
    "rack": "the number in its name, which is the scale-up domain of the rows gb200 and gb300",
    "neuron": "AWS Neuron documentation, Trn1/Trn1n architecture",
}
"""Where the numbers were seen."""

_BETWEEN = re.compile(r"[\s_]+")
_SLICE = re.compile(r"(?:tpu-?)?(v2|v3|v4|v5p|v5litepod|v5e|v6e)-(\d{1,5})")
_CHIPS = {
    "v2": ("tpu-v2", 2),
    "v3": ("tpu-v3", 2),
    "v4": ("tpu-v4", 2),
    "v5p": ("tpu-v5p", 2),
    "v5litepod": ("tpu-v5e", 1),
    "v5e": ("tpu-v5e", 1),
    "v6e": ("tpu-v6e", 1),
}
"""What a chip of each kind of slice is called here, and how many of what the name counts it has."""


class Rented(NamedTuple):
    """What is rented under a name.

    Attributes
    ----------
    accelerator
        The name of its accelerators in the catalogue.
    number
        How many there are.
    what
        The machine in words, before "of" or "with".
    """

    accelerator: str
    number: int
    what: str

    def __str__(self) -> str:
        return f"{self.what} {self.number} x {self.accelerator}"


def rented(name: str) -> Rented | None:
    """Return what is rented under a name, None where it is no machine that is known.

    Examples
    --------
    >>> print(rented("p5.48xlarge")), print(rented("v4-8"))
    a machine with 8 x h100-sxm
    a slice of 8 cores, 4 x tpu-v4
    (None, None)
    >>> rented("h100-sxm") is None
    True
    """
    bare = _bare(name)
    if slice_ := _SLICE.fullmatch(bare):
        accelerator, each = _CHIPS[slice_[1]]
        number = int(slice_[2])
        if number % each or not number:
            return None
        return Rented(accelerator, number // each, f"a slice of {number} cores," if each > 1 else "a slice with")
    return _machines().get(bare)


def advice(name: str) -> str:
    """Say how a machine is stated whose name stands where one accelerator is wanted; empty where it is none.

    Examples
    --------
    >>> advice("trn2.48xlarge")
    'it is a machine with 16 x trainium2: state trainium2, and count accelerators'
    """
    found = rented(name)
    return f"it is {found}: state {found.accelerator}, and count accelerators" if found else ""


def _bare(name: str) -> str:
    """Return a name without what people put around it: blanks, capitals, `ml.` of SageMaker, `Standard_` of Azure."""
    said = _BETWEEN.sub("-", name.strip().lower())
    return said.removeprefix("ml.").removeprefix("standard-").removeprefix("nvidia-")


@cache
def _machines() -> dict[str, Rented]:
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {_bare(row["machine"]): Rented(row["accelerator"], int(row["count"]), "a machine with") for row in rows}
