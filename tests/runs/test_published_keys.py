"""Keys that configurations have beside their sizes: they are read, and change no count."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from limits.errors import InputError
from limits.runs.huggingface.model import load

TABLES = Path(__file__).parents[1] / "tables"

with (TABLES / "model_counts.csv").open(encoding="utf-8", newline="") as file:
    COUNTED = {row["name"]: row for row in csv.DictReader(file)}

BESIDE = json.loads((TABLES / "config_keys.json").read_text(encoding="utf-8"))
MPT = BESIDE.pop("mpt-7b")


@pytest.mark.parametrize("name", BESIDE)
def test_keys_of_published_files_are_read_and_change_nothing(name):
    row = COUNTED[name]
    assert load(json.loads(row["config"]) | BESIDE[name]).architecture.without_further == int(row["total"])


def test_a_published_file_of_mpt_is_read():
    assert load(MPT).architecture.count.total == 6_649_286_656


@pytest.mark.parametrize(
    ("name", "key"),
    [("phi-3-mini", "attention_bias"), ("qwen2.5-7b", "mlp_bias"), ("apertus-8b", "post_norm"), ("phi-4", "qk_norm")],
)
def test_a_switch_of_what_a_type_does_not_have_must_be_off(name, key):
    config = json.loads(COUNTED[name]["config"])
    assert load({**config, key: False}).architecture.count == load(config).architecture.count
    with pytest.raises(InputError, match=f"{key}: given 'True', wanted false or nothing"):
        load({**config, key: True})
