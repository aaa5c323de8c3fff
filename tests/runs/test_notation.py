"""How numbers of a run are written: the unit that people read, from the size on at which they do."""

import pytest

from limits.runs.fields import number
from limits.runs.notation import written
from limits.runs.run import TrainingRun

WRITTEN = [
    ("energy", "1.5e6 kWh", "1.5 GWh"),
    ("energy", "1e6 kWh", "1 GWh"),
    ("energy", "999 MWh", "999 MWh"),
    ("energy", "1 MWh", "1 MWh"),
    ("energy", "12 kWh", "12 kWh"),
    ("energy", "1 kWh", "1 kWh"),
    ("energy", "5 J", "5 J"),
    ("wall_time", "2 day", "2 day"),
    ("wall_time", "47 hour", "47 hour"),
    ("wall_time", "2 hour", "2 hour"),
    ("wall_time", "7199 s", "7199 s"),
    ("wall_time", "1800 s", "1800 s"),
    ("wall_time", "12 hour", "12 hour"),
    ("wall_time", "1 s", "1 s"),
    ("tokens", "1e12 token", "1T token"),
    ("tokens", "300e9 token", "300B token"),
    ("tokens", "1e9 token", "1B token"),
    ("tokens", "1e6 token", "1M token"),
    ("tokens", "999999 token", "999_999 token"),
    ("parameters", "70e9 parameter", "70B parameter"),
    ("parameters", "1.5e6 parameter", "1.5M parameter"),
    ("mass", "1000 kg", "1 tonne"),
    ("mass", "999 kg", "999 kg"),
    ("memory", "80e9 byte", "80 GB"),
    ("memory", "1e12 byte", "1 TB"),
    ("memory", "1e9 byte", "1 GB"),
    ("memory", "1e6 byte", "1 MB"),
    ("peak", "989.4e12 FLOP/s", "989.4 TFLOP/s"),
    ("peak", "1e15 FLOP/s", "1 PFLOP/s"),
    ("peak", "1e12 FLOP/s", "1 TFLOP/s"),
    ("peak", "1e9 FLOP/s", "1 GFLOP/s"),
    ("scale_out_rate", "400e9 bit/s", "400 Gbit/s"),
    ("scale_out_rate", "1e12 bit/s", "1 Tbit/s"),
    ("scale_out_rate", "1e9 bit/s", "1 Gbit/s"),
    ("scale_out_rate", "1e6 bit/s", "1 Mbit/s"),
    ("symbol_rate", "53.125e9 Bd", "53.125 GBd"),
    ("symbol_rate", "1e9 Bd", "1 GBd"),
    ("symbol_rate", "1e8 Bd", "100_000_000 Bd"),
    ("power", "26e6 W", "26 MW"),
    ("power", "1e6 W", "1 MW"),
    ("power", "10e3 W", "10 kW"),
    ("power", "9999 W", "9999 W"),
]
WRITTEN += [
    ("bandwidth", "1e9 Hz", "1 GHz"),
    ("bandwidth", "26.5625e9 Hz", "26.5625 GHz"),
    ("bandwidth", "1e6 Hz", "1 MHz"),
    ("bandwidth", "1e5 Hz", "100_000 Hz"),
    ("hop_latency", "1e-3 s", "1 ms"),
    ("hop_latency", "1.5e-6 s", "1.5 us"),
    ("hop_latency", "1e-6 s", "1 us"),
    ("state", "16 byte/parameter", "16 byte/parameter"),
    ("cost", "1.5e6 USD", "1.5 million USD"),
    ("cost", "1e6 EUR", "1 million EUR"),
    ("cost", "5000 CHF", "5000 CHF"),
    ("accelerator_price", "2.5 USD/hour", "2.5 USD/hour"),
    ("electricity_price", "0.12 EUR/kWh", "0.12 EUR/kWh"),
    ("carbon_intensity", "0.4 kg/kWh", "0.4 kg/kWh"),
    ("water_usage", "1.8 L/kWh", "1.8 L/kWh"),
    ("accelerator_hours", "30.84e6 hour", "30_840_000 hour"),
    ("accelerator_hours", "1000 s", "1000.0 s"),
    ("count", "16384", "16384"),
    ("count", "100_000", "100_000"),
    ("loss", "1.7 nat/token", "1.7 nat/token"),
    ("mfu", "0.38 .. 0.43", "0.38 .. 0.43"),
    ("mfu", "0.41 [0.38 .. 0.43]", "0.41 [0.38 .. 0.43]"),
    ("tdp", "700 +/- 20 W", "700 +/- 20 W"),
]


WRITTEN += [
    ("wall_time", "36 hour", "36 hour"),
    ("wall_time", "5400 s", "5400 s"),
    ("wall_time", "172799 s", "172_799 s"),
    ("hop_latency", "0.5 s", "500 ms"),
    ("hop_latency", "5e-7 s", "5e-07 s"),
    ("energy", "0.5 kWh", "1_800_000 J"),
    ("energy", "2 .. 3 GWh", "2 .. 3 GWh"),
    ("energy", "1.5 +/- 0.25 GWh", "1.5 +/- 0.25 GWh"),
    ("tokens", "123456789012 token", "123.456789012B token"),
    ("tokens", "1234567890123 token", "1234567890123.0 token"),
    ("parameters", "7e9 [6e9 .. 9e9] parameter", "7_000_000_000 [6_000_000_000 .. 9_000_000_000] parameter"),
    ("memory", "5e5 byte", "4_000_000 bit"),
    ("peak", "5e8 FLOP/s", "500_000_000 FLOP/s"),
    ("scale_out_rate", "5e5 bit/s", "500_000 bit/s"),
    ("mass", "0.5 kg", "0.5 kg"),
    ("power", "0.5 W", "0.5 W"),
    ("tdp", "12345 W", "12.345 kW"),
    ("cost", "0.5 USD", "0.5 USD"),
    ("cost", "999_999 GBP", "999_999 GBP"),
    ("electricity_price", "0.12 .. 0.18 GBP/kWh", "0.12 .. 0.18 GBP/kWh"),
    ("accelerator_price", "0 USD/hour", "0 USD/hour"),
    ("carbon_intensity", "0 kg/kWh", "0 kg/kWh"),
    ("count", "12345", "12345"),
    ("count", "123456", "123_456"),
]


@pytest.mark.parametrize(("name", "stated", "shown"), WRITTEN)
def test_a_number_is_written_as_people_write_it(name, stated, shown):
    row = number(name)
    run = TrainingRun("a", **{name: stated})
    assert written(row, run.fields[name]) == shown


@pytest.mark.parametrize(("name", "stated", "shown"), WRITTEN)
def test_what_is_written_is_read_as_the_same_number(name, stated, shown):
    first, again = (TrainingRun("a", **{name: text}).fields[name] for text in (stated, shown))
    assert (again.value, again.low, again.high, again.sigma) == (first.value, first.low, first.high, first.sigma)
