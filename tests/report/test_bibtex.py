"""What ``limits cite`` prints goes into a paper: found under every style, with capitals, in the oldest encoding."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace

import pytest

import limits
from limits.catalog import shipped
from limits.references import entries, entry
from limits.report.bibliography import bibtex, made, pasted
from limits.report.bibtex import _capitals, _identifier, _noun, _says, printed
from limits.report.run_sources import cited
from limits.runs.resolve import from_row
from limits.runs.sources import sources_of

EVERYTHING = [*entries(), "limits"]
NOWHERE = {
    "bateman1999": "a textbook of which no public address and no number was seen",
    "bremermann1962": "a chapter of a volume of 1962, of which no public address was seen",
    "limits": "this package, which is on no index: its version identifies it",
}
PLAIN = ("plain", "unsrt", "abbrv", "ieeetr", "apalike", "alpha", "acm", "siam")  # BibTeX's and what comes with it
OTHERS = ("plainnat", "unsrtnat", "IEEEtran")  # where they are installed
ORDINARY = """
A Abilities Achievable Across Activation Addressing Agitation Algorithms All Applications Arithmetic Assisted
Autoregressive Avalanche Batch Between Bosonic Bound Broadcast Capable Capacity Carbon Channel Channels Charge Classical
Codes Communication Communications Compensation Complexity Computation Compute Computing Conductors Constrained Control
Cost Creating Data Deep Demon Detected Detection Digital Dimension Direct Discrepancies Discrete Distinctions Dynamics
Effects Efficiency Efficient Electric Electrical Emergent Emissions Empirical Energy Entanglement Entropy Environmental
Equalization Eras Erasure Error Evaluating Exact Execution Experts Exponent Faceted Family Fast Feedback Few Fiber Field
Fine Floating Footprint Formats Foundation Fountain Frontier Generation Generative Grained Grave Gravitational Grows
Hardware Heat Herd Highly Historical Hyperparameter Impact Inference Information Is Key Knowledge Lack Ladders Language
Large Latent Law Laws Learners Learning Less Limit Limitations Limited Limits Linear Logarithmic Longtermism Lossy Low
Lower Machine Manifold Mass Mathematical Matrix Microprocessors Mirage Mixture Model Modeling Models Modulation Multi
Multimodal Multiplication Negentropy Network Networks Neural Noise Noisy Nonequilibrium Nonlinear Notes Open Optical
Optimal Optimizations Parallel Parameter Part Photodiode Photon Physics Point Position Power Precision Presence
Pretraining Principle Printed Priori Process Processes Processing Pulse Quantum Random Rate Real Realistic Recomputation
Reduce Reduction Resistors Reversibility Reversible Routed Rule Scale Scaling Schedules Second Secret Shot Solution
Source Sparsity Standard Step Storage Study Suite Summation Systems Task Technology Theory Thermodynamic Thermodynamics
Third Thirsty Thread Three Tight Time Toward Training Transfer Transformer Transistors Trends Trillion Unified Volume
Water Weaknesses World Year
"""
"""Words of titles that a style may write small. A new name or acronym belongs in braces, a new word in here."""

SET_BY_OT1 = re.compile(
    r"\\(?:['`\"^~=.]|[cuvHdbtr](?=\{)|[ij](?![A-Za-z])|[oOlL](?![A-Za-z])|(?:ae|AE|oe|OE|aa|AA|ss)\b)"
)
ESCAPES = re.compile(r"\\[{}$&#_%]|\\url(?=\{)|\\text(?:backslash|ascii\w+|less|greater|bar)\{\}")
TEX = shutil.which("pdflatex") and shutil.which("bibtex")


def field(text: str, name: str) -> str:
    found = re.search(rf"^  {name} *= \{{(.*)\}},$", text, re.MULTILINE)
    return found[1] if found else ""


def of_runs():
    """Return the sources of each run of the catalogue, as `limits cite` prints them for the run."""
    catalog = shipped()
    runs = (from_row(row) for row in catalog.rows("run"))
    return [reference for run in runs for reference in cited(sources_of(run, catalog))]


def installed(style):
    return subprocess.run(["kpsewhich", f"{style}.bst"], capture_output=True, check=False).returncode == 0


def lowered(title: str) -> set[str]:
    """Words of a title that the plain styles write small: outside braces, neither first nor after a colon."""
    while re.search(r"\{[^{}]*\}", title):
        title = re.sub(r"\{[^{}]*\}", "x", title)
    open_to_it = re.sub(r"(^|: )[A-Z]", r"\1x", title)
    return {word for word in re.findall(r"[A-Za-z]+", open_to_it) if word != word.lower()}


@pytest.mark.parametrize("key", EVERYTHING)
def test_a_style_lowers_no_name_and_no_acronym(key):
    assert lowered(field(bibtex([key]), "title")) <= set(ORDINARY.split())


@pytest.mark.parametrize(
    ("key", "title"),
    [
        ("berut2012", "Experimental verification of {Landauer}'s principle linking information and thermodynamics"),
        ("sardana2023", "Beyond {Chinchilla}-Optimal: Accounting for Inference in Language Model Scaling Laws"),
        ("besiroglu2024", "{Chinchilla} Scaling: A replication attempt"),
        ("einstein1907", r"{\"U}ber die vom {Relativit}{\"a}tsprinzip geforderte {Tr}{\"a}gheit der {Energie}"),
    ],
)
def test_braces_are_derived(key, title):
    assert field(printed(entry(key)), "title") == title


def test_what_finds_a_source_stands_where_every_style_prints_it():
    for key in EVERYTHING:
        text = bibtex([key])
        said = field(text, "note") + field(text, "howpublished")
        named = field(text, "doi"), field(text, "eprint"), field(text, "url"), field(text, "isbn")
        wanted = next((each for each in named if each), None)
        assert (wanted is None) == (key in NOWHERE), key
        assert wanted is None or wanted in said.replace(r"\_", "_"), text


def test_an_identifier_joins_a_note():
    landauer = entry("landauer1961")
    noted = replace(landauer, fields={**landauer.fields, "note": "reprinted"})
    assert field(printed(noted), "note") == "reprinted, doi:10.1147/rd.53.0183"


def test_no_command_that_the_oldest_encoding_lacks():
    for reference in made([*EVERYTHING, *of_runs()]).rows:
        assert reference.bibtex.isascii()
        shown = re.sub(r"^  (doi|url|key|eprint) .*|\\url\{[^{}]*\}", "", reference.bibtex, flags=re.MULTILINE)
        rest = ESCAPES.sub("", SET_BY_OT1.sub("", shown))
        assert "\\" not in rest, reference.bibtex
        assert not re.search(r"[_#%^~$]", rest.partition(",")[2]), reference.bibtex
    assert not [key for key in EVERYTHING if r"\k" in bibtex([key])]
    assert "Gawedzki" in bibtex(["aurell2012"])


def test_accents_are_one_letter_for_a_style_that_shortens_names():
    assert r"Tr{\"a}ff" in bibtex(["traff2024"])
    for key in EVERYTHING:
        assert not re.search(r"(?<!\{)\\[\"'`^~c]", field(bibtex([key]), "author"))


def test_a_key_of_a_run_stands_for_one_source_whatever_else_is_cited():
    found = {}
    for reference in of_runs():
        assert found.setdefault(reference.key, reference) == reference
    both = made(of_runs()).rows
    assert len(both) == len({reference.key for reference in both})


def compiled(folder, style, text):
    """Return what BibTeX made of a bibliography under a style, after LaTeX has set all of it."""
    natbib = r"\usepackage{natbib}" if style.endswith("nat") else ""
    lines = (r"\documentclass{article}", natbib, r"\begin{document}", r"\nocite{*}")
    lines += (rf"\bibliographystyle{{{style}}}", r"\bibliography{all}", r"\end{document}")
    (folder / "paper.tex").write_text("\n".join(lines), encoding="ascii")
    (folder / "all.bib").write_text(text, encoding="ascii")
    latex = ["pdflatex", "-halt-on-error", "-interaction=nonstopmode", "paper"]
    for command in (latex, ["bibtex", "paper"], latex, latex):
        done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
        assert done.returncode == 0, done.stdout[-2000:].decode(errors="replace")
    return (folder / "paper.bbl").read_text(encoding="ascii")


def entries_of(bbl):
    """Return the entries of a bibliography as a style printed them, by key, with single spaces."""
    items = re.split(r"\\bibitem(?:\[(?:[^\[\]]|\[[^\]]*\])*\])?", bbl)[1:]
    said = (re.match(r"\s*\{(.*?)\}(.*)", item, re.DOTALL) for item in items)
    return {found[1]: " ".join(found[2].split()) for found in said if found}


@pytest.mark.skipif(not TEX, reason="no pdflatex and bibtex are installed")
@pytest.mark.parametrize("style", [*PLAIN, *OTHERS])
def test_the_whole_bibliography_compiles(style, tmp_path):
    if not installed(style):
        assert style not in PLAIN[:5], f"BibTeX comes with {style}"
        pytest.skip(f"the style {style} is not installed")
    said = entries_of(compiled(tmp_path, style, bibtex(EVERYTHING)))
    assert said.keys() == set(EVERYTHING)
    assert "Warning--" not in (tmp_path / "paper.blg").read_text(encoding="ascii", errors="replace")
    for key in EVERYTHING:
        text = bibtex([key])
        wanted = field(text, "doi") or field(text, "eprint") or field(text, "url") or field(text, "isbn")
        assert wanted in said[key].replace(r"\_", "_"), said[key]
    assert f"version {limits.__version__}" in said["limits"]
    assert "Landauer" in said["berut2012"]
    assert "FLOPs" in said["abnar2025"]


@pytest.mark.skipif(not TEX, reason="no pdflatex and bibtex are installed")
@pytest.mark.parametrize("style", PLAIN[:3])
def test_the_sources_of_all_runs_compile(style, tmp_path):
    references = made(of_runs())
    said = entries_of(compiled(tmp_path, style, pasted(references)))
    assert said.keys() == {reference.key for reference in references.rows}
    log = (tmp_path / "paper.blg").read_text(encoding="ascii", errors="replace")
    assert not [line for line in log.splitlines() if "Warning" in line and "empty year" not in line]


@pytest.mark.parametrize(
    ("kind", "fields", "added"),
    [
        ("article", {"doi": "10.1/a_b", "eprint": "2001.1", "url": "u", "isbn": "9"}, {"note": r"doi:10.1/a\_b"}),
        ("misc", {"doi": "10.1/a_b"}, {"howpublished": r"doi:10.1/a\_b"}),
        ("misc", {"doi": "10.1/a", "howpublished": "by hand"}, {"note": "doi:10.1/a"}),
        (
            "misc",
            {"eprint": "2001.1", "url": "u"},
            {"howpublished": "arXiv:2001.1", "url": "https://arxiv.org/abs/2001.1"},
        ),
        ("book", {"eprint": "2001.1", "note": "n"}, {"note": "n, arXiv:2001.1", "url": "https://arxiv.org/abs/2001.1"}),
        ("book", {"url": "https://a.b/c_d", "isbn": "9"}, {"note": r"\url{https://a.b/c_d}"}),
        ("book", {"isbn": "978", "note": "second"}, {"note": "second, ISBN 978"}),
        ("book", {"title": "none of them"}, {}),
    ],
)
def test_what_identifies_an_entry_goes_where_every_style_prints_it(kind, fields, added):
    assert _identifier(kind, fields) == added


@pytest.mark.parametrize(
    ("word", "kept"),
    [
        ("GPU", True),
        ("FLOPs", True),
        ("arXiv", True),
        ("H100", True),
        ("4K", True),
        ("X", True),
        ("A", False),
        ("x", False),
        ("a", False),
        ("7", False),
        ("Scaling", False),
        ("Landauer", True),  # in braces in some title
        ("lower", False),
    ],
)
def test_which_capitals_say_something(word, kept):
    assert _says(word) is kept


@pytest.mark.parametrize(
    ("word", "noun"), [("Energie", True), ("energie", False), ("ENERGIE", True), ("zUSE", True), ("7", False)]
)
def test_nouns_of_german_have_a_capital(word, noun):
    assert _noun(word) is noun


def test_braces_stay_as_they_are():
    assert _capitals("On {the GPU} of A GPU{s}", _says) == "On {the GPU} of A {GPU}{s}"
