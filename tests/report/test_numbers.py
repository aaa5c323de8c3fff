import math

import pytest

from limits.report import numbers
from limits.units import si
from limits.value import Value


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (2.871e-21, "J", "2.87e-21 J"),
        (1.74556e6, "J", "1.75 MJ"),
        (3.6e8, "J", "100 kWh"),
        (7.77168e13, "J", "21.6 GWh"),
        (0.0548851, "s", "54.9 ms"),
        (2.7e-6, "s", "2.7 us"),
        (3599.0, "s", "3600 s"),
        (3600.0, "s", "1 h"),
        (7711200.0, "s", "89.2 days"),
        (6.4e11, "bit", "80 GB"),
        (1.04858e16, "bit", "1.31 PB"),
        (2.576908209992606e43, "bit", "2.58e43 bit"),
        (4e11, "bit/s", "400 Gbit/s"),
        (3.8e25, "FLOP", "3.8e25 FLOP"),
        (9.894e14, "FLOP/s", "989 TFLOP/s"),
        (8.93e6, "kg", "8930 t"),
        (5.29e7, "USD", "52.9 million USD"),
        (1.19167e-7, "kg/J", "0.429 kg/kWh"),
        (128.0, "bit/parameter", "16 byte/parameter"),
        (16384.0, "1", "16384"),
        (0.41, "1", "0.41"),
        (4.9279e18, "1/s", "4.93e18/s"),
        (0.0, "J", "0 J"),
        (53.125e9, "Bd", "53.1 GBd"),
    ],
)
def test_readers_know_the_unit_and_three_digits_are_enough(value, unit, shown):
    assert numbers.quantity(Value(value, unit)) == shown


@pytest.mark.parametrize(
    ("low", "high", "shown"),
    [
        (1.00459e25, 4.21541e25, "1.0e25 .. 4.2e25"),
        (9.2e26, 1.2e27, "9.2e26 .. 1.20e27"),
        (7105.0, 8091.0, "7100 .. 8100"),
        (12.6383, 12.7261, "12.64 .. 12.73"),
        (0.0621, 0.0884, "0.062 .. 0.088"),
        (461.0, 1936.0, "460 .. 1900"),
        (0.01, 300.0, "0.010 .. 300"),
        (5.0, 5.0 + 1e-12, "5"),
        (-2.0, 3.0, "-2.0 .. 3.0"),
        (-0.0123, 123.4, "-0.012 .. 120"),
        (-1e26, 2.5e24, "-1.0e26 .. 2.5e24"),
        (0.0, 3.26, "0 .. 3.3"),
        (-3.26, 0.0, "-3.3 .. 0"),
        (-3.31, -3.26, "-3.31 .. -3.26"),
        (-12.0, -1.0, "-12 .. -1.0"),
        (41.0, 98.0, "41 .. 98"),
        (1.0, 9.7, "1.0 .. 9.7"),
        (20.0, 95.0, "20 .. 95"),
        (2.0e25, 9.6e25, "2.0e25 .. 9.6e25"),
        (98.0, 99.9999, "98.0 .. 100.0"),
        (1234.0, 1234.4, "1234"),
    ],
)
def test_the_width_of_an_interval_decides_its_digits(low, high, shown):
    middle = 0.5 * (low + high)
    assert numbers.bare(Value(middle, "FLOP", low=low, high=high)) == shown


@pytest.mark.parametrize("value", [10.0**power for power in range(-30, 100, 7)])
@pytest.mark.parametrize("unit", ["J", "s", "bit", "bit/s", "1", "FLOP", "m^3", "something else"])
def test_what_is_shown_is_the_value(value, unit):
    """Read the number and the unit back, from the very table of units, and find the value again."""
    shown = numbers.quantity(Value(1.234 * value, unit))
    scale = numbers._scale(1.234 * value, unit)
    number = float(shown.removesuffix(scale.name).strip())
    assert number * scale.factor == pytest.approx(1.234 * value, rel=5e-3, abs=0)


