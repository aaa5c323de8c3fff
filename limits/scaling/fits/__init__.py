"""From points to a law: the fit, its intervals, the envelope of learning curves."""
