"""What the frontier answers, as records and the functions that make them."""
