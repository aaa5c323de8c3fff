"""What N counts."""

import numpy as np
import pytest

from limits import scaling
from limits.errors import InputError

TOTAL, NON_EMBEDDING = scaling.get("besiroglu2024"), scaling.get("kaplan2020")
GPT_2 = (1_557_611_200, 50_257, 1_600)  # the largest GPT-2: parameters, vocabulary, width; its output layer is tied


def test_the_embedding_counts_once_when_it_is_tied():
    _, vocabulary, width = GPT_2
    assert scaling.embedding_parameters(vocabulary, width, tied=True) == 50_257 * 1_600
    assert scaling.embedding_parameters(vocabulary, width, tied=False) == 2 * 50_257 * 1_600


def test_what_is_left_of_gpt_2_is_its_layers_and_positions():
    N, vocabulary, width = GPT_2
    layers, context = 48, 1024
    blocks = layers * (12 * width**2 + 13 * width) + 2 * width  # matrices, biases and norms; final norm
    assert scaling.in_count(NON_EMBEDDING, N, vocabulary, width, tied=True) == blocks + context * width


def test_a_law_in_total_parameters_takes_them_as_they_are():
    assert scaling.in_count(TOTAL, 1e9, 5e4, 2e3) == 1e9
    counted = scaling.to_count(TOTAL, 1e9)
    assert (counted.parameters, counted.converted) == (1e9, True)


@pytest.mark.parametrize("tied", [True, False])
def test_one_run_and_an_array_of_runs_agree(tied):
    counted = scaling.to_count(NON_EMBEDDING, *map(float, GPT_2), tied=tied)
    assert counted.converted
    assert counted.parameters == scaling.in_count(NON_EMBEDDING, *map(float, GPT_2), tied=tied)
    assert ("tied" in counted.sentence) == tied
    assert "kaplan2020" in counted.sentence


@pytest.mark.parametrize(("vocabulary", "width"), [(np.nan, 1e3), (5e4, np.nan), (np.nan, np.nan)])
def test_an_unknown_architecture_leaves_the_total_and_says_so(vocabulary, width):
    counted = scaling.to_count(NON_EMBEDDING, 1e9, vocabulary, width)
    assert (counted.parameters, counted.converted) == (1e9, False)
    assert "total" in counted.sentence
    assert np.isnan(scaling.in_count(NON_EMBEDDING, 1e9, vocabulary, width))


def test_arrays_keep_their_unknowns_apart():
    got = scaling.in_count(
        NON_EMBEDDING,
        np.array([1e9, 1e9, np.nan, 1e6]),
        np.array([5e4, np.nan, 5e4, 5e4]),
        1e3,
        tied=np.array([0, 1, 0, 1]),
    )
    assert got[0] == 0.9e9
    assert np.isnan(got[1:]).all()


def test_an_embedding_larger_than_the_model_is_refused():
    with pytest.raises(InputError, match="check vocabulary, width"):
        scaling.to_count(NON_EMBEDDING, 1e6, 5e4, 1e3)
