"""What stands in a node: matrices of nvidia-smi, XML of NCCL. What is read, what is called a fault, hostile texts."""

from __future__ import annotations

import json
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from limits.catalog import shipped
from limits.errors import InputError
from limits.pasted import Stated, judge, read
from limits.pasted.described.graphs import Graphs
from limits.pasted.described.peers import STATES, Peers
from limits.pasted.described.wiring import Wiring
from limits.report.network import link

from .described import matrix, node, topology

PATHS = ("NV1", "NV4", "NV12", "NV18", "PIX", "PXB", "PHB", "NODE", "SYS")


def judged(text: str):
    (found,) = read(text)
    return judge(found, Stated(), shipped())


def paths_of(finding) -> dict:
    return {(pair.source, pair.target): pair.path for pair in finding.pairs}


def test_a_sound_node():
    found = judged(matrix(*node()))
    assert found.verdict.value == "no-measurement"
    assert found.finding.said == "8 accelerators, every two joined by NV18, 9 adapters"
    assert found.because[0] == "each accelerator has an adapter behind its own PCIe switch (PIX)"
    facts = dict(found.finding.facts)
    assert facts["between accelerators"] == "28 x NV18"
    assert facts["to the nearest adapter"] == "8 x PIX"
    assert facts["adapters near"].startswith("NIC0 (mlx5_0), NIC1 (mlx5_1)")
    assert facts["farther away"] == "NIC8 (mlx5_8)"
    assert len(found.finding.pairs) == 28 + 72
    assert paths_of(found.finding)["GPU3", "NIC3"] == "PIX"


@pytest.mark.parametrize("gap", ["\t", "    "])
@pytest.mark.parametrize("old", [False, True])
@pytest.mark.parametrize("prefix", ["", "> ", "node-1: ", "[1,0]<stdout>:", "   "])
def test_forms_and_prefixes(gap, old, prefix):
    paths, names = node()
    text = "\n".join(prefix + line for line in matrix(paths, names, gap, old=old).split("\n"))
    (found,) = read(text)
    assert (found.tool, len(found.description.accelerators), len(found.description.adapters)) == (
        "nvidia-smi topo",
        8,
        9,
    )
    assert len(found.description.near) == 8
    assert {end.label or end.name for end in found.description.adapters} == {f"mlx5_{at}" for at in range(9)}


FAR = {("GPU3", "NIC3"): "NODE"}
NO_LINK = {("GPU5", f"GPU{at}"): "SYS" for at in range(8) if at != 5}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (FAR, "GPU3: the nearest adapter is across the host bridges of a CPU (NODE), so GPUDirect RDMA is off or slow"),
        ({("GPU3", "NIC3"): "SYS"}, "GPU3: the nearest adapter is across CPUs (SYS), so GPUDirect RDMA is off or slow"),
        (
            {("GPU3", "NIC3"): "PHB"},
            "GPU3: the nearest adapter is behind the CPU (PHB), so GPUDirect RDMA is off or slow",
        ),
        (NO_LINK, "GPU5 has no NVLink, the others have"),
        ({("GPU5", f"GPU{at}"): "NV17" for at in range(8)}, "GPU5 has fewer NVLinks than the others"),
    ],
    ids=["NODE", "SYS", "PHB", "no NVLink", "a link down"],
)
def test_faults(changed, said):
    found = judged(matrix(*node(changed=changed)))
    assert found.because[0] == said
    assert len(found.because) == 2
    assert len(found.try_next) > 1


def test_where_every_adapter_is_behind_the_cpu_a_module_is_thought_of():
    paths, names = node(1, 1, changed={("GPU0", "NIC0"): "NODE"})
    assert judged(matrix(paths, names)).because[0].endswith("slow unless CPU and accelerator are one module")
    paths, names = node(2, 2, changed={("GPU0", "NIC0"): "PHB", ("GPU1", "NIC1"): "PHB"})
    assert judged(matrix(paths, names)).because[0].endswith("slow unless CPU and accelerator are one module")


