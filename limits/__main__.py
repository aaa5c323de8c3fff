"""Run the command line as ``python -m limits``."""

from __future__ import annotations

from limits.cli import main

if __name__ == "__main__":
    main()
