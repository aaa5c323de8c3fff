"""Fuzzing at length: the fuzz tests of all doors with other inputs in every round, until so many were drawn.

    python tests/fuzz/at_length.py 300000 --seed 1      about two hours of one core
    python tests/fuzz/at_length.py 3000 --seed 7 --only claims

Rounds are short, since Hypothesis slows down with the examples of one test, and each has a seed of its own. The first
round in which something fails is the last one: it is printed, with what repeats it. The sum of all rounds is printed by
test, and the process ends with 1 if one failed.
"""

from __future__ import annotations

import argparse
import os
import re
import shlex
import subprocess
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TESTS = ("tests/fuzz", "tests/laws/test_fuzz_calls.py")
LEFT_OUT = "not corner and not long_in_one_way"  # which draw nothing
TIMES = 3  # as many examples as an ordinary run, in one round

_TEST = re.compile(r"^tests/\S+::(?P<name>\w+):$", re.MULTILINE)
_PASSING = re.compile(r"during (?P<phase>\w+) phase.*?- (?P<passing>\d+) passing", re.DOTALL)


def command(seed: int, only: str) -> list[str]:
    """Return what runs one round."""
    chosen = f"({LEFT_OUT}) and ({only})" if only else LEFT_OUT
    shown = ("--hypothesis-show-statistics", "-q", "-p", "no:cacheprovider")
    return [sys.executable, "-m", "pytest", *TESTS, "-k", chosen, f"--hypothesis-seed={seed}", *shown]


def counted(printed: str) -> Counter[str]:
    """Return how many inputs passed, by test, as Hypothesis prints it."""
    found: Counter[str] = Counter()
    parts = _TEST.split(printed)[1:]
    for name, statistics in zip(parts[::2], parts[1::2], strict=True):
        found[name] += sum(int(each["passing"]) for each in _PASSING.finditer(statistics))
    return found


def main() -> int:
    """Draw rounds, and say what they found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("inputs", type=int, help="how many inputs in all, at least")
    parser.add_argument("--seed", type=int, default=1, help="of the first round; each next one takes the next number")
    parser.add_argument("--only", default="", help="tests whose name holds this, as pytest -k reads it")
    asked = parser.parse_args()
    total: Counter[str] = Counter()
    seed, code = asked.seed, 0
    while code == 0 and total.total() < asked.inputs:
        round_of = command(seed, asked.only)
        environment = {**os.environ, "LIMITS_FUZZ": str(TIMES)}
        done = subprocess.run(round_of, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        code = done.returncode
        drawn = counted(done.stdout)
        if code or not drawn:
            again = shlex.join(["python", *round_of[1:]])
            sys.stdout.write(f"{done.stdout}{done.stderr}\nagain: LIMITS_FUZZ={TIMES} {again}\n")
            code = code or 1
        total += drawn
        sys.stdout.write(f"seed {seed}: {total.total()} inputs\n")
        sys.stdout.flush()
        seed += 1
    sys.stdout.writelines(f"{total[name]:8} {name}\n" for name in sorted(total))
    return code


if __name__ == "__main__":
    sys.exit(main())
