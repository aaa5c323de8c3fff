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
    rows = {row[0]: row[1:] for row in csv.reader(io.StringIO(answer(*words, "--format", "csv")))}
    best = said["implied"]["best"][1]["tokens_per_parameter"]
    name = "best at 1e+24 FLOP: tokens_per_parameter"
    assert [float(each) for each in rows[name][:3]] == [best[part] for part in ("value", "low", "high")]
    text = answer(*words)
    assert "What the law implies, with 90 % intervals" in text
    assert "3.3 decades beyond the runs" in text
    assert "--compute: given '1e24 kg'" in refusal("frontier", "fit", RUNS, "--compute", "1e24 kg")
