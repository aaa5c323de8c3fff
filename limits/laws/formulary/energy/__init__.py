"""What bits and operations must cost, and what devices, coolers and accelerators make of it."""