def test_a_mesh_is_no_fault():
    """Four accelerators in two pairs, and eight in which each has six links to some others."""
    pairs = {("GPU0", "GPU1"): "NV3", ("GPU2", "GPU3"): "NV3"}
    found = judged(matrix(*node(4, 0, "SYS", pairs)))
    assert found.finding.said == "4 accelerators joined by NV3 and SYS, no network adapter"
    assert found.because[0] == "no way to a network is shown"
    ring = {(f"GPU{at}", f"GPU{(at + step) % 8}"): f"NV{step}" for at in range(8) for step in (1, 2)}
    assert "NVLink" not in " ".join(judged(matrix(*node(8, 8, "NODE", ring))).because)


def test_a_cut_matrix():
    lines = matrix(*node()).split("\n")
    found = judged("\n".join(lines[:9]) + "\n")  # the rows of adapters are gone
    assert found.because[1] == "9 of 17 rows of the matrix are not there"
    assert len(found.finding.pairs) == 100
    found = judged("\n".join([lines[0], *(line[:50] for line in lines[1:18])]))
    assert "17 rows of the matrix cut before the last column" in found.because
    found = judged("\n".join(line[:40] for line in lines[:18]))
    assert "9 of 17 columns of the matrix are not there" in " ".join(found.because)
    found = judged("\n".join(lines[1:9]))  # the head is gone
    assert found.finding.said.startswith("8 accelerators, every two joined by NV18")
    assert judged("\n".join(lines[:3])).finding.said.startswith("8 accelerators joined by NV18 where shown")


@pytest.mark.parametrize("rest", ["NV18", "NV1", "NV", "N"])
def test_a_number_of_links_that_is_cut_is_not_read(rest):
    found = judged(f"GPU0 GPU1 GPU2\nGPU0 X NV18 NV18\nGPU1 NV18 X {rest}")
    assert set(paths_of(found.finding).values()) == {"NV18"}
    assert ("GPU1", "GPU2") not in paths_of(found.finding)


def test_a_ragged_matrix_is_read_as_far_as_it_goes():
    text = "GPU0 GPU1 GPU2 NIC0 CPU Affinity\nGPU0 X NV4\nGPU1 NV4 X NV4 SYS SYS SYS SYS 0-3\nGPU2 what NV4 X\n"
    found = judged(text)
    assert paths_of(found.finding) == {("GPU0", "GPU1"): "NV4", ("GPU1", "GPU2"): "NV4", ("GPU1", "NIC0"): "SYS"}


def test_two_nodes_are_two():
    first, second = matrix(*node()), matrix(*node(4, 4))
    assert [len(found.description.accelerators) for found in read(first + "\n" + second)] == [8, 4]
    rows = "\n".join(first.split("\n")[1:9])
    assert [len(found.description.accelerators) for found in read(f"{rows}\n{rows}\n")] == [8, 8]


@pytest.mark.parametrize("state", [state for state in STATES if state != "OK"])
def test_peers(state):
    paths, names = node(4, 0, "OK", {("GPU0", "GPU3"): state, ("GPU1", "GPU2"): state})
    found = judged(matrix(paths, names, "  ", affinity=""))
    assert isinstance(found.measurement.description, Peers)
    assert found.because[0] == f"2 of 6 pairs do not copy directly: 2 x {state} ({STATES[state]})"
    assert judged(matrix(*node(4, 0, "OK"), affinity="")).because[0] == "every two copy directly"


