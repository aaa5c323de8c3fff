"""``limits channel``: what it says of a lane, the margin first, and what it asks for."""

from __future__ import annotations

import json
import math

import jsonschema
import pytest

BLOCK = ("--ber", "1e-8", "--baud", "53.125", "--pam", "4", "--net", "100")


def said(text):
    return " ".join(text.split())


def test_the_worked_example(answer):
    text = said(answer("channel", *BLOCK))
    assert text.startswith("Healthy: 4.2 dB above what RS(544,514) needs; pre-FEC BER 1e-8, limit 2.4e-4 (if that")
    assert "53.125 GBd PAM4, raw 106.25, net 100 Gbit/s a lane" in text
    for part in ("SNR at the slicer 21.9 dB", "Shannon at that SNR 193 Gbit/s", "52 % of it", "10.9 dB", "6.7 dB of"):
        assert part in text
    assert "not included: what the equaliser lost before the slicer" in text


def test_a_link_and_the_same_numbers_say_the_same(answer):
    link, numbers = (
        json.loads(answer("channel", *words, "--format", "json")) for words in (("ndr", *BLOCK[:2]), BLOCK)
    )
    assert link["schema"] == numbers["schema"] == "limits.channel/1"
    assert link["slicer"] == numbers["slicer"]
    assert link["needs"] == numbers["needs"]
    assert (link["lane"]["link"], numbers["lane"]["link"]) == ("ib-ndr-4x", "")


def test_of_a_rate_alone_it_says_what_is_required_and_no_share_of_what_nobody_knows(answer):
    text = said(answer("channel", "ib-ndr-4x"))
    assert text.startswith(
        "SNR required: 17.7 dB at the limit of RS(544,514) (if that is its code), 11.0 dB at least by Shannon, for its"
    )
    assert text.count("%") == 1
    assert "at the limit of its error correction 64 % of capacity is used" in text
    record = json.loads(answer("channel", "ib-ndr-4x", "--format", "json"))
    assert record["slicer"] is None


def test_beyond_the_limit_is_said_in_plain_words(answer):
    text = said(answer("channel", "100g", "--ber", "1e-3"))
    assert text.startswith("Beyond the limit: 1.1 dB short of what RS(544,514) needs; pre-FEC BER 0.001, limit 2.4e-4:")
    assert "errors get past the correction" in text
    assert "more errors than such a lane may have" in said(answer("channel", "pcie-5-x16", "--ber", "1e-9"))


def test_a_test_without_an_error_is_a_bound_and_says_of_which_length(answer):
    text = said(answer("channel", "100g", "--ber", "0", "--bits", "1e15"))
    assert text.startswith("Healthy: at least 7.1 dB above what RS(544,514) needs; pre-FEC BER at most 3e-15,")
    assert "no error in 1e15 bits" in text
    assert said(answer("channel", "100g", "--bits", "1e15")) == text
    for way in ("<1e-15", "< 1e-15", "below 1e-15", "at most 1e-15"):
        assert "pre-FEC BER at most 1e-15" in said(answer("channel", "100g", "--ber", way))
    assert said(answer("channel", "100g", "--bits", "100")).startswith(
        "Counted too short to tell: pre-FEC BER at most 0.03, and the limit of RS(544,514) is 2.4e-4."
    )
    assert "code: RS(544,514), also called KP4 (catalogue: eth-400gbase-r4)" in text


@pytest.mark.parametrize("way", ["21.9 dB", "21.9dB", " 21.9 dB "])
def test_a_ratio_in_decibels(answer, way):
    record = json.loads(answer("channel", "100g", "--snr", way, "--format", "json"))
    assert 10.0 * math.log10(record["slicer"]["snr"]["value"]) == pytest.approx(21.9, abs=1e-9)
    assert record["slicer"]["measured"] is False


