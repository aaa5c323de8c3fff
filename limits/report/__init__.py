"""Views of assessments, one file per format; nothing here computes a limit.

`contents` says what a report holds, and in which order; `text`, `markdown` and `html` render that one document.
`json` and `csv` hold the records themselves, and `schema` describes them.
"""
