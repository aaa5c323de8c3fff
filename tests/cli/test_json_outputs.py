"""The JSON of every command and of every example in the help texts: named, valid, without NaN, nulls with reasons."""

from __future__ import annotations

import gzip
import json
import math
import shlex
from dataclasses import make_dataclass
from pathlib import Path

import click
import jsonschema
import numpy as np
import pytest

from limits import scaling
from limits.cli import commands
from limits.report import schema
from limits.scaling.frontier.repetition import MUENNIGHOFF2023, loss

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
MORE = (  # what no example shows: lists, laws of other forms, numbers that are not known
    *(
        "catalog",
        "catalog runs",
        "catalog nodes",
        "catalog links",
        "catalog memories",
        "catalog grids",
        "catalog scaling-laws",
    ),
    "channel pcie-5-x16 --ber <1e-3",
    "channel --baud 1 --pam 3",
    'channel --baud 20 --pam 3 --s4p thru.s4p --band "25 GHz"',  # of which no code is known, and no Salz ratio
    "link --node p5.48xlarge --ranks 16",  # where healthy hardware was measured
    *("catalog scaling-law kaplan2020", "catalog run gpt-4", "law", "cite landauer limits besiroglu2024"),
    "report gpt-3 palm",
    "frontier predict --parameters 175e9 --tokens 300e9",
    "frontier predict --parameters 175e9 --tokens 300e9 --scaling besiroglu2024-minimum",
    "frontier predict --parameters 1e20 --tokens 1 --scaling kaplan2020",
    "frontier optimal --loss 1.85 --scaling besiroglu2024-minimum",
    "frontier optimal --compute 1e60 --doublings 100 --efficiency 1e-60FLOP/J",
    "frontier optimal --loss 2 --inference-tokens 1e3 --scaling kaplan2020 --doublings 2",
    "frontier compare --loss 1.8",
    "frontier compare --compute 1e-60 --scaling kaplan2020",
    "frontier repeat --unique-tokens 1e20 --compute 1e25",
    "frontier repeat --unique-tokens 1e3 --parameters 1e20 --tokens 1e20 --scaling kaplan2020",
    "frontier convert --loss 800 --characters-per-token 3",
    "frontier hardware --precision int8 --precision fp4",
    "frontier envelope few.csv",
    "frontier fit flat.csv",
    "frontier gain besiroglu2024-minimum besiroglu2024-minimum --compute 1e60",
    "frontier gain besiroglu2024 hoffmann2022-rounded --compute 1e40",
    "frontier gain kaplan2020 kaplan2020 --compute 1e-60 --compute 1e60",
    "frontier isoflop hills.csv --compute 1e20",  # no law, no power law, budgets without a minimum or an interval
    "frontier isoflop isoflop.csv --compute 1e60",
)


def written():
    """Every example of a help text whose command writes JSON, as words without redirections."""
    lines = []
    waiting = [([name], command) for name, command in commands().items()]
    while waiting:
        path, command = waiting.pop(0)
        waiting += [([*path, name], inner) for name, inner in getattr(command, "commands", {}).items()]
        lines += [line.strip() for line in (command.epilog or "").splitlines() if line.startswith("  limits ")]
    return [words for words in dict.fromkeys(tuple(shlex.split(line)[1:]) for line in lines) if takes_json(words)]


def takes_json(words):
    """Tell whether words call a command that has the format, and asks for nothing else, as --toml does."""
    command, rest = commands()[words[0]], list(words[1:])
    while isinstance(command, click.Group):
        command = command.commands[rest.pop(0)]
    forms = [each.type.choices for each in command.params if each.name == "form"]
    return bool(forms) and "json" in forms[0] and "--toml" not in words


def in_json(words):
    """Return an example with the JSON format, on standard output, and the file that it reads from standard input."""
    kept, typed, left = [], None, list(words)
    while left:
        word = left.pop(0)
        if word in {"--format", "--output", ">"}:
            left.pop(0)
        elif word == "<":
            typed = Path(left.pop(0)).read_text(encoding="utf-8")
        else:
            kept.append("100" if word == "4000" else word)  # resamples, which take their time
    return [*kept, "--format", "json"], typed


