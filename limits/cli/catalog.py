"""``limits catalog``: the facts and where they were read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from limits.cli import completion
from limits.cli.options import catalog_option, catalogue, examples, format_option, no_format, output_option
from limits.cli.output import emit, emit_view
from limits.errors import UnknownNameError

if TYPE_CHECKING:
    from limits.catalog import Catalog
    from limits.report.view import View

KINDS = {
    "runs": "run",
    "accelerators": "accelerator",
    "links": "link",
    "memories": "memory",
    "grids": "grid",
    "scaling-laws": "scaling-law",
}
"""What can be listed, in the plural and in the singular; both are accepted."""


@click.command(
    "catalog",
    help="""Show the catalogue: the rows of a KIND, or all that is known of the one called NAME.

    KIND is one of runs, accelerators, links, memories, grids, scaling-laws; without it, the kinds are listed. Numbers
    that nobody saw in the source that a row names are marked. The CSV of this command is what --catalog reads.""",
    epilog=examples(
        "limits catalog accelerators",
        "limits catalog run gpt-4",
        "limits catalog run llama-3.1-405b --toml > my-run.toml",
        "limits catalog accelerator h100-sxm --format csv > my-accelerators.csv",
    ),
)
@click.argument("kind", required=False, shell_complete=completion.kinds)
@click.argument("name", required=False, shell_complete=completion.rows)
@format_option()
@click.option("--toml", "as_run_file", is_flag=True, help="Print a run as a run file, which `limits report` reads.")
@catalog_option()
@output_option()
def command(
    *,
    kind: str | None,
    name: str | None,
    form: str | None,
    as_run_file: bool,
    files: tuple[str, ...],
    output: str | None,
) -> None:
    """Print kinds, rows of a kind, or one row."""
    catalog = catalogue(files)
    chosen = None if kind is None else _kind(kind)
    if as_run_file:
        if chosen != "run" or name is None:
            raise click.UsageError("--toml prints one run: limits catalog run NAME --toml")
        no_format(form)
        emit(_run_file(catalog, name), output)
    else:
        emit_view(_view(catalog, chosen, name), form, output)


def _view(catalog: Catalog, kind: str | None, name: str | None) -> View:
    from limits.report import catalog as rows

    if kind is None or kind == "scaling-law":
        from limits import scaling
        from limits.report.scaling import laws as fits

        if kind is None:
            return rows.kinds(catalog, KINDS, {"scaling-laws": len(scaling.LAWS)})
        return fits.one(scaling.get(name)) if name else fits.many(list(scaling.LAWS.values()))
    return rows.one(catalog.row(kind, name), catalog) if name else rows.many(kind, catalog)


def _kind(given: str) -> str:
    """Return the kind, in the singular, that was asked for."""
    names = {word: one for many, one in KINDS.items() for word in (many, one)}
    name = given.strip().lower().replace("_", "-")
    if name not in names:
        raise UnknownNameError("kind of catalogue row", given, names, see=f"there are {', '.join(KINDS)}")
    return names[name]


def _run_file(catalog: Catalog, name: str) -> str:
    from limits.runs.file import to_toml
    from limits.runs.resolve import from_row

    return to_toml(from_row(catalog.row("run", name)))
