"""The one rule that maps a bound to the frontier, for every bound."""

import dataclasses
import math
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from limits.bounds import ALL
from limits.bounds.growth import Exponents, demand_grows_as, largest_growth
from limits.errors import DataError
from limits.laws.input import Kind, Sense
from limits.references import entry
from limits.runs.batch import CATEGORIES, Batch
from limits.runs.fields import NUMBERS, text
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
    "accelerator_hours": 1.3e11,
    "peak": 1e15,
    "layers": 126.0,
    "scale_out_rate": 4e11,
    "lanes": 4.0,
    "symbol_rate": 53.125e9,
    "bandwidth": 30e9,
    "snr": 1000.0,
    "fec_snr": 58.3,
    "tensor": 8.0,
    "pipeline": 16.0,
    "data": 128.0,
    "batch": 1.6e7,
    "erased": 16.0,
}
A, B, _ = path(get(DEFAULT))
LANDAUER = next(bound for bound in ALL if bound.key == "landauer")


def whole(**changes):
    return Batch.of({name: np.array([value]) for name, value in {**WHOLE, **changes}.items()})


def growth(bound, batch):
    return bound.apply(batch, A, B).growth


@pytest.mark.parametrize("bound", ALL, ids=lambda bound: bound.key)
def test_the_elasticity_is_that_of_the_demand(bound):
    """Growing the run by s multiplies the demand by s^e, and leaves the budget alone."""
    batch = whole()
    demand = bound.total(batch)
    read = batch.only(bound.apply(batch, A, B).demand_reads)
    e = float(demand_grows_as(bound.total, read, demand).elasticity(A, B))
    for s in (1e-3, 10.0, 1e6):
        grown = batch.grown(np.array(s), A, B)
        assert bound.total(grown) / demand == pytest.approx(s**e, rel=1e-12, abs=0)
        assert bound.budget(grown) == bound.budget(batch)


EXPONENTS = {  # by hand: energy and operations grow as the compute, state as N, steps and tokens as D, traffic as N D
    "peak-operations": (0, 0, 1),
    "landauer": (0, 0, 1),
    "cmos": (0, 0, 1),
    "memory-capacity": (1, 0, 0),
    "bekenstein": (1, 0, 0),
    "all-reduce": (1, 1, 0),
    "shannon": (1, 1, 0),
    "shannon-margin": (1, 1, 0),
    "light-latency": (0, 1, 0),
    "batch-latency": (0, 1, 0),
    "collective-rounds": (0, 1, 0),
    "margolus-levitin": (0, 0, 1),
    "epochs": (0, 1, 0),
}


@pytest.mark.parametrize("bound", ALL, ids=lambda bound: bound.key)
def test_the_exponents_are_those_of_the_formula(bound):
    reads = bound.apply(whole(), A, B).demand_reads
    assert demand_grows_as(bound.total, whole().only(reads), bound.total(whole())) == EXPONENTS[bound.key]


@pytest.mark.parametrize("bound", ALL, ids=lambda bound: bound.key)
def test_bisection_finds_what_the_power_law_says(bound):
    """A second method: exponents that are wrong fail their check, and the crossing is bisected."""
    batch = whole()
    applied = bound.apply(batch, A, B)
    numerically = largest_growth(
        bound.total,
        batch,
        budget=applied.budget,
        headroom=applied.headroom,
        exponents=Exponents(0.3, 0.1, 0.5),
        path=(A, B),
    )
    assert numerically == pytest.approx(applied.growth, abs=1e-9)


@pytest.mark.parametrize("bound", ALL, ids=lambda bound: bound.key)
def test_at_the_crossing_demand_meets_budget(bound):
    batch = whole()
    there = batch.grown(10.0 ** growth(bound, batch), A, B)
    assert bound.total(there) == pytest.approx(bound.budget(there), rel=1e-9, abs=0)


@pytest.mark.parametrize("bound", ALL, ids=lambda bound: bound.key)
def test_every_column_that_matters_is_recorded_and_no_other(bound):
    """A second method: a column matters where its being unknown makes the headroom unknown."""
    unknown = {
        row.name
        for row in NUMBERS
        if np.isnan(bound.apply(whole().but(**{row.name: np.array([np.nan])}), A, B).headroom)
    }
    assert unknown == set(bound.apply(whole(), A, B).reads) - set(CATEGORIES)


def test_a_column_taken_by_name_is_recorded_too():
    bound = dataclasses.replace(LANDAUER, demand=lambda b: b.columns["flop"] * b.columns["erased"] * 1e-21)
    assert bound.apply(whole(), A, B).demand_reads == ("flop", "erased")


def test_several_terms_add_up_and_are_kept():
    """A growing part and a fixed one, so that the sum is no power of the compute."""
    bound = dataclasses.replace(
        LANDAUER,
        demand={"growing": lambda b: b.flop / WHOLE["flop"], "fixed": lambda b: 1.0 + 0.0 * b.count},
        budget=lambda _: np.array([101.0]),
    )
    applied = bound.apply(whole(), A, B)
    assert applied.demand == 2.0
    assert {name: float(np.ravel(term)[0]) for name, term in applied.terms.items()} == {"growing": 1.0, "fixed": 1.0}
    assert applied.demand_reads == ("flop", "count")
    assert applied.growth == pytest.approx(2.0, abs=1e-12)


