"""Several texts: two compared, many ranked; and one size of a text."""
