"""One simulated patient, from hidden disease to a learner's judgement."""
