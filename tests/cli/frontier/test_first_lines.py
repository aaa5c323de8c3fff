"""The first lines of a fit: whether the form may be used, how near the runs lie, the law in numbers, the best run."""

from pathlib import Path

import numpy as np
import pytest

FITS = Path(__file__).parents[3] / "docs" / "examples" / "fits"
N, D = (10.0**each for each in np.random.default_rng(1).uniform([8, 9], [10, 11], (60, 2)).T)


def lines(answer, *words):
    """Line one, then the facts below it, each on one line."""
    first = answer("frontier", "fit", *words).split("\n\n")[0]
    return first.replace("\n  ", " ").splitlines()


def written(tmp_path, loss, header="loss"):
    rows = zip(N.tolist(), D.tolist(), loss.tolist(), strict=True)
    file = tmp_path / "runs.csv"
    file.write_text(f"parameters,tokens,{header}\n" + "".join(f"{n},{d},{each}\n" for n, d, each in rows), "utf-8")
    return str(file)


def test_the_law_stands_in_numbers_below_how_near_the_runs_lie(answer):
    first, law, best = lines(answer, str(FITS / "runs.csv"))
    assert first.endswith("B D^-beta; half of 29 runs lie within 0.22 % of it, all within 0.55 %")
    assert law == "L(N, D) = 1.795 + 563.2 N^-0.3573 + 1123 D^-0.3354, in nat/token"
    assert best.startswith("Best run of 4.8e20 FLOP, the largest of the runs, by it: 26 tokens per parameter (18.2 .. ")


@pytest.mark.parametrize("form", ["hoffmann-tied", "kaplan", "gadre", "nested", "parameters", "tokens", "compute"])
def test_no_name_of_a_coefficient_is_left_in_the_law_in_numbers(answer, form):
    _, law, *_ = lines(answer, str(FITS / "runs.csv"), "--form", form)
    right = law.partition(" = ")[2]
    for name in ("E", "A", "B", "K", "alpha", "beta", "gamma", "eta", "q", "N_c", "D_c", "alpha_N", "alpha_D"):
        assert name not in right.replace("nat/token", "").replace("^", " ").replace("(", " ").split(), (name, law)


def test_a_form_that_does_not_fit_is_called_so_on_line_one(answer, tmp_path):
    noise = np.exp(0.001 * np.random.default_rng(2).standard_normal(len(N)))
    loss = ((2e13 / N) ** (0.08 / 0.2) + 2e11 / D) ** 0.2 * noise
    assert "this form does not fit" in lines(answer, written(tmp_path, loss))[0]
    assert "this form does not fit" not in lines(answer, written(tmp_path, loss), "--form", "kaplan")[0]


def test_an_exponent_below_zero_stands_in_brackets(answer, tmp_path):
    loss = 2.0 + 1e-3 * N**0.2 + 2000.0 / D**0.37
    law = lines(answer, written(tmp_path, loss))[1]
    assert "N^-(-0.2)" in law
