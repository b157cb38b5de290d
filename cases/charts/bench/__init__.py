"""What does a learner see at the microscope? Fields, white cells one by one, the count so far, the report to be."""