def test_a_loss_is_a_model_and_prints_its_assumptions(answer):
    text = said(answer("channel", "100g", "--loss", "28 dB"))
    assert text.startswith("By its loss alone (model): 39.1 .. 43.7 dB behind an ideal equaliser;")
    assert "so loss alone does not stop it" in text
    assert "0.413 V peak, noise 6e-9 V^2/GHz" in text
    assert "crosstalk" in text
    assert "so loss alone stops it" in said(answer("channel", "100g", "--loss", "120 dB"))
    assert "so loss alone may stop it" in said(answer("channel", "100g", "--loss", "85 dB"))


def test_another_code_has_another_limit_and_doubts_are_told(answer):
    assert "above what RS(272,257) needs; pre-FEC BER 1e-8, limit 4e-5" in said(
        answer("channel", "ndr", "--fec", "rs272", "--ber", "1e-8")
    )
    assert "recalled, confirmed in no source" in said(answer("channel", "400zr"))
    assert "not confirmed for this link" in said(answer("channel", "ib-ndr-4x"))


@pytest.mark.parametrize(
    ("words", "doubt"),
    [
        (("400zr",), "limit 0.0125 (recalled, confirmed in no source). "),
        (("eth-800gbase-dr4",), "limit 0.0048 (recalled, confirmed in no source). "),
        (("ib-ndr-4x",), "limit 2.4e-4 (if that is its code). "),
        (("200g",), "limit 2e-4 (if that is its code). "),
        (("100g",), "limit 2.4e-4. "),
        (("ib-ndr-4x", "--fec", "kp4"), "limit 2.4e-4. "),
        (("25g",), "limit 2.1e-5. "),
    ],
)
def test_what_speaks_against_a_limit_stands_beside_the_verdict(answer, words, doubt):
    first = answer("channel", *words, "--ber", "1e-9", "--format", "text").split(": ")[0]
    assert first == "Healthy"
    assert doubt in said(answer("channel", *words, "--ber", "1e-9")).replace(words[0] + ":", "")[:160]


def test_only_of_a_stated_ratio_does_a_theorem_follow(answer):
    measured = said(answer("channel", "100g", "--ber", "1e-8"))
    assert "~ Shannon at that SNR 193 Gbit/s 26.5625 GHz x log2(1 + SNR), with the SNR of that model" in measured
    stated = said(answer("channel", "100g", "--snr", "21.89 dB"))
    assert "■ Shannon at that SNR 193 Gbit/s 26.5625 GHz x log2(1 + SNR), in white Gaussian noise, by any" in stated
    for text in (measured, stated):
        assert "■ Shannon, for the net rate 11.0 dB 100 Gbit/s in half the symbol rate, 26.5625 GHz, of white" in text


def test_a_lane_that_corrects_nothing_is_within_its_limit_and_never_healthy_by_a_fraction_of_a_decibel(answer):
    text = said(answer("channel", "pcie-5", "--ber", "1e-13"))
    assert text.startswith("Within the limit: 0.4 dB above what a lane without error correction needs")
    assert "healthy means" not in text


def test_levels_and_rates_are_read_as_people_write_them(answer):
    wanted = answer("channel", *BLOCK)
    for baud, pam, net in (
        ("53.125G", "PAM4", "100G"),
        ("53.125e9 Bd", "pam-4", "100e9 bit/s"),
        ("53.125", " 4", "100g"),
    ):
        assert answer("channel", "--ber", "1e-8", "--baud", baud, "--pam", pam, "--net", net) == wanted
    assert "50 GBd NRZ, raw 50 Gbit/s a lane, net rate unknown" in answer("channel", "--baud", "50", "--pam", "nrz")


def test_a_ratio_so_high_that_no_number_holds_its_errors(answer):
    assert "pre-FEC BER below 1e-300 by the SNR" in said(answer("channel", "100g", "--snr", "60 dB"))


