"""``limits catalog``: the facts and where they were read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from limits.cli import completion
from limits.cli.names import KINDS, row_called, shown_by
from limits.cli.options import catalog_option, catalogue, examples, format_option, no_format, output_option
from limits.cli.output import emit, emit_view
from limits.errors import InputError, Problem, UnknownNameError, shown

if TYPE_CHECKING:
    from limits.catalog import Catalog
    from limits.report.view import View

_ALSO = {
    **dict.fromkeys(("gpu", "gpus", "tpu", "tpus", "chip", "chips", "hardware"), "accelerators"),
    **dict.fromkeys(("model", "models", "llm", "llms"), "runs"),
    **dict.fromkeys(("instance", "instances", "server", "servers", "host", "hosts", "machine", "machines"), "nodes"),
    **dict.fromkeys(("vm", "vms", "appliance", "appliances", "dgx", "hgx"), "nodes"),
    **dict.fromkeys(("network", "networks", "interconnect", "interconnects", "nic", "ethernet"), "links"),
    **dict.fromkeys(("hbm", "dram", "sram", "storage"), "memories"),
    **dict.fromkeys(("electricity", "carbon", "country", "countries", "pue"), "grids"),
    **dict.fromkeys(("place", "places", "state", "states", "region", "regions", "cloud"), "grids"),
    **dict.fromkeys(("scaling", "laws", "law", "fits"), "scaling-laws"),
}
"""Other words that a kind may be called by: the message says how it is written."""


@click.command(
    "catalog",
    help="""Show the catalogue: the rows of a KIND, or all that is known of the one called NAME.

    KIND is one of runs, accelerators, nodes, links, memories, grids, scaling-laws; without it, the kinds are listed.
    Numbers that nobody saw in the source that a row names are marked. The CSV of this command is what --catalog
    reads.""",
    epilog=examples(
        "limits catalog accelerators",
        "limits catalog node p5.48xlarge",
        'limits catalog grids --search "google finland"',
        "limits catalog run gpt-4",
        "limits catalog run llama-3.1-405b --toml > my-run.toml",
        "limits catalog accelerator h100-sxm --format csv > my-accelerators.csv",
    ),
)
@click.argument("kind", required=False, shell_complete=completion.kinds)
@click.argument("name", required=False, shell_complete=completion.rows)
@click.option("--search", "words", metavar="WORDS", help="List the rows of KIND that say all WORDS, best match first.")
@format_option()
@click.option("--toml", "as_run_file", is_flag=True, help="Print a run as a run file, which `limits report` reads.")
@catalog_option()
@output_option()
def command(
    *,
    kind: str | None,
    name: str | None,
    words: str | None,
    form: str | None,
    as_run_file: bool,
    files: tuple[str, ...],
    output: str | None,
) -> None:
    """Print kinds, rows of a kind, or one row."""
    catalog = catalogue(files)
    chosen = None if kind is None else _kind(kind, catalog)
    if words is not None:
        _searches(chosen, name, as_run_file=as_run_file)
    if as_run_file:
        if chosen != "run" or name is None:
            raise click.UsageError("--toml prints one run: limits catalog run NAME --toml")
        no_format(form)
        emit(_run_file(catalog, name), output)
    else:
        emit_view(_view(catalog, chosen, name, words), form, output)


def _searches(kind: str | None, name: str | None, *, as_run_file: bool) -> None:
    """Refuse what does not go with --search, which lists rows of one kind."""
    if kind is None:
        raise click.UsageError(f"--search needs a KIND: one of {', '.join(KINDS)}.")
    if name is not None or as_run_file:
        raise click.UsageError("--search lists rows: leave out NAME and --toml, or put all words into --search.")
    if kind == "scaling-law":
        raise click.UsageError("--search looks through rows with sources; limits catalog scaling-laws lists all laws.")


def _view(catalog: Catalog, kind: str | None, name: str | None, words: str | None) -> View:
    from limits.report import catalog as rows

    if kind is None or kind == "scaling-law":
        from limits import scaling
        from limits.report.scaling import laws as fits

        if kind is None:
            return rows.kinds(catalog, KINDS, {"scaling-laws": len(scaling.LAWS)})
        return fits.one(scaling.get(name)) if name else fits.many(list(scaling.LAWS.values()))
    return rows.one(row_called(kind, name, catalog), catalog) if name else rows.many(kind, catalog, words)


def _kind(given: str, catalog: Catalog) -> str:
    """Return the kind, in the singular, that was asked for; of the name of a row, the message says how it is shown."""
    names = {word: one for many, one in KINDS.items() for word in (many, one)}
    name = given.strip().lower().replace("_", "-")
    if name in names:
        return names[name]
    wanted = f"one of {', '.join(KINDS)}"
    mend = f"write limits catalog {_ALSO[name]}" if name in _ALSO else shown_by(given, catalog)
    if mend:
        raise InputError("catalog", [Problem("KIND", shown(given), wanted, mend)])
    rows = {row: many for many, one in KINDS.items() if one != "scaling-law" for row in catalog.names(one)}
    if begins := next((row for row in rows if row.startswith(name)), ""):
        mend = f"write e.g. limits catalog {rows[begins]} {begins}"
        raise InputError("catalog", [Problem("KIND", shown(given), wanted, mend)])
    every = [*names, *_ALSO, *rows]
    raise UnknownNameError("kind or row of the catalogue", given, every, see=f"there are {', '.join(KINDS)}")


def _run_file(catalog: Catalog, name: str) -> str:
    from limits.runs.file import to_toml
    from limits.runs.resolve import from_row

    return to_toml(from_row(row_called("run", name, catalog)))
