"""Names, numbers and addresses stay whole at every width, in every table of every command."""

import re

import pytest

from limits.report.assessment import view
from limits.report.document import NO_BREAK, Line, table
from limits.report.formats import text

WIDTHS = [60, 80, 100, 140]
ENDLESS = 100_000
RUN, OTHER = "llama-3.1-405b", "mlperf-v4.0-gpt3-175b-512xh100"
COMMANDS = [
    ("law",),
    ("law", "--search", "energy"),
    ("law", "landauer"),
    ("law", "landauer", "bits=1 TB", "temperature=300 K", "--claim", "33 nJ"),
    ("law", "shannon", "bandwidth=1 GHz", "snr=20 dB"),
    ("catalog",),
    ("catalog", "runs"),
    ("catalog", "accelerators"),
    ("catalog", "links"),
    ("catalog", "nodes"),
    ("catalog", "memories"),
    ("catalog", "grids"),
    ("catalog", "scaling-laws"),
    ("catalog", "runs", RUN),
    ("catalog", "accelerators", "h100-sxm"),
    ("catalog", "scaling-laws", "besiroglu2024"),
    ("report", RUN, OTHER, "gpt-3", "gpt-4"),
    ("report", OTHER, "--full"),
    ("frontier", "predict", "--parameters", "70e9", "--tokens", "1.4e12"),
    ("frontier", "optimal", "--compute", "1e25"),
    ("frontier", "compare", "--compute", "1e25"),
    ("frontier", "convert", "--loss", "2 bit/token"),
    ("frontier", "hardware"),
    ("frontier", "fit", "docs/examples/fits/runs.csv"),
]


def words(shown):
    """The words of a text, without the stops that stand behind them."""
    return {word.strip(";,:") for word in re.split(r"\s+", shown)} - {""}


def broken(narrow, wide):
    return sorted(words(wide) - words(narrow))


def too_wide(shown, width):
    """The lines beyond a width that could have been broken: all but one word, with its indent."""
    return [line for line in shown.splitlines() if len(line) > width and len(line.split()) > 1]


@pytest.mark.parametrize("width", WIDTHS)
def test_no_report_of_the_catalogue_breaks_a_name(everything, width):
    for assessment in everything:
        for full in (False, True):
            document = view.one(assessment, full=full).brief
            narrow = text.plain(document, width)
            assert broken(narrow, text.plain(document, ENDLESS)) == [], assessment.run.name
            assert too_wide(narrow, width) == [], assessment.run.name


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_command_breaks_a_name(answer, monkeypatch, command, width):
    monkeypatch.setattr(text, "_WIDTH", ENDLESS)
    wide = answer(*command)
    monkeypatch.setattr(text, "_WIDTH", width)
    narrow = answer(*command)
    assert broken(narrow, wide) == []
    assert too_wide(narrow, width) == []


def test_what_has_no_room_for_columns_is_written_line_by_line():
    found = table("run|>energy|binds", [Line(("a-name-of-many-letters", "1 .. 2 MWh", "of its own"), "a note")])
    assert [line.replace(NO_BREAK, " ") for line, _ in text._table(found, 30)] == [
        "  run",
        "  a-name-of-many-letters",
        "      energy 1 .. 2 MWh;",
        "      binds of its own",
        "      a note",
    ]
    assert next(text._table(found, 48))[0].split() == ["run", "energy", "binds"]
