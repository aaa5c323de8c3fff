"""How the tests of this room call the command line: in this process, or in one of its own."""

from __future__ import annotations

import inspect
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from limits.cli import main

from ..conftest import NO_SCIKIT_RF, READS_CHANNELS

ROOT = Path(__file__).parents[2]
# click before 8.2 mixes standard error into standard output unless told not to; later versions never do
UNMIXED = {"mix_stderr": False} if "mix_stderr" in inspect.signature(CliRunner).parameters else {}


@pytest.fixture
def call():
    """Return a function that calls a command in this process."""

    def run(*words: str, typed: str | bytes | None = None) -> Result:
        if "--s4p" in words and not READS_CHANNELS:
            pytest.skip(NO_SCIKIT_RF)
        result = CliRunner(**UNMIXED).invoke(main, list(words), input=typed, prog_name="limits")
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return run


@pytest.fixture
def answer(call):
    """Return a function that calls a command which must succeed, and returns what it prints."""

    def run(*words: str, typed: str | bytes | None = None) -> str:
        result = call(*words, typed=typed)
        assert result.exit_code == 0, result.stderr
        assert result.stderr == ""
        return result.stdout

    return run


@pytest.fixture
def refusal(call):
    """Return a function that calls a command which must be refused, and returns the one message."""

    def run(*words: str, typed: str | bytes | None = None) -> str:
        result = call(*words, typed=typed)
        assert result.exit_code == 2, result.stdout
        assert result.stdout == ""
        assert "Traceback" not in result.stderr
        assert result.stderr.endswith("\n")
        return result.stderr

    return run


@pytest.fixture
def asked(answer):
    """Return a function that asks ``limits frontier`` for JSON, and takes the number alone for each quantity."""

    def run(*words: str):
        return numbers(json.loads(answer("frontier", *words, "--format", "json")))

    return run


def numbers(said):
    """Return plain data of an answer with the number alone in place of each quantity."""
    if isinstance(said, dict):
        if {"value", "unit"} <= said.keys() <= {"value", "unit", "low", "high", "sigma", "origin"}:
            return said["value"]
        return {name: numbers(part) for name, part in said.items()}
    return [numbers(part) for part in said] if isinstance(said, list) else said


@pytest.fixture
def process():
    """Return a function that calls a command in a process of its own; `shell` puts it into a line of a shell."""

    def run(*words: str, typed: bytes = b"", shell: str = "", **environment: str) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "limits", *words]
        if shell:
            command = ["bash", "-o", "pipefail", "-c", shell, "bash", *command]
        return subprocess.run(
            command,
            cwd=ROOT,
            input=typed,
            capture_output=True,
            env={**os.environ, **environment},
            check=False,
            timeout=60,
        )

    return run
