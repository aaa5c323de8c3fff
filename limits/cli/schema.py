"""``limits schema``: the JSON Schemas that ship, for programs that read our output and editors that write run files."""

from __future__ import annotations

from pathlib import Path

import click

from limits.cli.options import examples, output_option
from limits.cli.output import emit
from limits.errors import UnknownNameError

_FOLDER = Path(__file__).parents[1] / "data" / "schemas"


@click.command(
    "schema",
    help="Print the JSON Schema called NAME; without NAME, list them.",
    epilog=examples("limits schema", "limits schema assessment", "limits schema run --output run.schema.json"),
)
@click.argument("name", required=False)
@output_option()
def command(name: str | None, output: str | None) -> None:
    """Print one schema as it ships, or the names of all."""
    files = {file.stem: file for file in sorted(_FOLDER.glob("*.json"))}
    if name is None:
        emit("\n".join(files), output)
    elif name in files:
        emit(files[name].read_text(encoding="utf-8"), output)
    else:
        raise UnknownNameError("schema", name, files, see=f"there are {', '.join(files)}")
