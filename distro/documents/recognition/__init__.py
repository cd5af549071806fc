"""Recognition: a pasted text whole, its elements weighed together. Pure."""

from distro.documents.recognition.plain import to_plain
from distro.documents.recognition.proposals import Kind
from distro.documents.recognition.reader import recognise
from distro.documents.recognition.recognised import PAGES, Leftover, Part, Recognised

__all__ = ["PAGES", "Kind", "Leftover", "Part", "Recognised", "recognise", "to_plain"]
