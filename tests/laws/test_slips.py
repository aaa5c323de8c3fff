"""The usual slips, one by one, and claims held against laws."""

import math

import pytest

from limits import laws, units
from limits.errors import InputError
from limits.laws.referee import Finding, judge
from limits.laws.slips import SLIPS, matches

ROOM = {"bits": "1 bit", "temperature": "300 K"}
LINK = {"bandwidth": "26.5625 GHz", "snr": "20 dB"}
BALL = {"mass": "1 kg", "radius": "10 cm"}
RUN = {"operations": "1e26 FLOP", "power": "700 W", "peak": "989.4 TFLOP/s", "mfu": "0.4"}

# slip, law, inputs, by which factor the claim is off, where the slip is
CASES = [
    ("ln2", "landauer", ROOM, 1 / math.log(2), "ln2"),
    ("ln2", "landauer", ROOM, math.log(2), "ln2"),
    ("ln2", "bekenstein", BALL, math.log(2), "ln2"),
    ("log10", "shannon", LINK, math.log10(2), "ln2"),
    ("h-for-hbar", "bekenstein", BALL, 1 / (2 * math.pi), "hbar"),
    ("h-for-hbar", "bekenstein", BALL, 2 * math.pi, "hbar"),
    ("hbar-for-h", "margolus-levitin", {"energy": "1 J"}, 2 * math.pi, "h"),
    ("nat", "shannon", LINK, math.log(2), "capacity"),
    ("nat", "landauer", ROOM, 1 / math.log(2), "bits"),
    ("byte", "landauer", ROOM, 8, "bits"),
    ("byte", "shannon", LINK, 1 / 8, "capacity"),
    ("binary-prefix", "landauer", {"bits": "80 GB", "temperature": "300 K"}, 1.024**3, "bits"),
    ("binary-prefix", "landauer", {"bits": "80 MB", "temperature": "300 K"}, 1.024**2, "bits"),
    ("fma", "accelerator-energy", RUN, 2, "operations"),
    ("fma", "accelerator-energy", RUN, 0.5, "operations"),
    ("sparsity", "accelerator-energy", RUN, 0.5, "peak"),
    ("pf-day", "accelerator-energy", RUN, 1 / 8.64e19, "operations"),
    ("room-temperature", "landauer", {"bits": "1 bit", "temperature": "330 K"}, 293.15 / 330, "temperature"),
    ("room-temperature", "landauer", {"bits": "1 bit", "temperature": "330 K"}, 298.15 / 330, "temperature"),
    ("celsius", "landauer", {"bits": "1 bit", "temperature": "25 degC"}, 25 / 298.15, "temperature"),
    ("two-states", "margolus-levitin", {"energy": "1 J"}, 0.5, "rate"),
    ("two-states", "margolus-levitin-sequence", {"energy": "1 J"}, 2, "rate"),
    ("diameter", "bekenstein", BALL, 2, "radius"),
    ("diameter", "bekenstein", BALL, 0.5, "radius"),
    ("duplex", "shannon", LINK, 2, "capacity"),
    ("symbol-rate", "shannon", LINK, 2, "bandwidth"),
    (
        "two-sided",
        "shannon-energy",
        {"spectral_efficiency": "2 bit/s/Hz", "noise_density": "4e-21 W/Hz"},
        0.5,
        "noise_density",
    ),
    ("decibel", "shannon", LINK, math.log2(21) / math.log2(101), "snr"),  # 20 dB read as 20
    ("decibel", "shannon", LINK, math.log2(11) / math.log2(101), "snr"),  # 20 log10
    ("percent", "accelerator-energy", {**RUN, "mfu": "0.4 %"}, 1 / 100, "mfu"),
    ("watt-hour", "landauer", ROOM, 1 / 3.6e6, "energy"),
    ("watt-hour", "pue", {"energy": "100 kWh", "pue": "1.1"}, 1 / 3600, "energy"),
    ("electronvolt", "landauer", ROOM, 1 / 1.602176634e-19, "energy"),
    ("prefix", "pue", {"energy": "100 kWh", "pue": "1.1"}, 1000, "energy"),
]


def in_si(law, given):
    return {entry.name: units.si(given[entry.name], entry.unit).value for entry in law.inputs}


@pytest.mark.parametrize(("slip", "key", "given", "factor", "where"), CASES)
def test_a_slip_is_found_where_it_was_made(slip, key, given, factor, where):
    law = laws.get(key)
    values = in_si(law, given)
    claim = law.kernel(**values) * factor
    found = [match for match in matches(law, values, claim) if (match.slip.key, match.where) == (slip, where)]
    assert found
    assert found[0].value == pytest.approx(claim, rel=1e-6, abs=0)
    assert abs(found[0].deviation) < 1e-6


