"""Many short questions, spaced and counted."""