@pytest.mark.parametrize(
    ("unit", "powers"),
    [
        ("J", range(19)), ("s", range(-10, 12)), ("bit", range(20)), ("bit/s", range(19)), ("Bd", range(14)),
        ("W", range(13)), ("FLOP/s", range(22)), ("m", range(-3, 7)), ("kg", range(9)), ("kg/J", range(-9, -5)),
        ("USD/J", range(-9, -5)), ("bit/parameter", range(4)), ("token", range(16)), ("parameter", range(16)),
    ],
)  # fmt: skip
def test_what_is_shown_is_read_back_as_the_same_number(unit, powers):
    """By the package's own reader of quantities, which knows nothing of how they are printed."""
    for power in powers:
        shown = numbers.quantity(Value(1.23 * 10.0**power, unit))
        assert si(shown, unit).value == pytest.approx(1.23 * 10.0**power, rel=5e-3, abs=0), shown


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (172799.0, "s", "48 h"),
        (172800.0, "s", "2 days"),
        (0.999, "s", "999 ms"),
        (999.0, "J", "999 J"),
        (1e3, "J", "1 kJ"),
        (3.59e7, "J", "35.9 MJ"),
        (3.6e7, "J", "10 kWh"),
        (3.6e9, "J", "1 MWh"),
        (9990.0, "kg", "9990 kg"),
        (1e4, "kg", "10 t"),
        (999999.0, "USD", "1e6 USD"),
        (1e6, "USD", "1 million USD"),
        (7.9e21, "bit", "988 EB"),
        (8e21, "bit", "8e21 bit"),
        (0.5, "1/s", "0.5/s"),
        (999999.0, "1", "999999"),
        (2.5e-8, "USD/J", "0.09 USD/kWh"),
        (1e6, "1", "1e6"),
        (12345678.0, "1", "1.23e7"),
        (-16384.0, "1", "-16384"),
        (1e-3, "FLOP", "0.001 FLOP"),
        (9.99e-4, "FLOP", "9.99e-4 FLOP"),
        (99900.0, "FLOP", "99900 FLOP"),
        (1e5, "FLOP", "1e5 FLOP"),
    ],
)
def test_each_unit_begins_where_readers_use_it(value, unit, shown):
    assert numbers.quantity(Value(value, unit)) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0.0720909, "0.072"), (0.00100, "0.0010"), (0.00099, "< 0.001"), (-0.00099, "> -0.001"), (0.0, "0"), (1.5, "1.5")],
)
def test_differences_of_losses_are_never_finer_than_losses(value, shown):
    assert numbers.small(Value(value, "nat/token")) == shown


def test_an_interval_of_rounding_errors_is_none():
    assert numbers.interval(Value(1.0, "J", low=1.0, high=1.0 + 5e-5)) is None
    assert numbers.interval(Value(1.0, "J", low=1.0, high=1.001)) == (1.0, 1.001)


def test_no_scale_starts_below_where_the_one_before_starts():
    for scales in numbers._SCALES.values():
        assert [scale.start for scale in scales] == sorted(scale.start for scale in scales)


@pytest.mark.parametrize(
    ("value", "shown"),
    [(25.408, "25"), (9.94, "9.9"), (9.96, "10"), (4.97384, "5.0"), (0.0, "0.0"), (-0.01, "0.0"), (-11.4, "-11")],
)
def test_doublings_are_whole_from_ten_up(value, shown):
    assert numbers.doublings(Value(value, "1")) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.956713, "96 %"),
        (0.9949, "99 %"),
        (0.9951, "99.5 %"),
        (0.998954, "99.9 %"),
        (0.9999, "> 99.9 %"),
        (1.0, "> 99.9 %"),
        (0.004, "< 1 %"),
        (0.006, "1 %"),
        (-0.004, "> -1 %"),
        (-2.89, "-289 %"),
    ],
)
def test_shares_are_whole_percent_and_never_reach_the_whole(value, shown):
    assert numbers.share(Value(value, "1")) == shown


