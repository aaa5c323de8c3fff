"""Stable functions that several laws share."""
