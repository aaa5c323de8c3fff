"""``limits schema``: the JSON Schemas that ship, for programs that read our output and editors that write run files."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from limits.cli import completion
from limits.cli.options import examples, output_option
from limits.cli.output import emit
from limits.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Callable


@click.command(
    "schema",
    help="Print the JSON Schema called NAME; without NAME, list them.",
    epilog=examples("limits schema", "limits schema assessment", "limits schema run --output run.schema.json"),
)
@click.argument("name", required=False, shell_complete=completion.schemas)
@output_option()
def command(*, name: str | None, output: str | None) -> None:
    """Print one schema, or the names of all."""
    schemas = _schemas()
    if name is None:
        emit("\n".join(schemas), output)
    elif name in schemas:
        emit(schemas[name](), output)
    else:
        raise UnknownNameError("schema", name, schemas, see=f"there are {', '.join(schemas)}")


def _schemas() -> dict[str, Callable[[], str]]:
    """Return what gives each schema: a file for what we write, the table of a run's fields for what we read."""
    from limits.report import schema
    from limits.report.formats.json import dumped
    from limits.runs.file import run_schema

    return {name: partial(schema.shipped, name) for name in schema.names()} | {"run": lambda: dumped(run_schema())}
