"""Views of laws: pages, values, explanations, verdicts."""
