"""``limits link`` and ``limits channel``: all that they print of many texts, as it was once read and found right.

The texts are those of `pastes`; ``tests/report/transcripts.py`` says how to add a call and how to write all anew.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from ...conftest import NO_SCIKIT_RF, READS_CHANNELS
from .. import transcripts
from .pastes import channels, texts

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with all texts and files of channels."""
    return transcripts.folder(tmp_path_factory, {**texts(), **channels()})


@pytest.mark.parametrize("name", transcripts.names(GOLDEN))
def test_what_is_printed(name, folder, monkeypatch):
    if name.startswith("measured") and not READS_CHANNELS:
        pytest.skip(NO_SCIKIT_RF)
    monkeypatch.chdir(folder)
    transcripts.compare(GOLDEN / f"{name}.txt")
