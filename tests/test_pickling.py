"""What this package hands out pickles and copies: in process pools, in caches, in notebooks."""

from __future__ import annotations

import copy
import inspect
import json
import os
import pickle
import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest

import limits
from limits import bounds, catalog, laws, scaling, units
from limits.errors import LimitsError, Problem
from limits.scaling import trends
from limits.scaling.frontier.repetition import MUENNIGHOFF2023

ROOT = Path(__file__).parents[1]
POOL = Path(__file__).with_name("pool.py")
WAYS = {
    "pickle": lambda value: pickle.loads(pickle.dumps(value)),
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
}
COMPUTE = np.geomspace(1e18, 1e20, 50)


@pytest.fixture(params=WAYS.values(), ids=WAYS)
def again(request):
    """One way to get the same thing again."""
    return request.param


@pytest.fixture(scope="module")
def fit():
    rng = np.random.default_rng(0)
    N, D = 10 ** rng.uniform(8, 10, 24), 10 ** rng.uniform(9, 11.5, 24)
    return scaling.fit(N, D, (1.8 + 480 / N**0.35 + 2100 / D**0.37) * np.exp(rng.normal(0, 0.003, 24)))


def run():
    return limits.TrainingRun(
        "mine", parameters="7e9 .. 8e9 parameter", accelerator="h100-sxm", mfu=0.4, notes=("a note",)
    )


def own_kernel(a, b):
    """What two numbers come to."""
    return a * b


OWN = replace(laws.memory_capacity, key="own-law", kernel=own_kernel)


def same(left, right):
    """Tell whether two records agree in every field, arrays element by element."""
    if type(left) is not type(right):
        return False
    if isinstance(left, np.ndarray | float):
        return np.array_equal(left, right, equal_nan=True)
    if hasattr(left, "__dataclass_fields__"):
        return all(same(getattr(left, each.name), getattr(right, each.name)) for each in fields(left))
    if isinstance(left, tuple | list):
        return len(left) == len(right) and all(map(same, left, right))
    return left == right


EQUAL = {
    "run": run,
    "assessment": lambda: limits.assess("gpt-3-175b"),
    "bound": lambda: bounds.ALL[0],
    "own law": lambda: OWN,
    "row": lambda: catalog.row("accelerator", "h100-sxm"),
    "catalogue": catalog.shipped,
    "repetition": lambda: MUENNIGHOFF2023,
    "optimum": lambda: scaling.optimum(scaling.get("besiroglu2024"), 1e24),
    "power law": lambda: scaling.power_law([1, 2, 3, 4], [1, 2, 3, 4.5]),
    "quantity": lambda: units.quantity(3.0, "ktoken/s"),
    "temperature": lambda: units.quantity(25.0, "degC"),
    "unit": lambda: units.quantity(3.0, "token").units,
    "answer": lambda: laws.landauer(bits="1 bit", temperature="300 K"),
}


@pytest.mark.parametrize("make", EQUAL.values(), ids=EQUAL)
def test_a_copy_equals_what_it_copies(again, make):
    value = make()
    other = again(value)
    assert type(other) is type(value)
    assert other == value
    assert repr(other) == repr(value)


def test_a_run_keeps_its_notes_and_the_past_of_its_numbers(again):
    other = again(run())
    assert other.notes == ("a note",)
    assert {key: str(value) for key, value in other.stated()} == {key: str(value) for key, value in run().stated()}
    assert other.accelerator.origin == run().accelerator.origin
    with pytest.raises(AttributeError, match="frozen"):
        other.name = "theirs"


@pytest.mark.parametrize("law", laws.LAWS, ids=lambda law: law.key)
def test_a_law_of_the_formulary_stays_one_object(again, law):
    assert again(law) is law


@pytest.mark.parametrize(
    "published", [*scaling.LAWS.values(), *trends.everything().values()], ids=lambda published: published.key
)
def test_a_published_law_stays_one_object(again, published):
    assert again(published) is published


def test_a_law_under_a_key_of_the_formulary_is_not_taken_for_its_law(again):
    other = again(replace(laws.landauer, gives="something else"))
    assert other != laws.landauer
    assert other.gives == "something else"


@pytest.mark.parametrize(
    "make",
    [
        lambda fit: fit,
        lambda fit: fit.law(),
        lambda fit: fit.points,
        lambda _: scaling.envelope(scaling.Curves.of(["small"] * 50, COMPUTE, 2.1 + 1e5 * COMPUTE**-0.3)),
        lambda _: replace(scaling.get("besiroglu2024-minimum"), notes=("mine",)),
        lambda _: replace(trends.get("brown2020-compute"), notes=("mine",)),
    ],
    ids=["fit", "its law", "points", "envelope", "scaling law", "trend"],
)
def test_what_has_no_equality_agrees_in_every_field(again, make, fit):
    value = make(fit)
    other = again(value)
    assert other is not value
    assert same(other, value)


def test_a_copy_is_as_closed_as_what_it_copies(again, fit):
    with pytest.raises(TypeError, match="does not support item assignment"):
        again(fit.law()).published["alpha"] = 0.0


def test_a_deep_copy_shares_no_arrays(fit):
    law = replace(fit.law(), coefficients=fit.law().coefficients._replace(E=np.array([1.0, 2.0])))
    assert copy.deepcopy(law).coefficients.E is not law.coefficients.E


def test_a_trend_that_was_called_still_pickles(again):
    trend = replace(trends.get("brown2020-compute"), notes=("mine",))
    before = trend(compute="1e20 FLOP")
    assert again(trend)(compute="1e20 FLOP") == before


def test_quantities_come_back_into_our_registry(again):
    other = again(units.quantity(3.0, "ktoken"))
    assert (other + units.quantity(1.0, "token")).m_as("token") == 3001.0


def descendants(kind):
    return [kind, *(each for child in kind.__subclasses__() for each in descendants(child))]


@pytest.mark.parametrize("kind", descendants(LimitsError), ids=lambda kind: kind.__name__)
def test_every_error_says_the_same_afterwards(again, kind):
    facts = {"where": "x", "given": "y", "wanted": "z", "known": ["near"], "problems": [Problem("a", "b", "c", "d")]}
    names = [] if kind is LimitsError else list(inspect.signature(kind).parameters)
    error = kind(**{name: facts.get(name, "text") for name in names})
    error.add_note("asked in a pool")
    other = again(error)
    assert type(other) is kind
    assert (str(other), vars(other)) == (str(error), vars(error))


@pytest.mark.slow
def test_a_process_pool_gives_the_same_bytes_whatever_the_seed_of_hashes():
    answers = set()
    for seed in ("0", "1", "random"):
        done = subprocess.run(
            [sys.executable, str(POOL)],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        here, there = done.stdout.splitlines()
        assert here == there, seed
        answers.add(here)
    assert len(answers) == 1
    said = json.loads(answers.pop())
    assert said[3].startswith("UnknownNameError: no run is called 'no-such-run'")
    assert said[-1].startswith("InputError: landauer: 2 inputs cannot be used")
