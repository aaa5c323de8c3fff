"""What a run or a budget asks of a scaling law."""
