"""Views of an assessment: what is said in which order, its record, its cells."""
