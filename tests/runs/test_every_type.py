"""Every type of model that is known, counted from made-up keys: all of them, each taken out, each changed.

No two sizes of `made_up_configs.json` are equal where a type does not ask for it, so that no count can stand for
another. What is counted is kept in `made_up_counts.csv`; `LIMITS_WRITE_GOLDEN=1 python -m pytest
tests/runs/test_every_type.py` writes it anew: read what changed. `tests/SOURCES.md` says what the counts were held
against when they were recorded.
"""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path

import pytest

from limits.errors import InputError
from limits.runs.huggingface.model import builders, load

TABLES = Path(__file__).parents[1] / "tables"
KEPT = TABLES / "made_up_counts.csv"
MADE_UP = json.loads((TABLES / "made_up_configs.json").read_text(encoding="utf-8"))
COLUMNS = ("type", "change", "total", "active", "matmul", "attention", "embedding", "head", "routed", "further", "note")
SWITCHES = ("attention_bias", "mlp_bias", "lm_head_bias", "use_qk_norm", "qk_norm", "qk_layernorm", "post_norm")
AS_IT_IS, NOT_HERE, NEEDED = "as it is", "switches of other types", "needed"


def patched(keys, change):
    """Return keys with a change, in which null takes a key out and "null" states that there is none."""
    changed = {name: value for name, value in (keys | change).items() if change.get(name, value) is not None}
    kept = {name: None for name, value in keys.items() if value is None and name not in change}
    return {**changed, **kept, **{name: None for name, value in change.items() if value == "null"}}


def changes_of(optional, keys, further):
    """Yield every optional key taken out, every switch turned, then what is listed, each with its name."""
    for name, value in keys.items():
        if name in optional:
            yield f"without {name}", {name: None}
        if isinstance(value, bool):
            yield f"{name} = {str(not value).lower()}", {name: not value}
    for change in further:
        yield json.dumps(change), change


def refusals(model_type, keys):
    try:
        load({"model_type": model_type, **keys})
    except InputError as error:
        return error.problems
    return ()


def described(model_type, keys, *, whole=False):
    """Return the cells of a row: counts, and what is assumed; or what is refused."""
    try:
        model = load({"model_type": model_type, **keys})
    except InputError as error:
        return [""] * 8 + ["refused: " + " | ".join(map(str, error.problems))]
    found, count = model.architecture, model.architecture.count
    notes = [f"{name} is {value}" for name, value in model.assumed.items()]
    if whole:
        notes.append(f"width {found.width}, heads {found.heads}, vocabulary {found.vocabulary}, layers {found.depth}")
        notes += [*(["attends to all"] * (not found.causal)), *(["FLOP not counted"] * bool(found.uncounted))]
        notes += [f"{shown} {part.total}" for shown, part in found.parts.items()]
    further = count.total - found.without_further
    counts = (*(count.total, count.active, count.matmul, count.attention),)
    return [*counts, found.embedding, found.untied_head, found.routed, further, "; ".join(notes)]


def bounds_of(model_type, keys):
    """Yield the ranges of numbers that are read, each with the sizes that are read within it."""
    found = {}
    for name, value in keys.items():
        if type(value) is int:
            said = [each.wanted for each in refusals(model_type, {**keys, name: -5}) if each.where == name]
            for wanted in said:
                found.setdefault(wanted.removeprefix("a whole number, "), []).append(name)
    for bounds, names in found.items():
        yield [bounds, *[""] * 8, " ".join(names)]


def rows_of(model_type):
    """Return the rows of a type; keys without which it is refused, and for no further reason, share one."""
    keys, further = MADE_UP[model_type]["keys"], MADE_UP[model_type]["changes"]
    rows = [[AS_IT_IS, *described(model_type, keys, whole=True)], *bounds_of(model_type, keys)]
    free = {name: True for name in SWITCHES if name not in keys}
    rows.append([NOT_HERE, *described(model_type, keys | free)])
    needed = [name for name in keys if needs(model_type, keys, name)]
    rows.append([NEEDED, *[""] * 8, " ".join(needed)])
    for name, change in changes_of([each for each in keys if each not in needed], keys, further):
        rows.append([name, *described(model_type, patched(keys, change))])
    return [[model_type, *map(str, cells)] for cells in rows]


def needs(model_type, keys, name):
    problems = refusals(model_type, patched(keys, {name: None}))
    return [(each.where, each.given) for each in problems] == [(name, "nothing")]


@pytest.fixture(scope="module")
def kept():
    if os.environ.get("LIMITS_WRITE_GOLDEN"):
        with KEPT.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(
                [COLUMNS, *(row for each in MADE_UP for row in rows_of(each))]
            )
    with KEPT.open(encoding="utf-8", newline="") as file:
        found = {}
        for row in list(csv.reader(file))[1:]:
            found.setdefault(row[0], []).append(row)
        return found


def test_no_type_is_left_out(kept):
    assert set(MADE_UP) == set(kept) == set(builders())


@pytest.mark.parametrize("model_type", MADE_UP)
def test_counts_of_made_up_keys_are_those_kept(model_type, kept):
    assert rows_of(model_type) == kept[model_type]
