"""Rows of the catalogue that the transcripts of this folder read, by the name of their file: all made up."""

from __future__ import annotations

import csv
import io

_CHIPS = (
    {
        "accelerator": "zeta-one",
        "aliases": "zeta; z1",
        "source": "Moon Chips data sheet 3",
        "evidence": "primary",
        "unverified_fields": "tdp_w",
        "secondary_fields": "memory_gb",
        "confidence": "high",
        "notes": "a note on it",
        "vendor": "Moon Chips",
        "year": "2023",
        "bf16_fp16_dense_tflop_per_s": "1234.5",
        "fp8_dense_tflop_per_s": "2469",
        "tdp_w": "637",
        "memory_gb": "83",
        "memory_bandwidth_tb_per_s": "3.71",
        "title": "Zeta One",
    },
    {
        "accelerator": "zeta-two",
        "source": "Moon Chips blog",
        "evidence": "recalled",
        "vendor": "Moon Chips",
        "year": "2025",
        "fp8_dense_tflop_per_s": "5311",
        "tdp_w": "913",
        "scaleup_gbyte_per_s_per_direction": "771",
        "title": "Zeta Two",
    },
    {
        "accelerator": "zeta-old",
        "source": "hearsay of a third party",
        "evidence": "third-party-estimate",
        "confidence": "low",
        "bf16_fp16_dense_tflop_per_s": "301.7",
    },
)
_GRIDS = (
    {
        "grid": "zeta-land",
        "source": "Office of Zeta",
        "evidence": "primary",
        "kind": "country",
        "scope": "Zeta",
        "year": "2021",
        "carbon_intensity_gco2e_per_kwh": "317.3",
        "electricity_price_usd_per_kwh": "0.0717",
    },
    {
        "grid": "zeta-works",
        "source": "Moon Chips report",
        "evidence": "secondary",
        "kind": "data centre",
        "scope": "Zeta works",
        "year": "2024",
        "pue_ratio": "1.137",
    },
)
_MODELS = (
    {
        "run": "zeta-run",
        "source": "Moon (2024), a report (arXiv 2403.05530)",
        "evidence": "primary",
        "unverified_fields": "energy_mwh",
        "params_total": "7.1e9",
        "tokens": "1.3e12..1.7e12",
        "train_flop": "6.1e22",
        "accelerator": "h100-sxm",
        "energy_mwh": "713",
        "year": "2024",
        "developer": "Moon Chips",
    },
    {
        "run": "zeta-small",
        "source": "no paper",
        "evidence": "secondary",
        "notes": "seen once",
        "train_flop": "3.7e19 [3e19..5e19]",
    },
)
_WIRES = (
    {
        "link": "zeta-wire",
        "source": "Moon Chips",
        "evidence": "primary",
        "family": "Moon",
        "net_gbit_per_s_per_direction": "317",
        "lanes_per_direction_per_port": "7",
        "symbol_rate_gbaud": "41.3",
        "modulation": "PAM4",
        "energy_pj_per_bit": "3.7..5.3",
    },
)


def texts() -> dict[str, str]:
    """Return all tables by name."""
    tables = {"chips.csv": _CHIPS, "grids.csv": _GRIDS, "models.csv": _MODELS, "wires.csv": _WIRES}
    return {name: _written(rows) for name, rows in tables.items()}


def _written(rows: tuple[dict[str, str], ...]) -> str:
    headers = list(dict.fromkeys(header for row in rows for header in row))
    file = io.StringIO()
    writer = csv.DictWriter(file, headers, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()
