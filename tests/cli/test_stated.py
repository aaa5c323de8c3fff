"""``limits report "7e9 parameter" "2e12 token" "64 h100-sxm"``: numbers with their units state a run."""

import json

import pytest

from limits.catalog import shipped
from limits.cli.stated import told_apart

SET = ("--set", "parameters=7e9 parameter", "--set", "tokens=2e12 token")


def test_numbers_are_as_set(answer):
    stated = answer("report", "7e9 parameter", "2e12 token", "64 h100-sxm")
    assert stated == answer("report", *SET, "--set", "count=64", "--set", "accelerator=h100-sxm")
    assert "this run: 7B parameters, 2T tokens" in stated
    assert "64 x h100-sxm" in stated


@pytest.mark.parametrize(
    "written", ["64 x H100", "64 H100s", "64xH100", "64 \N{MULTIPLICATION SIGN} H100", "64 * H100"]
)
def test_accelerators(written):
    assert told_apart([written], shipped()) == ((), ("count=64", "accelerator=H100"))


@pytest.mark.parametrize(
    ("word", "stated"),
    [
        ("70B parameters", ("parameters=70B parameters",)),
        ("1.5 billion parameters", ("parameters=1.5 billion parameters",)),
        ("15T tokens", ("tokens=15T tokens",)),
        ("64 GPUs", ("count=64",)),
        ("2.788e6 GPU hours", ("accelerator_hours=2.788e6 GPU hours",)),
        ("30.84e6 GPU-hours", ("accelerator_hours=30.84e6 GPU-hours",)),
        ("1287 MWh", ("energy=1287 MWh",)),
        ("0.1 USD/kWh", ("electricity_price=0.1 USD/kWh",)),
        ("2 USD/hour", ("accelerator_price=2 USD/hour",)),
    ],
)
def test_what_a_unit_tells_apart(word, stated):
    assert told_apart([word], shipped()) == ((), stated)


@pytest.mark.parametrize("word", ["gpt-3", "1e26 FLOP", "54 days", "400 W", "70B", "64 frobnicators", "8x7b", "-", ""])
def test_what_is_a_run_or_could_mean_several_things_states_nothing(word):
    assert told_apart([word], shipped()) == ((word,), ())


def test_machines_are_counted_by_their_accelerators(answer):
    assert told_apart(["64 p5.48xlarge"], shipped()) == ((), ("count=512", "accelerator=h100-sxm"))
    said = answer("report", "1e24 FLOP", "16 v4-8")
    assert "64 x tpu-v4" in said
    assert "16 v4-8 is read as accelerators: v4-8 is a slice of 8 cores, 4 x tpu-v4" in " ".join(said.split())


def test_they_change_a_run_that_is_named(answer):
    assert answer("report", "1e24 FLOP", "64 b200") == answer(
        "report", "1e24 FLOP", "--set", "count=64", "--set", "accelerator=b200"
    )
    said = json.loads(answer("report", "gpt-3", "0.5 GBP/kWh", "--format", "json"))
    assert said["run"]["name"] == "gpt-3-175b"


def test_one_field_stated_twice(refusal):
    twice = refusal("report", "7e9 parameter", "2e12 token", "--set", "tokens=3e12")
    assert "corpus.tokens: given '2e12 token' and '3e12', wanted one value" in twice


def test_a_duration_may_be_that_of_the_machine_or_of_each_accelerator(refusal):
    assert "cluster.wall_time or cluster.accelerator_hours" in refusal(
        "report", "7e9 parameter", "2e12 token", "3 days"
    )


def test_a_number_that_does_not_say_what_it_counts(refusal):
    assert 'as in "70B FLOP", "70B parameter" or "70B token"' in refusal("report", "70B", "2e12 token")


def test_a_number_that_a_field_does_not_take(refusal):
    assert "wanted all trainable parameters" in refusal("report", "0 parameters", "2e12 token")


def test_a_run_without_a_name_is_called_so_once(refusal):
    assert refusal("report", "7e9 parameter").startswith("limits: this run: 1 input cannot be used")
    assert "run of 1e26 FLOP: 1 input" in refusal("report", "1e26 FLOP", "--set", "accelerator=h1000")