def test_units_are_read_as_everywhere(answer):
    one = answer("channel", "--baud", "53.125 GBd", "--pam", "4", "--net", "100 Gbit/s", "--ber", "1e-8")
    assert one == answer("channel", *BLOCK)
    assert one == answer("channel", "--baud", "53125 MBd", "--pam", "4", "--net", "12.5 GB/s", "--ber", "1e-8")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "Name a link"),
        (("--pam", "4"), "Name a link"),
        (("100g", "--snr", "21.9"), "write '21.9 dB'"),
        (("100g", "--loss", "28"), "write '28 dB'"),
        (("100g", "--loss", "-28 dB"), "leave out the sign"),
        (("100g", "--snr", "20 dB .. 22 dB"), "one number"),
        (("100g", "--snr", "21.9 GHz"), "wanted decibels"),
        (("100g", "--ber", "0"), "--bits 1e15"),
        (("100g", "--ber", "15E-255"), "--ber 0 --bits 1e15"),
        (("100g", "--snr", "400 dB"), "at most 200 dB"),
        (("100g", "--snr", "21.9 dBm"), "write e.g. '21.9 dB'"),
        (("--baud", "53.125e9", "--pam", "4"), "write '53.125e9 Bd'"),
        (("--baud", "53.125", "--pam", "4", "--net", "100e9"), "write '100e9 bit/s'"),
        (("112g",), "write 100g"),
        (("100g", "nowhere/port.txt"), "there is no file 'nowhere/port.txt'"),
        (("800G",), "an 800G port has several lanes"),
        (("100g", "--ber", "1_0"), "a plain number"),
        (("100g", "--ber", "1.2.3"), "a plain number"),
        (("100g", "--ber", "1e-8", "--bits", "1e9"), "--ber 0"),
        (("100g", "--ber", "1e-8", "--snr", "20 dB"), "give one of them"),
        (("100g", "--ber", "1e-8", "--loss", "20 dB"), "give one of them"),
        (("--baud", "53.125 GHz", "--pam", "4"), "symbols are counted in baud"),
        (("--baud", "0", "--pam", "4"), "above 0"),
        (("--baud", "50"), "--pam 2 for NRZ"),
        (("--baud", "1e308", "--pam", "4"), "--baud"),
        (("100g", "--pam", "1"), "--pam"),
        (("100g", "--fec", "ldpc"), "kp4"),
        (("100g", "--net", "400"), "one lane, one way"),
        (("400g",), "several lanes"),
        (("nvlink-6",), "--baud"),
        (("\x1b[31mx",), "no link or lane"),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, tuple) else None,
)
def test_what_cannot_be_used_is_refused_in_one_clear_message(call, words, told):
    result = call("channel", *words)
    assert result.exit_code == 2
    assert told in said(result.stderr)
    assert "\x1b" not in result.stderr
    assert not result.stdout


def test_names_are_completed():
    from limits.cli import completion

    assert [item.value for item in completion.lanes(None, None, "10")] == ["100g"]
    assert "ib-ndr-4x" in [item.value for item in completion.lanes(None, None, "ib-n")]


@pytest.fixture
def text(tmp_path):
    def written(content):
        file = tmp_path / "port.txt"
        file.write_text(content, encoding="utf-8")
        return str(file)

    return written


MLXLINK = """Operational Info
Speed : 400G
Width : 4x
FEC : Standard_RS-FEC - (544,514)
Raw Physical BER : {}
"""
SONIC = """IFACE STATE FEC_CORR FEC_UNCORR FEC_PRE_BER
Ethernet0 U 1 0 1.2e-07
Ethernet8 U 9 3 1.1e-03
Ethernet16 D 0 0 N/A
"""


def test_what_a_port_counts_is_read_and_is_what_the_number_says(answer, text):
    one = json.loads(answer("channel", text(MLXLINK.format("1E-8")), "--format", "json"))
    other = json.loads(answer("channel", "100g", "--ber", "1e-8", "--format", "json"))
    assert one["slicer"] == other["slicer"]
    assert said(answer("channel", "-", typed=MLXLINK.format("1E-8"))).startswith("Healthy: 4.2 dB above")
    assert "above what RS(544,514) needs" in said(answer("link", text(MLXLINK.format("1E-8"))))


def test_a_port_without_an_error_or_a_time_says_so(answer, text):
    printed = said(answer("channel", text(MLXLINK.format("15E-255"))))
    assert printed.startswith("SNR required")
    assert "no error counted" in printed


