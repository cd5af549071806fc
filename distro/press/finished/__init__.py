"""What a finished PDF tells: its pages as pictures, its measures, its last words."""
