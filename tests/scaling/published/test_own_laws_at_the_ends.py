"""Laws of one's own with constants of any size: they answer for every run, or are refused when they are read."""

from __future__ import annotations

import itertools
import json
import math
from dataclasses import replace

import numpy as np
import pytest

import limits
from limits import scaling
from limits.errors import InputError, NoSolutionError
from limits.scaling.forms import SIZES, Coefficients, answerable
from limits.scaling.frontier.prediction import compute_for_loss, excess, loss, optimum, overcompute
from limits.scaling.frontier.repetition import matched_parameters
from limits.scaling.uncertain import spread

SHIPPED = "besiroglu2024-minimum"
CORNERS = np.array(list(itertools.product(SIZES, SIZES))).T


@pytest.fixture
def law(tmp_path):
    """Return a function that reads a law with some lines of its file written otherwise."""

    def read(**changes):
        lines = scaling.to_toml(scaling.get(SHIPPED)).replace(SHIPPED, "mine").splitlines()
        changed = [
            f"{name} = {changes[name]}" if (name := line.partition(" = ")[0]) in changes else line for line in lines
        ]
        file = tmp_path / "mine.toml"
        file.write_text("\n".join(changed), encoding="utf-8")
        return scaling.load(file)

    return read


@pytest.mark.parametrize("key", scaling.names())
def test_every_published_law_answers_for_every_run(key):
    law = scaling.get(key)
    assert answerable(law.coefficients)
    N, D = CORNERS
    best = optimum(law, 6.0 * N * D)
    answers = (*best, loss(law, N, D), excess(law, N, D), overcompute(law, N, D), matched_parameters(law, D))
    assert all(np.isfinite(answer).all() and (answer >= 0).all() for answer in answers)


EXTREME = [
    *({"alpha": value} for value in ("5e-324", "1e-9", "1e-5", "1e-3")),
    *({"beta": value} for value in ("5e-324", "1e-9", "1e-5", "1e-4")),
    *({"A": value} for value in ("5e-324", "1e-200", "1e160", "1.7e308")),
    *({"B": value} for value in ("5e-324", "1e-200", "1e160", "1.7e308")),
    {"E": "1e160"},
    {"E": "1.7e308"},
]


@pytest.mark.parametrize("constants", EXTREME, ids=str)
def test_constants_with_which_no_law_answers_are_refused(law, constants):
    with pytest.raises(
        InputError, match=r"mine\.constants: given .*, wanted constants with which the law answers"
    ) as caught:
        law(**constants)
    assert len(caught.value.problems) == 1


def test_constants_far_from_all_published_ones_may_be_those_of_a_law(law):
    for constants in (
        {"E": "0.0"},
        {"E": "1e3"},
        {"alpha": "0.08", "A": "7.2"},
        {"alpha": "1.0", "beta": "1.0"},
        {"A": "1e-9"},
    ):
        mine = law(**constants)
        assert math.isfinite(loss(mine, 7e10, 1.4e12))
        assert json.loads(limits.assess("gpt-3", scaling=mine).to_json())["frontier"]["law"] == "mine"


def test_resamples_that_are_no_laws_are_refused(law):
    row = [1.8, 480.0, 2100.0, 0.35, 0.37]
    with pytest.raises(InputError, match="coefficients E, A, B, alpha and beta of resamples"):
        law(evidence=f'"own"\nresamples = {[row] * 19 + [[1.8, 480.0, 2100.0, 1e-9, 0.37]]}')
    assert len(law(evidence=f'"own"\nresamples = {[row] * 20}').resamples) == 20


def test_an_error_beyond_all_floats_stays_a_number(law):
    wide = replace(law(), covariance=tuple(map(tuple, np.diag([1e-4, 1e6, 1e-4, 1e-4, 1e-4]).tolist())))
    drawn = spread(wide, lambda law: {"loss": loss(law, 1e9, 1e10), "A": law.coefficients.A})
    assert all(np.isfinite(each).all() for each in drawn.values())
    assert np.ptp(np.log(drawn["A"])) == pytest.approx(200.0, abs=1e-6)  # no end is farther than e^100


def test_a_loss_that_only_a_compute_beyond_floats_reaches():
    shallow = scaling.get("besiroglu2024").coefficients._replace(alpha=0.03, beta=0.03)
    assert answerable(shallow)
    law = replace(scaling.get("besiroglu2024"), coefficients=shallow)
    with pytest.raises(NoSolutionError, match="beyond the range of floating-point numbers"):
        compute_for_loss(law, float(shallow.E) + 1e-9)


@pytest.mark.parametrize("text", ["a\\u001b[31mb", "a\\nb", "a\\u202eb", "\\u0000"])
@pytest.mark.parametrize("name", ["title", "modality", "objective", "source"])
def test_no_text_of_a_law_that_is_shown_obeys_a_terminal(law, name, text):
    with pytest.raises(InputError, match=f"mine.{name}: given .*, wanted a text in printable characters"):
        law(**{name: f'"{text}"'})


def test_neither_do_its_name_and_its_notes(tmp_path, law):
    with pytest.raises(InputError, match="a list of texts in printable characters"):
        law(evidence='"own"\naliases = ["a\\u001b[31m"]')
    file = tmp_path / "law.toml"
    file.write_text('["a\\u001b[31m"]\ntitle = "x"\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"key: given .*, wanted a name in printable characters"):
        scaling.load(file)


def test_answerable_is_asked_of_each_draw():
    draws = Coefficients(
        np.full(3, 1.8), np.full(3, 480.0), np.full(3, 2100.0), np.array([0.35, 1e-9, 0.35]), np.full(3, 0.37)
    )
    assert answerable(draws).tolist() == [True, False, True]
