"""The hardware frontier of the catalogue: one format by hand, which rows count, published doubling times."""

import math
from itertools import pairwise

import numpy as np
import pytest

from limits import catalog
from limits.catalog import shipped
from limits.catalog.peaks import PEAKS
from limits.errors import InputError
from limits.references import entry
from limits.scaling.answers.efficiency import ceilings
from limits.scaling.history.growth import Growth
from limits.scaling.history.hardware import efficiency, training_compute

ACCELERATORS = catalog.rows("accelerator")
RUNS = catalog.rows("run")
HEADER = "accelerator,vendor,year,bf16_fp16_dense_tflop_per_s,sixteen_bit_unit,tdp_w,source,evidence,unverified_fields"

FP4 = {  # dense TFLOP/s, W, year, as printed in the rows; the maker of Trainium3 publishes no design power
    "b200": (9000, 1000, 2024),
    "gb200": (10000, 1200, 2025),
    "b300": (14000, 1100, 2025),
    "gb300": (15000, 1400, 2025),
    "mi350x": (9200, 1000, 2025),
    "mi355x": (10100, 1400, 2025),
    "maia-200": (10145, 750, 2026),
}


@pytest.fixture
def own(tmp_path):
    """Return a function that reads accelerators of one's own, lines below `HEADER`."""

    def rows(*lines):
        file = tmp_path / "own.csv"
        file.write_text("\n".join((HEADER, *lines)), encoding="utf-8")
        names = [line.split(",")[0] for line in lines]
        found = shipped().extended(file)
        return [found.row("accelerator", name) for name in names]

    return rows


def test_four_bits_by_hand():
    series = efficiency(ACCELERATORS, "peak_fp4")
    assert dict(zip(series.names, zip(series.values, series.dates, strict=True), strict=True)) == {
        name: (pytest.approx(peak * 1e12 / watt, rel=1e-6, abs=0), year + 0.5)
        for name, (peak, watt, year) in FP4.items()
    }
    x = [year + 0.5 for _, _, year in FP4.values()]
    y = [math.log2(peak * 1e12 / watt) for peak, watt, _ in FP4.values()]
    n, mean_x, mean_y = len(x), sum(x) / len(x), sum(y) / len(y)
    spread = sum((a - mean_x) ** 2 for a in x)
    slope = sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y, strict=True)) / spread
    squares = sum((b - mean_y - slope * (a - mean_x)) ** 2 for a, b in zip(x, y, strict=True))
    reach = 2.0150 * math.sqrt(squares / (n - 2) / spread)  # Student's 95 % point, 5 degrees of freedom
    trend = series.growth()
    assert trend.doubling_time == pytest.approx(1 / slope, rel=1e-9, abs=0)
    assert trend.doubling_interval.low == pytest.approx(1 / (slope + reach), rel=1e-2, abs=0)
    assert slope < reach
    assert trend.doubling_interval.high == math.inf
    assert trend.reaches(ceilings("fp4")[0].efficiency).date == math.inf


def test_the_best_known_chip_stands_where_its_data_sheet_puts_it():
    series = efficiency(ACCELERATORS, "peak_16bit")
    at = series.names.index("h100-sxm")
    assert series.values[at] == pytest.approx(989.4e12 / 700, rel=1e-6, abs=0)
    assert series.dates[at] == 2022.5


@pytest.mark.parametrize("peak", sorted(set(PEAKS.values())))
def test_every_point_is_a_row_that_states_it_dense_and_verified_in_order_of_its_date(peak):
    series = efficiency(ACCELERATORS, peak)
    assert all(earlier <= later for earlier, later in pairwise(series.dates))
    assert not set(series.names) & set(series.left_out)
    stated = {row.name for row in ACCELERATORS if peak in row.cells}
    assert set(series.names) | set(series.left_out) == stated
    for name, date, value in zip(series.names, series.dates, series.values, strict=True):
        row = catalog.row("accelerator", name)
        assert row.evidence != "recalled"
        assert row.verified(peak)
        assert date == int(row.texts["year"]) + 0.5
        assert value == pytest.approx(row.cells[peak].value / row.cells["tdp"].value, rel=1e-6, abs=0)
        assert value < ceilings("fp4")[0].efficiency
    best = series.records
    assert all(np.diff(best.values) > 0)
    assert all(np.diff(best.dates) > 0)
    assert set(best.names) <= set(series.names)


