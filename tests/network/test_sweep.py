"""Lines through measured sweeps, and times between and beyond their rows."""

import csv

import numpy as np
import pytest

from limits.network.sweep import Line, line_through, time_at, upper, upper_line

SIZES = 2.0 ** np.arange(10, 34)


def two_regimes(sizes):
    """What a change of protocol looks like: 20 us and 10 GB/s up to 1 MiB, 100 us and 200 GB/s beyond."""
    return np.minimum(20e-6 + sizes / 10e9, 100e-6 + sizes / 200e9)


def test_the_line_of_the_upper_regime_finds_its_bandwidth_where_one_through_all_rows_does_not():
    time = two_regimes(SIZES)
    line = upper_line(SIZES, time)
    assert line.bandwidth == pytest.approx(200e9, rel=1e-6, abs=0)
    assert line.latency == pytest.approx(100e-6, rel=1e-6, abs=0)
    assert line.rms < 1e-6
    everything = line_through(SIZES, time)
    assert abs(everything.bandwidth / 200e9 - 1) > 0.15
    assert everything.rms > 0.1


def test_a_wrong_factor_of_each_row_is_the_error_of_the_line():
    """Rows 10 % above and below in turn, four times over: the line lies between, its error is 0.1."""
    sizes = np.repeat([1e6, 1e7, 1e8, 1e9], 2)
    line = line_through(sizes, (50e-6 + sizes / 2e11) * np.exp(np.tile([0.1, -0.1], 4)))
    assert (line.latency * 1e6, line.bandwidth / 1e9, line.rms) == pytest.approx((50, 200, 0.1), rel=1e-6, abs=0)


def test_rows_that_go_up_in_rate_faster_than_any_line_have_no_latency_below_zero():
    sizes = np.array([1e6, 1e7, 1e8])
    line = line_through(sizes, sizes / np.array([3e9, 2e9, 1e9]))  # the rate falls: latency would be negative
    assert line.latency == 0.0
    assert line.bandwidth == pytest.approx((3e9 * 2e9 * 1e9) ** (1 / 3), rel=1e-9, abs=0)


def test_rows_without_a_size_or_a_time_do_not_count():
    sizes, time = SIZES.copy(), two_regimes(SIZES)
    dirty = np.concatenate([[0.0, 1e9, 1e9, np.nan], sizes]), np.concatenate([[1e-5, 0.0, np.nan, 1e-5], time])
    assert upper_line(*dirty) == upper_line(sizes, time)
    assert not upper(*dirty)[:4].any()
    assert time_at(1e8, *dirty) == time_at(1e8, sizes, time)


def test_a_line_takes_two_sizes():
    with pytest.raises(ValueError, match="1 sizes"):
        line_through(np.array([1e6, 1e6]), np.array([1e-5, 2e-5]))
    with pytest.raises(ValueError, match="no row"):
        time_at(1e6, np.array([0.0]), np.array([1e-5]))


def test_inside_the_sweep_the_rows_answer_and_beyond_it_the_line():
    time = two_regimes(SIZES)
    assert time_at(SIZES, SIZES, time) == pytest.approx(time, rel=1e-12, abs=0)
    between = np.sqrt(SIZES[5] * SIZES[6])
    assert time_at(between, SIZES, time) == pytest.approx(np.sqrt(time[5] * time[6]), rel=1e-12, abs=0)
    assert time_at(1e12, SIZES, time) == pytest.approx(100e-6 + 1e12 / 200e9, rel=1e-6, abs=0)
    assert np.isnan(time_at(512.0, SIZES, time))
    both = time_at(np.array([512.0, 2048.0, 1e12]), SIZES, time)
    assert np.isnan(both).tolist() == [True, False, False]


def test_rows_in_any_order_and_repeated():
    time = two_regimes(SIZES)
    order = np.random.default_rng(5).permutation(len(SIZES))
    assert time_at(3e7, SIZES[order], time[order]) == pytest.approx(float(time_at(3e7, SIZES, time)), rel=1e-12, abs=0)
    twice = np.concatenate([SIZES, SIZES]), np.concatenate([time * 1.1, time / 1.1])
    assert time_at(3e7, *twice) == pytest.approx(float(time_at(3e7, SIZES, time)), rel=1e-12, abs=0)


def test_half_of_the_rate():
    line = Line(10e-6, 100e9, 0.0, 4)
    size = line.half_rate_size
    assert size / line.time(size) == pytest.approx(50e9, rel=1e-12, abs=0)


def test_public_tables(facts, sweep):
    """Latency, bandwidth and error of the upper regime, and of all rows, of thirty tables that people posted."""
    folder = facts / "data/net"
    with (folder / "alpha_beta_fits.csv").open() as file:
        known = list(csv.DictReader(file))
    assert len(known) == 30
    missed = 0
    for row in known:
        size, time, rate, bus = sweep(row["file"])
        assert len(size) == int(row["rows"])
        large = rate > 0.05 * rate.max()
        factor = float(np.median(bus[large] / rate[large]))
        for name, line in (("upper", upper_line(size, time)), ("all_rows", line_through(size, time))):
            assert line.latency * 1e6 == pytest.approx(float(row[f"{name}_alpha_us"]), rel=2e-4, abs=0), row["file"]
            asymptote = float(row[f"{name}_busbw_asymptote"])
            assert line.bandwidth * factor / 1e9 == pytest.approx(asymptote, rel=2e-3, abs=0), row["file"]
            assert line.rms == pytest.approx(float(row[f"{name}_rms_log_error"]), abs=1e-4), row["file"]
        assert upper_line(size, time).rows == int(row["rows_above_20pc"])
        missed += abs(line_through(size, time).bandwidth * factor / 1e9 / bus.max() - 1) > 0.15
    assert missed == 15


def test_plateaus_of_public_tables(facts, sweep):
    """The expected plateau is that of the rows; at its size the sweep answers with the row's own time."""
    folder = facts / "data/net/samples"
    with (folder / "expected_fit.csv").open() as file:
        known = list(csv.DictReader(file))
    assert len(known) == 23
    for row in known:
        size, time, _, bus = sweep(row["file"])
        top = int(np.argmax(bus))
        assert bus[top] == float(row["plateau_busbw_GB_per_s"])
        assert size[top] == float(row["size_at_plateau_bytes"])
        assert time_at(size[top], size, time) == pytest.approx(time[top], rel=1e-9, abs=0)
