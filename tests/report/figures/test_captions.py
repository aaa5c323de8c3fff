"""What stands below a figure."""

from __future__ import annotations

import numpy as np
import pytest

import limits
from limits.report.document import MEANINGS
from limits.report.figures import captions
from limits.report.figures.style import KINDS
from limits.scaling import get
from limits.scaling.uncertain import asymptote

from ..conftest import with_row

BAND, PLAIN = "besiroglu2024-minimum", "hoffmann2022"


def test_every_kind_has_a_shape_of_its_own_and_a_meaning():
    said = captions.shapes(KINDS)
    shapes = [each.split(", ")[0] for each in said.removeprefix("Marks: ").rstrip(".").split("; ")]
    assert len(set(shapes)) == len(KINDS)
    for kind, meaning in MEANINGS.items():
        assert captions.shapes([kind]).endswith(f" {meaning}.")
    assert captions.shapes([]) == ""
    assert captions.shapes(["model", "theorem"]).index("theorem") < captions.shapes(["model", "theorem"]).index("model")


def test_the_asymptote_has_the_interval_of_its_draws():
    (said, about_bands) = captions.asymptotes([get(BAND)])
    low, high = np.percentile(asymptote(get(BAND))[1:], [5, 95])
    assert said.startswith(f"E is {get(BAND).coefficients.E:.3f} ({low:.3f} .. {high:.3f}) nat/token ({BAND})")
    assert "comes on top for L" in about_bands
    (alone,) = captions.asymptotes([get(PLAIN)])
    assert " .. " not in alone
    assert len(list(captions.asymptotes([get(PLAIN), get(BAND)]))) == 3


def test_laws_without_a_band_are_named():
    assert list(captions.laws([get(PLAIN), get(BAND)]))[-1].startswith(f"{PLAIN}: without band")
    assert not [line for line in captions.laws([get(BAND)]) if "without band" in line]


def test_limits_of_one_run_are_said_without_its_name_and_of_several_with_their_numbers(llama):
    (hangs, convention, unknown) = captions.rungs([llama])
    assert hangs.startswith("Each limit holds at: peak-operations 989 TFLOP/s; all-reduce 400 Gbit/s; ")
    assert "light-latency 8.44 m;" in hangs
    assert convention.startswith("* landauer hangs on a convention; its floor under each: ")
    assert convention.count("landauer") == 1
    assert unknown.startswith("Not known: ")
    two = list(captions.rungs([llama, llama]))
    assert [line[:17] for line in two] == ["1 llama-3.1-405b:"] * 3 + ["2 llama-3.1-405b:"] * 3


def test_a_limit_without_what_it_hangs_on_is_left_out_and_one_without_a_place_says_why(llama):
    bare = with_row(with_row(llama, "all-reduce", basis=()), "cmos", doublings_left=None, because=None)
    said = list(captions.rungs([bare]))
    assert "all-reduce" not in said[0]
    assert any("cmos: no place on the ladder" in line for line in said)


def test_conventions_whose_number_is_not_known_are_left_out(llama):
    row = llama.bounds["landauer"]
    unknown = [each for each in row.choices if each.value is None]
    assert unknown
    (said,) = [line for line in captions.rungs([llama]) if line.startswith("* landauer")]
    for each in row.choices:
        assert (f"({each.convention})" in said) == (each.value is not None)
    nothing = with_row(llama, "landauer", choices=tuple(unknown))
    assert not [line for line in captions.rungs([nothing]) if line.startswith("* landauer")]


def test_the_stamp_names_all_that_the_numbers_hang_on(llama):
    law = get(PLAIN)
    assert captions.stamp([]) == f"limits {limits.__version__}"
    assert captions.stamp([llama]) == (
        f"limits {limits.__version__}, {llama.constants}, catalogue {llama.catalogue[:12]}, "
        f"law {llama.scaling_sha256[:12]}, input {llama.input_sha256[:12]}"
    )
    assert captions.stamp([], catalogue="a" * 64, law=law) == (
        f"limits {limits.__version__}, catalogue {'a' * 12}, law {law.sha256[:12]}"
    )
    assert captions.stamp([llama, llama]).count("input ") == 2
    assert f"law {law.sha256[:12]}" in captions.stamp([llama], law=law)


def test_a_caption_is_wrapped_and_leaves_out_what_is_empty():
    text = captions.caption("A title.", ["", "word " * 60, ""])
    assert text.startswith("A title.\n\nword")
    assert text.endswith("word\n")
    assert max(map(len, text.splitlines())) <= captions.WIDTH
    assert "\n\n\n" not in text
    assert max(map(len, text.splitlines())) >= captions.WIDTH - 5


@pytest.mark.parametrize("kind", MEANINGS)
def test_a_kind_is_named_with_the_sign_of_reports(kind):
    from limits.report.document import MARKS

    assert f" {MARKS[kind]} " in captions.shapes([kind])
