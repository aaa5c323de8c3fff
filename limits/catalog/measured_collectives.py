"""Bus bandwidths that healthy hardware has shown: rows of ``measured_collectives.csv``.

Each row is what one kind of accelerators showed, or what somebody accepts as the least of it, for one operation on so
many ranks in so many scale-up domains, with the algorithm where that is known. An interval spans what several people
printed, or the two halves of one table; numbers are stored as printed, in GB of 1e9 bytes.

Examples
--------
>>> row = measured_collectives()["h100-8-allreduce-nvls"]
>>> row.printed["bus_bandwidth"], row.cells["bus_bandwidth"].low / 8e9
('473.1 .. 482.26', 473.1)
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from limits.catalog.columns import BYTE, Column, Table, count
from limits.catalog.reader import read_row, records_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from limits.catalog.record import Row

__all__ = ["ALGORITHMS", "BASES", "accelerators_of", "healthy", "measured_collectives"]

ALGORITHMS = ("ring", "tree", "NVLS", "NVLSTree", "unknown")
"""Algorithms by NCCL's names; `unknown` where the source does not say it and no bound tells."""

BASES = MappingProxyType(
    {
        "measured": "printed in documentation, as a reference or in a question, and nothing speaks against it",
        "threshold": "the least that somebody who runs such hardware, or its maker, accepts",
    }
)
"""What stands behind an anchor."""


ANCHOR = Table(
    "anchor",
    "measured_collectives.csv",
    (
        count("ranks", "ranks"),
        count("domains", "domains"),
        Column("gbit_per_s_per_domain", "domain_rate", "bit/s", 1e9, "Gbit/s"),
        Column("busbw_gbyte_per_s", "bus_bandwidth", "bit/s", 1e9 * BYTE, "GB/s"),
        Column("size_bytes", "size", "bit", BYTE, "B"),
    ),
    ("accelerators", "collective", "algorithm", "basis"),
    {"algorithm": ALGORITHMS, "basis": tuple(BASES)},
)


@cache
def measured_collectives() -> Mapping[str, Row]:
    """Return every anchor by name, in the order of the file."""
    content = (Path(__file__).parents[1] / "data" / ANCHOR.file).read_bytes()
    rows = {
        record[ANCHOR.kind]: read_row(record, ANCHOR, f"{ANCHOR.file} line {line}", ANCHOR.file)
        for line, record in records_of(content, ANCHOR, ANCHOR.file)
    }
    return MappingProxyType(rows)


def accelerators_of(row: Row) -> tuple[str, ...]:
    """Return the accelerators, by their names in the catalogue, that an anchor is of: those with the same links.

    Examples
    --------
    >>> accelerators_of(measured_collectives()["h100-8-allreduce-ring"])
    ('h100-sxm', 'h200-sxm')
    """
    return tuple(name.strip() for name in row.texts["accelerators"].split(";"))


def healthy(
    accelerator: str, ranks: float, domains: float, collective: str, algorithm: str | None = None
) -> tuple[Row, ...]:
    """Return what healthy hardware showed in just this case, measured before thresholds; nothing where nobody has said.

    Parameters
    ----------
    accelerator
        Its name in the catalogue.
    ranks, domains
        Ranks of the operation, and the scale-up domains that they are in [1].
    collective
        The operation, as `limits.network.collectives.Operation` writes it.
    algorithm
        One of `ALGORITHMS`; rows of every algorithm without it.

    Examples
    --------
    >>> [(row.name, row.printed["bus_bandwidth"]) for row in healthy("b200", 8, 1, "all_reduce", "ring")]
    [('b200-8-allreduce-ring', '682.2')]
    >>> healthy("b200", 7, 1, "all_reduce")
    ()
    """
    found = [
        row
        for row in measured_collectives().values()
        if accelerator in accelerators_of(row)
        and (row.cells["ranks"].value, row.cells["domains"].value) == (ranks, domains)
        and row.texts["collective"] == collective
        and algorithm in (None, row.texts["algorithm"])
    ]
    return tuple(sorted(found, key=lambda row: row.texts["basis"] != "measured"))
