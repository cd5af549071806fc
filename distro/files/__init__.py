"""Foreign files: what people bring that was made elsewhere, judged in a process of its own and kept as it came."""
