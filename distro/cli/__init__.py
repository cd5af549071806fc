"""The door of the terminal: `distro` and its commands, one module for each group of them."""
