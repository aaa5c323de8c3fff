"""Many runs side by side: which stands out, and which hosts that names."""

from __future__ import annotations

import numpy as np
import pytest

from limits.catalog import shipped
from limits.pasted import read
from limits.pasted.compared import ranking
from limits.pasted.compared.comparison import NORMAL
from limits.pasted.compared.ranking import Run, grouped, suspects
from limits.pasted.judging.verdict import judge
from limits.pasted.machine.hardware import Stated

from .written import nccl


def run(hosts, rate, **of):
    """A run of all hosts together, eight ranks on each; the name of its file is theirs."""
    text = nccl(ranks=8 * len(hosts), rate=rate, **of).text
    for number, host in enumerate(hosts, start=1):
        text = text.replace(f"node-{number} ", f"{host} ")
    (table,) = read(text)
    return Run("+".join(hosts) + ".log", judge(table, Stated(), shipped()))


def ranked(*runs):
    (group,) = grouped(runs)
    return group


def found(*runs):
    return [each.hosts for each in suspects(ranked(*runs))]


def singles(rates):
    return [run([f"gpu{number:02d}"], rate) for number, rate in enumerate(rates)]


HEALTHY = (450.0, 451.0, 449.5, 450.7, 450.2, 448.9, 450.4)


def test_the_slow_one_of_eight_nodes_is_named():
    group = ranked(*singles([*HEALTHY, 361.0]))

    assert [each.run.hosts for each in group.low] == [("gpu07",)]
    assert [each.hosts for each in suspects(group)] == [("gpu07",)]
    assert group.ranked[-1].run.file == "gpu07.log"
    assert group.low[0].share == pytest.approx(0.8, rel=0.01, abs=0)
    plateaus = [each.run.judged.plateau for each in group.ranked]
    assert plateaus == sorted(plateaus, reverse=True)
    assert group.median == pytest.approx(np.median(plateaus), rel=1e-9, abs=0)
    assert group.scatter == pytest.approx(NORMAL * np.median(abs(np.array(plateaus) - group.median)), rel=1e-9, abs=0)


def test_nothing_stands_out_of_nodes_that_are_alike():
    group = ranked(*singles(HEALTHY))
    assert group.low == ()
    assert not any(each.high for each in group.ranked)


def test_equal_numbers_make_no_scatter_and_a_hundredth_is_not_spoken_of():
    group = ranked(*singles([450.0] * 9 + [447.0, 441.0]))

    assert group.scatter == 0.0
    assert [each.run.hosts for each in group.low] == [("gpu10",)]


def test_the_fast_one_stands_out_high_and_blames_nobody():
    group = ranked(*singles([*HEALTHY, 520.0]))
    assert [each.run.hosts for each in group.ranked if each.high] == [("gpu07",)]
    assert list(suspects(group)) == []


def test_two_runs_tell_nothing():
    group = ranked(*singles([450.0, 220.0]))
    assert {each.deviation for each in group.ranked} == {None}
    assert group.low == ()


def pairs(slow, *, hosts="abcdef", rate=180.0):
    """All pairs of hosts, slow where `slow` says so."""
    names = [f"host-{letter}" for letter in hosts]
    return [
        run([one, other], (0.6 if slow(one[-1], other[-1]) else 1.0) * (rate + 0.1 * (place + at)))
        for place, one in enumerate(names)
        for at, other in enumerate(names[place + 1 :])
    ]


def test_a_host_whose_pairs_are_all_slow_is_named():
    assert found(*pairs(lambda one, other: "d" in (one, other))) == [("host-d",)]


def test_a_pair_alone_that_is_slow_is_what_joins_its_hosts():
    assert found(*pairs(lambda one, other: (one, other) == ("b", "e"))) == [()]


def test_pairs_that_share_no_host_leave_both_in_question():
    runs = [run([f"h{2 * at}", f"h{2 * at + 1}"], 180.0 - 0.1 * at - 70.0 * (at == 3)) for at in range(8)]
    assert found(*runs) == [("h6", "h7")]


def test_a_run_that_a_named_host_explains_leaves_no_other_in_question():
    """d is named by d+e, since e is sound; then d+z, where z was in no other run, says nothing of z."""
    runs = [*pairs(lambda one, other: "d" in (one, other)), run(["host-d", "host-z"], 108.0)]
    assert found(*runs) == [("host-d",)]


def test_a_list_of_ranks_that_was_cut_names_no_hosts():
    whole = nccl(ranks=16).text
    lines = [line for line in whole.split("\n") if " on " not in line or "Rank  0" in line]
    (table,) = read("\n".join(lines))
    assert table.hosts == ("node-1",)
    assert Run("cut.log", judge(table, Stated(), shipped())).hosts == ()


def test_one_number_of_a_whole_job_tells_no_node_from_another():
    hosts = [f"h{number}" for number in range(4)]
    assert ranked(run(hosts, 180.0)).job_wide
    assert ranked(run(hosts, 180.0), run(hosts, 150.0), run(hosts, 181.0)).job_wide
    assert not ranked(run(["h1"], 450.0)).job_wide
    assert not ranked(run(hosts[:2], 180.0), run(hosts[2:], 181.0)).job_wide


def test_runs_of_other_operations_and_ranks_are_ranked_apart():
    runs = [run(["a"], 450.0), run(["a", "b"], 180.0), run(["a"], 449.0), run(["b"], 440.0, operation="all_gather")]
    groups = grouped(runs)
    assert [(each.operation, each.ranks, len(each.ranked)) for each in groups] == [
        ("all_reduce", 8, 2),
        ("all_reduce", 16, 1),
        ("all_gather", 8, 1),
    ]


def test_a_run_that_hung_is_set_aside_and_moves_no_median():
    head = nccl(ranks=8).text
    hung = head[: head.index("Avg")].split("\n")
    hung = "\n".join(line for line in hung if not line.strip()[:1].isdigit())
    (table,) = read(hung)
    group = ranked(*singles(HEALTHY), Run("hung.log", judge(table, Stated(), shipped())))
    assert [each.file for each in group.aside] == ["hung.log"]
    assert len(group.ranked) == len(HEALTHY)
    assert group.median == ranked(*singles(HEALTHY)).median


@pytest.mark.parametrize("count", [3, 4, 5, 6, 8, 12, 16, 40])
def test_by_chance_one_of_equal_runs_stands_out_low_in_one_set_of_twenty_at_most(count):
    """The cuts, by simulation, in the place of each count that shares one."""
    drawn = np.random.default_rng(7).standard_normal((20_000, count))
    away = np.median(drawn, axis=1, keepdims=True) - drawn
    scatter = NORMAL * np.median(abs(away), axis=1, keepdims=True)
    named = (away / scatter > ranking.cut(count)).any(axis=1).mean()
    assert 0.02 < named < 0.062
