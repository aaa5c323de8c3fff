"""Columns of many runs: what stands in them, how one run or one draw is taken, and what is known of each number."""

import numpy as np
import pytest

from limits import catalog
from limits.draws import DRAWS, interval
from limits.runs import TrainingRun
from limits.runs.batch import CATEGORIES, CHOICES, Batch, Resolved
from limits.runs.draws import draw
from limits.runs.fields import MODALITIES, number
from limits.runs.fields import text as text_row
from limits.value import OriginKind

TAKEN = {"modality": 0.0, "objective": 0.0, "dense": 1.0}


def resolved(*stated):
    return Resolved([TrainingRun(f"r{at}", **each) for at, each in enumerate(stated)], catalog.shipped())


def test_categories_that_a_batch_does_not_state():
    batch = Batch.of({"flop": np.array([3.0])})
    assert {name: batch.columns[name].tolist() for name in CATEGORIES} == {
        name: [TAKEN.get(name, 0.0)] for name in CATEGORIES
    }
    assert Batch.of({"dense": np.array([0.0]), "modality": np.array([5.0])}).dense.tolist() == [0.0]


def test_texts_become_their_places_among_the_choices():
    said = {name: text_row(name).choices[-1] for name in CHOICES}
    batch = resolved({"modality": "audio", "objective": "own", "architecture": "moe", **said}, {}).batch
    assert batch.modality.tolist() == [[float(MODALITIES.index("audio"))], [0.0]]
    assert batch.objective.tolist() == [[-1.0], [0.0]]
    assert batch.dense.tolist() == [[0.0], [1.0]]
    for name in CHOICES:
        assert batch.columns[name].tolist() == [[len(text_row(name).choices) - 1.0], [0.0]]


def test_active_parameters_are_all_of_them_where_a_batch_says_nothing():
    assert Batch.of({"parameters": np.array([3.0, 5.0])}).active_parameters.tolist() == [3.0, 5.0]
    assert Batch.of({"parameters": np.array([3.0]), "active_parameters": np.array([2.0])}).active_parameters == 2.0
    assert np.isnan(Batch.of({"tokens": np.array([3.0])}).active_parameters).all()


def test_one_run_with_all_its_draws():
    batch = Batch(
        {"flop": np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]), "tdp": np.array([[7.0]]), "pue": np.array([8.0])}
    )
    assert batch.shape == (3, 2)
    for index, flop in enumerate(([1.0, 2.0], [3.0, 4.0], [5.0, 6.0])):
        one = batch.run(index)
        assert (one.flop.tolist(), one.tdp.tolist(), one.pue.tolist()) == (flop, [7.0], [8.0])


def test_one_draw_by_its_place_along_all_axes():
    columns = {
        "flop": np.arange(24.0).reshape(2, 3, 4),
        "tdp": np.arange(3.0).reshape(3, 1),
        "pue": np.array([5.0]),
        "tokens": np.arange(2.0).reshape(2, 1, 1),
    }
    one = Batch(columns).at((1, 2, 3))
    assert {name: column.tolist() for name, column in one.columns.items()} == {
        "flop": [23.0],
        "tdp": [2.0],
        "pue": [5.0],
        "tokens": [1.0],
    }
    assert Batch(columns).at((0, 1, 0)).flop.tolist() == [4.0]


def test_some_columns_are_replaced_kept_or_multiplied():
    batch = Batch({"flop": np.array([3.0]), "tdp": np.array([5.0])})
    assert batch.but(tdp=np.array([7.0])).columns == {"flop": np.array([3.0]), "tdp": np.array([7.0])}
    assert list(batch.only(["tdp"]).columns) == ["tdp"]
    moved = batch.times({"flop": np.array([11.0]), "tokens": np.array([13.0])})
    assert {name: column.tolist() for name, column in moved.columns.items()} == {"flop": [33.0], "tdp": [5.0]}


@pytest.mark.parametrize(
    ("names", "moved"),
    [
        (("parameters",), {"parameters": 4.0}),
        (("active_parameters",), {"active_parameters": 4.0}),
        (("tokens",), {"tokens": 8.0}),
        (("parameters", "tokens", "flop"), {"parameters": 4.0, "tokens": 8.0, "flop": 32.0}),
        (("tdp",), {}),
    ],
)
def test_what_grows_of_columns_that_are_there(names, moved):
    """32^(2/5) is 4 and 32^(3/5) is 8."""
    batch = Batch({name: np.array([3.0]) for name in names})
    grown = batch.grown(np.array([32.0]), np.array([0.4]), np.array([0.6]))
    for name in names:
        assert grown.columns[name] == pytest.approx(3.0 * moved.get(name, 1.0), rel=1e-12, abs=0)
    assert set(grown.columns) == set(names)


