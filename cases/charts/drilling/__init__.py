"""What may be seen of a drill? An example without its answer, then the answer and why."""
