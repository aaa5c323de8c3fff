"""The texts that a run may state."""

from __future__ import annotations

from limits.catalog.energy_kinds import ENERGY_KINDS
from limits.runs.fields.field import Text

MODALITIES = (
    "text",
    "image",
    "video",
    "audio",
    "multimodal",
    "translation",
    "games",
    "biology",
    "search",
    "other",
)
NEXT_TOKEN = "next-token cross entropy"
OBJECTIVES = (NEXT_TOKEN,)  # those of the scaling laws; every other one is on its own
ARCHITECTURES = ("dense", "moe")

TEXTS: tuple[Text, ...] = (
    Text("config", "model.config", "config.json of the model, in the folder of the run file", "config.json"),
    Text("modality", "model.modality", "what the model was trained on", "text", MODALITIES),
    Text("objective", "model.objective", "what the training minimised", NEXT_TOKEN),
    Text("architecture", "model.architecture", "dense, or a mixture of experts", "dense", ARCHITECTURES),
    Text(
        "attention",
        "model.attention",
        "what a token attends to: the tokens before it, or all of its sequence",
        "causal",
        ("causal", "full"),
    ),
    Text("precision", "compute.precision", "number format of the operands", "bf16"),
    Text("accelerator", "cluster.accelerator", "accelerator", "h100-sxm", kind="accelerator"),
    Text("scale_up", "network.scale_up", "link inside a scale-up domain", "nvlink-4", kind="link"),
    Text("scale_out", "network.scale_out", "link between scale-up domains", "ib-ndr-4x", kind="link"),
    Text("grid", "facility.grid", "electricity grid", "us-average", kind="grid"),
    Text("energy_kind", "facility.energy_kind", "how the stated energy came about", "metered", tuple(ENERGY_KINDS)),
    Text("energy_scope", "facility.energy_scope", "what the stated energy covers", "GPUs only, no PUE"),
    Text(
        "reduction",
        "network.reduction",
        "who adds up gradients: the ranks, sending each value to one other, or the network on the way",
        "ranks",
        ("ranks", "network"),
    ),
    Text(
        "exchange",
        "parallelism.exchange",
        "whether every optimiser step waits for the gradients of all ranks",
        "every step",
        ("every step", "less often"),
    ),
    Text(
        "shard",
        "parallelism.shard",
        "what the data-parallel ranks divide among them: nothing, the optimiser state (ZeRO 1, a distributed "
        "optimiser), gradients too (2), weights too (3, FSDP)",
        "zero-1",
        ("none", "zero-1", "zero-2", "zero-3"),
    ),
    Text(
        "recompute",
        "parallelism.recompute",
        "what the backward pass computes again: nothing, attention scores, every second matrix product, all of a layer",
        "selective",
        ("none", "selective", "every second product", "full"),
    ),
    Text(
        "sequence",
        "parallelism.sequence",
        "whether tensor-parallel ranks divide the sequence between their blocks (sequence parallelism)",
        "yes",
        ("no", "yes"),
    ),
    Text(
        "scores",
        "parallelism.scores",
        "whether attention scores are stored, or attention is fused (FlashAttention)",
        "fused",
        ("fused", "stored"),
    ),
    Text("dropout", "model.dropout", "whether layers drop values at random and store which", "no", ("no", "yes")),
    Text("tied", "model.tied", "whether input and output embedding are the same parameters", "no", ("no", "yes")),
    Text(
        "offload",
        "assumptions.offload",
        "where training state is held outside the accelerators",
        "none",
        ("none", "host memory", "storage"),
    ),
    Text(
        "offloaded",
        "assumptions.offloaded",
        "what is held outside the accelerators, where anything is: optimiser state with gradients, or weights too",
        "optimiser",
        ("optimiser", "optimiser and weights"),
    ),
    Text("erasure", "assumptions.erasure", "what a FLOP erases", "operands_inplace"),
)
