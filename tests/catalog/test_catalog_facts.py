"""The shipped tables against the collected facts that they were made from; what differs does so on purpose."""

import csv

import pytest

import limits
from limits import catalog
from limits.catalog.columns import TABLES

NEW = {
    "run": {
        "unique_tokens", "tensor_parallel", "pipeline_parallel", "data_parallel", "scaleup_domain",
        "scaleout_gbit_per_s_per_accelerator", "layers", "width", "heads", "kv_heads", "feedforward",
        "vocabulary",
    },
    "accelerator": {"scaleup_domain", "memory_reported_mib", "embodied_kgco2e"},
    "link": {"pam_levels", "fec_ber"},
    "memory": set(),
}  # fmt: skip
RENAMED = {"data_pins_per_stack": "bus_bits_per_stack"}
FILLED = {"mi100", "cerebras-wse2", "cerebras-wse3"}  # confirmed since, in a source that the row names
CORRECTED = {
    ("efa-v3-200g", "ports_per_device"): 2.0,  # per accelerator; the facts count a node of eight
    ("efa-v3-200g", "device_gbyte_per_s_per_direction"): 50.0,
    # of the makers, where the collection had another table, or that of a sister
    ("a100-pcie-40gb", "tdp_w"): 250.0,
    ("a100-pcie-40gb", "memory_bandwidth_tb_per_s"): 1.555,
    ("b200", "fp64_tflop_per_s"): 37.0,
    ("b200", "fp32_tflop_per_s"): 75.0,
    ("b300", "tf32_tflop_per_s"): 1125.0,
    ("mi355x", "fp8_dense_tflop_per_s"): 5000.0,
    ("mi355x", "fp4_dense_tflop_per_s"): 10100.0,
    ("tpu-v5p", "fp8_dense_tflop_per_s"): 459.0,
    ("tpu-v6e", "scaleup_gbyte_per_s_per_direction"): 400.0,
    ("trainium3", "memory_gb"): 144.0,
    ("trainium3", "memory_bandwidth_tb_per_s"): 4.9,
    ("trainium3", "scaleup_gbyte_per_s_per_direction"): 1280.0,
    # trainable parameters, tied once: test_catalog_parameters.py counts them
    ("llama-2-7b", "params_total"): 6738415616.0,
    ("llama-2-13b", "params_total"): 13015864320.0,
    ("llama-2-70b", "params_total"): 68976648192.0,
    ("pythia-6.9b", "params_total"): 6857302016.0,
    ("pythia-12b", "params_total"): 11846072320.0,
    ("gpt-2-xl", "params_total"): 1557611200.0,
    ("falcon-40b", "params_total"): 41303293952.0,
    ("t5-11b", "params_total"): 11307321344.0,
    ("gpt-neox-20b", "params_total"): 20554567680.0,
    ("kimi-k2", "params_total"): 1026408209408.0,
    ("olmo-3-32b", "params_total"): 32233522176.0,
    ("olmo-3-32b", "accelerator_hours"): 1.05e6,  # of the pre-training; the facts have 56 days on 1024, the whole
    ("olmo-3-32b", "wall_time_h"): None,
    # sequences of pre-training; the facts have what the models took after a later stage
    ("llama-3.1-8b", "context_tokens"): 8192.0,
    ("llama-3.1-70b", "context_tokens"): 8192.0,
    ("llama-3.1-405b", "context_tokens"): 8192.0,
    ("deepseek-v3", "context_tokens"): 4096.0,
    ("bert-base", "tokens"): 128e9,  # of the recipe that it reproduced, marked unverified
    # rows that state no number are nobody's estimate
    ("gemini-3-pro", "evidence"): "secondary",
    ("claude-3-opus", "evidence"): "secondary",
    ("claude-opus-4", "evidence"): "secondary",
    ("stable-diffusion-1", "evidence"): "secondary",  # its parameters and its compute are Epoch's
}
NO_ENERGY = ("t5-11b", "xlm-r", "palm-540b", "olmoe-1b-7b", "olmo-2-7b")
"""Runs whose published energy the facts leave out: its kind would be said of one that follows from hours and TDP."""
SAME_TEXTS = {
    "run": {
        "developer": "developer", "year": "year", "flop_kind": "flop_kind", "flop_method": "flop_method",
        "accelerator": "accelerator_id", "energy_kind": "energy_kind", "energy_scope": "energy_scope",
        "power_kind": "power_kind", "location": "location", "cost_basis": "cost_basis", "loss_note": "loss_note",
        "layout": "parallelism", "utilisation_peak_precision": "utilisation_peak_precision",
    },
    "accelerator": {"title": "name", "vendor": "vendor", "scaleup_link": "scaleup_link"},
    "link": {"family": "family", "modulation": "modulation", "code": "line_code_fec"},
    "memory": {"energy_scope": "energy_scope"},
}  # fmt: skip


def read(path):
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def number(column, fact):
    if column.header == "transistors":
        return float(fact["transistors_billion"] or 0) * 1e9 or None
    if column.header == "energy_pj_per_bit":
        text = fact["energy_low_pj_per_bit"]
    else:
        text = fact[RENAMED.get(column.header, column.header)]
    return float(text) if text else None


