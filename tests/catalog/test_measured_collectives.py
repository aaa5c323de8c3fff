"""What healthy hardware has shown: sourced, of hardware that the catalogue knows, and within every bound."""

import csv

import pytest

from limits import catalog
from limits.catalog.measured_collectives import BASES, accelerators_of, healthy, measured_collectives
from limits.network.collectives import (
    Operation,
    between_domains_any,
    between_domains_ring,
    inside_domain,
    nvls,
    reduced_in_network,
)

ANCHORS = list(measured_collectives().values())
GB = 8e9  # bit


def value(row, field):
    return row.cells[field].value


def highest(row):
    return row.cells["bus_bandwidth"].ends[1]


@pytest.mark.parametrize("row", ANCHORS, ids=lambda row: row.name)
def test_an_anchor_is_of_known_hardware_and_sourced(row):
    assert all(catalog.row("accelerator", name).name == name for name in accelerators_of(row))
    assert row.texts["collective"] in set(Operation)
    assert row.source
    assert row.evidence == "primary"
    assert row.texts["basis"] in BASES
    assert value(row, "ranks") % value(row, "domains") == 0


@pytest.mark.parametrize("row", ANCHORS, ids=lambda row: row.name)
def test_no_anchor_is_above_a_bound(row):
    """A number above one is a number of other hardware, or of another operation."""
    ranks, domains, rate = value(row, "ranks"), value(row, "domains"), row.cells.get("domain_rate")
    nic = rate.value * domains / ranks if rate is not None else 0.0
    ports = [
        inside_domain(value(catalog.row("accelerator", name), "scale_up_rate"), domains, nic)
        for name in accelerators_of(row)
    ]
    if row.texts["algorithm"] == "NVLS":
        assert highest(row) < nvls(ranks, min(ports)) < reduced_in_network(ranks, min(ports))
    elif row.texts["algorithm"] != "NVLSTree":
        assert highest(row) < min(ports)
    if rate is not None:
        assert highest(row) < between_domains_any(row.texts["collective"], ranks, domains, rate.value)
        if row.texts["algorithm"] == "ring":
            assert highest(row) < between_domains_ring(row.texts["collective"], ranks, domains, rate.value)


@pytest.mark.parametrize("row", ANCHORS, ids=lambda row: row.name)
def test_the_file_holds_what_was_printed(row):
    low, _, high = row.printed["bus_bandwidth"].partition(" .. ")
    assert row.cells["bus_bandwidth"].ends[0] / GB == pytest.approx(float(low), rel=1e-14, abs=0)
    assert highest(row) / GB == pytest.approx(float(high or low), rel=1e-14, abs=0)


def test_eight_h100_reach_370_in_a_ring_and_480_in_the_switch():
    (ring,) = healthy("h100-sxm", 8, 1, "all_reduce", "ring")
    assert ring.cells["bus_bandwidth"].low == pytest.approx(365.6 * GB, rel=1e-14, abs=0)
    by_switch = healthy("h100-sxm", 8, 1, "all_reduce", "NVLS")
    assert [row.texts["basis"] for row in by_switch] == ["measured", "threshold"]
    assert highest(by_switch[0]) == pytest.approx(482.26 * GB, rel=1e-14, abs=0)
    assert {row.texts["algorithm"] for row in healthy("h200-sxm", 8, 1, "all_reduce")} == {"ring", "NVLS"}


def test_nothing_is_said_of_cases_that_nobody_measured():
    assert healthy("h100-sxm", 7, 1, "all_reduce") == ()
    assert healthy("a100-sxm-80gb", 8, 1, "reduce_scatter") == ()
    assert healthy("a100-sxm-80gb", 8, 2, "all_reduce") == ()


def test_every_collected_collective_is_here(facts):
    """Of the collected links those that are all-reduces of known ranks."""
    with (facts / "data" / "net" / "links_validation.csv").open(newline="", encoding="utf-8") as file:
        collected = [line for line in csv.DictReader(file) if line["collective"] == "all_reduce" and line["gpus"]]
    assert len(collected) == 9
    for line in collected:
        low, high = (float(line[f"measured_{end}_GB_per_s"]) for end in ("low", "high"))
        assert any(
            row.cells["bus_bandwidth"].ends[0] / GB <= low + 1e-9
            and high - 1e-9 <= highest(row) / GB
            and value(row, "ranks") == float(line["gpus"])
            for row in ANCHORS
        ), line["id"]