def test_a_topology_of_nccl():
    found = judged(topology())
    assert found.measurement.tool == "NCCL topology"
    assert found.finding.said == "8 accelerators, every two joined by NV18, 8 adapters"
    assert found.because[0] == "each accelerator has an adapter behind its own PCIe switch (PIX)"
    facts = dict(found.finding.facts)
    assert facts["line rates"] == "8 x 400 Gbit/s"
    assert facts["slots of adapters"] == "8 x x16 of 32 GT/s, at most"
    assert facts["CPUs"].startswith("2,")
    assert [end.name for end in found.measurement.description.near] == [f"mlx5_{at}" for at in range(8)]
    assert paths_of(found.finding)["0000:10:00.0", "mlx5_1"] == "PHB"
    assert paths_of(found.finding)["0000:10:00.0", "mlx5_7"] == "SYS"


def test_links_from_one_accelerator_to_another():
    assert judged(topology(4, nvlink=4, to_switch=False)).finding.said.startswith(
        "4 accelerators, every two joined by NV4"
    )
    paths = paths_of(judged(topology(4, nvlink=0)).finding)
    assert paths["0000:10:00.0", "0000:12:00.0"] == "PHB"
    assert paths["0000:10:00.0", "0000:16:00.0"] == "SYS"


@pytest.mark.parametrize(
    ("slots", "said"),
    [
        (
            {"0000:13:00.0": 8},
            "adapter mlx5_1 (0000:13:00.0) has a slot of x8 of 32 GT/s at most, the others x16 of 32 GT/s",
        ),
        (
            {"0000:14:00.0": 4},
            "accelerator 0000:14:00.0 has a slot of x4 of 32 GT/s at most, the others x16 of 32 GT/s",
        ),
    ],
)
def test_a_narrow_slot(slots, said):
    found = judged(topology(slots=slots))
    assert found.because[0] == said
    assert "LnkSta" in " ".join(found.try_next)
    older = topology().replace("32.0 GT/s PCIe", "16 GT/s", 3)
    assert "x16 of 16 GT/s at most" in judged(older).because[0]


def test_an_adapter_two_switches_away():
    bridge = '<pci busid="0000:f8:00.0" class="0x060400">\n'
    deep = topology(2).replace('<pci busid="0000:11:00.0"', bridge + '<pci busid="0000:11:00.0"')
    deep = deep.replace("</nic>\n      </pci>", "</nic>\n      </pci></pci>", 1)
    assert paths_of(judged(deep).finding)["0000:10:00.0", "mlx5_0"] == "PXB"


def test_a_module_of_cpu_and_accelerator():
    """As the XML tells it, an adapter of the CPU is near (P2C of NCCL), unlike where PCIe alone leads there (PHB)."""
    gpu = '<pci busid="0000:10:00.0" class="0x030200"><gpu dev="0" sm="90" gdr="1">{}</gpu></pci>\n'
    nic = '<pci busid="0000:20:00.0" class="0x020700"><nic><net name="mlx5_0" speed="400000" gdr="1"/></nic></pci>\n'
    text = f'<system version="1">\n<cpu numaid="0">\n{gpu}{nic}</cpu>\n</system>\n'
    found = judged(text.replace("{}", '<c2c bw="44712" count="10"/>'))
    assert found.because[0] == "the accelerator has an adapter behind the CPU of its own module (P2C)"
    assert (
        judged(text.replace("{}", ""))
        .because[0]
        .startswith("0000:10:00.0: the nearest adapter is behind the CPU (PHB)")
    )


def test_speeds_that_are_not_known():
    for speed in ('link_speed="" link_width="0"', 'link_speed="Unknown" link_width="255x"', ""):
        text = re.sub(r'link_speed="[^"]*" link_width="[^"]*"', speed, topology())
        assert not [end for end in judged(text).measurement.description.adapters if end.slot]


def test_addresses_alone():
    devices = '<pci busid="0000:00:16.0"/>\n<pci busid="0000:00:17.0"/>\n'
    found = judged(f'<system version="1">\n<cpu numaid="0">\n{devices}</cpu>\n</system>')
    assert found.finding.said == "2 PCIe devices by address alone, none named accelerator or adapter"
    assert found.because[0] == "nothing tells what is what"


