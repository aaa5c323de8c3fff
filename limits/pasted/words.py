"""Shares and sizes as sentences have them."""

from __future__ import annotations

_FEW = 0.095  # share below which a whole number of per cent is too coarse


def percent(part: float) -> str:
    """Return a share in per cent.

    Examples
    --------
    >>> percent(0.904), percent(0.0047)
    ('90 %', '0.47 %')
    """
    return f"{100.0 * part:.0f} %" if part >= _FEW else f"{100.0 * part:.2g} %"


def size_shown(size: float) -> str:
    """Return a size in units of 1024.

    Examples
    --------
    >>> size_shown(8589934592.0), size_shown(8.0)
    ('8 GiB', '8 byte')
    """
    for unit, step in (("GiB", 2**30), ("MiB", 2**20), ("KiB", 2**10)):
        if size >= step:
            return f"{size / step:.4g} {unit}"
    return f"{size:.0f} byte"


def larger(size: float) -> str:
    """Return a largest size to run up to, as the tests take it, beyond one that was not enough."""
    return "16G" if size < 16 * 2**30 else "64G"
