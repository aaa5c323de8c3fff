"""`limits frontier fit` of rows that are checkpoints of runs."""

import json

import numpy as np


def asked(answer, *words):
    return json.loads(answer("frontier", *words, "--format", "json"))


def test_checkpoints_of_runs(answer, refusal, tmp_path):
    file = tmp_path / "checkpoints.csv"
    rng = np.random.default_rng(0)
    N, D = 10 ** rng.uniform(7.7, 10.2, 12), 10 ** rng.uniform(9.5, 11.5, 12)
    error = np.exp(0.005 * rng.standard_normal(12))
    rows = [
        f"m{k},{N[k]},{d},{(1.8 + 480 / N[k] ** 0.35 + 2100 / d**0.37) * error[k]}"
        for k in range(12)
        for d in D[k] * np.array([0.3, 0.6, 1.0])
    ]
    file.write_text("name,parameters,tokens,loss\n" + "\n".join(rows))
    by_run = asked(answer, "fit", str(file), "--columns", "run=name")
    assert (by_run["points"], by_run["runs"], by_run["level"]) == (36, 12, 0.9)
    text = answer("frontier", "fit", str(file), "--columns", "run=name")
    assert "12, of 36 rows" in text
    assert "90 %, from covariance at the minimum, by run" in text
    assert any("name the column of the run" in each for each in asked(answer, "fit", str(file))["warnings"])
    last = asked(answer, "fit", str(file), "--columns", "run=name", "--last")
    assert (last["points"], last["runs"]) == (12, 12)
    assert asked(answer, "fit", str(file), "--best")["points"] == 36  # no pair of N and D is there twice
    assert "wanted a column with the run of each row" in refusal("frontier", "fit", str(file), "--last")
    assert "wanted one of them" in refusal("frontier", "fit", str(file), "--last", "--best")
