"""What stands beside a table in the same text tells its hardware: a fact that is read goes before a guess."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from limits.catalog import shipped
from limits.cli import main
from limits.pasted import Stated, judge_all, nics, read
from limits.pasted.machine import beside
from limits.report.network import link

from .described import Port, equal_ports, ibstat, matrix, network, node, topology
from .logs import START, log
from .test_links import links
from .test_pairs import perftest
from .written import nccl

# 16 ranks over two nodes of 8: 175 GB/s of any algorithm is 93.3 GB/s over the adapters of a node (x 1.875)
TABLE = "1073741824 268435456 float sum -1 11504.8 93.33 175.0 0 11504.8 93.33 175.0 0\n"
TABLE += "2147483648 536870912 float sum -1 23009.5 93.33 175.0 0 23009.5 93.33 175.0 0\n"
TOPO = matrix(*node())
MANY = (*(Port(f"mlx5_{at}", "100") for at in range(8)), Port("mlx5_8", "25", layer="Ethernet", model="MT4119"))
PORTS = ibstat(*MANY)


def table(text: str, **stated):
    (found,) = [each for each in judge_all(read(text), Stated(**stated), shipped()) if not each.describes]
    return found


def test_without_it_a_question_is_asked():
    found = table(TABLE)
    assert (found.verdict.value, found.hardware.nics) == ("unknown-hardware", None)


@pytest.mark.parametrize(
    "text", [TABLE + TOPO + PORTS, TOPO + TABLE + PORTS, PORTS + TOPO + TABLE], ids=["after", "around", "before"]
)
def test_wiring_and_ports_settle_the_verdict_wherever_they_stand(text):
    found = table(text)
    assert (str(found.hardware.nics), found.hardware.domain, found.domains) == ("8 x 100G", 8, 2)
    assert found.verdict.value == "good"
    assert found.share == pytest.approx(table(TABLE, nics=nics("8x100G"), domain=8).share, abs=0)
    told = " ".join(found.assumed)
    assert "a node has 8 x 100G adapters, by nvidia-smi topo and ibstat beside the table" in told
    assert "a node has 8 accelerators, by nvidia-smi topo beside the table" in told
    assert "--domain says otherwise" not in told


def test_adapters_for_storage_do_not_count():
    """The ninth adapter is across CPUs for all accelerators: eight carry the operation, whatever its rate."""
    ports = ibstat(*(Port(f"mlx5_{at}", "100") for at in range(9)))
    assert str(table(TABLE + TOPO + ports).hardware.nics) == "8 x 100G"
    assert str(table(TABLE + ports).hardware.nics) == "9 x 100G"  # nothing tells which serve accelerators
    found = table(TABLE + PORTS)
    assert str(found.hardware.nics) == "8 x 100G"
    assert "a node has 8 x 100G adapters, by ibstat (ports at the highest rate) beside the table" in found.assumed


def test_a_port_that_is_down_carries_nothing():
    ports = ibstat(*(Port(f"mlx5_{at}", "100", "Down" if at == 3 else "Active") for at in range(8)))
    assert str(table(TABLE + ports).hardware.nics) == "7 x 100G"
    assert table(TABLE + TOPO + ports).hardware.nics is None  # one of eight has no rate


def test_the_topology_of_nccl_tells_all_alone():
    found = table(topology(rates=dict.fromkeys(range(8), 100000)) + TABLE)
    assert (str(found.hardware.nics), found.verdict.value) == ("8 x 100G", "good")
    assert "by NCCL topology beside the table" in " ".join(found.assumed)


def test_a_node_of_four():
    """32 ranks, four on each of eight nodes: without the wiring, four nodes of eight would be assumed."""
    rows = nccl("2.18", ranks=32).text.split("\n")
    text = "\n".join(row for row in rows if "Rank" not in row)
    assert table(text).domains == 4
    found = table(text + matrix(*node(4, 4)) + equal_ports(4))
    assert (found.hardware.domain, found.domains, found.hardware.per_rank) == (4, 8, 50.0)


def test_what_is_stated_goes_first():
    found = table(TABLE + TOPO + PORTS, nics=nics("8x400G"), domain=8)
    assert str(found.hardware.nics) == "8 x 400G"
    assert "beside the table" not in " ".join(found.assumed)
    assert table(TABLE + TOPO + PORTS, domain=4).hardware.domain == 4
    assert str(table(TABLE + TOPO + PORTS, node="dgx-h100").hardware.nics) == "8 x 400G"


def test_the_log_of_nccl_goes_before_the_wiring():
    adapters = table(log(START) + TABLE + PORTS + TOPO).hardware.nics
    assert str(adapters) == "2 x 400G"
    assert str(table(log(START) + TABLE).hardware.nics) == "2 x 400G"
    assert str(table(log(START) + TOPO + PORTS + TABLE).hardware.nics) == "2 x 400G"


def test_errors_of_ports_between_a_log_and_its_table_take_nothing_from_it():
    counters = "NIC statistics:\n     rx_corrected_bits_phy: 1024\n     rx_pcs_symbol_err_phy: 0\n"
    counters += "     rx_bits_phy: 100000000000\n"
    found = [each for each in judge_all(read(log(START) + counters + TABLE), Stated(), shipped()) if not each.describes]
    assert str(found[-1].hardware.nics) == "2 x 400G"


def test_a_log_beside_wiring_is_not_lost():
    found = judge_all(read(log(START) + TOPO), Stated(), shipped())
    assert [each.measurement.tool for each in found] == ["nvidia-smi topo", "NCCL log"]
    assert link.view(found, shipped()).document.headline.startswith("8 accelerators, every two joined by NV18")


def test_the_list_of_ranks_goes_before_the_wiring():
    text = nccl("2.18").text
    assert table(text + matrix(*node(4, 4))).hardware.domain == table(text).hardware.domain == 8
    cut = "\n".join(row for row in text.split("\n") if "Rank" not in row or "Rank  0" in row or "Rank  1 " in row)
    assert table(cut).hardware.domain == 2
    assert table(cut + "\n" + matrix(*node(8, 8))).hardware.domain == 8


def test_two_ranks_over_a_network_are_on_two_nodes():
    text = "host:1:2 [0] NCCL INFO Using network IB\n"
    rows = "1073741824 268435456 float sum -1 21474.8 50.0 50.0 0 21474.8 50.0 50.0 0\n"
    assert table(text + rows + TOPO).domains == 2
    assert table(rows + TOPO).domains == 1


def test_where_an_accelerator_has_none_near_the_wiring_does_not_tell_how_many():
    far = matrix(*node(changed={("GPU3", "NIC3"): "NODE", ("GPU3", "NIC8"): "NODE"}))
    assert table(TABLE + far).hardware.near is None
    found = table(TABLE + far + PORTS)
    assert str(found.hardware.nics) == "8 x 100G"
    assert "by ibstat (ports at the highest rate) beside the table" in " ".join(found.assumed)


FAR = matrix(*node(changed={("GPU3", "NIC3"): "NODE"}))
SLOW = TABLE.replace("11504.8 93.33 175.0", "46019.2 23.33 43.75").replace("23009.5 93.33 175.0", "92038.0 23.33 43.75")


def test_a_fault_beside_a_low_table_is_what_to_try_next():
    found = table(SLOW + FAR + PORTS)
    assert found.verdict.value == "low"
    said = "beside the table stands: GPU3: the nearest adapter is across the host bridges of a CPU (NODE)"
    assert any(each.startswith(said) for each in found.try_next)
    assert "nvidia-smi topo -m shows" not in " ".join(found.try_next)  # it is there
    assert "nvidia-smi topo -m shows" in " ".join(table(SLOW + PORTS).try_next)
    assert "beside the table" not in " ".join(table(TABLE + FAR + PORTS).try_next)  # nothing is amiss


def test_ports_of_different_rates_are_named_where_no_verdict_is_possible():
    ports = ibstat(*(Port(f"mlx5_{at}", "50" if at == 3 else "100") for at in range(8)))
    found = table(TABLE + TOPO + ports)
    assert (found.verdict.value, found.hardware.near) == ("unknown-hardware", 8)
    assert "beside the table stands: mlx5_3 port 1 runs at 50 Gbit/s, the others at 100" in found.try_next


def test_ports_of_another_machine_are_thought_of():
    found = table(TABLE + equal_ports(1, "100"))
    assert found.verdict.value == "impossible"
    assert found.try_next[0].startswith("what stands beside the table may be of other nodes")
    assert "other nodes" not in " ".join(table(TABLE, nics=nics("1x100G")).try_next)


def test_nodes_that_contradict_one_another_tell_nothing():
    found = table(TABLE + matrix(*node()) + matrix(*node(4, 4)) + PORTS)
    assert (found.hardware.nics, found.hardware.near) == (None, None)
    different = equal_ports(8, "100") + equal_ports(8, "200")
    assert table(TABLE + different).hardware.nics is None
    assert str(table(TABLE + PORTS + PORTS + TOPO + TOPO).hardware.nics) == "8 x 100G"


def test_without_rates_the_question_names_how_many():
    found = table(TABLE + matrix(*node(4, 4)))
    assert found.hardware.near == 4
    assert found.because[0] == "accelerators have 4 adapters near, and no one rate is told of them"
    assert found.needs.options[1] == "--nic 4x400G"
    assert {candidate.hardware.split()[0] for candidate in found.needs.candidates} <= {"4"}


def test_unnamed_adapters_are_matched_by_their_number():
    paths, names = node()
    unnamed = matrix(paths, names).split("\nNIC Legend")[0]
    assert str(table(TABLE + unnamed + PORTS).hardware.nics) == "8 x 100G"
    assert table(TABLE + unnamed + equal_ports(9, "100")).hardware.nics is None


def test_links_tell_the_model():
    found = table(TABLE + links() + TOPO + PORTS)
    assert found.hardware.accelerator == "h100-sxm"
    assert "the accelerator is h100-sxm, by nvidia-smi nvlink -s beside the table" in found.assumed
    assert table(TABLE + links(model="Some Device")).hardware.accelerator is None


def test_one_adapter_at_each_end():
    found = table(perftest() + "\n" + equal_ports(1, "200"))
    assert found.hardware.nics.each == 200.0


def test_what_describes_takes_nothing_from_what_stands_beside():
    for text in (TOPO + PORTS, topology() + network()):
        assert all(each.describes and not each.assumed for each in judge_all(read(text), Stated(), shipped()))
    assert beside.of(read(network())) == beside.NOTHING


def test_line_one_is_that_of_the_measurement():
    judged = judge_all(read(TOPO + TABLE + PORTS), Stated(), shipped())
    headline = link.view(judged, shipped()).document.headline
    assert headline.startswith("16 ranks")
    assert ": good, " in headline
    alone = judge_all(read(TOPO + PORTS), Stated(), shipped())
    assert link.view(alone, shipped()).document.headline == (
        "nvidia-smi topo and ibstat, nothing was measured: each accelerator has an adapter behind its own PCIe switch "
        "(PIX), every port is active."
    )


@pytest.fixture
def files(tmp_path):
    def write(**texts: str) -> list[str]:
        for name, text in texts.items():
            (tmp_path / f"{name}.txt").write_text(text)
        return [str(tmp_path / f"{name}.txt") for name in texts]

    return write


def run(*arguments: str):
    return CliRunner().invoke(main, ["link", *arguments])


def test_files_side_by_side(files):
    together = run(*files(table=TABLE, topo=TOPO, ports=PORTS))
    assert together.exit_code == 0
    assert ": good, " in together.output.split("\n")[0]
    several = run(*files(a=TABLE, b=TABLE.replace("93.33 175.0", "93.28 174.9"), topo=TOPO))
    assert several.output.startswith("2 runs of all-reduce")
    assert "What tells the hardware, without a measurement\n  - topo.txt" in several.output
    record = json.loads(run(*files(a=TABLE, b=TABLE, topo=TOPO), "--format", "json").output)
    assert record["beside"] == ["topo.txt"]
    only = run(*files(first=TOPO, second=TOPO))
    assert only.output.split("\n")[0] == "2 runs of nvidia-smi topo: none shows a bandwidth."


def test_each_file_with_its_own_wiring(files):
    runs = run(*files(a=TABLE + TOPO + PORTS, b=PORTS + TABLE, c=SLOW + TOPO + PORTS))
    assert runs.output.startswith("3 runs of all-reduce on 16 ranks")
    assert "Without a bandwidth" not in runs.output
    assert "c.txt" in runs.output.split("\n")[0]


def test_requirements_hold_for_the_one_measurement(files):
    assert run(*files(table=TABLE, topo=TOPO, ports=PORTS), "--require", "all_reduce=0.9").exit_code == 0
    assert run(*files(table=TABLE, topo=TOPO), "--require", "all_reduce=0.9").exit_code == 1


@pytest.mark.parametrize("text", [TOPO, topology(), equal_ports(2), network(), "SwitchName=a Nodes=n[1-4]\n"])
def test_nothing_to_compare_or_to_draw(files, text, tmp_path):
    table_file, described = files(table=TABLE, described=text)
    for one, other in ((table_file, described), (described, table_file), (described, described)):
        compared = run(one, "--against", other)
        assert compared.exit_code == 0
        assert compared.output.startswith("Nothing to compare")
    drawn = CliRunner().invoke(main, ["plot", "link", described, "--output", str(tmp_path / "x.svg")])
    assert drawn.exit_code == 2
    assert "a table of sizes" in drawn.output
    assert not isinstance(drawn.exception, Exception) or isinstance(drawn.exception, SystemExit)


def test_a_table_with_its_wiring_is_drawn(files, tmp_path):
    (everything,) = files(everything=TOPO + TABLE + PORTS)
    drawn = CliRunner().invoke(main, ["plot", "link", everything, "--output", str(tmp_path / "x.svg")])
    assert drawn.exit_code == 0


@given(st.integers(2, 8), st.sampled_from(["100", "200", "400"]), st.permutations([0, 1, 2]))
def test_whatever_the_node_its_adapters_are_found(count, rate, order):
    parts = [TABLE, matrix(*node(count, count)), equal_ports(count, rate)]
    found = table("".join(parts[at] for at in order))
    assert str(found.hardware.nics) == f"{count} x {rate}G"
    assert found.hardware.domain == count
    assert found.hardware.per_rank == pytest.approx(float(rate) / 8.0, abs=0)
