"""What the views of links and lanes say of records that are made by hand: which of several, and what is unknown."""

from __future__ import annotations

from dataclasses import fields, replace
from types import SimpleNamespace

import numpy as np
import pytest

from limits.catalog import shipped
from limits.channel.lane import Stated as StatedLane
from limits.channel.lane import lane, row_called
from limits.channel.loss import from_loss
from limits.channel.slicer import from_snr, need
from limits.pasted import Stated, judge, read
from limits.pasted.compared.comparison import compared
from limits.pasted.judging.judged import Verdict
from limits.report.network import by_loss, channel, comparison, lane_lines, link, measured

from ...pasted.test_comparison import rows, sweep
from ...pasted.written import nccl

LANE = lane(row_called("100g", shipped()), StatedLane())
REASONS = ("the first", "the second", "the third")


def judged(text):
    (table,) = read(text)
    return judge(table, Stated(), shipped())


ONE = judged(nccl(sizes=(2**27, 2**28, 2**29, 2**30)).text)
OLD = judged(rows(sweep(50.0, 100.0)))


# Links


@pytest.mark.parametrize("verdict", [Verdict.IMPOSSIBLE, Verdict.INCONSISTENT, Verdict.NO_MEASUREMENT])
def test_of_several_reasons_line_one_has_the_first(verdict):
    said = " ".join(link.said(replace(ONE, verdict=verdict, because=REASONS)))
    assert said.endswith(f": {link.word(verdict)}; the first.")


@pytest.mark.parametrize(
    ("verdict", "share", "said"),
    [
        (Verdict.LOW, 0.37, "low, the first."),
        (Verdict.LOW, None, "low; the first."),
        (Verdict.BORDERLINE, 0.73, "borderline, the first."),
        (Verdict.STILL_RISING, 0.91, "still rising, the first."),
        (Verdict.GOOD, 0.84, "good, the first."),
        (Verdict.LATENCY_BOUND, 0.37, "latency bound; the first."),
    ],
)
def test_a_share_that_is_not_good_is_said_by_the_first_reason(verdict, share, said):
    expected = None if share is None else SimpleNamespace(rate=ONE.plateau / share)
    seen = replace(ONE, verdict=verdict, because=REASONS, bounds=replace(ONE.bounds, expected=expected))
    assert " ".join(link.said(seen)).endswith(f" GB/s: {said}")


def test_a_run_is_not_compared_as_a_table_of_pairs_unless_both_are_one():
    (pair,) = compared([OLD], [OLD]).pairs
    other = replace(pair, new=replace(OLD, finding=SimpleNamespace()))
    assert comparison.said(other, "old") == comparison.said(pair, "old")


def test_ends_of_sweeps_are_compared_where_both_are_known():
    (pair,) = compared([OLD], [OLD]).pairs
    doubts = []
    for old, new in ((2.0**20, 2.0**22), (None, 2.0**22), (2.0**20, None), (2.0**22, 2.0**22)):
        one = replace(
            pair,
            old=replace(OLD, curve=replace(OLD.curve, largest=old)),
            new=replace(OLD, curve=replace(OLD.curve, largest=new)),
        )
        doubts.append([each for each in comparison._doubts(one) if "ends at" in each])
    assert doubts == [["OLD ends at 1 MiB, this run at 4 MiB: plateaus are of each sweep."], [], [], []]


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [(0.25, 249.9, "999.600"), (0.25, 250.0, "1000"), (0.25, 312.0, "1000"), (0.0, 3.0, ""), (7.0, 3.5, "0.500")],
)
def test_a_latency_that_was_next_to_nothing_has_a_ratio_of_one_digit(before, now, said):
    assert comparison._ratio(before, now).replace(",", "") == said


# Lanes


@pytest.mark.parametrize(
    ("rate", "said"),
    [(12.345678499999e9, "12.345678"), (12.345678500001e9, "12.345679"), (98.7654325e9, "98.765433")],
)
def test_a_giga_unit_is_a_thousand_million(rate, said):
    assert lane_lines.exact(rate) == said


