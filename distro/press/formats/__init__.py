"""The formats of the press, one module each: which texts stand on its pages, and how they are set."""
