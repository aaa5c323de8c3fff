"""Which column of an accelerator holds its dense peak at a number format."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from limits.catalog.record import Row

__all__ = ["PEAKS", "SCALED", "peak_column"]

PEAKS = {
    "fp64": "peak_fp64",
    "fp32": "peak_fp32",
    "tf32": "peak_tf32",
    "bf16": "peak_16bit",
    "fp16": "peak_16bit",
    "fp8-e4m3": "peak_fp8",
    "fp8-e5m2": "peak_fp8",
    "fp4-e2m1": "peak_fp4",
    "int8": "peak_int8",
}
"""Field of an accelerator by number format; one that is absent has no column."""

SCALED = {
    "mxfp8-e4m3": ("mxfp8", "peak_fp8"),
    "mxfp8-e5m2": ("mxfp8", "peak_fp8"),
    "mxfp4": ("mxfp4", "peak_fp4"),
    "nvfp4": ("nvfp4", "peak_fp4"),
}
"""Of formats with a common scale, their word in the `scaled_formats` of an accelerator, and the field of their peak."""


def peak_column(precision: str, row: Row) -> str:
    """Return the field of an accelerator that holds its dense peak at a number format; empty where none does.

    Parameters
    ----------
    precision
        Canonical name of a number format.
    row
        The accelerator: formats whose numbers share a scale have a peak only where its units multiply them as they are.

    Examples
    --------
    >>> from limits.catalog import row
    >>> peak_column("nvfp4", row("accelerator", "b200")), peak_column("nvfp4", row("accelerator", "mi355x"))
    ('peak_fp4', '')
    """
    if precision not in SCALED:
        return PEAKS.get(precision, "")
    word, column = SCALED[precision]
    return column if word in row.texts.get("scaled_formats", "").split("; ") else ""
