"""NCCL's own cost model: its constants, from ``data/nccl.toml``, for ``network/nccl.py``."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from limits.errors import DataError
from limits.network.nccl import PROTOCOLS, Tuning

if TYPE_CHECKING:
    from collections.abc import Mapping

    from limits.network.nccl import Triple

__all__ = ["nccl_tuning"]

_FILE = Path(__file__).parents[1] / "data" / "nccl.toml"
_MICROSECOND, _GIGABYTE = 1e-6, 1e9


@cache
def nccl_tuning() -> Tuning:
    """Return the constants of NCCL's tuner in SI.

    Examples
    --------
    >>> round(nccl_tuning().base["ring"][0] * 1e6, 1), nccl_tuning().nvls_share["hopper"]
    (6.6, 0.85)
    """
    return tuning_of(tomllib.loads(_FILE.read_text(encoding="utf-8")))


def tuning_of(tables: Mapping[str, Any]) -> Tuning:
    """Return the constants in SI of tables written as in ``data/nccl.toml``.

    Raises
    ------
    DataError
        When a source is missing, or a row has not three numbers.
    """
    if not tables.get("sources"):
        raise DataError(_FILE.name, "sources", "no sources", "constants name where they were read")
    steps, share, ceiling = tables["steps"], dict(tables["share"]), tables["ceiling"]
    plateau = dict(tables["plateau"])
    tree_share, one_chain, pat_share = (share.pop(name) for name in ("tree", "one_chain", "pat"))
    return Tuning(
        base=_rows(tables["base"], _MICROSECOND),
        hop=MappingProxyType({over: _rows(rows, _MICROSECOND) for over, rows in tables["hop"].items()}),
        alone=_triple("alone", steps["alone"], _MICROSECOND),
        postings=_triple("postings", steps["postings"], 1.0),
        pat_hop=steps["pat_hop"],
        pat_rank=steps["pat_rank"] * _MICROSECOND,
        overhead=MappingProxyType({cpu: value * _MICROSECOND for cpu, value in tables["overhead"].items()}),
        plateau_bytes=plateau.pop("bytes"),
        plateau=MappingProxyType(plateau),
        share=_rows(share, 1.0),
        tree_share=tree_share,
        one_chain=one_chain,
        pat_share=pat_share,
        nvls_share=MappingProxyType(dict(tables["nvls_share"])),
        ceiling=MappingProxyType({name: _rows(rows, _GIGABYTE) for name, rows in ceiling.items()}),
        ceiling_of_cpu=MappingProxyType(dict(tables["ceiling_of_cpu"])),
        correction=MappingProxyType({name: tuple(row) for name, row in tables["correction"].items()}),
    )


def _rows(rows: Mapping[str, Any], unit: float) -> Mapping[str, Triple]:
    return MappingProxyType({name: _triple(name, row, unit) for name, row in rows.items()})


def _triple(name: str, row: list[float], unit: float) -> Triple:
    if len(row) != len(PROTOCOLS):
        raise DataError(_FILE.name, name, f"{len(row)} numbers", "three of them: for the protocols, or for nodes")
    first, second, third = (number * unit for number in row)
    return first, second, third
