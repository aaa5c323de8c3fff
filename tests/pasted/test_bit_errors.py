"""Ports that count bit errors, by mlxlink, ethtool and SONiC: invented texts in the formats that the tools have."""

from __future__ import annotations

import json

import pytest

from limits.catalog import shipped
from limits.channel import codes
from limits.channel.lane import Stated
from limits.channel.slicer import decibels
from limits.pasted import read
from limits.pasted.described.bit_errors import Port, seen, worst_first
from limits.pasted.judging.verdict import judge
from limits.pasted.machine.hardware import Stated as Machine

NDR = "Ethernet_Consortium_LL_50G_RS_FEC_PLR -(272,257+1)"


def mlxlink(raw="9E-9", *, fec=NDR, lanes="1200,80,31000,400", minutes="1440.0", past="0"):
    return f"""Operational Info
----------------
State                              : Active
Physical state                     : LinkUp
Speed                              : IB-NDR
Width                              : 4x
FEC                                : {fec}
Loopback Mode                      : No Loopback
Auto Negotiation                   : ON

Physical Counters and BER Info
------------------------------
Time Since Last Clear [Min]        : {minutes}
Symbol Errors                      : 0
Symbol BER                         : 15E-255
Effective Physical Errors          : {past}
Effective Physical BER             : 15E-255
Raw Physical Errors Per Lane       : {lanes}
Raw Physical BER Per Lane          : 1E-9,1E-10,3E-8,4E-10
Link Down Counter                  : 0
Link Error Recovery Counter        : 0
Raw Physical BER                   : {raw}
"""


def sonic():
    return """      IFACE    STATE    FEC_CORR    FEC_UNCORR    FEC_SYMBOL_ERR    FEC_PRE_BER    FEC_POST_BER
-----------  -------  ----------  ------------  ----------------  -------------  --------------
  Ethernet0        U     130,402             0                 4       1.20e-07       0.00e+00
  Ethernet8        U  99,110,412             3                 9       1.10e-04       2.00e-12
 Ethernet16        D           0             0                 0            N/A             N/A
 Ethernet24        U           0             0                 0       0.00e+00       0.00e+00
"""


def ethtool(bits="rx_bits_phy: 25000000000000000"):
    return f"""NIC statistics:
     rx_packets: 123
     rx_bytes_phy: 99
     {bits}
     rx_pcs_symbol_err_phy: 0
     rx_corrected_bits_phy: 250000000
     rx_err_lane_0_phy: 100
     rx_err_lane_10_phy: 5
     rx_err_lane_2_phy: 249999895
"""


def ports(text):
    return [port for each in read(text) for port in each.description.ports]


def found(text):
    (measurement,) = read(text)
    return judge(measurement, Machine(), shipped()).finding


def test_a_port_of_mlxlink_has_its_rate_its_lane_and_its_code():
    (port,) = ports(mlxlink())
    assert (port.ber, port.minutes, port.speed, port.width, port.code) == (9e-9, 1440.0, "IB-NDR", "4x", NDR)
    assert port.lanes == (1200.0, 80.0, 31000.0, 400.0)
    known = seen(port, shipped())
    assert known.lane.link == "ib-ndr-4x"
    assert known.lane.code.key == "rs272"
    assert NDR in known.lane.code.how
    assert decibels(known.slicer.margin) == pytest.approx(3.18, abs=0.02)  # 1.1 dB less than with RS(544,514)


@pytest.mark.parametrize("prefix", ["", "  ", "> ", "node-1: ", "[1,0]<stdout>:", "\x1b[32m"])
def test_what_stands_before_a_line_changes_nothing(prefix):
    text = "\n".join(prefix + line for line in mlxlink().split("\n"))
    assert [(port.ber, port.speed, port.code) for port in ports(text)] == [(9e-9, "IB-NDR", NDR)]


def test_the_call_names_the_port_and_several_are_told_apart():
    text = "".join(
        f"$ sudo mlxlink -d {name} -c\n\n{mlxlink(raw)}" for name, raw in (("mlx5_0", "1E-9"), ("m1", "2E-9"))
    )
    assert [(port.name, port.ber) for port in ports(text)] == [("mlx5_0", 1e-9), ("m1", 2e-9)]
    text = mlxlink("1E-9") + mlxlink("2E-9")
    assert [(port.name, port.ber) for port in ports(text)] == [("port at line 1", 1e-9), ("port at line 23", 2e-9)]


def test_json_by_line_is_read_too():
    out = {
        "Operational Info": {"Speed": "400G", "Width": "4x", "FEC": "Standard_RS-FEC - (544,514)"},
        "Physical Counters and BER Info": {
            "Time Since Last Clear [Min]": "60.0",
            "Effective Physical Errors": "2",
            "Raw Physical BER": "1E-8",
        },
    }
    out["Physical Counters and BER Info"]["Raw Physical Errors Per Lane"] = {"values": ["10", "0", "7", "0"]}
    (port,) = ports(json.dumps({"result": {"output": out}}, indent=4))
    assert port.lanes == (10.0, 0.0, 7.0, 0.0)
    assert (port.ber, port.uncorrected, port.minutes) == (1e-8, 2.0, 60.0)
    assert seen(port, shipped()).lane.code.key == "kp4"


