"""Public pastes of people: what is read of each is what an expert found in it, where the collected facts are there."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from limits.pasted.lines import decoded
from limits.pasted.reading import measurements

CORRECTED = {  # what the facts say since (W11 of the newer file); two values of one size are no curve
    ("odd_nccl_107_duplicated_headers.txt", "ranks_listed"): 2,
    ("nccl_stas_network_README_3.txt", "rows"): 1,
    ("nccl_stas_network_README_3.txt", "size_first_bytes"): 4e9,
    ("nccl_stas_network_README_3.txt", "size_last_bytes"): 4e9,
}
SHARED = Path(__file__).parents[3] / "shared" / "data" / "net" / "samples"
EXPECTED = json.loads((SHARED / "expected.json").read_text()) if SHARED.is_dir() else {}
NAMES = [name for name, wanted in EXPECTED.items() if "format" in wanted] or ["none"]


@pytest.fixture(scope="module")
def samples(facts) -> Path:
    return facts / "data" / "net" / "samples"


def tables(path: Path) -> list:
    with path.open("rb") as stream:
        return list(measurements(decoded(stream, path.name)))


@pytest.mark.parametrize("name", NAMES)
def test_what_an_expert_found(samples, name):
    wanted = EXPECTED[name] | {key: value for (file, key), value in CORRECTED.items() if file == name}
    (table,) = tables(samples / name)
    assert table.tool == wanted["format"]
    assert table.operation == wanted["collective"]
    assert len(table.rows) == wanted["rows"]
    assert len(table.ranks_listed) == wanted["ranks_listed"]
    assert max((rank.rank for rank in table.ranks_listed), default=None) == wanted["highest_rank_listed"]
    assert (table.plateau.value if table.plateau else None) == wanted["best_busbw_GB_per_s"]
    assert table.printed_average == wanted["printed_average_GB_per_s"]
    sizes = [row.size for row in table.rows]
    assert (sizes[0] if sizes else None) == wanted["size_first_bytes"]
    assert (sizes[-1] if sizes else None) == wanted["size_last_bytes"]
    fast = [row.out_of_place for row in table.rows if row.out_of_place and row.out_of_place.algorithm_bandwidth]
    ratios = [x.bus_bandwidth.value / x.algorithm_bandwidth.value for x in fast if x.algorithm_bandwidth.value > 5.0]
    if wanted["busbw_over_algbw"] is not None:
        assert sum(ratios) / len(ratios) == pytest.approx(wanted["busbw_over_algbw"], abs=1e-4)


@pytest.mark.parametrize("folder", ["samples_2026"])
def test_what_the_index_says(samples, folder):
    """Rows, operation and plateau as printed of the newer pastes."""
    with (samples.parent / folder / "index.csv").open(encoding="utf-8") as lines:
        known = [row for row in csv.DictReader(lines) if row["tool"].startswith(("nccl-tests", "rccl-tests", "nccom"))]
    assert len(known) == 8
    for wanted in known:
        (table,) = tables(samples.parent / folder / wanted["file"])
        assert table.operation == wanted["operation"], wanted["file"]
        assert len(table.rows) == int(wanted["rows"]), wanted["file"]
        plateau = table.plateau.value * table.scale
        assert plateau == pytest.approx(float(wanted["plateau_GB_per_s"]), rel=2e-4, abs=0.005), wanted["file"]


@pytest.mark.parametrize(("name", "printed", "scale"), [("nccom_aws_slurm_1.txt", 2.80, 1.073741824)])
def test_binary_gigabytes_under_a_decimal_heading(samples, name, printed, scale):
    (table,) = tables(samples / name)
    assert (table.tool, len(table.rows), table.plateau.value, table.scale) == ("nccom-test", 17, printed, scale)
    assert table.plateau.value * table.scale == pytest.approx(3.01, abs=0.01)


def test_the_curve_of_each_table(samples):
    """Smallest time, largest size and largest bus bandwidth out of place, by a second reading of the files."""
    with (samples / "expected_fit.csv").open(encoding="utf-8") as lines:
        for wanted in csv.DictReader(lines):
            (table,) = tables(samples / wanted["file"])
            whole = [row for row in table if row.out_of_place]
            best = max(whole, key=lambda row: row.out_of_place.bus_bandwidth.value)
            assert best.out_of_place.bus_bandwidth.value == float(wanted["plateau_busbw_GB_per_s"])
            assert best.size == float(wanted["size_at_plateau_bytes"])
            times = [row.out_of_place.time.value for row in table.rows]
            assert min(times) == float(wanted["t_min_us"]) or min(x for x in times if x) == float(wanted["t_min_us"])
