"""Run files: TOML or a dictionary into a run, with every error at once.

The models of pydantic are made from the one table of fields (`limits.runs.field`), so that a run file, its JSON Schema
and the keyword arguments of `TrainingRun` cannot disagree. pydantic is confined to this module, and loads only when a
file or a dictionary is read.
"""

from __future__ import annotations

import difflib
import sys
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from limits.catalog import shipped
from limits.errors import InputError, Problem, TextError, UnknownNameError, shown
from limits.interval import centre
from limits.runs.field import ROWS, TEXTS, Field, Number, Text
from limits.runs.resolve import from_row, name_problems
from limits.runs.run import Said, TrainingRun, field_of, said_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pydantic import BaseModel

    from limits.catalog import Catalog

_LARGEST = 1_000_000  # characters of a run file; a longer one is no run file
_TOP = {"name": "what to call the run", "based_on": "a run of the catalogue to start from"}


def load(source: str | Path | Mapping[str, Any], *, catalog: Catalog | None = None) -> TrainingRun:
    """Read one run from a TOML file, from standard input (`-`), or from a dictionary of the same shape.

    Parameters
    ----------
    source
        Path of a TOML file, `-`, or a dictionary as `tomllib` would give.
    catalog
        Where the names in the run are looked up; the shipped catalogue unless given.

    Raises
    ------
    InputError
        With everything that is wrong: each problem names the file, the key path, what was given and what is wanted.

    Examples
    --------
    >>> run = load({"name": "mine", "compute": {"flop": "1e24 FLOP", "precision": "fp8"}})
    >>> run.flop.value, str(run.precision)
    (1e+24, 'fp8')
    """
    catalog = shipped() if catalog is None else catalog
    if not isinstance(source, str | Path):
        return _checked(source, "run", catalog)
    where = "standard input" if source == "-" else str(source)
    return _checked(_parsed(_read(source, where), where), where, catalog)


def _read(source: str | Path, where: str) -> str:
    try:
        raw = sys.stdin.buffer.read(_LARGEST + 1) if source == "-" else Path(source).read_bytes()[: _LARGEST + 1]
        content = raw.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        what = error.strerror if isinstance(error, OSError) else "bytes that are not UTF-8 text"
        raise InputError(where, [Problem("file", str(what), "a readable TOML file of a run")]) from None
    if len(raw) > _LARGEST or not content.strip():
        what = "nothing" if not content.strip() else f"more than {_LARGEST:,} bytes"
        raise InputError(where, [Problem("file", what, "a TOML file of a run", "name = and what gives its compute")])
    return content.replace("\r\n", "\n")


def _parsed(content: str, where: str) -> dict[str, Any]:
    try:
        return tomllib.loads(content)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise InputError(where, [Problem("TOML", str(error) or "nesting without end", "TOML")]) from None


def _checked(content: Mapping[str, Any], where: str, catalog: Catalog) -> TrainingRun:
    from pydantic import ValidationError

    problems: list[Problem] = []
    found: Mapping[str, Any] = {}
    try:
        model = _model().model_validate(dict(content))
    except ValidationError as error:
        problems += [_problem(dict(detail)) for detail in error.errors(include_url=False)]
        # What can be read is read all the same, so that wrong names in it are reported together with the rest.
        found = _readable(content)
    else:
        found = _flat(model)
    texts = {name: said for name, said in found.items() if isinstance(said, Said)}
    problems += name_problems(texts, catalog)
    base: TrainingRun | None = None
    based_on = content.get("based_on")
    if isinstance(based_on, str):
        try:
            base = from_row(catalog.row("run", based_on))
        except UnknownNameError as unknown:
            problems.append(Problem("based_on", repr(based_on), "the name of a catalogue run", unknown.hint))
    if problems:
        raise InputError(where, problems)
    name = str(content["name"])
    return base.but(name, **found) if base is not None else TrainingRun(name).but(**found)


