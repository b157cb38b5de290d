"""What were acts worth? The record read, steps against the best plan, key features, points."""