def test_every_slip_has_a_case_and_a_name_of_its_own():
    keys = [slip.key for slip in SLIPS]
    assert len(set(keys)) == len(keys)
    assert {case[0] for case in CASES} == set(keys)


@pytest.mark.parametrize("off", [0.9899, 1.0101])
def test_one_percent_is_the_edge(off):
    law, values = laws.landauer, {"bits": 1.0, "temperature": 300.0}
    doubled = 8 * law.kernel(**values)
    inside = 1 + (off - 1) * 0.9
    assert "byte" in {match.slip.key for match in matches(law, values, doubled * inside)}
    assert "byte" not in {match.slip.key for match in matches(law, values, doubled * off)}


def test_the_nearest_comes_first():
    law, values = laws.landauer, {"bits": 1.0, "temperature": 293.15}
    found = matches(law, values, law.kernel(1.0, 299.9), within=0.05)
    assert [abs(match.deviation) for match in found] == sorted(abs(match.deviation) for match in found)
    assert found[0].slip.key == "room-temperature"


def test_slips_respect_the_law():
    tried = matches(laws.shannon, {"bandwidth": 1e9, "snr": 0.0}, 1e9)
    assert all(math.isfinite(match.value) and match.value > 0 for match in tried)
    small = {"mass": 1.0, "radius": 1.6e-27}  # half of it is less than the Schwarzschild radius
    claim = laws.bekenstein.kernel(1.0, 0.8e-27)
    assert "diameter" not in {match.slip.key for match in matches(laws.bekenstein, small, claim)}


@pytest.mark.parametrize(
    ("law", "given", "claim", "finding"),
    [
        ("landauer", ROOM, "2.75e-21 J", Finding.VIOLATED),
        ("landauer", ROOM, "0 J", Finding.VIOLATED),
        ("landauer", ROOM, "2.87e-21 J", Finding.AGREES),  # rounded, and so not below the floor
        ("landauer", ROOM, "2.870978885078723e-21 J", Finding.AGREES),
        ("landauer", ROOM, "2.870 zJ", Finding.VIOLATED),
        ("landauer", ROOM, "1.2 kJ", Finding.ALLOWED),
        ("shannon", LINK, "200 Gbit/s", Finding.VIOLATED),
        ("shannon", LINK, "100 Gbit/s", Finding.ALLOWED),
        ("shannon", LINK, "176.9 Gbit/s", Finding.AGREES),
        ("bekenstein", BALL, "1e60 bit", Finding.VIOLATED),
        ("bremermann", {"mass": "1 kg"}, "1e60 bit/s", Finding.BEYOND),
        ("cmos", {"operations": "1e26 FLOP", "efficiency": "4.7e15 FLOP/J"}, "1 MJ", Finding.BEYOND),
        ("accelerator-energy", RUN, "49.1 GWh", Finding.AGREES),
        ("accelerator-energy", RUN, "20 GWh", Finding.DIFFERS),
    ],
)
def test_findings(law, given, claim, finding):
    assert judge(laws.get(law), given, claim).finding is finding


def test_a_verdict_names_the_slip():
    verdict = judge(laws.landauer, ROOM, "2.805 zJ")
    assert verdict.ratio == pytest.approx(2.805e-21 / 2.870978885e-21)
    assert [match.slip.key for match in verdict.slips] == ["room-temperature"]
    assert judge(laws.landauer, ROOM, "2.871 zJ").slips == ()
    assert judge(laws.landauer, {**ROOM, "bits": "0 bit"}, "1 J").ratio is None


def test_a_slip_must_explain_better_than_the_law_does():
    verdict = judge(laws.landauer, {"bits": "1 bit", "temperature": "298.2 K"}, "2.86 zJ")
    assert verdict.finding is Finding.AGREES
    assert verdict.slips == ()
    assert matches(laws.landauer, verdict.values, verdict.claimed)  # 300 K is within 1 % as well


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ("700 W", "this is power"),
        ("1.2", "energy: given '1.2'"),
        ("1 J .. 2 J", "an interval"),
        ("-1 J", "-1 J"),
        ("", "energy: given ''"),
        ("nan J", "energy: given"),
    ],
)
def test_claims_that_are_none(claim, said):
    with pytest.raises(InputError) as refused:
        judge(laws.landauer, ROOM, claim)
    assert str(refused.value).startswith("claim: 1 input cannot be used")
    assert said in str(refused.value)
