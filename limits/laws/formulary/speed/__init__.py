"""How fast anything can change its state."""