LOGS = {
    "nccl.log": "two-nodes.log",
    "last-week.log": "two-nodes-slower.log",
    "mlxlink.txt": "port.txt",
    "fec-stats.txt": "fec-stats.txt",
    **{f"node-{letter}.log": f"nodes/gpu-{number}.log" for number, letter in enumerate("abc", start=1)},
    "thru.s4p": "lane/thru.s4p",
    "fext1.s4p": "lane/fext.s4p",
    "next1.s4p": "lane/next.s4p",
}
"""Examples of bandwidth tests, of counters and of channels, by what the help calls them."""


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """A folder with the files that the examples name, under every header that they use."""
    folder = tmp_path_factory.mktemp("examples")
    rng = np.random.default_rng(0)
    N, U, epochs = 10 ** rng.uniform(8, 10, 60), 10 ** rng.uniform(8.5, 10.5, 60), 10 ** rng.uniform(0, 2, 60)
    L = loss(scaling.get("muennighoff2023"), MUENNIGHOFF2023, N, U * epochs, U)
    runs = {"parameters": N, "tokens": U * epochs, "N": N, "D": U * epochs / 1e9, "unique_tokens": U, "U": U}
    table(folder / "runs.csv", runs | {"loss": L, "val": L, "bpb": L})
    several(folder, {"parameters": N, "tokens": U * epochs, "compute": 6 * N * U * epochs, "loss": L})
    later = {"name": np.tile(np.arange(60), 2), "parameters": np.tile(N, 2), "tokens": np.outer([0.5, 1], U * epochs)}
    later = {name: values.ravel() for name, values in later.items()} | {"loss": np.outer([1.1, 1.0], L).ravel()}
    table(folder / "checkpoints.csv", later)
    model, C = np.repeat(np.arange(6), 40), np.tile(np.geomspace(1.0, 1e3, 40), 6)
    L = 2 + (1e6 * 4.0**model) ** -0.2 + 30 * (C * 1e18 / 10.0**model) ** -0.1
    curves = {"curve": model, "model": model, "compute": C * 1e18, "C": C, "loss": L, "val": L, "val_loss": L}
    curves["ppl"] = np.exp(L)
    table(folder / "curves.csv", curves)
    table(folder / "few.csv", {name: values[:40] for name, values in curves.items()})
    D = np.tile([1e9, 4e9, 2e10], 4)
    table(folder / "flat.csv", {"parameters": np.repeat([1e8, 2e8, 4e8, 8e8], 3), "tokens": D, "loss": 2 + D**-0.1})
    for name in ("old.csv", "new.csv"):
        (folder / name).write_text((EXAMPLES / "fits" / "runs.csv").read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "isoflop.csv").write_text(
        (EXAMPLES / "fits" / "isoflop.csv").read_text(encoding="utf-8"), encoding="utf-8"
    )
    hills = {"parameters": [1e8, 2e8, 4e8] * 2, "compute": [1e18] * 3 + [1e19] * 3, "loss": [3, 4, 3, 2, 1.9, 2.1]}
    table(folder / "hills.csv", {name: np.array(values) for name, values in hills.items()})
    run = (EXAMPLES / "proposed-run.toml").read_text(encoding="utf-8")
    (folder / "my-run.toml").write_text(run.replace('"bf16"', '"fp8"'), encoding="utf-8")  # whose pairs can be counted
    for name, example in LOGS.items():
        (folder / name).write_text((EXAMPLES / example).read_text(encoding="utf-8"), encoding="utf-8")
    law = scaling.to_toml(scaling.fit(scaling.Points.read(EXAMPLES / "fits" / "runs.csv")).law("my-law"))
    (folder / "my-law.toml").write_text(law, encoding="utf-8")
    return folder


