"""Which column of an accelerator holds its dense peak at a number format."""

__all__ = ["PEAKS"]

PEAKS = {
    "fp64": "peak_fp64",
    "fp32": "peak_fp32",
    "tf32": "peak_tf32",
    "bf16": "peak_16bit",
    "fp16": "peak_16bit",
    "fp8-e4m3": "peak_fp8",
    "fp8-e5m2": "peak_fp8",
    "fp4-e2m1": "peak_fp4",
    "int8": "peak_int8",
}
"""Field of an accelerator by number format; one that is absent has no column."""
