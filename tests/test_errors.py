"""What every error of this package keeps: it obeys no terminal, stays short, and survives a process pool."""

from __future__ import annotations

import copy
import pickle

import pytest

import limits
from limits.errors import DataError, InputError, NoSolutionError, Problem, TextError, UnknownNameError
from limits.report.figures.sheet import MissingMatplotlibError

MANY = [
    InputError("run", [Problem("bits", "3 J", "bits", "write '1 bit'"), Problem("mfu", "2", "at most 1")]),
    TextError("25 delta_degC", "a temperature", "write '25 degC'"),
    UnknownNameError("run", "lama", ["llama"], see="see the list"),
    NoSolutionError("shannon", "bandwidth", "the capacity is too large"),
    DataError("constants.toml", "k_B", "no source", "every constant has one"),
    MissingMatplotlibError(),
]


@pytest.mark.parametrize("error", MANY, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda error: pickle.loads(pickle.dumps(error))])
def test_errors_can_be_copied_and_sent_to_another_process(error, again):
    other = again(error)
    assert type(other) is type(error)
    assert str(other) == str(error)
    assert vars(other) == vars(error)


def test_very_many_problems_are_told_by_the_first_ones_and_a_count():
    content = {"name": "r", "model": {f"key_{k}": k for k in range(300_000)}}
    with pytest.raises(InputError) as caught:
        limits.load(content)
    lines = str(caught.value).splitlines()
    assert lines[0] == "run: 300000 inputs cannot be used"
    assert lines[-1] == "  and 299,980 more"
    assert len(lines) == 22
    assert len(caught.value.problems) == 300_000


def test_one_problem_more_is_told_rather_than_counted():
    error = InputError("here", [Problem(f"key {k}", "1", "2") for k in range(21)])
    assert str(error).splitlines()[-1] == "  key 20: given 1, wanted 2"


@pytest.mark.parametrize("sign", ["\x1b[31m", "\r", "\n", "\x07", "\u202e", "\ud800", "\x9b"])
@pytest.mark.parametrize("content", [lambda key: {key: 1}, lambda key: {"model": {key: 1}}, lambda key: {"name": key}])
def test_no_error_obeys_a_terminal(content, sign):
    with pytest.raises(InputError) as caught:
        limits.load({"name": "r", **content(f"a{sign}b")})
    lines = str(caught.value).split("\n")
    assert all(line.isprintable() for line in lines)
    assert len(lines) == 2
    assert "\\" in lines[1]


def test_long_keys_are_shortened():
    with pytest.raises(InputError) as caught:
        limits.load({"name": "r", "a" * 100_000: 1})
    assert len(str(caught.value)) < 500
