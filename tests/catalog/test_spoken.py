"""How names are written and said, as a table."""

import pytest

from limits.catalog.spoken import bare, read_as, spellings


@pytest.mark.parametrize(
    ("written", "spelled"),
    [
        ("h100-sxm", ["h100-sxm"]),
        (" H100-SXM ", ["h100-sxm"]),
        ("H100  SXM", ["h100  sxm", "h100-sxm"]),
        ("Côte d'Ivoire", ["côte d'ivoire", "côte-d'ivoire", "cote-d-ivoire"]),
        ("Korea, (South)", ["korea, (south)", "korea,-(south)", "korea-south"]),
        ("GPU 3: NVIDIA L4 (UUID: GPU-1)", ["gpu 3: nvidia l4 (uuid: gpu-1)", "nvidia-l4"]),
        ("GPU 3: L4", ["gpu 3: l4", "l4"]),
        ("são-tomé", ["são-tomé", "sao-tome"]),
    ],
)
def test_spellings_of_a_name_the_nearest_first(written, spelled):
    assert list(spellings(written)) == spelled


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("NVIDIA H100 80GB", "h100-80gb"), ("AMD Instinct MI300X", "mi300x"), ("Intel", "intel"),
        ("amd nvidia", "amdnvidia"), ("made by nvidia", "madebynvidia"), ("1-3b", "1-3b"), ("gpt-4-1", "gpt4-1"),
        ("a-1-2-b-3", "a1-2b3"), ("", ""), ("-", ""),
    ],
)  # fmt: skip
def test_the_letters_and_numbers_of_a_name(written, said):
    assert bare(written) == said


@pytest.mark.parametrize(
    ("others", "said"),
    [
        ((), ""),
        (("b",), "'X' is read as a; b is called so too"),
        (("b", "c"), "'X' is read as a; b and c are called so too"),
        (("b", "c", "d"), "'X' is read as a; b, c and d are called so too"),
        (("b", "c", "d", "e"), "'X' is read as a; b, c, d and 1 more are called so too"),
        (("b", "c", "d", "e", "f", "g"), "'X' is read as a; b, c, d and 3 more are called so too"),
    ],
)
def test_three_other_rows_are_told_by_name(others, said):
    assert read_as(" X ", "a", others) == said