def several(folder, runs):
    """Write runs in two files of other formats, and two curves in a file each."""
    rows = [dict(zip(runs, row, strict=True)) for row in zip(*(c.tolist() for c in runs.values()), strict=True)]
    (folder / "first.jsonl").write_text("\n".join(map(json.dumps, rows[:30])), encoding="utf-8")
    lines = ["\t".join(runs), *("\t".join(map(repr, row.values())) for row in rows[30:])]
    (folder / "second.tsv.gz").write_bytes(gzip.compress("\n".join(lines).encode()))
    for name, most in (("small.tsv", 4.0), ("large.tsv", 3.0)):
        lines = ["flops\tloss", *(f"1e{18 + k}\t{most - 0.2 * k}" for k in range(3))]
        (folder / name).write_text("\n".join(lines), encoding="utf-8")


def table(path, columns):
    lines = [
        ",".join(columns),
        *(",".join(map(repr, row)) for row in zip(*(c.tolist() for c in columns.values()), strict=True)),
    ]
    path.write_text("\n".join(lines), encoding="utf-8")


@pytest.mark.parametrize("words", [*written(), *(tuple(shlex.split(line)) for line in MORE)], ids=" ".join)
def test_json_names_its_schema_and_follows_it(call, files, monkeypatch, words):
    monkeypatch.chdir(files)
    example, typed = in_json(words)
    result = call(*example, typed=typed)
    assert (result.exit_code, result.stderr) in {(0, ""), (int("--claim" in words), "")}
    said = json.loads(result.stdout, parse_constant=pytest.fail)
    for each in said if isinstance(said, list) else [said]:
        name = each["schema"].removeprefix("limits.").partition("/")[0]
        assert next(iter(each)) == "schema"
        strict(name).validate(each)
        if name not in OTHERS:
            nulls_have_reasons(each)


def test_the_examples_are_found():
    """Of every command that writes JSON at least one example is tried."""
    tried = {words[1] if words[0] == "frontier" else words[0] for words in written()}
    assert tried == {*commands()["frontier"].commands, "report", "law", "link", "channel", "catalog", "cite"}


def test_every_schema_of_an_answer_ships_and_is_named_by_its_file():
    for record in schema.ANSWERS:
        name = record.schema.removeprefix("limits.").removesuffix("/1")
        assert json.loads(schema.shipped(name))["title"] == record.schema


def strict(name):
    """The shipped schema, with every key that it does not describe forbidden where an answer has none."""
    said = json.loads(schema.shipped(name))
    if name not in OTHERS:
        for part in (said, *said["$defs"].values()):
            part["additionalProperties"] = False
    return jsonschema.Draft202012Validator(said)


OTHERS = {"assessment", "law"}  # whose nulls are held by the tests of their rooms
NOT_ASKED = {"lifetime", "seed", "delta", "holdout"}  # null means that there is none, and the record says so


def nulls_have_reasons(record, path=""):
    """Where a record says why numbers are unknown, it says so of each null and of nothing else."""
    if isinstance(record, list):
        for place, part in enumerate(record):
            nulls_have_reasons(part, f"{path}.{place}")
    elif isinstance(record, dict):
        if "unknown" in record:
            reasons = record["unknown"]
            assert all(reasons.values()), path
            nulls = {name for name in open_names(record) if name.partition(".")[0] not in NOT_ASKED}
            assert nulls <= set(reasons), (path, nulls - set(reasons))
            assert {name for name in reasons if at(record, name) is not None} == set(), path
        for name, part in record.items():
            nulls_have_reasons(part, f"{path}.{name}")
    elif isinstance(record, float):
        assert math.isfinite(record)


def open_names(record, path=""):
    """Yield the names of nulls that a record answers for: its own, and those of numbers inside without reasons."""
    for name, part in record.items():
        if part is None:
            yield f"{path}{name}"
        elif isinstance(part, dict) and "unknown" not in part:
            yield from open_names(part, f"{path}{name}.")


def at(record, name):
    for part in name.split("."):
        record = record.get(part) if isinstance(record, dict) else None
    return record


def test_two_records_of_one_name_are_no_schema():
    """One would be written in the place of the other."""
    other = make_dataclass("Named", [("value", float)])
    one = make_dataclass("Named", [("other", other)])
    answer = make_dataclass("Answer", [("one", one)], namespace={"schema": "limits.answer/1"})
    with pytest.raises(TypeError, match=r"two records of limits\.answer/1 have one name"):
        schema.answer_schema(answer)
