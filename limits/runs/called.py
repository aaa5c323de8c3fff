"""What stands for a run: its name in the catalogue, a file, a dictionary, or the compute alone."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from limits.catalog.spoken import read_as
from limits.errors import InputError, LimitsError, Problem, TextError, UnknownNameError, shown
from limits.runs.fields import number
from limits.runs.file import load
from limits.runs.resolve import from_row
from limits.runs.run import TrainingRun
from limits.textfile import is_file

if TYPE_CHECKING:
    from limits.catalog import Catalog

_SEE = (
    "`limits catalog runs` lists them, a file is told by its ending .toml or by a folder before its name, and a "
    'compute by its unit, as in "1e26 FLOP"'
)
_WANTED = "the name of a run, a file, a dictionary of tables, or a TrainingRun"
_FLOP = r"(?s)\s*\d.*[fF][lL][oO][pP]s?\s*"
_BARE = r"\s*\d[\d_.]*(?:[eE][+-]?\d+)?\s*[kKMBbTt]?\s*"  # a number, and a letter for a power of ten
_MEANT = 3  # runs of one name that a message tells
_STATED = (
    *("parameters", "tokens", "energy", "cost", "wall_time", "accelerator_hours"),
    *("power", "node_power", "power_limit", "memory", "scale_up_rate", "scale_out_rate"),
)
"""Fields that somebody may give in place of a run; the message says where they are stated."""


def called(source: str | Path | Mapping[str, Any] | TrainingRun, catalog: Catalog) -> TrainingRun:
    """Return the run that something stands for; a name of the catalogue comes before a file of the same name.

    Parameters
    ----------
    source
        A run; the name of one in the catalogue; the path of a TOML file, which a text is by its ending or by a folder
        before its name; a dictionary of the same shape; or a compute with its unit, which is a run of that compute.
    catalog
        Where names are looked up.

    Raises
    ------
    UnknownNameError
        If nothing is called so.
    InputError
        If the file, the dictionary or the compute cannot be used.

    Examples
    --------
    >>> from limits.catalog import shipped
    >>> called("GPT-3", shipped()).name, called("1e26 FLOP", shipped()).flop.value
    ('gpt-3-175b', 1e+26)
    """
    if isinstance(source, TrainingRun):
        return source
    if isinstance(source, Path | Mapping):
        return load(source, catalog=catalog)
    if not isinstance(source, str):
        raise InputError("run", [Problem("run", shown(source), _WANTED)])
    if is_file(source):
        try:
            run = _of_compute(source)  # a unit may have a slash
        except InputError:
            if not _exists(source):
                raise
            run = None
        return run or _loaded(source, catalog)
    try:
        run = from_row(catalog.row("run", source))
        said = read_as(source, run.name, catalog.also_called("run", source))
        return TrainingRun(run.name, notes=(said, *run.notes), **dict(run.stated())) if said else run
    except UnknownNameError as error:
        if _exists(source):
            return load(source, catalog=catalog)
        run = _of_compute(source)
        if run is not None:
            return run
        raise (_uncounted(source) if is_bare(source) else _strange(source, error)) from None


def _exists(name: str) -> bool:
    return os.path.exists(name)  # noqa: PTH110 - of a name that no file can have, pathlib raises


def _strange(text: str, error: UnknownNameError) -> UnknownNameError:
    """Return the refusal of what names no run: with the nearest names, or with what may stand there."""
    return error if error.nearest else UnknownNameError("run", text, (), see=_SEE)


def is_bare(text: str) -> bool:
    """Tell whether a text is a number that does not say what it counts.

    Examples
    --------
    >>> is_bare("70B"), is_bare("1e26"), is_bare("70B parameter"), is_bare("gpt-3")
    (True, True, False, False)
    """
    return re.fullmatch(_BARE, text) is not None


def _uncounted(text: str) -> InputError:
    """Refuse a number that does not say what it counts."""
    said = text.strip()
    mend = f'say what it counts, as in "{said} FLOP", "{said} parameter" or "{said} token"'
    return InputError("run", [Problem("run", shown(text), "the name of a run, or a number with its unit", mend)])


def _loaded(source: str, catalog: Catalog) -> TrainingRun:
    """Read a run file; the name of a model repository, as `meta-llama/Llama-3.1-405B`, is refused with its run."""
    name = source.rstrip("/").rpartition("/")[2]
    try:
        meant = (catalog.row("run", name).name, *catalog.also_called("run", name))
    except UnknownNameError:
        meant = ()
    if not meant or _exists(source):
        return load(source, catalog=catalog)
    mend = f"the catalogue has {' and '.join(meant[:_MEANT])}: write e.g. limits report {meant[0]}"
    raise InputError("run", [Problem("run", shown(source), "the name of a run, or a file that exists", mend)])


def _of_compute(text: str) -> TrainingRun | None:
    """Return the run of a compute, None where the text is no number with a unit."""
    from limits.units.grammar import read

    try:
        if read(text, counted=True).unit in {"", "1"}:
            return None
    except TextError:
        if not re.fullmatch(_FLOP, text):
            return None  # else it is refused as a compute, with what to write
    try:
        return TrainingRun(f"run of {text.strip()}", flop=text)
    except InputError as error:
        problem = error.problems[0]
        mend = _elsewhere(text) or problem.mend
        raise InputError("run", [Problem("run", problem.given, f"a run, or its {problem.wanted}", mend)]) from None


def _elsewhere(text: str) -> str:
    """Say by which fields a number is stated that is no compute."""
    from limits.units import si

    fitting = []
    for name in _STATED:
        row = number(name)
        try:
            si(text, row.unit)
        except LimitsError:
            continue
        fitting.append(row.path)
    if not fitting:
        return ""
    either = " or ".join(filter(None, (", ".join(fitting[:-1]), fitting[-1])))
    return f'state it as {either} of a run: --set {fitting[0]}="{text.strip()}"'
