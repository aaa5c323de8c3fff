"""``limits frontier repeat``: answers on limited text, the wall, fits of the decays, refusals."""

from __future__ import annotations

import csv
import io

import numpy as np
import pytest

from limits import scaling
from limits.scaling.frontier import repetition
from limits.scaling.frontier.repetition import MUENNIGHOFF2023

LAW = scaling.get("muennighoff2023")
UNIQUE = ("repeat", "--unique-tokens", "1e12 token")


@pytest.fixture
def runs(tmp_path):
    """A file of exact runs."""
    rng = np.random.default_rng(0)
    N, U, epochs = 10 ** rng.uniform(8, 10, 60), 10 ** rng.uniform(8.5, 10.5, 60), 10 ** rng.uniform(0, 2, 60)
    loss = repetition.loss(LAW, MUENNIGHOFF2023, N, U * epochs, U)
    rows = [
        f"{n!r},{d!r},{u!r},{v!r}" for n, d, u, v in zip(*(x.tolist() for x in (N, U * epochs, U, loss)), strict=True)
    ]
    path = tmp_path / "runs.csv"
    path.write_text("parameters,tokens,U,loss\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return str(path)


def test_a_compute(asked):
    found = asked(*UNIQUE, "--compute", "1e25 FLOP")
    best = repetition.optimum(LAW, MUENNIGHOFF2023, 1e25, 1e12)
    assert (found["run"]["parameters"], found["run"]["loss"]) == pytest.approx(
        (best.parameters, best.loss), rel=1e-6, abs=0
    )
    assert found["wall"] == pytest.approx(repetition.wall(LAW, MUENNIGHOFF2023, 1e12), rel=1e-6, abs=0)
    assert found["unlimited"]["loss"] == pytest.approx(scaling.optimum(LAW, 1e25).loss, rel=1e-6, abs=0)
    assert found["borrowed_decays"] is False


def test_a_loss_and_a_run(asked):
    found = asked(*UNIQUE, "--loss", "1.97")
    run = found["run"]
    assert run["loss"] == pytest.approx(1.97, rel=1e-6, abs=0)
    again = asked(*UNIQUE, "--parameters", repr(run["parameters"]), "--tokens", repr(run["tokens"]))["run"]
    assert again["loss"] == pytest.approx(1.97, rel=1e-6, abs=0)
    assert again["epochs"] == pytest.approx(run["epochs"], rel=1e-6, abs=0)


def test_the_tokens_that_a_loss_needs(asked):
    found = asked("repeat", "--compute", "1e25", "--loss", "1.97")
    assert found["run"]["loss"] == pytest.approx(1.97, rel=1e-6, abs=0)
    again = asked("repeat", "--unique-tokens", repr(found["unique_tokens"]), "--compute", "1e25")
    assert again["run"]["loss"] == pytest.approx(1.97, rel=1e-6, abs=0)
    assert found["compute_near_wall"] > 1e25


def test_another_law_borrows_the_decays(answer, asked):
    words = (*UNIQUE, "--compute", "1e25", "--scaling", "besiroglu2024")
    assert asked(*words)["borrowed_decays"] is True
    assert "are borrowed here" in " ".join(answer("frontier", *words).split())


def test_a_fit(answer, asked, runs):
    found = asked("repeat", runs, "--columns", "unique_tokens=U")
    assert found["decay_tokens"] == pytest.approx(15.387756, rel=1e-4, abs=0)
    assert found["determined"] == {"decay_tokens": True, "decay_parameters": True}
    assert found["warnings"] == []
    table = answer("frontier", "repeat", runs, "--columns", "unique_tokens=U", "--format", "csv")
    lines = {row["quantity"]: row for row in csv.DictReader(io.StringIO(table))}
    decay = lines["decay_tokens"]
    assert float(decay["low"]) <= float(decay["value"]) == found["decay_tokens"] <= float(decay["high"])
    assert (decay["kind"], decay["unit"], decay["level"]) == ("trend", "1", "5 to 95 %")
    level = f"intervals {100 * found['level']:g} %, from the profile"
    assert level in " ".join(answer("frontier", "repeat", runs, "--columns", "unique_tokens=U").split())
    assert [float(lines[f"profile.{place}.objective"]["value"]) for place in range(len(found["profile"]))] == [
        each["objective"] for each in found["profile"]
    ]
    _, _, table = answer("frontier", "repeat", runs, "--columns", "unique_tokens=U").partition("Profile of R_D*")
    shown = [
        float(line.split()[0]) for line in table.splitlines() if line.split()[0:1] and line.split()[0][0].isdigit()
    ]
    every = [each["decay_tokens"] for each in found["profile"]]
    assert len(shown) == 12  # of the whole profile, from end to end
    assert (shown[0], shown[-1]) == pytest.approx((every[0], every[-1]), rel=5e-3, abs=0)
    assert shown == sorted(shown)


@pytest.mark.parametrize("form", ["text", "markdown", "csv"])
def test_every_format_within_the_page(answer, form):
    said = answer("frontier", *UNIQUE, "--compute", "1e25", "--format", form)
    assert form != "text" or max(map(len, said.splitlines())) <= 100


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--compute", "1e25"], "--unique-tokens"),
        (["--unique-tokens", "1e12"], "Give one of"),
        (["--compute", "1e20", "--loss", "1.95"], "without repetition the least loss is"),
        (["--unique-tokens", "1e12", "--compute", "1e25", "--loss", "2"], "Give one of"),
        (["--unique-tokens", "1e12", "--parameters", "1e9"], "Give one of"),
        (["--unique-tokens", "1 W", "--compute", "1e25"], "--unique-tokens: given"),
        (["--unique-tokens", "1e12", "--loss", "1.8"], "with these unique tokens the loss tends to 1.947"),
        (["none.csv", "--compute", "1e25"], "leave the other numbers out"),
        (["none.csv"], "none.csv"),
    ],
)
def test_refusals(refusal, words, message):
    assert message in refusal("frontier", "repeat", *words)
