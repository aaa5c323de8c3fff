"""Broadcasts in the postal model and in LogP: schedules found by search, and the numbers that they are named for."""

import heapq
import math
from functools import cache
from time import process_time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from limits import laws
from limits.errors import InputError
from limits.laws.claims.explanation import explain
from limits.laws.formulary.transport import broadcast


def scheduled(ranks, latency, overhead, gap):
    """The time of a greedy broadcast of LogP, rank by rank: who can send first does, to somebody who does not know."""
    if ranks == 1:
        return 0
    able = [0]  # when each informed rank can next begin a message
    for _ in range(ranks - 1):
        begins = heapq.heappop(able)
        known = begins + overhead + latency + overhead
        heapq.heappush(able, begins + max(gap, overhead))
        heapq.heappush(able, known)
        last = known
    return last


@cache
def most_informed(time, latency, gap):
    """The most ranks that any schedule informs: of all times at which the first rank may begin its next message."""
    return max(
        (
            most_informed(time - begins - latency, latency, gap) + most_informed(time - begins - gap, latency, gap)
            for begins in range(time - latency + 1)
        ),
        default=1,
    )


@given(st.integers(1, 400), st.integers(1, 40), st.integers(0, 12), st.integers(1, 40))
def test_the_law_is_the_schedule_of_whole_cycles(ranks, latency, overhead, gap):
    found = laws.logp.kernel(float(ranks), float(latency), float(overhead), float(gap))
    assert found == scheduled(ranks, latency, overhead, gap)
    postal = laws.postal.kernel(float(ranks), float(latency), float(gap))
    assert postal == scheduled(ranks, latency, 0, gap)


@pytest.mark.parametrize("latency", range(1, 7))
@pytest.mark.parametrize("gap", range(1, 5))
def test_no_schedule_informs_more(latency, gap):
    """Whoever waits gains nothing: tried over all schedules of whole cycles, idle ones too."""
    for time in range(16):
        most = most_informed(time, latency, gap)
        assert laws.postal.inverse["ranks"](float(time), float(latency), float(gap)) == most
        assert laws.postal.kernel(float(most), float(latency), float(gap)) <= time
        assert laws.postal.kernel(float(most + 1), float(latency), float(gap)) > time


def test_letters_of_two_days_spread_as_fibonacci_numbers():
    days = np.arange(1.0, 31.0)
    informed = laws.postal.inverse["ranks"](days, 2.0, 1.0)
    assert informed[:8].tolist() == [1, 2, 3, 5, 8, 13, 21, 34]
    assert (informed[2:] == informed[1:-1] + informed[:-2]).all()


@given(st.integers(1, 10**15), st.floats(1e-9, 1e-2))
def test_a_port_that_is_busy_for_all_of_the_latency_gives_collective_rounds(ranks, latency):
    rounds = laws.collective_rounds.kernel(float(ranks), latency)
    assert laws.postal.kernel(float(ranks), latency, latency) == pytest.approx(rounds, rel=1e-15, abs=0)


@given(st.integers(2, 10**6), st.floats(1e-9, 1e-2), st.floats(1e-9, 1e-2))
def test_never_before_one_latency_nor_after_the_doubling(ranks, latency, gap):
    time = laws.postal.kernel(float(ranks), latency, gap)
    assert latency * (1 - 1e-15) <= time
    assert time <= laws.collective_rounds.kernel(float(ranks), max(latency, gap)) * (1 + 1e-15)


def test_a_gap_far_below_the_latency_leaves_one_hop():
    """The first rank then tells all the others itself, one gap after the other."""
    assert laws.postal.kernel(1000.0, 1.0, 1e-6) == pytest.approx(1.0 + 998e-6, rel=1e-15, abs=0)
    assert laws.postal.kernel(1000.0, 1e-6, 1.0) == pytest.approx(999e-6, rel=1e-15, abs=0)  # or one tells the next


def test_what_is_solved_for_gives_the_time_again():
    known = {"ranks": 16384, "gap": "1 us"}
    time = laws.postal(latency="5 us", **known)
    assert laws.postal.solve("latency", time=time, **known).m == pytest.approx(5e-6, rel=1e-12, abs=0)
    most = laws.postal.solve("ranks", time=time, latency="5 us", gap="1 us").m
    assert most >= 16384
    assert laws.postal(ranks=most, latency="5 us", gap="1 us") == time
    assert laws.postal(ranks=most + 1, latency="5 us", gap="1 us") > time


