"""Proved: the journal's chain, and whether what is kept is still what was issued."""
