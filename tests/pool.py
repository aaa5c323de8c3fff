"""The same questions in this process and in a pool of others, as a program of its own: both answers on standard output.

Processes are spawned, so that nothing is handed over but by pickling.
"""

from __future__ import annotations

import json
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import numpy as np

import limits
from limits import laws, scaling, units


def questions():
    """List functions of the package with their arguments."""
    mine = limits.TrainingRun(
        "mine", parameters="7e9 .. 8e9 parameter", tokens="2e12 +/- 1e11 token", accelerator="h100-sxm", mfu=0.4
    )
    rng = np.random.default_rng(0)
    N, D = 10 ** rng.uniform(8, 10, 24), 10 ** rng.uniform(9, 11.5, 24)
    L = (1.8 + 480 / N**0.35 + 2100 / D**0.37) * np.exp(rng.normal(0, 0.003, 24))
    bits = units.quantity(np.geomspace(1.0, 1e20, 5), "bit")
    return [
        *((limits.assess, (run,), {}) for run in ("llama-3.1-405b", "gpt-3-175b", mine, "no-such-run")),
        (limits.assess, (mine,), {"scaling": scaling.get("hoffmann2022")}),
        (scaling.fit, (N, D, L), {"bootstrap": 20}),
        (scaling.fit(N, D, L).law, (), {}),
        (laws.landauer, (), {"bits": bits, "temperature": "300 K"}),
        (laws.parameter_capacity, (), {i.name: i.eg for i in laws.parameter_capacity.inputs}),
        (laws.shannon.solve, ("bandwidth",), {"capacity": "400 Gbit/s", "snr": "20 dB"}),
        (laws.landauer, (), {"bits": "3 J", "temperature": "-300 degC"}),
    ]


def answer(function, arguments, keywords):
    """Answer in this process, with what the package refuses as an answer too."""
    try:
        return function(*arguments, **keywords)
    except limits.LimitsError as error:
        return error


def outcome(future):
    """Take an answer from the pool in the same way."""
    return answer(future.result, (), {})


def written(value):
    """Write an answer to the last bit."""
    if isinstance(value, limits.Assessment):
        return value.to_json()
    if isinstance(value, scaling.Fit):
        return repr([value.coefficients, value.resamples.tolist(), value.covariance.tolist(), value.warnings])
    if isinstance(value, scaling.ScalingLaw):
        return scaling.to_toml(value)
    if isinstance(value, limits.LimitsError):
        return f"{type(value).__name__}: {value} {sorted(vars(value))}"
    return f"{np.asarray(value.magnitude).tolist()!r} {value.units}"


def main():
    """Print what both say, one line of JSON each."""
    asked = questions()
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        waiting = [pool.submit(function, *arguments, **keywords) for function, arguments, keywords in asked]
        here = [written(answer(*each)) for each in asked]
        there = [written(outcome(future)) for future in waiting]
    sys.stdout.write(f"{json.dumps(here)}\n{json.dumps(there)}\n")


if __name__ == "__main__":
    main()
