"""What a run may state: one table of numbers and one of texts.

The two tables are the only list of a run's fields. The run file and its schema, the keyword arguments of
`TrainingRun`, the columns of a `Batch` and the documentation are all read from them.
"""

from __future__ import annotations

from dataclasses import dataclass

from limits.catalog.energy_kinds import ENERGY_KINDS
from limits.errors import UnknownNameError
from limits.interval import LEAST, MOST

INFINITY = float("inf")
LONGEST_NAME, LONGEST_TEXT = 200, 1_000  # characters of what a run is called, and of its texts


@dataclass(frozen=True, slots=True)
class Number:
    """A number that a run may state: where it stands in a run file, its canonical unit and its domain.

    `least` is exclusive unless `closed`; `most` is inclusive; `whole` admits no part of one.
    """

    name: str
    path: str
    unit: str
    doc: str
    eg: str
    least: float = 0.0
    most: float = INFINITY
    closed: bool = False
    whole: bool = False

    def admits(self, value: float) -> bool:
        """Tell whether `value`, in the canonical unit, lies in the domain and within the reach of every number."""
        above = value >= self.least if self.closed else value > self.least
        return above and value <= min(self.most, MOST) and (value == 0.0 or value >= LEAST)

    @property
    def level(self) -> bool:
        """Whether it is a ratio of powers, as usual in decibels."""
        return self.unit == "1" and self.eg.endswith(" dB")

    @property
    def wanted(self) -> str:
        """Describe what may stand here, for an error message."""
        bounds = f"{'>=' if self.closed else '>'} {self.least:g}"
        if self.most < INFINITY:
            bounds += f" and <= {self.most:g}"
        unit = "" if self.unit == "1" else f" [{self.unit}]"
        return f"{self.doc}{unit} {bounds}" + (", a whole number" if self.whole else "")


def _count(path: str, doc: str, eg: str) -> Number:
    """Make a row that counts something: a whole number from one on."""
    return Number(path.rpartition(".")[2], path, "1", doc, eg, least=1, closed=True, whole=True)


@dataclass(frozen=True, slots=True)
class Text:
    """A text that a run may state; `kind` names the catalogue table in which it must be found, if any."""

    name: str
    path: str
    doc: str
    eg: str
    choices: tuple[str, ...] = ()
    kind: str = ""


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
OBJECTIVES = ("next-token cross entropy",)  # those of the scaling laws; every other one is on its own
ARCHITECTURES = ("dense", "moe")

