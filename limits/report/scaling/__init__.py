"""Views of scaling laws, of what they answer, and of fits."""
