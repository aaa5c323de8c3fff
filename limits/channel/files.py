"""The files of one channel: its through file and those of its aggressors, all read with the ports of the first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from limits.channel import ports as order
from limits.channel import touchstone
from limits.channel.response import Response, response
from limits.errors import InputError, Problem, printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from limits.channel.ports import Ports
    from limits.channel.touchstone import Scattering

__all__ = ["Files", "read"]


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
        Files from far-end and near-end aggressors, way in first, to the same receiver.
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
    lines = ports or order.found(first)
    same = Path(through).resolve()
    for each in (*far, *near):
        if Path(each).resolve() == same:
            wanted = "a file from an aggressor to the receiver"
            raise InputError(printable(Path(each).name), [Problem("file", "the through file once more", wanted)])

    def aggressors(files: Sequence[str | Path]) -> tuple[Response, ...]:
        return tuple(response(_alike(touchstone.read(each), first), lines) for each in files)

    return Files(response(first, lines), aggressors(far), aggressors(near))


def _alike(read: Scattering, first: Scattering) -> Scattering:
    """Refuse a file whose ports mean other things than those of the through file."""
    if (read.ports, read.differential) != (first.ports, first.differential):
        raise InputError(read.name, [Problem("ports", _said(read), f"{_said(first)}, as {first.name} has")])
    return read


def _said(read: Scattering) -> str:
    pairs = f", {len(read.differential)} of them differential" if read.differential else ""
    return f"{read.ports} ports{pairs}"
