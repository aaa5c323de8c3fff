"""``limits channel``: how far a lane is from what its code needs, and from Shannon."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from limits.cli import completion, lane_options, touchstone
from limits.cli import texts as printed
from limits.cli.options import catalog_option, catalogue, examples, format_option, output_option
from limits.cli.output import emit_view
from limits.errors import InputError, Problem, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from limits.catalog import Catalog, Row
    from limits.channel.lane import Lane, Stated
    from limits.channel.slicer import Slicer
    from limits.report.view import View

_MISSING = "Name a link, as ib-ndr-4x or 100g, a FILE, or state a lane: --baud 53.125 --pam 4."
_AT_MOST = re.compile(r"\s*(?:<=?|≤|below|under|at most)\s*", re.IGNORECASE)
_TEXTS = {".txt", ".log", ".out", ".json"}
_COUNTED = 1e-40  # a lane of 1 Tbit/s has one such error in 3e20 years


@click.command(
    "channel",
    help="""Say how far a lane is from the limit of its error correction, and from Shannon's.

    LANE is a link of the catalogue, or 25g, 50g, 100g, 200g for a lane of that net rate; --baud and --pam state one
    instead. --ber is what a port counts before error correction (mlxlink: Raw Physical BER; SONiC: FEC_PRE_BER),
    --snr a ratio at the slicer, --loss the insertion loss at half the symbol rate. With none of them it says which
    SNR the lane needs, and no share of a capacity that nobody knows.

    FILE, or - for standard input, is the output of mlxlink -c, of ethtool -S, or of SONiC's show interfaces counters
    fec-stats: of one port it says the same, several are listed, the worst first. Name the lane where FILE does not.

    --s4p is a Touchstone file of the whole channel, with those of aggressors by --fext and --next: what it carries,
    and whether the lane can pass. It is read by scikit-rf: python -m pip install "scikit-rf>=1.3".""",
    epilog=examples(
        "limits channel 100g",
        "limits channel ib-ndr-4x --ber 1e-8",
        "limits channel --ber 1e-8 --baud 53.125 --pam 4 --net 100",
        'limits channel ib-ndr-4x --snr "21.9 dB" --fec rs272',
        "limits channel ib-ndr-4x --ber 0 --bits 1e15",
        'limits channel 100g --loss "28 dB"',
        "limits channel mlxlink.txt",
        "limits channel 100g fec-stats.txt",
        "limits channel 100g --s4p thru.s4p --fext fext1.s4p --next next1.s4p",
        'limits channel --s4p thru.s4p --baud 106.25 --pam 4 --net 200 --band "30 GHz"',
    ),
)
@click.argument("lanes", metavar="[LANE] [FILE]", nargs=-1, shell_complete=completion.lanes)
@click.option("--ber", metavar="RATE", help="Bit error rate before correction, as 1e-8; '<1e-15' where none was seen.")
@click.option("--bits", metavar="COUNT", help="Bits that were counted without an error, as 1e15.")
@click.option("--snr", metavar="RATIO", help="Signal over noise at the slicer, as '21.9 dB'.")
@click.option("--loss", "insertion_loss", metavar="RATIO", help="Insertion loss at half the symbol rate, as '28 dB'.")
@lane_options.lane_options
@touchstone.file_options
@catalog_option()
@format_option()
@output_option()
def command(
    *,
    lanes: tuple[str, ...],
    ber: str | None,
    bits: str | None,
    snr: str | None,
    insertion_loss: str | None,
    baud: str | None,
    pam: int | None,
    net: str | None,
    fec: str | None,
    files: tuple[str, ...],
    form: str | None,
    output: str | None,
    **channel: Any,
) -> None:
    """Print how far a lane is from its limits."""
    from limits.channel.lane import lane, row_called
    from limits.report.network.channel import view

    names, files_of_ports = _told_apart(lanes)
    asked = {"--ber": ber, "--bits": bits, "--snr": snr, "--loss": insertion_loss, "--s4p": channel["s4p"]}
    _fits([*(["FILE"] if files_of_ports else []), *(name for name, text in asked.items() if text is not None)])
    if not lanes and baud is None:
        raise click.UsageError(_MISSING)
    catalog = catalogue(files)
    stated = lane_options.stated(baud=baud, pam=pam, net=net, fec=fec)
    row = row_called(" ".join(names), catalog) if names else None
    if files_of_ports:
        emit_view(_ports(files_of_ports[0], catalog, row, stated), form, output)
        return
    found = lane(row, stated)
    slicer = _slicer(found, ber, bits, snr)
    if (measured := touchstone.measured(found, **channel)) is not None:
        emit_view(view(found, catalog, measured=measured), form, output)
        return
    if insertion_loss is None:
        emit_view(view(found, catalog, slicer), form, output)
        return
    from limits.channel.loss import from_loss

    lossy = from_loss(found, lane_options.decibels("--loss", insertion_loss, "28 dB"))
    emit_view(view(found, catalog, lossy=lossy), form, output)


def _fits(options: list[str]) -> None:
    """Refuse options of which each says another thing of the same lane."""
    if len(options) > 1 and options != ["--ber", "--bits"]:
        raise click.UsageError(f"{' and '.join(options)} say different things of one lane: give one of them.")


def _told_apart(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the words that name a lane, and the file that holds what a port counts, if one is named."""
    from limits.channel.touchstone import named_so

    if channels := [word for word in words if named_so(word)]:
        raise click.UsageError(f"{shown(Path(channels[0]).name)} is a file of a channel: write --s4p before it.")
    files = [word for word in words if word == "-" or Path(word).is_file()]
    if missing := [word for word in words if word not in files and Path(word).suffix in _TEXTS]:
        raise click.UsageError(f"there is no file {shown(missing[0])}.")
    if len(files) > 1:
        raise click.UsageError(f"one FILE at a time, not {len(files)}: a text may hold several ports")
    return [word for word in words if word not in files], files


