"""What the laws say: kernels and records, by kind of limit; `table` is the only list of them."""
