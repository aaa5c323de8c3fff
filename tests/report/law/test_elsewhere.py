"""Where else a search for laws leads: names of the catalogue and of trends, all of them or the first with a count."""

from __future__ import annotations

import pytest

from limits import catalog
from limits.report.law import elsewhere
from limits.report.law.elsewhere import elsewhere as led


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "a"),
        (4, "a, b, c, d"),
        (5, "a, b, c, d, e"),  # "and 1 more" would be no shorter
        (6, "a, b, c, d and 2 more"),
        (7, "a, b, c, d and 3 more"),
        (20, "a, b, c, d and 16 more"),
    ],
)
def test_names_are_told_or_counted(count, said):
    assert elsewhere._first([chr(ord("a") + step) for step in range(count)]) == said


@pytest.mark.parametrize("word", ["llama", "h100", "gpt", "a"])
def test_every_row_that_is_called_so_is_told_or_counted(word):
    told = next(line for line in led(word, ()) if line.startswith(("Runs", "Accelerators")))
    names, _, more = told.partition(": ")[2].partition(" (")[0].partition(" and ")
    kind = "run" if told.startswith("Runs") else "accelerator"
    called = [name for name in catalog.names(kind) if word in name]
    assert names.split(", ") == called[: len(names.split(", "))]
    assert len(names.split(", ")) + int(more.removesuffix(" more") or 0) == len(called)
