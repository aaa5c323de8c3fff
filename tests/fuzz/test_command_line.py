"""The command line: all commands and options with usual and odd values end in an answer, a verdict or one message."""

from __future__ import annotations

import time
import warnings
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from limits import laws, scaling
from limits.catalog import KINDS, shipped
from limits.cli import commands, main
from limits.runs.fields import ROWS
from limits.scaling import trends

from ..cli.conftest import UNMIXED
from .odd import LONGEST, assert_csv, assert_json, assert_message, assert_text, examples, spans, words

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
RUN, ROWS_OF_ONES_OWN = str(EXAMPLES / "proposed-run.toml"), str(EXAMPLES / "own-accelerator.csv")
RUNS, CURVES = str(EXAMPLES / "fits" / "runs.csv"), str(EXAMPLES / "fits" / "curves.csv")
ISOFLOP = str(EXAMPLES / "fits" / "isoflop.csv")
LOG = str(EXAMPLES / "two-nodes.log")
PORT, PORTS = str(EXAMPLES / "port.txt"), str(EXAMPLES / "fec-stats.txt")
FIELDS = {row.path: row.eg for row in ROWS}
LAWS = [law.key for law in laws.LAWS]
TRENDS = trends.everything()
AMOUNTS = {
    "parameter": ("7e10", "70e9 parameter", "8B parameter"),
    "token": ("1e12", "15e12 token", "1e11"),
    "FLOP": ("1e24", "1e24 FLOP", "5.76e23 FLOP"),
    "nat/token": ("2", "1.95 nat/token", "2.7 bit/token"),
    "1": ("1", "0.4", "2"),
}
USUAL = {
    "compute": AMOUNTS["FLOP"],
    "loss": AMOUNTS["nat/token"],
    "parameters": AMOUNTS["parameter"],
    **dict.fromkeys(["tokens", "unique_tokens", "inference_tokens"], AMOUNTS["token"]),
    **dict.fromkeys(["utilisation", "pue", "count", "price_ratio"], AMOUNTS["1"]),
    "energy": ("5 GWh", "1e15 J"),
    "cost": ("10e6 USD", "1e8 USD"),
    "time": ("30 days", "1e6 s"),
    "efficiency": ("2e11 FLOP/J", "1e12"),
    "rate": ("400 TFLOP/s", "1e15"),
    "price": ("2 USD/hour", "1e-18 USD/FLOP"),
    "accelerator": ("h100", "a100-sxm-80gb"),
    **dict.fromkeys(["precision", "precisions"], ("bf16", "fp8", "fp32")),
    "scaling": (*scaling.names(), "mine.toml"),
    "files": (ROWS_OF_ONES_OWN, "missing.csv"),
    "erasure": ("logical", "operands_inplace", "gates"),
    "perplexity": ("12", "1.5"),
    **dict.fromkeys(["bits_per_byte", "bytes_per_token", "characters_per_token"], ("0.65", "4.2")),
    "doublings": ("5", "100", "0"),
    "bootstrap": ("0", "25", "1", "-3"),
    "seed": ("0", "42", "4294967295", "4294967296"),
    "delta": ("1e-3", "0.1"),
    "old": (RUNS, ISOFLOP, "besiroglu2024-minimum", "missing.csv"),
    "new": (RUNS, ISOFLOP, "hoffmann2022", "kaplan2020", "missing.csv"),
    "tolerance": ("0.1", "0.3", "0"),
    "law_form": ("hoffmann", "hoffmann-tied", "kaplan"),
    "objective": ("huber", "squares"),
    "quantity": ("efficiency", "compute"),
    "size": ("7x4.5", "3.4x4.2", "256 MB", "1 GiB"),
    "words": ("black hole", "energy"),
    "claim": ("2.75e-21 J", "1e30 J", "1e-30 J", "1 bit/s"),
    "solve": ("compute", "temperature", "bits", "loss", "snr"),
    "columns": ("curve=model,loss=validation loss", "tokens=D", "parameters=N [1e9],tokens=D", "loss=loss [bit/token]"),
    "key": (*LAWS, *TRENDS, "my-law"),
    "keys": (*LAWS[:9], *TRENDS, *scaling.names(), "limits", "landauer1961"),
    "kind": (*KINDS, "runs", "grids", "scaling-laws"),
    "name": (
        *shipped().names("run")[:9],
        *shipped().names("accelerator")[:9],
        *scaling.names(),
        "assessment",
        "run",
        "law",
    ),
    "run": ("gpt-3", "palm", RUN, "missing.toml"),
    "runs": ("gpt-3", "llama-3.1-405b", "palm", "deepseek-v3", RUN, "-", "missing.toml"),
    "file": (RUNS, CURVES, "missing.csv"),
    "texts": (LOG, RUNS, "missing.log"),
    "against": (LOG, "missing.log"),
    "lanes": ("100g", "ib-ndr-4x", "pcie-5-x16", "nvlink-6", PORT, PORTS, LOG, "missing.txt"),
    "ber": ("1e-8", "<1e-15", "1e-3", "0"),
    "bits": ("1e15", "1"),
    "snr": ("21.9 dB", "20 dB", "-3 dB"),
    "insertion_loss": ("28 dB", "90 dB"),
    "baud": ("53.125", "26.5625 GBd"),
    "pam": ("4", "2", "6"),
    "net": ("100", "50 Gbit/s", "1e-9"),
    "fec": ("kp4", "rs272", "none", "1e-5"),
    "node": ("dgx-h100", "p5.48xlarge", "4xgh200"),
    "nic": ("8x400G", "4xHDR", "100G"),
    "required": ("all_reduce=0.9", "all_gather=85%"),
    "operation": ("all_reduce", "all_gather", "sendrecv"),
}
"""What each option and argument usually holds, by its name in click."""

