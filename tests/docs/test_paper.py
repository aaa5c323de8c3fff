"""A paper of two pages made from what ``limits`` prints alone: every piece is made afresh, and the whole is set."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess

import console
import pytest
from click.testing import CliRunner

from limits.cli import main

PAPER = console.ROOT / "docs" / "examples" / "paper"
COMMANDS = [shlex.split(line) for line in (PAPER / "build.sh").read_text("ascii").splitlines() if line[:1] != "#"]
PIECES = [words[1:] for words in COMMANDS if words[0] == "limits"]
TEX = [words for words in COMMANDS if words[0] in {"pdflatex", "bibtex"}]
MOST = 3.0  # pt that a line may stick out, which nobody sees
OVERFULL = re.compile(r"^Overfull \\[hv]box \((\d+\.\d+)pt", re.MULTILINE)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Return a folder with the paper and every piece that the commands of build.sh print."""
    folder = tmp_path_factory.mktemp("paper")
    shutil.copy(PAPER / "paper.tex", folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for words in PIECES:
            done = CliRunner().invoke(main, words, prog_name="limits")
            assert done.exit_code == 0, done.output
    return folder


def text(folder, name):
    return (folder / name).read_text(encoding="ascii")


def test_the_commands_are_all_that_the_script_does():
    assert [words[0] for words in COMMANDS] == ["set", *["limits"] * len(PIECES), *[words[0] for words in TEX]]
    assert [words[0] for words in TEX] == ["pdflatex", "bibtex", "pdflatex", "pdflatex"]


def test_every_piece_is_used_and_what_is_used_is_made(built):
    source = text(built, "paper.tex")
    used = {f"{name}.tex" for name in re.findall(r"\\input\{(.*?)\}", source)}
    used |= {f"{name}.bib" for name in re.findall(r"\\bibliography\{(.*?)\}", source)}
    used |= {name for piece in used for name in re.findall(r"\\includegraphics\[.*\]\{(.*?)\}", text(built, piece))}
    made = {each.name for each in built.iterdir() if not each.name.endswith(".caption.txt")}
    assert made == used | {"paper.tex"}


def test_what_the_text_refers_to_is_in_a_piece(built):
    source = text(built, "paper.tex")
    pieces = "".join(text(built, f"{name}.tex") for name in re.findall(r"\\input\{(.*?)\}", source))
    assert set(re.findall(r"\\ref\{(.*?)\}", source)) <= set(re.findall(r"\\label\{(.*?)\}", pieces))
    cited = {key for keys in re.findall(r"\\cite\{(.*?)\}", source + pieces) for key in keys.split(",")}
    assert cited <= set(re.findall(r"^@\w+\{([\w.:-]+),$", text(built, "limits.bib"), re.MULTILINE))
    named = re.findall(r"^% needs the packages? ([\w, ]+)", pieces, re.MULTILINE)
    needed = {name for names in named for name in names.split(", ")}
    loaded = re.findall(r"\\usepackage(?:\[.*?\])?\{(.*?)\}", source)
    assert needed <= {name for names in loaded for name in names.split(",")}


def test_the_text_says_of_the_runs_what_the_table_says(built):
    """The prose claims one measured energy, one from rated power, and one estimated."""
    caption = text(built, "runs.tex").partition(r"\label")[0]
    notes = re.findall(r"\\mathrm\{\d\}\}\$([^.]*)\.", caption)
    assert ["measured" in note for note in notes] == [True, False, False]
    assert ["TDP" in note for note in notes] == [False, True, False]
    assert ["node power" in note for note in notes] == [False, False, True]
    assert "not comparable" in caption


@pytest.mark.skipif(not (shutil.which("pdflatex") and shutil.which("bibtex")), reason="no pdflatex and bibtex here")
def test_the_paper_compiles_on_two_pages(built):
    for words in TEX:
        done = subprocess.run(words, cwd=built, capture_output=True, check=False)
        assert done.returncode == 0, done.stdout[-2000:].decode(errors="replace")
    log = (built / "paper.log").read_text(encoding="ascii", errors="replace")
    assert "Output written on paper.pdf (2 pages" in " ".join(log.split())
    assert "LaTeX Warning" not in log  # no reference or citation without its place
    assert "Warning--" not in (built / "paper.blg").read_text(encoding="ascii", errors="replace")
    assert [out for out in OVERFULL.findall(log) if float(out) > MOST] == []
