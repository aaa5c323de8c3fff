"""``limits channel --s4p``: the sentence of a measured channel, its table, what is assumed, and what is refused."""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path

import pytest

pytest.importorskip("skrf", reason="scikit-rf is not installed (extra channel)")

LANE = Path(__file__).parents[2] / "docs" / "examples" / "lane"
THRU = ("--s4p", str(LANE / "thru.s4p"))
ALL = (*THRU, "--fext", str(LANE / "fext.s4p"), "--next", str(LANE / "next.s4p"))


def said(text):
    return " ".join(text.split())


@pytest.fixture(scope="module")
def backplane(facts):
    folder = facts / "data" / "net" / "channels"
    words = ["--s4p", str(folder / "example2_THRU.s4p")]
    for role, count in (("FEXT", 2), ("NEXT", 3)):
        for number in range(1, count + 1):
            words += [f"--{role.lower()}", str(folder / f"example2_{role}{number}.s4p")]
    return words


def test_a_rate_that_fails_below_the_capacity(answer, backplane):
    lane = ("--baud", "53.125", "--pam", "4", "--net", "100")
    guessed = said(answer("channel", *backplane, *lane))
    assert "at a bit error rate of 2.4e-4 (if that is its code), although" in guessed
    text = said(answer("channel", *backplane, *lane, "--fec", "kp4"))
    assert text.startswith(
        "106.25 Gbit/s PAM4 fails on example2_THRU.s4p (model): an ideal equaliser leaves 14.6 dB at the slicer, "
        "3.0 dB short of the 17.7 dB that PAM4 needs at a bit error rate of 2.4e-4, although its rate is only 81 % "
        "(net rate 77 %) of the channel's capacity, 130.5 Gbit/s."
    )
    for row in (
        "~ white noise 286.31 32.44 45.04 37 %",
        "~ + crosstalk 139.66 15.71 25.91 76 %",
        "~ + transmitter noise 130.49 14.64 25.91 81 %",
        "~ + water-filling 132.52 14.88 26.87 80 %",
        "half the symbol rate 26.5625 GHz 59.69 dB",
        "end of the file 40 GHz 105.46 dB",
        "example2_THRU.s4p through 4,001 0 .. 40 0.9907",
        "ports 1-2,3-4, by |S21| = 0.9590, |S31| = 0.0123",
        "peak of the signal 0.413 V assumed: A_v and A_fe of COM for IEEE 802.3dj",
        "signal over noise at the transmitter 33.0 dB assumed",
    ):
        assert row in text


def test_a_rate_that_passes_at_a_quarter_of_the_capacity(answer, backplane):
    text = said(answer("channel", *backplane, "--baud", "25.78125", "--pam", "2", "--net", "25", "--fec", "none"))
    assert text.startswith(
        "25.78125 Gbit/s NRZ passes on example2_THRU.s4p (model): an ideal equaliser leaves 23.6 dB at the slicer, "
        "6.7 dB above the 16.9 dB that NRZ needs at a bit error rate of 1e-12; its rate is 25 % of the channel's "
        "capacity, 101.2 Gbit/s."
    )
    assert "half the symbol rate 12.890625 GHz 23.45 dB" in text


def test_numbers_of_the_record_are_those_of_the_table(answer):
    record = json.loads(answer("channel", "100g", *ALL, "--format", "json"))
    assert record["schema"] == "limits.channel/1"
    found = record["measured"]
    assert [case["noise"] for case in found["cases"]] == [
        "white noise",
        "+ crosstalk",
        "+ transmitter noise",
        "+ water-filling",
    ]
    third = found["cases"][2]
    text = said(answer("channel", "100g", *ALL))
    assert f"{third['capacity']['value'] / 1e9:.2f} {10 * math.log10(third['salz_snr']['value']):.2f}" in text
    assert found["margin"]["value"] == pytest.approx(
        third["salz_snr"]["value"] / record["needs"]["limit_snr"]["value"], rel=1e-12, abs=0
    )
    assert found["passes"] is True
    assert found["raw_share"]["value"] == pytest.approx(106.25e9 / third["capacity"]["value"], rel=1e-12, abs=0)
    assert [each["role"] for each in found["files"]] == ["through", "far-end", "near-end"]
    assert found["swing"]["origin"]["kind"] == "default"


