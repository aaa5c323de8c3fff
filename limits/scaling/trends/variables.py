"""What trends are about: names, symbols and units of the quantities that published fits connect."""

from __future__ import annotations

from types import MappingProxyType

from limits.laws.domain import FROM_ONE, NON_NEGATIVE, POSITIVE, PROBABILITY
from limits.laws.input import Input

__all__ = ["VARIABLES"]

_LOSS = "cross entropy of held-out data, in the tokens of the study"
_ROWS = (
    Input(
        "parameters", "N", "parameter", POSITIVE, (1e6, 1e13), "parameters, as the study counts them", "70e9 parameter"
    ),
    Input(
        "total_parameters",
        "N_T",
        "parameter",
        POSITIVE,
        (1e6, 1e13),
        "all parameters, embedding included",
        "70e9 parameter",
    ),
    Input("tokens", "D", "token", POSITIVE, (1e8, 1e14), "training tokens", "1.4e12 token"),
    Input("unique_tokens", "U", "token", POSITIVE, (1e8, 1e14), "tokens that are different", "1e12 token"),
    Input("compute", "C", "FLOP", POSITIVE, (1e15, 1e27), "training compute", "1e24 FLOP"),
    Input("loss", "L", "nat/token", POSITIVE, (1.0, 10.0), _LOSS, "2 nat/token"),
    Input("steps", "S", "1", POSITIVE, (1e2, 1e7), "optimiser steps", "1e5"),
    Input("least_steps", "S_{min}", "1", POSITIVE, (1e2, 1e6), "steps at a batch far above the critical one", "1e4"),
    Input("batch", "B", "token", POSITIVE, (1e3, 1e8), "tokens per step", "4e6 token"),
    Input(
        "critical_batch",
        "B_{crit}",
        "token",
        POSITIVE,
        (1e4, 1e8),
        "batch at which steps and tokens both double",
        "2e6 token",
    ),
    Input(
        "least_tokens",
        "D_{min}",
        "token",
        POSITIVE,
        (1e8, 1e14),
        "tokens at a batch far below the critical one",
        "1e12 token",
    ),
    Input(
        "least_compute",
        "C_{min}",
        "FLOP",
        POSITIVE,
        (1e15, 1e27),
        "compute at a batch far below the critical one",
        "1e24 FLOP",
    ),
    Input("learning_rate", r"\eta", "1", POSITIVE, (1e-6, 1e-1), "largest learning rate", "3e-4"),
    Input("experts", "E", "1", FROM_ONE, (1.0, 512.0), "experts per layer", "8"),
    Input("granularity", "G", "1", FROM_ONE, (1.0, 16.0), "hidden sizes of one expert in a dense layer's", "8"),
    Input("sparsity", "S", "1", PROBABILITY, (1e-2, 0.98), "share of experts that a token does not use", "0.9"),
    Input("error", r"\epsilon", "1", NON_NEGATIVE, (1e-3, 1.0), "error of the task", "0.4"),
    Input("accuracy", "p", "1", PROBABILITY, (1e-3, 1.0), "share of right answers", "0.6"),
    Input("answer_tokens", "T", "token", FROM_ONE, (1.0, 1e3), "tokens of the answer", "10 token"),
    Input("weight_precision", "P_w", "bit", POSITIVE, (3.0, 16.0), "precision of the weights", "8 bit"),
    Input("activation_precision", "P_a", "bit", POSITIVE, (4.0, 16.0), "precision of the activations", "8 bit"),
    Input("cache_precision", "P_{kv}", "bit", POSITIVE, (4.0, 16.0), "precision of keys and values", "8 bit"),
    Input(
        "effective_parameters",
        r"N_{eff}",
        "parameter",
        POSITIVE,
        (1e6, 1e13),
        "parameters that count",
        "60e9 parameter",
    ),
    Input("tuning_data", "D_F", "symbol", POSITIVE, (1e5, 1e8), "characters that a model was tuned on", "3e5 symbol"),
    Input(
        "transferred_data", "D_T", "symbol", POSITIVE, (1e6, 1e12), "characters that transfer replaced", "1e8 symbol"
    ),
    Input(
        "flop_per_token", "M", "FLOP/token", POSITIVE, (1e6, 1e13), "non-embedding compute per token", "1e11 FLOP/token"
    ),
    Input("compute_growth", "g_C", "1", POSITIVE, (1.0, 1e6), "times as much training compute", "10"),
    Input("model_growth", "g_M", "1", POSITIVE, (1.0, 1e4), "times as much compute per token", "3"),
    Input("time", "t", "year", POSITIVE, (0.1, 20.0), "years of progress", "2 year"),
    Input("compute_gain", "g", "1", POSITIVE, (1.0, 1e6), "times the compute that the same loss took before", "10"),
    Input(
        "replaced_compute",
        "C'",
        "FLOP",
        POSITIVE,
        (1e15, 1e27),
        "compute that the same loss takes without the improvement",
        "1e24 FLOP",
    ),
    Input(
        "bits_per_byte",
        "b",
        "bit/byte",
        POSITIVE,
        (0.3, 3.0),
        "cross entropy of held-out text for each byte",
        "0.8 bit/byte",
    ),
    Input("tokens_growth", "g_D", "1", POSITIVE, (1.0, 1e4), "times as many training tokens", "3"),
)

VARIABLES = MappingProxyType({row.name: row for row in _ROWS})
"""Every variable by its name, in its canonical unit."""
