"""``limits law`` with --explain, --claim, --search and as LaTeX: what a user does with a law."""

from __future__ import annotations

import json
import re

import pytest
from jsonschema import Draft202012Validator

from limits import laws
from limits.report.formats.tex import RAGGED
from limits.report.law import latex as law_latex
from limits.report.schema import shipped

SCHEMA = Draft202012Validator(json.loads(shipped("law")))
LANDAUER = ("law", "landauer", "bits=1 bit", "temperature=25 degC")
BY_KEY = {"argvalues": laws.LAWS, "ids": lambda law: law.key}


def example(law):
    return ("law", law.key, *(f"{entry.name}={entry.eg}" for entry in law.inputs))


@pytest.mark.parametrize("law", **BY_KEY)
def test_every_law_explains_its_example(answer, law):
    said = answer(*example(law), "--explain")
    assert [line for line in said.splitlines() if len(line) > 100 and " " in line.strip()] == []  # addresses may
    for title in ("Given", "Step by step", "Sensitivity", "Holds under", "Sources"):
        assert f"\n{title}\n" in said
    assert all(f"{key}: " in said for key in law.refs)
    record = json.loads(answer(*example(law), "--explain", "--format", "json"))
    SCHEMA.validate(record)
    assert record["result"]["value"] == json.loads(answer(*example(law), "--format", "json"))["value"]


def test_an_explanation_shows_everything(answer):
    said = answer(*LANDAUER, "--explain")
    for line in (
        "energy >= 2.853e-21 J",
        "a floor: the actual energy is at least this:",
        "E ≥ n k_B T ln 2",
        "  temperature  T       25 degC  298.15 K  temperature of the bath",
        "  k_B   1.380649e-23        J/K    exact        Boltzmann constant               codata2022",
        "  energy >= bits * temperature * k_B * log(2)",
        "  = 1 * 298.15 * 1.380649e-23 * log(2)",
        "  = 2.85327e-21 J",
        "  temperature           1  +1 %                        1 %",
    ):
        assert line in said.splitlines(), line
    assert "doi:10.1147/rd.53.0183 [primary]" in said
    assert "agree to 15 digits" in said


def test_an_explanation_as_markdown_and_json(answer):
    page = answer(*LANDAUER, "--explain", "--format", "markdown")
    assert page.startswith("# energy >= 2.853e-21 J\n")
    assert "| k_B | 1.380649e-23 | J/K | exact | Boltzmann constant | codata2022 |" in page
    record = json.loads(answer(*LANDAUER, "--explain", "--format", "json"))
    assert record["steps"][0] == "1 * 298.15 * 1.380649e-23 * log(2)"
    assert record["inputs"][1]["value"] == {"value": 298.15, "unit": "K"}
    assert record["inputs"][1]["elasticity"] == 1.0
    assert record["inputs"][1]["change"] == pytest.approx(0.01, rel=1e-6, abs=0)
    assert {"key": "landauer1961", "evidence": "primary"}.items() <= record["references"][0].items()
    jumps = answer("law", "collective-rounds", "ranks=8", "latency=1 us", "--explain")
    assert re.search(r"ranks +no slope +\+1 +33.3 %", jumps)


def test_constants_of_gravity_show_their_uncertainty(answer):
    assert "1.5e-15" in answer("law", "schwarzschild", "mass=1 kg", "--explain")


@pytest.mark.parametrize(
    ("words", "code", "headline"),
    [
        (
            (*LANDAUER, "--claim", "2.75e-21 J"),
            1,
            "2.75e-21 J violates the theorem: no energy below its value is possible",
        ),
        ((*LANDAUER, "--claim", "1 kJ"), 0, "1 kJ allowed by the theorem: the energy is at least its value"),
        ((*LANDAUER, "--claim", "2.85 zJ"), 0, "2.85 zJ agrees with the theorem"),
        (("law", "bekenstein", "mass=1 kg", "radius=1 m", "--claim", "1e44 bit"), 1, "1e44 bit violates the law"),
        (("law", "bremermann", "mass=1 kg", "--claim", "1e51 bit/s"), 0, "1e51 bit/s beyond this model: above what it"),
    ],
)
def test_a_claim_is_judged(call, words, code, headline):
    result = call(*words)
    assert (result.exit_code, result.stderr) == (code, "")
    assert result.stdout.startswith(headline)
    assert "claim / law = " in " ".join(result.stdout.split())
    record = call(*words, "--format", "json")
    assert record.exit_code == code
    SCHEMA.validate(json.loads(record.stdout))


