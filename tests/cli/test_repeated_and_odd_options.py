"""Options whose meaning would be guessed at are refused: given twice, without a unit, as an interval."""

from __future__ import annotations

import json

import pytest

H100 = ("--rate", "4e14 FLOP/s")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--set", "facility.pue=1.1", "--set", "facility.pue=1.2"), "facility.pue: given '1.1' and '1.2', wanted one"),
        (("--set", "facility.pue=1.1", "--set", "facility.pue=1.1"), "facility.pue: given '1.1' and '1.1', wanted one"),
        (("--erasure", "gates", "--set", "assumptions.erasure=logical"), "assumptions.erasure: given 'logical' and"),
        (("--set", "facility.pue", "--set", "pue"), "2 inputs cannot be used"),
    ],
    ids=" ".join,
)
def test_a_field_is_set_once(refusal, words, said):
    assert said in refusal("report", "gpt-3", *words)


def test_a_column_is_named_once(refusal):
    said = refusal("frontier", "fit", "runs.csv", "--columns", "tokens=D,loss=L", "--columns", "tokens=E")
    assert "--columns: given tokens as 'D' and 'E', wanted one header" in said


INTERVALS = ("1e24 .. 1e26 {}", "1e25 +/- 1e24 {}", "1e25 [1e24 .. 1e26] {}", "1e25 ± 1e24 {}", "1e24 .. 1e26")


@pytest.mark.parametrize("interval", INTERVALS)
@pytest.mark.parametrize(
    ("words", "option", "unit"),
    [
        (("optimal",), "--compute", "FLOP"),
        (("compare",), "--compute", "FLOP"),
        (("optimal",), "--loss", "nat/token"),
        (("optimal", *H100), "--time", "s"),
        (("optimal", "--efficiency", "1e11 FLOP/J"), "--energy", "J"),
        (("optimal", "--price", "1e-18 USD/FLOP"), "--cost", "USD"),
        (("optimal", "--compute", "1e24"), "--rate", "FLOP/s"),
        (("optimal", "--compute", "1e24"), "--efficiency", "FLOP/J"),
        (("optimal", "--compute", "1e24", *H100), "--count", ""),
        (("optimal", "--compute", "1e24", *H100), "--price", "USD/hour"),
        (("optimal", "--loss", "1.95"), "--inference-tokens", "token"),
        (("predict", "--tokens", "1e12"), "--parameters", "parameter"),
        (("predict", "--parameters", "1e9"), "--tokens", "token"),
        (("repeat", "--compute", "1e25"), "--unique-tokens", "token"),
        (("convert",), "--loss", "nat/token"),
    ],
    ids=lambda part: " ".join(part) if isinstance(part, tuple) else part,
)
def test_an_interval_is_not_answered_for_its_centre(refusal, words, option, unit, interval):
    said = refusal("frontier", *words, option, interval.format(unit).strip())
    assert f"{option}: given " in said
    assert "not an interval; ask once for each of its ends" in said or (option == "--price" and "a price" in said)


@pytest.mark.parametrize(
    ("option", "rate", "example"),
    [
        ("--time", H100, "54 day"),
        ("--energy", ("--efficiency", "1e11 FLOP/J"), "3.6 MWh"),
        ("--rate", ("--time", "30 day"), "989 TFLOP/s"),
        ("--efficiency", ("--energy", "1 GWh"), "1.4 TFLOP/J"),
    ],
)
def test_a_number_whose_unit_would_be_guessed_at_is_refused_with_an_example(answer, refusal, option, rate, example):
    said = refusal("frontier", "optimal", option, "30", *rate)
    assert f"{option}: given '30', wanted " in said
    assert f"a number needs its unit; write it, as in '{example}'" in said
    assert answer("frontier", "optimal", option, example, *rate)


@pytest.mark.parametrize(
    "words",
    [
        ("optimal", "--compute", "1e24"),
        ("optimal", "--loss", "1.95"),
        ("predict", "--parameters", "70e9", "--tokens", "1.4e12"),
        ("optimal", "--cost", "10e6", "--price", "1e-18 USD/FLOP"),
        ("optimal", "--cost", "10 million USD", "--price", "1e-18 USD/FLOP"),
        ("predict", "--parameters", "70B", "--tokens", "1.4T"),
        ("optimal", "--time", "30 day", "--rate", "4e14 FLOP/s", "--count", "16K"),
        ("repeat", "--unique-tokens", "1e12", "--compute", "1e25"),
    ],
    ids=" ".join,
)
def test_a_number_whose_unit_the_option_says_may_stand_alone(answer, words):
    assert json.loads(answer("frontier", *words, "--format", "json"))