def _ports(file: str, catalog: Catalog, row: Row | None, stated: Stated) -> View:
    """Return the view of the ports of a text."""
    from limits.pasted.described.bit_errors import Ports, seen, worst_first
    from limits.report.network import bit_errors as several

    found = [each.description for each in printed.read(file) if isinstance(each.description, Ports)]
    known = [seen(port, catalog, row, stated) for each in found for port in each.ports]
    where = printed.called(file)
    if not known:
        wanted = "the output of mlxlink -c, ethtool -S or SONiC's fec-stats"
        raise InputError(where, [Problem("text", "no port that counts bit errors", wanted)])
    if len(known) > 1:
        return several.view(worst_first(known), catalog)
    return several.alone(known[0], catalog, where)


def _slicer(lane: Lane, ber: str | None, bits: str | None, snr: str | None) -> Slicer | None:
    from limits.channel import slicer

    if snr is not None:
        return slicer.from_snr(lane, lane_options.decibels("--snr", snr, "21.9 dB"))
    rate, bound = _errors(ber) if ber is not None else (0.0, False)
    if bits is not None:
        if rate != 0.0:
            raise click.UsageError(
                "--bits says how long a test without an error was: leave out --ber, or give --ber 0."
            )
        count = lane_options.plain("--bits", bits, "1e15")
        return slicer.from_ber(lane, slicer.most_errors(count), bound=True, bits=count)
    return None if ber is None else slicer.from_ber(lane, rate, bound=bound)


def _errors(text: str) -> tuple[float, bool]:
    """Return a bit error rate, and whether it is only known to be no higher."""
    begun = _AT_MOST.match(text)
    rate = lane_options.plain("--ber", text[begun.end() :] if begun else text, "1e-8")
    if 0.0 < rate < _COUNTED:
        mend = "mlxlink writes 15E-255 where it counted no error: say how many bits, --ber 0 --bits 1e15"
        raise InputError("--ber", [Problem("bit error rate", shown(text), "a rate that somebody can count", mend)])
    return rate, begun is not None
