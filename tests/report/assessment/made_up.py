"""Runs that nobody trained and that walk, together, through the branches of every part of a report."""

from __future__ import annotations

from limits.runs import TrainingRun

_MIXTRAL = {
    "model_type": "mixtral", "hidden_size": 4096, "intermediate_size": 14336, "num_hidden_layers": 32,
    "num_attention_heads": 32, "num_key_value_heads": 8, "vocab_size": 32000, "num_local_experts": 8,
    "num_experts_per_tok": 2, "tie_word_embeddings": False,
}  # fmt: skip
_LAYOUT = {
    "layers": 96, "width": 12288, "heads": 96, "vocabulary": 50257, "tied": "yes", "context": "2048 token",
    "batch": "3.2e6 token", "tensor": 8, "pipeline": 8, "data": 17, "count": 1088, "accelerator": "a100-sxm-80gb",
    "state": "18 byte/parameter",
}  # fmt: skip
_DENSE = {"parameters": "174.6e9 parameter", "tokens": "300e9 token"}

RUNS = {
    run.name: run
    for run in (
        TrainingRun(
            "all-stated", parameters="70e9 parameter", active_parameters="13e9 parameter", tokens="1.9e12 token",
            unique_tokens="0.7e12 token", count=777, accelerator="h100-sxm", wall_time="61 day", flop="1.6e23 FLOP",
            long_context_flop="1.1e22 FLOP", post_training_flop="3e21 FLOP", energy="1.3 GWh", energy_kind="metered",
            energy_scope="nodes", pue="1.13", grid="germany", electricity_price="0.17 .. 0.21 EUR/kWh",
            accelerator_price="2.3 EUR/hour", network_power="116 W", storage_power="20 W", development="0.37",
            embodied_carbon="143 kg", lifetime="5 year", utilised_share="0.83", water_usage="0.31 L/kWh",
            electricity_water="1.29 L/kWh", emissions="431 tonne", cost="0.5e6 EUR", goodput="0.87", mfu="0.41",
            scale_out="ib-ndr-4x", diameter="131 m", tensor=7, pipeline=3, batch="2.1e6 token", layers=77,
            mass="13 tonne", radius="17 m", bath_temperature="35 degC",
        ),
        TrainingRun(
            "derived", flop="2.9e23 FLOP", accelerator="a100-sxm-80gb", accelerator_hours="250e3 hour", grid="france",
            power="330 .. 370 W", pue="1.1 .. 1.3", electricity_price="0.08 USD/kWh", energy="117 MWh",
            accelerator_price="1.1 .. 1.4 USD/hour", electricity_water="1.9 L/kWh", hfu="0.29",
        ),
        TrainingRun(
            "beyond", parameters="3e9 parameter", tokens="90e9 token", energy="1 kJ", accelerator="h100-sxm", count=64,
            wall_time="7 s", diameter="150 m", batch="1e6 token", scale_out="ib-ndr-4x", tensor=2, pipeline=3, data=11,
        ),
        TrainingRun(
            "does-not-fit", **_DENSE, **_LAYOUT, shard="none", recompute="none", sequence="no", scores="stored"
        ),
        TrainingRun("may-fit", **_DENSE, **_LAYOUT, overhead="0.9 .. 1.3", recompute="selective"),
        TrainingRun("fits", **_DENSE, **_LAYOUT, shard="zero-1", recompute="full", sequence="yes", mfu="0.31 .. 0.39"),
        TrainingRun(
            "mixture", config=_MIXTRAL, context="4096 token", tokens="1e12 token", recompute="full", count=512,
            accelerator="h100-sxm", mfu="0.37", tensor=2, pipeline=4, expert_ranks=4, batch="4e6 token",
        ),
        TrainingRun(
            "hardware-count", config=_MIXTRAL, context="4096 token", tokens="1e12 token", recompute="full",
            flop="1.06e23 FLOP",
        ),
        TrainingRun(
            "uncertain", parameters="7e9 .. 8e9", tokens="1.1e12 .. 1.3e12 token", accelerator="a100-sxm-80gb",
            mfu="0.3 .. 0.5", count=250, node_power="0.43 .. 0.55 kW",
        ),
        TrainingRun("small", parameters="1.3e6 parameter", tokens="21e6 token"),
        TrainingRun(
            "image", flop="3e20 FLOP", modality="image", accelerator="tpu-v4", count=17, parameters="1.1e9 parameter"
        ),
    )
}  # fmt: skip
"""Each run by its name."""
