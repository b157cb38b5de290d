"""What is an order worth? Losses, imagined results, and what would tip the judgment."""
