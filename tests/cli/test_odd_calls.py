"""Calls as somebody types them late at night: each ends in one message that says what to type instead."""

from __future__ import annotations

import re
import shlex

import pytest

ODD = [
    ("reprot gpt-3", "Did you mean 'report'"),
    ("gpt-3", "Write limits report gpt-3."),
    ("landauer", "Write limits law landauer."),
    ("help", "Write limits --help."),
    ("version", "Write limits --version."),
    ("report gpt-3,palm", "did you mean gpt-3 or "),
    ("report Llama_3.1_40B", "did you mean llama-3.1-405b"),
    ("report gpt-3 --set token=1T", "did you mean tokens"),
    ("report gpt-3 --set pue=0.5", "write e.g. '1.08 .. 1.15'"),
    ("report gpt-3 --set snr=20db", "did you mean dB?"),
    ("law shannon bandwidth=1GHz snr=20db", "did you mean dB?"),
    ("cite h100", "its sources stand in its row; it is an accelerator: limits catalog accelerators h100"),
    ("plot gpt-3", "Write limits plot ladder gpt-3 --output ladder.svg."),
    ("frontier trend --search perpetuum", "`limits frontier trend` lists all of them"),
    ("frontier trend li2025-batch --search batch", "leave out KEY"),
    ("report gpt-3 --set corpus.tokens", "write e.g. facility.pue=1.2"),
    ("report gpt-3 --set corpus.tokens=2TB", "this is information: write e.g. '15.6T token'"),
    ("report gpt-3 --format pdf", "'markdown', 'html', 'latex'"),
    ("report gpt-3 --output out.pdf", "write HTML (.html) and print it"),
    ("report gpt-3 --output out.xlsx", "write CSV (.csv)"),
    ("report gpt-3 --scaling chinchila", "did you mean chinchilla"),
    ("report gpt-3 -full", "Write --full."),
    ("report --run gpt-3", "Write it without --run: gpt-3."),
    ("report gpt-3 --compute 1e26", "Write --set compute.flop=1e26."),
    ("report gpt-3 --pue 1.2", "Write --set facility.pue=1.2."),
    ("report 10^26_FLOP", "as in"),
    ("law landauer 1e26 300", 'write e.g. bits="1e12 bit" temperature="300 K"'),
    ("law landauer bits=1e26 temperature=300", "a number needs its unit"),
    ("law landauer bits=1e26bit T=300K", "wanted one of bits, temperature"),
    ("law landauer bits=1e26bit temperature=27C", "write e.g. '25 degC'"),
    ("law landauer bits= temperature=300K", "bits: given '', wanted bits erased"),
    ("law landauer bits=1bit temperature=300K --claim big", "begin with the number"),
    ("law shanon bandwidth=1GHz", "did you mean shannon"),
    ("law shannon bandwidth=1GHz --solve snr", "capacity: given nothing"),
    ("law list", "Write limits law: without KEY"),
    ("law search erasure", 'Write limits law --search "erasure".'),
    ("law --explain", "needs the KEY of a law"),
    ("frontier optimum --compute 1e25", "Did you mean 'optimal'"),
    ("frontier optimal", "Give one of --compute"),
    ("frontier optimal --compute 1e25 --loss 2", "Give one of --compute"),
    ("frontier optimal --flops 1e25", "Write --compute 1e25."),
    ("frontier optimal --budget 1e25", "Write --compute 1e25."),
    ("frontier optimal --cost 1MUSD", "--cost needs --price"),
    ("frontier optimal --compute gpt-3", "begin with the number"),
    ("frontier predict 70B 1.4T", "Write --parameters 70B --tokens 1.4T."),
    ("frontier predict --params 70B --tokens 1T", "Write --parameters 70B."),
    ("frontier predict --parameters 70B --D 1T", "Write --tokens 1T."),
    ("frontier fit", "Example: limits frontier fit runs.csv"),
    ("frontier convert 1.9", 'Write --loss "1.9".'),
    ("catalog runs gpt-3 palm", "limits report gpt-3 palm"),
    ("catalog gpt-3 --toml", "limits catalog runs gpt-3"),
    ("catalog --toml", "limits catalog run NAME --toml"),
    ("cite", "Example: limits cite landauer"),
    ("schema report", "there are assessment"),
    ("plot frontier gpt-3", "Example: limits plot frontier"),
    ("plot frontier --output x.jpg", "ending in .png, .svg, .pdf"),
]


@pytest.mark.parametrize(("typed", "said"), ODD, ids=[typed for typed, _ in ODD])
def test_an_odd_call_ends_in_one_message_that_mends_it(refusal, tmp_path, monkeypatch, typed, said):
    monkeypatch.chdir(tmp_path)
    message = refusal(*typed.split())
    assert said in message
    assert "mistake of the program" not in message
    assert ". ." not in message
    assert message.count("limits: ") + message.count("Error: ") == 1
    assert not list(tmp_path.iterdir())


_PROPOSED = re.compile(r"(?:Write|Example:|: )\s*(limits [^\n`]*?)\.?(?=[\n`]|$|; )")
_OPTION = re.compile(r"No such option:? '?(?P<wrong>--?[\w-]+)'?\. Write (?P<right>--[^\n]*)\.\n")
_LEFT_OPEN = ("NAME", "WORDS", "KEY", "FILE", "...", ".csv", "my-run.toml")
"""What stands for something else in a call, and files that somebody has to have."""


def _calls(typed, message):
    """Return the calls that a message proposes: whole ones, and the one typed with another option in it."""
    said = "\n".join(line for line in message.splitlines() if not line.startswith(("Usage:", "Try "))) + "\n"
    found = _PROPOSED.findall(said)
    if option := _OPTION.search(said):
        found.append("limits " + re.sub(rf"{option['wrong']}\w*( \S+)?", lambda _: option["right"], typed, count=1))
    return [each for each in found if not any(left in each for left in _LEFT_OPEN)]


@pytest.mark.parametrize("typed", [typed for typed, _ in ODD])
def test_the_call_that_a_message_proposes_works(call, refusal, tmp_path, monkeypatch, typed):
    monkeypatch.chdir(tmp_path)
    for proposed in _calls(typed, refusal(*typed.split())):
        result = call(*shlex.split(proposed)[1:])
        assert result.exit_code == 0, (proposed, result.stderr)


def test_most_calls_that_are_none_propose_one(refusal):
    """So that the test before this one has something to run."""
    assert sum(bool(_calls(typed, refusal(*typed.split()))) for typed, _ in ODD) >= 15


def test_what_can_mean_one_thing_only_works(answer):
    assert answer("report", "gpt-3", "--set", "pue=1.2") == answer("report", "gpt-3", "--set", "facility.pue=1.2")
    found = answer("frontier", "trend", "--search", "batch")
    assert "li2025-batch" in found
    assert "hernandez2021-text" not in found
