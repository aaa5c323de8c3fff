"""Facts with their sources: training runs, accelerators, nodes, links, memories, grids.

The CSV files beside this module are the facts, `columns` says what their columns mean, SOURCES.md whose they are. The
functions below look into the catalogue that ships; `Catalog.extended` adds a user's own rows to it.

Examples
--------
>>> from limits import catalog
>>> tdp = catalog.row("accelerator", "h100-sxm").cells["tdp"]
>>> tdp.value, tdp.unit
(700.0, 'W')
"""

from __future__ import annotations

from limits.catalog.catalog import Catalog, Rows, shipped
from limits.catalog.columns import KINDS
from limits.catalog.record import Row

__all__ = ["KINDS", "Catalog", "Row", "Rows", "names", "row", "rows", "shipped"]


def row(kind: str, name: str) -> Row:
    """Return a row of the shipped catalogue; see `Catalog.row`."""
    return shipped().row(kind, name)


def rows(kind: str) -> Rows:
    """Return all rows of a kind of the shipped catalogue; see `Catalog.rows`."""
    return shipped().rows(kind)


def names(kind: str) -> tuple[str, ...]:
    """Return the names of a kind in the shipped catalogue; see `Catalog.names`."""
    return shipped().names(kind)
