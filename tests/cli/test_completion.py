"""What shells complete: each name of each kind, through click's own interface, without loading what is heavy."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest
from click.shell_completion import ShellComplete

from limits import laws, scaling
from limits.catalog import shipped
from limits.cli import main
from limits.report import schema
from limits.runs.fields import ROWS
from limits.scaling import trends

from .conftest import ROOT

HEAVY = ("pint", "scipy", "sympy", "rich", "matplotlib")
CATALOG = shipped()
WHOLE = [  # words, every name that is completed behind them
    (("report",), CATALOG.names("run")),
    (("report", "gpt-3"), CATALOG.names("run")),
    (("plot", "frontier"), CATALOG.names("run")),
    (("law",), [law.key for law in laws.LAWS]),
    (("law", "landauer"), ["bits=", "temperature=", "energy="]),
    (("law", "Landauer", "bits=1 bit"), ["temperature=", "energy="]),
    (("law", "landauer", "--solve"), ["bits", "temperature", "energy"]),
    (("frontier", "trend"), list(trends.everything())),
    (("frontier", "trend", "brown2020-compute"), ["compute=", "loss="]),
    (("frontier", "trend", "brown2020-compute", "--solve"), ["compute", "loss"]),
    (("frontier", "predict", "--scaling"), scaling.names()),
    (("frontier", "predict"), CATALOG.names("run")),
    (("report", "--scaling"), scaling.names()),
    (("frontier", "optimal", "--accelerator"), CATALOG.names("accelerator")),
    (("catalog", "accelerators"), CATALOG.names("accelerator")),
    (("catalog", "grid"), CATALOG.names("grid")),
    (("catalog", "node"), CATALOG.names("node")),
    (("catalog", "scaling-laws"), scaling.names()),
    (("catalog",), ["runs", "accelerators", "nodes", "links", "memories", "grids", "scaling-laws"]),
    (("report", "gpt-3", "--set"), [f"{row.path}=" for row in ROWS]),
    (("schema",), sorted((*schema.names(), "run"))),
]
BEGUN = [
    (("report",), "LLAMA-3.1-4", "llama-3.1-405b"),
    (("report",), "deepseek-v", "deepseek-v3"),
    (("law",), "light-l", "light-latency"),
    (("law", "shannon"), "band", "bandwidth="),
    (("report", "--erasure"), "operands_i", "operands_inplace"),
    (("frontier", "optimal", "--precision"), "bf", "bf16"),
    (("frontier", "hardware", "--precision"), "bf", "bf16"),
    (("cite",), "besiroglu2024-m", "besiroglu2024-minimum"),
    (("cite",), "landauer1961", "landauer1961"),
    (("cite",), "olmoe", "olmoe-1b-7b"),
    (("frontier",), "pred", "predict"),
    ((), "rep", "report"),
]


def completed(words, typed=""):
    items = ShellComplete(main, {}, "limits", "_LIMITS_COMPLETE").get_completions(list(words), typed)
    return [item.value for item in items if item.type == "plain"]


@pytest.mark.parametrize(("words", "names"), WHOLE, ids=lambda part: " ".join(part) if isinstance(part, tuple) else "")
def test_every_name_is_completed(words, names):
    assert completed(words) == list(names)


@pytest.mark.parametrize(("words", "typed", "name"), BEGUN)
def test_what_was_begun_is_completed(words, typed, name):
    assert completed(words, typed) == [name]


@pytest.mark.parametrize("words", [("report",), ("report", "--scaling")])
def test_files_are_completed_where_one_may_stand(words):
    items = ShellComplete(main, {}, "limits", "_LIMITS_COMPLETE").get_completions(list(words), "my-")
    assert [(item.value, item.type) for item in items] == [("my-", "file")]


@pytest.mark.parametrize(
    "words",
    [
        ("law", "xyzzy"),
        ("law", "xyzzy", "--solve"),
        ("frontier", "trend", "xyzzy"),
        ("catalog", "xyzzy"),
        ("repotr",),
        ("xyzzy", "gpt-3"),
    ],
)
def test_what_nothing_is_known_of_completes_nothing(words):
    assert completed(words) in ([], completed(()))


def test_inputs_say_what_they_are():
    items = ShellComplete(main, {}, "limits", "_LIMITS_COMPLETE").get_completions(["law", "landauer"], "temp")
    assert [item.help for item in items] == ["temperature of the bath [K]"]


def loaded(words, typed=""):
    code = (
        "import sys; from click.shell_completion import ShellComplete; from limits.cli import main; "
        f"found = ShellComplete(main, {{}}, 'limits', '_LIMITS_COMPLETE').get_completions({list(words)!r}, {typed!r}); "
        "assert found; print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, text=True)
    return set(done.stdout.split())


@pytest.mark.parametrize(
    "words",
    [
        ("law",),
        ("law", "landauer"),
        ("frontier", "trend"),
        ("frontier", "predict", "--scaling"),
        ("cite",),
        ("schema",),
    ],
)
def test_nothing_heavy_is_loaded(words):
    assert not loaded(words) & set(HEAVY)


@pytest.mark.parametrize("words", [("report",), ("frontier", "optimal", "--accelerator"), ("catalog", "links")])
def test_names_of_the_catalogue_need_not_even_numpy(words):
    assert not loaded(words) & {*HEAVY, "numpy"}


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
def test_bash_completes_after_the_line_of_the_guide(tmp_path):
    page = (ROOT / "docs" / "how-to" / "complete-names.md").read_text(encoding="utf-8")
    line = next(line for line in page.splitlines() if "bash_source" in line)
    program = tmp_path / "limits"
    program.write_text(
        f"#!{sys.executable}\nimport sys\nsys.path.insert(0, {str(ROOT)!r})\nfrom limits.cli import main\n"
        "main(prog_name='limits')\n",
        encoding="utf-8",
    )
    program.chmod(0o755)
    typed = 'COMP_WORDS=(limits law landauer temp); COMP_CWORD=3; _limits_completion limits; echo "${COMPREPLY[@]}"'
    done = subprocess.run(
        ["bash", "--norc", "-c", f"{line}\ncomplete -p limits\n{typed}"],
        capture_output=True,
        check=True,
        text=True,
        env={**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"},
    )
    assert done.stdout.splitlines() == ["complete -o nosort -F _limits_completion limits", "temperature="]
    assert done.stderr == ""


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_guide_names_every_shell(shell):
    page = (ROOT / "docs" / "how-to" / "complete-names.md").read_text(encoding="utf-8")
    assert f"_LIMITS_COMPLETE={shell}_source limits" in page
