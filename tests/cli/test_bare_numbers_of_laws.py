"""Laws and trends follow the one rule for a number without its unit, and say how they read it."""

from __future__ import annotations

import json

import pytest

from limits import laws
from limits.report.law.record import IN_DECIBELS


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("law", "shannon", "bandwidth=4 GHz", "snr=20"), "snr = 20 (13.0 dB)"),
        (("law", "shannon", "bandwidth=4 GHz", "snr=13 dB"), "snr = 13 dB (19.95)"),
        (("law", "shannon", "bandwidth=4 GHz", "snr=20", "--claim", "17 Gbit/s"), "snr = 20 (13.0 dB)"),
        (("law", "shannon", "bandwidth=4 GHz", "snr=20", "--explain"), "20 (13.01 dB)"),
        (("law", "shannon", "bandwidth=4 GHz", "capacity=40 Gbit/s", "--solve", "snr"), "snr = 1023 (30.10 dB)"),
        (("law", "gap-rate", "symbol_rate=53.125 GBd", "snr=20 dB", "gap=7.5"), "gap = 7.5 (8.8 dB)"),
        (("law", "snr-gap", "error=1e-6"), "dB)"),
        (("law", "epochs", "unique_tokens=15T", "epochs=4"), "unique_tokens = 15T (1.5e13 token)"),
        (("frontier", "trend", "brown2020-compute", "compute=3e23"), "compute = 3e23 (3e23 FLOP)"),
        (("frontier", "trend", "brown2020-compute", "loss=1.9", "--solve", "compute"), "loss = 1.9 (1.9 nat/token)"),
    ],
    ids=lambda part: " ".join(part) if isinstance(part, tuple) else part,
)
def test_the_answer_says_how_it_was_read(answer, words, said):
    assert said in " ".join(answer(*words).split())


def test_a_suffix_is_a_count_only_where_one_is_wanted(answer, refusal):
    words = ("law", "epochs", "unique_tokens=15T", "epochs=4", "--format", "json")
    assert json.loads(answer(*words))["inputs"]["unique_tokens"] == {"value": 15e12, "unit": "token"}
    said = refusal("law", "landauer", "bits=15T", "temperature=300 K")
    assert "no unit is called 'T'" in said
    assert "a number needs its unit" in refusal("law", "landauer", "bits=1e26", "temperature=300 K")
    assert "begin with the number" in refusal("law", "landauer", "bits=bit", "temperature=300 K")


def test_counts_of_unit_1_take_a_suffix(answer):
    law = laws.codeword_failure
    assert law.input("symbols").domain.whole
    eg = {entry.name: entry.eg for entry in law.inputs} | {"symbols": "1K"}
    words = [f"{name}={text}" for name, text in eg.items()]
    assert "symbols = 1K (1000)" in " ".join(answer("law", law.key, *words).split())


def test_every_result_that_is_a_ratio_of_powers_is_known_as_one():
    """What else has unit 1 among the laws of channels: shares and rates of errors."""
    plain = {law.key for law in laws.LAWS if "channel" in law.kernel.__module__ and law.unit == "1"} - IN_DECIBELS
    assert plain == {"pam-ber", "qam-ber", "codeword-failure"}
    assert {law.key for law in laws.LAWS} >= IN_DECIBELS
