"""Nodes: what clouds and appliances join, and the names that people and clouds give them."""

import pytest

from limits import catalog

EVERY = catalog.rows("node")
NODES = [row for row in EVERY if "nics" in row.cells]


def number(row, field):
    return row.cells[field].value


@pytest.mark.parametrize("row", NODES, ids=lambda row: row.name)
def test_a_node_says_all_that_a_bound_needs(row):
    accelerator = catalog.row("accelerator", row.texts["accelerator"])
    assert accelerator.name == row.texts["accelerator"], "an alias may come to mean another one"
    assert {"accelerators", "devices", "domain", "nics", "nic_rate"} <= row.cells.keys()
    assert row.texts["title"]
    assert row.texts["vendor"]
    assert row.texts["fabric"]


@pytest.mark.parametrize("row", [row for row in EVERY if row not in NODES], ids=lambda row: row.name)
def test_a_machine_whose_adapters_nobody_saw_says_what_stands_in_it(row):
    assert row.cells.keys() == {"accelerators"}
    assert catalog.row("accelerator", row.texts["accelerator"]).name == row.texts["accelerator"]
    assert row.texts["title"]
    assert row.texts["vendor"]


@pytest.mark.parametrize("row", NODES, ids=lambda row: row.name)
def test_a_domain_is_made_of_whole_nodes_or_a_node_of_whole_domains(row):
    devices, domain = number(row, "devices"), number(row, "domain")
    assert devices % number(row, "accelerators") == 0
    assert domain % devices == 0 or devices % domain == 0


@pytest.mark.parametrize("row", NODES, ids=lambda row: row.name)
def test_a_node_with_a_network_of_its_own_inside_knows_how_fast_that_is(row):
    accelerator = catalog.row("accelerator", row.texts["accelerator"])
    if row.texts["accelerator"] in {"t4", "a10g", "trainium1"}:  # joined by PCIe, or by links whose rate nobody saw
        assert "scale_up_rate" not in accelerator.cells
    elif number(row, "domain") > 1:
        assert "scale_up_rate" in accelerator.cells
    if row.texts["accelerator"] in {"gb200", "gb300"}:
        assert number(row, "domain") == accelerator.cells["domain"].value == 72


@pytest.mark.parametrize(
    ("name", "row", "gigabits"),
    [
        ("p5", "p5.48xlarge", 3200),
        ("P4d.24xlarge", "p4d.24xlarge", 400),
        ("a3-megagpu-8g", "a3-megagpu-8g", 1600),
        ("a3 mega", "a3-megagpu-8g", 1600),
        ("A3 High", "a3-highgpu-8g", 800),
        ("a3-ultragpu-8g", "a3-ultragpu-8g", 3200),
        ("Standard_ND96isr_H100_v5", "nd96isr-h100-v5", 3200),
        ("nd h100 v5", "nd96isr-h100-v5", 3200),
        ("Standard_ND96asr_v4", "nd96asr-v4", 1600),
        ("Standard_ND96amsr_A100_v4", "nd96amsr-a100-v4", 1600),
        ("Standard_ND128isr_NDR_GB200_v6", "nd128isr-ndr-gb200-v6", 1600),
        ("ND GB300 v6", "nd128isr-gb300-v6", 3200),
        ("BM.GPU.H100.8", "bm.gpu.h100.8", 3200),
        ("BM.GPU.B4.8", "bm.gpu.b4.8", 1600),
        ("BM.GPU.MI300X.8", "bm.gpu.mi300x.8", 3200),
        ("DGX H100", "dgx-h100", 3200),
        ("dgx b200", "dgx-b200", 3200),
        ("DGX-A100", "dgx-a100", 1600),
        ("DGX-1", "dgx-1", 400),
        ("dgx2", "dgx-2h", 800),
        ("dgx spark", "dgx-spark", 200),
        ("DGX GB200 NVL72", "dgx-gb200", 1600),
        ("g4dn.8xlarge", "g4dn.8xlarge", 50),
        ("p5en", "p5en.48xlarge", 3200),
        ("P6-B200", "p6-b200.48xlarge", 3200),
        ("p6-b300", "p6-b300.48xlarge", 6400),
        ("P6e-GB200", "p6e-gb200.36xlarge", 1600),
        ("trn1.32xlarge", "trn1.32xlarge", 800),
        ("trn2.48xlarge", "trn2.48xlarge", 3200),
        ("LUMI", "lumi-g", 800),
        ("Alps", "alps-gh200", 800),
    ],
)
def test_nodes_answer_to_what_people_type_and_clouds_print(name, row, gigabits):
    found = catalog.row("node", name)
    assert found.name == row
    assert number(found, "nics") * number(found, "nic_rate") == gigabits * 1e9


def test_dies_that_a_system_lists_apart_are_devices_of_their_own():
    lumi = catalog.row("node", "lumi")
    assert (number(lumi, "accelerators"), number(lumi, "devices"), number(lumi, "domain")) == (4, 8, 8)
    more = {row.texts["accelerator"] for row in NODES if number(row, "devices") != number(row, "accelerators")}
    assert more == {"mi250x", "trainium1", "trainium2"}
    assert all("device" in row.notes for row in NODES if row.texts["accelerator"] in more)


def test_a_users_own_node_replaces_or_joins_them(tmp_path):
    file = tmp_path / "nodes.csv"
    file.write_text(
        "node,accelerator,devices_per_node,scaleup_domain,nics_per_node,gbit_per_s_per_nic,source,evidence\n"
        "my-hgx,h100-sxm,8,8,4,200,own,primary\n",
        encoding="utf-8",
    )
    mine = catalog.shipped().extended(file)
    assert mine.row("node", "My HGX").cells["nic_rate"].value == 2e11
    assert mine.names("node") == (*catalog.names("node"), "my-hgx")
