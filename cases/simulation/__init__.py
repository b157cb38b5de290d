"""What happens inside a patient, day by day."""
