"""What the law of a fit implies, as it is printed: JSON by its schema, CSV, text."""

import csv
import io
import json

from jsonschema import Draft202012Validator

RUNS = "docs/examples/fits/runs.csv"


def test_on_the_command_line(answer, refusal):
    words = ("frontier", "fit", RUNS, "--compute", "1e24 FLOP", "--compute", "2e24")
    said = json.loads(answer(*words, "--format", "json"))
    Draft202012Validator(json.loads(answer("schema", "fit"))).validate(said)
    assert [best["compute"]["value"] for best in said["implied"]["best"][1:]] == [1e24, 2e24]
    rows = {row["quantity"]: row for row in csv.DictReader(io.StringIO(answer(*words, "--format", "csv")))}
    best = said["implied"]["best"][1]["tokens_per_parameter"]
    assert float(rows["implied.best.1.compute"]["value"]) == 1e24
    row = rows["implied.best.1.tokens_per_parameter"]
    assert [float(row[part]) for part in ("value", "low", "high")] == [best[part] for part in ("value", "low", "high")]
    assert (row["law"], row["kind"], row["unit"], row["level"]) == ("hoffmann", "trend", "1", "5 to 95 %")
    text = answer(*words)
    assert "What the law implies, with 90 % intervals" in text
    assert "3.3 decades beyond the runs" in text
    assert "--compute: given '1e24 kg'" in refusal("frontier", "fit", RUNS, "--compute", "1e24 kg")
