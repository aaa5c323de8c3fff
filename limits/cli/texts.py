"""What bandwidth tests printed, in files or on standard input, with the verdict on each measurement."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from limits.errors import InputError, Problem
from limits.textfile import no_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from limits.catalog import Catalog
    from limits.pasted.judging.judged import Judged
    from limits.pasted.machine.hardware import Stated
    from limits.pasted.measurement import Measurement

_F = TypeVar("_F", bound="Callable[..., Any]")

STANDARD_INPUT = "standard input"


class Machine(NamedTuple):
    """What is said of the machine beside a text, and where names are looked up."""

    stated: Stated
    catalog: Catalog


def machine_options(function: _F) -> _F:
    """Add what is said of the machine of a measurement: node, accelerator, adapters, domain."""
    for option in reversed(
        (
            click.option(
                "--node", metavar="NAME", help="Node of the catalogue, as p5.48xlarge or dgx-h100; or as in 4xGH200."
            ),
            click.option(
                "--accelerator", metavar="NAME", help="Accelerator of the catalogue, where the paste names none."
            ),
            click.option("--nic", metavar="COUNTxRATE", help="Network adapters of a node, as 8x400G or 4xHDR."),
            click.option(
                "--domain", type=click.IntRange(1, 100_000), help="Accelerators that one scale-up network joins."
            ),
        )
    ):
        function = option(function)
    return function


def machine(
    node: str | None, accelerator: str | None, nic: str | None, domain: int | None, catalog: Catalog
) -> Machine:
    """Return the machine that these options say.

    Raises
    ------
    InputError
        Where the adapters cannot be read.
    """
    from limits.pasted.machine import hardware

    return Machine(hardware.Stated(node, accelerator, None if nic is None else hardware.nics(nic), domain), catalog)


def called(file: str) -> str:
    """Return what a file is called where it is spoken of.

    Examples
    --------
    >>> called("-"), called("run.log")
    ('standard input', 'run.log')
    """
    return STANDARD_INPUT if file == "-" else file


def short(files: Sequence[str]) -> list[str]:
    """Return what several files are called side by side: without their folders, where that still tells them apart.

    Examples
    --------
    >>> short(["runs/a.log", "runs/b.log"]), short(["old/a.log", "new/a.log"]), short(["runs/a.log", "-"])
    (['a.log', 'b.log'], ['old/a.log', 'new/a.log'], ['a.log', 'standard input'])
    """
    names = [called(file) if file == "-" else Path(file).name or file for file in files]
    return names if len(set(names)) == len(set(files)) else [called(file) for file in files]


def once(files: Sequence[str]) -> None:
    """Refuse standard input twice: the second would find it empty.

    Raises
    ------
    UsageError
        Where it is named twice.
    """
    if sum(file == "-" for file in files) > 1:
        raise click.UsageError("standard input (-) can be read once")


def judged(file: str, machine: Machine) -> list[Judged]:
    """Return the measurements of a text with their verdicts; none where nothing in it is known."""
    from limits.pasted.judging.verdict import judge_all

    return judge_all(read(file), machine.stated, machine.catalog)


def judged_together(files: Sequence[str], machine: Machine) -> list[list[Judged]]:
    """Return the measurements of several texts with their verdicts, by text.

    A text that describes nodes and holds no measurement stands beside those of all others.
    """
    from limits.pasted.judging.verdict import judge_all

    texts = [judged(file, machine) for file in files]
    beside = [each.measurement for found in texts if describes(found) for each in found]
    if not beside:
        return texts
    together = []
    for found in texts:
        own = [each.measurement for each in found]
        known = judge_all([*own, *beside], machine.stated, machine.catalog)[: len(own)]
        together.append(found if describes(found) else known)
    return together


def describes(found: Sequence[Judged]) -> bool:
    """Tell whether a text holds descriptions of machines, and nothing else."""
    return bool(found) and all(each.describes for each in found)


def known(file: str, machine: Machine) -> list[Judged]:
    """Return the measurements of a text with their verdicts, at least one.

    Raises
    ------
    InputError
        Where nothing in it is known.
    """
    found = judged(file, machine)
    if not found:
        raise nothing(called(file))
    return found


def nothing(where: str) -> InputError:
    """Return what is said where nothing is known."""
    what = "the output of nccl-tests, nvbandwidth, nvidia-smi topo -m or another tool of docs/reference/pasted.md"
    return InputError(where, [Problem("text", "nothing of a bandwidth test that is known", what)])


def read(file: str) -> Iterator[Measurement]:
    """Yield the measurements of a file or of standard input, which is read as a stream.

    Raises
    ------
    InputError
        Where it cannot be read.
    """
    from limits.pasted.lines import decoded
    from limits.pasted.reading import measurements

    if file == "-":
        yield from measurements(decoded(sys.stdin.buffer, STANDARD_INPUT))
        return
    try:
        with Path(file).open("rb") as stream:
            yield from measurements(decoded(stream, file))
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        raise InputError(file, [Problem("file", no_file(error), "a readable file, or - for standard input")]) from None
