"""How much information fits into a sphere, a black hole, a piece of matter, a machine."""
