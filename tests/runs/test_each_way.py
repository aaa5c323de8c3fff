"""Each way from some numbers of a run to another, with its arithmetic by hand."""

import inspect
import math

import numpy as np
import pytest

from limits.runs.derive import DERIVATIONS, complete, follows, lacking, not_given, ways
from limits.runs.power_factors import shipped
from limits.value import OriginKind

SHAPE = ("parameters", "active_parameters", "layers", "width", "heads", "kv_heads", "feedforward", "vocabulary")
SHAPED = (6280.0, 6280.0, 3.0, 20.0, 5.0, 5.0, 7.0, 11.0)  # 3 (4 x 20 x 20 + 3 x 20 x 7) + 11 x 20
DERIVED, DEFAULT = OriginKind.DERIVED, OriginKind.DEFAULT


def board(limit, wanted):
    """The smaller of the two, softened: an independent form of `limits.training.energy.board_power`."""
    sharpness = shipped().sharpness
    return (limit**-sharpness + wanted**-sharpness) ** (-1.0 / sharpness)


HOSTS = 1.3 * 700 - board(700.0, 0.9 * 700)
WAYS = [  # in the order of the table; no quotient is a whole number
    ("flop", ("active_parameters", "tokens"), (7, 11), 462, DERIVED),
    ("flop", ("accelerator_hours", "peak", "mfu", "goodput"), (3, 5, 7, 11), 1155, DERIVED),
    ("accelerator_hours", ("count", "wall_time"), (13, 17), 221, DERIVED),
    ("accelerator_hours", ("flop", "peak", "mfu", "goodput"), (5007, 7, 11, 13), 5007 / 1001, DERIVED),
    ("accelerator_hours", ("flop", "peak", "usual_mfu"), (387, 7, 11), 387 / 77, DEFAULT),
    ("wall_time", ("accelerator_hours", "count"), (223, 13), 223 / 13, DERIVED),
    ("count", ("accelerator_hours", "wall_time"), (223, 17), 223 / 17, DERIVED),
    ("achieved", ("token_rate", "active_parameters"), (5, 7), 210, DERIVED),
    ("mfu", ("achieved", "peak"), (37, 7), 37 / 7, DERIVED),
    ("mfu", ("flop", "accelerator_hours", "peak"), (106, 3, 5), 106 / 15, DERIVED),
    ("node_power", ("power", "tdp", "node_factor", "board_factor"), (500, 700, 1.3, 0.9), 500 + HOSTS, DERIVED),
    ("node_power", ("power",), (500,), 500, DERIVED),
    (
        "node_power",
        ("tdp", "node_factor", "board_factor", "power_limit"),
        (700, 1.3, 0.9, 400),
        HOSTS + board(400.0, 0.9 * 700),
        DERIVED,
    ),
    ("node_power", ("tdp", "node_factor"), (700, 1.3), 910, DERIVED),
    (
        "energy",
        ("accelerator_hours", "node_power", "network_power", "storage_power", "pue"),
        (3, 5, 7, 11, 13),
        3 * (5 + 7 + 11) * 13,
        DERIVED,
    ),
    ("energy", ("accelerator_hours", "node_power", "network_power", "pue"), (3, 5, 7, 13), 3 * (5 + 7) * 13, DERIVED),
    ("energy", ("accelerator_hours", "node_power", "storage_power", "pue"), (3, 5, 7, 13), 3 * (5 + 7) * 13, DERIVED),
    ("energy", ("accelerator_hours", "node_power", "pue"), (3, 5, 13), 3 * 5 * 13, DERIVED),
    ("emissions", ("energy", "carbon_intensity"), (3, 5), 15, DERIVED),
    ("cost", ("energy", "electricity_price"), (3, 5), 15, DERIVED),
    ("tensor", ("data",), (7,), 1, DEFAULT),
    ("tensor", ("pipeline",), (7,), 1, DEFAULT),
    ("pipeline", ("tensor",), (7,), 1, DEFAULT),
    ("data", ("count", "tensor", "pipeline"), (106, 3, 5), 106 / 15, DERIVED),
    ("virtual", ("pipeline",), (7,), 1, DEFAULT),
    ("context_ranks", ("tensor",), (7,), 1, DEFAULT),
    ("expert_ranks", ("tensor",), (7,), 1, DEFAULT),
    ("expert_tensor_ranks", ("tensor",), (7,), 7, DEFAULT),
    ("micro_batch", ("context",), (4096,), 4096, DEFAULT),
    ("kv_heads", ("heads",), (7,), 7, DEFAULT),
    ("state_gradients", ("state", "state_weights"), (144, 16), 32, DEFAULT),
    ("bandwidth", ("symbol_rate",), (15,), 7.5, DEFAULT),
    (
        "snr",
        ("lane_power", "bath_temperature", "bandwidth"),
        (1e-3, 300, 5e10),
        1e-3 / (1.380649e-23 * 1.5e13),
        DERIVED,
    ),
    ("mass", ("count", "mass_per_accelerator"), (3, 5), 15, DERIVED),
    ("diameter", ("count", "volume_per_accelerator"), (3, 5), (90 / math.pi) ** (1 / 3), DERIVED),
    ("radius", ("diameter",), (15,), 7.5, DERIVED),
    ("matmul_parameters", SHAPE, SHAPED, 6280, DERIVED),
    ("attention_width", SHAPE, SHAPED, 2 * 3 * 20, DERIVED),
    ("accelerator_cost", ("accelerator_hours", "accelerator_price"), (3, 5), 15, DERIVED),
    ("failure_interval", ("accelerator_failure_interval", "count"), (17, 5), 3.4, DERIVED),
    ("checkpoint_time", ("checkpoint_size", "checkpoint_bandwidth"), (17, 5), 3.4, DERIVED),
    ("checkpoint_time", ("parameters", "checkpoint_state", "checkpoint_bandwidth"), (16, 7, 5), 22.4, DERIVED),
    ("checkpoint_interval", ("checkpoint_time", "failure_interval"), (60, 10_800), 1098.776292, DERIVED),
    (
        "goodput",
        ("checkpoint_interval", "checkpoint_time", "restart_time", "failure_interval"),
        (1100, 60, 300, 10_800),
        math.exp(-300 / 10_800) * (1100 / 10_800) / math.expm1(1160 / 10_800),
        DERIVED,
    ),
]


