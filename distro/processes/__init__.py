"""Processes that belong to this one: started, logged, bound and ended together. Python's own library only: a keeper is small."""
