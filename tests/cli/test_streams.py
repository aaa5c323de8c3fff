"""Streams that are closed, full or without a reader: one message at most, and the exit code still says what it was."""

from __future__ import annotations

import os
import shlex

import pytest

pytestmark = pytest.mark.skipif(not os.path.exists("/dev/full"), reason="a full device is of Linux")  # noqa: PTH110

FAIR = ["report", "gpt-3"]
WRONG = ["report", "no-such-run"]
MISUSED = ["report", "--nonsense"]
VIOLATED = ["law", "landauer", "bits=1 bit", "temperature=300 K", "--claim", "1e-23 J"]
HELP = [["--help"], ["--version"], ["report", "--help"], ["frontier", "--help"], ["frontier", "fit", "--help"]]


@pytest.fixture
def redirected(process):
    """Return a function that calls a command with some of its streams redirected, as a shell has it."""

    def run(words, redirection):
        return process(*words, shell=f'"$@" {redirection}')

    return run


@pytest.mark.parametrize("words", [FAIR, [*FAIR, "--format", "json"], VIOLATED, *HELP], ids=shlex.join)
@pytest.mark.parametrize(
    ("redirection", "said"),
    [(">/dev/full", "No space left on device"), (">&-", "not writable")],
    ids=["full", "closed"],
)
def test_a_result_that_cannot_be_written_is_an_error(redirected, words, redirection, said):
    done = redirected(words, redirection)
    assert done.returncode == 2
    assert done.stderr.decode() == f"limits: standard output: {said}\n"


@pytest.mark.parametrize("words", [WRONG, MISUSED], ids=shlex.join)
@pytest.mark.parametrize("redirection", ["2>/dev/full", "2>&-", "2>/dev/full >/dev/full", ">&- 2>&- <&-"])
def test_an_error_that_cannot_be_told_is_no_check_that_says_no(redirected, words, redirection):
    done = redirected(words, redirection)
    assert (done.returncode, done.stdout, done.stderr) == (2, b"", b"")


def test_an_error_that_nobody_reads_is_none_either(process):
    done = process(*WRONG, shell='{ "$@" 2>&1 >/dev/null; echo $? >&3; } 3>&2 | true')
    assert done.stderr == b"2\n"


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_violated_claim_says_no_even_if_nobody_reads_it(process, form):
    done = process(*VIOLATED, "--format", form, shell='{ "$@"; echo $? >&2; } | true')
    assert done.stderr == b"1\n"


@pytest.mark.parametrize("words", [FAIR, *HELP], ids=shlex.join)
def test_a_reader_that_never_reads_is_no_error(process, words):
    done = process(*words, shell='{ "$@"; echo $? >&2; } | true')
    assert done.stderr == b"0\n"


def test_a_result_that_goes_to_a_file_needs_no_standard_output(redirected, tmp_path):
    file = tmp_path / "report.txt"
    done = redirected([*FAIR, "--output", str(file)], ">&-")
    assert (done.returncode, done.stderr) == (0, b"")
    assert file.read_text(encoding="utf-8").startswith("gpt-3-175b")


def test_standard_input_that_is_closed(redirected):
    done = redirected(["report", "-"], "<&-")
    assert done.returncode == 2
    assert b"standard input: 1 input cannot be used\n  file: given a closed stream" in done.stderr


@pytest.mark.parametrize("words", [["report", "-"], ["report", "gpt-3", "--scaling", "-"]], ids=shlex.join)
def test_standard_input_without_end(process, words):
    done = process(*words, shell='yes "#" | "$@"')
    assert done.returncode == 2
    assert b"given more than" in done.stderr


def test_a_run_with_a_name_that_no_file_can_have(refusal):
    assert "no run is called" in refusal("report", "a" * 5000)
    assert "no run is called" in refusal("report", "a\0b")
