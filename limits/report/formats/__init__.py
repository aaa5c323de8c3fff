"""One file per format: a view as text, Markdown, HTML, JSON, CSV, LaTeX."""