def test_the_slip_behind_a_claim_is_named(call):
    said = call(*LANDAUER, "--claim", "4.116 zJ").stdout
    assert re.search(r"ln 2 left out, or applied twice +ln2 +4.116e-21 J", said)
    record = json.loads(call(*LANDAUER, "--claim", "4.116 zJ", "--format", "json").stdout)
    assert record["finding"] == "allowed"
    assert record["slips"][0]["key"] == "ln2"
    assert record["ratio"] == pytest.approx(1.4427, rel=1e-3, abs=0)
    assert "None of the usual slips" in call(*LANDAUER, "--claim", "7.7 zJ").stdout
    far = call(*LANDAUER, "--claim", "1 kJ").stdout
    assert "slips" not in far
    assert "24 decades above it" in " ".join(far.split())
    assert "slips" not in call(*LANDAUER, "--claim", "2.853 zJ").stdout


def test_a_claim_written_to_a_file_keeps_its_exit_code(call, tmp_path):
    file = tmp_path / "verdict.md"
    result = call(*LANDAUER, "--claim", "1e-30 J", "--format", "markdown", "--output", str(file))
    assert (result.exit_code, result.stdout) == (1, "")
    assert file.read_text(encoding="utf-8").startswith("# 1e-30 J violates the theorem")


def test_laws_are_found_by_words(answer):
    said = answer("law", "--search", "black hole")
    assert said.startswith("2 laws say 'black hole'") or " laws say 'black hole'\n" in said
    assert "schwarzschild" in said
    assert answer("law", "--search", "xyzzy").startswith("no laws say 'xyzzy'\n")
    found = json.loads(answer("law", "--search", "erasure", "--format", "json"))
    SCHEMA.validate(found)
    assert "landauer" in [row["key"] for row in found]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("law", "--explain"), "--explain needs the KEY of a law"),
        (("law", "--claim", "1 J"), "--claim needs the KEY of a law"),
        (("law", "landauer", "--search", "heat"), "leave out KEY"),
        ((*LANDAUER, "--explain", "--claim", "1 J"), "--explain and --claim ask for different things"),
        ((*LANDAUER, "--solve", "bits", "--explain"), "--solve and --explain ask for different things"),
        (("law", "landauer", "--explain"), "bits: given nothing"),
        ((*LANDAUER, "--claim", "700 W"), "this is power"),
        ((*LANDAUER, "--claim", ""), "energy: given ''"),
        ((*LANDAUER[:-1], "temperature=290 K .. 300 K"), "an interval"),
    ],
)
def test_calls_that_make_no_sense(refusal, words, said):
    assert said in " ".join(refusal(*words).split())


def test_the_list_as_latex(answer):
    lines = answer("law", "--format", "latex").splitlines()
    assert lines[1].startswith("% needs the packages amsmath, amssymb, booktabs, longtable")
    assert lines[2].startswith(r"\begingroup")
    assert lines[3].startswith(r"\begin{longtable}")
    assert lines[-2:] == [r"\end{longtable}", r"\endgroup"]
    assert rf"landauer & theorem, at least & ${laws.landauer.latex}$ \\" in [line.replace(RAGGED, "") for line in lines]
    assert sum(line.endswith(r"$ \\") for line in lines) == len(laws.LAWS)


@pytest.mark.parametrize("law", **BY_KEY)
def test_latex_is_balanced_and_citable(answer, law):
    page = answer(*example(law), "--format", "latex")
    assert page.count("{") == page.count("}")
    assert page.count(r"\begin{equation}") == page.count(r"\end{equation}") == 1
    assert page.count("$") % 2 == 0
    rows = [line for line in page.splitlines() if line.endswith(r" \\")]
    assert len(rows) == 2 + len(law.inputs)
    assert {len(re.findall(r"(?<!\\)&", row)) for row in rows} == {2}
    assert page.isascii()
    cited = re.search(r"\\cite\{(.*)\}", page)[1].split(",")
    bibliography = answer("cite", law.key)
    assert cited == list(law.refs)
    assert all(f"{{{key}," in bibliography for key in cited)


