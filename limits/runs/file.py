"""Run files: TOML or a dictionary into a run, with every error at once.

What a file may say is read from the one table of fields (`limits.runs.fields`), and so is its JSON Schema: a file, the
schema and the keyword arguments of `TrainingRun` cannot disagree.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from limits.catalog import shipped
from limits.errors import InputError, Problem, TextError, UnknownNameError, shown
from limits.runs.described import Described, described, of_file, problems_at
from limits.runs.fields import LONGEST_NAME, ROWS, Number, Text
from limits.runs.notation import written
from limits.runs.resolve import from_row, name_problems
from limits.runs.run import StatedText, TrainingRun, is_line, number_of, text_of
from limits.textfile import RUN, STANDARD_INPUT, WEIGHTS, called
from limits.toml import tables
from limits.value import GIVEN, Value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from limits.catalog import Catalog

_HINTED = 20  # keys for which a nearest one is looked for
_KEYS, _LONGEST_KEY = 3, 40  # keys of an unknown table that are told, and letters of each
_TOP = {
    "name": f"what to call the run, in at most {LONGEST_NAME} printable characters",
    "based_on": "the name of a catalogue run to start from",
}
_PATHS = {row.path: row for row in ROWS}
_TABLES = tuple(dict.fromkeys(row.path.split(".")[0] for row in ROWS))


def load(source: str | Path | Mapping[str, Any], *, catalog: Catalog | None = None) -> TrainingRun:
    """Read one run from a TOML file, from standard input (`-`), or from a dictionary of the same shape.

    Parameters
    ----------
    source
        Path of a TOML file, of a config.json of transformers (a run of that model), `-`, or a dictionary as `tomllib`
        would give.
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
    if isinstance(source, Mapping):
        return _checked(source, "run", catalog)
    if not isinstance(source, str | Path):
        raise InputError("run", [Problem("source", shown(source), "a path, - or a dictionary of tables")])
    if str(source).lower().endswith(".json"):
        return of_file(source)
    if str(source).lower().endswith(WEIGHTS):
        raise InputError(called(source), [Problem("file", "weights of a model", RUN.wanted, "name its config.json")])
    folder = Path() if source == STANDARD_INPUT else Path(source).parent
    return _checked(tables(source, RUN), called(source), catalog, folder)


def _checked(content: Mapping[str, Any], where: str, catalog: Catalog, folder: Path | None = None) -> TrainingRun:
    problems: list[Problem] = []
    found = dict(_fields(content, problems, folder))
    for key, wanted in _TOP.items():
        value = content.get(key)
        usable = isinstance(value, str) and is_line(value, LONGEST_NAME)
        if not usable and (key == "name" or value is not None):
            problems.append(Problem(key, "nothing" if value is None else shown(value), wanted))
    texts = {name: said for name, said in found.items() if isinstance(said, StatedText)}
    problems += name_problems(texts, catalog, erased="erased" in found)
    base = TrainingRun("base")
    based_on = content.get("based_on")
    if isinstance(based_on, str):
        try:
            base = from_row(catalog.row("run", based_on))
        except UnknownNameError as unknown:
            problems.append(Problem("based_on", shown(based_on), _TOP["based_on"], unknown.hint))
    if problems:
        raise InputError(where, problems)
    try:
        return base.but(str(content["name"]), **found)
    except InputError as error:  # numbers that contradict one another
        raise InputError(where, error.problems) from None


def _fields(
    content: Mapping[Any, Any], problems: list[Problem], folder: Path | None
) -> Iterable[tuple[str, Value | StatedText]]:
    """Yield every field that can be read, and add what is wrong with the others to `problems`."""

    def nearest(path: str) -> str:
        return _nearest(path) if len(problems) < _HINTED else ""

    for table, entries in content.items():
        if table in _TOP:
            continue
        if not isinstance(table, str):
            problems.append(Problem(shown(table), shown(entries), "keys that are texts"))
        elif table not in _TABLES:
            problems.append(Problem(table, _given(entries), "no such table or key", _tabled(table) or nearest(table)))
        elif not isinstance(entries, Mapping):
            problems.append(Problem(table, shown(entries), "a table of keys", f"write [{table}] and its keys below"))
        else:
            for key, value in entries.items():
                path = f"{table}.{key if isinstance(key, str) else shown(key)}"
                row = _PATHS.get(path)
                if row is None:
                    problems.append(Problem(path, shown(value), "no such key", nearest(path)))
                elif (read := _read(row, value, folder, problems)) is not None:
                    yield row.name, read


