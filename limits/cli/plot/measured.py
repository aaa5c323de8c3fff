"""``limits plot link`` and ``channel``: what was measured, beside what is possible."""

from __future__ import annotations

from typing import Any

import click

from limits.cli import completion, lane_options, touchstone
from limits.cli import texts as printed
from limits.cli.options import Whole, catalogue, examples
from limits.cli.plot.looks import look_options, save, size_of
from limits.errors import InputError, Problem


@click.command(
    "link",
    help="""Draw the bus bandwidth that a bandwidth test printed against size, with what it is held against.

    FILE is what limits link reads, or - for standard input. Full and open marks are out of place and in place; the ring
    is the plateau; the dashed curve is the line of the upper regime; bounds are straight lines with their names.""",
    epilog=examples(
        "limits plot link nccl.log --nic 8x400G --output link.pdf",
        "limits plot link nccl.log --node p5.48xlarge --size 3.3x3.3 --output link.svg",
        "limits plot link many.log --measurement 3 --output third.png",
    ),
)
@click.argument("file", metavar="FILE")
@click.option(
    "--measurement",
    metavar="NUMBER",
    type=Whole(min=1),
    help="Which of several in one text, as limits link counts them, from 1.",
)
@printed.machine_options
@look_options
def link(
    *,
    file: str,
    measurement: int | None,
    node: str | None,
    accelerator: str | None,
    nic: str | None,
    domain: int | None,
    style: str,
    size: str | None,
    files: tuple[str, ...],
    output: str,
) -> None:
    """Draw a measurement and write it to a file."""
    from limits.report import figures

    figures.format_of(output)
    inches, catalog = size_of(size), catalogue(files)
    judged = printed.known(file, printed.machine(node, accelerator, nic, domain, catalog))
    if measurement is None:  # what describes the nodes of a measurement is no other one
        judged = [each for each in judged if not each.describes] or judged
    chosen = judged[_chosen(measurement, len(judged), printed.called(file))]
    save(figures.link(chosen, catalogue=catalog.sha256, size=inches, style=style), output)


@click.command(
    "channel",
    help="""Draw what a lane finds on a measured channel: signal, noise and water level, and its capacity density.

    LANE and the options are those of limits channel --s4p. The area under a curve of the lower axes is a capacity.""",
    epilog=examples(
        "limits plot channel 100g --s4p thru.s4p --output channel.pdf",
        "limits plot channel 100g --s4p thru.s4p --fext fext1.s4p --next next1.s4p --output channel.svg",
        'limits plot channel 200g --s4p thru.s4p --band "30 GHz" --style talk --output channel.png',
    ),
)
@click.argument("words", metavar="[LANE]", nargs=-1, shell_complete=completion.lanes)
@lane_options.lane_options
@touchstone.file_options
@look_options
def channel(
    *,
    words: tuple[str, ...],
    baud: str | None,
    pam: int | None,
    net: str | None,
    fec: str | None,
    style: str,
    size: str | None,
    files: tuple[str, ...],
    output: str,
    **channel: Any,
) -> None:
    """Draw a measured channel and write it to a file."""
    from limits.channel.lane import lane, row_called
    from limits.report import figures

    figures.format_of(output)
    inches, catalog = size_of(size), catalogue(files)
    row = row_called(" ".join(words), catalog) if words else None
    said = lane(row, lane_options.stated(baud=baud, pam=pam, net=net, fec=fec))
    if (found := touchstone.measured(said, **channel)) is None:
        raise click.UsageError("Missing option '--s4p': the Touchstone file of the channel.")
    save(figures.channel(found, catalogue=catalog.sha256, size=inches, style=style), output)


def _chosen(measurement: int | None, there: int, where: str) -> int:
    """Return the place of the measurement to draw; one of several must be said."""
    if measurement is None and there > 1:
        mend = "limits link counts them"
        raise InputError(where, [Problem("text", f"{there} measurements", "one, by --measurement NUMBER", mend)])
    if measurement is not None and measurement > there:
        raise InputError(where, [Problem("--measurement", f"{measurement}", f"a number from 1 to {there}")])
    return (measurement or 1) - 1