def test_runs_of_which_each_grows_in_its_own_way_are_bisected():
    """The exponents are asked of one run and checked on all: here the second grows twice as fast."""
    batch = Batch.of({name: np.array([[value], [value]]) for name, value in WHOLE.items()})
    power = np.array([[1.0], [2.0]])

    def demand(b):
        grown = b.flop / WHOLE["flop"]
        return grown**power if grown.ndim > 1 else grown

    bound = dataclasses.replace(LANDAUER, demand=demand, budget=lambda _: np.array([[100.0], [100.0]]))
    assert growth(bound, batch).ravel() == pytest.approx([2.0, 1.0], abs=1e-12)


@pytest.mark.parametrize("bound", ALL, ids=lambda bound: bound.key)
def test_references_resolve_and_words_are_there(bound):
    for key in (*bound.law.refs, *bound.refs):
        assert entry(key).bibtex
    assert bound.held
    assert bound.resource in {"compute", "energy", "memory", "network", "time", "data"}


@given(
    budget=st.floats(1e-120, 1e120, allow_nan=False),
    demand=st.floats(1e-120, 1e120, allow_nan=False),
)
@pytest.mark.parametrize("fixed", [0.0, 1.0])
def test_it_binds_beyond_the_run_exactly_where_there_is_headroom(fixed, budget, demand):
    """Of a demand that is a power of the compute, and of one that is half of it and half fixed."""
    bound = dataclasses.replace(
        LANDAUER,
        demand=lambda b: np.array([demand]) * (fixed + b.flop / WHOLE["flop"]) / (fixed + 1.0),
        budget=lambda _: np.array([budget]),
    )
    applied = bound.apply(whole(), A, B)
    assert (applied.growth >= 0) == (applied.headroom >= 0)


def test_a_law_without_a_sense_is_refused():
    law = dataclasses.replace(LANDAUER.law, sense=Sense.NONE)
    with pytest.raises(DataError, match="sense"):
        dataclasses.replace(LANDAUER, law=law)


def test_only_theorems_and_laws_prove_and_only_where_nothing_of_the_application_is_a_choice():
    proving = {bound.key for bound in ALL if bound.proves}
    assert proving == {"landauer", "memory-capacity", "bekenstein", "all-reduce", "shannon", "light-latency"}
    assert all(bound.kind in {Kind.THEOREM, Kind.LAW} for bound in ALL if bound.proves)
    rounds = next(bound for bound in ALL if bound.key == "collective-rounds")
    assert (rounds.law.kind, rounds.kind) == (Kind.THEOREM, Kind.MODEL)  # a port is busy for all of a hop's latency


@pytest.mark.parametrize("bound", ALL, ids=lambda bound: bound.key)
def test_what_a_bound_rests_on_can_be_stated_and_shown(bound):
    for condition in bound.conditions:
        assert set(condition.holds) <= set(text(condition.field).choices)
        assert set(condition.holds) != set(text(condition.field).choices), "a condition that nothing can break"
    reads = bound.apply(whole(), A, B).reads
    assert set(bound.shows) <= set(reads)
    assert set(re.findall(r"\{(\w+)\}", bound.plain)) <= {*bound.shows, "share", "precision"}
    assert 0 < len(bound.plain) <= 60


def test_an_unknown_side_or_a_limit_of_zero_has_no_headroom():
    energy = LANDAUER
    assert np.isnan(energy.apply(whole(erased=0.0), A, B).headroom)
    assert np.isnan(energy.apply(whole(energy=math.nan), A, B).headroom)


def test_experts_hide_the_traffic():
    batch = whole().but(dense=np.array([0.0]))
    network = [bound for bound in ALL if bound.resource == "network"]
    assert len(network) == 3
    assert all(np.isnan(bound.apply(batch, A, B).headroom).all() for bound in network)


def test_a_demand_of_fewer_axes_than_its_runs_grows_alike():
    """Three runs under two budgets: the demand knows nothing of the second axis, and the first run has none."""
    batch = Batch.of({"flop": np.array([math.nan, 1e24, 2e24]), "tdp": np.array([[500.0], [700.0]])})
    assert batch.shape == (2, 3)
    for few in (batch.flop, np.broadcast_to(batch.flop, batch.shape)):
        assert demand_grows_as(lambda each: 3.0 * each.flop, batch, few) == Exponents(0.0, 0.0, 1.0)


def test_an_exponent_that_rounds_to_nothing_has_no_sign():
    """The logarithm of 1 - 1e-16 rounds to -0.0, which would be printed so."""
    batch = whole()
    found = demand_grows_as(lambda each: 5.0 * each.flop**-1e-13, batch, 5.0 * batch.flop)
    assert found.C == 0.0
    assert math.copysign(1.0, found.C) == 1.0


def test_a_demand_that_does_not_grow_never_meets_its_budget():
    """It is looked for within 300 decades, since no quotient tells how far."""
    with np.errstate(over="ignore", invalid="ignore"):  # of a run that is 300 decades larger
        far = largest_growth(
            lambda each: np.full(each.flop.shape, 5.0),
            whole(),
            budget=np.array([50.0]),
            headroom=np.array([1.0]),
            exponents=Exponents(0.0, 0.0, 0.0),
            path=(A, B),
        )
    assert far == pytest.approx(300.0, rel=1e-12, abs=0)
