"""Every row of two tables of lanes, to the digits that they print, from the catalogue and from numbers."""

from __future__ import annotations

from pathlib import Path

import mpmath
import pytest

import limits
from limits.catalog import shipped
from limits.channel import codes
from limits.channel.lane import Stated, lane, row_called
from limits.channel.slicer import decibels, from_ber, from_snr, need

NETWORK = Path(__file__).parents[2] / "docs" / "examples" / "network-check.toml"

# Link or numbers (GBd, levels, net Gbit/s), code; net and raw Gbit/s, net bit per symbol, SNR needed and Shannon's in
# dB, gap in dB, capacity in Gbit/s, share of it. Of 400ZR the table has four lanes: two quadratures, two polarisations.
LINKS = [
    ("25g", "none", 25, 25.78125, 0.970, 16.94, 4.53, 12.42, 72.9, 0.343),
    ("25g", None, 25, 25.78125, 0.970, 12.25, 4.53, 7.72, 53.5, 0.467),
    ("50g", None, 50, 53.125, 1.882, 17.66, 11.00, 6.65, 78.2, 0.639),
    ("100G lane", None, 100, 106.25, 1.882, 17.66, 11.00, 6.65, 156.4, 0.639),
    ("nvlink-4", None, 100, 106.25, 1.882, 17.66, 11.00, 6.65, 156.4, 0.639),
    ("ib-ndr-4x", None, 100, 106.25, 1.882, 17.66, 11.00, 6.65, 156.4, 0.639),
    ("200g", None, 200, 212.5, 1.882, 17.78, 11.00, 6.78, 315.0, 0.635),
    ("ib-xdr-4x", None, 200, 212.5, 1.882, 17.78, 11.00, 6.78, 315.0, 0.635),
    ("nvlink-5", None, 200, 212.5, 1.882, 17.78, 11.00, 6.78, 315.0, 0.635),
    ("eth-800gbase-dr4", None, 200, 226.875, 1.763, 14.91, 10.22, 4.69, 283.5, 0.705),
    ("pcie-5", None, 31.51, 32, 0.985, 16.94, 4.65, 12.30, 90.5, 0.348),
    ((32, 4, 59), "pcie-6", 59, 64, 1.844, 20.42, 10.75, 9.67, 108.8, 0.543),
    ("400zr", None, 400 / 4, 478.75 / 4, 1.671, 13.55, 9.61, 3.94, 546.2 / 4, 0.732),
]


def found(what, code):
    fec = None if code is None else codes.stated(code)
    if isinstance(what, str):
        return lane(row_called(what, shipped()), Stated(code=fec))
    baud, levels, net = what
    return lane(None, Stated(symbol_rate=baud * 1e9, levels=levels, net=net * 1e9, code=fec))


@pytest.mark.parametrize("row", LINKS, ids=lambda row: f"{row[0]} {row[1] or ''}")
def test_every_link_of_the_table_comes_out(row):
    what, code, net, raw, bits, at_limit, least, gap, capacity, used = row
    here = found(what, code)
    wants = need(here)
    assert here.net.value / 1e9 == pytest.approx(net, abs=0.005)
    assert here.raw.value / 1e9 == pytest.approx(raw, abs=1e-6)
    assert here.net.value / here.symbol_rate.value == pytest.approx(bits, abs=0.0006)
    assert decibels(wants.at_limit) == pytest.approx(at_limit, abs=0.0051)
    assert decibels(wants.least) == pytest.approx(least, abs=0.0051)
    assert decibels(wants.gap) == pytest.approx(gap, abs=0.0061)  # of what is printed rounded
    assert wants.capacity / 1e9 == pytest.approx(capacity, abs=0.051)
    assert here.net.value / wants.capacity == pytest.approx(used, abs=0.00051)


# A lane of 53.125 GBd with four levels and RS(544,514): pre-FEC BER, SNR, capacity, share, gap, margin.
MEASURED = [
    (2.4e-4, 17.66, 156.4, 0.639, 6.65, 0.0),
    (1e-6, 20.42, 180.6, 0.554, 9.42, 2.77),
    (1e-8, 21.89, 193.4, 0.517, 10.89, 4.24),
    (1e-10, 23.00, 203.1, 0.492, 12.00, 5.34),
    (1e-12, 23.88, 210.9, 0.474, 12.88, 6.23),
]


@pytest.mark.parametrize("row", MEASURED, ids=lambda row: f"{row[0]:g}")
def test_every_measured_lane_of_the_table_comes_out(row):
    ber, snr, capacity, share, gap, margin = row
    slicer = from_ber(found((53.125, 4, 100), None), ber)
    assert decibels(slicer.snr) == pytest.approx(snr, abs=0.0051)
    assert slicer.capacity / 1e9 == pytest.approx(capacity, abs=0.051)
    assert slicer.share == pytest.approx(share, abs=0.00051)
    assert decibels(slicer.gap) == pytest.approx(gap, abs=0.0051)
    assert decibels(slicer.margin) == pytest.approx(margin, abs=0.0051)


