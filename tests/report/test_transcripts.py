"""``limits catalog`` on rows of one's own, and ``limits cite``: what they print, as it was once read and found right.

``tests/report/transcripts.py`` says how to add a call and how to write all anew.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from . import transcripts
from .own import texts

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with all tables."""
    return transcripts.folder(tmp_path_factory, texts())


@pytest.mark.parametrize("name", transcripts.names(GOLDEN))
def test_what_is_printed(name, folder, monkeypatch):
    monkeypatch.chdir(folder)
    transcripts.compare(GOLDEN / f"{name}.txt")
