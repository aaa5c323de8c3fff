"""What the tables of `limits frontier` show: the numbers of the answer, in the units that their headings name."""

from __future__ import annotations

import re

import pytest

from limits import scaling
from limits.report.numbers import UNKNOWN
from limits.report.scaling import laws

LAW = scaling.get(scaling.DEFAULT)


@pytest.fixture
def rows(answer):
    """Return a function that gives the cells of each line of a section of an answer, by their first."""

    def read(*words: str, section: str = "") -> dict[str, list[str]]:
        part = answer("frontier", *words).partition(section)[2].split("\n\n")[0]
        cells = [re.split(r"  +", line.strip()) for line in part.splitlines() if line.startswith("  ")]
        return {first: rest for first, *rest in cells}

    return read


def test_what_a_loss_takes_and_what_the_next_of_it_saves(rows):
    """At 2e11 FLOP/J, and 400 TFLOP/s for 2 USD an hour, which are 7.2e17 FLOP/USD; dL = -gamma (L - E) dC/C."""
    words = ("--efficiency", "2e11 FLOP/J", "--rate", "400 TFLOP/s", "--price", "2 USD/hour")
    taken = rows("optimal", "--loss", "1.95", *words, section="What it takes\n")
    compute, c = scaling.compute_for_loss(LAW, 1.95), LAW.coefficients
    slope = c.gamma * (1.95 - c.E)
    expected = {
        "energy": (compute / 2e11 / 3.6e12, "GWh", "2e11 FLOP/J", "GWh"),
        "cost": (compute / 7.2e17 / 1e6, "million USD", "7.2e17 FLOP/USD", "million USD"),
        "time": (compute / 4e14 / 86400, "days", "4e14 FLOP/s", "day"),
    }
    for name, (amount, unit, rate, per) in expected.items():
        shown, at, saves = taken[name]
        assert float(shown.split()[0]) == pytest.approx(amount, rel=5e-3, abs=0)
        assert shown.split(" ", 1)[1] == unit
        assert at == rate
        assert float(saves.split()[0]) == pytest.approx(slope / amount, rel=5e-2, abs=0)
        assert saves.endswith(f" nat/token per {per}")


def test_the_headline_says_what_was_asked(answer):
    by_loss = " ".join(
        answer("frontier", "optimal", "--loss", "1.95").partition("\n--")[0].partition("\n\n")[0].split()
    )
    assert by_loss.endswith(": least compute for a loss of 1.95")
    by_compute = " ".join(
        answer("frontier", "optimal", "--compute", "1.2e24 FLOP").partition("\n--")[0].partition("\n\n")[0].split()
    )
    assert by_compute.endswith(": best run of 1.2e24 FLOP")
    alone = answer("frontier", "compare", "--compute", "1.2e24 FLOP", "--scaling", "besiroglu2024").splitlines()[0]
    assert alone.startswith("≈ trend besiroglu2024: ")
    assert alone.endswith(": best run of 1.2e24 FLOP")


def test_nothing_is_said_to_be_taken_where_no_rate_is_known(answer):
    assert "What it takes" not in answer("frontier", "optimal", "--loss", "1.95")
    only = answer("frontier", "optimal", "--energy", "5 GWh", "--efficiency", "2e11 FLOP/J").partition("What it takes")[
        2
    ]
    assert "energy" in only
    assert "cost" not in only


def test_a_model_to_be_served_is_compared_with_the_one_that_is_cheapest_to_train(answer, rows):
    words = ("optimal", "--loss", "1.95", "--inference-tokens", "1e13 token", "--price-ratio", "3")
    both = rows(*words, section="With its inference\n")
    models = []
    for column in (0, 1):
        N, D, ratio, train, serve, total = (
            float(both[name][column].split()[0])
            for name in (
                *("parameters", "tokens of training", "tokens per parameter"),
                *("compute of training", "compute of inference", "both, in FLOP of training"),
            )
        )
        assert (train, serve) == pytest.approx((6 * N * D, 2 * N * 1e13), rel=1e-2, abs=0)
        assert (ratio, total) == pytest.approx((D / N, train + 3 * serve), rel=1e-2, abs=0)
        assert scaling.loss(LAW, N, D) == pytest.approx(1.95, abs=1e-3)
        models.append(total)
    said = " ".join(answer("frontier", *words).split())
    assert "serve 1e13 tokens; a FLOP of inference counts 3." in said
    less = float(said.partition("The best for both takes ")[2].split(" %")[0])
    assert less == pytest.approx(100 * (1 - models[1] / models[0]), abs=1)


