"""Who prints, in which process and within which limits: the pressroom and its pressmen, and the counter where a machine hands in."""
