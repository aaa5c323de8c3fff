"""Shares, sizes, times and ways of NCCL as sentences have them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_NCCL = {"ll": "LL", "ll128": "LL128", "simple": "Simple", "nvls": "NVLS", "nvls_tree": "NVLS tree", "pat": "PAT"}
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


def size_said(size: float) -> str:
    """Return a size as whoever names it says it: in units of 1024 where it is whole in them, else in those of 1000.

    Examples
    --------
    >>> size_said(268435456.0), size_said(256e6), size_said(8.0), size_said(1e9)
    ('256 MiB', '256 MB', '8 byte', '1 GB')
    """
    thousands = next((pair for pair in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)) if size >= pair[1]), None)
    if thousands is None or size % 2**20 == 0.0 or (size < 2**20 and size % 2**10 == 0.0):
        return size_shown(size)
    return f"{size / thousands[1]:.4g} {thousands[0]}"


def time_said(seconds: float) -> str:
    """Return a time in microseconds, milliseconds or seconds.

    Examples
    --------
    >>> time_said(1.5532e-3), time_said(27e-6), time_said(2.0)
    ('1.553 ms', '27 us', '2 s')
    """
    for unit, step in (("s", 1.0), ("ms", 1e-3)):
        if seconds >= step:
            return f"{seconds / step:.4g} {unit}"
    return f"{seconds / 1e-6:.4g} us"


def larger(size: float) -> str:
    """Return a largest size to run up to, as the tests take it, beyond one that was not enough."""
    return "16G" if size < 16 * 2**30 else "64G"


def nccl_said(name: str) -> str:
    """Return an algorithm or a protocol of NCCL as it writes it.

    Examples
    --------
    >>> nccl_said("nvls_tree"), nccl_said("ll128"), nccl_said("ring")
    ('NVLS tree', 'LL128', 'ring')
    """
    return _NCCL.get(name, name.replace("_", " "))


def way_said(algorithm: str, protocol: str, heads: int = 0) -> str:
    """Return how a collective is done: the algorithm, its protocol, and the heads of switches that reduce.

    Examples
    --------
    >>> way_said("nvls_tree", "simple", 16), way_said("ring", "ll")
    ('NVLS tree, Simple, 16 heads', 'ring, LL')
    """
    return f"{nccl_said(algorithm)}, {nccl_said(protocol)}{f', {heads} heads' if heads else ''}"


def counted(count: int, what: str) -> str:
    """Return a number of things.

    Examples
    --------
    >>> counted(1, "adapter"), counted(8, "switch")
    ('1 adapter', '8 switches')
    """
    plural = "" if count == 1 else "es" if what.endswith("ch") else "s"
    return f"{count} {what}{plural}"


def listed(names: Sequence[str], most: int = 4) -> str:
    """Return names one after the other, of many the first few.

    Examples
    --------
    >>> listed(["a", "b"]), listed(["a", "b", "c", "d", "e", "f"])
    ('a, b', 'a, b, c, d and 2 more')
    """
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more