def test_the_table_of_ways_is_whole():
    assert [(each.name, each.needs, each.kind) for each in DERIVATIONS] == [(*way[:2], way[-1]) for way in WAYS]


@pytest.mark.parametrize(
    ("derivation", "way"), list(zip(DERIVATIONS, WAYS, strict=False)), ids=lambda each: getattr(each, "how", "")
)
def test_each_way_by_hand(derivation, way):
    _, names, given, expected, _ = way
    numbers = [np.array([float(each)]) for each in given]
    assert derivation.compute(*numbers) == pytest.approx(expected, rel=1e-6, abs=0)
    assert len(names) == len(given)


@pytest.mark.parametrize("row", [way for way in WAYS if way[3] == 1], ids=lambda way: f"{way[0]} of {way[1][0]}")
def test_what_is_one_for_all_is_unknown_where_nothing_is_stated(row):
    derivation = next(each for each in DERIVATIONS if (each.name, each.needs) == row[:2])
    found = derivation.compute(np.array([[7.0], [np.nan]]))
    assert found[0] == 1.0
    assert np.isnan(found[1])


@pytest.mark.parametrize(("state", "weights"), [(16, 2), (18, 2), (20, 2), (18, 4), (16, 0)])
def test_gradients_are_what_a_published_state_leaves(state, weights):
    columns, _ = complete({"state": np.array([8.0 * state]), "state_weights": np.array([8.0 * weights])})
    assert columns["state_gradients"] == 8.0 * (state - weights - 12)


@pytest.mark.parametrize(("state", "weights"), [(15, 2), (17, 2), (22, 2), (14, 2), (12, 0)])
def test_gradients_of_another_state_are_unknown(state, weights):
    columns, filled = complete({"state": np.array([8.0 * state]), "state_weights": np.array([8.0 * weights])})
    assert np.isnan(columns["state_gradients"])
    assert "state_gradients" not in filled


def test_what_lies_beyond_floats_in_one_draw_is_unknown_in_all():
    columns, _ = complete(
        {"active_parameters": np.array([[7.0], [7.0]]), "tokens": np.array([[11.0, 13.0], [11.0, 1e308]])}
    )
    assert columns["flop"][0].tolist() == [462.0, 546.0]
    assert np.isnan(columns["flop"][1]).all()


def test_a_number_that_was_filled_by_two_ways_names_both_with_where():
    stated = {
        "flop": np.array([[105.0], [np.nan]]),
        "accelerator_hours": np.array([[3.0], [np.nan]]),
        "achieved": np.array([[np.nan], [35.0]]),
        "peak": np.array([[5.0], [7.0]]),
    }
    columns, filled = complete(stated)
    assert columns["mfu"].ravel().tolist() == [7.0, 5.0]
    assert [(origin.needs, mask.ravel().tolist()) for origin, mask in filled["mfu"]] == [
        (("achieved", "peak"), [False, True]),
        (("flop", "accelerator_hours", "peak"), [True, False]),
    ]


def given(*names):
    return lambda name: name in names


def test_why_a_number_is_unknown_although_all_is_there():
    assert not_given("flop", given("tokens")) is None
    assert str(not_given("flop", given("tokens", "active_parameters"))) == "beyond the range of floating-point numbers"
    assert "do not explain" in str(not_given("matmul_parameters", given(*SHAPE)))
    assert not_given("width", given(*SHAPE)) is None


def test_whether_a_number_would_follow():
    assert follows("radius", given("count", "volume_per_accelerator"))
    assert not follows("radius", given("count"))
    assert follows("tensor", given("data"))
    assert not follows("tensor", given("data"), defaults=False)
    assert not follows("radius", given("count", "volume_per_accelerator"), without=frozenset({"diameter"}))
    assert follows("radius", given("diameter"), without=frozenset({"diameter"})) is False
    assert follows("radius", given("radius"), without=frozenset({"diameter"}))
    assert not follows("count", given("wall_time"))


def test_which_fields_would_make_a_number_known():
    assert ways("flop", given("tokens", "peak", "mfu", "goodput")) == [
        ("compute.flop",),
        ("model.active_parameters",),
        ("cluster.accelerator_hours",),
    ]
    # What needs more than another way does is left out.
    assert ways("node_power", given("tdp")) == [
        ("cluster.node_power",),
        ("cluster.power",),
        ("assumptions.node_factor",),
    ]
    assert ways("wall_time", given()) == [("cluster.wall_time",), ("cluster.accelerator_hours", "cluster.count")]
    assert ways("virtual", given()) == [("parallelism.virtual",)]
    assert lacking("virtual", given()).ways == (("parallelism.virtual",), ("parallelism.pipeline",))


@pytest.mark.parametrize("function", [follows, ways])
def test_switches_are_named(function):
    switches = [each for each in inspect.signature(function).parameters.values() if each.annotation == "bool"]
    assert switches
    assert all(each.kind is each.KEYWORD_ONLY for each in switches)
