"""Texts that were read and found right, kept in files and compared whole.

``LIMITS_WRITE_GOLDEN=1 python -m pytest tests/report`` writes them all anew; read what changed.
"""

from __future__ import annotations

import difflib
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def same(kept: Path, text: str) -> None:
    """Compare a text with the file that keeps it, or write it there where that is asked for."""
    if os.environ.get("LIMITS_WRITE_GOLDEN"):
        kept.write_text(text, encoding="utf-8")
    found = kept.read_text(encoding="utf-8")
    changed = "\n".join(difflib.unified_diff(found.splitlines(), text.splitlines(), n=0, lineterm=""))
    assert text == found, changed
