"""Every command that prints a view has every format of the table, and a format more needs a row and a file."""

from __future__ import annotations

import csv
import io
import json
import re
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from limits import laws
from limits.cli import commands
from limits.report.formats import FORMATS

from ..conftest import READS_CHANNELS

if TYPE_CHECKING:
    import click

FITS = Path(__file__).parents[2] / "docs" / "examples" / "fits"
LANDAUER = ("law", "landauer", "bits=1 bit", "temperature=25 degC")
VIEWS = [
    ("report", "gpt-3"),
    ("report", "gpt-3", "stable-diffusion-1"),
    ("law",),
    ("law", "--search", "black hole"),
    ("law", "--search", "xyzzy"),
    ("law", "landauer"),
    LANDAUER,
    (*LANDAUER, "--explain"),
    (*LANDAUER, "--claim", "1 kJ"),
    ("law", "landauer", "energy=1 J", "bits=1e21 bit", "--solve", "temperature"),
    ("link", str(FITS.parent / "two-nodes.log")),
    ("link", str(FITS.parent / "two-nodes-slower.log"), "--against", str(FITS.parent / "two-nodes.log")),
    ("link", *(str(FITS.parent / "nodes" / f"gpu-{number}.log") for number in (1, 2, 3, 4))),
    ("channel", "100g"),
    ("channel", "ib-ndr-4x", "--ber", "1e-8"),
    ("channel", "pcie-5-x16", "--loss", "30 dB"),
    *([("channel", "100g", "--s4p", str(FITS.parent / "lane" / "thru.s4p"))] if READS_CHANNELS else []),
    ("catalog",),
    ("catalog", "accelerators"),
    ("catalog", "run", "gpt-4"),
    ("catalog", "scaling-laws"),
    ("catalog", "scaling-law", "hoffmann2022"),
    ("frontier", "predict", "--parameters", "70e9", "--tokens", "1.4e12"),
    ("frontier", "predict", "--parameters", "70e9", "--tokens", "1.4e12", "--scaling", "besiroglu2024-minimum"),
    ("frontier", "optimal", "--compute", "1e24 FLOP", "--doublings", "2"),
    ("frontier", "compare", "--compute", "1e24 FLOP"),
    ("frontier", "repeat", "--unique-tokens", "15e12 token", "--compute", "1e26 FLOP"),
    ("frontier", "convert", "--loss", "1.9 nat/token"),
    ("frontier", "hardware"),
    ("frontier", "trend"),
    ("frontier", "trend", "brown2020-compute"),
    ("frontier", "trend", "brown2020-compute", "compute=3640 PF-day"),
    ("frontier", "fit", str(FITS / "runs.csv")),
    ("frontier", "gain", str(FITS / "runs.csv"), str(FITS / "isoflop.csv")),
    ("frontier", "isoflop", str(FITS / "isoflop.csv"), "--compute", "1e22 FLOP"),
    ("frontier", "envelope", str(FITS / "curves.csv"), "--columns", "curve=model,loss=validation loss"),
]
CODE = {"cite": ["bibtex", "text", "json"]}  # what prints code and no view has formats of its own
BY_WORDS = {"argvalues": VIEWS, "ids": lambda words: " ".join(words[:4]).replace(f"{FITS}/", "")}


def leaves(name: str, command: click.Command) -> list[tuple[str, click.Command]]:
    inner = getattr(command, "commands", {})
    below = [leaf for part, each in inner.items() for leaf in leaves(f"{name} {part}", each)]
    return below if inner else [(name, command)]


LEAVES = [leaf for name, command in commands().items() for leaf in leaves(name, command)]


def test_every_command_with_formats_has_those_of_the_table():
    offered = {
        name: list(option.type.choices)
        for name, command in LEAVES
        for option in command.params
        if option.name == "form"
    }
    assert {name for name, choices in offered.items() if choices != list(FORMATS)} == set(CODE)
    assert all(offered[name] == choices for name, choices in CODE.items())
    assert set(offered) - set(CODE) <= {" ".join(words[:2]) for words in VIEWS} | {words[0] for words in VIEWS}


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("words", **BY_WORDS)
def test_every_view_is_written_in_every_format(answer, words, form):
    said = answer(*words, "--format", form)
    assert said.strip()
    assert said.endswith("\n")
    CHECKS[form](said)


def _json(said):
    def refuse(name):
        raise AssertionError(f"{name} in JSON")

    json.loads(said, parse_constant=refuse)


def _csv(said):
    lines = list(csv.reader(io.StringIO(said)))
    assert len({len(line) for line in lines}) == 1
    assert len(set(lines[0])) == len(lines[0])


def _text(said):
    assert max(map(len, said.splitlines())) <= 100


def _markdown(said):
    assert said.startswith("# ")
    tables = [block.splitlines() for block in said.split("\n\n") if block.startswith("|")]
    for table in tables:
        assert len({len(re.findall(r"(?<!\\)\|", line)) for line in table}) == 1


