"""The ten mistakes that a reviewer of such numbers looks for: each is refused, named, or made visible."""

import inspect
import math
import re

import numpy as np
import pytest

import limits
from limits import catalog, laws
from limits.errors import InputError, TextError
from limits.laws.formulary.channel.frequency_selective import sampled_salz_snr
from limits.laws.formulary.energy.erasure import CONVENTIONS
from limits.report.assessment import view
from limits.runs import TrainingRun
from limits.runs.fields import number
from limits.runs.resolve import from_row
from limits.units import echo, si


def test_1_a_flop_is_no_erased_bit_and_a_convention_no_bound():
    with pytest.raises(InputError):
        laws.landauer(bits="1e26 FLOP", temperature="300 K")
    assert "none" in CONVENTIONS
    row = limits.assess("llama-3.1-405b").bounds["landauer"]
    assert row.choices[0].value.value == 0
    assert any("unconditional bound: 0" in said for said in row.assumptions)
    assert "assumptions.erased" in row.supposed
    assert laws.erased_bits("operands", "bf16") * 2 == 2 * 16 + 32  # an FMA is two FLOP


def test_2_a_radius_is_a_radius_and_mass_is_rest_mass():
    assert list(inspect.signature(laws.bekenstein).parameters) == ["mass", "radius"]
    assert list(inspect.signature(laws.bekenstein_energy).parameters) == ["energy", "radius"]
    with pytest.raises(InputError, match="radius"):
        laws.bekenstein(mass="1 kg", diameter="1 m")
    with pytest.raises(InputError, match="radius"):
        laws.bekenstein(mass="1e30 kg", radius="1 m")  # inside its own horizon
    # ln 2 is there: without it the area bound would count nats.
    assert laws.holographic.kernel(1.0) == pytest.approx(1.380685524725030e69, rel=1e-12, abs=0)


def test_3_a_nat_is_no_bit():
    assert si("1 nat", "bit").value == pytest.approx(1 / math.log(2), rel=1e-15, abs=0)
    assert laws.landauer(bits="1 nat", temperature="300 K").m == pytest.approx(1.380649e-23 * 300, rel=1e-14, abs=0)
    assert number("loss").unit == "nat/token"
    assert echo("1.69", si("1.69", "nat/token")) == "1.69 nat/token"  # the field's unit, and the answer says so
    with pytest.raises(TextError):
        si("1.69", "bit/token")
    with pytest.raises(InputError):
        laws.landauer(bits="1", temperature="300 K")


def test_4_a_noise_density_is_one_sided_and_says_so():
    said = " ".join((*laws.shannon_power.holds_under, *(i.doc for i in laws.shannon_power.inputs)))
    assert "one-sided" in said
    assert laws.thermal_noise.kernel(290.0) == pytest.approx(1.380649e-23 * 290, rel=1e-15, abs=0)  # kT, not kT/2


def test_5_decibels_are_ratios_of_power_and_do_not_add():
    assert si("20 dB", "1").value == 100.0
    for unit in ("V", "Hz", "bit/s", "J"):
        with pytest.raises(TextError):
            si("3 dB", unit)
    # Over a band, what is averaged is ln(1 + SNR): neither the ratio nor its decibels.
    snr = np.array([1.0, 100.0, 1e4])
    mean = sampled_salz_snr(np.array([0.0, 1.0, 2.0]), snr)
    assert 10 ** np.mean(np.log10(snr)) < mean < snr.mean()


def test_6_baud_bandwidth_and_bit_rate_are_three_things():
    for text, unit in (("53.125 GBd", "Hz"), ("53.125 GBd", "bit/s"), ("26.5625 GHz", "bit/s"), ("100 Gbit/s", "Hz")):
        with pytest.raises(TextError):
            si(text, unit)
    rate = laws.payload_rate.kernel(53.125e9, 4, 514 / 544, 256 / 257)
    assert rate == pytest.approx(100e9, rel=1e-14, abs=0)


def test_7_a_rate_is_one_way_and_a_gibibyte_is_no_gigabyte():
    assert laws.one_way_rate.kernel(18, 800e9) == 7.2e12
    assert "each way" in number("scale_out_rate").doc
    assert catalog.row("link", "nvlink-4").cells["device_rate"].value == 450 * 8e9
    assert si("1 GiB", "bit").value != si("1 GB", "bit").value


def test_8_a_peak_is_dense_and_of_a_number_format():
    assert catalog.row("accelerator", "h100-sxm").cells["peak_16bit"].value == pytest.approx(989.4e12, rel=1e-3, abs=0)
    run = TrainingRun("r", flop="1e24 FLOP", accelerator="h100-sxm", precision="fp8", mfu=0.4)
    sixteen = limits.assess(run.but(precision="bf16")).run.numbers["peak"]
    assert limits.assess(run).run.numbers["peak"].value == pytest.approx(2 * sixteen.value, rel=1e-3, abs=0)
    assert "dense" in number("peak").doc


def test_9_the_bath_is_the_coolant_and_cooling_lowers_no_floor():
    assert "coolant" in number("bath_temperature").doc
    with pytest.raises(TextError, match="difference"):
        si("25 delta_degC", "K")
    assert si("25 degC", "K").value == 298.15
    cold = laws.landauer.kernel(1.0, 4.2)
    assert laws.heat_at_plug.kernel(cold, 4.2, 300.0) == pytest.approx(
        laws.landauer.kernel(1.0, 300.0), rel=1e-14, abs=0
    )


def test_10_kinds_stay_apart_and_digits_are_those_that_are_known():
    assert {str(law.kind) for law in laws.LAWS} == {"definition", "theorem", "law", "model", "trend", "rating"}
    assert laws.margolus_levitin.kernel(1.0) == pytest.approx(
        2 * laws.margolus_levitin_sequence.kernel(1.0), rel=1e-15, abs=0
    )
    a = limits.assess("llama-3.1-405b")
    assert a.frontier.kind == "trend"
    assert "■ theorem" in str(a)
    assert "≈ trend" in view.one(a, full=True).to("text")
    assert "= data sheet" in str(a)
    llama = from_row(catalog.row("run", "llama-3.1-405b"))
    row = limits.assess(llama.but(scale_out="ib-edr-4x")).bounds["shannon-margin"]
    assert row.has is None  # no percentage of Shannon without a signal-to-noise ratio
    assert "SNR required" in row.because
    row = limits.assess(xdr := llama.but(scale_out="ib-xdr-4x")).bounds["shannon-margin"]
    assert row.has is not None  # that of 802.3dj, which was not checked for this link: in doubt
    assert re.search(
        r"In doubt: [^:]*network\.fec_snr[^:]*: unverified", view.one(limits.assess(xdr), full=True).to("text")
    )
