"""Reference pages of the interfaces that other programs rely on: the command line and the JSON outputs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import console
from layout import block, code, page, table

from limits.cli import commands
from limits.report.formats import FORMATS
from limits.report.tidy import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import click

_SCHEMAS = Path(__file__).parents[1] / "limits" / "data" / "schemas"


_COMMANDS = """
A result goes to standard output, everything else to standard error. Exit codes: 0 fine, 1 a check says no, 2 the input
or the call is wrong, with one message. Piped text is plain and at most 100 columns wide.
"""

_JSON = """
Each output names its schema and version, such as `limits.assessment/1`. New keys keep the version; removing or
redefining one raises it. Units are canonical, one per field: J, s, W, FLOP, parameter, token, bit, bit/s, kg, USD,
nat/token, 1. A quantity has `low` and `high`, the 5 and 95 % points, only where something was said about its
uncertainty. What is not known is `null`, with the reason beside it. `limits schema NAME` prints a schema.
"""


_FORMATS = """
Every command that prints a result takes `--format`, and writes to a file with `--output FILE`; without `--format`, the
ending of FILE says which one, and text is the rest. In Python, an assessment has `to("csv")` and so on, and shows
itself as HTML in a notebook. Text, Markdown, HTML and LaTeX say the same, text in short; JSON and CSV hold the numbers
in full, [each in its canonical unit](json.md). `limits cite` and `limits schema` print code instead.
"""

_CSV = """
A line for each number of the answer, so that tables of different commands can be joined. What is not known has a line
without a value, and says why. Columns that do not apply are empty, and new ones are added at the end.
"""

_TABLES = """
What is a table of its own is printed as that: `limits catalog` in the columns that `--catalog` reads, the lists of
laws, scaling laws and trends with a line for each, `limits frontier envelope` as the envelope itself.
"""

_LATEX = """
A fragment for the body of a page that loads the packages `amsmath`, `booktabs` and `longtable`; more than 30 lines go
over several pages. Kinds are words, numbers those of the text, and whatever is special to LaTeX is escaped. `limits law
KEY` prints the equation, a row for a table and the citation instead. The first line is a comment that says with which
version, constants, catalogue and input the numbers were made.
"""


def formats() -> str:
    """Return the page of the formats, from their table, with the columns of the CSV."""
    rows = [[code(each.name), ", ".join(map(code, each.endings)), each.about] for each in FORMATS.values()]
    return page(
        "Formats",
        _FORMATS,
        table(["format", "endings", "for"], rows),
        "## CSV",
        _CSV,
        table(["column", "says"], [[code(name), about] for name, about in COLUMNS.items()]),
        _TABLES,
        "## LaTeX",
        _LATEX,
    )


def command_line() -> str:
    """Return the page of every command, as its own help says it."""
    return page(
        "Command line",
        _COMMANDS,
        block("text", console.run("limits --help")),
        *(part for name, command in commands().items() for part in _command(f"limits {name}", command)),
    )


def _command(name: str, command: click.Command) -> Iterator[str]:
    """Return the help of a command, and below it that of the commands it holds."""
    yield f"{'#' * name.count(' ')}# {name}\n\n{block('text', console.run(f'{name} --help'))}"
    for part, inner in getattr(command, "commands", {}).items():
        yield from _command(f"{name} {part}", inner)


def json_outputs() -> str:
    """Return the page of every JSON Schema that ships."""
    files = sorted(_SCHEMAS.glob("*.json"))
    return page(
        "JSON",
        _JSON,
        *(_schema(file.stem, json.loads(file.read_text(encoding="utf-8"))) for file in files),
    )


def _schema(name: str, schema: Mapping[str, Any]) -> str:
    parts = [f"## {name}", schema.get("description", ""), _keys(schema)]
    for part, definition in schema.get("$defs", {}).items():
        if "properties" in definition:
            parts += [f"### {name}: {part}", definition.get("description", ""), _keys(definition)]
    return "\n\n".join(part for part in parts if part)


def _keys(schema: Mapping[str, Any]) -> str:
    required = schema.get("required", ())
    rows = [
        [code(key), _type(entry), "" if key in required else "optional", entry.get("description", "")]
        for key, entry in schema.get("properties", {}).items()
    ]
    return table(["key", "type", "", "meaning"], rows) if rows else ""


def _type(entry: Mapping[str, Any]) -> str:
    return " or ".join(dict.fromkeys(_types(entry)))


def _types(entry: Mapping[str, Any]) -> Iterator[str]:
    """Say in words what a schema admits, for the part of JSON Schema that ours use."""
    if "$ref" in entry:
        yield code(entry["$ref"].rsplit("/", 1)[-1])
    elif "const" in entry or "enum" in entry:
        yield from (code(json.dumps(choice)) for choice in entry.get("enum", [entry.get("const")]))
    elif choices := entry.get("anyOf") or entry.get("oneOf"):
        for choice in choices:
            yield from _types(choice)
    elif entry.get("type") == "array":
        items = entry.get("items")
        yield f"list of {_type(items)}" if isinstance(items, dict) else "list"
    elif entry.get("type") == "object" and isinstance(entry.get("additionalProperties"), dict):
        yield f"{_type(entry['additionalProperties'])} by name"
    elif isinstance(entry.get("type"), list):
        yield from entry["type"]
    else:
        yield str(entry.get("type", "anything"))
