"""Run the command line: ``limits``, or ``python -m limits``."""

from __future__ import annotations

import gc

_SELDOM = 100_000  # objects that may hold others; Python's own number is 700


def run() -> None:
    """Run the command line to the end of the process, which is its own: nobody else's garbage is left lying.

    Nearly all that is made while a command loads lives until it ends. Python would look through it seventy times to
    find nothing, and once more at the end, for a tenth of the time of a report on one run.
    """
    gc.set_threshold(_SELDOM)
    from limits.cli import main

    try:
        main()
    finally:
        gc.freeze()


if __name__ == "__main__":
    run()