ONE_OF = {
    "optimal": ("compute", "loss", "energy", "cost", "time"),
    "compare": ("compute", "loss"),
    "convert": ("loss", "perplexity", "bits_per_byte"),
    "repeat": ("compute", "loss"),
    "channel": ("ber", "bits", "snr", "insertion_loss"),
}
"""Options of which one is usually given."""

OFTEN = {
    "optimal": ("rate", "efficiency", "price", "accelerator", "precision", "utilisation"),
    "repeat": ("unique_tokens",),
    "convert": ("bytes_per_token",),
    "channel": ("lanes", "baud", "pam", "net"),
    "envelope": ("columns",),
}
"""Options that are needed more often than not."""


def leaves(group, path=()):
    """Yield every command that does something, with the words that call it."""
    for name, command in group.items():
        if isinstance(command, click.Group):
            yield from leaves(command.commands, (*path, name))
        else:
            yield (*path, name), command


ALL = dict(leaves(commands()))
FIGURES = {path: command for path, command in ALL.items() if path[0] == "plot"}
QUICK = {path: command for path, command in ALL.items() if path[0] != "plot"}


def valued(name):
    """A value of an option: usual, odd in its number, or no value at all."""
    usual = st.sampled_from(USUAL.get(name, ("1",)))
    units = {value.partition(" ")[2] for value in USUAL.get(name, ())}
    odd = st.tuples(spans(), st.sampled_from(sorted(units) or [""])).map(lambda parts: " ".join(parts).strip())
    return st.one_of(*[usual] * 6, odd, odd, words())


def pairs(entries):
    """Words like name=value from names with their usual values."""
    usual = st.sampled_from(sorted(entries)).map(lambda name: f"{name}={entries[name]}")
    odd = st.tuples(st.sampled_from(sorted(entries)) | words(), spans() | words()).map("=".join)
    return st.one_of(usual, usual, usual, odd)


@st.composite
def lines(draw, of):
    """A command with some of its arguments and options."""
    path = draw(st.sampled_from(sorted(of)))
    command, typed, last = of[path], [*path], path[-1]
    chosen = {draw(st.sampled_from(ONE_OF[last]))} if last in ONE_OF else set()
    for parameter in command.params:
        name = parameter.name
        often = parameter.required or name in chosen or (name in OFTEN.get(last, ()) and draw(st.integers(0, 3)) > 0)
        if not often and draw(st.integers(0, 5)) > (3 if isinstance(parameter, click.Argument) else 0):
            continue
        if name == "output":
            continue
        if isinstance(parameter, click.Argument):
            typed += draw(arguments(path, parameter, typed))
        elif parameter.is_flag:
            typed.append(parameter.opts[0])
        elif isinstance(parameter.type, click.Choice):
            typed += [
                parameter.opts[0],
                draw(st.sampled_from([*parameter.type.choices, *parameter.type.choices, "xml"])),
            ]
        elif name == "changes":
            typed += [parameter.opts[0], draw(pairs(FIELDS))]
        else:
            for _ in range(draw(st.integers(1, 2)) if parameter.multiple else 1):
                typed += [parameter.opts[0], draw(valued(name))]
    if draw(st.integers(0, 15)) == 0:
        typed.insert(draw(st.integers(0, len(typed))), draw(words() | st.sampled_from(["--help", "--version", "--"])))
    return typed


