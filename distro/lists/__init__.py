"""To whom: the tiered distribution list, read from its words and resolved against the register."""