def test_what_a_lane_needs_has_a_line_for_what_is_known_of_it():
    whole = need(LANE)
    titles = {
        "least": "■ Shannon, for the net rate",
        "at_limit": f"~ limit of {LANE.code.title}",
        "gap": "~ gap between them",
        "compliant": "with the margin of IEEE 802.3",
        "capacity": "~ gap between them",
    }
    assert set(titles) == {field.name for field in fields(whole)}
    whole = replace(whole, compliant=2.0 * whole.at_limit)

    def found(lane, needs):
        blocks = channel._needs(lane, needs, assumed=True).table
        return [] if blocks is None else [line.cells[0] for line in blocks.lines]

    every = found(LANE, whole)
    assert every == list(dict.fromkeys(titles.values()))
    for name, title in titles.items():
        assert found(LANE, replace(whole, **{name: None})) == [each for each in every if each != title], name
    assert found(replace(LANE, net=None), whole) == [titles["at_limit"], titles["compliant"]]
    assert found(replace(LANE, code=None), whole) == [each for each in every if each != titles["at_limit"]]
    assert found(LANE, replace(whole, **dict.fromkeys(titles))) == []


@pytest.mark.parametrize(
    ("margin", "said"),
    [
        (1.0, ": 0.0 dB above what"),
        (2.0, ": 3.0 dB above what"),
        (0.999999, "Beyond the limit: 0.0 dB short of what"),
        (0.25, "Beyond the limit: 6.0 dB short of what"),
        (None, "no margin, since no error correction is known."),
    ],
)
def test_a_lane_at_its_limit_is_not_beyond_it(margin, said):
    assert said in channel._judged(LANE, replace(from_snr(LANE, 70.0), margin=margin))


def test_a_lossy_lane_of_a_code_whose_need_is_unknown_has_no_margin():
    needs, lossy = need(LANE), replace(from_loss(LANE, 30.0), snr=(40.0, 160.0), capacity=(1.234e11, 5.678e11))
    cells = [line.cells for line in by_loss.section(LANE, lossy, replace(needs, at_limit=80.0)).table.lines]
    assert [each[1] for each in cells[1:]] == ["16.0 .. 22.0 dB", "123 .. 568 Gbit/s", "-3.0 .. 3.0 dB"]
    for each, what in ((LANE, replace(needs, at_limit=None)), (replace(LANE, code=None), needs)):
        assert len(by_loss.section(each, lossy, what).table.lines) == 3
        assert by_loss.sentence(each, lossy, what).endswith(": 16.0 .. 22.0 dB behind an ideal equaliser.")


# Measured channels


def on_channel(density):
    case = SimpleNamespace(name="all", capacity=2.125e11, salz_snr=None, received_snr=50.0)
    filling = SimpleNamespace(density=np.array(density))
    frequency = np.array([1.25e9, 2.25e9, 3.25e9])
    return SimpleNamespace(cases=(case,), lane=LANE, frequency=frequency, filling=filling, band=3.25e9)


@pytest.mark.parametrize(
    ("density", "said"),
    [
        ([1.0, 0.7, 0.3], "uses the whole band"),
        ([1.0, 0.7, 0.0], "leaves what is above 2.25 GHz empty"),
        ([1.0, 0.0, 0.0], "leaves what is above 1.25 GHz empty"),
        ([0.0, 0.0, 0.4], "uses the whole band"),
    ],
)
def test_where_water_filling_ends(density, said):
    section = measured._carried(on_channel(density))
    assert said in section.paragraphs[-1]
    assert section.title == "What the channel carries up to 3.25 GHz"
    assert section.table.lines[0].cells == ("~ all", "212.50", "", "16.99", "50 %")


def test_the_cells_of_a_file():
    each = SimpleNamespace(
        name="a.s4p", frequency=np.array([1.25e7, 6.7e10]), end=6.725e10, largest=0.98765, passive=True, unequal=3.21e-4
    )
    sound = ("a.s4p", "through", "2", "0.0125 .. 67.25", "0.9877", "3.2e-04")
    assert measured._file("through", SimpleNamespace(**vars(each), reciprocal=True)) == sound
    odd = SimpleNamespace(**{**vars(each), "passive": False}, reciprocal=False)
    assert measured._file("far end", odd)[4:] == ("0.9877, not passive", "3.2e-04, not reciprocal")