def _html(said):
    assert said.startswith("<article>")
    assert said.endswith("</article>\n")
    tags = re.findall(r"<(/?)([a-z0-9]+)[^>]*>", said)
    held = []
    for closing, tag in tags:
        if closing:
            assert held.pop() == tag
        elif tag != "br":
            held.append(tag)
    assert not held
    for row in re.findall(r"<tr.*?</tr>", said):
        assert row.count("<t") - 1 == row.count("</t") - 1 > 0


def _latex(said):
    assert said.startswith("% limits ")
    held = []
    for kind, name in re.findall(r"\\(begin|end)\{(\w+)\}", said):
        if kind == "begin":
            held.append(name)
        else:
            assert held.pop() == name
    assert not held
    body = "\n".join(line for line in said.splitlines() if not line.startswith("%"))
    braces = re.sub(r"\\[\\{}]", "", body)  # line breaks and printed braces left out
    assert braces.count("{") == braces.count("}")
    assert len(re.findall(r"(?<!\\)\$", body)) % 2 == 0
    written = re.sub(r"\$[^$]*\$|\\begin\{equation\}.*?\\end\{equation\}", "", body, flags=re.DOTALL)
    assert not re.search(r"[■□≈≥≤\N{EN DASH}×|~]", written)


CHECKS = {"text": _text, "markdown": _markdown, "html": _html, "latex": _latex, "json": _json, "csv": _csv}


def test_each_format_is_checked():
    assert set(CHECKS) == set(FORMATS)


def test_the_csv_of_a_value_has_a_line_for_each_number(answer):
    rows = list(csv.DictReader(io.StringIO(answer(*LANDAUER, "--format", "csv"))))
    assert {(row["law"], row["kind"], row["sense"]) for row in rows} == {
        ("landauer", "theorem", "at least"),
        ("landauer", "", ""),  # of its inputs
    }
    assert {row["constants"] for row in rows} == {"CODATA 2022"}
    said = [(row["quantity"], float(row["value"]), row["unit"]) for row in rows]
    assert said == [
        ("energy", laws.landauer.kernel(1.0, 298.15), "J"),
        ("inputs.bits", 1.0, "bit"),
        ("inputs.temperature", 298.15, "K"),
    ]


@pytest.mark.parametrize("form", FORMATS)
def test_the_ending_of_the_file_asks_for_the_format(answer, tmp_path, form):
    for ending in FORMATS[form].endings:
        file = tmp_path / f"landauer{ending.upper()}"
        assert answer(*LANDAUER, "--output", str(file)) == ""
        assert file.read_text(encoding="utf-8") == answer(*LANDAUER, "--format", form)


def test_what_is_asked_for_counts_more_than_the_ending(answer, tmp_path):
    file = tmp_path / "landauer.json"
    answer(*LANDAUER, "--output", str(file), "--format", "csv")
    assert file.read_text(encoding="utf-8").startswith("run,law,")
    other = tmp_path / "landauer.dat"
    answer(*LANDAUER, "--output", str(other))
    assert other.read_text(encoding="utf-8") == answer(*LANDAUER)


def test_endings_are_told_apart():
    endings = sorted(ending for each in FORMATS.values() for ending in each.endings)
    assert all(one != other for one, other in pairwise(endings))


def test_a_format_is_one_file_and_one_row(process, tmp_path):
    """On trial: a module that shouts headlines and a row for it; every command writes it, when told and by ending."""
    (tmp_path / "shout.py").write_text(
        "def render(view):\n    return view.document.headline.upper() + '!\\n'\n", encoding="utf-8"
    )
    (tmp_path / "trial.py").write_text(
        "import sys, json\n"
        "from limits.report.formats import FORMATS, Format\n"
        "FORMATS['shout'] = Format('shout', ('.shout',), 'to be heard', 'shout')\n"
        "from limits.cli import main\n"
        "for words in json.loads(sys.argv[1]):\n"
        "    main([*words, '--format', 'shout'], standalone_mode=False)\n"
        "main(['law', '--output', sys.argv[2]], standalone_mode=False)\n",
        encoding="utf-8",
    )
    file = tmp_path / "laws.shout"
    done = process(
        *(json.dumps(VIEWS), str(file)),
        shell=f'"$1" {tmp_path}/trial.py "$4" "$5"',
        PYTHONPATH=f".:{tmp_path}",
    )
    assert done.returncode == 0, done.stderr.decode()
    said = done.stdout.decode().splitlines()
    assert len(said) == len(VIEWS)
    assert all(line.endswith("!") for line in said)
    assert said[0].startswith("GPT-3-175B: 3.14E23 FLOP")
    assert file.read_text(encoding="utf-8").endswith(" LAWS (LIMITS LAW KEY SHOWS ONE)!\n")


@pytest.mark.parametrize(
    ("ending", "name"),
    [("MD", "markdown"), *((ending.lstrip("."), name) for name in FORMATS for ending in FORMATS[name].endings)],
)
def test_a_format_by_the_ending_of_its_files(answer, ending, name):
    assert answer("report", "gpt-3", "--format", ending) == answer("report", "gpt-3", "--format", name)
