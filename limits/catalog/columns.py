"""The columns of the catalogue files: what each holds, in which unit, and how that becomes the canonical one.

The files keep the units of their sources. A header names the unit of its column; the factor here turns the number
into the canonical unit, so that reading the catalogue needs no unit library (a test proves each factor against one).
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from limits.catalog.energy_kinds import ENERGY_KINDS
from limits.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

from limits.interval import LEAST, MOST

KWH = 3.6e6  # J
HOUR = 3600.0  # s
BYTE = 8.0  # bit


@frozen
class Column:
    """A numeric column.

    Attributes
    ----------
    header
        Its name in the file, which says the unit.
    field
        Its name in `Row.cells`.
    unit
        The canonical unit of the field.
    factor
        Canonical units per unit of the file.
    source_unit
        The unit of the file, as `limits.units` reads it.
    zero
        Whether zero is a meaningful value.
    least, most
        What the numbers may be in the canonical unit, both included.
    whole
        Whether a part of one means nothing.
    """

    header: str
    field: str
    unit: str
    factor: float
    source_unit: str
    zero: bool = False
    least: float = LEAST
    most: float = MOST
    whole: bool = False

    def admits(self, number: float) -> bool:
        """Tell whether a number in the canonical unit may stand in this column."""
        within = self.least <= number <= self.most or (self.zero and number == 0.0)
        return within and (number.is_integer() or not self.whole)

    @property
    def wanted(self) -> str:
        """Describe what may stand in this column, for an error message."""
        unit = "" if self.source_unit == "1" else f" [{self.source_unit}]"
        low = f">= {self.least:g}" if self.least > LEAST else ">= 0" if self.zero else "> 0"
        high = f" and <= {self.most:g}" if self.most < MOST else ""
        return f"a {'whole' if self.whole else 'finite'} number{unit} {low}{high}, as 'a', 'a .. b' or 'a [b .. c]'"


@frozen
class Table:
    """The columns of one kind of row: numbers, and texts whose field is named like their header.

    `vocabularies` lists, for a text that is one of several words, those words.
    """

    kind: str
    file: str
    numbers: tuple[Column, ...]
    texts: tuple[str, ...]
    vocabularies: Mapping[str, Collection[str]] = dataclasses.field(default_factory=dict)

    @property
    def headers(self) -> tuple[str, ...]:
        """All headers that a file of this kind may have; the first one, the kind itself, holds the name."""
        return (self.kind, *BOOKKEEPING, *(column.header for column in self.numbers), *self.texts)


# Of every table: `aliases`, `unverified_fields` and `secondary_fields` are lists with semicolons, the latter two of
# headers, or `all`.
REQUIRED = ("source", "evidence")
# `secondary_fields` lists what a primary row has from another of its sources, which quotes it.
BOOKKEEPING = (*REQUIRED, "aliases", "confidence", "unverified_fields", "secondary_fields", "notes")


def _plain(header: str, field: str, unit: str = "1", *, least: float = LEAST, most: float = MOST) -> Column:
    return Column(header, field, unit, 1.0, unit, least=least, most=most)


def count(header: str, field: str) -> Column:
    """Return a column of whole numbers from one on."""
    return Column(header, field, "1", 1.0, "1", least=1.0, whole=True)


RUN = Table(
    "run",
    "runs.csv",
    (
        _plain("params_total", "parameters", "parameter", most=1e30),
        _plain("params_active", "active_parameters", "parameter", most=1e30),
        count("layers", "layers"),
        count("width", "width"),
        count("heads", "heads"),
        count("kv_heads", "kv_heads"),
        count("feedforward", "feedforward"),
        count("vocabulary", "vocabulary"),
        _plain("tokens", "tokens", "token"),
        _plain("unique_tokens", "unique_tokens", "token"),
        _plain("context_tokens", "context", "token"),
        _plain("batch_tokens", "batch", "token"),
        _plain("train_flop", "flop", "FLOP"),
        _plain("final_loss_nats_per_token", "loss", "nat/token"),
        count("accelerator_count", "count"),
        Column("accelerator_hours", "accelerator_hours", "s", HOUR, "hour"),
        Column("wall_time_h", "wall_time", "s", HOUR, "hour"),
        _plain("mfu_ratio", "mfu", most=1.0),
        _plain("hfu_ratio", "hfu", most=1.0),
        count("tensor_parallel", "tensor"),
        count("pipeline_parallel", "pipeline"),
        count("data_parallel", "data"),
        count("scaleup_domain", "domain"),
        Column("scaleout_gbit_per_s_per_accelerator", "scale_out_rate", "bit/s", 1e9, "Gbit/s"),
        Column("energy_mwh", "energy", "J", 1e3 * KWH, "MWh"),
        Column("mean_power_w_per_accelerator", "power", "W", 1.0, "W"),
        _plain("pue_ratio", "pue", least=1.0),
        Column("carbon_intensity_gco2e_per_kwh", "carbon_intensity", "kg/J", 1e-3 / KWH, "g/kWh", zero=True),
        Column("emissions_tco2e", "emissions", "kg", 1e3, "tonne", zero=True),
        Column("cost_usd", "cost", "USD", 1.0, "USD"),
    ),
    (
        "shared_names",  # names that people give it too, though they stand for another row
        "developer",
        "year",
        "subject",
        "modality",
        "architecture",
        "objective",  # what is predicted, where it is not the next token
        "flop_kind",
        "flop_method",
        "leaves_out",  # what belongs to the run and is in neither its compute nor its machine
        "precision",
        "accelerator",
        "scale_up",
        "scale_out",
        "utilisation_peak_precision",
        "layout",
        "shard",  # these two are in the words of a run file
        "recompute",
        "energy_kind",
        "energy_scope",
        "power_kind",
        "power_of",  # whose power is stated
        "location",
        "cost_basis",
        "loss_note",
    ),
    {"energy_kind": tuple(ENERGY_KINDS), "power_of": ("board", "node", "limit", "design")},
)

# Peak rates are dense.
ACCELERATOR = Table(
    "accelerator",
    "accelerators.csv",
    (
        Column("process_nm", "process", "m", 1e-9, "nm"),
        Column("fp64_tflop_per_s", "peak_fp64", "FLOP/s", 1e12, "TFLOP/s"),
        Column("fp32_tflop_per_s", "peak_fp32", "FLOP/s", 1e12, "TFLOP/s"),
        Column("tf32_tflop_per_s", "peak_tf32", "FLOP/s", 1e12, "TFLOP/s"),
        Column("bf16_fp16_dense_tflop_per_s", "peak_16bit", "FLOP/s", 1e12, "TFLOP/s"),
        Column("fp8_dense_tflop_per_s", "peak_fp8", "FLOP/s", 1e12, "TFLOP/s"),
        Column("fp4_dense_tflop_per_s", "peak_fp4", "FLOP/s", 1e12, "TFLOP/s"),
        Column("int8_dense_top_per_s", "peak_int8", "FLOP/s", 1e12, "TFLOP/s"),
        Column("measured_matmul_bf16_tflop_per_s", "measured_16bit", "FLOP/s", 1e12, "TFLOP/s"),
        Column("tdp_w", "tdp", "W", 1.0, "W"),
        Column("memory_gb", "memory", "bit", 1e9 * BYTE, "GB"),
        Column("memory_reported_mib", "memory_reported", "bit", 2.0**20 * BYTE, "MiB"),
        Column("memory_bandwidth_tb_per_s", "memory_bandwidth", "bit/s", 1e12 * BYTE, "TB/s"),
        Column("scaleup_gbyte_per_s_per_direction", "scale_up_rate", "bit/s", 1e9 * BYTE, "GB/s"),
        count("scaleup_domain", "domain"),
        Column("die_area_mm2", "die_area", "m^2", 1e-6, "mm^2"),
        count("transistors", "transistors"),
        Column("release_price_usd", "price", "USD", 1.0, "USD"),
        Column("embodied_kgco2e", "embodied_carbon", "kg", 1.0, "kg"),
    ),
    (
        "title",
        "one_is",  # what one of them is, where dies, modules, cores and chips are counted apart
        "shared_names",  # names that people give it too, though they stand for another row
        "vendor",
        "year",
        "foundry",
        "sixteen_bit_unit",
        "scaled_formats",  # formats whose numbers share a scale and which its units multiply as they are
        "memory_type",
        "memory_reported_source",
        "scaleup_link",
        "scale_up",
        "datasheet_url",
        "embodied_boundary",  # what of a machine the carbon of making it counts, and up to which stage of its life
        "embodied_source",
    ),
)

# What belongs to one node is counted in devices that a job sees, one rank each; rates are line rates of one direction.
NODE = Table(
    "node",
    "nodes.csv",
    (
        count("accelerators_per_node", "accelerators"),
        count("devices_per_node", "devices"),
        count("scaleup_domain", "domain"),
        count("nics_per_node", "nics"),
        Column("gbit_per_s_per_nic", "nic_rate", "bit/s", 1e9, "Gbit/s"),
    ),
    ("title", "vendor", "year", "accelerator", "fabric", "gpudirect_rdma"),
    {"gpudirect_rdma": ("yes", "no")},
)

# All rates are of one direction.
LINK = Table(
    "link",
    "links.csv",
    (
        count("lanes_per_direction_per_port", "lanes"),
        Column("symbol_rate_gbaud", "symbol_rate", "Bd", 1e9, "GBd"),
        count("pam_levels", "pam_levels"),
        _plain("bits_per_symbol", "bits_per_symbol", "bit/symbol"),
        Column("raw_gbit_per_s_per_lane", "raw_rate_per_lane", "bit/s", 1e9, "Gbit/s"),
        Column("raw_gbit_per_s_per_direction", "raw_rate", "bit/s", 1e9, "Gbit/s"),
        Column("net_gbit_per_s_per_direction", "rate", "bit/s", 1e9, "Gbit/s"),
        count("ports_per_device", "ports"),
        Column("device_gbyte_per_s_per_direction", "device_rate", "bit/s", 1e9 * BYTE, "GB/s"),
        Column("energy_pj_per_bit", "energy_per_bit", "J/bit", 1e-12, "pJ/bit"),
        _plain("fec_ber", "fec_ber", most=1.0),
    ),
    ("family", "year", "modulation", "code", "fec_source", "reach", "energy_scope"),
)

MEMORY = Table(
    "memory",
    "memories.csv",
    (
        Column("access_energy_pj_per_bit", "energy_per_bit", "J/bit", 1e-12, "pJ/bit"),
        Column("cell_area_um2", "cell_area", "m^2", 1e-12, "um^2"),
        Column("density_gbit_per_mm2", "density", "bit/m^2", 1e15, "Gbit/mm^2"),
        Column("peak_gbit_per_s_per_pin", "rate_per_pin", "bit/s", 1e9, "Gbit/s"),
        count("data_pins_per_stack", "pins"),
        Column("bandwidth_gbyte_per_s_per_stack", "bandwidth", "bit/s", 1e9 * BYTE, "GB/s"),
        Column("max_gbyte_per_stack", "capacity", "bit", 1e9 * BYTE, "GB"),
    ),
    ("year", "energy_split", "energy_scope", "density_basis"),
)

GRID = Table(
    "grid",
    "grids.csv",
    (
        Column("carbon_intensity_gco2e_per_kwh", "carbon_intensity", "kg/J", 1e-3 / KWH, "g/kWh", zero=True),
        _plain("pue_ratio", "pue", least=1.0),
        Column("electricity_price_usd_per_kwh", "electricity_price", "USD/J", 1.0 / KWH, "USD/kWh", zero=True),
    ),
    # `basis`: of whose electricity and which emissions an intensity is; see SOURCES.md
    ("kind", "scope", "basis", "year", "shared_names", "licence"),
)

TABLES = {table.kind: table for table in (RUN, ACCELERATOR, NODE, LINK, MEMORY, GRID)}
KINDS = tuple(TABLES)
"""Kinds of rows, one file of the catalogue each."""
