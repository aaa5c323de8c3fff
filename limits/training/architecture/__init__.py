"""What a model is made of, counted exactly: parts, layers of parts, and a whole; integers only, and nothing is read."""
