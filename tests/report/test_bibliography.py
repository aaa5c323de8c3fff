"""References as lines and as BibTeX: each key its own, and the package with its version."""

from __future__ import annotations

import limits
from limits.references import entries, entry
from limits.report import bibliography


def test_a_line_is_that_of_its_key_and_only_the_package_stands_for_itself():
    keys = [key for key in entries() if key != "limits"]
    assert min(keys) < "limits" < max(keys)
    for key in keys:
        assert bibliography.line(key) == entry(key).line
    assert bibliography.line("limits").endswith(f"version {limits.__version__}")
    rows = bibliography.references([*keys, "limits"]).rows
    assert len({row.text for row in rows}) == len(rows)
