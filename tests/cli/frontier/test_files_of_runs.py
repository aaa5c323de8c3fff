"""``limits frontier fit`` and ``envelope``: from standard input, several files, constants, and compute beside both."""

import gzip
import json
import re
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[3] / "docs" / "examples" / "fits"
RUNS = str(EXAMPLES / "runs.csv")


def test_standard_input_and_files_are_joined(answer, tmp_path):
    head, *lines = Path(RUNS).read_text(encoding="utf-8").splitlines()
    rest = tmp_path / "rest.csv.gz"
    rest.write_bytes(gzip.compress("\n".join([head, *lines[12:]]).encode()))
    typed = "\n".join([head, *lines[:12]])
    joined = answer("frontier", "fit", "-", str(rest), "--format", "csv", typed=typed)
    whole = answer("frontier", "fit", RUNS, "--format", "csv")
    assert "row 7 of standard input," in joined  # the worst row, which one file alone does not have to name
    assert without_names(joined) == without_names(whole)
    assert whole == answer("frontier", "fit", "-", "--format", "csv", typed=gzip.compress(Path(RUNS).read_bytes()))


def without_names(text):
    """Return the lines of a CSV without the names of rows, which say of which file they are."""
    return [re.sub(r"^row [^,]+", "a row", line) for line in text.splitlines()]


def test_what_all_rows_share_and_headers_with_commas(answer, tmp_path):
    plain, other = tmp_path / "plain.csv", tmp_path / "other.csv"
    rows = [(1e18 * k, 20 * k**0.7, 2 + 3 / k) for k in (1, 2, 4, 8)]
    plain.write_text("curve,compute,loss\n" + "".join(f"a,{C},{L}\n" for C, _, L in rows), encoding="utf-8")
    other.write_text('"C, total","loss, val"\n' + "".join(f"{C},{L}\n" for C, _, L in rows), encoding="utf-8")
    expected = answer("frontier", "envelope", str(plain), "--format", "csv")
    for columns in ("compute=C, total,loss=loss, val", 'loss="loss, val",compute="C, total"'):
        words = ("--columns", columns, "--set", "curve=a", "--format", "csv")
        assert answer("frontier", "envelope", str(other), *words) == expected


def test_compute_beside_both(answer, tmp_path):
    head, *lines = Path(RUNS).read_text(encoding="utf-8").splitlines()
    cells = [line.split(",") for line in lines]
    file = tmp_path / "runs.csv"
    more = [f"{line},{7.5e15 * float(row[1]) * float(row[2])}" for line, row in zip(lines, cells, strict=True)]
    file.write_text("\n".join([f"{head},compute", *more]), encoding="utf-8")
    said = " ".join(answer("frontier", "fit", str(file)).split())
    assert "compute is 1.25 times 6 N D in the median of 29 rows" in said
    used = json.loads(answer("frontier", "fit", str(file), "--from-compute", "tokens", "--format", "json"))
    plain = json.loads(answer("frontier", "fit", RUNS, "--format", "json"))
    B, beta = (plain["coefficients"][name]["value"] for name in ("B", "beta"))
    assert used["coefficients"]["B"]["value"] == pytest.approx(B * 1.25**beta, rel=1e-6, abs=0)
    assert used["coefficients"]["beta"]["value"] == pytest.approx(beta, rel=1e-6, abs=0)


def test_refusals_of_files(refusal):
    assert "once: its rows would count twice" in refusal("frontier", "fit", RUNS, RUNS)
    assert "--set: given 'N', wanted COLUMN=VALUE" in refusal("frontier", "fit", RUNS, "--set", "N")
    assert "--set: given N as '1' and '2', wanted one value" in refusal(
        "frontier", "fit", RUNS, "--set", "N=1", "--set", "N=2"
    )
    assert "'1e9' for every row, and a column" in refusal("frontier", "fit", RUNS, "--set", "N=1e9")
