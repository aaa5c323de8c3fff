"""Every column of every table of facts, written out a second time: header, field, unit of the file, what it admits."""

import pytest

from limits.catalog.columns import BOOKKEEPING, KINDS, REQUIRED, TABLES, Column
from limits.catalog.energy_kinds import MEASURED_KINDS
from limits.catalog.measured_collectives import ANCHOR, BASES
from limits.catalog.measured_power import BOUNDARIES, MEASUREMENT, TRACE

WORTH = {  # unit of a file: the canonical one, and how many of it, by the definitions of SI, IEC 80000-13 and the byte
    "1": ("1", 1.0), "parameter": ("parameter", 1.0), "token": ("token", 1.0), "FLOP": ("FLOP", 1.0),
    "nat/token": ("nat/token", 1.0), "bit/symbol": ("bit/symbol", 1.0), "USD": ("USD", 1.0), "W": ("W", 1.0),
    "kg": ("kg", 1.0), "tonne": ("kg", 1000.0), "hour": ("s", 3600.0), "kWh": ("J", 3600000.0),
    "MWh": ("J", 3600000000.0), "B": ("bit", 8.0), "GB": ("bit", 8000000000.0), "MiB": ("bit", 8388608.0),
    "Gbit/s": ("bit/s", 1000000000.0), "GB/s": ("bit/s", 8000000000.0), "TB/s": ("bit/s", 8000000000000.0),
    "GBd": ("Bd", 1000000000.0), "TFLOP/s": ("FLOP/s", 1000000000000.0), "nm": ("m", 1e-09), "mm^2": ("m^2", 1e-06),
    "um^2": ("m^2", 1e-12), "Gbit/mm^2": ("bit/m^2", 1000000000000000.0), "pJ/bit": ("J/bit", 1e-12),
    "g/kWh": ("kg/J", 2.7777777777777777e-10), "USD/kWh": ("USD/J", 2.7777777777777776e-07),
}  # fmt: skip
ADMITS = {  # zero, least, most, whole
    ">0": (False, 1e-60, 1e60, False),
    ">=0": (True, 1e-60, 1e60, False),
    ">=1": (False, 1.0, 1e60, False),
    "<=1": (False, 1e-60, 1.0, False),
    "<=1e30": (False, 1e-60, 1e30, False),
    "count": (False, 1.0, 1e60, True),
}
ENERGY_KINDS = (
    "metered measured_power_x_time sampled_node_extrapolated sampled_other_hardware computed_from_tdp "
    "hours_x_tdp_product computed_from_assumed_power published_kind_unstated published_estimate third_party_estimate "
    "disputed"
)
WRITTEN = {  # kind: file, numbers, texts, texts that are one of several words
    "run": (
        "runs.csv",
        """
        params_total parameters parameter <=1e30
        params_active active_parameters parameter <=1e30
        layers layers 1 count
        width width 1 count
        heads heads 1 count
        kv_heads kv_heads 1 count
        feedforward feedforward 1 count
        vocabulary vocabulary 1 count
        tokens tokens token >0
        unique_tokens unique_tokens token >0
        context_tokens context token >0
        batch_tokens batch token >0
        train_flop flop FLOP >0
        final_loss_nats_per_token loss nat/token >0
        accelerator_count count 1 count
        accelerator_hours accelerator_hours hour >0
        wall_time_h wall_time hour >0
        mfu_ratio mfu 1 <=1
        hfu_ratio hfu 1 <=1
        tensor_parallel tensor 1 count
        pipeline_parallel pipeline 1 count
        data_parallel data 1 count
        scaleup_domain domain 1 count
        scaleout_gbit_per_s_per_accelerator scale_out_rate Gbit/s >0
        energy_mwh energy MWh >0
        mean_power_w_per_accelerator power W >0
        pue_ratio pue 1 >=1
        carbon_intensity_gco2e_per_kwh carbon_intensity g/kWh >=0
        emissions_tco2e emissions tonne >=0
        cost_usd cost USD >0
        """,
        (
            "shared_names developer year subject modality architecture objective flop_kind flop_method leaves_out "
            "precision accelerator scale_up scale_out utilisation_peak_precision layout shard recompute energy_kind "
            "energy_scope power_kind power_of location cost_basis loss_note"
        ),
        {"energy_kind": ENERGY_KINDS, "power_of": "board node limit design"},
    ),
    "accelerator": (
        "accelerators.csv",
        """
        process_nm process nm >0
        fp64_tflop_per_s peak_fp64 TFLOP/s >0
        fp32_tflop_per_s peak_fp32 TFLOP/s >0
        tf32_tflop_per_s peak_tf32 TFLOP/s >0
        bf16_fp16_dense_tflop_per_s peak_16bit TFLOP/s >0
        fp8_dense_tflop_per_s peak_fp8 TFLOP/s >0
        fp4_dense_tflop_per_s peak_fp4 TFLOP/s >0
        int8_dense_top_per_s peak_int8 TFLOP/s >0
        measured_matmul_bf16_tflop_per_s measured_16bit TFLOP/s >0
        tdp_w tdp W >0
        memory_gb memory GB >0
        memory_reported_mib memory_reported MiB >0
        memory_bandwidth_tb_per_s memory_bandwidth TB/s >0
        scaleup_gbyte_per_s_per_direction scale_up_rate GB/s >0
        scaleup_domain domain 1 count
        die_area_mm2 die_area mm^2 >0
        transistors transistors 1 count
        release_price_usd price USD >0
        embodied_kgco2e embodied_carbon kg >0
        """,
        (
            "title one_is shared_names vendor year foundry sixteen_bit_unit scaled_formats memory_type "
            "memory_reported_source scaleup_link scale_up datasheet_url embodied_boundary embodied_source"
        ),
        {},
    ),
    "node": (
        "nodes.csv",
        """
        accelerators_per_node accelerators 1 count
        devices_per_node devices 1 count
        scaleup_domain domain 1 count
        nics_per_node nics 1 count
        gbit_per_s_per_nic nic_rate Gbit/s >0
        """,
        "title vendor year accelerator fabric gpudirect_rdma",
        {"gpudirect_rdma": "yes no"},
    ),
    "link": (
        "links.csv",
        """
        lanes_per_direction_per_port lanes 1 count
        symbol_rate_gbaud symbol_rate GBd >0
        pam_levels pam_levels 1 count
        bits_per_symbol bits_per_symbol bit/symbol >0
        raw_gbit_per_s_per_lane raw_rate_per_lane Gbit/s >0
        raw_gbit_per_s_per_direction raw_rate Gbit/s >0
        net_gbit_per_s_per_direction rate Gbit/s >0
        ports_per_device ports 1 count
        device_gbyte_per_s_per_direction device_rate GB/s >0
        energy_pj_per_bit energy_per_bit pJ/bit >0
        fec_ber fec_ber 1 <=1
        """,
        "family year modulation code fec_source reach energy_scope",
        {},
    ),
    "memory": (
        "memories.csv",
        """
        access_energy_pj_per_bit energy_per_bit pJ/bit >0
        cell_area_um2 cell_area um^2 >0
        density_gbit_per_mm2 density Gbit/mm^2 >0
        peak_gbit_per_s_per_pin rate_per_pin Gbit/s >0
        data_pins_per_stack pins 1 count
        bandwidth_gbyte_per_s_per_stack bandwidth GB/s >0
        max_gbyte_per_stack capacity GB >0
        """,
        "year energy_split energy_scope density_basis",
        {},
    ),
    "grid": (
        "grids.csv",
        """
        carbon_intensity_gco2e_per_kwh carbon_intensity g/kWh >=0
        pue_ratio pue 1 >=1
        electricity_price_usd_per_kwh electricity_price USD/kWh >=0
        """,
        "kind scope basis year shared_names licence",
        {},
    ),
    "anchor": (
        "measured_collectives.csv",
        """
        ranks ranks 1 count
        domains domains 1 count
        gbit_per_s_per_domain domain_rate Gbit/s >0
        busbw_gbyte_per_s bus_bandwidth GB/s >0
        size_bytes size B >0
        """,
        "accelerators collective algorithm basis",
        {"algorithm": "ring tree NVLS NVLSTree unknown", "basis": "measured threshold"},
    ),
    "measurement": (
        "measured_power.csv",
        """
        accelerator_count count 1 count
        node_count nodes 1 count
        accelerator_hours accelerator_hours hour >0
        flop flop FLOP >0
        tdp_w tdp W >0
        power_limit_w power_limit W >0
        assumed_power_w assumed_power W >0
        pue_ratio pue 1 >=1
        energy_kwh energy kWh >0
        peak_to_mean_ratio peak_to_mean 1 >=1
        repeats repeats 1 count
        """,
        "family accelerator energy_kind boundary run workload cooling precision",
        {"energy_kind": ENERGY_KINDS, "boundary": "board gpu node-dc node-ac system none"},
    ),
    "trace": (
        "board_power.csv",
        """
        tdp_w tdp W >0
        power_limit_w power_limit W >0
        mean_power_w power W >0
        settings settings 1 count
        """,
        "family workload",
        {},
    ),
}
EVERY = {**TABLES, "anchor": ANCHOR, "measurement": MEASUREMENT, "trace": TRACE}


