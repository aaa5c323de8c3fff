"""Further claims of the public, each with its address, the arithmetic by hand, and what the referee has to say."""

import tomllib
from pathlib import Path

import pytest

from limits import laws
from limits.laws.claims.verdict import judge

CLAIMS = tomllib.loads((Path(__file__).parent / "public_claims.toml").read_text())["claim"]


@pytest.mark.parametrize("case", CLAIMS, ids=[f"{case['law']} {case['claim']}" for case in CLAIMS])
def test_the_referee_agrees_with_the_verdict_by_hand(case):
    verdict = judge(laws.get(case["law"]), case["given"], case["claim"], solve=case.get("solve", ""))
    assert verdict.finding.value == case["finding"], case["why"]
    if "slip" in case:
        assert case["slip"] in {match.slip.key for match in verdict.slips}


def test_more_than_twenty_were_collected_each_with_its_address():
    assert len(CLAIMS) >= 20
    assert all(case["source"].startswith("http") and case["says"] and case["why"] for case in CLAIMS)
    assert len({case["finding"] for case in CLAIMS}) >= 5
    assert len({case["law"] for case in CLAIMS}) >= 8


def test_heat_across_a_gap_of_30_nm_is_excluded_by_a_condition():
    """kilthub.cmu.edu/articles/6490037: gold passes 400 W/m^2/K there, where black surfaces far apart pass 6."""
    law = laws.radiator
    verdict = judge(law, {"emissivity": "1", "area": "1 m^2", "ambient": "300 K", "difference": "1 K"}, "400 W")
    assert verdict.finding.value == "violated"  # by the number alone: only the reader knows how near the surfaces are
    assert any("nearer than a few wavelengths" in condition for condition in law.holds_under)
