"""Witnesses of the laws of `limits.laws.formulary.energy`."""