NUMBERS: tuple[Number, ...] = (
    Number(
        "parameters", "model.parameters", "parameter", "all trainable parameters, tied ones once", "405e9 parameter"
    ),
    Number(
        "active_parameters",
        "model.active_parameters",
        "parameter",
        "parameters active per token",
        "37e9 parameter",
    ),
    Number("layers", "model.layers", "1", "transformer layers", "126", least=1, closed=True, whole=True),
    Number("width", "model.width", "1", "width of the residual stream", "16384", least=1, closed=True, whole=True),
    Number("heads", "model.heads", "1", "attention heads of a layer", "128", least=1, closed=True, whole=True),
    _count("model.kv_heads", "key-value heads of a layer", "8"),
    _count("model.feedforward", "width of the feed-forward part", "53248"),
    _count("model.experts", "routed experts of a layer", "128"),
    _count("model.experts_per_token", "routed experts of a layer that each token passes through", "8"),
    _count("model.vocabulary", "entries of the vocabulary", "128256"),
    Number(
        "matmul_parameters",
        "model.matmul_parameters",
        "parameter",
        "weights of the matrices that a token is multiplied by",
        "403.7e9 parameter",
    ),
    Number(
        "attention_width",
        "model.attention_width",
        "1",
        "sum over layers of attention heads x (size of a key + size of a value)",
        "4128768",
    ),
    Number("context", "model.context", "token", "tokens per sequence", "8192 token"),
    Number("loss", "model.loss", "nat/token", "final training or validation loss, as published", "1.8 nat/token"),
    Number("tokens", "corpus.tokens", "token", "tokens seen in training, repeats counted", "15.6e12 token"),
    Number("unique_tokens", "corpus.unique_tokens", "token", "distinct tokens of the corpus", "15e12 token"),
    Number("flop", "compute.flop", "FLOP", "training compute", "3.8e25 FLOP"),
    Number("count", "cluster.count", "1", "accelerators", "16384", least=1, closed=True, whole=True),
    Number("mfu", "cluster.mfu", "1", "model FLOP utilisation", "0.38 .. 0.43", most=1),
    Number("hfu", "cluster.hfu", "1", "hardware FLOP utilisation", "0.5", most=1),
    Number("wall_time", "cluster.wall_time", "s", "wall time of the training", "54 day"),
    Number(
        "accelerator_hours",
        "cluster.accelerator_hours",
        "s",
        "accelerator-hours of the training",
        "30.84e6 hour",
    ),
    Number(
        "peak",
        "cluster.peak",
        "FLOP/s",
        "dense peak of one accelerator at the run's precision",
        "989.4 TFLOP/s",
    ),
    Number("tdp", "cluster.tdp", "W", "design power of one accelerator", "700 W"),
    Number("power", "cluster.power", "W", "mean power of one accelerator, as measured or assumed", "600 W"),
    Number("memory", "cluster.memory", "bit", "memory of one accelerator", "80 GB"),
    _count("network.domain", "accelerators in one scale-up domain", "8"),
    Number(
        "scale_up_rate",
        "network.scale_up_rate",
        "bit/s",
        "scale-up rate, each way, per accelerator",
        "450 GB/s",
    ),
    Number(
        "scale_out_rate",
        "network.scale_out_rate",
        "bit/s",
        "scale-out rate, each way, per accelerator",
        "400 Gbit/s",
    ),
    _count("network.lanes", "scale-out lanes, each way, per accelerator", "4"),
    Number("symbol_rate", "network.symbol_rate", "Bd", "symbol rate of one lane", "53.125 GBd"),
    Number("bandwidth", "network.bandwidth", "Hz", "bandwidth of the channel of one lane, one-sided", "40 GHz"),
    Number("lane_power", "network.lane_power", "W", "most signal power in one lane, before any loss", "3.6 mW"),
    Number("snr", "network.snr", "1", "signal-to-noise ratio of one lane", "20 dB"),
    Number(
        "fec_snr",
        "network.fec_snr",
        "1",
        "least signal-to-noise ratio at which the error correction of a lane still works",
        "17.7 dB",
    ),
    Number("diameter", "network.diameter", "m", "one-way length of the longest path", "150 m"),
    Number("group_index", "network.group_index", "1", "group index of the medium", "1.468", least=1, closed=True),
    Number("hop_latency", "network.hop_latency", "s", "latency of one message between neighbours", "2.7 us"),
    Number("tensor", "parallelism.tensor", "1", "tensor-parallel ranks", "8", least=1, closed=True, whole=True),
    Number("pipeline", "parallelism.pipeline", "1", "pipeline stages", "16", least=1, closed=True, whole=True),
    Number("data", "parallelism.data", "1", "data-parallel ranks", "128", least=1, closed=True, whole=True),
    Number("batch", "parallelism.batch", "token", "tokens per optimiser step", "16e6 token"),
    Number(
        "micro_batch",
        "parallelism.micro_batch",
        "token",
        "tokens that one data-parallel rank works on at once: sequences x tokens per sequence",
        "8192 token",
    ),
    _count("parallelism.context_ranks", "context-parallel ranks, which are counted among those of data", "2"),
    _count("parallelism.expert_ranks", "expert-parallel ranks", "8"),
    _count("parallelism.expert_tensor_ranks", "tensor-parallel ranks of each expert", "1"),
    _count("parallelism.virtual", "parts into which each pipeline stage is cut, interleaved", "7"),
    Number("pue", "facility.pue", "1", "power usage effectiveness", "1.08 .. 1.15", least=1, closed=True),
    Number("energy", "facility.energy", "J", "energy of the training", "21.6 GWh"),
    Number(
        "carbon_intensity",
        "facility.carbon_intensity",
        "kg/J",
        "carbon dioxide per energy",
        "0.37 kg/kWh",
        closed=True,
    ),
    Number("electricity_price", "facility.electricity_price", "USD/J", "price of energy", "0.06 .. 0.09 USD/kWh"),
    Number(
        "emissions",
        "facility.emissions",
        "kg",
        "carbon dioxide of the training, as published",
        "8930 tonne",
        closed=True,
    ),
    Number("cost", "facility.cost", "USD", "cost of the training, as published", "52.9e6 USD"),
    Number("mass", "machine.mass", "kg", "mass of the machine", "300 tonne"),
    Number("radius", "machine.radius", "m", "radius of the smallest sphere around the machine", "75 m"),
    Number("mass_per_accelerator", "machine.mass_per_accelerator", "kg", "mass per accelerator", "16 kg"),
    Number("volume_per_accelerator", "machine.volume_per_accelerator", "m^3", "room per accelerator", "0.02 m^3"),
    Number(
        "bath_temperature",
        "assumptions.bath_temperature",
        "K",
        "temperature of the heat bath (the coolant)",
        "30 degC",
    ),
    Number(
        "erased",
        "assumptions.erased",
        "bit/FLOP",
        "bits erased per FLOP, instead of a named convention",
        "16 bit/FLOP",
        closed=True,
    ),
    Number("state", "assumptions.state", "bit/parameter", "training state per parameter", "16 byte/parameter"),
    Number(
        "gradient",
        "assumptions.gradient",
        "bit/parameter",
        "gradient bits exchanged per parameter",
        "2 byte/parameter",
    ),
    Number(
        "state_weights",
        "assumptions.state_weights",
        "bit/parameter",
        "of the training state, the weights that layers compute with",
        "2 byte/parameter",
    ),
    Number(
        "state_gradients",
        "assumptions.state_gradients",
        "bit/parameter",
        "of the training state, the gradients in all copies",
        "4 byte/parameter",
    ),
    Number(
        "logits",
        "assumptions.logits",
        "bit/token",
        "logits that the loss holds for each token and entry of the vocabulary, all copies together",
        "4 byte/token",
    ),
    Number(
        "overhead",
        "assumptions.overhead",
        "1",
        "memory in use over what is counted: buffers, fragments, workspace",
        "1.0 .. 1.2",
    ),
    Number(
        "epochs",
        "assumptions.epochs",
        "1",
        "passes over the unique tokens that are as good as fresh ones",
        "4",
    ),
    Number(
        "cmos_efficiency",
        "assumptions.cmos_efficiency",
        "FLOP/J",
        "efficiency of ideal CMOS",
        "4.7e15 FLOP/J",
    ),
)

