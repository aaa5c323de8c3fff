"""From a text to the measurements in it: each line goes to the reader of the tool that wrote it."""

from __future__ import annotations

import functools
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from limits.pasted.lines import HOST, Lines
from limits.pasted.log.evidence import Evidence
from limits.pasted.measurement import LOG_ALONE, Measurement
from limits.pasted.readers import READERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from limits.pasted.readers import Reader


def read(text: str | Iterable[str]) -> tuple[Measurement, ...]:
    """Return the measurements in a text, in the order in which they stand there.

    Parameters
    ----------
    text
        What was pasted, or pieces of it, as a stream gives them.

    Returns
    -------
    tuple of Measurement
        One for each table; a table without rows is one too. None where nothing in the text is known.

    Examples
    --------
    >>> read("nothing that we know")
    ()
    """
    return tuple(measurements((text,) if isinstance(text, str) else text))


def measurements(pieces: Iterable[str]) -> Iterator[Measurement]:
    """Yield each measurement as soon as its table ends; parameters as in `read`."""
    lines = Lines(iter(pieces))
    found = False
    for line in lines:
        reader = begun(line)
        if reader is not None:
            lines.back(line)
            for measurement in reader.read(lines, _own(lines, reader)):
                found = found or measurement.description is None  # else a log may be all that was measured
                yield _without_log(measurement, lines)
    if not found and lines.evidence.logged:
        yield Measurement(
            LOG_ALONE, None, (), test="NCCL_DEBUG=INFO", evidence=lines.evidence, sweep=False, known_only=True
        )


def _without_log(measurement: Measurement, lines: Lines) -> Measurement:
    """Return what describes a machine without what a log said before it, which is of the next table."""
    if measurement.description is None or not measurement.evidence:
        return measurement
    lines.evidence = measurement.evidence
    return replace(measurement, evidence=Evidence())


def begun(line: str) -> Reader | None:
    """Return the reader whose tool a line begins an output of, or None.

    Examples
    --------
    >>> begun("# nThread 1 nGpus 8 minBytes 8").name
    'nccl_tests'
    """
    found = _begins().match(line)
    if found and found.lastgroup:
        return _named()[found.lastgroup]
    for word, reader in _words():
        if word in line:
            return reader
    return None


def _own(lines: Lines, reader: Reader) -> Iterator[str]:
    """Yield lines up to the first that begins the output of another tool."""
    for line in lines:
        other = begun(line)
        if other is not None and other is not reader:
            lines.back(line)
            return
        yield line


@functools.cache
def _begins() -> re.Pattern[str]:
    beginnings = "|".join(f"(?P<{reader.name}>{reader.begins})" for reader in READERS)
    return re.compile(f"{HOST}(?:{beginnings})")


@functools.cache
def _words() -> tuple[tuple[str, Reader], ...]:
    return tuple((word, reader) for reader in READERS for word in reader.words)


@functools.cache
def _named() -> dict[str, Reader]:
    return {reader.name: reader for reader in READERS}