@pytest.mark.parametrize(
    ("value", "unit", "written"),
    [
        (2.8709e-21, "J", r"2.871 \times 10^{-21}\,\mathrm{J}"),
        (0.0, "J", r"0\,\mathrm{J}"),
        (12.0, "1", "12"),
        (5.0, "1/s", r"5\,\mathrm{s^{-1}}"),
        (5.0, "1/m^2", r"5\,\mathrm{m^{-2}}"),
        (5.0, "m^2/s", r"5\,\mathrm{m^{2}/s}"),
        (5.0, "bit/s/Hz", r"5\,\mathrm{bit/s/Hz}"),
        (5.0, "J*s", r"5\,\mathrm{J\,s}"),
        (5.0, "ohm", r"5\,\mathrm{\Omega}"),
    ],
)
def test_numbers_with_units_as_latex(value, unit, written):
    assert law_latex.number(value, unit) == written


SIGNS = {"at least": r"\ge", "at most": r"\le", "equal": "=", "none": "="}


@pytest.mark.parametrize("law", **BY_KEY)
def test_a_formula_begins_with_its_symbol_and_the_sign_of_its_sense(law):
    """One exception: a capacity is defined by an equation, and the rate that it bounds stands before it."""
    formula = law.latex
    bounded = formula.startswith(r"R \le C = ")
    if bounded:
        assert (law.symbol, law.sense.value) == ("C", "at most")
        formula = formula.removeprefix(r"R \le ")
    else:
        assert not (law.result == "capacity" and law.sense.value == "at most")
    signs = ("=",) if bounded else ("=", r"\approx") if law.sense.value == "none" else (SIGNS[law.sense.value],)
    assert formula.startswith(tuple(f"{law.symbol} {sign} " for sign in signs))


@pytest.mark.parametrize("law", **BY_KEY)
def test_a_value_stands_with_the_symbol_of_its_law(answer, law):
    value = json.loads(answer(*example(law), "--format", "json"))["value"]
    equation = answer(*example(law), "--format", "latex").splitlines()[3].strip()
    own, _, definitions = equation.partition(r",\quad ")
    formula = law.latex.partition(r",\quad ")[0]
    sign, _, written = own.removeprefix(formula).strip().partition(" ")
    digits = written.partition(r"\,\mathrm")[0]
    shown = float(re.sub(r" \\times 10\^\{(-?\d+)\}", r"e\1", digits))
    assert own.startswith(formula)
    assert shown == pytest.approx(value, rel=1e-3, abs=0)
    if sign == "=":
        assert shown == value
    else:
        assert sign == {"at least": r"\ge", "at most": r"\le"}.get(law.sense, r"\approx")
        assert law.sense != "at least" or shown <= value * (1 + 1e-11)
        assert law.sense != "at most" or shown >= value * (1 - 1e-11)
    assert definitions == law.latex.partition(r",\quad ")[2]


@pytest.mark.parametrize("law", **BY_KEY)
def test_further_symbols_are_defined_behind_a_quad_and_nowhere_else(law):
    """Whatever else separates a definition would get the value behind it."""
    formula, _, _ = law.latex.partition(r",\quad ")
    depth = 0
    for token in re.findall(r"\\[A-Za-z]+|\\.|.", formula):  # a thin space is no comma
        depth += token in (r"\{", "{", "(", "[")
        depth -= token in (r"\}", "}", ")", "]")
        assert depth or token != ",", formula


@pytest.mark.parametrize(
    ("words", "written"),
    [
        (("fano", "error=0.1", "alphabet=50257"), (r"$P_e$ & $0.1$ & ", r"$|\mathcal X|$ & $50257$ & ")),
        (("landauer", "bits=1 bit", "temperature=25 degC"), (r"$T$ & $25\,\mathrm{^{\circ}C}$ & ",)),
        (("landauer", "bits=123456789 bit", "temperature=300 K"), (r"$n$ & $123456789\,\mathrm{bit}$ & ",)),
        (
            ("landauer", "energy=1.23456 J", "bits=1e21 bit", "--solve", "temperature"),
            (r"$n$ & $10^{21}\,\mathrm{bit}$ & ", r"$T$ & $129\,\mathrm{K}$ & ", r"$E$ & $1.23456\,\mathrm{J}$ & "),
        ),
        (("bi-awgn", "snr=17.7 dB"), (r"$\mathrm{SNR}$ & $17.7\,\mathrm{dB}$ ($58.88$) & ",)),
    ],
)
def test_a_table_says_what_was_given_as_it_was_typed(answer, words, written):
    page = answer("law", *words, "--format", "latex")
    assert all(each in page for each in written)