def _readable(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return the texts of a file that can be read, whatever else is wrong with it."""
    found: dict[str, Field | Said] = {}
    for row in TEXTS:
        section, key = row.path.split(".")
        table = content.get(section)
        if isinstance(table, dict) and key in table:
            try:
                found[row.name] = said_of(row.name, table[key])
            except TextError:
                continue  # already among the problems
    return found


def _flat(model: BaseModel) -> dict[str, Any]:
    found: dict[str, Field | Said] = {}
    for row in ROWS:
        section, key = row.path.split(".")
        table = getattr(model, section)
        value = None if table is None else getattr(table, _attribute(key))
        if value is not None:
            found[row.name] = value
    return found


def _attribute(key: str) -> str:
    # pydantic reserves some names for itself; a run file keeps the plain ones as aliases.
    return f"{key}_"


@cache
def _model() -> type[BaseModel]:
    from pydantic import ConfigDict, create_model
    from pydantic import Field as Declared

    strict = ConfigDict(extra="forbid", arbitrary_types_allowed=True, populate_by_name=False, protected_namespaces=())
    sections: dict[str, dict[str, Any]] = {}
    for row in ROWS:
        section, key = row.path.split(".")
        declared = Declared(None, alias=key, description=_description(row), examples=[row.eg])
        sections.setdefault(section, {})[_attribute(key)] = (_kind(row) | None, declared)
    tables: dict[str, Any] = {
        "name": (Annotated[str, Declared(min_length=1, description=_TOP["name"])], ...),
        "based_on": (Annotated[str, Declared(description=_TOP["based_on"])] | None, None),
    }
    tables |= {
        section: (create_model(section, __config__=strict, **fields) | None, None)
        for section, fields in sections.items()
    }
    return create_model("run", __config__=strict, **tables)


def _description(row: Number | Text) -> str:
    if isinstance(row, Number):
        return row.wanted
    return f"{row.doc}: one of {', '.join(row.choices)}" if row.choices else row.doc


def _kind(row: Number | Text) -> Any:
    from pydantic import PlainValidator, WithJsonSchema
    from pydantic_core import PydanticCustomError

    def read(value: object) -> Field | Said:
        try:
            return said_of(row.name, value) if isinstance(row, Text) else field_of(row, value)
        except TextError as error:
            facts = {"given": error.given, "wanted": error.wanted, "mend": error.mend}
            raise PydanticCustomError("unusable", "{given}", facts) from None

    schema: dict[str, Any] = {"type": "string"} if isinstance(row, Text) else {"type": ["string", "number"]}
    if isinstance(row, Text) and row.choices:
        schema["enum"] = list(row.choices)
    return Annotated[Any, PlainValidator(read), WithJsonSchema(schema)]


def _problem(detail: dict[str, Any]) -> Problem:
    """Turn one of pydantic's errors into ours."""
    path = ".".join(str(part) for part in detail["loc"])
    if detail["type"] == "unusable":
        context = detail["ctx"]
        return Problem(path, context["given"], context["wanted"], context["mend"])
    if detail["type"] == "missing":
        return Problem(path, "nothing", _TOP.get(path, "a value"))
    if detail["type"] == "extra_forbidden":
        return Problem(path, shown(detail["input"]), "no such key", _nearest(path))
    wanted = _TOP.get(path, "a table of keys" if "." not in path else "a value")
    return Problem(path, shown(detail["input"]), wanted)


def _nearest(path: str) -> str:
    known = [*_TOP, *(row.path for row in ROWS), *{row.path.split(".")[0] for row in ROWS}]
    key = path.rsplit(".", 1)[-1]
    near = [other for other in known if other.rsplit(".", 1)[-1] == key]  # the right key in the wrong table
    near = near or difflib.get_close_matches(path, known, n=2, cutoff=0.6)
    return f"did you mean {' or '.join(near)}?" if near else ""


def run_schema() -> dict[str, Any]:
    """Return the JSON Schema of run files, so that editors complete them."""
    schema = _model().model_json_schema(by_alias=True)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "A run file of limits"
    return schema


def to_toml(run: TrainingRun) -> str:
    """Write a run as a run file that `load` reads again: stated fields only, with their origins as comments.

    Examples
    --------
    >>> print(to_toml(TrainingRun("mine", flop="1e24 FLOP", precision="fp8")), end="")
    name = "mine"
    <BLANKLINE>
    [compute]
    flop = "1e+24 FLOP"
    precision = "fp8"
    """
    lines = [f"name = {_quoted(run.name)}"]
    for section in dict.fromkeys(row.path.split(".")[0] for row in ROWS):
        entries = list(_entries(run, section))
        if entries:
            lines += ["", f"[{section}]", *entries]
    return "\n".join(lines) + "\n"


def _entries(run: TrainingRun, section: str) -> Iterable[str]:
    for row in ROWS:
        own, key = row.path.split(".")
        value = run.texts.get(row.name) if isinstance(row, Text) else run.fields.get(row.name)
        if own != section or value is None:
            continue
        content = str(value) if isinstance(value, Said) else _written(value)
        comment = "" if value.origin == "given" else f"  # {value.origin}"
        yield f"{key} = {_quoted(content)}{comment}"


def _written(field: Field) -> str:
    unit = "" if field.unit == "1" else f" {field.unit}"
    if field.sigma is not None:
        return f"{field.value!r} +/- {field.sigma!r}{unit}"
    if field.low is not None and field.high is not None:
        ends = f"{field.low!r} .. {field.high!r}"
        return f"{ends}{unit}" if field.value == centre(field.low, field.high) else f"{field.value!r} [{ends}]{unit}"
    return f"{field.value!r}{unit}"


def _quoted(content: str) -> str:
    escaped = content.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{escaped}"'
