"""Sent, read, acknowledged: one delivery per recipient office and list entry."""
