"""``limits law``: the list, a page, a value, a solution; nothing that is typed is evaluated."""

from __future__ import annotations

import json
import math

import pytest
from jsonschema import Draft202012Validator

from limits import laws
from limits.report.formats.formula import in_letters
from limits.report.formats.tex import RAGGED
from limits.report.schema import shipped

SCHEMA = Draft202012Validator(json.loads(shipped("law")))
LANDAUER = ("law", "landauer", "bits=1 bit", "temperature=300 K")


def test_the_list_holds_every_law_with_kind_and_sense(answer):
    lines = answer("law").splitlines()
    for law in laws.LAWS:
        (line,) = [line for line in lines if line.split()[:1] == [law.key]]
        assert law.kind.value in line
        assert law.sense.value in line


def test_the_list_as_json(answer):
    said = json.loads(answer("law", "--format", "json"))
    SCHEMA.validate(said)
    assert [row["key"] for row in said] == [law.key for law in laws.LAWS]
    assert {"key", "kind", "sense", "inputs", "latex", "references"} <= said[0].keys()


@pytest.mark.parametrize("law", laws.LAWS, ids=lambda law: law.key)
def test_the_page_of_each_law(answer, law):
    said = answer("law", law.key)
    letters = in_letters(law.latex)
    assert "".join(letters.split()) in "".join(said.split())  # a long formula is broken like any line
    assert all(entry.name in said for entry in law.inputs)
    SCHEMA.validate(json.loads(answer("law", law.key, "--format", "json")))
    latex = answer("law", law.key, "--format", "latex")
    assert f"  {law.latex}\n  \\label{{eq:{law.key}}}\n\\end{{equation}}\n" in latex
    assert latex.endswith(f"\\cite{{{','.join(law.refs)}}}\n")


@pytest.mark.parametrize("law", laws.LAWS, ids=lambda law: law.key)
def test_the_example_on_each_page_works(answer, law):
    said = json.loads(answer("law", law.key, *(f"{e.name}={e.eg}" for e in law.inputs), "--format", "json"))
    SCHEMA.validate(said)
    assert (said["key"], said["name"], said["unit"]) == (law.key, law.result, law.unit)
    assert math.isfinite(said["value"])


def test_a_value_in_every_format(answer):
    assert answer(*LANDAUER).startswith("energy >= 2.87e-21 J\nfor bits = 1 bit, temperature = 300 K\n■ theorem")
    said = json.loads(answer(*LANDAUER, "--format", "json"))
    assert said["value"] == laws.landauer.kernel(1.0, 300.0)
    assert said["unit"] == "J"
    assert said["inputs"] == {"bits": {"value": 1.0, "unit": "bit"}, "temperature": {"value": 300.0, "unit": "K"}}
    assert answer(*LANDAUER, "--format", "markdown").startswith("# energy >= 2.87e-21 J\n")
    latex = answer(*LANDAUER, "--format", "latex")
    assert "  E \\ge n\\,k_B T \\ln 2 \\ge 2.87 \\times 10^{-21}\\,\\mathrm{J}\n" in latex
    assert r"$T$ & $300\,\mathrm{K}$ & temperature of the bath \\" in latex.replace(RAGGED, "").splitlines()


def test_the_sense_is_shown(answer):
    assert answer("law", "bekenstein", "mass=1 kg", "radius=1 m").startswith("information <= 2.577e43 bit\n")
    assert answer("law", "light_latency", "distance=1 km", "group-index=1.5").startswith("time >= 5.003e-6 s")


def test_a_law_is_solved_for_an_input(answer, refusal):
    words = ("law", "landauer", "energy=1 J", "bits=1e21 bit", "--solve", "temperature")
    assert answer(*words).startswith("temperature = 104.5 K\n")
    said = json.loads(answer(*words, "--format", "json"))
    SCHEMA.validate(said)
    assert (said["name"], said["unit"]) == ("temperature", "K")
    assert laws.landauer.kernel(1e21, said["value"]) == pytest.approx(1.0, rel=1e-15, abs=0)
    assert "  T = 104.5\\,\\mathrm{K}\n" in answer(*words, "--format", "latex")
    assert "no bandwidth solves this" in refusal(
        *("law", "shannon-power", "capacity=2 Tbit/s", "power=1 uW", "noise_density=1e-18 J", "--solve", "bandwidth")
    )
    assert "one of bits, temperature" in refusal(*words[:-1], "mass")
    assert "--solve needs the KEY" in refusal("law", "--solve", "mass")


def test_all_that_is_wrong_is_said_at_once(refusal):
    assert "did you mean landauer" in refusal("law", "landuer")
    said = refusal("law", "landauer", "bits=1", "temp=300 K")
    assert said.startswith("limits: landauer: 3 inputs cannot be used\n")
    assert all(name in said for name in ("bits:", "temp:", "temperature:"))
    assert 'write e.g. bits="1e12 bit" temperature="300 K"' in refusal("law", "landauer", "1 bit")
    assert "wanted one value" in refusal("law", "landauer", "bits=1 bit", "bits=2 bit")
    assert "self: given '1', wanted one of bits, temperature" in refusal("law", "landauer", "self=1")
    assert "name: given '1', wanted one of temperature, energy" in refusal(
        "law", "landauer", "name=1", "--solve", "bits"
    )


@pytest.mark.parametrize(
    "text", ["9**9**9**9 bit", "__import__('os').getcwd()", "1/0 bit", "(" * 5000, "1e400 bit", "nan bit", ""]
)
def test_hostile_texts_are_refused(refusal, text):
    assert "bits" in refusal("law", "landauer", f"bits={text}", "temperature=300 K")
