"""``limits frontier hardware``: trends by number format, of compute, in every format of the output; refusals."""

from __future__ import annotations

import csv
import io
import json

import pytest

from limits import catalog
from limits.catalog.peaks import PEAKS
from limits.report.formats import FORMATS
from limits.report.formats.text import plain
from limits.report.scaling import growth as growth_views
from limits.scaling.answers import efficiency_growth
from limits.scaling.answers.efficiency import ceilings
from limits.scaling.history.hardware import efficiency, training_compute


def asked(answer, *words):
    return json.loads(answer("frontier", "hardware", *words, "--format", "json"))["rows"]


def test_every_format_of_the_catalogue_stands_once_with_its_records(answer):
    found = asked(answer)
    assert [row["points"] for row in found] == ["all", "records"] * (len(found) // 2)
    names = [row["name"] for row in found[::2]]
    assert len({PEAKS[name] for name in names}) == len(names) == len(set(PEAKS.values()))
    assert "bf16" in names
    assert {row["kind"] for row in found} == {"trend"}


def test_the_numbers_are_those_of_the_room_below(answer):
    rows = catalog.rows("accelerator")
    every, best = asked(answer, "--precision", "bf16")
    for said, series in ((every, efficiency(rows, "peak_16bit")), (best, efficiency(rows, "peak_16bit").records)):
        trend = series.growth()
        assert said["rows"] == list(series.names)
        assert said["count"] == trend.points
        assert said["growth"]["doubling_time"]["value"] == trend.doubling_time
        for met, ceiling in zip(said["meets"], ceilings("bf16"), strict=True):
            crossing = trend.reaches(ceiling.efficiency)
            assert (met["limit"], met["kind"]) == (ceiling.law.key, ceiling.law.kind)
            dates = {"value": crossing.date, "low": crossing.low, "high": crossing.high}
            assert met["year"] == dates | {"unit": "year"}
            assert met["years_beyond_last_point"]["value"] == pytest.approx(
                crossing.date - series.dates[-1], rel=1e-6, abs=0
            )


def test_several_formats_stand_in_the_order_asked_for_and_once(answer):
    found = asked(answer, "--precision", "fp8", "--precision", "bf16", "--precision", "fp8")
    assert [row["name"] for row in found[::2]] == ["fp8-e4m3", "bf16"]
    assert found[2:] == asked(answer, "--precision", "bf16")


def test_what_may_never_come_is_null_in_json_and_a_word_in_text(answer):
    every, _ = asked(answer, "--precision", "fp8")
    assert every["growth"]["doubling_time"]["high"] is None
    assert every["meets"][0]["year"]["value"] is every["meets"][0]["year"]["high"] is None
    assert every["meets"][0]["years_beyond_last_point"] is None
    assert "may be no such time" in every["meets"][0]["unknown"]["year.value"]
    said = answer("frontier", "hardware", "--precision", "fp8")
    assert f"never, or from {int(every['meets'][0]['year']['low'])}" in said


def test_a_trend_says_that_it_is_one_and_how_far_it_reaches(answer):
    said = " ".join(answer("frontier", "hardware", "--precision", "bf16").split())
    assert said.startswith("≈ trend of energy efficiency")
    assert "is an extrapolation, and no bound." in said
    every, _ = asked(answer, "--precision", "bf16")
    years = [f"{met['years_beyond_last_point']['value']:.0f} years to" for met in every["meets"]]
    assert f"Beyond the last point: {years[0]} the estimate for CMOS, {years[1]} Landauer's bound." in said
    assert "~ model: 4.7e15 FLOP/J" in said
    assert "■ theorem: 2.18e19 FLOP/J, operands_inplace, 16 bit/FLOP at 300 K" in said
    assert "a100-sxm-80gb, a800-sxm-80gb: the numbers of a100-sxm-40gb again." in said


def test_compute(answer):
    every, best = asked(answer, "--of", "compute")
    series = training_compute(catalog.rows("run"))
    assert every["growth"]["doubling_time"]["value"] == series.growth().doubling_time
    assert best["rows"] == list(series.records.names)
    assert best["meets"] == []
    months = 12 * series.records.growth().doubling_time
    assert f"{months:.1f} (" in answer("frontier", "hardware", "--of", "compute")


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("words", [(), ("--precision", "fp16"), ("--of", "compute")])
def test_every_format_within_the_page(answer, words, form):
    said = answer("frontier", "hardware", *words, "--format", form)
    if form == "json":
        json.loads(said)
    elif form == "csv":
        lines = list(csv.DictReader(io.StringIO(said)))
        assert lines
        assert all(None not in line and None not in line.values() for line in lines)
        assert any(line["quantity"].endswith("growth.doubling_time") for line in lines)
    elif form == "text":
        assert max(map(len, said.splitlines())) <= 100


def test_rows_of_ones_own_move_the_trend(answer, tmp_path):
    file = tmp_path / "own.csv"
    header = "accelerator,vendor,year,bf16_fp16_dense_tflop_per_s,sixteen_bit_unit,tdp_w,source,evidence"
    file.write_text(f"{header}\nmine,Me,2027,100000,tensor,1000,me,primary\n", encoding="utf-8")
    every, best = asked(answer, "--precision", "bf16", "--catalog", str(file))
    assert every["rows"][-1] == best["rows"][-1] == "mine"
    assert every["last_year"] == 2027.5
    before = asked(answer, "--precision", "bf16")[0]["growth"]["doublings_per_year"]
    assert every["growth"]["doublings_per_year"]["value"] > before["value"]


def test_two_points_are_too_few_and_a_falling_line_meets_nothing():
    two = [catalog.row("accelerator", name) for name in ("a100-sxm-40gb", "h100-sxm")]
    found = efficiency_growth(two, ["bf16"])
    assert [row.unknown["growth"] for row in found.rows] == ["too few points"] * 2
    said = plain(growth_views.of_efficiency(found).document)
    assert "too few points" in said
    assert "the estimate for CMOS" in said
    falling = [catalog.row("accelerator", name) for name in ("h100-sxm", "gb200", "b300", "gb300")]
    row = efficiency_growth(falling, ["int8"]).rows[0]
    assert row.growth.doublings_per_year.value < 0
    assert [met.year.value for met in row.meets] == [None, None]
    assert efficiency_growth([]).rows[0].count == 0


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--precision", "fp7"], "fp7"),
        (["--precision", "bf16", "--precision", "fp6"], "in which the catalogue holds peaks"),
        (["--of", "compute", "--precision", "bf16"], "--precision needs --of efficiency"),
        (["--of", "price"], "price"),
        (["--catalog", "missing.csv"], "missing.csv"),
    ],
)
def test_refusals(refusal, words, message):
    assert message in refusal("frontier", "hardware", *words)
