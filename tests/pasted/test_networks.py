"""What stands between nodes: topology.conf, ibstat, ibnetdiscover. What is read, what is a fault, hostile texts."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from limits.catalog import shipped
from limits.errors import InputError
from limits.pasted import Stated, judge, read
from limits.pasted.described.fabric import LANES
from limits.pasted.machine.hostlist import expanded
from limits.report.network import link

from .described import RAW, Port, equal_ports, ibstat, link_info, network

TREE = """\
# core=spine-1
SwitchName=core Switches=leaf[1-2] LinkSpeed=400
# leaf1=rack 1
SwitchName=leaf1 Nodes=srv[1101-1108]   # eight
switchname=leaf2 nodes=srv[1201-1207,1209]
"""
BLOCKS = "BlockName=b1 Nodes=n[01-18]\nBlockName=b2 Nodes=n[19-36]\nBlockSizes=18,36\n"


def judged(text: str):
    (found,) = read(text)
    return judge(found, Stated(), shipped())


def test_a_tree_of_switches():
    found = judged(TREE)
    assert found.measurement.tool == "Slurm topology.conf"
    assert found.finding.said == "3 switches on 2 levels, 2 leaves of 8 nodes, 16 nodes"
    assert found.because[0] == "every node reaches every other"
    assert "oversubscribed" in found.because[-1]  # never taken for 1:1
    assert found.measurement.description.nodes[-1] == "srv1209"
    assert len(found.finding.pairs) == 2 + 16


def test_blocks():
    found = judged(BLOCKS)
    assert found.finding.said == "2 blocks of 18 nodes, 36 nodes"
    assert dict(found.finding.facts)["BlockSizes"] == "18,36"
    assert found.measurement.description.nodes[0] == "n01"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("SwitchName=a Switches=b,c\nSwitchName=b Nodes=n1\n", "switches without a line of their own: c"),
        ("SwitchName=a Nodes=n1\nSwitchName=b Nodes=n2\n", "2 switches that nothing joins: a, b"),
        (
            "SwitchName=s Switches=a,b\nSwitchName=a Nodes=n[1-2]\nSwitchName=b Nodes=n[2-3]\n",
            "nodes in several leaves: n2",
        ),
        ("BlockName=a Nodes=n[1-2]\nBlockName=b Nodes=n2\n", "nodes in several blocks: n2"),
        ("SwitchName=a Switches=b\nSwitchName=b Switches=a\n", "switches that lead round in a circle"),
        ("SwitchName=a Switches=a Nodes=n1\n", "switches that lead round in a circle"),
    ],
)
def test_a_tree_that_contradicts_itself(text, said):
    assert judged(text).because[0] == said


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("a", ("a",)),
        ("a,b[1-2]", ("a", "b1", "b2")),
        ("b[001-003]", ("b001", "b002", "b003")),
        ("r[1-2]n[3,5]x", ("r1n3x", "r1n5x", "r2n3x", "r2n5x")),
        ("", ()),
        ("b[3-1]", ()),
    ],
)
def test_lists_of_hosts(text, names):
    assert expanded(text) == names


@pytest.mark.parametrize(
    "bomb",
    [
        "n[1-999999999]",
        "n[0-999][0-999][0-999]",
        "a" + "[0-9]" * 60,
        "n[1-999999999999999]",
        "n[" + "1-9999," * 400 + "1]",
    ],
)
def test_a_list_that_stands_for_too_many_hosts(bomb):
    begin = time.process_time()
    with pytest.raises(InputError, match="at most"):
        read(f"SwitchName=a Nodes={bomb}\n")
    assert time.process_time() - begin < 2.0


def test_many_lists_together_stand_for_too_many():
    with pytest.raises(InputError, match="at most"):
        read("".join(f"SwitchName=s{at} Nodes=n[1-9999]\n" for at in range(100)))


@pytest.mark.parametrize("text", ["n[a-b]", "n[1-2-3]", "n[*]"])
def test_a_list_that_is_none(text):
    with pytest.raises(InputError, match="ranges in brackets"):
        read(f"SwitchName=a Nodes={text}\n")


def test_a_line_that_is_too_long_is_said_to_be_cut():
    found = judged("SwitchName=a Nodes=" + ",".join(f"host-{at}" for at in range(2000)) + "\n")
    assert "longer than what is read" in " ".join(found.because)
    found = judged("SwitchName=s Nodes=x1\nSwitchName=a Nodes=" + "n[" + ",".join(map(str, range(2000))) + "]\n")
    assert "longer than what is read" in " ".join(found.because)


def test_a_list_that_is_cut():
    found = judged("SwitchName=a Nodes=srv[1-3],login,srv[11-12,14")
    assert found.measurement.description.nodes == ("srv1", "srv2", "srv3", "login")
    assert "a line is cut" in " ".join(found.because)


def test_a_rate_that_is_cut_is_none():
    text = equal_ports(2)
    for rest in ("Rate: 40", "Rate: 4", "Rate:", "Rate: 400"):
        found = judged(text[: text.rindex("Rate:")] + rest)
        assert [port.rate for port in found.measurement.description.ports] == [400.0, None]


def test_ports_that_are_all_well():
    found = judged(equal_ports(8))
    assert found.finding.said == "8 ports of 8 adapters: 8 x 400 Gbit/s InfiniBand"
    assert found.because[0] == "every port is active"
    assert found.measurement.description.rates["mlx5_7"] == 400.0


@pytest.mark.parametrize(
    ("port", "said"),
    [
        (Port("mlx5_2", state="Down", physical="Polling"), "mlx5_2 port 1: no link (Down, Polling)"),
        (Port("mlx5_2", state="Down", physical="Disabled"), "mlx5_2 port 1: no link (Down, Disabled)"),
        (Port("mlx5_2", state="Initializing"), "mlx5_2 port 1: no subnet manager has set it up (Initializing, LinkUp)"),
        (Port("mlx5_2", state="Armed"), "mlx5_2 port 1: the subnet manager has not finished (Armed, LinkUp)"),
        (Port("mlx5_2", rate="200"), "mlx5_2 port 1 runs at 200 Gbit/s, the others at 400"),
    ],
)
@pytest.mark.parametrize("prefix", ["", "> ", "node-1: "])
def test_a_port_that_is_not(port, said, prefix):
    text = ibstat(Port("mlx5_0"), Port("mlx5_1"), port)
    found = judged("\n".join(prefix + line for line in text.split("\n")))
    assert found.because[0] == said
    assert len(found.because) == 2


def test_ports_of_other_kinds_are_no_fault():
    found = judged(ibstat(Port("mlx5_0"), Port("mlx5_1"), Port("mlx5_2", "100", model="MT41692", layer="Ethernet")))
    assert found.finding.said == "3 ports of 3 adapters: 2 x 400 Gbit/s InfiniBand, 1 x 100 Gbit/s Ethernet"
    assert found.because[0] == "every port is active"


def test_ports_of_two_nodes_are_two():
    assert [len(found.description.ports) for found in read(equal_ports(4) + equal_ports(2))] == [4, 2]


def test_one_port_that_was_asked_for():
    text = "CA: 'mlx5_0'\nState: Active\nPhysical state: LinkUp\nRate: 100\nBase lid: 1\nLink layer: InfiniBand\n"
    assert judged(text).finding.said == "1 port of 1 adapter: 1 x 100 Gbit/s InfiniBand"


def test_rates_that_are_none():
    for rate in ("0", "", "nan", "-1", "2.5", "40 (FDR10)", "9" * 30):
        found = judged(ibstat(Port("mlx5_0", rate)))
        assert found.measurement.description.ports[0].rate in (None, 2.5, 40.0, 99999.0)


def test_a_network_with_as_much_up_as_down():
    found = judged(network(leaves=2, nodes=4, spines=2, cables=2))
    assert found.finding.said == "4 switches (2 of them leaves), 8 adapters, 16 cables of 4xNDR"
    assert found.because[0] == "every leaf has as much up as its adapters can send: nothing is oversubscribed there"
    assert dict(found.finding.facts)["cables between switches"] == "8 x 4xNDR (400 Gbit/s)"
    assert {(pair.rate, pair.path) for pair in found.finding.pairs} == {(50.0, "4xNDR")}


def test_oversubscription_is_computed():
    assert judged(network(nodes=4, spines=2)).because[0] == "each of 2 leaves: 4 down, 2 up, oversubscribed 2:1"
    # half of the lanes of one uplink: 4 x 400 over 400 + 200
    found = judged(network(nodes=4, spines=2, changed={(1, 6): "2xNDR"}))
    assert found.because[:2] == (
        "1 of 4 cables between switches below 4xNDR: leaf-1 - spine-1 at 2xNDR",
        "leaf-1: 4 down, 2 up, oversubscribed 2.667:1",
    )
    assert found.because[2] == "leaf-0: 4 down, 2 up, oversubscribed 2:1"


def test_an_uplink_is_missing():
    found = judged(network(nodes=2, spines=4, changed={(1, 6): None}))
    assert found.because[0] == "leaf-1 has 3 cables up, the other leaves 4"
    assert "--down" in " ".join(found.try_next)


@pytest.mark.parametrize("slow", ["1xNDR", "4xHDR", "4xEDR"])
def test_a_slow_cable_to_a_node(slow):
    found = judged(network(nodes=4, spines=4, changed={(0, 2): slow}))
    assert found.because[0] == f"1 of 8 cables to adapters below 4xNDR: leaf-0 - node-1 mlx5_0 at {slow}"


def test_a_node_that_reduces_is_no_adapter():
    text = network().replace("node-0 mlx5_0", "Mellanox Technologies Aggregation Node")
    found = judged(text)
    assert len(found.measurement.description.adapters) == 7


def test_a_cut_network():
    text = network()
    cut = text[: text.index("# Topology") + 900]
    found = judged(cut)
    assert "without a list of ports" in " ".join(found.because)
    for part in range(5, 100, 5):
        for measurement in read(text[: len(text) * part // 100]):
            if measurement.description is not None:
                judge(measurement, Stated(), shipped())


def test_two_adapters_without_a_switch():
    text = (
        'vendid=0x2c9\nCa\t1 "H-01"\t\t# "a HCA-1"\n[1](01) \t"H-02"[1] (02) \t\t# lid 1 lmc 0 "b HCA-1" lid 2 4xHDR\n'
        'vendid=0x2c9\nCa\t1 "H-02"\t\t# "b HCA-1"\n[1](02) \t"H-01"[1] (01) \t\t# lid 2 lmc 0 "a HCA-1" lid 1 4xHDR\n'
    )
    found = judged(text)
    assert found.finding.said == "0 switches, 2 adapters, 1 cable of 4xHDR"
    assert found.because[0] == "every cable runs as its equals do"


def test_links_of_a_network():
    found = judged(link_info())
    assert found.measurement.tool == "iblinkinfo"
    assert found.finding.said == "4 switches (2 of them leaves), 8 adapters, 12 cables of 4xNDR"
    assert found.because[0] == "each of 2 leaves: 4 down, 2 up, oversubscribed 2:1"
    slow = link_info().replace("4X       106.25", "2X       106.25", 1)
    assert judged(slow).because[0] == "1 of 8 cables to adapters below 4xNDR: leaf-0 - node-0 mlx5_0 at 2xNDR"


def test_links_of_a_network_that_is_cut():
    text = link_info()
    cut = text[: text.index("Switch: 0x0000000000000b00")]
    assert judged(cut).finding.said.startswith("4 switches (2 of them leaves), 8 adapters")
    assert "2 switches without a list of ports" in " ".join(judged(cut).because)
    for part in range(5, 100, 5):
        for measurement in read(text[: len(text) * part // 100]):
            judge(measurement, Stated(), shipped())


@given(st.integers(1, 4), st.integers(1, 5), st.integers(1, 4), st.booleans(), st.sampled_from(sorted(RAW)))
def test_links_that_are_written_are_read_back(leaves, nodes, spines, cas, speed):
    fabric = judged(link_info(leaves, nodes, spines, cas=cas, speed=speed)).measurement.description
    assert (len(fabric.switches), len(fabric.adapters)) == (leaves + spines, leaves * nodes)
    assert {cable.called for cable in fabric.cables} == {f"4x{speed}"}
    assert len(fabric.cables) == leaves * (nodes + spines)
    assert not fabric.unseen
    assert {(ends.down, ends.up) for ends in fabric.leaves().values()} == {(nodes, spines)}


def test_a_network_too_large(monkeypatch):
    monkeypatch.setattr("limits.pasted.readers.ibnetdiscover._MOST", 20)
    with pytest.raises(InputError, match="more than 20 ports"):
        read(network(leaves=8))
    monkeypatch.setattr("limits.pasted.readers.iblinkinfo._MOST", 20)
    with pytest.raises(InputError, match="more than 20 ports"):
        read(link_info(leaves=8))


def test_views():
    for text in (TREE, BLOCKS, equal_ports(2), network()):
        found = judged(text)
        shown = link.view([found], shipped())
        assert shown.document.headline == f"{found.finding.said}; {found.because[0]}."
        record = json.loads(json.dumps(shown.record))["measurements"][0]
        assert record["verdict"] == "no-measurement"
        assert record["description"]["said"] == found.finding.said


@pytest.mark.parametrize("sign", ["\x1b[31m", "\x00", "\u202e", "\x9b"])
@pytest.mark.parametrize(
    "text", [TREE.replace("srv", "s{0}rv"), network().replace("leaf", "l{0}eaf")], ids=["conf", "ib"]
)
def test_no_sign_that_a_terminal_obeys_is_shown(sign, text):
    for found in read(text.replace("{0}", sign)):
        shown = link.view([judge(found, Stated(), shipped())], shipped())
        assert sign not in shown.document.headline + str(shown.document.sections)


def folded(prefix: str, numbers: list[int]) -> str:
    """Write numbered hosts as a list."""
    return f"{prefix}[{','.join(map(str, numbers))}]" if len(numbers) > 1 else f"{prefix}{numbers[0]}"


@given(st.lists(st.lists(st.integers(0, 9999), min_size=1, max_size=6, unique=True), min_size=1, max_size=6))
def test_a_tree_that_is_written_is_read_back(racks):
    text = f"SwitchName=core Switches={folded('leaf', list(range(len(racks))))}\n"
    text += "".join(
        f"# a{at}=b\nSwitchName=leaf{at} Nodes={folded(f'r{at}n', rack)}\n" for at, rack in enumerate(racks)
    )
    found = judged(text)
    tree = found.measurement.description
    assert tree.nodes == tuple(f"r{at}n{number}" for at, rack in enumerate(racks) for number in rack)
    assert (tree.levels(), len(tree.leaves)) == (2, len(racks))
    assert found.because[0] == "every node reaches every other"


@given(st.integers(0, 10**6), st.integers(0, 300), st.integers(0, 5))
def test_a_range_is_written_out(first, more, zeros):
    written = f"{'0' * zeros}{first}"
    names = expanded(f"n[{written}-{first + more}]")
    assert len(names) == more + 1
    assert [int(name[1:]) for name in names] == list(range(first, first + more + 1))
    assert all(len(name) >= len(written) + 1 for name in names)


@given(st.integers(1, 4), st.integers(1, 5), st.integers(1, 4), st.integers(1, 3), st.sampled_from(sorted(LANES)))
def test_a_network_that_is_written_is_read_back(leaves, nodes, spines, cables, speed):
    text = network(leaves, nodes, spines, cables).replace("4xNDR", f"4x{speed}")
    fabric = judged(text).measurement.description
    assert (len(fabric.switches), len(fabric.adapters)) == (leaves + spines, leaves * nodes)
    assert len(fabric.cables) == leaves * (nodes + spines * cables)
    assert fabric.lines == 2 * len(fabric.cables)
    assert not fabric.unseen
    for ends in fabric.leaves().values():
        assert (ends.down, ends.up) == (nodes, spines * cables)
        assert ends.ratio == pytest.approx(nodes / (spines * cables), abs=0)


PORTS = st.lists(
    st.tuples(
        st.sampled_from(["100", "200", "400", "40"]),
        st.sampled_from(["Active", "Down", "Initializing", "Armed"]),
        st.sampled_from(["InfiniBand", "Ethernet"]),
    ),
    min_size=1,
    max_size=10,
)


@given(PORTS)
def test_ports_that_are_written_are_read_back(written):
    found = judged(
        ibstat(*(Port(f"mlx5_{at}", rate, state, layer=layer) for at, (rate, state, layer) in enumerate(written)))
    )
    ports = found.measurement.description.ports
    assert [(f"{port.rate:g}", port.state, port.layer) for port in ports] == written
    assert sum("port 1:" in why for why in found.because) == sum(state != "Active" for _, state, _ in written)


@given(st.text(alphabet="CA'Port 1:State Active\nRate400SwitchNodesme=[,-]#\"SH()xNDR", max_size=300))
def test_any_text_is_read_without_a_traceback(text):
    for begin in ("CA 'mlx5_0'\n", "SwitchName=a Nodes=n1\n", 'Switch\t4 "S-01"\t# "a" base port 0 lid 1 lmc 0\n'):
        try:
            found = read(begin + text)
        except InputError:
            continue
        for each in found:
            if each.description is not None:
                judge(each, Stated(), shipped())