def test_doublings_double_and_save_ever_less(rows, answer):
    words = ("optimal", "--energy", "5 GWh", "--efficiency", "2e11 FLOP/J", "--doublings", "3")
    steps = {first: cells for first, cells in rows(*words, section="Diminishing returns\n").items() if first.isdigit()}
    assert list(steps) == ["0", "1", "2", "3"]
    assert steps["0"][4:6] == [UNKNOWN, UNKNOWN]
    for k, cells in steps.items():
        compute, N, D, loss, *_, decades = cells
        best = scaling.optimum(LAW, 3.6e24 * 2 ** int(k))
        assert float(compute) == pytest.approx(3.6e24 * 2 ** int(k), rel=5e-3, abs=0)
        assert (float(N), float(D)) == pytest.approx((best.parameters, best.tokens), rel=5e-3, abs=0)
        assert float(loss) == pytest.approx(best.loss, abs=1e-4)
        assert float(decades) == pytest.approx(2.4424 + 0.30103 * int(k), abs=0.06)
    gains = [float(cells[4]) for k, cells in steps.items() if k != "0"]
    assert gains[1] / gains[0] == pytest.approx(2**-LAW.coefficients.gamma, rel=1e-2, abs=0)
    assert [float(cells[5]) for k, cells in steps.items() if k != "0"] == [5, 10, 20]
    assert "Each saves 0.884 times what the one before did" in answer("frontier", *words)


def test_a_loss_is_shown_in_the_units_that_are_known(rows, answer):
    assert rows("convert", "--loss", "2 bit/token", section="One loss\n\n") == {
        "unit": ["value"],
        "nat/token": ["1.38629"],
        "bit/token": ["2"],
        "perplexity": ["4"],
        **{line: [] for line in ("Perplexity is for a token. Losses of two tokenizers compare in bit/byte only.",)},
        "--bytes-per-token gives bit/byte.": [],
    }
    with_bytes = rows("convert", "--loss", "2 bit/token", "--bytes-per-token", "4", section="One loss\n\n")
    assert with_bytes["bit/byte"] == ["0.5"]
    assert "gives bit/byte" not in answer("frontier", "convert", "--loss", "2 bit/token", "--bytes-per-token", "4")


def test_a_prediction_is_shown_as_it_was_worked_out(rows):
    shown = rows(
        "predict", "--parameters", "70e9 parameter", "--tokens", "1.4e12 token", section="Besiroglu et al. 2024\n\n"
    )
    best = scaling.optimum(LAW, 6 * 70e9 * 1.4e12)
    expected = {
        "parameters, as the law counts them": 7e10,
        "tokens": 1.4e12,
        "compute, 6 N D": 5.88e23,
        "loss": scaling.loss(LAW, 70e9, 1.4e12),
        "of it irreducible: the asymptote E of the fit": LAW.coefficients.E,
        "of it left by the size with unlimited tokens": LAW.coefficients.A / 70e9**LAW.coefficients.alpha,
        "of it left by the tokens with unlimited size": LAW.coefficients.B / 1.4e12**LAW.coefficients.beta,
        "of it above the irreducible term": scaling.loss(LAW, 70e9, 1.4e12) - LAW.coefficients.E,
        "of it above the best run of this compute": scaling.loss(LAW, 70e9, 1.4e12) - best.loss,
        "best model size at this compute": best.parameters,
        "best number of tokens at this compute": best.tokens,
        "loss that one more doubling of compute would save": best.loss - scaling.optimum(LAW, 2 * 5.88e23).loss,
    }
    for name, value in expected.items():
        assert float(shown[name][0].split()[0]) == pytest.approx(value, rel=5e-3, abs=0), name


RATES = ("--efficiency", "2e11 FLOP/J")


@pytest.mark.parametrize("words", [("--compute", "1e24"), ("--energy", "5 GWh", *RATES)])
def test_what_one_more_doubling_saves_is_said_once(answer, asked, words):
    said = " ".join(answer("frontier", "optimal", *words).split())
    _, *found = said.split("One more doubling would save ")
    assert len(found) == 1
    assert found[0].split(":")[0] == f"{asked('optimal', *words)['doubling_gain']:.2g} nat/token"


def test_notes_of_laws_whose_terms_do_not_add_up_stand_under_a_comparison_and_no_others(answer):
    said = " ".join(answer("frontier", "compare", "--compute", "1e24").split())
    for law in scaling.LAWS.values():
        adds = bool(law.coefficients.q == 1)
        assert [f"{law.key}: {note}" in said for note in law.notes] == [not adds] * len(law.notes)


def test_a_table_of_one_law_has_that_laws_notes(answer):
    said = " ".join(answer("frontier", "compare", "--compute", "1e24", "--scaling", "besiroglu2024-minimum").split())
    assert all(note in said for note in scaling.get("besiroglu2024-minimum").notes)


def test_what_serving_saves_has_two_digits(answer, asked):
    words = ("optimal", "--loss", "1.95", "--inference-tokens", "1e13 token")
    saved = asked(*words)["lifetime"]["saved"]
    said = " ".join(answer("frontier", *words).split())
    assert f"The best for both takes {100 * saved:.2g} % less." in said


def test_constants_of_a_law_are_shown_as_its_file_writes_them(tmp_path):
    """9.0, 9.1 ... have a last bit so coarse that a sixteenth digit would show it."""
    lines = scaling.to_toml(scaling.get("besiroglu2024")).replace("besiroglu2024", "mine").splitlines()
    for tenths in (81, 91, 96):
        file = tmp_path / "mine.toml"
        file.write_text("\n".join(f"E = {tenths / 10}" if line.startswith("E = ") else line for line in lines))
        shown = laws.one(scaling.load(file)).to("text")
        assert re.search(rf"^ +E +{tenths / 10}$", shown, re.MULTILINE), shown
