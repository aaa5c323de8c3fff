"""The accelerator of a text: what was stated with it, or the model that it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from limits.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from limits.catalog import Catalog, Row
    from limits.pasted.machine.hardware import Hardware


def accelerator(models: Iterable[str], machine: Hardware, catalog: Catalog) -> tuple[Row | None, tuple[str, ...]]:
    """Return the row of the accelerator, None where nothing tells it, and what that takes for granted.

    Examples
    --------
    >>> from limits.catalog import shipped
    >>> from limits.pasted.machine.hardware import Hardware
    >>> row, assumed = accelerator(["NVIDIA H100 80GB HBM3"] * 8, Hardware(), shipped())
    >>> row.name, assumed
    ('h100-sxm', ('the accelerator is h100-sxm, as the text calls it',))
    """
    if machine.accelerator is not None:
        return catalog.row("accelerator", machine.accelerator), ()
    named = set(models)
    if len(named) != 1 or "" in named:
        return None, ()
    try:
        row = catalog.row("accelerator", named.pop())
    except UnknownNameError:
        return None, ()
    return row, (f"the accelerator is {row.name}, as the text calls it",)
