"""Where the rates come from by which energy, money and time become compute."""

import json


def raw(answer, *words):
    return json.loads(answer("frontier", *words, "--format", "json"))


def test_a_rate_that_was_computed_is_not_called_given(answer):
    stated = ("--rate", "1e15 FLOP/s", "--efficiency", "2e11 FLOP/J", "--price", "2e-18 USD/FLOP")
    plain = raw(answer, "optimal", "--compute", "1e24", *stated)
    more = raw(answer, "optimal", "--compute", "1e24", *stated, "--count", "3", "--pue", "1.2")
    names = ("flop_per_second", "flop_per_joule", "flop_per_dollar")
    assert [plain[name]["origin"]["kind"] for name in names] == ["given", "given", "derived"]
    assert [more[name]["origin"]["kind"] for name in names] == ["derived", "derived", "derived"]
    assert more["flop_per_joule"]["origin"]["how"] == "(2e11 FLOP/J) / PUE 1.2"
    by_the_hour = raw(answer, "optimal", "--compute", "1e24", "--rate", "1e15 FLOP/s", "--price", "2 USD/hour")
    assert by_the_hour["flop_per_dollar"]["origin"]["kind"] == "derived"
