"""Kept: the record of an issued document, its reference code, and the search over records."""
