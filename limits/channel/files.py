"""The files of one channel: its through file and those of its aggressors, all read with the ports of the first."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from limits.channel import ports as order
from limits.channel import touchstone
from limits.channel.response import Response, response
from limits.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from limits.channel.ports import Ports
    from limits.channel.touchstone import Scattering

__all__ = ["Files", "read"]

_LINES = re.compile(r"(.+):(\d+-\d+(?:,\d+-\d+)?)", re.ASCII | re.DOTALL)
_EXAMPLE = "lanes.s8p:5-2,7-4"


class Files(NamedTuple):
    """Responses of a channel and of its aggressors."""

    through: Response
    far: tuple[Response, ...]
    near: tuple[Response, ...]


def read(
    through: str | Path,
    far: Sequence[str | Path] = (),
    near: Sequence[str | Path] = (),
    ports: Ports | None = None,
) -> Files:
    """Read Touchstone files, taking the order of ports from the through file for all of them.

    Parameters
    ----------
    through
        The file of the channel itself.
    far, near
        Files from far-end and near-end aggressors, way in first, to the same receiver. One of several pairs in a file
        is named behind it, `lanes.s8p:5-2,7-4`: from its ways in to the ways out of the through lines.
    ports
        The lines, where somebody states them.

    Raises
    ------
    InputError
        If a file cannot be used, has other ports than the through file, or is the through file once more.
    limits.channel.touchstone.MissingScikitRfError
        If scikit-rf is not installed.
    """
    first = touchstone.read(through)
    known = {Path(through).resolve(): first}
    lines = ports or order.found(first)

    def aggressor(named: str | Path) -> Response:
        path, own = _named(named)
        place = Path(path).resolve()
        if place not in known:
            known[place] = touchstone.read(path)
        found = known[place]
        if own is None:
            if found is first:
                wanted = "a file from an aggressor to the receiver, or its lines in this one"
                raise _refused(found.name, "file", "the through file once more", wanted, f"e.g. {_EXAMPLE}")
            return response(_alike(found, first), lines)
        if [way_out for _, way_out in own.lines] != [way_out for _, way_out in lines.lines]:
            raise _refused(found.name, "ports", f"{own}", f"lines that end as the through lines do, {lines}")
        if own.lines == lines.lines:
            raise _refused(found.name, "ports", f"{own}", "other ways in than those of the through lines")
        return response(found, own)

    return Files(response(first, lines), tuple(map(aggressor, far)), tuple(map(aggressor, near)))


def _named(named: str | Path) -> tuple[str | Path, Ports | None]:
    """Return a file, and the lines that are named behind it.

    Examples
    --------
    >>> _named("lanes.s8p:5-2,7-4")
    ('lanes.s8p', Ports(lines=((5, 2), (7, 4)), told='as stated'))
    >>> _named("lane.s4p")
    ('lane.s4p', None)
    """
    found = _LINES.fullmatch(str(named))
    return (named, None) if found is None else (found[1], order.stated(found[2]))


def _alike(read: Scattering, first: Scattering) -> Scattering:
    """Refuse a file whose ports mean other things than those of the through file."""
    if (read.ports, read.differential) != (first.ports, first.differential):
        raise _refused(read.name, "ports", _said(read), f"{_said(first)}, as {first.name} has")
    return read


def _said(read: Scattering) -> str:
    pairs = f", {len(read.differential)} of them differential" if read.differential else ""
    return f"{read.ports} ports{pairs}"


def _refused(name: str, where: str, given: str, wanted: str, mend: str = "") -> InputError:
    return InputError(name, [Problem(where, given, wanted, mend)])