@pytest.mark.parametrize(
    ("kind", "file"),
    [("run", "runs.csv"), ("accelerator", "accelerators.csv"), ("link", "links.csv"), ("memory", "memories.csv")],
)
def test_every_number_is_the_one_that_was_collected(facts, kind, file):
    table = TABLES[kind]
    shared = read(facts / "data" / file)
    assert catalog.names(kind)[: len(shared)] == tuple(fact[f"{kind}_id"].lower() for fact in shared)
    for row, fact in zip(catalog.rows(kind), shared, strict=False):  # rows that came since stand below
        for column in table.numbers:
            if column.header in NEW[kind] or row.name in FILLED:
                continue
            wanted = CORRECTED.get((row.name, column.header), number(column, fact))
            if (row.name, column.field) == ("nvlink-4", "energy_per_bit"):
                wanted = None  # the facts themselves say that this figure belongs to nvlink-c2c
            cell = row.cells.get(column.field)
            got = None if cell is None else (cell.low if column.field == "energy_per_bit" and cell.low else cell.value)
            if wanted is None:
                assert got is None, (row.name, column.header)
            else:
                assert got == pytest.approx(wanted * column.factor, rel=1e-15, abs=0), (row.name, column.header)


@pytest.mark.parametrize("kind", ["run", "accelerator", "link", "memory"])
def test_texts_and_evidence_are_those_that_were_collected(facts, kind):
    for row, fact in zip(catalog.rows(kind), read(facts / "data" / TABLES[kind].file), strict=False):
        for field, column in SAME_TEXTS[kind].items():
            blank = row.name in NO_ENERGY and field in ("energy_kind", "energy_scope", "power_kind")
            assert row.texts.get(field, "") == ("" if blank else fact[column]), (row.name, field)
        if row.name not in FILLED:
            assert row.evidence == CORRECTED.get((row.name, "evidence"), fact["evidence"]), row.name


RENAMED_GRIDS = {
    "us_avg_patterson": "us-average-patterson", "us_avg_llama": "us-average-llama",
    "us_epa_strubell": "us-epa-strubell", "france_bloom": "france-jean-zay",
    "nc_google_gshard": "north-carolina-google-gshard",
}  # fmt: skip


def test_grids_are_those_that_were_collected_but_for_three(facts):
    shared = read(facts / "data" / "grid.csv")
    kept = [fact for fact in shared if fact["grid_id"] not in {"world", "us_commercial", "eu_non_household"}]
    assert len(kept) == 67
    for fact in kept:
        row = catalog.row("grid", RENAMED_GRIDS.get(fact["grid_id"], fact["grid_id"].replace("_", "-")))
        assert row.texts.get("scope", "") == fact["scope"]
        for column in TABLES["grid"].numbers:
            if fact[column.header]:
                assert row.cells[column.field].value == pytest.approx(
                    float(fact[column.header]) * column.factor, rel=1e-15, abs=0
                )


@pytest.mark.parametrize(
    ("name", "layers", "width", "heads"),
    [
        ("palm-540b", 118, 18432, 48),  # Chowdhery 2022, Table 1
        ("gopher-280b", 80, 16384, 128),  # Hoffmann 2022, Table 4
        ("chinchilla-70b", 80, 8192, 64),  # the same
        ("lamda-137b", 64, 8192, 128),  # Thoppilan 2022
        ("glam-1.2t", 64, 8192, 128),  # Du 2021
        ("glm-130b", 70, 12288, 96),  # configuration of its makers
        ("mpt-7b", 32, 4096, 32),  # configuration of its makers
        ("bloomberggpt-50b", 70, 7680, 40),  # Wu 2023, Table 4
        ("olmoe-1b-7b", 16, 2048, 16),  # configuration of its makers
        ("mt-nlg-530b", 105, 20480, 128),  # Smith 2022
    ],
)
def test_layers_width_and_heads_of_published_models(name, layers, width, heads):
    cells = catalog.row("run", name).cells
    assert [cells[field].value for field in ("layers", "width", "heads")] == [layers, width, heads]


@pytest.mark.parametrize(
    ("name", "mib"),
    [
        ("v100-sxm2-16gb", 16160), ("v100-sxm2-32gb", 32510), ("a100-sxm-40gb", 40960), ("a100-sxm-80gb", 81920),
        ("h200-sxm", 143771), ("b200", 183359), ("gb200", 189471), ("b300", 275040), ("gb300", 284208),
        ("l40s", 46068), ("a40", 46068), ("rtx-4090", 24564), ("rtx-6000", 24576), ("h100-sxm", 81559),
    ],
)  # fmt: skip
def test_capacities_that_drivers_report(name, mib):
    row = catalog.row("accelerator", name)
    assert row.cells["memory_reported"].value == mib * 2**20 * 8
    assert "nvidia-smi" in row.texts["memory_reported_source"]


def test_the_layout_of_llama_3_1_405b_in_the_words_of_a_run():
    """Llama Team 2024, section 3.3.2: states divided, weights not gathered anew, nothing computed again at 8,192."""
    texts = catalog.row("run", "llama-3.1-405b").texts
    assert (texts["shard"], texts["recompute"]) == ("zero-2", "none")
    run = limits.assess("llama-3.1-405b").run
    assert (run.texts["shard"], run.texts["recompute"]) == ("zero-2", "none")