def by_mpmath(levels, ber):
    """The ratio at which evenly spaced levels have a bit error rate, by a root of the tail at 30 digits."""
    share = 2 * (1 - mpmath.mpf(1) / levels) / mpmath.log(levels, 2)
    tail = lambda x: mpmath.erfc(x / mpmath.sqrt(2)) / 2  # noqa: E731
    start = mpmath.sqrt(-2 * mpmath.log(ber))
    depth = mpmath.findroot(lambda x: mpmath.log(share * tail(x)) - mpmath.log(mpmath.mpf(ber)), start)
    return depth**2 * (levels**2 - 1) / 3


@pytest.mark.parametrize("levels", [2, 4, 6, 8])
@pytest.mark.parametrize("ber", [1e-2, 2.4e-4, 1e-8, 1e-15])
def test_a_second_method_finds_the_same_ratio_capacity_and_gap(levels, ber):
    with mpmath.workdps(30):
        net = mpmath.mpf("0.9") * mpmath.log(levels, 2) * 50
        slicer = from_ber(found((50, levels, float(net)), "1e-3"), ber)
        snr = by_mpmath(levels, ber)
        capacity = 25 * mpmath.log(1 + snr, 2)
        least = 2 ** (2 * net / 50) - 1
        limit = by_mpmath(levels, 1e-3)
        assert slicer.snr == pytest.approx(float(snr), rel=1e-11, abs=0)
        assert slicer.capacity / 1e9 == pytest.approx(float(capacity), rel=1e-11, abs=0)
        assert slicer.gap == pytest.approx(float(snr / least), rel=1e-11, abs=0)
        assert slicer.margin == pytest.approx(float(snr / limit), rel=1e-11, abs=0)
        assert slicer.gap == pytest.approx(slicer.margin * slicer.need.gap, rel=1e-12, abs=0)


def test_the_other_code_of_ndr_needs_a_decibel_more():
    here = found("ib-ndr-4x", "RS(272,257)")
    assert decibels(need(here).at_limit) == pytest.approx(18.75, abs=0.0051)
    assert decibels(need(here).at_limit / need(found("ib-ndr-4x", None)).at_limit) == pytest.approx(1.1, abs=0.051)


def test_a_link_that_just_complies_is_three_decibels_farther_from_shannon():
    wants = need(found("100g", None))
    assert decibels(wants.compliant / wants.least) == pytest.approx(9.7, abs=0.051)
    assert need(found("pcie-5", None)).compliant is None


def test_a_ratio_and_the_error_rate_that_it_has_say_the_same():
    here = found("100g", None)
    measured = from_ber(here, 1e-8)
    stated = from_snr(here, measured.snr)
    assert stated.ber == pytest.approx(1e-8, rel=1e-10, abs=0)
    assert (stated.margin, stated.gap) == (measured.margin, measured.gap)
    assert not stated.measured


def test_the_report_and_the_command_need_the_same_and_carry_the_same():
    """One place: what `limits report` derives of a link is what `limits channel` says of its lanes."""
    run = limits.assess(NETWORK)
    numbers = run.run.numbers
    here = found("ib-ndr-4x", None)
    wants = need(here)
    assert numbers["fec_snr"].value == wants.at_limit
    assert numbers["bandwidth"].value == here.bandwidth
    margin = run.bounds["shannon-margin"]
    assert margin.kind == "model"
    assert not margin.rung
    assert margin.has.value == pytest.approx(here.lanes.value * wants.capacity, rel=1e-12, abs=0)


def test_a_stated_ratio_makes_the_row_of_the_report_a_bound_at_the_capacity_that_the_command_says(tmp_path):
    file = tmp_path / "run.toml"
    text = NETWORK.read_text("utf-8").replace('scale_out = "ib-ndr-4x"', 'scale_out = "ib-ndr-4x"\nsnr = "21.9 dB"')
    file.write_text(text, encoding="utf-8")
    bound = limits.assess(file).bounds["shannon"]
    here = found("ib-ndr-4x", None)
    assert bound.kind == "theorem"
    assert bound.has.value == pytest.approx(here.lanes.value * from_snr(here, 10**2.19).capacity, rel=1e-9, abs=0)


@pytest.mark.parametrize("link", ["ib-xdr-4x", "eth-800gbase-dr4", "400zr", "nvlink-5", "eth-100gbase-r4"])
def test_the_report_knows_the_limits_and_the_doubts_that_the_command_knows(tmp_path, link):
    file = tmp_path / "run.toml"
    file.write_text(NETWORK.read_text("utf-8").replace("ib-ndr-4x", link), encoding="utf-8")
    number = limits.assess(file).run.numbers["fec_snr"]
    here = found(link, None)
    assert number.value == need(here).at_limit
    assert number.origin.doubts == here.code.doubts
    assert here.code.title in number.origin.how


def test_where_no_limit_is_known_the_report_says_the_ratio_that_the_command_says(tmp_path):
    file = tmp_path / "run.toml"
    file.write_text(NETWORK.read_text("utf-8").replace("ib-ndr-4x", "ib-edr-4x"), encoding="utf-8")
    reason = limits.assess(file).bounds["shannon-margin"].because
    assert f"{decibels(need(found('ib-edr-4x', None)).least):.1f} dB" in reason
