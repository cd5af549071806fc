"""The press: a structured document in, the bytes of a PDF out; no database, no web, no queue."""
