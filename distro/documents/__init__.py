"""What: a document from its pasted text to its number and its frozen print."""
