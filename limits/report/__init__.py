"""What is shown: views of assessments, laws, scaling laws and the catalogue; nothing here computes a limit.

A `view` is a document for readers and a record for programs; `formats` has the one table of what it can be written in.
"""