def test_accelerators_are_whole(refusal):
    said = refusal("frontier", "optimal", "--compute", "1e24", *H100, "--count", "7.5")
    assert "--count: given '7.5', wanted a whole number from 1 to 1e+12" in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--seed", "4294967296"), "--seed"),
        (("--bootstrap", "1000001"), "bootstrap: given '1000001', wanted 0, or 2 to 1,000,000 resamples"),
        (("--delta", "5e-324"), "delta: given"),
        (("--delta", "nan"), "delta: given nan"),
    ],
    ids=" ".join,
)
def test_options_of_a_fit_that_no_fit_can_have(refusal, words, said):
    assert said in refusal("frontier", "fit", "docs/examples/fits/runs.csv", *words)


@pytest.mark.parametrize("number", ["1_000", "１２", "٣"])  # noqa: RUF001 - digits of other scripts are the point
@pytest.mark.parametrize(
    "words",
    [
        ("convert", "--loss", "2", "--bytes-per-token"),
        ("convert", "--perplexity"),
        ("optimal", "--compute", "1e24", "--doublings"),
        ("fit", "runs.csv", "--bootstrap"),
        ("fit", "runs.csv", "--seed"),
        ("fit", "runs.csv", "--delta"),
    ],
    ids=" ".join,
)
def test_numbers_are_in_plain_digits(refusal, words, number):
    assert f"{words[-1]}': '{number}' is no number in plain digits" in refusal("frontier", *words, number)


@pytest.mark.parametrize("option", ["--bytes-per-token", "--characters-per-token"])
@pytest.mark.parametrize("number", ["5e-324", "1e-320", "1e-9", "1e9", "1e308", "0", "-1", "nan", "inf"])
def test_tokens_of_no_length_are_refused(refusal, option, number):
    assert f"{option}: given" in refusal("frontier", "convert", "--loss", "2.188 nat/token", option, number)


@pytest.mark.parametrize("words", [("--loss", "1001"), ("--perplexity", "1e308"), ("--bits-per-byte", "1e300")])
def test_losses_of_no_language_are_refused(refusal, words):
    assert f"{words[0]}: given" in refusal("frontier", "convert", *words, "--bytes-per-token", "4.2")


@pytest.mark.parametrize("word", ["a\x1b[31mb", "--a\x1b[31mb", "--format=\x1b[31m"])
def test_a_message_on_options_obeys_no_terminal(refusal, word):
    said = refusal("report", word)
    assert "\x1b" not in said
    assert "x1b[31m" in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("predict", "--parameters", "70B", "--tokens", "1.4 trillion"), "--parameters: 70B is read as 7e10 parameter"),
        (
            ("predict", "--parameters", "70B", "--tokens", "1.4 trillion"),
            "--tokens: 1.4 trillion is read as 1.4e12 token",
        ),
        (("optimal", "--cost", "10M", "--price", "1e-18 USD/FLOP"), "--cost: 10M is read as 1e7 USD"),
        (("optimal", "--loss", "1.95"), "--loss: 1.95 is read as 1.95 nat/token"),
        (("optimal", "--time", "1 day", *H100, "--count", "16K"), "--count: 16K is read as 16000"),
        (("compare", "--compute", "1e24"), "--compute: 1e24 is read as 1e24 FLOP"),
        (("repeat", "--unique-tokens", "1T", "--compute", "1e25"), "--unique-tokens: 1T is read as 1e12 token"),
        (("convert", "--loss", "1.9"), "--loss: 1.9 is read as 1.9 nat/token"),
    ],
    ids=lambda part: " ".join(part) if isinstance(part, tuple) else part,
)
def test_the_answer_says_how_a_number_without_its_unit_was_read(answer, words, said):
    assert said in answer("frontier", *words).splitlines()
    assert said not in answer("frontier", *words, "--format", "csv")


def test_what_says_its_unit_is_not_repeated(answer):
    words = ("predict", "--parameters", "70B parameter", "--tokens", "1.4e12 token")
    assert "is read as" not in answer("frontier", *words)