def test_several_ports_are_listed_the_worst_first_and_follow_their_schema(answer, text):
    file = text(SONIC)
    printed = said(answer("channel", "100g", file))
    assert printed.startswith(
        "3 ports: 1 beyond the limit, 1 healthy, 1 no rate told; worst Ethernet8: beyond the limit,"
    )
    assert printed.index("Ethernet8 0.0011") < printed.index("Ethernet0 1.2e-7") < printed.index("Ethernet16 unknown")
    record = json.loads(answer("channel", "100g", file, "--format", "json"))
    assert record["schema"] == "limits.bit-errors/1"
    jsonschema.validate(record, json.loads(answer("schema", "bit-errors")))
    assert [port["verdict"] for port in record["ports"]] == ["beyond the limit", "healthy", "no rate told"]
    assert record["ports"][2]["bit_error_rate"] is None
    assert "nothing tells which lane it is" in said(answer("channel", file))
    assert "limits channel 100g FILE" in said(answer("channel", file))


def test_errors_that_got_past_the_correction_stand_beside_the_verdict(answer, text):
    port = MLXLINK.format("1E-8") + "Effective Physical Errors : 7\n"
    printed = said(answer("channel", text(port)))
    assert printed.startswith(
        "Healthy: 4.2 dB above what RS(544,514) needs; pre-FEC BER 1e-8, limit 2.4e-4. Yet 7 were not"
    )
    assert printed.count("7 were not corrected") == 1
    assert "Errors got past the correction of 1." in said(answer("channel", "100g", text(SONIC)))


def test_a_port_as_noisy_as_no_signal_at_all_is_the_worst_of_a_table_and_hides_no_other(answer, text):
    printed = said(answer("channel", "100g", text(SONIC.replace("1.2e-07", "0.5"))))
    assert printed.startswith("3 ports: 2 beyond the limit, 1 no rate told; worst Ethernet")
    assert "Ethernet0 0.5 eth-400gbase-r4, RS(544,514) beyond the limit: no better than noise" in printed


def test_a_port_has_the_lanes_that_the_text_tells(answer, text):
    port = MLXLINK.format("1E-8").replace("400G", "800G").replace("4x", "8x")
    assert "net 100 Gbit/s a lane, 8 of them a port" in said(answer("channel", text(port)))


@pytest.mark.parametrize(
    ("content", "words", "told"),
    [
        ("nothing here", (), "no port that counts bit errors"),
        ("NIC statistics:\n rx_bits_phy: 100\n rx_corrected_bits_phy: 1\n", (), "limits channel 100g"),
        ("NIC statistics:\n rx_corrected_bits_phy: 1\n", (), "rx_bits_phy"),
        (MLXLINK.format("1E-8"), ("--ber", "1e-8"), "give one of them"),
        (MLXLINK.format("0.7"), (), "fewer errors than noise without a signal"),
        (MLXLINK.format("N/A") + "State : Polling\n", (), "its state is Polling"),
    ],
)
def test_a_text_that_cannot_be_used(call, text, content, words, told):
    result = call("channel", text(content), *words)
    assert result.exit_code == 2
    assert told in said(result.stderr)


def test_the_energy_of_a_link_stands_in_picojoule_as_it_was_published(answer):
    said = " ".join(answer("channel", "nvlink-c2c", "--snr", "30 dB").split())
    assert "= published of the link 1.3 pJ/bit PHY, die to die" in said
    assert "2.87e-21 J/bit" in said
    ratio = 1.3e-12 / (1.380649e-23 * 300.0 * math.log(2.0))
    assert f"ratio {ratio:.1e}".replace("e+0", "e").replace("e+", "e") in said


@pytest.mark.parametrize(
    ("words", "lane"),
    [
        (("hdr",), "ib-hdr-4x: 26.5625 GBd PAM4, raw 53.125, net 50 Gbit/s a lane, 4 of them a port"),
        (("--baud", "53.125", "--pam", "4", "--net", "100"), "53.125 GBd PAM4, raw 106.25, net 100 Gbit/s a lane"),
    ],
)
def test_the_second_line_says_what_kind_of_lane_it_is(answer, words, lane):
    assert answer("channel", *words, "--ber", "1e-8").splitlines()[1] == lane
