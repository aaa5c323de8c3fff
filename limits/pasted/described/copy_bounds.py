"""What copies between two devices, or a device and its host, are held against: line rates, and what healthy links show.

An expectation holds for every pair only where all of them have the same path: through switches, or one link each.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from limits.pasted.expected.bound import MODEL, RATING, Bound
from limits.pasted.expected.bounds import NONE, Bounds
from limits.pasted.expected.expectation import shares

if TYPE_CHECKING:
    from limits.catalog import Catalog, Row

_BIT = 8e9  # bit/s in a GB/s
_ONE_EACH = 8  # accelerators of a node that have one link to each of the others
_NAME = "healthy hardware"
_BESIDE = "the wiring beside the table is of the same node: {} links join every two accelerators"
_FEWER = "fewer than {0} accelerators may share their links, without switches; --domain {0} says that they have some"


class Way(StrEnum):
    """From where to where copies go."""

    DEVICES = "device to device"
    TO_DEVICE = "host to device"
    TO_HOST = "device to host"
    TO_ONE = "all others to one device"
    FROM_ONE = "one device to all others"
    INSIDE = "inside a device"


class Held(NamedTuple):
    """What copies are held against.

    Attributes
    ----------
    bounds
        Line rates, and what healthy hardware shows where that is known.
    otherwise
        Why a slower pair may be sound nevertheless, or why nothing is expected; empty where the expectation holds for
        every pair.
    assumed
        What was taken for granted.
    """

    bounds: Bounds
    otherwise: str = ""
    assumed: tuple[str, ...] = ()


class Joined(NamedTuple):
    """How devices are joined: how many there are, how many one scale-up network joins, and the links of each pair.

    The last two are None where nothing tells them.
    """

    devices: int
    domain: int | None = None
    links: int | None = None


def between_devices(row: Row, catalog: Catalog, joined: Joined, *, kernel: bool) -> Held:
    """Return what copies between two accelerators of a node are held against.

    Parameters
    ----------
    row, catalog
        The accelerator, and where its link is looked up.
    joined
        How the accelerators are joined, as far as something tells it.
    kernel
        Whether a kernel copied, and not a copy engine.

    Examples
    --------
    >>> from limits.catalog import shipped
    >>> held = between_devices(shipped().row("accelerator", "h100-sxm"), shipped(), Joined(8), kernel=False)
    >>> for bound in held.bounds.rows:
    ...     print(f"{bound.name}: {bound.rate:g} ({bound.how})")
    scale-up port, line rate: 450 (450 GB/s each way of h100-sxm)
    healthy hardware: 396 (88 % of 450 GB/s of nvlink-4, by copy engine)
    >>> between_devices(shipped().row("accelerator", "h100-sxm"), shipped(), Joined(4), kernel=False).otherwise
    'fewer than 8 accelerators may share their links, without switches; --domain 8 says that they have some'
    """
    name = row.texts.get("scale_up", "")
    if not name:
        return Held(NONE, f"the catalogue knows no link between two {row.name}")
    link = catalog.row("link", name)
    each = link.cells["rate"].value / _BIT if "rate" in link.cells else None
    if name.startswith("pcie"):
        return Held(_alone("PCIe", each, name), "pairs differ: switches, root ports and sockets lie between them")
    port = row.cells["scale_up_rate"].value / _BIT if "scale_up_rate" in row.cells else None
    if port is None:
        return Held(NONE, f"the catalogue knows no rate of the links of {row.name}")
    rating = Bound(
        "scale-up port, line rate", RATING, port, f"{port:.4g} GB/s each way of {row.name}", short="port, line rate"
    )
    if name not in shares()["copy"] or each is None:
        return Held(Bounds((rating,), rating, None), "pairs may have different numbers of links")
    if joined.domain is None and "domain" in row.cells:
        joined = joined._replace(domain=int(row.cells["domain"].value))
    return _over_links(name, each, rating, joined, kernel=kernel)


def _over_links(name: str, each: float, rating: Bound, joined: Joined, *, kernel: bool) -> Held:
    """Return what copies over links of a name are held against, each of a rate, all of a device of a rating."""
    known = shares()["copy"][name]
    share, by = _share(name, kernel=kernel)
    if known.get("one_link_of_a_pair"):
        one = Bound("the one link of a pair", RATING, each, f"{each:.4g} GB/s each way of {name}")
        expected = _expected(share, each, f"{name}, {by}")
        why = "" if joined.devices <= _ONE_EACH else "more devices than links: some pairs share a chip, or have no link"
        return Held(Bounds((one, expected), rating, expected), why)
    if joined.links is not None:
        rate = min(joined.links * each, rating.rate)
        pair = Bound("the links of a pair", RATING, rate, f"{joined.links} of {each:.4g} GB/s each way of {name}")
        expected = _expected(share, rate, f"{joined.links} links of {name}, {by}")
        return Held(Bounds((pair, expected), rating, expected), assumed=(_BESIDE.format(joined.links),))
    expected = _expected(share, rating.rate, f"{name}, {by}")
    least = int(known["switched_from"])
    switched = max(joined.devices, joined.domain or 0) >= least
    return Held(Bounds((rating, expected), rating, expected), "" if switched else _FEWER.format(least))


def of_all_links(held: Held) -> Held:
    """Return what copies of one device and all others together are held against: its port, and no expectation."""
    port = held.bounds.weakest
    if port is None:
        return held
    return Held(Bounds((port,), port, None), "nobody published what all links of a device show at once")


def with_host(row: Row, catalog: Catalog) -> Held:
    """Return what copies between an accelerator and the memory of its host are held against.

    Examples
    --------
    >>> from limits.catalog import shipped
    >>> held = with_host(shipped().row("accelerator", "h100-sxm"), shipped())
    >>> held.bounds.weakest.rate, round(held.bounds.expected.rate, 1), held.otherwise
    (63.015, 55.5, '')
    """
    for name, known in shares()["host"].items():
        if row.name in known["accelerators"]:
            rate = catalog.row("link", name).cells["rate"].value / _BIT
            bounds = _alone("link to the host", rate, name)
            if "share" not in known:
                return Held(bounds, f"no published rate tells what copies over {name} show in each direction")
            expected = _expected(known["share"], rate, f"{name}, by copy engine")
            return Held(Bounds((*bounds.rows, expected), bounds.weakest, expected))
    return Held(NONE, f"the catalogue does not know what joins {row.name} to its host")


def _share(link: str, *, kernel: bool) -> tuple[float, str]:
    """Return what copies reach of a link, and by what."""
    if not kernel and "share" in shares()["copy"][link]:
        return float(shares()["copy"][link]["share"]), "by copy engine"
    return float(shares()["scale_up"][link]["share"]), "by kernels" if kernel else "by kernels at least"


def _expected(share: float, rate: float, what: str) -> Bound:
    return Bound(_NAME, MODEL, share * rate, f"{100.0 * share:.0f} % of {rate:.4g} GB/s of {what}")


def _alone(name: str, rate: float | None, link: str) -> Bounds:
    if rate is None:
        return NONE
    bound = Bound(f"{name}, line rate", RATING, rate, f"{rate:.4g} GB/s each way of {link}")
    return Bounds((bound,), bound, None)