def test_runs_are_drawn_together_and_each_as_if_alone():
    both = resolved({"tdp": "700 W", "mfu": "0.3 .. 0.5"}, {"tdp": "500 +/- 20 W"}, {"mfu": "0.4"})
    assert both.batch.shape == (3, DRAWS)
    sure, unsure = both.drawn(0, "tdp"), both.drawn(1, "tdp")
    assert set(sure.tolist()) == {700.0}
    assert unsure.tolist() == draw(both.stated[1].tdp, number("tdp")).tolist()
    assert np.isnan(both.drawn(2, "tdp")).all()
    assert both.drawn(0, "mfu").tolist() == draw(both.stated[0].mfu, number("mfu")).tolist()
    assert set(both.drawn(2, "mfu").tolist()) == {0.4}


def test_a_number_with_its_interval_and_its_origin():
    runs = resolved({"count": 100, "wall_time": "50 +/- 5 s"}, {"flop": "1e24 FLOP"})
    hours = runs.number(0, "accelerator_hours")
    low, high = interval(100.0 * runs.drawn(0, "wall_time"))
    assert (hours.value, hours.low, hours.high) == (5000.0, float(low), float(high))
    assert str(hours.origin) == "derived: count x wall time"
    assert runs.number(1, "accelerator_hours") is None
    assert runs.number(0, "count").origin.kind is OriginKind.GIVEN
    assert runs.number(0, "wall_time").unit == "s"
    assert list(runs.numbers(0))[:1] == ["count"]
    assert runs.known(0, "accelerator_hours")
    assert not runs.known(1, "accelerator_hours")


def test_money_that_follows_is_in_the_currency_that_it_was_made_of():
    runs = resolved(
        {"energy": "1 GWh", "electricity_price": "0.1 EUR/kWh"},
        {"energy": "1 GWh", "electricity_price": "0.1 GBP/kWh"},
        {"accelerator_hours": "1000 hour", "accelerator_price": "2 CHF/hour", "cost": "7 EUR"},
    )
    assert [runs.number(at, "cost").unit for at in range(3)] == ["EUR", "GBP", "EUR"]
    assert runs.number(0, "cost").value == pytest.approx(1e5, rel=1e-12, abs=0)
    assert runs.number(2, "accelerator_cost").unit == "CHF"
    assert runs.number(2, "accelerator_cost").value == pytest.approx(2000.0, rel=1e-12, abs=0)


def test_why_a_number_is_unknown_and_what_would_tell_it():
    runs = resolved(
        {"accelerator": "a100-sxm-80gb", "precision": "fp8"}, {"tokens": "1e12 token"}, {"flop": "1e24 FLOP"}
    )
    assert runs.because(0, ("dense", "tdp", "peak")) == "the catalogue knows no fp8-e4m3 peak of a100-sxm-80gb"
    assert runs.missing(0, ("peak",)) == ()
    assert runs.because(1, ("flop",)).startswith("not stated: compute.flop (or model.active_parameters, or cluster.acc")
    assert runs.missing(1, ("tokens", "dense", "flop")) == ("compute.flop", "model.active_parameters")
    assert runs.missing(1, ("peak",)) == ("cluster.accelerator", "cluster.peak")
    assert runs.because(1, ("tokens", "dense")) == ""
    assert runs.missing(1, ("tokens", "dense")) == ()
    assert (runs.unknown(1, "tokens"), runs.unknown(1, "dense")) == (None, None)
    assert runs.missing(2, ("carbon_intensity",)) == ("facility.grid", "facility.carbon_intensity")


def test_a_number_beyond_floats_is_not_missing():
    runs = resolved({"active_parameters": "1e30 parameter", "tokens": "1e60 token", "token_rate": "1e60 token/s"})
    assert runs.number(0, "flop").value == pytest.approx(6e90, rel=1e-12, abs=0)
    huge = resolved({"count": "1e60", "volume_per_accelerator": "1e60 m^3"})
    assert huge.known(0, "diameter")


def test_numbers_are_listed_with_those_that_they_were_made_of():
    runs = resolved({"count": 3, "wall_time": "5 s", "node_power": "7 W", "tokens": "11 token"})
    used = runs.used(0, ["energy", "dense", "tdp"])
    assert set(used) == {"energy", "accelerator_hours", "count", "wall_time", "node_power", "pue"}
    assert used["energy"].value == pytest.approx(3 * 5 * 7 * used["pue"].value, rel=1e-12, abs=0)
    assert set(runs.used(0, ["tokens", "flop"])) == {"tokens"}
    assert list(runs.used(0, ["accelerator_hours"])) == ["accelerator_hours", "count", "wall_time"]
