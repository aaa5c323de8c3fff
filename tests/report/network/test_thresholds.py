"""Where the views of links and lanes begin to say another thing: each side of each threshold, by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from limits.catalog import shipped
from limits.channel.slicer import decibels
from limits.pasted import Stated, judge, read, words
from limits.pasted.compared.at_size import AtSize as OfASize
from limits.pasted.compared.comparison import AtSize, Sign, Stretch, compared
from limits.pasted.compared.ranking import Run, grouped
from limits.pasted.expected.nccl_expects import Expectation, Expected
from limits.pasted.judging.judged import Verdict
from limits.pasted.log.evidence import Evidence
from limits.report.network import at_size, bit_errors, by_loss, channel, comparison, lane_lines, link, measured, ranking

from ...pasted.test_comparison import rows, sweep
from ...pasted.written import nccl

KIB, MIB = 2.0**10, 2.0**20


def judged(text, **stated):
    (table,) = read(text)
    return judge(table, Stated(**stated), shipped())


ONE = judged(nccl(sizes=(2**27, 2**28, 2**29, 2**30)).text)
OLD = judged(rows(sweep(50.0, 100.0)))


def stretch(ratio, least, most, first=MIB, last=4.0 * MIB):
    return Stretch(Sign.FASTER if ratio > 1.0 else Sign.SLOWER, first, last, 3, ratio, least, most)


def of_a_size(size):
    """Return what is known of a size at which nothing was measured."""
    return OfASize(size=size, measured=None, not_measured="", model=Expectation(), logged=Expectation(), chosen=None)


# Beside an older run


@pytest.mark.parametrize(
    ("ratio", "said"),
    [
        (0.873, "13 % slower than old"),
        (0.9123, "8.8 % slower than old"),
        (1.27, "27 % faster than old"),
        (1.994, "99 % faster than old"),
        (2.0, "2.0 times as fast as old"),
        (9.94, "9.9 times as fast as old"),
        (9.949, "9.9 times as fast as old"),
        (9.96, "10 times as fast as old"),
        (37.4, "37 times as fast as old"),
    ],
)
def test_how_much_a_run_differs(ratio, said):
    assert comparison._changed(stretch(ratio, ratio, ratio), "old") == said


@pytest.mark.parametrize(
    ("ratio", "least", "most", "said"),
    [
        (1.2, 1.19, 1.2199, ""),
        (1.2, 1.19, 1.221, " (19 to 22 %)"),
        (0.7, 0.6, 0.93, " (7 to 40 %)"),
        (0.7, 0.6, 0.63, " (37 to 40 %)"),
        (1.99, 1.5, 2.5, " (50 to 150 %)"),
        (2.0, 1.5, 12.3, " (1.5 to 12 times)"),
    ],
)
def test_both_ends_are_said_where_a_ratio_spreads(ratio, least, most, said):
    assert comparison._between(stretch(ratio, least, most)) == said


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (8.0, 8.0, " at 8 byte"),
        (8.0, 4.0 * MIB, " at all sizes"),
        (8.0, MIB, " up to 1 MiB"),
        (64.0, 4.0 * MIB, " from 64 byte on"),
        (64.0, MIB, " from 64 byte to 1 MiB"),
    ],
)
def test_where_a_run_differs(first, last, said):
    table = [AtSize(size, 1.0, 1.0, 1.0, 1.0, 1.0, None) for size in (8.0, 64.0, MIB, 4.0 * MIB)]
    assert comparison._where(stretch(0.8, 0.8, 0.8, first, last), table) == said


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        (
            AtSize(64.0 * KIB, 12.3456, 23.4567, 1.9, 1.81, 2.03, 0.0277),
            ("64 KiB", "12.35", "23.46", "1.900", "5.8 %", "2.8 %", "faster"),
        ),
        (
            AtSize(3.0, 0.031, 0.0123, 0.4, 0.392, 0.407, None),
            ("3 byte", "0.031", "0.0123", "0.400", "1.9 %", "", "slower"),
        ),
        (AtSize(MIB, 7.0, 7.0, 1.003, 0.99, 1.017, 0.0), ("1 MiB", "7", "7", "1.003", "1.3 %", "0.0 %", "")),
    ],
)
def test_the_cells_of_a_size(row, cells):
    assert comparison._cells(row) == cells


def test_a_latency_of_nothing_has_no_ratio():
    (pair,) = compared([OLD], [OLD]).pairs
    without = replace(pair, old_line=pair.old_line._replace(latency=0.0))
    for each, ratio in ((pair, "1.000"), (without, "")):
        lines = {cells[0]: cells[-1] for cells in comparison._summary(each)}
        assert lines["latency of the upper regime, us"] == ratio
        assert lines["its bandwidth without end of sizes, GB/s"] == "1.000"


@pytest.mark.parametrize(("count", "more"), [(0, None), (1, ""), (3, ""), (4, "; 1 more below"), (6, "; 3 more below")])
def test_three_settings_that_differ_stand_on_top(count, more):
    from limits.pasted.log.settings import Differing

    (pair,) = compared([OLD], [OLD]).pairs
    pair = replace(pair, differing=tuple(Differing(f"s{at}", "", f"v{at}") for at in range(count)))
    said = list(comparison._facts(pair))
    named = "; ".join(f"s{at} not set -> v{at}" for at in range(min(count, 3)))
    assert said == ([] if more is None else [f"What differs: {named}{more}."])


# Many runs


@pytest.mark.parametrize(
    ("count", "said"), [(1, "a"), (3, "a, b, c"), (4, "a, b, c and 1 more"), (9, "a, b, c and 6 more")]
)
def test_three_are_named(count, said):
    assert words.listed([chr(ord("a") + at) for at in range(count)], ranking._NAMED) == said


@pytest.mark.parametrize(
    ("low", "said"),
    [
        ([("a", 0.8)], "a stands out, 20 % below"),
        ([("a", 0.8), ("b", 0.93)], "a (20 % below), b (7 % below) stand out"),
        ([(name, 0.5) for name in "abcde"], "a (50 % below), b (50 % below), c (50 % below) and 2 more stand out"),
    ],
)
def test_who_stands_out(low, said):
    assert ranking._standing(low) == said


@pytest.mark.parametrize(("ranks", "named"), [(1, "1 rank"), (2, "2 ranks"), (24, "24 ranks")])
def test_a_number_of_ranks_is_counted(ranks, named):
    (group,) = grouped([Run("a", replace(ONE, ranks=replace(ONE.ranks, count=ranks)))])
    assert ranking._operation(group) == f"all-reduce on {named}"
    assert (
        link.layout(replace(ONE, ranks=replace(ONE.ranks, count=ranks), hardware=replace(ONE.hardware, domains=None)))
        == named
    )


@pytest.mark.parametrize(
    ("verdicts", "said"), [((Verdict.LOW,) * 3, True), ((Verdict.LOW, Verdict.GOOD, Verdict.LOW), False)]
)
def test_all_that_are_low_are_told_to_look_at_what_they_share(verdicts, said):
    (group,) = grouped([Run(f"{at}", replace(OLD, verdict=verdict)) for at, verdict in enumerate(verdicts)])
    assert any("all are low and none stands out" in line for line in ranking._blame(group)) is said


# One run


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "2 x 8 h100-sxm"),
        ({"domains": 1}, "16 x h100-sxm"),
        ({"assumed": ("it is",)}, "16 x h100-sxm (if 2 domains of 8)"),
        ({"assumed": ("it is",), "domains": 1}, "16 x h100-sxm (if one domain)"),
        ({"accelerator": None}, "16 ranks (on 2 nodes)"),
        ({"accelerator": None, "assumed": ("it is",)}, "16 ranks (if 2 nodes)"),
        ({"accelerator": None, "domains": 1}, "16 ranks"),
        ({"domain": None}, "16 ranks"),
        ({"domains": None}, "16 ranks"),
    ],
)
def test_on_what_was_measured(changes, said):
    assert link.layout(replace(ONE, hardware=replace(ONE.hardware, **changes))) == said


def test_what_is_not_known_of_the_ranks_is_told_by_the_tool():
    assert link.layout(replace(ONE, ranks=replace(ONE.ranks, count=None))) == "nccl-tests"


@pytest.mark.parametrize(("in_place", "half"), [(False, ", out of place"), (True, ", in place"), (None, "")])
def test_the_half_of_the_largest_bandwidth_is_named(in_place, half):
    text = rows({2**28: 2811.7, 2**29: 5501.3}, spread=0.03 if in_place else -0.03)
    seen = judged("\n".join(" ".join(line.split()[:9]) for line in text.splitlines()) if in_place is None else text)
    (plateau, *_) = link._plateau(seen)
    assert plateau[1].partition("MiB")[2] == f"{half}: the largest of all sizes"


@pytest.mark.parametrize(
    ("count", "kept"),
    [(5, 5), (6, 6), (7, 6), (9, 6)],
)
def test_six_ways_of_a_model_are_listed(count, kept):
    ways = tuple(Expected("ring", "ll", 0, 1e-3 * (at + 1), 7.0 + at) for at in range(count))
    lines = list(at_size._ways("NCCL's model", Expectation(ways), of_a_size(1e6)))
    assert len(lines) == kept
    assert [line.cells[0][:2] for line in lines] == ["~ ", *["  "] * (kept - 1)]


def test_a_way_without_a_bus_bandwidth_says_size_over_time():
    way, found = Expected("ring", "ll", 0, 2e-3, None), of_a_size(7e6)
    assert at_size._compared(way, found, first=False) == "size over time 3.5 GB/s"
    assert at_size._compared(way, found, first=True) == "the fastest; size over time 3.5 GB/s"
    assert at_size._rate(None) == "?"


def test_what_was_taken_is_said_where_it_changes():
    from limits.pasted.log.tuning_lines import Choice

    sizes = {4096.0: "tree", 8192.0: "tree", MIB: "ring", 2.0 * MIB: "tree"}
    chosen = {
        at: Choice("all_reduce", size, algorithm, "simple", None, None)
        for at, (size, algorithm) in enumerate(sizes.items())
    }
    evidence = Evidence(choices=dict(reversed(chosen.items())))
    said = "tree Simple from 4 KiB, ring Simple from 1 MiB, tree Simple from 2 MiB"
    assert at_size._taken(evidence, "all_reduce") == said
    assert at_size._taken(evidence, "broadcast") == ""


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"ranks": 48}, [("ranks", "48")]),
        ({"ranks": 48, "nodes": 6}, [("ranks", "48 in 6 domains")]),
        ({"network": "IB"}, [("network", "IB")]),
        ({"network": "IB", "direct": True}, [("network", "IB, GPUDirect RDMA")]),
        ({"multicast": False, "heads": 7}, [("NVLS", "off")]),
        ({"multicast": True}, [("NVLS", "on")]),
        ({"multicast": True, "heads": 7}, [("NVLS", "on, 7 heads")]),
        ({"channels": 0}, [("channels", "0")]),
        ({"in_network": True}, [("CollNet", "on: switches of the network reduce")]),
        ({"nics": ("0", "1", "2")}, [("adapters", "3")]),
        ({"nics": ("a", "1", "b")}, [("adapters", "3: a, b")]),
        ({"adapters": {"a": 25.0, "b": 12.5, "c": 25.0}}, [("adapters", "3 of 100, 200 Gbit/s")]),
        ({"adapters": {"a": 50.0}, "used": {"a"}, "nics": ("z",)}, [("adapters", "1 of 400 Gbit/s, 1 in the rings")]),
        ({"environment": {"NCCL_ALGO": "Ring", "X": "y"}}, [("set", "NCCL_ALGO=Ring, X=y")]),
        ({}, []),
    ],
)
def test_what_a_log_states(facts, said):
    assert list(at_size._facts(Evidence(**facts))) == said


# Lanes


@pytest.mark.parametrize(
    ("rate", "said"), [(9.99, "999 %"), (10.0, "10 times"), (64.9, "64.9 times"), (0.08, "8 %"), (0.5, "50 %")]
)
def test_a_share_far_above_a_capacity_is_said_in_times(rate, said):
    assert measured._share(rate, 1.0) == said


@pytest.mark.parametrize(
    ("rate", "said"), [(1e-300, "below 1e-300"), (1.1e-300, "1.1e-300"), (0.0, "below 1e-300"), (3.3e-5, "3.3e-5")]
)
def test_an_error_rate_that_floats_hardly_hold(rate, said):
    assert channel._ber(rate) == said


@pytest.mark.parametrize(
    ("ratio", "said"), [(None, "unknown"), (50.0, "17.0 dB"), (1.0, "0.0 dB"), (0.999, "0.0 dB"), (0.5, "-3.0 dB")]
)
def test_a_ratio_in_decibels(ratio, said):
    assert channel._db(ratio) == said


def test_rates_stand_in_giga_to_all_their_digits():
    assert lane_lines.exact(26.5625e9) == "26.5625"
    assert lane_lines.exact(123.456789e9) == "123.45679"
    assert [
        line.kind for line in lane_lines.lines([("■ a", "", ""), ("~ b", "", ""), ("= c", "", ""), ("net", "", "")])
    ] == [
        "theorem",
        "model",
        "rating",
        "",
    ]


@pytest.mark.parametrize(
    ("low", "high", "said"), [(50.0, 70.0, "stops it"), (50.0, 90.0, "may stop it"), (71.0, 90.0, "does not stop it")]
)
def test_what_a_loss_alone_does(low, high, said):
    from limits.channel.lane import Stated as StatedLane
    from limits.channel.lane import lane, row_called
    from limits.channel.loss import from_loss
    from limits.channel.slicer import need

    of = lane(row_called("100g", shipped()), StatedLane())
    needs = replace(need(of), at_limit=70.5)
    sentence = by_loss.sentence(of, replace(from_loss(of, 30.0), snr=(low, high)), needs)
    assert sentence.endswith(f"needs {decibels(70.5):.1f} dB, so loss alone {said}.")


def test_twenty_remarks_are_told():
    assert bit_errors._REMARKS == 20