@pytest.mark.parametrize("kind", WRITTEN)
def test_a_table_has_these_columns_in_these_units(kind):
    file, numbers, texts, vocabularies = WRITTEN[kind]
    table = EVERY[kind]
    assert (table.kind, table.file, table.texts) == (kind, file, tuple(texts.split()))
    assert {word: tuple(words) for word, words in table.vocabularies.items()} == {
        word: tuple(words.split()) for word, words in vocabularies.items()
    }
    rows = [line.split() for line in numbers.strip().splitlines()]
    assert len(table.numbers) == len(rows)
    for column, (header, field, source_unit, admits) in zip(table.numbers, rows, strict=True):
        unit, factor = WORTH[source_unit]
        assert column == Column(header, field, unit, factor, source_unit, *ADMITS[admits]), header


def test_every_table_has_these_columns_besides():
    assert tuple(WRITTEN)[:6] == KINDS == tuple(TABLES)
    assert tuple(EVERY) == tuple(WRITTEN)
    assert REQUIRED == ("source", "evidence")
    assert (
        *("source", "evidence", "aliases", "confidence", "unverified_fields", "secondary_fields", "notes"),
    ) == BOOKKEEPING
    assert TRACE.headers == (
        *("trace", *BOOKKEEPING, "tdp_w", "power_limit_w", "mean_power_w", "settings", "family", "workload"),
    )


