"""What may be seen beside single patients: a prior that is moved, a day in the clinic, how hard the next case is."""
