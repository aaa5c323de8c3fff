"""A lane against Shannon: how far its signal-to-noise ratio is from what its code needs, and what capacity asks."""
