"""What else can be asked of the observer? Twins, difficulty, equal forms, other priors, a day, its own reliability."""
