"""The elements of a document, one a file: the texts each has, and how it is set."""
