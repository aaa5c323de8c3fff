"""Factors of power over design power, from made-up coefficients."""

import math

import pytest

from limits.runs.power_factors import Coefficients, Factor, design_scale, family_of, is_tpu
from limits.value import OriginKind

NODES = {
    "h100": Factor(0.3, 0.2, runs=5, families=1, accelerators=64, precisions=("bf16", "fp8")),
    "a100": Factor(0.4, 0.1, runs=1, families=1),
    "tpu-v4": Factor(-0.2, 0.3, runs=3, families=1, accelerators=7),
    "gpu": Factor(0.5, 0.6, families=11),
    "tpu": Factor(-0.7, 0.8, families=13),
}
BOARDS = {"h100": Factor(0.11, 0.12, runs=2), "gpu": Factor(0.13, 0.14, families=3)}
MADE_UP = Coefficients(sharpness=3.0, exponent=0.25, dc_over_ac=0.9, nodes=NODES, boards=BOARDS)


def test_the_middle_of_a_log_normal_and_its_deviation():
    found = NODES["h100"].value("so it is", 3.0)
    assert (found.value, found.sigma, found.unit) == (3.0 * math.exp(0.3), 3.0 * math.exp(0.3) * 0.2, "1")
    assert (found.origin.kind, found.origin.how) == (OriginKind.DEFAULT, "so it is")
    assert NODES["h100"].value("").value == math.exp(0.3)


@pytest.mark.parametrize(
    ("accelerator", "node", "board"),
    [
        ("h100", "h100", "h100"),
        ("h100-sxm", "h100", "h100"),
        ("h100x", "gpu", "gpu"),
        ("h200-sxm", "gpu", "gpu"),
        ("a100-pcie", "a100", "gpu"),
        ("tpu-v4", "tpu-v4", "gpu"),
        ("tpu-v5e", "tpu", "gpu"),
        ("", "gpu", "gpu"),
    ],
)
def test_an_accelerator_has_the_factors_of_its_family(accelerator, node, board):
    assert MADE_UP.node(accelerator) is NODES[node]
    assert MADE_UP.board(accelerator) is BOARDS[board]
    assert MADE_UP.board_over_design_power(accelerator).value == BOARDS[board].median


@pytest.mark.parametrize(
    ("accelerator", "how"),
    [
        ("h100-sxm", "measured on 5 runs of h100, up to 64 accelerators, in bf16, fp8"),
        ("a100", "measured on 1 run of a100, single boards"),
        ("tpu-v4", "measured on 3 runs of tpu-v4, up to 7 accelerators"),
        ("b200", "its family was not measured: mean of 11 others, as wide as each lies from the rest"),
        ("tpu-v6e", "its family was not measured: mean of 13 others, as wide as each lies from the rest"),
    ],
)
def test_on_what_a_factor_rests(accelerator, how):
    assert MADE_UP.node_over_design_power(accelerator, 500.0).origin.how == how


def test_design_power_counts_less_for_a_tpu():
    """400 (P / 400)^(1/4) over P: of 25 W 200 are taken, eight times as much."""
    assert MADE_UP.node_over_design_power("tpu-v4", 25.0).value == pytest.approx(8.0 * math.exp(-0.2), rel=1e-12, abs=0)
    assert MADE_UP.node_over_design_power("h100", 25.0).value == math.exp(0.3)
    assert (design_scale("tpu-v4", 25.0, 0.25), design_scale("h100", 25.0, 0.25)) == (200.0, 25.0)
    assert (is_tpu("tpu-v4"), is_tpu("tpu"), is_tpu("h100")) == (True, False, False)


def test_a_board_under_a_limit():
    """Of 300 and 600 W with a sharpness of 3: 300 / (1 + 1/8)^(1/3)."""
    assert MADE_UP.board_under(300.0, 600.0) == pytest.approx(300.0 / 1.125 ** (1 / 3), rel=1e-12, abs=0)
    assert MADE_UP.board_under(600.0, 300.0) == MADE_UP.board_under(300.0, 600.0)


def test_a_family_is_that_of_a_name_or_of_what_stands_before_a_hyphen():
    families = {"h1": 0, "h100": 0}
    assert [family_of(each, families) for each in ("h100", "h1", "h1-x", "h10", "h100-")] == [
        "h100",
        "h1",
        "h1",
        "",
        "h100",
    ]
