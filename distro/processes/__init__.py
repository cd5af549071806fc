"""Processes that belong to this one: started, logged and ended together. Python's own library only: a keeper is small."""
