"""Characters into lines, lines into rows on the grid of GB/T 9704-2012."""
