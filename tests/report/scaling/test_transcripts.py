"""``limits frontier``: what each of its commands prints, compared with what was read and found right.

The tables are those of `runs`; ``tests/report/transcripts.py`` says how to add a call and how to write all anew.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from .. import transcripts
from .runs import texts

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with all tables."""
    return transcripts.folder(tmp_path_factory, texts())


@pytest.mark.parametrize("name", transcripts.names(GOLDEN))
def test_what_is_printed(name, folder, monkeypatch):
    monkeypatch.chdir(folder)
    transcripts.compare(GOLDEN / f"{name}.txt")
