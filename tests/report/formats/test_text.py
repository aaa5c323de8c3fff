"""The plain report: golden files, and what must hold for every run of the catalogue.

``LIMITS_WRITE_GOLDEN=1 python -m pytest tests/report`` writes the golden files anew; read what changed.
"""

import io
import re
from dataclasses import replace
from pathlib import Path
from textwrap import wrap

import pytest

import limits
from limits.report.assessment import view
from limits.report.document import MARKS, Document, Line, Section, table
from limits.report.formats.text import _wrapped, encodable, plain, styled
from limits.report.view import View
from limits.value import Value

from ..conftest import BARE, HASHES, with_row
from ..kept import same

GOLDEN = Path(__file__).parent / "golden"
RUNS = {
    "llama-3.1-405b": "llama-3.1-405b",
    "gpt-4": "gpt-4",
    "stable-diffusion-1": "stable-diffusion-1",
    "bare-flop": BARE,
}


def to_screen(assessment, *, width=100):
    return plain(view.one(assessment).brief, width)


def to_text(assessment, *, width=100):
    return plain(view.one(assessment, full=True).brief, width)


def many_to_text(assessments, *, width=100):
    return plain(view.many(assessments).brief, width)


def golden(name, text):
    """Compare with the file kept, the hashes apart: they change with every row of the catalogue."""
    same(GOLDEN / f"{name}.txt", HASHES.sub(r"\1...", text))


def test_golden_files_hang_on_no_hash():
    """So that no row of the catalogue breaks them: two reports that differ in their hashes alone are one file."""
    hashes = re.compile(r"\b(?=[0-9a-f]*[0-9])(?=[0-9a-f]*[a-f])[0-9a-f]{8,64}\b")
    assessment = limits.assess("gpt-3")
    other = replace(assessment, catalogue="0a" * 32, scaling_sha256="1b" * 32, input_sha256="2c" * 32)
    for shown in (to_screen, to_text, lambda each: many_to_text([each, assessment])):
        assert shown(assessment) != shown(other)
        assert HASHES.sub(r"\1...", shown(assessment)) == HASHES.sub(r"\1...", shown(other))
    for kept in GOLDEN.iterdir():
        assert not hashes.search(kept.read_text(encoding="utf-8")), kept.name


@pytest.mark.parametrize("name", RUNS)
def test_golden(name):
    golden(name, to_text(limits.assess(RUNS[name])))


@pytest.mark.parametrize("name", RUNS)
def test_golden_screen(name):
    golden(f"{name}-screen", to_screen(limits.assess(RUNS[name])))


def test_golden_side_by_side():
    from limits.assessment.assessor import assess_all

    golden("side-by-side", many_to_text(assess_all(["gpt-3", "llama-3.1-405b", "gpt-4", "stable-diffusion-1", BARE])))


def test_the_first_three_bounds_stand_in_the_first_ten_lines_of_the_ladder(llama):
    first = to_text(llama).partition("The ladder")[2].splitlines()[:10]
    for row in llama.ladder[:3]:
        line = next(line for line in first if f" {row.law} " in line)
        assert MARKS[row.kind] in line
        assert row.kind in line


def test_the_ladder_agrees_with_the_worked_example():
    """Landauer: 7.65 decades, 1.7e33 FLOP, 25 doublings, 96 % of the reducible loss; the energy says how it came."""
    text = to_text(limits.assess("llama-3.1-405b", scaling="besiroglu2024"))
    ladder, table = (next(part for part in text.split("\n\n") if part.startswith(t)) for t in ("The ladder", "The bou"))
    rung = next(line for line in ladder.splitlines() if " landauer " in line)
    assert rung.split()[-6:] == ["theorem", "25", "1.7e33", "96", "%", "0.072"]
    beside = next(line for line in table.splitlines() if line.strip().startswith("landauer "))
    assert beside.split()[-1] == "7.65"
    assert "21.6 GWh, computed from TDP (GPU TDP only, no PUE)" in text
    assert "unconditional bound: 0" in text


