"""Wires: what lanes and networks carry, as plain array functions in SI."""