def test_no_direct_access():
    text = topology().replace('maxconn="131072" gdr="1"', 'maxconn="131072" gdr="0"', 1)
    assert judged(text).because[0] == "no GPUDirect RDMA at mlx5_0 (0000:11:00.0) (gdr=0)"


def test_graphs_are_no_topology():
    text = (
        '<graphs version="1">\n<graph id="0">\n<channel>\n<gpu dev="0"/>\n</channel>\n<channel/>\n</graph>\n</graphs>\n'
    )
    found = judged(text)
    assert found.measurement.description == Graphs(1, 2)
    assert "no topology" in found.because[0]
    assert "NCCL_TOPO_DUMP_FILE" in found.try_next[0]


@pytest.mark.parametrize("prefix", ["", "> ", "    ", "node-1: ", "[1,0]<stdout>:"])
def test_xml_in_a_paste(prefix):
    text = '<?xml version="1.0"?>\n<!-- a node -->\n' + topology()
    found = judged("\n".join(prefix + line for line in text.split("\n")))
    assert found.finding.said.startswith("8 accelerators, every two joined by NV18")
    assert not found.measurement.description.missing


def test_documents_one_after_the_other_and_tables_after():
    rows = "1048576 262144 float sum -1 100.0 10.49 18.35 0 100.0 10.49 18.35 0\n"
    found = read(topology() + topology(2) + "prose\n" + rows)
    assert [measurement.tool for measurement in found] == ["NCCL topology", "NCCL topology", "nccl-tests"]