def test_every_run_of_the_catalogue_fits_and_says_everything(everything):
    for assessment in everything:
        text = to_text(assessment)
        lines = text.splitlines()
        assert max(map(len, lines)) <= 100, assessment.run.name
        assert "nan" not in text.lower().replace("finance", "").split()
        assert text.endswith("\n")
        assert not text.endswith("\n\n")
        assert assessment.input_sha256[:12] in lines[-1]
        assert all(row.law in text for row in assessment.bounds)
        assert all(row.because in " ".join(text.split()) for row in assessment.bounds if row.because)
        assert all(item.name in text for item in assessment.assumed)
        assert (assessment.frontier_because or "irreducible term") in " ".join(text.split())


def test_the_order_of_the_ladder_is_that_of_the_assessment(everything):
    for assessment in everything:
        ladder = to_text(assessment).partition("The ladder")[2].partition("\n\n")[0].splitlines()
        shown = [law for line in ladder for law in line.split()[1:2] if line.lstrip("┌│└ ")[:1].isdigit()]
        assert shown == [row.law for row in assessment.ladder], assessment.run.name


def test_side_by_side_has_a_line_for_each_run(everything):
    lines = many_to_text(everything).splitlines()
    assert max(map(len, lines)) <= 100
    names = [line.split()[0] for line in lines if line.startswith("  ")]
    assert all(assessment.run.name[:16] in " ".join(names) for assessment in everything)


def test_bounds_whose_intervals_overlap_are_bracketed():
    llama = limits.assess("llama-3.1-405b", scaling="besiroglu2024")  # without a covariance, nearly no intervals
    wide = {"doublings_left": Value(13.0, "1", low=4.0, high=16.0)}
    text = to_text(with_row(llama, "cmos", **wide))
    brackets = [line.split()[:2] for line in text.splitlines() if line.strip()[:1] in ("┌", "│", "└")]
    assert [mark for mark, _ in brackets] == ["┌2", "│2", "│2", "└2"]
    assert {law for _, law in brackets} == {"all-reduce", "shannon", "cmos", "memory-capacity"}
    assert "cannot be told apart" in text
    alone = with_row(llama, "cmos", doublings_left=Value(13.0, "1"))
    assert "cannot be told apart" not in to_text(alone)


def test_negative_headroom_says_what_it_means(llama):
    said = "beyond this limit under what is assumed: machine.mass"
    changes = {"headroom": Value(-0.5, "1"), "doublings_left": Value(-1.7, "1"), "beyond": said}
    beyond = with_row(llama, "landauer", **changes)
    for text in (to_text(beyond), to_screen(beyond)):
        assert said in text
        assert "impossible" not in text
    assert "-0.50" in to_text(beyond)
    assert "-1.7" in to_text(beyond)
    assert "0.31x" in to_screen(beyond)


def test_nothing_is_beyond_anything_where_there_is_room(everything):
    for assessment in everything:
        if all(row.headroom is None or row.headroom >= 0 for row in assessment.bounds):
            text = to_text(assessment)
            assert "beyond this" not in text
            assert "impossible" not in text


def test_a_trend_is_never_a_wall(llama):
    place = to_text(llama).partition("On the empirical frontier")[2].partition("\n\n")[0]
    assert "≈ trend" in place
    assert "asymptote" in place
    assert "headroom" not in place


@pytest.mark.parametrize("width", [60, 80, 100, 140])
def test_running_text_keeps_to_the_page(llama, width):
    held = to_text(llama, width=width).partition("Energy, emissions")[2]
    assert [line for line in held.splitlines() if len(line) > width and " " in line.strip()] == []  # addresses may