def _read(row: Number | Text, given: object, folder: Path | None, problems: list[Problem]) -> Value | StatedText | None:
    """Read one field; add what is wrong with it to `problems`."""
    try:
        if isinstance(row, Number):
            return number_of(row, given)
        return described(given, folder) if row.name == "config" else text_of(row.name, given)
    except TextError as error:
        problems.append(error.at(row.path))
    except InputError as error:
        problems += problems_at(row.path, error)
    return None


def _tabled(key: str) -> str:
    """Say into which table a key belongs that stands outside of them, by its path or without it; nothing if none."""
    paths = [path for path in _PATHS if key in {path, path.partition(".")[2]}]
    if not paths:
        return ""
    table, _, inside = paths[0].partition(".")
    return f'it stands in a table: [{table}] with {inside} = ... below, in Python {{"{table}": {{"{inside}": ...}}}}'


def _given(entries: object) -> str:
    """Say what stands in a table or a key."""
    if not isinstance(entries, Mapping):
        return shown(entries)
    keys = [str(key)[:_LONGEST_KEY] for key in islice(entries, _KEYS)]
    return f"a table of {', '.join(keys) or 'nothing'}{' ...' if len(entries) > _KEYS else ''}"


def _nearest(path: str) -> str:
    from difflib import get_close_matches

    known = [*_TOP, *_TABLES, *_PATHS]
    key = path.rsplit(".", 1)[-1]
    near = [other for other in known if other.rsplit(".", 1)[-1] == key]  # the right key in the wrong table
    near = near or get_close_matches(path, known, n=2, cutoff=0.6)
    return f"did you mean {' or '.join(near)}?" if near else ""


def run_schema() -> dict[str, Any]:
    """Return the JSON Schema of run files, so that editors complete them."""
    tables: dict[str, dict[str, Any]] = {table: {} for table in _TABLES}
    for row in ROWS:
        table, key = row.path.split(".")
        tables[table][key] = _schema_of(row)
    of_name = {"type": "string", "minLength": 1, "maxLength": LONGEST_NAME}
    top = {key: {**of_name, "description": wanted} for key, wanted in _TOP.items()}
    closed = {
        table: {"type": "object", "additionalProperties": False, "properties": keys} for table, keys in tables.items()
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A run file of limits",
        "type": "object",
        "additionalProperties": False,
        "required": ["name"],
        "properties": {**top, **closed},
    }


def _schema_of(row: Number | Text) -> dict[str, Any]:
    if isinstance(row, Text):
        choices = {"enum": list(row.choices)} if row.choices else {}
        return {"type": "string", "description": row.doc, "examples": [row.eg], **choices}
    from limits.units.conversion import FIXED

    bare = row.unit == "1" or row.unit in FIXED
    plain = ["string", "integer" if row.whole else "number"] if bare else "string"
    return {"type": plain, "description": row.wanted, "examples": [row.eg]}


def to_toml(run: TrainingRun) -> str:
    """Write a run as a run file that `load` reads again: stated fields only, with their origins as comments.

    Of a model that is named by its config.json the counts are written, so that the file stands alone.

    Examples
    --------
    >>> print(to_toml(TrainingRun("mine", flop="1e24 FLOP", precision="fp8")), end="")
    name = "mine"
    <BLANKLINE>
    [compute]
    flop = "1e24 FLOP"
    precision = "fp8"
    """
    config = run.texts.get("config")
    if isinstance(config, Described):
        counted: dict[str, object] = {**config.numbers, **config.texts, **dict(run.stated()), "config": None}
        run = TrainingRun(run.name, notes=run.notes, **counted)
    lines = [f"name = {_quoted(run.name)}"]
    for section in _TABLES:
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
        content = written(row, value) if isinstance(row, Number) and isinstance(value, Value) else str(value)
        comment = "" if value.origin in (None, GIVEN) else f"  # {value.origin}"
        yield f"{key} = {_quoted(content)}{comment}"


def _quoted(content: str) -> str:
    escaped = content.replace("\\", "\\\\").replace('"', '\\"')  # nothing that is not printable gets here
    return f'"{escaped}"'
