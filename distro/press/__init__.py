"""The press: a structured document in, the bytes of a PDF out; no database, no web, no queue.

The order of work: `document` (what shall be printed) → `formats` (which elements in which order) → `elements` (one element
of the standard a file) → `setting` (characters to lines to rows) → `page` and `pdf` (the bytes) → `gate` (may it be
issued?), which asks `finished` (what a PDF tells). `printing` lets all that happen in processes apart, within limits.
"""
