"""Many runs as columns: what stands in for what is not stated, and how runs grow."""

import numpy as np
import pytest

from limits.runs.batch import Batch


def test_a_run_grows_along_the_path_in_everything_that_grows_and_in_nothing_else():
    batch = Batch.of(
        {"parameters": np.array([6e11]), "active_parameters": np.array([4e10]), "tokens": np.array([1e13])}
    )
    grown = batch.grown(np.array([100.0]), np.array([0.25]), np.array([0.75]))
    factors = {"parameters": 100**0.25, "active_parameters": 100**0.25, "tokens": 100**0.75, "flop": 100.0}
    for name, column in batch.columns.items():
        assert grown.columns[name] == pytest.approx(column * factors.get(name, 1.0), rel=1e-14, nan_ok=True, abs=0), (
            name
        )


def test_compute_grows_as_six_n_d_where_the_exponents_add_up_to_one():
    batch = Batch.of({"active_parameters": np.array([4e10]), "tokens": np.array([1e13])})
    grown = batch.grown(np.array([100.0]), np.array([0.25]), np.array([0.75]))
    assert grown.flop == pytest.approx(6 * grown.active_parameters * grown.tokens, rel=1e-14, abs=0)


def test_all_parameters_are_active_unless_a_batch_says_otherwise():
    dense = Batch.of({"parameters": np.array([7e9, 70e9])})
    assert dense.active_parameters.tolist() == [7e9, 70e9]
    assert dense.dense.tolist() == [1.0]
    sparse = Batch.of({"parameters": np.array([6e11]), "active_parameters": np.array([4e10])})
    assert sparse.active_parameters.tolist() == [4e10]


def test_one_draw_of_one_run_is_taken_by_its_place():
    batch = Batch.of({"flop": np.array([[1.0, 2.0], [3.0, 4.0]]), "tdp": np.array([[5.0], [6.0]])})
    one = batch.at((1, 0))
    assert (one.flop.tolist(), one.tdp.tolist(), one.shape) == ([3.0], [6.0], (1,))


def test_a_column_that_no_batch_has_is_an_attribute_error():
    with pytest.raises(AttributeError, match="flops"):
        Batch.of({"flop": np.array([1e24])}).flops  # noqa: B018
