"""Questions that people asked in public, with the answers they should have got, and what is said of released files."""

import numpy as np
import pytest

from limits import scaling
from limits.scaling import answers


@pytest.mark.parametrize(
    ("law", "compute", "ratio"),
    [
        # https://github.com/rohitg00/ai-engineering-from-scratch/pull/57: not 20
        ("hoffmann2022-rounded", 5.76e23, 92.6),
        # https://github.com/datawhalechina/happy-llm/issues/142: 1.7 is GPT-3's own, 300/175
        ("kaplan2020", 3.14e23, 1.8),
    ],
)
def test_tokens_per_parameter_of_the_best_run(law, compute, ratio):
    assert answers.optimal(scaling.get(law), compute=compute).tokens_per_parameter.value == pytest.approx(
        ratio, abs=0.05
    )


@pytest.fixture
def released(facts):
    """Return a function from the name of a released file to its path."""
    return lambda name: facts / "data" / "scaling" / name


def test_olmo_ladder(released):
    """The published prediction of a 13B run to its digits, with an interval that holds what was measured."""
    columns = {"parameters": "N", "loss": "c4ma"}
    found = scaling.fit(scaling.Points.read(released("ladder_final16.csv"), columns))
    answer = answers.predict(found.law("ours"), 13202396160, 5000088518656)
    assert answer.loss.value == pytest.approx(2.34439, abs=5e-6)
    assert answer.loss.low < 2.43788 < answer.loss.high
    assert any("the runs hardly determine E" in each for each in found.warnings)
    assert any("1.0 decades above the model sizes" in each for each in answer.cautions)


def test_one_law_in_nats_and_in_bits_a_byte(released):
    """With the bytes a token that make a column of losses another, exponents and coefficients are the same."""
    points = scaling.Points.read(released("nonemb.csv"))
    length = 4.57
    bits = scaling.fit(points.parameters, points.tokens, points.loss / np.log(2) / length)
    nats = scaling.fit(points)
    for name in ("alpha", "beta"):
        assert bits.coefficients[name].value == pytest.approx(nats.coefficients[name].value, rel=1e-4, abs=0)


@pytest.mark.parametrize(
    ("name", "columns", "said"),
    [
        ("nonemb.csv", {}, "the runs hardly determine E"),
        ("gem_dclm.csv", {"parameters": "params_active_precise", "loss": "final_loss"}, "name the column of the run"),
        ("gadre2024_models.csv", {"parameters": "N", "tokens": "D", "loss": "loss_c4_val"}, "something else differs"),
        ("ladder_curves.csv", {"parameters": "N", "loss": "c4"}, "the runs show no irreducible loss"),
    ],
)
def test_the_warning_that_a_file_needs(released, name, columns, said):
    found = scaling.fit(scaling.Points.read(released(name), columns))
    assert any(said in each for each in found.warnings), found.warnings


def test_logarithms_for_compute_and_perplexities_for_losses(released):
    columns = {"curve": "model_size", "compute": "log10_flop", "loss": "perplexity"}
    curves = scaling.Curves.read(released("opt_trajectories.csv"), columns)
    assert curves.loss.max() < 5.0  # nat/token
    assert "of logarithms take the powers first" in curves.remarks[-1]
