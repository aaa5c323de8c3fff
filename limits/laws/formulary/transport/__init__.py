"""What distance, exchange, heat and traffic cost."""
