"""What does a page show? The only reader of what happened, for pages; frozen, and free of what is hidden."""
