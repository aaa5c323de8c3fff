"""Whatever goes wrong is one message and an exit code; whatever the terminal is, the report is printed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from limits.cli import group

ROOT = Path(__file__).parents[2]
UNUSABLE = [
    (("report", "lama-3.1-405b"), b""),
    (("report", "missing.toml"), b""),
    (("report", "docs/"), b""),
    (("report", "-"), b""),
    (("report", "-"), b"\x00\xff\xfe" * 50),
    (("report", "-"), b"name = [\n"),
    (("report", "gpt-3", "--catalog", "missing.csv"), b""),
    (("report", "gpt-3", "--format", "xml"), b""),
    (("law", "landauer", "bits=1 K", "temperature=-1 K"), b""),
    (("law", "landauer", "--nonsense"), b""),
    (("cite", "xyzzy"), b""),
    (("schema", "xyzzy"), b""),
    (("xyzzy",), b""),
]


@pytest.mark.parametrize(
    ("words", "typed"), UNUSABLE, ids=lambda part: " ".join(part) if isinstance(part, tuple) else ""
)
def test_unusable_input_is_one_message_and_exit_code_2(process, words, typed):
    done = process(*words, typed=typed)
    assert done.returncode == 2
    assert done.stdout == b""
    assert b"Traceback" not in done.stderr
    assert done.stderr.count(b"limits: ") + done.stderr.count(b"Error: ") == 1


def test_a_name_that_is_no_text_is_refused_like_any_other():
    done = subprocess.run(
        [sys.executable, "-m", "limits", "report", b"\xff\xfe"], cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


def test_a_mistake_of_the_program_is_one_line_too(call, monkeypatch):
    def fail(name):
        raise KeyError(f"{name}\nsecond line")

    monkeypatch.setattr(group.Commands, "load", staticmethod(fail))
    result = call("report")
    assert result.exit_code == 2
    assert result.stderr.startswith("limits: unexpected KeyError:")
    assert "please report it" in result.stderr
    assert result.stderr.count("\n") == 1
    monkeypatch.setenv("LIMITS_TRACEBACK", "1")
    with pytest.raises(AssertionError, match="second line"):
        call("report")


def test_a_reader_that_stops_early_is_no_error(process):
    done = process("catalog", "runs", "--format", "json", shell='"$@" | head -n 1')
    assert (done.returncode, done.stdout, done.stderr) == (0, b"{\n", b"")


def test_an_interrupt_leaves_quietly(call, monkeypatch):
    def interrupted(name):
        raise KeyboardInterrupt(name)

    monkeypatch.setattr(group.Commands, "load", staticmethod(interrupted))
    result = call("report")
    assert (result.exit_code, result.stdout, result.stderr) == (130, "", "")


def test_piped_text_is_plain_whatever_the_environment_says(process):
    plain = process("report", "llama-3.1-405b").stdout
    assert b"\x1b" not in plain
    for environment in ({"NO_COLOR": "1"}, {"COLUMNS": "40"}, {"FORCE_COLOR": "1", "TERM": "xterm-256color"}):
        assert process("report", "llama-3.1-405b", **environment).stdout == plain


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_terminals_without_our_signs_are_served_too(process, encoding):
    done = process("report", "llama-3.1-405b", PYTHONIOENCODING=encoding)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "theorem" in done.stdout.decode(encoding)


def test_the_plainest_locale(process):
    done = process("report", "llama-3.1-405b", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.isascii()


def on_a_terminal(*words: str, **environment: str) -> bytes:
    """Call a command whose standard output alone is a terminal, and return what it writes there.

    Standard error is none: there a slow machine would see the counter.
    """
    pty = pytest.importorskip("pty", reason="pseudo-terminals are of Unix")
    ours, its = pty.openpty()
    child = subprocess.Popen(
        [sys.executable, "-m", "limits", *words],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=its,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "TERM": "xterm-256color", "COLUMNS": "100", "PYTHONIOENCODING": "utf-8", **environment},
    )
    os.close(its)
    written = b""
    try:
        while part := os.read(ours, 65536):
            written += part
    except OSError:  # how Linux says that the other end is closed
        pass
    finally:
        os.close(ours)
    assert child.wait(timeout=30) == 0
    return written


def test_on_a_terminal_the_first_limit_stands_out_and_nothing_has_a_colour():
    written = on_a_terminal("report", "llama-3.1-405b").decode()
    rows = [line for line in written.splitlines() if re.search(r"\d(?:\.\d+)?e?\d*x ", line)]
    assert rows[0].startswith("\x1b[1m")
    assert not any(line.startswith("\x1b[1m") for line in rows[1:])
    assert set(re.findall(r"\x1b\[([\d;]*)m", written)) <= {"0", "1", "3", "4"}


def test_no_color_is_honoured():
    written = on_a_terminal("report", "llama-3.1-405b", NO_COLOR="1")
    assert not any(f"\x1b[{colour}m".encode() in written for colour in range(30, 38))


def test_a_terminal_without_our_signs_gets_plain_text():
    written = on_a_terminal("report", "llama-3.1-405b", PYTHONIOENCODING="ascii")
    assert written.isascii()
    assert b"\x1b" not in written
