"""The panels of the figure of a fit: data and law, errors, valleys, profiles, each in a file of its own."""
