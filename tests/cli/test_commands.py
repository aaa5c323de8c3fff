"""The table of commands: each is there, explains itself, and is loaded only when it is called."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

import limits
from limits.cli import commands
from limits.cli.group import COMMANDS

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "reference" / "cli.md"


def test_every_command_of_the_table_is_a_module_of_its_name():
    assert {name: command.name for name, command in commands().items()} == {name: name for name in COMMANDS}


def test_the_list_of_commands_is_the_table(answer):
    said = answer("--help")
    listed = said.partition("Commands:")[2].partition("Examples:")[0]
    assert [line.split()[0] for line in listed.splitlines() if line.startswith("  ") and line[2:3].strip()] == list(
        COMMANDS
    )
    for help_line in COMMANDS.values():
        assert " ".join(help_line.split()) in " ".join(said.split())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_shows_examples_that_begin_with_its_name(answer, name):
    said = answer(name, "--help")
    examples = [line.strip() for line in said.partition("Examples:")[2].splitlines() if line.strip()]
    assert examples
    assert all(example.startswith(f"limits {name}") for example in examples)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_flag_is_a_full_word_with_a_help(name):
    for option in commands()[name].params:
        if isinstance(option, click.Option):
            assert option.help
            assert all(flag.startswith("--") and len(flag) > len("--a") for flag in option.opts)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_flag_is_documented(name):
    page = PAGE.read_text(encoding="utf-8")
    assert f"limits {name}" in page
    for option in commands()[name].params:
        if isinstance(option, click.Option):
            assert option.opts[0] in page


def test_help_of_the_table_imports_no_command(process):
    code = (
        "import sys; from limits.cli import main; main(['--help'], standalone_mode=False); "
        "names = [n for n in sys.modules if n.startswith('limits.')]; print(*sorted(names), file=sys.stderr)"
    )
    done = process(shell=f'"$1" -c "{code}"')
    loaded = set(done.stderr.decode().split())
    rooms = {"cli", "cli.group", "cli.options", "cli.output", "errors", "frozen"}
    assert loaded == {f"limits.{room}" for room in rooms}


def test_version(answer):
    assert answer("--version") == f"limits {limits.__version__}\n"


def test_a_mistyped_command_suggests_one(refusal):
    assert "Did you mean 'report'?" in refusal("repotr")
    assert "No such command 'xyzzy'" in refusal("xyzzy")
