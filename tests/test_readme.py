"""The README's two commands: each is one literal line, and continuous integration runs the second."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CI = ROOT / ".ci" / "run"


def command(marker: str) -> str:
    """Return the one line that stands in the fenced block after a marker."""
    blocks = re.findall(rf"^<!-- {marker} -->\n```bash\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    assert len(blocks) == 1, f"the README has {len(blocks)} blocks marked {marker}"
    lines = blocks[0].splitlines()
    assert len(lines) == 1, f"the {marker} command has {len(lines)} lines"
    return lines[0]


@pytest.mark.parametrize("marker", ["run", "test"])
def test_each_command_sets_up_everything_itself(marker):
    first, second, *rest = command(marker).split(" && ")
    assert first == "python3 -m venv .venv"
    assert second.startswith(".venv/bin/pip install --quiet ")
    assert rest
    assert all(step.startswith(".venv/bin/") for step in rest)


def test_the_first_command_prints_the_report_shown():
    assert command("run").endswith(".venv/bin/limits report llama-3.1-405b")
    assert "$ limits report llama-3.1-405b\n" in README  # its output is compared with the other console examples


def test_the_second_command_runs_every_check():
    for check in ("ruff check", "ruff format --check", "mypy", "python -m pytest"):
        assert f".venv/bin/{check}" in command("test")


@pytest.fixture
def integration(tmp_path):
    """Return a function that runs the step of continuous integration for a README with another test command."""

    def run(stand_in: str) -> subprocess.CompletedProcess[str]:
        (tmp_path / ".ci").mkdir()
        script = tmp_path / ".ci" / "run"
        script.write_bytes(CI.read_bytes())
        script.chmod(CI.stat().st_mode)
        (tmp_path / "README.md").write_text(README.replace(command("test"), stand_in), encoding="utf-8")
        return subprocess.run([script, "readme"], capture_output=True, text=True, encoding="utf-8", check=False)

    return run


def test_continuous_integration_runs_the_second_command(integration):
    done = integration(f"echo {command('test')!r}")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["--- readme", command("test")]


def test_continuous_integration_begins_with_the_second_command():
    assert re.search(r"\|\| set -- readme ", CI.read_text(encoding="utf-8"))


def test_continuous_integration_ends_with_the_number_of_tests(integration):
    done = integration(
        "echo '=== 3 passed, 1 skipped in 0.1s ===' && echo '= 4 passed, 1 error in 61.00s (0:01:01) =' && false"
    )
    assert done.returncode == 1
    assert done.stdout.splitlines()[-1] == "7 passed, 1 failed, 1 skipped"


def test_the_first_lines_warn_of_the_other_package_called_limits():
    top = " ".join(README.split("\n## ")[0].split())
    assert "`compute-limits`" in top
    assert "`import limits`" in top
    assert "rate limiter" in top
    assert "same environment" in top