def test_what_is_stated_is_taken_and_said(answer):
    stated = ("--swing", "413 mV", "--next-swing", "0.45 V", "--noise", "6e-9 V^2/GHz", "--snr-tx", "33 dB")
    by_default, by_hand = (said(answer("channel", "100g", *ALL, *words)) for words in ((), stated))
    assert by_default.partition("Signal and noise")[0] == by_hand.partition("Signal and noise")[0]
    assert by_hand.count(" stated") == 4
    assert "assumed" not in by_hand
    assert "assumed" in by_default


def test_without_aggressors_it_says_so(answer):
    text = said(answer("channel", "100g", *THRU))
    assert "no file of an aggressor: crosstalk is not counted" in text
    assert "+ crosstalk" not in text


def test_without_a_code_it_holds_against_nothing(answer):
    text = said(answer("channel", *THRU, "--baud", "40", "--pam", "4"))
    assert "no code is known that it must suffice" in text
    assert " passes " not in text
    assert " fails " not in text


def test_a_band_beyond_the_file_is_refused_and_a_cut_one_says_so(call, answer):
    refused = call("channel", "200g", *THRU)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr.count("\n") == 2
    assert "the file ends at 30 GHz, wanted a file up to the end of the band, 53.125 GHz (half of 106.25 GBd)" in (
        refused.stderr
    )
    assert 'cut it: --band "30 GHz"' in refused.stderr
    text = said(answer("channel", "200g", *THRU, "--band", "30 GHz"))
    assert "the band is cut at 30 GHz, as stated: nothing is sent or counted above" in text
    assert "half the symbol rate 53.125 GHz beyond the file" in text


def test_the_narrowest_band_is_read_between_two_points(answer):
    assert "up to 1e-06 GHz" in answer("channel", "100g", *THRU, "--band", "1 kHz")


def test_a_band_above_half_of_the_symbol_rate_has_a_capacity_and_no_verdict(answer):
    text = said(answer("channel", "25g", *THRU, "--band", "30 GHz"))
    assert "up to 30 GHz." in text
    assert " passes " not in text


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (("100g", THRU[1]), "'thru.s4p' is a file of a channel: write --s4p before it."),
        (("100g", "--swing", "0.4 V"), "--swing says more of a channel: give its Touchstone file too, --s4p FILE."),
        (("100g", "--fext", "a.s4p", "--band", "1 GHz"), "--fext and --band say more of a channel"),
        (("100g", *THRU, "--ber", "1e-8"), "--ber and --s4p say different things of one lane"),
        (("100g", *THRU, "--swing", "0.4"), "write e.g. '0.413 V'"),
        (("100g", *THRU, "--swing", "-0.4 V"), "wanted one number above 0; write e.g. '0.413 V'"),
        (("100g", *THRU, "--swing", "0.4..0.5 V"), "wanted one number above 0"),
        (("100g", *THRU, "--noise", "6e-18 V"), "write e.g. '6e-18 V^2/Hz'"),
        (("100g", *THRU, "--snr-tx", "33"), "write '33 dB'"),
        (("100g", *THRU, "--band", "1 m"), "write e.g. '40 GHz'"),
        (("100g", *THRU, "--ports", "1,2"), "wanted two lines, each from its way in to its way out"),
        (("100g", *THRU, "--ports", "1-2,5-6"), "given 4 ports, wanted a file with ports 1-2,5-6"),
        (("100g", *THRU, "--fext", THRU[1]), "given the through file once more"),
        (("100g", "--s4p", str(LANE / "fext.s4p")), "is this a file of crosstalk?"),
        (("100g", "--s4p", "none.s4p"), "given the name of no file"),
        (("100g", "--s4p", "\x1b[31m.s4p"), r"\x1b[31m.s4p"),
    ],
)
def test_what_cannot_be_used_is_one_clear_line(call, words, wanted):
    refused = call("channel", *words)
    assert refused.exit_code == 2
    assert refused.stdout == ""
    assert wanted in refused.stderr
    assert "\x1b" not in refused.stderr
    assert "Traceback" not in refused.stderr


def test_without_scikit_rf_it_says_what_to_install(call, monkeypatch):
    for name in [name for name in sys.modules if name.partition(".")[0] == "skrf"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "skrf", None)
    refused = call("channel", "100g", *THRU)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert 'python -m pip install "scikit-rf>=1.3"' in refused.stderr
    assert refused.stderr.count("\n") == 1


def test_the_version_to_install_is_the_declared_one():
    import tomllib

    from limits.channel.touchstone import MissingScikitRfError

    declared = tomllib.loads((LANE.parents[2] / "pyproject.toml").read_text(encoding="utf-8"))
    (wanted,) = declared["project"]["optional-dependencies"]["channel"]
    assert f'"{wanted}"' in str(MissingScikitRfError())
