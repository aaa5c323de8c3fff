"""Public texts that describe machines: of each is read what an expert found in it, where the facts are there."""

from __future__ import annotations

from collections import Counter

import pytest

from limits.catalog import shipped
from limits.pasted import Stated, judge
from limits.pasted.lines import decoded
from limits.pasted.reading import measurements

from .test_samples import EXPECTED

KINDS = ("nvidia-smi topo", "NCCL topology XML", "NCCL graph file", "Slurm topology.conf", "ibnetdiscover")
NAMES = {kind: [n for n, wanted in EXPECTED.items() if wanted.get("tool") == kind] or ["none"] for kind in KINDS}


@pytest.fixture
def described(facts):
    def of(name: str):
        with (facts / "data" / "net" / "samples" / name).open("rb") as stream:
            (found,) = measurements(decoded(stream, name))
        return found.description, judge(found, Stated(), shipped()).finding

    return of


@pytest.mark.parametrize("name", NAMES["nvidia-smi topo"])
def test_matrices(described, name):
    wanted = EXPECTED[name]
    wiring, finding = described(name)
    of_status = wanted["mode"] == "p2p status"
    accelerators = [each if of_status else each.name for each in wiring.accelerators]
    assert len(accelerators) == wanted["gpus"]
    assert (0 if of_status else len(wiring.adapters)) == wanted["nics"]
    rows = {one for one, _ in (wiring.states if of_status else wiring.paths)}
    assert len(rows) == wanted["rows_present"]
    between = Counter(pair.path for pair in finding.pairs if pair.target in accelerators)
    to_adapters = Counter(pair.path for pair in finding.pairs if pair.target not in accelerators)
    assert (between, to_adapters) == (wanted["gpu_pairs"], wanted["gpu_nic_entries"])


@pytest.mark.parametrize("name", NAMES["NCCL topology XML"])
def test_topologies(described, name):
    wanted = EXPECTED[name]
    wiring, _ = described(name)
    assert wiring.cpus == wanted["cpus"]
    assert len(wiring.accelerators) == wanted["gpus_class_0302"]
    assert len(wiring.adapters) == wanted["nics_class_02"] + wanted["net_elements"]  # no file has both
    assert sum(each.links is not None for each in wiring.accelerators) == wanted["gpu_elements"]
    assert sum(bool(each.links) for each in wiring.accelerators) == wanted["nvlink_elements"]
    assert not wiring.missing
    slots = {(f"{each.speed:g}", f"{each.width}") for each in wiring.accelerators if each.speed and each.width}
    printed = {(speed.split()[0].removesuffix(".0"), width) for speed, width in wanted["link_speed_width"] if speed}
    assert slots == printed
    known = len(wiring.accelerators) + len(wiring.adapters) + wiring.unnamed
    assert known <= wanted["pci"] + wanted["net_elements"]


@pytest.mark.parametrize("name", NAMES["NCCL graph file"])
def test_graphs(described, name):
    graphs, _ = described(name)
    assert (graphs.graphs, graphs.channels) == (EXPECTED[name]["graphs"], EXPECTED[name]["channels"])


@pytest.mark.parametrize("name", NAMES["Slurm topology.conf"])
def test_trees(described, name):
    wanted = EXPECTED[name]
    tree, finding = described(name)
    assert len(tree.nodes) == wanted["nodes"]
    assert len(tree.switches) == wanted.get("switches", 0)
    assert len(tree.leaves) == wanted.get("leaves", 0)
    assert len(tree.blocks) == wanted.get("blocks", 0)
    assert tree.sizes == wanted.get("block_sizes", "")
    inner = [len(switch.switches) for switch in tree.switches.values() if switch.switches]
    assert inner == wanted.get("children_of_inner", [])
    assert finding.because[0].startswith("every node")


@pytest.mark.parametrize("name", NAMES["ibnetdiscover"])
def test_networks(described, name):
    wanted = EXPECTED[name]
    fabric, _ = described(name)
    assert (len(fabric.switches), len(fabric.adapters)) == (wanted["switches"], wanted["adapters"])
    assert fabric.lines == wanted["port_lines"]
    assert sorted({cable.called for cable in fabric.cables}) == wanted["rates"]


def test_pairs_of_hosts_and_identifiers_are_no_ibstat(facts):
    with (facts / "data" / "net" / "samples" / "ibstat_superbench.txt").open("rb") as stream:
        assert not list(measurements(decoded(stream, "ibstat")))