def test_ends_that_print_alike_are_one_number():
    assert numbers.decades(Value(1.497, "1", low=1.4974, high=1.5004)) == "1.50"
    assert numbers.doublings(Value(4.97, "1", low=4.974, high=4.984)) == "5.0"
    assert numbers.share(Value(0.9999, "1", low=0.9998, high=0.99999)) == "> 99.9 %"
    assert numbers.share(Value(0.5, "1", low=0.4, high=0.99999)) == "40 .. > 99.9 %"


def test_unknown_is_a_dash_everywhere():
    writers = (
        numbers.quantity, numbers.bare, numbers.with_interval, numbers.decades, numbers.doublings, numbers.share,
        numbers.loss, numbers.small,
    )  # fmt: skip
    assert {write(None) for write in writers} == {numbers.UNKNOWN}


def test_numbers_that_hold_the_constant_of_gravitation_have_at_most_five_digits():
    for exponent in range(-3, 60):
        shown = numbers.bare(Value(math.pi * 10.0**exponent, "bit"))
        assert sum(map(str.isdigit, shown.split("e")[0].lstrip("0."))) <= 5


@pytest.mark.parametrize(
    ("unit", "names"),
    [
        ("W", ",k,M,G"),
        ("bit/s", ",k,M,G,T,P"),
        ("FLOP/s", ",k,M,G,T,P,E"),
        ("Hz", ",k,M,G,T"),
        ("Bd", ",k,M,G"),
        ("s", "n,u,m,"),
    ],
)
def test_a_prefix_begins_at_its_power_of_ten_and_is_worth_it(unit, names):
    """Up to the last digit: neither 999.99 of the smaller unit nor 1.0001 of the larger one is moved."""
    for step, prefix in enumerate(names.split(",")):
        size = 10.0 ** (3 * (step - 3 if unit == "s" else step))
        for number in (1.0, 1.000001, 999.9999, 2.5):
            shown = numbers.quantity(Value(number * size, unit), digits=7)
            assert shown == f"{number:.7g} {prefix}{unit}"
        assert numbers.unit_shown(Value(2.5 * size, unit)) == pytest.approx(size, rel=1e-14, abs=0)


@pytest.mark.parametrize(
    ("factor", "shown"),
    [
        (9.4e5, "940,000x"),
        (1e6, "1 million x"),
        (9.4e8, "940 million x"),
        (1e9, "1 billion x"),
        (9.4e11, "940 billion x"),
        (1e12, "1 trillion x"),
    ],
)
def test_words_for_factors_begin_at_their_power_of_ten(factor, shown):
    assert numbers.times(Value(math.log2(factor), "1")) == shown


def test_a_lower_end_that_is_counted_in_no_word_is_not_read_in_that_of_the_upper():
    low, high = math.log2(8.8e4), math.log2(1.3e6)
    assert numbers.times(Value((low + high) / 2, "1", low=low, high=high)) == "88,000x .. 1.3 million x"


@pytest.mark.parametrize(
    ("part", "shown"),
    [
        (0.9949, "99 %"),
        (0.995, "99.5 %"),
        (0.999, "99.9 %"),
        (0.9991, "> 99.9 %"),
        (1.0, "> 99.9 %"),
        (1.0049, "> 99.9 %"),
        (1.0051, "101 %"),
        (1.0099, "101 %"),
        (1.02, "102 %"),
        (0.0049, "< 1 %"),
        (0.0051, "1 %"),
        (-0.0049, "> -1 %"),
        (-0.0051, "-1 %"),
    ],
)
def test_a_share_is_rounded_to_neither_end(part, shown):
    assert numbers.share(Value(part, "1")) == shown
