"""What a row with absurd slack says of the bound that comes first."""

import pytest

from limits.assessment import remarks
from limits.assessment.assessor import assess
from limits.runs import TrainingRun


def test_a_bound_that_the_run_is_beyond_already_comes_first_after_no_negative_count_of_doublings():
    """5000 times the memory of its one chip: some doublings behind, not "after -14 doublings"."""
    run = TrainingRun(
        "r", parameters="26e12 parameter", tokens="1e9 token", count=1, memory="80 GB", architecture="dense"
    )
    rows = assess(run).bounds
    left = rows["memory-capacity"].doublings_left.value
    assert left < -1
    said = f"memory-capacity of the same machine is {-left:.0f} doublings behind the run already"
    assert rows["bekenstein"].remark == said


@pytest.mark.parametrize(("count", "said"), [(0.2, "less than 1 doubling"), (1.2, "1 doubling"), (2.0, "2 doublings")])
def test_doublings_are_counted_in_words(count, said):
    assert remarks._doublings(count) == said
