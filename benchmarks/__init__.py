"""What may take how long? Measured by `make bench`, never asserted by a test."""
