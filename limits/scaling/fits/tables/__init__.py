"""Tables of runs as people have them: separated values, JSON, JSON lines, Parquet, each also packed with gzip."""