def test_no_error_is_a_bound_by_how_long_was_counted():
    (port,) = ports(mlxlink("15E-255", lanes="0,0,0,0"))
    assert port.ber == 0.0
    known = seen(port, shipped())
    bits = 4 * 106.25e9 * 1440 * 60
    assert known.slicer.bound
    assert known.slicer.ber == pytest.approx(3.0 / bits, rel=1e-12, abs=0)
    assert seen(ports(mlxlink("15E-255", minutes="N/A"))[0], shipped()).verdict == "no error counted"


@pytest.mark.parametrize(
    ("speed", "width", "link"),
    [
        ("IB-NDR", "4x", "ib-ndr-4x"),
        ("IB-HDR", "2x", "ib-hdr-4x"),
        ("IB-XDR", "4x", "ib-xdr-4x"),
        ("100G", "4x", "eth-100gbase-r4"),
        ("100G", "2x", "eth-200gbase-r4"),
        ("100G", "1x", "eth-400gbase-r4"),
        ("400G", "4x", "eth-400gbase-r4"),
        ("800G_8X", "", "eth-400gbase-r4"),
        ("200GbE", "4x", "eth-200gbase-r4"),
        ("10G", "1x", None),
        ("100G", "0x", None),
        ("100G", "", None),
        ("N/A", "N/A", None),
        ("", "", None),
    ],
)
def test_speed_and_width_tell_the_lane(speed, width, link):
    row = Port("a", 1e-9, speed=speed, width=width).row(shipped())
    assert (None if row is None else row.name) == link


def test_of_a_code_that_nobody_knows_there_is_no_margin():
    (port,) = ports(mlxlink(fec="Firecode FEC"))
    known = seen(port, shipped())
    assert known.lane.code is None
    assert known.slicer.margin is None
    assert "of Firecode FEC no limit is known" in found(mlxlink(fec="Firecode FEC")).because[0]


def test_limits_link_says_the_margin_and_which_lane_is_worse():
    finding = found(mlxlink(past="7"))
    assert finding.said.endswith("pre-FEC BER 9e-9")
    assert finding.because[0] == "healthy, 3.2 dB above what RS(272,257) needs"
    assert any("7 were not corrected" in word for word in finding.because)
    assert any("lane 2 has 95 % of the errors, 3.8 times the mean" in word for word in finding.because)


def test_a_port_beyond_its_limit_says_so_and_what_to_do():
    finding = found(mlxlink("1E-3"))
    assert finding.because[0].startswith("beyond the limit, 2.2 dB short of what RS(272,257) needs")
    assert "reseat" in finding.try_next[0]


def test_every_port_of_a_switch_the_worst_first():
    found_ports = ports(sonic())
    assert [(port.name, port.ber, port.uncorrected) for port in found_ports] == [
        ("Ethernet0", 1.2e-7, 0.0),
        ("Ethernet8", 1.1e-4, 3.0),
        ("Ethernet16", None, 0.0),
        ("Ethernet24", 0.0, 0.0),
    ]
    row = shipped().row("link", "eth-400gbase-r4")
    order = worst_first([seen(port, shipped(), row, Stated()) for port in found_ports])
    assert [each.port.name for each in order] == ["Ethernet8", "Ethernet0", "Ethernet24", "Ethernet16"]
    assert [each.verdict for each in order] == ["close to the limit", "healthy", "no error counted", "no rate told"]


def test_later_versions_of_sonic_have_more_columns():
    text = """$ show interfaces counters fec-stats
    IFACE    STATE    FEC_CORR    FEC_UNCORR    FEC_SYMBOL_ERR    FEC_PRE_BER    FEC_POST_BER    FEC_PRE_BER_MAX    FLR(O)    FLR(P) (Accuracy)    FEC_MAX_T
---------  -------  ----------  ------------  ----------------  -------------  --------------  -----------------  --------  -------------------  -----------
Ethernet0        U      56,104             0            56,092       1.18e-12        0.00e+00           8.24e-12  4.21e-10       7.81e-10 (89%)         -1.0
Ethernet8        U     110,412             1                 0       2.00e-11        0.00e+00           2.35e-06         0                  N/A          3.0

admin@leaf1:~$
"""  # noqa: E501 - as wide as the tool prints it
    first, second = ports(text)
    assert (first.ber, first.highest, second.ber, second.highest) == (1.18e-12, 8.24e-12, 2e-11, 2.35e-6)
    because = found(text).because
    assert sum("the highest rate that it remembers is 2.35e-6" in word for word in because) == 1


def test_a_table_of_sonic_without_the_rates_says_that_they_are_missing():
    text = sonic().replace("FEC_PRE_BER", "FEC_OTHER")
    assert {port.without for port in ports(text)} == {"no FEC_PRE_BER in this table"}
    first, *_ = ports(sonic().replace("1.20e-07", "N/A"))
    assert first.without == "FEC_PRE_BER is N/A"