def test_cut_xml_is_read_as_far_as_it_goes():
    text = topology()
    for part in range(5, 100, 5):
        for found in read(text[: len(text) * part // 100]):
            assert isinstance(found.description, Wiring)
            assert found.description.missing
    assert len(judged(text[: len(text) // 2]).measurement.description.accelerators) == 4


BOMB = '<!DOCTYPE lolz [\n<!ENTITY lol "lol">\n' + "".join(
    f'<!ENTITY lol{at} "{f"&lol{at - 1};" * 10}">\n' for at in range(1, 10)
)


@pytest.mark.parametrize(
    "text",
    [
        BOMB + ']>\n<system version="1">&lol9;</system>\n',
        '<?xml version="1.0"?>\n<!DOCTYPE system SYSTEM "http://192.0.2.1/x.dtd">\n<system version="1"></system>\n',
        '<!DOCTYPE system [<!ENTITY x SYSTEM "file:///etc/passwd">]><system version="1"><cpu numaid="&x;"/></system>\n',
        '<?xml version="1.0"?><!DOCTYPE a [\n<!ENTITY % p SYSTEM "x">\n%p;\n]>\n<graphs version="1"></graphs>\n',
    ],
    ids=["bomb", "external type", "file", "parameter"],
)
def test_document_types_and_entities_are_refused_in_one_line(text):
    with pytest.raises(InputError, match="a document type or an entity") as refused:
        read(text)
    assert len(str(refused.value).split("\n")) == 2


def test_entities_without_a_type_are_not_resolved():
    found = judged('<system version="1">\n<cpu numaid="0">\n<pci busid="a" class="0x0302"/>\n&lol;\n</cpu></system>')
    assert len(found.measurement.description.accelerators) == 1
    assert found.measurement.description.missing


def test_a_page_of_the_web_is_no_topology():
    assert read("<!DOCTYPE html>\n<html><body>system version</body></html>\n") == ()


def test_deep_and_large_xml_is_refused():
    for text in ("<pci>\n" * 10_000, '<pci busid="1"/>\n' * 30_000, "words\n" * 30_000):
        begin = time.process_time()
        with pytest.raises(InputError, match="more than"):
            read('<system version="1">\n' + text)
        assert time.process_time() - begin < 3.0


def test_fifty_megabytes_are_refused_soon():
    given_out = []

    def text():
        yield '<system version="1">\n'
        for piece in range(1000):
            given_out.append(piece)
            yield '<pci busid="0000:00:00.0" class="0x030200"/>\n' * 1000

    with pytest.raises(InputError, match="more than"):
        read(text())
    assert len(given_out) < 30


@pytest.mark.parametrize("sign", ["\x1b[31m", "\x00", "\u202e", "\x9b"])
def test_no_sign_that_a_terminal_obeys_is_shown(sign):
    for text in (topology(2).replace("mlx5_1", f"mlx{sign}5_1"), matrix(*node(2, 2)).replace("NIC1", f"NI{sign}C1")):
        for found in read(text):
            shown = link.view([judge(found, Stated(), shipped())], shipped())
            assert sign not in shown.document.headline + str(shown.document.sections)


def test_views_and_records():
    shown = link.view([judged(matrix(*node(2, 2)))], shipped())
    assert shown.document.headline.startswith("2 accelerators, every two joined by NV18, 2 adapters; each")
    record = json.loads(json.dumps(shown.record))["measurements"][0]
    assert record["description"]["pairs"][0] == {"source": "GPU0", "target": "GPU1", "rate": None, "path": "NV18"}
    assert (record["tool"], record["verdict"], record["plateau"]) == ("nvidia-smi topo", "no-measurement", None)


@st.composite
def nodes(draw):
    gpus, nics = draw(st.integers(1, 9)), draw(st.integers(0, 9))
    names = [f"GPU{at}" for at in range(gpus)] + [f"NIC{at}" for at in range(nics)]
    paths: dict = {}
    for place, one in enumerate(names):
        for other in names[place + 1 :]:
            paths[one, other] = paths[other, one] = draw(st.sampled_from(PATHS))
    return paths, names


@given(nodes(), st.sampled_from(["\t", "  ", "     "]), st.sampled_from(["", "\t0-3\t0-1\t\tN/A", "\t0-3\t0"]))
def test_a_matrix_that_is_written_is_read_back(written, gap, affinity):
    paths, names = written
    (found,) = read("$ nvidia-smi topo -m\n" + matrix(paths, names, gap, affinity=affinity))
    wiring = found.description
    ends = [end.name for end in (*wiring.accelerators, *wiring.adapters)]
    assert ends == names
    assert dict(wiring.paths) == paths
    assert not wiring.missing
    assert all(wiring.nearest(end.name) in ("", *PATHS) for end in wiring.accelerators)
    judge(found, Stated(), shipped())


@given(
    st.integers(1, 4).map(lambda half: 2 * half),
    st.integers(0, 18),
    st.booleans(),
    st.sampled_from([100000, 200000, 400000]),
)
def test_xml_that_is_written_is_read_back(gpus, nvlink, to_switch, rate):
    found = judged(topology(gpus, nvlink=nvlink, to_switch=to_switch, rates=dict.fromkeys(range(gpus), rate)))
    wiring = found.measurement.description
    assert (len(wiring.accelerators), len(wiring.adapters), len(wiring.near)) == (gpus, gpus, gpus)
    assert {end.rate for end in wiring.adapters} == {rate / 1000.0}
    between = {pair.path for pair in found.finding.pairs if pair.target.startswith("0000")}
    assert between == ({f"NV{nvlink}"} if nvlink else between)
    assert not wiring.missing


@given(st.text(alphabet="GPUNICX 0123456789\n\tNVSYS-:_mlx,", max_size=300))
def test_any_text_is_read_without_an_error(text):
    for found in read("GPU0 GPU1 NIC0 CPU Affinity\nGPU0 X NV18 PIX 0-3\n" + text):
        if found.description is not None:
            judge(found, Stated(), shipped())


@given(st.text(alphabet='<>/"= pcigunsytem&;![]0123x\n', max_size=300))
def test_any_xml_is_read_without_a_traceback(text):
    try:
        found = read('<system version="1">\n<pci busid="1" class="0x0302">\n' + text)
    except InputError:
        return
    for each in found:
        if each.description is not None:
            judge(each, Stated(), shipped())
