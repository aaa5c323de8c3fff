"""What the fuzz tests of all doors share: how many examples, odd numbers and words, and what every answer must keep.

The same examples in every run, at a bounded cost; LIMITS_FUZZ=10 in the environment draws ten times as many for each
test, other ones every time. `at_length.py` does so in many short rounds.
"""

from __future__ import annotations

import csv
import io
import json
import math
import os
import re
import time
import warnings
from contextlib import contextmanager
from functools import cache

import jsonschema
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from limits.errors import LimitsError
from limits.report import schema

from ..report.formats.documents import READ

TIMES = int(os.environ.get("LIMITS_FUZZ", "0"))  # as many examples; 0: the same ones in every run
LONGEST = 10.0  # seconds of any call

EXTREMES = (
    "5e-324",
    "1e-310",
    "1e-300",
    "1e-61",
    "1e-60",
    "1e-20",
    "1e20",
    "1e60",
    "1e61",
    "1e155",
    "1e300",
    "1.7e308",
)
USUAL = ("0", "1", "2", "7", "8", "0.5", "0.38", "1.1", "16", "1000", "16384", "1e9", "7e10", "1.5e13", "1e22", "1e26")
NO_NUMBERS = (
    *(
        "",
        "nan",
        "inf",
        "-inf",
        "1e400",
        "-1",
        "1_000",
        "1__0",
        "١٢",
        "\uff11\uff12",
        "1\x00",
        "0x10",
        "1,5",
        "½",
        "1e",
        ".5",
    ),
    *("--1", "1e+", "9" * 81, "1 .. ", ".. 1", "1 +/- 0", "2 .. 1", "1 [2 .. 3]", "-inf dB", "1/3", "true", "\ud800"),
)
NO_WORDS = (
    *(
        '=HYPERLINK("x")',
        "+1+1",
        "-2+3",
        "@SUM(A1)",
        "\x1b[31mred",
        "a\nb",
        "a\tb",
        "\x00",
        "\u202etxt",
        "\ufeff",
        "\ud800",
    ),
    *(" ", "", "a" * 300, "é" * 40, "<script>", "| a | b |", "$(x)", "a,b", 'a"b', "__class__", "..", "-", "—", "😀"),
)
ENCODINGS = ("utf-8", "utf-8", "utf-8-sig", "utf-16", "latin-1")
UNITS = (
    *("1", "J", "kWh", "W", "K", "degC", "s", "hour", "day", "bit", "byte", "GB", "bit/s", "Gbit/s", "FLOP", "FLOP/s"),
    *("parameter", "token", "USD", "USD/kWh", "kg", "g/kWh", "tonne", "m", "m^3", "Bd", "dB", "nat/token", "bit/FLOP"),
    *("byte/parameter", "FLOP/J", "%", "EUR/kWh", "GBP", "m*s", "xyzzy", "J/J", "parsec", "dBm", "g/kWh/s"),
)


def examples(count: int) -> settings:
    """Return how a test draws its examples: so many, or a multiple of it that the environment says."""
    return settings(
        max_examples=count * (TIMES or 1),
        derandomize=not TIMES,
        database=None,
        suppress_health_check=list(HealthCheck),
    )


@cache
def digits() -> st.SearchStrategy[str]:
    """Return numbers as they are written: usual ones, any float, those at the ends of floats, and what is none."""
    usual, floats = st.sampled_from(USUAL), st.floats(0.0, 1.8e308).map(repr)
    powers = st.builds("{:.3g}e{}".format, st.floats(1.0, 9.99), st.integers(-12, 30))
    return st.one_of(
        usual, usual, usual, powers, powers, st.sampled_from(EXTREMES), floats, st.sampled_from(NO_NUMBERS)
    )