def test_a_port_that_is_down_has_counted_nothing():
    text = sonic().replace("N/A             N/A", "0               0")
    (down,) = (port for port in ports(text) if port.name == "Ethernet16")
    assert (down.ber, down.without) == (None, "the port is down")


def test_both_sides_of_a_gearbox_are_ports():
    text = """GB IFACE              STATE         FEC_CORR    FEC_UNCORR    FEC_SYMBOL_ERR    FEC_PRE_BER  FEC_POST_BER
------------------  -------  ---------------  ------------  ----------------  -----------  ------------
Ethernet0 Line            U                9             0                 0     1.00e-09             0
Ethernet0 System          D                0             0                 0            0             0
"""
    assert [(port.name, port.ber) for port in ports(text)] == [("Ethernet0 Line", 1e-9), ("Ethernet0 System", None)]


def test_a_search_through_several_ports_keeps_them_apart():
    text = """========== mlx5_0 ==========
FEC                             : {}
Physical Counters and BER Info
Effective Physical Errors       : 0
Raw Physical Errors Per Lane    : 3183333,242074
Raw Physical BER                : 1E-8
"""
    found_ports = ports(text.format("RS-FEC - (544,514) + PLR") + text.format(NDR).replace("1E-8", "9E-5"))
    assert [(port.ber, port.code) for port in found_ports] == [(1e-8, "RS-FEC - (544,514) + PLR"), (9e-5, NDR)]


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("Standard RS-FEC - RS(528,514)", "rs528"),
        ("Standard LL RS-FEC - RS(271,257)", "rs271"),
        ("LL-FEC - (271,257) + PLR", "rs271"),
        ("Interleaved Quad RS-FEC - (544,514)", "kp4"),
        ("Interleaved_Standard_RS-FEC - (544,514)", "kp4"),
        ("Interleaved_Standard_RS_FEC_PLR - (544,514)", "kp4"),
        ("RS-FEC - (544,514) + PLR", "kp4"),
        ("Interleaved Octet RS-FEC + PLR - (546,516)", "rs546"),
        ("Ethernet_Consortium_LL_50G_RS_FEC- (272,257+1)", "rs272"),
        ("Interleaved_Ethernet_Consortium_LL_50G_RS_FEC_PLR - (272,257+1)", "rs272"),
        ("No FEC", "none"),
        ("Firecode FEC", None),
        ("Zero_Latency_FEC", None),
    ],
)
def test_codes_as_mlxlink_calls_them(said, key):
    """Its names, by its source: mstflint@master mlxlink/modules/mlxlink_maps.cpp."""
    code = codes.written(said)
    assert (None if code is None else code.key) == key


def test_a_rate_of_ethtool_needs_bits_and_corrected_bits():
    (port,) = ports("$ ethtool -S eth2\n" + ethtool())
    assert (port.name, port.ber, port.counted) == ("eth2", 1e-8, 2.5e16)
    assert port.lanes == (100.0, 249999895.0, 5.0), "lane 10 comes after lane 2"
    (port,) = ports(ethtool("rx_other: 1"))
    assert port.ber is None
    assert "rx_bits_phy" in port.without, "bytes of traffic are not the bits of the lanes"


@pytest.mark.parametrize(
    "text",
    [
        "Operational Info\n",
        "Operational Info\nSpeed : 100G\n",
        "mlxlink -d a -c\n" * 100,
        "NIC statistics:\n",
        "IFACE STATE FEC_CORR \n",
        sonic()[:150],
        mlxlink(raw="x", lanes="y"),
        mlxlink(raw="9" * 500, minutes="9" * 500),
        "Raw Physical BER : 1E-8 \x1b[31m\n",
        "Operational Info\n" * 1000,
        "Raw Physical Errors Per Lane : " + ",".join("1" * 10_000) + "\n",
        "rx_a_phy: 1\n" * 1000,
        mlxlink(raw="0.9"),
        mlxlink(raw="1"),
    ],
)
def test_cut_and_odd_texts_are_read_or_not_and_never_fail(text):
    for measurement in read(text):
        finding = judge(measurement, Machine(), shipped()).finding
        assert finding.because
        assert "\x1b" not in finding.said


@pytest.mark.parametrize("count", ["1.8e306", "1e999", "99999999999999999999999"])
def test_more_errors_than_a_counter_holds_are_none(count):
    """Such a number was mangled: the other lanes say nothing of how the errors lie either."""
    (port,) = ports(mlxlink(lanes=f"1200,80,{count},400"))
    assert (port.ber, port.lanes) == (9e-9, ())


@pytest.mark.parametrize("rate", ["1e999", "9.9e307"])
def test_a_rate_that_no_float_or_counter_holds_is_none(rate):
    (port, *_) = ports(sonic().replace("1.20e-07", rate))
    assert (port.ber, port.without) == (None, f"FEC_PRE_BER is {rate!r}")
