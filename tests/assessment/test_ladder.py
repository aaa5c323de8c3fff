"""The ladder: its order, what has no place on it, and where its steps part."""

from __future__ import annotations

from dataclasses import replace

import pytest

import limits
from limits.assessment.records import Assessment, Rows
from limits.errors import UnknownNameError
from limits.value import Value


@pytest.fixture(scope="module")
def gpt_3() -> Assessment:
    return limits.assess("gpt-3")


@pytest.fixture
def standing(gpt_3):
    """Return a function that gives an assessment whose bounds stand where its arguments say; None: not known."""

    def stand(**places: Value | None) -> Assessment:
        pattern = gpt_3.bounds["landauer"]
        return replace(
            gpt_3, bounds=Rows(replace(pattern, law=law, doublings_left=left) for law, left in places.items())
        )

    return stand


def at(low: float, high: float | None = None) -> Value:
    return Value(low, "1") if high is None else Value(0.5 * (low + high), "1", low=low, high=high)


def names(rows):
    return [row.law for row in rows]


def test_bounds_stand_in_the_order_in_which_they_stop_the_run_and_each_on_its_own_step(standing):
    found = standing(far=at(9.0), near=at(-1.0), unknown=None, between=at(2.0))
    assert names(found.ladder) == ["near", "between", "far"]
    assert [names(step) for step in found.crowd] == [["near"], ["between"], ["far"]]
    assert names(found.off_the_ladder) == ["unknown"]


@pytest.mark.parametrize(
    ("places", "steps"),
    [
        ({"a": at(1, 3), "b": at(2, 4), "c": at(5)}, [["a", "b"], ["c"]]),
        ({"a": at(1), "b": at(2, 4), "c": at(3.5)}, [["a"], ["b", "c"]]),
        ({"a": at(1, 3), "b": at(2, 5), "c": at(4, 6), "d": at(7, 8)}, [["a", "b", "c"], ["d"]]),  # a chain
        ({"wide": at(0, 10), "a": at(2), "b": at(3)}, [["a", "b", "wide"]]),  # one interval holds them all together
        ({"a": at(1, 2), "b": at(2, 3)}, [["a", "b"]]),  # ends that touch
        ({"a": at(1)}, [["a"]]),
        ({"a": None}, []),
    ],
)
def test_bounds_whose_intervals_overlap_stand_on_one_step(standing, places, steps):
    assert [sorted(names(step)) for step in standing(**places).crowd] == steps


def test_what_is_no_rung_has_no_place_beside_the_ladder_either(standing):
    found = standing(a=at(1.0), b=at(2.0), c=None)
    none = replace(found, bounds=Rows(replace(row, rung=False) for row in found.bounds))
    assert (none.ladder, none.crowd, none.off_the_ladder) == ((), (), ())


def test_a_bound_is_had_by_its_key_or_its_place(gpt_3):
    assert gpt_3.bounds["landauer"] is gpt_3.bounds[gpt_3.bounds.keys().index("landauer")]
    assert names(gpt_3.bounds[:2]) == gpt_3.bounds.keys()[:2]
    with pytest.raises(UnknownNameError, match="did you mean landauer"):
        gpt_3.bounds["landaur"]


def test_the_report_joins_with_a_bracket_what_cannot_be_told_apart(standing):
    from limits.report.assessment.bounds import ladder

    section = ladder(standing(a=at(1, 4), b=at(2, 5), c=at(3, 6), d=at(7)))
    assert [line.cells[:2] for line in section.table.lines] == [("┌1", "a"), ("│1", "b"), ("└1", "c"), ("2", "d")]
    assert any("cannot be told apart" in said for said in section.paragraphs)
    alone = ladder(standing(a=at(1), b=at(2)))
    assert [line.cells[:2] for line in alone.table.lines] == [("1", "a"), ("2", "b")]
    assert not any("cannot be told apart" in said for said in alone.paragraphs)
