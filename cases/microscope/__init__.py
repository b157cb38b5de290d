"""What do the facts stored at the microscope mean? The glass of a sample, and what was named and seen on it."""
