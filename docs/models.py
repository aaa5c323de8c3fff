"""The page of the types of model whose config.json can be read, with what is counted of each."""

from __future__ import annotations

import csv
import json
from itertools import groupby
from pathlib import Path

from layout import code, page, table

from limits.runs.huggingface.model import WRAPPERS, builders, load

_COUNTS = Path(__file__).parents[1] / "tests" / "tables" / "model_counts.csv"

_INTRO = """
The values of `model_type` whose `config.json` can be read ([how](../how-to/count-a-config.md)). Parameters are exact:
the tests hold each type to the digit to the configurations that are named here, or to a small one, counted on meta
tensors with `transformers` or by closed form. FLOP are counted too, or refused for the reason that is given.
"""

_WRAPPED = """
## Text models within others

Of these types, the model under `text_config` is counted, and the report says so; where its own type is not stated, it
is the one that is named here. Other types with a `text_config` of a type in the table above are read the same way.
"""


def models() -> str:
    """Return the page, from the builders of architectures and the table of counts that the tests hold them to."""
    with _COUNTS.open(encoding="utf-8", newline="") as file:
        counted = sorted(((json.loads(row["config"]), row["name"]) for row in csv.DictReader(file)), key=_type)
    rows = {name: list(group) for name, group in groupby(counted, key=_type)}
    return page(
        "Types of model",
        _INTRO,
        table(["`model_type`", "exact for", "FLOP"], [_row(name, rows[name]) for name in sorted(builders())]),
        _WRAPPED,
        table(["`model_type`", "text model"], [[code(name), code(inner)] for name, inner in sorted(WRAPPERS.items())]),
    )


def _type(row: tuple[dict[str, object], str]) -> str:
    return str(row[0]["model_type"])


def _row(name: str, counted: list[tuple[dict[str, object], str]]) -> list[str]:
    published = ", ".join(each for _, each in counted if not each.endswith("-small"))
    return [code(name), published or "a small one", load(counted[0][0]).architecture.uncounted or "counted"]
