"""What an answer about one run consists of: its columns, their provenance, the records."""
