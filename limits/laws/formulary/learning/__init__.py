"""What can be learned: from how many examples, how well predicted, how far compressed."""