@cache
def spans() -> st.SearchStrategy[str]:
    """Return one number, or an interval of any kind."""
    one = digits()
    pair = st.tuples(one, one).map(lambda two: f"{two[0]} .. {two[1]}")
    around = st.tuples(st.sampled_from(USUAL), st.floats(0.5, 1.0), st.floats(1.0, 3.0)).map(_around)
    normal = st.tuples(one, one).map(lambda two: f"{two[0]} +/- {two[1]}")
    inside = st.tuples(one, one, one).map(lambda three: f"{three[0]} [{three[1]} .. {three[2]}]")
    return st.one_of(one, one, one, one, pair, around, around, normal, inside)


def _around(parts: tuple[str, float, float]) -> str:
    value = float(parts[0])
    return f"{value * parts[1]!r} .. {value * parts[2]!r}"


@cache
def words() -> st.SearchStrategy[str]:
    """Return texts that somebody might write, or that somebody might try."""
    written = st.text(max_size=12).filter(lambda text: text.lower() not in {"nan", "inf", "-inf"})
    return st.one_of(st.sampled_from(NO_WORDS), written, st.sampled_from(["mine", "a b", "h100-sxm", "gpt-3"]))


@cache
def anything() -> st.SearchStrategy[object]:
    """Return what stands in the wrong place: other types, nested ones, huge ones."""
    scalars = st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        words(),
        digits(),
        st.just(10**400),
        st.just(b"x"),
        st.just(1j),
    )
    return st.recursive(
        scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words(), inner, max_size=3), max_leaves=4
    )


@contextmanager
def guarded():
    """Let errors of this package pass, and nothing else: no other exception, no warning, no long wait."""
    start = time.process_time()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            yield
        except LimitsError as error:
            assert_message(str(error))
    assert time.process_time() - start < LONGEST


def assert_message(message: str) -> None:
    """Hold that a message obeys no terminal and stays short."""
    assert all(line.isprintable() for line in message.split("\n")), message
    assert len(message.split("\n")) <= 23, message[:2000]  # a head, the first problems and a count
    message.encode()


def assert_json(text: str) -> None:
    """Hold that a text is JSON without NaN and Infinity, and what its schema says where it names one."""
    assert text.isascii()
    record = json.loads(text, parse_constant=_refused)
    _assert_finite(record)
    for each in record if isinstance(record, list) else [record]:
        if isinstance(each, dict) and "schema" in each:
            _validator(each["schema"].removeprefix("limits.").partition("/")[0]).validate(each)


@cache
def _validator(name: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json.loads(schema.shipped(name)))


def _refused(name: str) -> None:
    raise AssertionError(f"{name} is no JSON")


def _assert_finite(part: object) -> None:
    if isinstance(part, float):
        assert math.isfinite(part)
    elif isinstance(part, dict):
        for each in part.values():
            _assert_finite(each)
    elif isinstance(part, list):
        for each in part:
            _assert_finite(each)


_FORMULA = re.compile("[=+@\t\r\uff1d\uff0b\uff0d\uff20-]")
_NUMERIC = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")


def assert_csv(text: str) -> None:
    """Hold that a text is CSV of one width, without infinities, and holds no formula."""
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert len({len(row) for row in rows}) == 1
    for cell in (cell for row in rows for cell in row):
        assert cell.lower() not in {"inf", "-inf", "nan"}
        assert not _FORMULA.match(cell) or _NUMERIC.fullmatch(cell), cell


def assert_text(text: str) -> None:
    """Hold that a text for people obeys no terminal, and tells no infinity; it may repeat, quoted, what was given."""
    assert all(line.isprintable() for line in text.split("\n"))
    infinite = re.search(r"(?<![\w'-])(?:nan|[+-]?inf)(?![\w-])", text)
    assert not infinite, text[max(infinite.start() - 200, 0) : infinite.end() + 50]


def assert_view(view):
    """Hold what every format of a view must keep."""
    assert_json(view.to("json"))
    assert_csv(view.to("csv"))
    for form in READ:
        assert_text(view.to(form))


def encoded(text, encoding):
    """Return a text as a file of some encoding has it."""
    return text.encode(encoding, "replace" if encoding == "latin-1" else "surrogatepass")
