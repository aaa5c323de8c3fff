"""The one rule that maps a bound to the frontier, for every bound."""

import dataclasses
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from limits.bounds import ALL
from limits.errors import DataError
from limits.laws.input import Kind, Sense
from limits.references import entry
from limits.runs.batch import Batch
from limits.runs.field import NUMBERS
from limits.scaling import DEFAULT, get, path

WHOLE = {  # a run that states everything that any bound reads
    "parameters": 4.06e11,
    "active_parameters": 4.06e11,
    "tokens": 1.56e13,
    "unique_tokens": 1.5e13,
    "flop": 3.8e25,
    "count": 16384.0,
    "wall_time": 7.7e6,
    "energy": 7.8e13,
    "memory": 6.4e11,
    "scale_out_rate": 4e11,
    "lanes": 4.0,
    "symbol_rate": 53.125e9,
    "snr": 58.3,
    "tensor": 8.0,
    "pipeline": 16.0,
    "data": 128.0,
    "batch": 1.6e7,
    "erased": 16.0,
}
A, B, _ = path(get(DEFAULT))


def whole(**changes):
    return Batch.of({name: np.array([value]) for name, value in {**WHOLE, **changes}.items()})


@pytest.mark.parametrize("bound", ALL, ids=lambda bound: bound.key)
def test_the_declared_elasticity_is_that_of_the_demand(bound):
    """Growing the run by s multiplies the demand by s^e, and leaves the budget alone."""
    batch = whole()
    for s in (1e-3, 10.0, 1e6):
        grown = batch.grown(np.array(s), A, B)
        e = float(bound.elasticity(A, B))
        assert bound.demand(grown) / bound.demand(batch) == pytest.approx(s**e, rel=1e-12)
        assert bound.budget(grown) == bound.budget(batch)


@pytest.mark.parametrize("bound", ALL, ids=lambda bound: bound.key)
def test_bisection_finds_what_the_power_law_says(bound):
    batch = whole()
    numerically = dataclasses.replace(bound, elasticity=None)
    assert numerically.growth(batch, A, B) == pytest.approx(bound.growth(batch, A, B), abs=1e-9)


@pytest.mark.parametrize("bound", ALL, ids=lambda bound: bound.key)
def test_at_the_crossing_demand_meets_budget(bound):
    batch = whole()
    there = batch.grown(10.0 ** bound.growth(batch, A, B), A, B)
    assert bound.demand(there) == pytest.approx(bound.budget(there), rel=1e-9)


@pytest.mark.parametrize("bound", ALL, ids=lambda bound: bound.key)
def test_every_column_read_is_declared(bound):
    """Each declared column matters, and no other does: unknown makes the headroom unknown."""
    unknown = {row.name for row in NUMBERS if np.isnan(bound.headroom(whole().but(**{row.name: np.array([np.nan])})))}
    assert unknown == set(bound.needs)


@pytest.mark.parametrize("bound", ALL, ids=lambda bound: bound.key)
def test_references_resolve_and_words_are_there(bound):
    for key in (*bound.law.refs, *bound.refs):
        assert entry(key).bibtex
    assert bound.held
    assert bound.resource in {"energy", "memory", "network", "time", "data"}


@given(
    budget=st.floats(1e-120, 1e120, allow_nan=False),
    demand=st.floats(1e-120, 1e120, allow_nan=False),
)
@pytest.mark.parametrize("numerically", [False, True])
def test_it_binds_beyond_the_run_exactly_where_there_is_headroom(numerically, budget, demand):
    base = ALL[0]
    bound = dataclasses.replace(
        base,
        demand=lambda b: np.array([demand]) * (b.flop / WHOLE["flop"]),
        budget=lambda _: np.array([budget]),
        elasticity=None if numerically else base.elasticity,
    )
    headroom = bound.headroom(whole())
    growth = bound.growth(whole(), A, B)
    assert (growth >= 0) == (headroom >= 0)


def test_a_demand_that_is_no_power_is_solved_numerically():
    """Fixed traffic beside a growing one: demand = 1 + s against 11 binds at s = 10, not at a power of the ratio."""
    bound = dataclasses.replace(
        ALL[0],
        demand=lambda b: 1.0 + b.flop / WHOLE["flop"],
        budget=lambda _: np.array([11.0]),
        elasticity=None,
    )
    assert bound.growth(whole(), A, B) == pytest.approx(1.0, abs=1e-12)


def test_a_law_without_a_sense_is_refused():
    law = dataclasses.replace(ALL[0].law, sense=Sense.NONE)
    with pytest.raises(DataError, match="sense"):
        dataclasses.replace(ALL[0], law=law)


def test_only_theorems_and_laws_prove():
    assert all(bound.proves == (bound.law.kind in {Kind.THEOREM, Kind.LAW}) for bound in ALL)


def test_an_unknown_side_or_a_limit_of_zero_has_no_headroom():
    energy = ALL[0]
    assert np.isnan(energy.headroom(whole(erased=0.0)))
    assert np.isnan(energy.headroom(whole(energy=math.nan)))


def test_experts_hide_the_traffic():
    batch = whole().but(dense=np.array([0.0]))
    network = [bound for bound in ALL if bound.resource == "network"]
    assert len(network) == 2
    assert all(np.isnan(bound.headroom(batch)).all() for bound in network)
