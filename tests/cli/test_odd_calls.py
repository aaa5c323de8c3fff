"""Calls as somebody types them late at night: each ends in one message that says what to type instead."""

from __future__ import annotations

import pytest

ODD = [
    ("reprot gpt-3", "Did you mean 'report'"),
    ("gpt-3", "Write limits report gpt-3."),
    ("landauer", "Write limits law landauer."),
    ("help", "Write limits --help."),
    ("version", "Write limits --version."),
    ("report gpt-3,palm", "did you mean gpt-3 or palm"),
    ("report Llama_3.1_405B", "did you mean llama-3.1-405b"),
    ("report gpt-3 --set tokens=1T", "did you mean corpus.tokens"),
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
    assert message.count("limits: ") + message.count("Error: ") == 1
    assert not list(tmp_path.iterdir())