@st.composite
def arguments(draw, path, parameter, typed):
    """What stands for an argument: inputs of the law or trend that was named, files, names."""
    if parameter.name in {"inputs", "variables"}:
        key = typed[-1]
        if key in LAWS:
            entries = {entry.name: entry.eg for entry in laws.get(key).inputs}
            return [f"{name}={eg}" for name, eg in entries.items()] + draw(
                st.lists(words().map("x={}".format), max_size=1)
            )
        if key in TRENDS:
            trend = TRENDS[key]
            entries = {entry.name: entry.eg for entry in (*trend.inputs, trend.output)}
            left = draw(st.sampled_from([trend.output.name, trend.output.name, *entries]))
            odd = draw(st.dictionaries(st.sampled_from(sorted(entries)), spans() | words(), max_size=1))
            return [f"{name}={odd.get(name, eg)}" for name, eg in entries.items() if name != left]
        return draw(st.lists(pairs({"bits": "1 bit", "temperature": "300 K"}), max_size=2))
    pool = USUAL[parameter.name]
    if path[0] == "law":
        pool = LAWS
    elif path[-1] == "trend":
        pool = list(TRENDS)
    elif path[-1] == "fit":
        pool = [RUNS, RUNS, RUNS, CURVES, "missing.csv"]
    elif path[-1] == "isoflop":
        pool = [ISOFLOP, ISOFLOP, ISOFLOP, RUNS, "missing.csv"]
    elif path[-1] == "envelope":
        pool = [CURVES, CURVES, CURVES, RUNS, "missing.csv"]
    one = st.one_of(*[st.sampled_from(pool)] * 8, words())
    return draw(st.lists(one, min_size=1, max_size=3 if parameter.nargs == -1 else 1))


def check(typed, *, codes=frozenset({0, 2}), **given):
    """Call the command line and hold what every call must keep; 1 is an exit code where a check may say no."""
    start = time.process_time()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        result = CliRunner(**UNMIXED).invoke(main, typed, prog_name="limits", **given)
    assert time.process_time() - start < LONGEST
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code in codes | ({1} if "--claim" in typed else set())
    if result.exit_code == 2:
        others = typed[:1] == ["report"] and " runs cannot be used" in result.stderr  # are shown
        assert result.stdout == "" or others
        assert "mistake of the program" not in result.stderr
        assert "Traceback" not in result.stderr
        assert result.stderr.count("limits: ") + result.stderr.count("Error: ") == 1
        assert_message(result.stderr)
        return result
    assert result.stderr == ""
    if "--help" in typed or "--version" in typed:
        return result
    form = typed[typed.index("--format") + 1] if "--format" in typed else ""
    if form == "json" or (typed[0] == "schema" and {*typed[1:]} - {"--"}):  # without a name it lists them
        assert_json(result.stdout)
    elif form == "csv":
        assert_csv(result.stdout)
    elif form != "latex":
        assert_text(result.stdout)
    return result


@examples(250)
@given(typed=lines(QUICK), given=st.sampled_from(["", "\x00", Path(RUN).read_text(encoding="utf-8")]))
def test_every_command_with_usual_and_odd_values(typed, given):
    check(typed, input=given)


@pytest.fixture(scope="module", autouse=True)
def folder_of_ones_own(tmp_path_factory):
    """Stand in a folder with a law of one's own, so that no odd word is the name of a file."""
    folder = tmp_path_factory.mktemp("folder")
    mine = scaling.to_toml(scaling.get("besiroglu2024-minimum")).replace("besiroglu2024-minimum", "mine")
    (folder / "mine.toml").write_text(mine, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        yield


@examples(6)
@given(typed=lines(FIGURES))
def test_figures(tmp_path_factory, typed):
    folder = tmp_path_factory.mktemp("figures")
    check([*typed, "--output", str(folder / "figure.svg")])
