"""TOML that costs more to read than to write is refused, and all other TOML is read as the standard library does."""

from __future__ import annotations

import time
import tomllib
import tracemalloc

import pytest

from limits.errors import InputError, shown
from limits.textfile import RUN
from limits.toml import parsed

SIZE = 200_000
HOSTILE = {
    "a dotted key": ("a" + ".a" * SIZE + " = 1", "a key of more than 8 parts (at line 1)"),
    "a key with blanks": ("\n\na" + " . a" * SIZE + " = 1", "a key of more than 8 parts (at line 3)"),
    "a quoted key": ('"a"' + '."a"' * SIZE + " = 1", "a key of more than 8 parts"),
    "a table": ("[a" + ".a" * SIZE + "]", "a key of more than 8 parts"),
    "a table of an array": ("[[a" + ".a" * SIZE + "]]", "a key of more than 8 parts"),
    "a key in braces": ("b = {a" + ".a" * SIZE + " = 1}", "a key of more than 8 parts"),
    "keys": ("\n".join(f"k{k} = 1" for k in range(SIZE // 10)), "more than 2,000 keys"),
    "tables": ("[[a]]\n" * (SIZE // 3), "more than 50,000 tables"),
    "brackets": ("a = " + "[" * 40_000, "nested without end"),
    "braces": ("a = " + "{a=" * 1_500, "nested without end"),
    "digits": ("a = " + "9" * 5_000, "an integer of thousands of digits"),
    "an open text": ('a = "' + '\\"' * SIZE, "Unterminated string"),
    "an open long text": ('a = """' + '\\"""' * SIZE, "Unterminated string"),
    "a word": ("a" * SIZE, "after a key"),
    "quotes": ("'" * SIZE, "after a key"),
}


@pytest.mark.parametrize(("text", "said"), HOSTILE.values(), ids=HOSTILE)
def test_what_would_cost_much_is_refused_at_once(text, said):
    start = time.process_time()
    tracemalloc.start()
    try:
        with pytest.raises(InputError) as caught:
            parsed(text, RUN, "hostile.toml")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert said in str(caught.value)
    assert len(str(caught.value)) < 300
    assert time.process_time() - start < 5
    assert peak < 100e6  # bytes; the reader alone takes gigabytes for the dotted keys


@pytest.mark.parametrize(
    "text",
    [
        'a = "a.b.c.d.e.f.g.h.i.j.k = 1"\n',
        "a = 'a.b.c.d.e.f.g.h.i.j.k'  # a.b.c.d.e.f.g.h.i.j.k\n",
        'a = """\na.b.c.d.e.f.g.h.i.j.k = 1\n\\""" a.b.c.d.e.f.g.h.i.j.k """\n',
        "a = '''\na.b.c.d.e.f.g.h.i.j.k = 1\n'''\nb.c.d.e.f.g.h.i = 1\n",
        'a = [1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5, 8.5, 9.5, 10.5]\n[b."c.d".e]\nf = 1979-05-27T07:32:00.5\n',
        '# "\na.b = 1 # \'\n[c]\nd = "#" # """\n',
    ],
)
def test_other_toml_is_read_as_it_is(text):
    assert parsed(text, RUN, "f") == tomllib.loads(text)


def test_what_lies_too_deep_to_be_shown_is_said_so():
    deep: dict[str, object] = {}
    for _ in range(10_000):
        deep = {"a": deep}
    assert shown(deep) == "dict too long to be shown"
    assert shown(10**5_000) == "int too long to be shown"
