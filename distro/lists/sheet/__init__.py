"""What a person works on: the words of a list as they will be printed, the readings chosen, every change to them. Pure."""