def test_a_long_name_stays_whole_and_widens_no_other_line(llama):
    run = limits.TrainingRun("x" * 150, flop=Value(1e24, "FLOP"))
    for shown in (to_text(limits.assess(run)), many_to_text([limits.assess(run), llama])):
        assert {line.strip(" :") for line in shown.splitlines() if len(line) > 100} == {"x" * 150}


def test_text_is_stable_and_sets_no_blanks_at_the_end_of_a_line(llama):
    text = to_text(llama)
    assert text == to_text(limits.assess("llama-3.1-405b"))
    assert str(llama) == to_screen(llama)
    assert all(line == line.rstrip() for line in text.splitlines())


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "no-such-encoding", None])
def test_signs_degrade_where_the_encoding_lacks_them(llama, encoding):
    said = encodable(to_text(llama).partition("\nSources\n")[0], encoding)  # sources have names of people
    assert said.isascii()
    assert "# theorem" in said
    assert "^ trend" in said
    assert "?" not in said


def test_a_terminal_shows_the_same_words_with_styles(llama):
    from rich.console import Console

    bare, coloured = io.StringIO(), io.StringIO()
    Console(file=bare, width=100, color_system=None, highlight=False).print(styled(view.one(llama, full=True)))
    Console(file=coloured, width=100, force_terminal=True, color_system="standard").print(
        styled(view.one(llama, full=True))
    )
    assert bare.getvalue() == to_text(llama)
    styles = {
        kind: _codes(coloured.getvalue(), f"{MARKS[kind]} {kind}") for kind in ("theorem", "law", "model", "trend")
    }
    assert styles["theorem"] == styles["law"] == ""
    assert styles["model"] == styles["trend"] == "\x1b[3"


def _codes(text, word):
    """Return the escape codes with which the first line that holds a word begins."""
    line = next(line for line in text.splitlines() if word in line)
    return line.partition("m")[0] if line.startswith("\x1b") else ""


def test_a_terminal_lays_several_runs_out_for_its_width(llama, bare):
    from rich.console import Console

    shown = io.StringIO()
    Console(file=shown, width=90, color_system=None, highlight=False).print(styled(view.many([llama, bare])))
    assert shown.getvalue() == many_to_text([llama, bare], width=90)


@pytest.mark.parametrize(
    ("name", "whole"), [("gpt nnnnnnnnn nnnnnnnnn nnnnnn", True), ("gpt " + "nnnnnnnnn " * 4, False)]
)
def test_a_name_of_thirty_letters_is_never_broken_and_running_text_is(name, whole):
    line = Line((name.strip(), "n" * 28))
    document = Document("h", (), (Section("", table("name|what", [line])),), "f", width=50)
    said = View(document, None).to("text")
    assert any(name.strip() in each for each in said.splitlines()) == whole
    assert " ".join(said.split()).count("n" * 9) >= 2


@pytest.mark.parametrize("first", ["", "  "])
@pytest.mark.parametrize(
    "said",
    [
        *("", " ", "\xa0", "a b", " a  b", "a b ", "a\tb", "a\nb", "a\xa0", "a-b c-d", "a b\v"),
        *("a" * 12, "ab " * 4, "abc " * 5),
    ],
)
def test_a_text_that_fits_its_line_is_what_the_standard_library_makes_of_it(said, first):
    indents = {"initial_indent": first, "subsequent_indent": "    "}
    whole = wrap(said, 12, **indents, break_on_hyphens=False, break_long_words=False)
    assert _wrapped(said, 12, first, "    ") == whole


@pytest.mark.parametrize(("said", "first"), [("a b", ""), ("abcd efghijkl", ""), ("abcd efghij", "  "), ("b", "  ")])
def test_a_text_that_fits_its_line_is_not_wrapped(monkeypatch, said, first):
    """Nearly all do, and the work of the standard library would be a good part of a screen's."""
    monkeypatch.delattr("limits.report.formats.text.wrap")
    assert _wrapped(said, 13, first, "    ") == [first + said]
