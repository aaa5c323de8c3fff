"""Lanes from the catalogue, from numbers and from both, and the codes that texts name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from limits import laws
from limits.catalog import shipped
from limits.channel import codes
from limits.channel.energy import energy, least_energy
from limits.channel.lane import Stated, lane, row_called
from limits.errors import InputError, LimitsError, UnknownNameError
from limits.value import OriginKind

NUMBERS = Stated(symbol_rate=53.125e9, levels=4, net=100e9)
LANES = [row.name for row in shipped().rows("link") if {"symbol_rate", "pam_levels"} <= row.cells.keys()]


@pytest.mark.parametrize("name", LANES)
def test_every_link_of_the_catalogue_with_symbols_is_a_lane(name):
    row = shipped().row("link", name)
    found = lane(row)
    if "raw_rate_per_lane" in row.cells:
        assert found.raw.value == pytest.approx(row.cells["raw_rate_per_lane"].value, rel=1e-6, abs=0)
    if found.net is not None:
        assert found.net.value <= found.raw.value
        assert found.net.value * found.lanes.value == pytest.approx(row.cells["rate"].value, rel=1e-12, abs=0)
    if "fec_ber" in row.cells:
        assert found.code.limit == row.cells["fec_ber"].value
        assert codes.codes()[found.code.key].limit == found.code.limit, "two tables say the same"


@pytest.mark.parametrize("name", sorted({row.name for row in shipped().rows("link")} - set(LANES)))
def test_a_link_without_symbols_says_what_to_state(name):
    with pytest.raises(InputError, match=r"--baud|--pam"):
        lane(shipped().row("link", name))


@pytest.mark.parametrize(
    ("said", "link"),
    [
        ("100g", "eth-400gbase-r4"),
        ("100G lane", "eth-400gbase-r4"),
        ("a 100G lane", "eth-400gbase-r4"),
        ("100 Gbit/s per lane", "eth-400gbase-r4"),
        ("200Gb/s", "eth-800gbase-r4"),
        ("50gbps", "eth-200gbase-r4"),
        ("25G-lane", "eth-100gbase-r4"),
        ("IB-NDR-4x", "ib-ndr-4x"),
        ("ndr", "ib-ndr-4x"),
        ("NVLink 5", "nvlink-5"),
    ],
)
def test_plain_names_of_lanes(said, link):
    assert row_called(said, shipped()).name == link


@pytest.mark.parametrize("said", ["400g", "800G", "1600g"])
def test_a_port_is_no_lane_and_its_lanes_are_told(said):
    with pytest.raises(UnknownNameError, match="has several lanes"):
        row_called(said, shipped())


@pytest.mark.parametrize("said", ["", "foo", "75g", "99999g", "\x1b[31m", "a" * 10_000, "100g\n100g"])
def test_odd_names_are_refused_in_one_line(said):
    with pytest.raises(LimitsError) as refused:
        row_called(said, shipped())
    assert str(refused.value).isprintable()
    assert len(str(refused.value)) < 400


def test_numbers_alone_are_a_lane_and_its_overhead_tells_a_likely_code():
    found = lane(None, NUMBERS)
    assert found.net.origin.kind is OriginKind.GIVEN
    assert found.code.key == "kp4"
    assert "RS(272,257)" in found.code.how, "the same overhead, another code"
    assert lane(None, Stated(symbol_rate=53.125e9, levels=4, net=101e9)).code is None


def test_the_net_rate_follows_from_a_stated_reed_solomon_code():
    for code, rate, net in (("kp4", 53.125e9, 100e9), ("rs272", 53.125e9, 100e9), ("rs528", 12.890625e9, 25e9)):
        found = lane(None, Stated(symbol_rate=rate, levels=4, code=codes.stated(code)))
        assert found.net.value == pytest.approx(net, rel=1e-12, abs=0)
    assert lane(None, Stated(symbol_rate=1e9, levels=2, code=codes.stated("none"))).net is None
    assert lane(None, Stated(symbol_rate=1e9, levels=2, code=codes.stated("1e-5"))).net is None


def test_what_is_stated_goes_before_the_row_and_takes_its_rates_away_where_they_no_longer_hold():
    row = shipped().row("link", "ib-ndr-4x")
    assert lane(row, Stated(code=codes.stated("rs272"))).code.limit == 4e-5
    faster = lane(row, Stated(symbol_rate=60e9))
    assert faster.raw.value == 120e9
    assert faster.net is None
    assert faster.code is None


@pytest.mark.parametrize("stated", [Stated(), Stated(symbol_rate=1e9), Stated(levels=4)])
def test_half_a_lane_says_what_is_missing(stated):
    with pytest.raises(InputError):
        lane(None, stated)


def test_a_net_rate_above_the_raw_one_is_refused():
    with pytest.raises(InputError, match="one lane, one way"):
        lane(shipped().row("link", "ib-ndr-4x"), Stated(net=400e9))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Standard_RS-FEC - (544,514)", "kp4"),
        ("Standard RS-FEC - RS(528,514)", "rs528"),
        ("Ethernet_Consortium_LL_50G_RS_FEC_PLR -(272,257+1)", "rs272"),
        ("RS-FEC (544, 514)", "kp4"),
        ("KP4", "kp4"),
        ("No FEC", "none"),
        ("none", "none"),
        ("8b/10b", "none"),
        ("FLIT 242/256 + 3-way FEC + CRC", "pcie-6"),
        ("RS(544,514) + Hamming(128,120) (802.3dj optics)", "dj-inner"),
        ("RS(544,514) + inner code on optics (802.3dj)", "dj"),
        ("64b/66b (optional RS-FEC)", None),
        ("Firecode", None),
        ("", None),
    ],
)
def test_codes_as_catalogue_and_tools_write_them(text, key):
    found = codes.written(text)
    assert (None if found is None else found.key) == key


@pytest.mark.parametrize("text", ["", "ldpc", "0", "-1", "0.5", "1e999", "nan", "1_0", "\u0661e-5", "coffee", "kp44"])
def test_a_code_that_nobody_knows_is_refused(text):
    with pytest.raises(InputError, match="kp4"):
        codes.stated(text)


def test_limits_without_a_source_say_so():
    assert {key for key, code in codes.codes().items() if code.doubt} == {"dj-inner", "cfec"}


@given(st.sampled_from(sorted(codes.codes())))
def test_every_code_is_asked_for_by_its_key_and_its_title(key):
    code = codes.codes()[key]
    assert codes.stated(key).key == key
    assert code.key not in ("kp4", "rs528", "rs272") or codes.stated(code.title).key == key


def failure(limit, symbols, correctable):
    """Failures of a code's words per bit, of 10 bits a symbol."""
    return float(laws.codeword_failure.kernel(limit, symbols, correctable, 10.0)) / (10.0 * symbols)


def test_the_derived_limit_fails_as_rarely_per_bit_as_the_published_one_and_the_recalled_one_is_near():
    published = failure(codes.codes()["kp4"].limit, 544.0, 15.0)
    assert failure(3.95e-5, 272.0, 7.0) < published < failure(4.05e-5, 272.0, 7.0)  # 4.0e-5 to two digits
    assert failure(2.2e-5, 528.0, 7.0) < published < failure(2.3e-5, 528.0, 7.0)
    assert failure(codes.codes()["rs528"].limit, 528.0, 7.0) < published, "the recalled limit asks for a little more"


def test_energy_per_bit_stands_beside_the_least_received():
    assert least_energy(300.0) == pytest.approx(2.8710e-21, rel=1e-4, abs=0)  # 1.380649e-23 x 300 x 0.693147
    assert least_energy(1.0) == pytest.approx(float(laws.shannon_energy.kernel(1e-9, 1.380649e-23)), rel=1e-8, abs=0)
    found = energy(lane(shipped().row("link", "pcie-5-x16")))
    assert found.low == pytest.approx(7.6e-12 / 2.8710e-21, rel=1e-4, abs=0)
    assert found.high > found.low
    assert energy(lane(None, NUMBERS)) is None