def test_which_rows_are_no_points(own):
    rows = own(
        "first,V,2020,100,tensor,300,s,secondary,",
        "again,V,2022,100.5,tensor,300,s,secondary,",
        "rival,W,2022,100,tensor,300,s,secondary,",
        "hotter,V,2022,100,tensor,310,s,secondary,",
        "vector,V,2021,50,vector_or_unspecified,300,s,secondary,",
        "unsaid,V,2021,50,,300,s,secondary,",
        "powerless,V,2021,50,tensor,,s,secondary,",
        "remembered,V,2021,50,tensor,300,s,recalled,",
        "unseen,V,2021,50,tensor,300,s,secondary,tdp_w",
        "timeless,V,,50,tensor,300,s,secondary,",
        "other,V,2021,,tensor,300,s,secondary,",
    )
    series = efficiency(rows, "peak_16bit")
    assert series.names == ("first", "rival", "hotter")
    assert series.left_out == {
        "again": "the numbers of first again",
        "vector": "not stated to be the rate of matrix units",
        "unsaid": "not stated to be the rate of matrix units",
        "powerless": "no design power (TDP)",
        "remembered": "recalled or unverified",
        "unseen": "recalled or unverified",
        "timeless": "no year",
    }


def test_nothing_makes_an_empty_series_and_no_trend():
    series = efficiency([], "peak_fp8")
    assert (series.names, series.dates.size, series.records.names) == ((), 0, ())
    with pytest.raises(InputError, match="points: given 0"):
        series.growth()


def test_the_interval_of_a_format_that_is_old_enough_holds_the_published_doubling_time():
    """3 years for 47 accelerators up to 2023 (Hobbhahn et al. 2023, seen in a summary)."""
    assert entry("hobbhahn2023").evidence == "secondary"
    low, high = efficiency(ACCELERATORS, "peak_16bit").growth().doubling_interval
    assert low < 3.0 < high
    # The leading chips of their day, 40 % a year (Epoch AI 2024): between our fp32 records and our 16-bit ones.
    published = 1 / math.log2(1.4)
    low, high = efficiency(ACCELERATORS, "peak_fp32").records.growth().doubling_interval
    assert low < published < high
    assert published < efficiency(ACCELERATORS, "peak_16bit").growth().doubling_interval.low  # few formats, few years


def test_records_of_training_compute_double_as_fast_as_published():
    """Running top ten: 5.3-fold a year, 90 % interval 4.9 to 5.7, from 2010 to May 2024 (Sevilla and Roldan 2024)."""
    assert entry("sevilla2024").evidence == "primary"
    trend = training_compute(RUNS).records.growth()
    low, high = (12 * end for end in trend.doubling_interval)
    for yearly in (4.1, 4.9, 5.3):  # 4.1: notable models
        assert low < 12 / math.log2(yearly) < high
    assert 12 * trend.doubling_time == pytest.approx(6.0, rel=0.15, abs=0)  # Sevilla et al. 2022, up to 2022
    assert 12 * trend.doubling_time == pytest.approx(12 / math.log2(5.3), rel=0.1, abs=0)


def test_small_runs_of_late_years_slow_the_line_through_all_rows():
    series = training_compute(RUNS)
    assert series.growth().doubling_time > series.records.growth().doubling_time
    assert series.growth().scatter > 3 * series.records.growth().scatter
    assert series.records.names[0] == "alexnet"
    assert "gpt-j-6b" in series.left_out


def test_what_one_vendor_sells_grows_like_the_rest():
    ours = efficiency([row for row in ACCELERATORS if row.texts["vendor"] == "NVIDIA"], "peak_16bit").growth()
    everybody = efficiency(ACCELERATORS, "peak_16bit").growth()
    assert ours.slope_interval.low < everybody.slope < ours.slope_interval.high


def test_which_16_bit_rows_count_matters_more_than_the_interval_says():
    """The bias that the choice of rows carries, as the module states it."""
    rows = [row for row in ACCELERATORS if {"peak_16bit", "tdp"} <= row.cells.keys()]
    values = [row.cells["peak_16bit"].value / row.cells["tdp"].value for row in rows]
    every = Growth.of([int(row.texts["year"]) + 0.5 for row in rows], values)
    ours = efficiency(ACCELERATORS, "peak_16bit").growth()
    assert every.doubling_time < ours.doubling_interval.low
