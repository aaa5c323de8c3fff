"""``limits law``: pages, values, explanations and verdicts as they are printed, compared with what was read once.

``tests/report/transcripts.py`` says how to add a call and how to write all anew.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from .. import transcripts

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("name", transcripts.names(GOLDEN))
def test_what_is_printed(name):
    transcripts.compare(GOLDEN / f"{name}.txt")
