"""``limits link``: a verdict on what a bandwidth test printed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from limits.cli.options import Whole, catalog_option, catalogue, examples, format_option, output_option
from limits.cli.output import conclude, emit_view
from limits.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from limits.pasted.measurement import Measurement

_MISSING = "Missing argument 'FILE', or --ranks with --node, --accelerator or --nic: what is expected of a machine."
_BELOW = 1  # exit code where a required share is not reached


@click.command(
    "link",
    help="""Say whether a link is good, from what a bandwidth test printed: nccl-tests, rccl-tests, nccom-test, or the
    all_reduce_bench of ml-engineering. FILE may be cut, with logs and prose around it; - reads standard input.

    The first line is the verdict. Where the hardware stands nowhere in the paste, it says what the measurement proves
    and which hardware would make it good: say which with --node, or with --accelerator, --nic and --domain.

    --size says what was measured at one size and what NCCL expects there; without FILE, --ranks and --node say of which
    machine.""",
    epilog=examples(
        "limits link nccl.log",
        "limits link nccl.log --node a3-megagpu-8g",
        "limits link - --accelerator H100 --nic 8x400G < nccl.log",
        "limits link nccl.log --nic 8x200G --require all_reduce=0.9",
        'limits link nccl.log --node a3-megagpu-8g --size "256 MB"',
        'limits link --node dgx-h100 --ranks 512 --size "256 MB"',
    ),
)
@click.argument("file", metavar="[FILE]", required=False)
@click.option("--node", metavar="NAME", help="Node of the catalogue, as p5.48xlarge or dgx-h100; or as in 4xGH200.")
@click.option("--accelerator", metavar="NAME", help="Accelerator of the catalogue, where the paste names none.")
@click.option("--nic", metavar="COUNTxRATE", help="Network adapters of a node, as 8x400G or 4xHDR.")
@click.option("--domain", type=click.IntRange(1, 100_000), help="Accelerators that one scale-up network joins.")
@click.option(
    "--require",
    "required",
    metavar="OPERATION=SHARE",
    multiple=True,
    help="Exit with 1 unless the operation reaches this share of what healthy hardware shows; may be repeated.",
)
@click.option("--size", metavar="SIZE", help="A size, as '256 MB': what was measured there, and what NCCL expects.")
@click.option("--ranks", type=Whole(2, 10_000_000), help="Without FILE: how many ranks take part on the machine.")
@click.option("--operation", metavar="NAME", help="Without FILE: the operation, as all_gather; all_reduce otherwise.")
@catalog_option()
@format_option()
@output_option()
def command(
    *,
    file: str | None,
    node: str | None,
    accelerator: str | None,
    nic: str | None,
    domain: int | None,
    required: tuple[str, ...],
    size: str | None,
    ranks: int | None,
    operation: str | None,
    files: tuple[str, ...],
    form: str | None,
    output: str | None,
) -> None:
    """Print the verdict on each measurement of a text."""
    from limits.pasted import at_size, hardware
    from limits.pasted.machine import expected
    from limits.pasted.requirement import requirements, unmet
    from limits.pasted.verdict import judge
    from limits.report.network import link as views
    from limits.report.network.machine import view as machine_view

    stated = hardware.Stated(node, accelerator, None if nic is None else hardware.nics(nic), domain)
    wanted = requirements(required)
    known = catalogue(files)
    asked = None if size is None else at_size.size(size)
    if file is None:
        if ranks is None or required or stated == hardware.Stated(domain=domain):
            raise click.UsageError(_MISSING)
        machine = expected(stated, ranks, operation or "all_reduce", known)
        emit_view(machine_view(machine, known, asked), form, output)
        return
    if ranks is not None or operation is not None:
        raise click.UsageError("--ranks and --operation say what no FILE says: leave them out, or leave FILE out.")
    judged = [judge(each, stated, known) for each in _read(file)]
    if not judged:
        where = "standard input" if file == "-" else file
        what = "the output of nccl-tests, rccl-tests, nccom-test, all_reduce_bench, perftest or OSU"
        raise InputError(where, [Problem("text", "nothing of a bandwidth test that is known", what)])
    failures = unmet(wanted, judged)
    view = views.view(judged, known, failures, asked)
    emit_view(view, form, output)
    if failures:
        conclude(_BELOW)


def _read(file: str) -> Iterator[Measurement]:
    """Yield the measurements of a file or of standard input, which is read as a stream."""
    from limits.pasted.lines import decoded
    from limits.pasted.reading import measurements

    if file == "-":
        yield from measurements(decoded(sys.stdin.buffer, "standard input"))
        return
    try:
        with Path(file).open("rb") as stream:
            yield from measurements(decoded(stream, file))
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        given = getattr(error, "strerror", None) or str(error)
        raise InputError(file, [Problem("file", given, "a readable file, or - for standard input")]) from None