def test_a_column_that_says_nothing_else_holds_any_part_of_a_number_above_zero():
    assert Column("a", "b", "W", 1.0, "kW") == Column("a", "b", "W", 1.0, "kW", *ADMITS[">0"])


@pytest.mark.parametrize(
    ("admits", "unit", "wanted"),
    [
        (">0", "hour", "a finite number [hour] > 0"),
        (">0", "1", "a finite number > 0"),
        (">=0", "g/kWh", "a finite number [g/kWh] >= 0"),
        (">=1", "1", "a finite number >= 1"),
        ("<=1", "1", "a finite number > 0 and <= 1"),
        ("<=1e30", "parameter", "a finite number [parameter] > 0 and <= 1e+30"),
        ("count", "1", "a whole number >= 1"),
    ],
)
def test_what_is_wanted_says_what_is_admitted(admits, unit, wanted):
    column = Column("header", "field", unit, 1.0, unit, *ADMITS[admits])
    assert column.wanted == f"{wanted}, as 'a', 'a .. b' or 'a [b .. c]'"


NUMBERS = (-1.0, 0.0, 0.9e-60, 1e-60, 0.5, 1.0, 1.5, 2.0, 1e30, 1.1e30, 1e60, 1.1e60)


@pytest.mark.parametrize(
    ("admits", "admitted"),
    [
        (">0", (1e-60, 0.5, 1.0, 1.5, 2.0, 1e30, 1.1e30, 1e60)),
        (">=0", (0.0, 1e-60, 0.5, 1.0, 1.5, 2.0, 1e30, 1.1e30, 1e60)),
        (">=1", (1.0, 1.5, 2.0, 1e30, 1.1e30, 1e60)),
        ("<=1", (1e-60, 0.5, 1.0)),
        ("<=1e30", (1e-60, 0.5, 1.0, 1.5, 2.0, 1e30)),
        ("count", (1.0, 2.0, 1e30, 1.1e30, 1e60)),
    ],
)
def test_both_ends_are_admitted_and_nothing_beyond_them(admits, admitted):
    column = Column("header", "field", "1", 1.0, "1", *ADMITS[admits])
    assert tuple(filter(column.admits, NUMBERS)) == admitted


def test_words_of_what_was_measured_are_told_apart():
    assert tuple(BOUNDARIES) == ("board", "gpu", "node-dc", "node-ac", "system", "none")
    assert tuple(BASES) == ("measured", "threshold")
    assert MEASURED_KINDS == ("metered", "measured_power_x_time")
