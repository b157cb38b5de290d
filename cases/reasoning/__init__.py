"""What follows: from findings to a belief, from a belief to the worth of an order, from acts to a score."""
