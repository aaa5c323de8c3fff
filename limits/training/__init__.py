"""What a training run needs: compute, memory, traffic, steps and energy, as plain array functions in SI."""
