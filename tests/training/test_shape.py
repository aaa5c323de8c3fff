"""What follows from the shape of a dense transformer, against counts of the same models part by part."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from limits import catalog
from limits.runs.huggingface.model import load
from limits.training.shape import explained_attention, explained_matrices, matrix_parameters

TABLE = Path(__file__).parents[1] / "tables" / "model_counts.csv"
COUNTS = {row["name"]: row for row in csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines())}
COUNTED_AS = {
    "gpt-2-xl": "gpt2-xl",
    "gpt-3-175b": "gpt3-175b-as-gpt2",
    "llama-3.1-8b": "llama-3-8b",
    "llama-3-70b": "llama-3.1-70b",
    "llama-3.3-70b": "llama-3.1-70b",
    "olmo-1-7b-a100": "olmo-1-7b",
    "olmo-1-7b-lumi": "olmo-1-7b",
}
SHAPED = [row.name for row in catalog.rows("run") if "feedforward" in row.cells]
SHAPE = ("layers", "width", "heads", "kv_heads", "feedforward", "vocabulary")


def shape_of(name):
    cells = catalog.row("run", name).cells
    shape = {field: cells[field].value for field in SHAPE if field in cells}
    return {"kv_heads": shape["heads"], **shape}


def of_parameters(parameters, shape, **other):
    return {"parameters": parameters, "active_parameters": parameters, **shape, **other}


def test_there_are_shapes():
    assert len(SHAPED) >= 31


@pytest.mark.parametrize("name", SHAPED)
def test_matrices_of_catalogued_runs_equal_a_count_of_their_parts(name):
    row = COUNTS[COUNTED_AS.get(name, name)]
    counted = load(json.loads(row["config"])).architecture.count
    stated = of_parameters(catalog.row("run", name).cells["parameters"].value, shape_of(name))
    assert float(explained_matrices(**stated)) == counted.matmul == int(row["matmul"])
    assert float(explained_attention(**stated)) == counted.attention


@pytest.mark.parametrize("gated", [True, False])
@pytest.mark.parametrize("tables", [1, 2])
def test_parameters_say_whether_a_model_is_gated_however_it_is_tied(gated, tables):
    shape = shape_of("llama-3-8b")
    matrices = matrix_parameters(**shape, gated=gated)
    total = matrices + (tables - 1) * shape["vocabulary"] * shape["width"]
    assert explained_matrices(**of_parameters(total * 1.01, shape)) == matrices


@pytest.mark.parametrize(
    "other",
    [
        {"parameters": 9e9, "active_parameters": 9e9},  # of another model
        {"active_parameters": 7e9},  # a mixture of experts
        {"kv_heads": 32},  # heads that share nothing: 8.8e9
        {"layers": np.nan},
    ],
)
def test_a_shape_that_does_not_explain_the_parameters_says_nothing(other):
    stated = of_parameters(8030261248.0, shape_of("llama-3-8b")) | other
    assert np.isnan(explained_matrices(**stated))
    assert np.isnan(explained_attention(**stated))


def test_where_a_gated_and_an_ungated_shape_both_would_do_neither_is_taken():
    """With so large a vocabulary, the second table of embeddings is as large as what a gate adds."""
    shape = {"layers": 8, "width": 512, "heads": 8, "kv_heads": 8, "feedforward": 2048, "vocabulary": 8 * 2048}
    total = matrix_parameters(**shape, gated=True)
    assert total == matrix_parameters(**shape, gated=False) + shape["vocabulary"] * shape["width"]
    assert np.isnan(explained_matrices(**of_parameters(total, shape)))


def test_arrays_are_elements():
    shape = shape_of("llama-3-8b")
    parameters = np.array([8030261248.0, 9e9])
    found = explained_matrices(**of_parameters(parameters, shape))
    assert found[0] == 7_504_658_432
    assert np.isnan(found[1])