@given(st.floats(2.0**52, 2.0**300), st.floats(1e-9, 1e-3), st.floats(1e-4, 1e4))
def test_ranks_that_floats_tell_no_longer_are_counted_in_floats_to_the_same_time(ranks, latency, ratio):
    """Whole numbers of any size count the same; they take too long where ranks, hops and gaps are many."""
    gap = ratio * latency
    time = laws.postal.kernel(ranks, latency, gap)
    within, before = (broadcast._knowing(time * (1.0 + share), latency, gap, ranks) for share in (1e-11, -1e-11))
    assert within >= ranks * (1.0 - 1e-10)
    assert before < ranks * (1.0 + 1e-10)


def test_any_number_of_ranks_is_answered_soon():
    """Far below the ten seconds that whole numbers of a thousand bits took."""
    known = {"latency": "3 s", "gap": "3.9 us"}
    start = process_time()
    assert 0.0 < laws.postal.elasticity("gap", ranks="1.7e308", **known) < 1.0
    most = laws.postal.solve("ranks", time=laws.postal(ranks="1e300", **known), **known)
    assert laws.postal(ranks=most, **known) <= laws.postal(ranks="1e300", **known)
    known = {"ranks": "1e267", "latency": "100 ns", "gap": "100 ns"}
    overhead = laws.logp.solve("overhead", time="1 s", **known)
    assert laws.logp(overhead=overhead, **known).m == pytest.approx(1.0, rel=1e-9, abs=0)
    assert process_time() - start < 10.0


@pytest.mark.parametrize("gap", ["1e-9 s", "1e3 s"])
def test_a_schedule_of_too_many_starts_is_not_explained_but_answered(gap):
    told = explain(laws.postal, {"ranks": "1e15", "latency": "1e-3 s", "gap": gap})
    assert (told.formula, told.steps, told.deviation) == ("", (), None)
    assert told.value == float(laws.postal(ranks="1e15", latency="1e-3 s", gap=gap).magnitude)


def test_a_schedule_of_few_starts_is_explained():
    told = explain(laws.postal, {"ranks": "16384", "latency": "5 us", "gap": "1 us"})
    assert told.formula == "T(ranks, latency, gap)"
    assert told.deviation < 1e-15


def test_more_ranks_than_floats_hold_are_refused():
    assert math.isinf(laws.postal.inverse["ranks"](1.0, 1e-6, 1e-6))
    with pytest.raises(InputError, match="ranks"):
        laws.postal(ranks="0", latency="1 us", gap="1 us")


@given(st.integers(2, 60), st.floats(1.0, 20.0), st.floats(0.0, 5.0), st.floats(0.5, 20.0), st.randoms())
def test_a_network_of_unlike_messages_is_never_faster(ranks, latency, overhead, gap, random):
    """A theorem of the least times: whichever ranks pass on, however much longer their messages and pauses take."""
    able = [0.0]
    last = 0.0
    for _ in range(ranks - 1):
        begins = able.pop(random.choice([0, random.randrange(len(able))]))
        last = max(last, begins + latency + 2.0 * overhead + random.expovariate(1.0))
        able += [begins + max(gap, overhead) + random.expovariate(1.0), begins + latency + 2.0 * overhead]
        able.sort()
    assert last >= laws.logp.kernel(float(ranks), latency, overhead, gap) * (1.0 - 1e-12)
    assert last >= laws.postal.kernel(float(ranks), latency, gap) * (1.0 - 1e-12)


def test_least_times_make_a_theorem_and_both_say_so():
    for law in (laws.postal, laws.logp, laws.collective_rounds):
        assert law.kind == "theorem"
        assert "least" in law.input("latency").doc
        assert any("sooner than the latency" in condition for condition in law.holds_under)
        assert any("multicast" in condition for condition in law.holds_under)
        assert any("takes the latency and no longer" in needed for needed in law.reached_only)
    assert any("states as an upper bound" in condition for condition in laws.logp.holds_under)


@pytest.mark.parametrize("odd", [0.0, -1.0, math.nan, math.inf, 1e-308, 1e308])
def test_kernels_on_arrays_never_raise(odd):
    """Infinity or NaN where floats do not reach, whichever input is out of reach."""
    for place in range(3):
        batch = [np.array([odd if j == place else middle, middle]) for j, middle in enumerate((1e3, 1e-5, 1e-6))]
        with np.errstate(all="ignore"):  # the caller's choice, as in a law that is called
            times = laws.postal.kernel(*batch)
            of_logp = laws.logp.kernel(batch[0], batch[1], 0.0, batch[2])
        assert times.dtype == np.float64
        assert times[1] == laws.postal.kernel(1e3, 1e-5, 1e-6)
        assert times[0] >= 0.0 or math.isnan(times[0])
        assert of_logp[1] == times[1]