TEXTS: tuple[Text, ...] = (
    Text("config", "model.config", "config.json of the model, in the folder of the run file", "config.json"),
    Text("modality", "model.modality", "what the model was trained on", "text", MODALITIES),
    Text("objective", "model.objective", "what the training minimised", OBJECTIVES[0]),
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

ROWS: tuple[Number | Text, ...] = (*NUMBERS, *TEXTS)

_NUMBERS = {number.name: number for number in NUMBERS}
_TEXTS = {text.name: text for text in TEXTS}


def number(name: str) -> Number:
    """Return the row of the table of numbers that `name` names."""
    if name not in _NUMBERS:
        raise UnknownNameError("field of a run", name, [*_NUMBERS, *_TEXTS])
    return _NUMBERS[name]


def is_text(name: str) -> bool:
    """Tell whether `name` names one of the texts of a run."""
    return name in _TEXTS


def text(name: str) -> Text:
    """Return the row of the table of texts that `name` names."""
    if name not in _TEXTS:
        raise UnknownNameError("field of a run", name, [*_NUMBERS, *_TEXTS])
    return _TEXTS[name]


def path_of(name: str) -> str:
    """Return where a number or a text stands in a run file.

    Examples
    --------
    >>> path_of("mfu"), path_of("grid")
    ('cluster.mfu', 'facility.grid')
    """
    return _TEXTS[name].path if name in _TEXTS else number(name).path