def test_a_word_is_upright_in_symbols_as_in_formulas():
    for law in laws.LAWS:
        for entry in (*law.inputs, law.output):
            bare = re.sub(r"\\math\w+\s*(\{[^}]*\}|\w)|\\\w+", "", entry.symbol)
            assert not re.search(r"[A-Za-z]{2}", bare), (law.key, entry.symbol)


@pytest.mark.parametrize(
    ("words", "code", "headline"),
    [
        (
            ("schwarzschild", "mass=1 kg", "--claim", "1.48518e-27 m"),
            0,
            "1.48518e-27 m agrees with the law within twice the uncertainty of G (claim / law = 1 - 3.5e-5)",
        ),
        (
            ("lloyd-rate", "mass=1 kg", "--claim", "5.4258e50 1/s"),
            0,
            "5.4258e50 1/s agrees with the theorem within the rounding of constants to five digits",
        ),
        (("carnot", "difference=140 K", "hot=300 K", "--claim", "1/2"), 1, "1/2 violates the theorem"),
        (
            ("heat-at-plug", "heat=1 GWh", "cold=250 K", "warm=300 K", "--claim", "1e9 Wh"),
            1,
            "1e9 Wh violates the theorem",
        ),
        (
            ("finite-class", "description=1 bit", "error=0.01", "failure=0.05", "--claim", "1000"),
            0,  # differs: more examples than suffice violate nothing
            "1000 differs from the theorem, which is neither a floor nor a ceiling",
        ),
    ],
)
def test_a_verdict_says_within_what_a_claim_agrees(call, words, code, headline):
    result = call("law", *words)
    assert (result.exit_code, result.stderr) == (code, "")
    assert " ".join(result.stdout.split()).startswith(headline)
    record = json.loads(call("law", *words, "--format", "json").stdout)
    SCHEMA.validate(record)
    assert (record["within"] != "") == (record["finding"] == "agrees")


def test_the_rules_of_a_claim_are_in_the_help(answer):
    said = " ".join(answer("law", "--help").split())
    assert "by 5 % at most; a quotient such as 1/2 is exact" in said
    assert "0 otherwise: also where a model or a trend is passed, and where the claim differs" in said


def test_an_unusable_claim_names_its_law(refusal):
    assert refusal("law", "landauer", "bits=1 bit", "temperature=300 K", "--claim", "700 W").startswith(
        "limits: landauer, claim: 1 input cannot be used"
    )


@pytest.mark.parametrize("law", **BY_KEY)
def test_a_law_without_numbers_names_the_unit_of_every_symbol_that_has_one(answer, law):
    rows = [line.split(" & ") for line in answer("law", law.key, "--format", "latex").splitlines() if " & " in line]
    units = {meaning.removesuffix(r" \\"): unit for symbol, unit, meaning in rows[1:]}
    entries = (law.output, *law.inputs)
    assert len(rows) == 1 + len(entries)
    assert [bool(unit.strip()) for unit in units.values()] == [entry.unit != "1" for entry in entries]
    assert all(unit.strip().startswith(r"$\mathrm{") for unit in units.values() if unit.strip())


@pytest.mark.parametrize(("claim", "told"), [("28.6 zJ", True), ("28.0 zJ", False), ("2.9 zJ", False)])
def test_the_distance_is_told_in_decades_from_one_on(call, claim, told):
    """Landauer's energy is 2.853 zJ; nobody needs to hear of 0.01 decades."""
    said = " ".join(call(*LANDAUER, "--claim", claim).stdout.split())
    assert ("1 decade above it" in said) is told


def test_a_claimed_bound_is_no_number_at_a_distance(call):
    said = " ".join(call(*LANDAUER, "--claim", ">= 1 kJ").stdout.split())
    assert said.startswith(">= 1 kJ does not follow from the theorem, which says only at least 2.853e-21 J (claim")
    assert "decades" not in said


def test_a_claim_beside_nothing_is_at_no_distance(call):
    said = call("law", "landauer", "bits=0 bit", "temperature=300 K", "--claim", "1 J").stdout
    assert said.startswith("1 J allowed by the theorem: the energy is at least its value\n")
    assert "decades" not in said
