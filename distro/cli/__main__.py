"""`python -m distro.cli`: the command `distro`, wherever its script is not on the path."""

from distro.cli.main import main

main()
